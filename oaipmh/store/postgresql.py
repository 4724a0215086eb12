"""Connections to PostgreSQL: pooled, binary where they are read from, and none of them dead.

docs/adr/0013-postgresql.md has the figures.
"""

import select
from typing import Any

from psycopg import Connection, Cursor
from psycopg.pq import Format
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import IsolationLevel
from sqlalchemy.exc import DisconnectionError

# Nodes and workers share the server's connections, 100 unless it is told otherwise. A worker is one
# core's worth of Python: what more connections read would wait for that. Writers take turns anyway.
_READ_POOL = {"pool_size": 5, "max_overflow": 5}
_WRITE_POOL = {"pool_size": 2, "max_overflow": 3}
_POOL_TIMEOUT_SECONDS = 10
# Who came to another of several hosts while one was down goes back to it.
_RECYCLE_SECONDS = 600
# A writer whose machine is gone would keep everyone waiting until TCP gives up, after hours.
_SILENT_SECONDS = 60
# A server that is gone is found out in seconds, not when TCP gives up.
_CONNECT_ARGS = {"connect_timeout": 5, "keepalives_idle": 10, "tcp_user_timeout": 10_000}


def postgresql_read_engine(url: URL, options: dict[str, Any]) -> Engine:
    """An engine whose every transaction is one snapshot that writes nothing."""
    engine = _engine(url, "REPEATABLE READ", _READ_POOL | options, cursor_factory=_BinaryCursor)
    event.listen(engine, "connect", _forbid_writes)
    return engine


def postgresql_write_engine(url: URL, options: dict[str, Any]) -> Engine:
    """An engine for transactions that stamp."""
    engine = _engine(url, "READ COMMITTED", _WRITE_POOL | options)
    event.listen(engine, "connect", _let_go_when_gone)
    return engine


class _BinaryCursor(Cursor[Any]):
    """Fetches values as they are: stored bytes would come as hexadecimal digits, twice as many."""

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - the driver's own
        super().__init__(*arguments, **options)
        self.format = Format.BINARY


def _engine(
    url: URL,
    isolation_level: IsolationLevel,
    options: dict[str, Any],
    **connect_args: Any,  # noqa: ANN401 - the driver's own
) -> Engine:
    engine = create_engine(
        url,
        isolation_level=isolation_level,
        pool_timeout=_POOL_TIMEOUT_SECONDS,
        pool_recycle=_RECYCLE_SECONDS,
        connect_args=_CONNECT_ARGS | connect_args,
        **options,
    )
    event.listen(engine, "checkout", _refuse_dead)
    return engine


def _forbid_writes(connection: Connection[Any], _: object) -> None:
    connection.read_only = True


def _let_go_when_gone(connection: Connection[Any], _: object) -> None:
    """Have the server end a transaction whose writer has fallen silent: it holds the clock."""
    connection.execute(f"SET idle_in_transaction_session_timeout = '{_SILENT_SECONDS}s'")
    connection.commit()


def _refuse_dead(connection: Connection[Any], _record: object, _proxy: object) -> None:
    """Have the pool replace a connection that the server has closed, without asking the server.

    It says so, or hangs up, while nobody listens; of a living one nothing waits to be read.
    """
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    if poll.poll(0):
        raise DisconnectionError
