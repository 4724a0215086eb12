"""Keys of the admin API as rows: only what a key's secret hashes to is stored.

A key is `oaipmh_KEYID_SECRET`. The secret has 256 random bits, so a plain hash of it cannot be
guessed back, and needs no slow one (RFC 6750 says how a key is sent).
"""

import hashlib
import hmac
import re
import secrets

from sqlalchemy import Connection, insert, select, update

from models import ApiKey
from oaipmh.ingest.views import KeyScope, KeyView

_KEY = re.compile(r"oaipmh_([0-9a-f]{16})_([A-Za-z0-9_-]{43})", re.ASCII)
_KEY_ID_BYTES = 8
_SECRET_BYTES = 32
_MAX_NAME_CHARACTERS = 100


class KeyRefused(Exception):
    """No such key can be made; the message says why."""


def create_key(connection: Connection, name: str, scope: KeyScope, now: int) -> str:
    """Make a key; what is returned is shown once, and stored nowhere.

    Raises:
        KeyRefused: the name cannot be shown, or is another key's.
    """
    if not name.strip() or len(name) > _MAX_NAME_CHARACTERS or not name.isprintable():
        raise KeyRefused(f"a key needs a name of 1 to {_MAX_NAME_CHARACTERS} printable characters")
    if connection.execute(select(ApiKey.key_id).where(ApiKey.name == name)).first() is not None:
        raise KeyRefused(
            f"there is, or was, a key named {name!r}, and its runs bear that name: choose another"
        )
    key_id, secret = secrets.token_hex(_KEY_ID_BYTES), secrets.token_urlsafe(_SECRET_BYTES)
    connection.execute(
        insert(ApiKey).values(
            key_id=key_id, name=name, scope=scope.value, digest=_digest(secret), created=now
        )
    )
    return f"oaipmh_{key_id}_{secret}"


def list_keys(connection: Connection) -> list[KeyView]:
    """Every key there is or was, by name."""
    rows = connection.execute(_VIEW.order_by(ApiKey.name))
    return [_view(*row) for row in rows]


def revoke_key(connection: Connection, name: str, now: int) -> bool:
    """Let a key open nothing from now on; whether there is a key of that name."""
    still = update(ApiKey).where(ApiKey.name == name, ApiKey.revoked.is_(None))
    connection.execute(still.values(revoked=now))
    return connection.execute(select(ApiKey.key_id).where(ApiKey.name == name)).first() is not None


def find_key(connection: Connection, key: str) -> KeyView | None:
    """The key that opens with this; None where none does, or it has been revoked."""
    parts = _KEY.fullmatch(key)
    if parts is None:
        return None
    found = _VIEW.add_columns(ApiKey.digest).where(ApiKey.key_id == parts[1])
    row = connection.execute(found).first()
    if row is None or not hmac.compare_digest(bytes(row.digest), _digest(parts[2])):
        return None
    return _view(*row[:-1]) if row.revoked is None else None


def _view(key_id: str, name: str, scope: str, created: int, revoked: int | None) -> KeyView:
    return KeyView(key_id, name, KeyScope(scope), created, revoked)


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


_VIEW = select(ApiKey.key_id, ApiKey.name, ApiKey.scope, ApiKey.created, ApiKey.revoked)
