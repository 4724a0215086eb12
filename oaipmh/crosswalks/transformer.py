"""Has a stylesheet applied in a process of its own, started when it is first needed: ADR 15."""

import signal
import subprocess
import sys
import weakref
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import IO, NamedTuple, cast

from oaipmh.crosswalks import sandbox
from oaipmh.crosswalks.sandbox import CPU_SECONDS, FAILED

_PROGRAM = [sys.executable, "-I", str(Path(sandbox.__file__))]
_BROKEN = (-signal.SIGSEGV, -signal.SIGABRT, -signal.SIGBUS)


class Answer(NamedTuple):
    """What a stylesheet made of an item: see `sandbox.MADE` and its like."""

    kind: bytes
    content: bytes


class TransformerLost(OSError):
    """The process was ended by something else, twice: nothing can be said of the item."""


class Transformer:
    """A stylesheet at work: one item at a time, whichever thread asks.

    `process` is where it works; None until the first item comes, and after it had to be ended.
    """

    def __init__(self, stylesheet: bytes) -> None:
        self._stylesheet = stylesheet
        self._lock = Lock()
        self.process: subprocess.Popen[bytes] | None = None
        self._end: weakref.finalize[..., Transformer] | None = None

    def __call__(self, item: bytes) -> Answer:
        """What the stylesheet makes of an item.

        Raises:
            TransformerLost: the process that works on it is ended again and again.
        """
        with self._lock:
            ended = 0
            for _ in range(2):
                answer, ended = self._ask(item)
                if answer is not None:
                    return answer
                if ended == -signal.SIGPROF:
                    return Answer(FAILED, f"it takes longer than {CPU_SECONDS:g} s".encode())
            if ended in _BROKEN:
                return Answer(FAILED, b"it breaks the XSLT processor")
            raise TransformerLost(f"the process of a stylesheet was ended twice ({ended})")

    def _ask(self, item: bytes) -> tuple[Answer | None, int]:
        """The answer; where the process ended instead, None and its exit code."""
        try:
            process = self._started()
            sandbox.write_frame(cast("IO[bytes]", process.stdin), item)
            frame = sandbox.read_frame(cast("IO[bytes]", process.stdout))
        except BrokenPipeError:
            frame = None
        except BaseException:  # interrupted: the next question must not get this answer
            self._stop()
            raise
        if frame is not None:
            return Answer(frame[:1], frame[1:]), 0
        return None, self._stop()

    def _started(self) -> subprocess.Popen[bytes]:
        if self.process is None:
            self.process = subprocess.Popen(  # noqa: S603 - our own file
                _PROGRAM,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            # Also when this process exits; killed, it closes the pipe, which ends the other, too.
            self._end = weakref.finalize(self, _end, self.process)
            sandbox.write_frame(cast("IO[bytes]", self.process.stdin), self._stylesheet)
        return self.process

    def _stop(self) -> int:
        """End the process, if there is one; its exit code."""
        process, self.process = self.process, None
        if process is None or self._end is None:
            return 0
        self._end()
        return process.returncode


def _end(process: subprocess.Popen[bytes]) -> None:
    """End it, and leave nothing of it behind; one that has ended keeps its exit code."""
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        with suppress(BrokenPipeError):
            cast("IO[bytes]", pipe).close()


@lru_cache(maxsize=16)
def transformer(stylesheet: bytes) -> Transformer:
    """The one transformer that this process has for a stylesheet."""
    return Transformer(stylesheet)
