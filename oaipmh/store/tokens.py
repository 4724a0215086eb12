"""The secrets that sign resumption tokens, as rows of `secrets`.

The first is named `tokens`; each later one `tokens@` and the instant from which it signs.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, or_, select

from models import Secret
from oaipmh.protocol.resumption_token import LONGEST_LIFE_SECONDS
from oaipmh.provider.keyring import TokenSecret

HEAD_START_SECONDS = 60
"""How long every node has to learn of a new secret before any signs with it."""

_FIRST = "tokens"
_LATER = f"{_FIRST}@"


def read_token_secrets(connection: Connection, now: int) -> Sequence[TokenSecret]:
    """Those that sign or verify, the newest first."""
    return [one for _, one in _living(connection, now)]


def ensure_token_secret(connection: Connection, first: bytes, now: int) -> Sequence[TokenSecret]:
    """Make the first, if no other node has meanwhile."""
    found = read_token_secrets(connection, now)
    if found:
        return found
    connection.execute(insert(Secret).values(name=_FIRST, value=first))
    return [TokenSecret(first)]


def rotate_token_secret(connection: Connection, value: bytes, now: int) -> TokenSecret:
    """Let another secret sign, from a while after now; those that no token is left of are gone."""
    names = [name for name, _ in _living(connection, now)]
    connection.execute(delete(Secret).where(_OF_TOKENS, Secret.name.not_in(names)))
    new = TokenSecret(value, now + HEAD_START_SECONDS)
    name = f"{_LATER}{new.signs_from}"
    connection.execute(delete(Secret).where(Secret.name == name))  # made within the same second
    connection.execute(insert(Secret).values(name=name, value=value))
    return new


def _living(connection: Connection, now: int) -> list[tuple[str, TokenSecret]]:
    """All but those whose successor has signed for as long as a token is good."""
    rows = connection.execute(select(Secret.name, Secret.value).where(_OF_TOKENS))
    secrets = [(name, TokenSecret(bytes(value), _signs_from(name))) for name, value in rows]
    secrets.sort(key=lambda one: one[1].signs_from, reverse=True)
    living = []
    for name, secret in secrets:
        living.append((name, secret))
        if secret.signs_from + LONGEST_LIFE_SECONDS <= now:
            break
    return living


def _signs_from(name: str) -> int:
    return int(name.removeprefix(_LATER)) if name.startswith(_LATER) else 0


_OF_TOKENS = or_(Secret.name == _FIRST, Secret.name.startswith(_LATER, autoescape=True))
