"""Python's garbage collector while many items are taken in."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_THRESHOLDS = (100_000, 50, 50)


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Look for circles seldom: a batch makes tens of thousands of tuples, and no circle.

    A sixth of a load's time goes into looking otherwise.
    """
    thresholds = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*_THRESHOLDS)
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()
