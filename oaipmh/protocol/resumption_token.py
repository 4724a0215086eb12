"""Resumption tokens: stateless, signed, URL-safe. OAI-PMH 2.0, section 3.5.

A token carries the list's arguments, its frozen upper bound, the place of the last record sent and
the counts, so that any node can go on with the list and none needs to remember it. Only characters
that survive every URL encoding unchanged are used, because harvesters encode twice or not at all.
https://www.openarchives.org/OAI/openarchivesprotocol.html#FlowControl
"""

import hashlib
import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from typing import NamedTuple

from oaipmh.protocol.errors import BadResumptionToken

_SIGNATURE_BYTES = 16
_DAY_SECONDS = 86_400
_DAYS_GOOD = 7

LONGEST_LIFE_SECONDS = (_DAYS_GOOD + 1) * _DAY_SECONDS
"""How long a token is good at the most."""


class ResumptionToken(NamedTuple):
    """Where a list stands, and what it is a list of.

    `watermark` is the repository clock at the list's first page: its upper bound, and the
    responseDate of every page. `until` is the harvester's own bound, in seconds. `datestamp` and
    `key` are the last record's (`key` is a setSpec in ListSets, where there is no datestamp).
    """

    verb: str
    metadata_prefix: str | None
    set_spec: str | None
    until: int | None
    watermark: int
    datestamp: int
    key: int | str
    cursor: int
    complete_list_size: int | None
    expires: int


class ForeignToken(BadResumptionToken):
    """It was signed with no secret that is known here."""


class TokenSigner:
    """Writes and reads the tokens of one repository: the first secret signs, all of them verify.

    The repository's identifier goes into the keys, so that two repositories that share a secret
    still refuse each other's tokens.
    """

    def __init__(self, secrets: Sequence[bytes], repository_identifier: str) -> None:
        identifier = repository_identifier.encode()
        self._keys = [hmac.digest(secret, identifier, hashlib.sha256) for secret in secrets]

    def sign(self, token: ResumptionToken) -> str:
        """The token as a harvester sees it."""
        content = json.dumps(token, separators=(",", ":")).encode()
        return f"{_encode(content)}.{_encode(_signature(self._keys[0], content))}"

    def verify(self, text: str, *, verb: str, now: int) -> ResumptionToken:
        """Read a token back.

        Raises:
            ForeignToken: it was not signed here.
            BadResumptionToken: it is none, is for another verb, or has expired.
        """
        content, signature = _decode(text)
        signatures = [_signature(key, content) for key in self._keys]
        if not any(hmac.compare_digest(signature, one) for one in signatures):
            raise ForeignToken("The resumptionToken is not one of this repository's")
        token = ResumptionToken(*json.loads(content))
        if token.verb != verb:
            raise BadResumptionToken(f"The resumptionToken is one of {token.verb}")
        if token.expires <= now:
            raise BadResumptionToken("The resumptionToken has expired: start the list anew")
        return token


def expiration(now: int) -> int:
    """When a token made now ends: the midnight that leaves it at least a week.

    A midnight, so that a request sent again the same day gets the same answer byte for byte.
    """
    return (now // _DAY_SECONDS + _DAYS_GOOD + 1) * _DAY_SECONDS


def _signature(key: bytes, content: bytes) -> bytes:
    return hmac.digest(key, content, hashlib.sha256)[:_SIGNATURE_BYTES]


def _encode(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def _decode(text: str) -> tuple[bytes, bytes]:
    try:
        content, signature = (
            urlsafe_b64decode(part.encode("ascii") + b"=" * (-len(part) % 4))
            for part in text.split(".")
        )
    except ValueError:
        raise BadResumptionToken("The resumptionToken is not one of this repository's") from None
    # Base64 readers skip what they do not know: only the exact spelling is ours.
    if f"{_encode(content)}.{_encode(signature)}" != text:
        raise BadResumptionToken("The resumptionToken is not one of this repository's")
    return content, signature
