"""Over real HTTP, whatever goes wrong: what was harvested in the end is what the source holds."""

import httpx2
import pytest

from oaipmh.protocol.datestamp import Granularity
from tests.support.faulty import Fault, FaultySource
from tests.support.harvesting import Kept, truth

POISON = "oai:x.org:7"
RECOVERABLE = [
    Fault("busy-seconds", 2),
    Fault("busy-date", 2),
    Fault("429", 2),
    Fault("500", 2, page=2),
    Fault("500", record=POISON, verbs=("ListRecords",)),
    Fault("502", 3, page=1),
    Fault("502", page=2, verbs=("ListRecords",)),
    Fault("html", 1, page=2),
    Fault("html", record=POISON, verbs=("ListRecords",)),
    Fault("empty", 1, page=1),
    Fault("truncated", 2),
    Fault("truncated", record=POISON, verbs=("ListRecords",)),
    Fault("cut", 1),
    Fault("cut", record=POISON, verbs=("ListRecords",)),
    Fault("closed", 2),
    Fault("slow", 1, page=2),
    Fault("redirect", 1),
    Fault("broken-record", 1, record=POISON, verbs=("ListRecords",)),
    Fault("broken-record", record=POISON, verbs=("ListRecords",)),
    Fault("dead-token", 1),
    Fault("dead-token"),
    Fault("token-loop"),
    Fault("same-page", verbs=("ListRecords",)),
    Fault("invented", 40),
    Fault("reserved-token"),
    Fault("empty-page", 3),
    Fault("wrong-size"),
    Fault("no-last-token"),
    Fault("list-stops", page=2),
]


def source(granularity: Granularity = Granularity.SECONDS) -> FaultySource:
    """A source of 20 records, a day and some seconds apart."""
    faulty = FaultySource(granularity=granularity)
    for number in range(20):
        faulty.now += 86_400 + number
        sets = (f"s:{number % 3}",) if number % 2 else ()
        faulty.put(f"oai:x.org:{number}", f"Title {number}", sets=sets, deleted=number % 6 == 5)
    faulty.now += 4 * 86_400
    return faulty


def take(kept: Kept, faulty: FaultySource, **target: object) -> None:
    """Harvest over HTTP."""
    with faulty.served() as base_url:
        target = {"base_url": base_url, **target}
        kept.harvest_from(faulty, httpx2.HTTPTransport(), target, timeout=0.3)


@pytest.mark.parametrize("granularity", Granularity)
@pytest.mark.parametrize("fault", RECOVERABLE, ids=lambda one: f"{one.kind} x{one.times}")
def test_whatever_a_source_does_its_records_come(fault: Fault, granularity: Granularity) -> None:
    faulty, kept = source(granularity), Kept()
    faulty.faults = [Fault(fault.kind, fault.times, fault.page, fault.record, fault.verbs)]
    take(kept, faulty)
    got = {name: title for name, title in kept.items.items() if "invented" not in name}
    assert got == truth(faulty)
    assert kept.unreadable == []
    assert kept.progress.in_flight is None
    assert kept.progress.holes == ()

    faulty.now += 3 * 86_400
    faulty.put("oai:x.org:3", "Changed")
    faulty.put("oai:x.org:4", deleted=True)
    faulty.put("oai:x.org:new", "New")
    faulty.faults = [Fault(fault.kind, fault.times, fault.page, fault.record, fault.verbs)]
    take(kept, faulty)
    got = {name: title for name, title in kept.items.items() if "invented" not in name}
    assert got == truth(faulty)
    assert faulty.happened[fault.kind], "the test tested nothing"


@pytest.mark.parametrize("kind", ["control-character", "entity", "ampersand"])
def test_what_can_be_mended_is_taken_and_said(kind: str) -> None:
    faulty, kept = source(), Kept()
    faulty.faults = [Fault(kind, record=POISON, verbs=("ListRecords", "GetRecord"))]
    take(kept, faulty)
    assert kept.items.keys() == truth(faulty).keys()
    assert (kept.items[POISON] or "").startswith("Title 7")
    assert len(kept.full[POISON].repairs) == 1
    assert kept.unreadable == []


def test_a_source_that_refuses_the_seconds_it_announces_is_asked_by_the_day() -> None:
    faulty, kept = source(), Kept()
    faulty.faults = [Fault("seconds-refused")]
    take(kept, faulty)
    faulty.now += 86_400
    faulty.put("oai:x.org:3", "Changed")
    take(kept, faulty)
    assert faulty.happened["seconds-refused"]
    assert kept.items == truth(faulty)


def test_deletions_that_a_source_does_not_keep_are_not_made_up() -> None:
    faulty, kept = source(), Kept()
    take(kept, faulty)
    faulty.tracks_deletions = False
    faulty.put("oai:x.org:3", deleted=True)
    take(kept, faulty)
    assert kept.items["oai:x.org:3"] == "Title 3"  # only a complete list of headers can tell


def test_a_source_that_takes_no_get_is_asked_by_post() -> None:
    faulty, kept = source(), Kept()
    faulty.faults = [Fault("get-refused")]
    take(kept, faulty, post=True)
    assert kept.items == truth(faulty)


def test_a_record_that_is_broken_for_ever_is_reported_and_no_other_lost() -> None:
    faulty, kept = source(), Kept()
    faulty.faults = [Fault("broken-record", record=POISON, verbs=("ListRecords", "GetRecord"))]
    take(kept, faulty)
    expected = truth(faulty)
    del expected[POISON]
    assert kept.items == expected
    assert [one.identifier for one in kept.unreadable] == [POISON]
    assert b"Title 7" in kept.unreadable[0].raw


def test_a_record_that_cannot_be_had_is_named_and_asked_for_again_by_the_next_harvest() -> None:
    faulty, kept = source(), Kept()
    faulty.faults = [Fault("500", record=POISON, verbs=("ListRecords", "GetRecord"))]
    take(kept, faulty)
    expected = truth(faulty)
    del expected[POISON]
    assert kept.items == expected
    assert [one.identifier for one in kept.unreadable] == [POISON]
    assert len(kept.progress.holes) == 1

    faulty.faults = []
    take(kept, faulty)
    assert kept.items == truth(faulty)
    assert kept.progress.holes == ()
