"""A run from its beginning to its end, however it ends: recorded, with what it brought."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from oaipmh.ingest.ports import ItemStore, NewRun, Run, RunState
from oaipmh.provider.ports import StoreUnavailable


class Interrupted(Exception):
    """Whoever sends what is being taken in has stopped: what was stored stays."""


@contextmanager
def running(store: ItemStore, new_run: NewRun, notes: Sequence[str] = ()) -> Iterator[Run]:
    """Record a run around the block: complete, interrupted, or failed and why; and the notes."""
    run = store.begin_run(new_run)
    try:
        yield run
    except BaseException as error:
        interrupted = isinstance(error, KeyboardInterrupt | GeneratorExit | Interrupted)
        state = RunState.INTERRUPTED if interrupted else RunState.FAILED
        with suppress(StoreUnavailable):  # the run stays `running`, as one that was killed
            why = [] if interrupted else [_why(error)]
            store.end_run(run, state, "; ".join([*why, *notes]))
        raise
    store.end_run(run, RunState.COMPLETE, "; ".join(notes))


def _why(error: BaseException) -> str:
    """What our own errors and the system's say; the name of the error too where it is a bug."""
    is_told = type(error).__module__.startswith("oaipmh.") or isinstance(error, OSError)
    return str(error) if is_told else f"{type(error).__name__}: {error}"
