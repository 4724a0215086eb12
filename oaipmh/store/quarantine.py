"""The quarantine as rows: the same refusal twice is one row."""

import hashlib
from collections.abc import Sequence

from sqlalchemy import Connection, insert, select

from models import Quarantine
from oaipmh.ingest.ports import QuarantineEntry
from oaipmh.store.chunks import chunks

_DIGEST_BYTES = 16


def write_quarantine(
    connection: Connection, entries: Sequence[QuarantineEntry], since: int
) -> None:
    """Keep what is not yet kept."""
    by_digest = {_digest(entry): entry for entry in entries}
    for some in chunks(sorted(by_digest)):
        known = connection.execute(
            select(Quarantine.digest).where(Quarantine.digest.in_(some))
        ).scalars()
        for digest in known:
            del by_digest[bytes(digest)]
    rows = [
        {
            "digest": digest,
            "source": entry.source,
            "position": entry.position,
            "reason": entry.reason,
            "since": since,
            "raw": entry.raw,
        }
        for digest, entry in by_digest.items()
    ]
    if rows:
        connection.execute(insert(Quarantine), rows)


def _digest(entry: QuarantineEntry) -> bytes:
    words = (entry.source.encode(), entry.position.encode(), entry.reason.encode())
    content = b"\0".join((*words, entry.raw))
    return hashlib.blake2b(content, digest_size=_DIGEST_BYTES).digest()
