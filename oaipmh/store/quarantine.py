"""The quarantine as rows: the same bytes of the same source, refused again, are one row."""

import hashlib
from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from models import Quarantine, Run
from oaipmh.ingest.ports import QuarantineEntry
from oaipmh.ingest.views import Quarantined, QuarantineView
from oaipmh.store.chunks import chunks

RETRY_KIND = "retry"
"""The kind of the runs that take what was refused in again."""

_DIGEST_BYTES = 16


def write_quarantine(
    connection: Connection, entries: Sequence[QuarantineEntry], run_id: int, now: int
) -> None:
    """Keep what was refused; of what is kept already, where and why it was met now."""
    by_digest = {_digest(entry): entry for entry in entries}
    known: set[bytes] = set()
    for some in chunks(sorted(by_digest)):
        found = connection.execute(select(Quarantine.digest).where(Quarantine.digest.in_(some)))
        known |= {bytes(digest) for digest in found.scalars()}
    new = [
        _row(entry) | {"run_id": run_id, "digest": digest, "since": now, "raw": entry.raw}
        for digest, entry in by_digest.items()
        if digest not in known
    ]
    if new:
        connection.execute(insert(Quarantine), new)
    if known:
        met = {} if _is_retry(connection, run_id) else {"run_id": run_id}
        connection.execute(
            update(Quarantine).where(Quarantine.digest == bindparam("known_digest")),
            [_row(by_digest[digest]) | met | {"known_digest": digest} for digest in known],
        )


def release_taken(connection: Connection, identifiers: Sequence[str]) -> None:
    """Forget what was refused of items that have been taken since."""
    if connection.execute(_ANY_IDENTIFIED).scalar() is None:
        return
    for some in chunks(identifiers):
        connection.execute(delete(Quarantine).where(Quarantine.identifier.in_(some)))


def list_quarantine(
    connection: Connection, limit: int, before: int | None = None
) -> list[QuarantineView]:
    """What was refused, without its bytes, the latest first, from the first older than `before`."""
    statement = _VIEW.order_by(Quarantine.quarantine_id.desc()).limit(limit)
    if before is not None:
        statement = statement.where(Quarantine.quarantine_id < before)
    return [QuarantineView(*row) for row in connection.execute(statement)]


def find_quarantined(connection: Connection, quarantine_id: int) -> Quarantined | None:
    """One refused thing; None when there is none of that number."""
    found = _VIEW.add_columns(Quarantine.raw).where(Quarantine.quarantine_id == quarantine_id)
    row = connection.execute(found).first()
    return None if row is None else Quarantined(*row)


def drop_quarantined(connection: Connection, quarantine_id: int) -> bool:
    """Forget one refused thing; whether there was one of that number."""
    gone = delete(Quarantine).where(Quarantine.quarantine_id == quarantine_id)
    return connection.execute(gone).rowcount > 0


def _is_retry(connection: Connection, run_id: int) -> bool:
    """Whether the run tries what was refused again: it knows not how that came, unlike the last."""
    kind = connection.execute(select(Run.kind).where(Run.run_id == run_id)).scalar()
    return kind == RETRY_KIND


def _row(entry: QuarantineEntry) -> dict[str, object]:
    return {
        "source": entry.source,
        "position": entry.position,
        "reason": entry.reason,
        "input_format": entry.input_format,
        "identifier": entry.identifier,
    }


def _digest(entry: QuarantineEntry) -> bytes:
    """Of the source and the bytes; where there are none, of where it stood and why."""
    words = (entry.source,) if entry.raw else (entry.source, entry.position, entry.reason)
    content = b"\0".join((*(word.encode() for word in words), entry.raw))
    return hashlib.blake2b(content, digest_size=_DIGEST_BYTES).digest()


_VIEW = select(
    Quarantine.quarantine_id,
    Quarantine.source,
    Quarantine.position,
    Quarantine.reason,
    Quarantine.since,
    Quarantine.identifier,
    Quarantine.input_format,
    Quarantine.run_id,
    func.length(Quarantine.raw),
)
_ANY_IDENTIFIED = (
    select(Quarantine.quarantine_id).where(Quarantine.identifier.is_not(None)).limit(1)
)
