"""The repository clock, as docs/adr/0003-repository-clock.md argues it.

A writer moves the clock to max(now, watermark) as the first statement of its short transaction, and
stamps with it. Whoever opens a list moves it too, in a transaction of its own, and so waits for the
writers in flight: after that, nothing will ever be stamped before the watermark.
"""

import time

from sqlalchemy import (
    BigInteger,
    Connection,
    Update,
    case,
    cast,
    func,
    select,
    update,
)
from sqlalchemy.sql.elements import ColumnElement

from models import Clock
from oaipmh.ingest.views import MAX_SKEW_SECONDS, ClockReading
from oaipmh.provider.ports import LoadUnderWay, StoreUnavailable
from oaipmh.store.compiled import Compiled, Reader


def read_clock(connection: Connection) -> ClockReading:
    """The clock as this transaction has it."""
    return clock_of(Reader.over(connection))


def clock_of(reader: Reader) -> ClockReading:
    """The clock as this snapshot has it."""
    return ClockReading(*_READ.row(reader))


def move_clock(connection: Connection) -> int:
    """Move the clock up to now, holding its lock until the transaction ends.

    Raises:
        StoreUnavailable: this machine and the database disagree about the time by over 5 minutes.
    """
    _refuse_skew(database_now(connection))
    return int(connection.execute(_move(connection)).scalar_one())


def note_first_list(connection: Connection) -> None:
    """Record that a list is being served, if it is the first.

    Raises:
        LoadUnderWay: none can be served now. A replica may not know that yet; the primary does.
    """
    if read_clock(connection).loading_since is not None:
        raise LoadUnderWay
    unserved = Clock.first_list.is_(None)
    connection.execute(update(Clock).where(unserved).values(first_list=Clock.watermark))


def database_now(connection: Connection) -> int:
    """The time of the database."""
    return int(connection.execute(select(_now(connection))).scalar_one())


def _refuse_skew(now: int) -> None:
    skew = abs(now - int(time.time()))
    if skew > MAX_SKEW_SECONDS:
        raise StoreUnavailable(
            f"The clocks of this machine and of the database differ by {skew} seconds:"
            " nothing is stamped until they agree"
        )


def _now(connection: Connection) -> ColumnElement[int]:
    """The wall clock, not the transaction's beginning: a writer may have waited for the lock."""
    if connection.dialect.name == "sqlite":
        return cast(func.strftime("%s", "now"), BigInteger)
    return cast(func.floor(func.extract("epoch", func.clock_timestamp())), BigInteger)


def _move(connection: Connection) -> Update:
    now = _now(connection)
    later = case((now > Clock.watermark, now), else_=Clock.watermark)
    return update(Clock).values(watermark=later).returning(Clock.watermark)


_READ = Compiled(
    select(Clock.watermark, Clock.first_list, Clock.loading_since, Clock.loading_source)
)
