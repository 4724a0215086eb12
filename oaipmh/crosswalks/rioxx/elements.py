"""What the parts of a RIOXX record are written with: its namespaces, and what is a web address."""

import re

from oaipmh.protocol import namespaces as ns
from oaipmh.protocol.syntax import is_uri

RIOXXTERMS = "http://docs.rioxx.net/schema/v3.0/rioxxterms/"
DC = f"{{{ns.DC}}}"
TERMS = f"{{{RIOXXTERMS}}}"
_WEB_ADDRESS = re.compile("https?://[^/?#]")


def is_web_address(text: str | None) -> bool:
    """Whether a text is an HTTP(S) URI, as the profile demands it of most identifiers."""
    return text is not None and _WEB_ADDRESS.match(text) is not None and is_uri(text)
