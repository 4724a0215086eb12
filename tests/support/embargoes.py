"""Items under an embargo, and the formats that tell of it."""

from typing import Any

from oaipmh.crosswalks.formats import Formats
from tests.support.loading import item
from tests.support.rendering import access, telling

DAY = 86_400
TOMORROW = 1_800_000_000 // DAY * DAY + DAY  # 2027-01-16
ENDS = "2027-01-16"
ACCESS, TITLE = telling("access", access), telling("title")
BOTH = Formats([ACCESS, TITLE])


def embargoed(number: int, end: str = ENDS, **more: Any) -> dict[str, Any]:
    """An item under an embargo."""
    metadata = {
        "title": [f"Item {number}"],
        "accessRights": ["info:eu-repo/semantics/embargoedAccess"],
        "available": [end],
    }
    return item(number, "a", metadata=metadata, **more)
