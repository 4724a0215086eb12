"""What several tests of the store need."""

from collections.abc import Iterator

import pytest

from tests.support.interleaving import Time


@pytest.fixture
def time() -> Iterator[Time]:
    """A time that moves when it is told, from 2027-01-15T08:00:00Z on."""
    moving = Time()
    with moving.passes():
        yield moving
