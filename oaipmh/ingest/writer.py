"""Storing one batch while the next is made: a commit waits for the disk, not for Python."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Self


class Writer:
    """Does one piece of work after the other, in a thread of its own.

    What a batch brought is told in that thread as soon as it is stored: who sends a stream piece by
    piece hears of each piece without sending the next.

    What fails is raised at the next piece of work, or at the end of the block. A block that is left
    by an error leaves what was handed over before it done.
    """

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._under_way: Future[None] | None = None

    def write(self, work: Callable[[], None]) -> None:
        """Hand work over, once the work before it is done."""
        self._settle()
        self._under_way = self._thread.submit(work)

    def _settle(self) -> None:
        if self._under_way is not None:
            under_way, self._under_way = self._under_way, None
            under_way.result()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        with self._thread:
            if kind is None:
                self._settle()
