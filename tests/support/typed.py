"""Items of a type, old ones, and a rule that takes the articles."""

from tests.support.loading import item
from tests.support.membership import rule

OLD = "2020-01-01T00:00:00Z"
OLD_SECONDS = 1577836800
ARTICLES = rule("type is Article")


def typed(number: int, kind: str, *sets: str, **more: object) -> dict[str, object]:
    """An item of a type."""
    return item(number, *sets, **{"metadata": {"title": f"Item {number}", "type": kind}, **more})


def gone(number: int) -> dict[str, object]:
    """An item's deletion."""
    return {"identifier": f"oai:test.example.org:{number}", "deleted": True}
