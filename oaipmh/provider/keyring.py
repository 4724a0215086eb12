"""The secrets that sign resumption tokens, which every node shares and which may be changed.

A new secret signs only a while after it was made (docs/adr/0012). So a node that looks for the
secret of a token that it does not know finds it, however seldom it looks.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from oaipmh.protocol.resumption_token import ForeignToken, ResumptionToken, TokenSigner
from oaipmh.provider.ports import StoreUnavailable

REFRESH_SECONDS = 20
"""How often a node looks for a new secret to sign with."""

LOOK_AGAIN_SECONDS = 2
"""How often it looks for the secret of a token that is not known: anybody can send such."""


@dataclass(frozen=True, slots=True)
class TokenSecret:
    """A secret, and the instant from which it signs; it verifies from the first."""

    value: bytes
    signs_from: int = 0


class Keyring:
    """Signs and verifies tokens; `read` gives the secrets as they are now."""

    def __init__(
        self, read: Callable[[], Sequence[TokenSecret]], repository_identifier: str
    ) -> None:
        self._read = read
        self._repository_identifier = repository_identifier
        self._secrets = read()
        self._looked = 0

    def refresh(self, now: int) -> None:
        """Look for a new secret now and then.

        Before a snapshot is opened: whoever holds one would wait here for a second connection.
        """
        if now >= self._looked + REFRESH_SECONDS:
            self._looked = now
            with suppress(StoreUnavailable):  # those that are known still do
                self._secrets = self._read()

    def sign(self, token: ResumptionToken, now: int) -> str:
        """The token as a harvester sees it."""
        return self._signer(now).sign(token)

    def verify(self, text: str, *, verb: str, now: int) -> ResumptionToken:
        """Read a token back.

        Raises:
            BadResumptionToken: it was not signed here, is for another verb, or has expired.
            StoreUnavailable: whether it was signed here cannot be found out now.
        """
        try:
            return self._signer(now).verify(text, verb=verb, now=now)
        except ForeignToken:
            if now < self._looked + LOOK_AGAIN_SECONDS:
                raise
        self._secrets = self._read()
        self._looked = now
        return self._signer(now).verify(text, verb=verb, now=now)

    def _signer(self, now: int) -> TokenSigner:
        newest_first = sorted(self._secrets, key=lambda one: one.signs_from, reverse=True)
        ready = [one.value for one in newest_first if one.signs_from <= now]
        early = [one.value for one in newest_first if one.signs_from > now]
        return TokenSigner(ready + early, self._repository_identifier)
