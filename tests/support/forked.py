"""The program in processes of their own, forked from one that has imported it.

Each has its own arguments, environment, folder and files, and may be killed. What it does not have
is the second that each new Python takes to import it all.
"""

import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType

from oaipmh.cli import main, worker
from oaipmh.cli.commands import Commands
from oaipmh.harvester import patience, source

_CONTEXT = multiprocessing.get_context("forkserver")
_COMMANDS = {f"oaipmh.cli.{place.partition(':')[0]}" for place in Commands().data.values()}
_CONTEXT.set_forkserver_preload([__name__, "oaipmh.app", "uvicorn", *_COMMANDS])
_PATIENCE_SECONDS = 60.0
_NOWHERE = Path(os.devnull)


class Forked(AbstractContextManager["Forked"]):
    """A command that runs, as `subprocess.Popen` has it; one that is forgotten ends with the tests.

    It may not begin processes of its own, as `serve --workers 2` does.
    """

    def __init__(
        self,
        arguments: tuple[str, ...],
        environment: Mapping[str, str],
        *,
        folder: Path | None = None,
        stdin: Path = _NOWHERE,
        stdout: Path = _NOWHERE,
        stderr: Path = _NOWHERE,
    ) -> None:
        self.arguments = arguments
        files = (stdin, stdout, stderr)
        asked = (arguments, dict(environment), folder or Path.cwd(), files)
        self._process = _CONTEXT.Process(target=_run, args=asked, daemon=True)
        self._process.start()

    def poll(self) -> int | None:
        """Its exit code; None while it runs."""
        return self._process.exitcode

    def wait(self, timeout: float) -> int:
        """Its exit code, as soon as it has ended.

        Raises:
            TimeoutExpired: it has not.
        """
        self._process.join(timeout)
        code = self._process.exitcode
        if code is None:
            raise subprocess.TimeoutExpired(self.arguments, timeout)
        return code

    def send_signal(self, number: signal.Signals) -> None:
        """Send it a signal, if it runs."""
        if self._process.pid is not None and self.poll() is None:
            os.kill(self._process.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Wait until it has ended; where something went wrong, end it."""
        if error is not None:
            self.kill()
        self._process.join()


def run_forked(
    arguments: tuple[str, ...],
    environment: Mapping[str, str],
    folder: Path | None = None,
    stdin: bytes = b"",
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end; what it said."""
    with tempfile.TemporaryDirectory() as place:
        given, said, complained = (Path(place) / name for name in ("in", "out", "err"))
        given.write_bytes(stdin)
        files = {"stdin": given, "stdout": said, "stderr": complained}
        with Forked(arguments, environment, folder=folder, **files) as running:
            code = running.wait(_PATIENCE_SECONDS)
        return subprocess.CompletedProcess(
            arguments, code, said.read_text("utf-8"), complained.read_text("utf-8")
        )


def _run(
    arguments: tuple[str, ...],
    environment: dict[str, str],
    folder: Path,
    files: tuple[Path, Path, Path],
) -> None:
    """Be the program."""
    for descriptor, (file, mode) in enumerate(zip(files, ("rb", "ab", "ab"), strict=True)):
        with file.open(mode) as opened:
            os.dup2(opened.fileno(), descriptor)
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    sys.argv = ["oaipmh", *arguments]
    # A source that fails on purpose is asked again at once, and a worker soon looks what is due.
    patience.FIRST_SECONDS = source.SECOND_LOOK_SECONDS = 0.01
    worker.PAUSE_SECONDS = 0.1
    main()
