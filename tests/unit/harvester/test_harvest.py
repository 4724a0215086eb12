"""Harvests of a source that is faulty, changes, and kills: nothing is lost, and nothing hidden."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oaipmh.harvester.errors import (
    ComeBackLater,
    DatesIgnored,
    HarvestError,
    SourceError,
    SourceRefused,
    SourceUnavailable,
)
from oaipmh.harvester.progress import Progress
from oaipmh.harvester.windows import Window
from oaipmh.protocol.datestamp import Granularity
from tests.support.faulty import Fault, FaultySource
from tests.support.harvesting import DAY, Kept, spread, truth

LIST = ("ListRecords",)

faults = st.builds(
    Fault,
    st.sampled_from(
        [
            "busy-seconds",
            "busy-date",
            "500",
            "html",
            "truncated",
            "cut",
            "closed",
            "redirect",
            "empty",
            "broken-record",
            "dead-token",
            "empty-page",
            "reserved-token",
            "wrong-size",
            "no-last-token",
            "same-page",
            "token-loop",
            "seconds-refused",
        ]
    ),
    st.integers(0, 4),
    st.none() | st.integers(1, 3),
    st.none(),
    st.just(LIST),
)
# Where no size was given before, nobody can tell a list that stops from one that ends.
stops = st.builds(Fault, st.just("list-stops"), st.integers(0, 4), st.just(2), verbs=st.just(LIST))
poisons = st.builds(
    Fault,
    st.sampled_from(["500", "html", "truncated", "cut", "broken-record", "closed"]),
    st.just(-1),
    st.none(),
    st.integers(0, 11).map(str),
    st.just(LIST),
)


@st.composite
def sources(draw: st.DrawFn) -> FaultySource:
    """A source with a history: some records in one second, some days apart."""
    granularity = draw(st.sampled_from(Granularity))
    faulty = FaultySource(page_size=draw(st.integers(1, 5)), granularity=granularity)
    for number in range(draw(st.integers(0, 12))):
        faulty.now += draw(st.sampled_from([0, 0, 1, 59, 3600, 40 * DAY]))
        faulty.put(str(number), f"T{number}", deleted=draw(st.booleans()))
    faulty.now += draw(st.sampled_from([1, 200, 2 * DAY]))
    return faulty


def change(faulty: FaultySource, names: list[int]) -> None:
    """Some records are written, now."""
    for number in names:
        faulty.now += 1
        deleted = number % 3 == 0
        faulty.put(str(number), f"T{number} at {faulty.now}", deleted=deleted)


@given(
    sources(),
    st.lists(st.lists(faults | stops | poisons, max_size=3), min_size=1, max_size=3),
    st.lists(st.tuples(st.integers(0, 4), st.lists(st.integers(0, 15), max_size=4)), max_size=4),
)
@settings(max_examples=150)
def test_however_it_is_killed_and_the_source_changes_the_union_is_what_the_source_has(
    faulty: FaultySource,
    schedule: list[list[Fault]],
    kills: list[tuple[int, list[int]]],
) -> None:
    kept = Kept()
    stops = any(fault.kind == "list-stops" for faults_ in schedule for fault in faults_)
    faulty.sizes = stops or faulty.page_size % 2 == 0
    for faults_ in schedule:
        faulty.faults = [Fault(f.kind, f.times, f.page, f.record, f.verbs) for f in faults_]
        for stop_after, written in kills:
            harvest_or_give_up(kept, faulty, stop_after)
            change(faulty, written)
        harvest_or_give_up(kept, faulty, None)
    faulty.now += 1
    faulty.faults = [fault for fault in faulty.faults if fault.times < 0]
    harvest_or_give_up(kept, faulty, None)
    harvest_or_give_up(kept, faulty, None)
    assert kept.items == truth(faulty)
    assert kept.progress.in_flight is None


def harvest_or_give_up(kept: Kept, faulty: FaultySource, stop_after: int | None) -> None:
    """A run, whether it comes to its end or the source to its."""
    try:
        kept.harvest(faulty, stop_after=stop_after)
    except HarvestError:
        assert any(fault.times for fault in faulty.faults)


def test_the_next_harvest_starts_two_minutes_before_this_one_by_the_sources_clock() -> None:
    faulty, kept = spread(), Kept()
    kept.harvest(faulty)
    assert kept.progress == Progress(from_=faulty.now - 120)
    faulty.requests.clear()
    kept.harvest(faulty)
    (listed,) = [one for _, one, _ in faulty.requests if one["verb"] == "ListRecords"]
    assert "from" in listed
    assert "until" not in listed


def test_by_the_day_the_next_harvest_starts_a_whole_day_before_this_one() -> None:
    faulty, kept = spread(), Kept()
    faulty.granularity = Granularity.DAY
    kept.harvest(faulty)
    assert kept.progress == Progress(from_=faulty.now // DAY * DAY - DAY)


def test_a_harvest_of_a_range_leaves_where_the_next_starts_as_it_was() -> None:
    faulty, kept = spread(), Kept()
    kept.harvest(faulty, from_="2024-01-03", until="2024-01-05")
    assert len(kept.items) == 3
    assert kept.progress == Progress()


def test_only_the_set_asked_for_comes() -> None:
    faulty, kept = spread(), Kept()
    kept.harvest(faulty, set_spec="a")
    assert len(kept.items) == 10


def test_provenance_says_where_each_record_is_from() -> None:
    faulty, kept = spread(1), Kept()
    kept.harvest(faulty)
    (about,) = kept.full["oai:x.org:0"].abouts
    for said in (b"oai:x.org:0", b"http://faulty.example.org/oai", b"/2.0/oai_dc/", b'"true"'):
        assert said in about


def test_a_list_said_to_hold_more_than_came_is_a_finding() -> None:
    faulty, kept = spread(), Kept()
    faulty.faults = [Fault("wrong-size")]
    kept.harvest(faulty)
    assert kept.items == truth(faulty)
    assert kept.findings == ["the list was said to have 60 records, and 20 came"]


def test_a_list_that_breaks_off_is_asked_for_in_narrower_windows() -> None:
    faulty, kept = spread(), Kept()
    faulty.faults = [Fault("list-stops", page=2)]
    kept.harvest(faulty)
    assert kept.items == truth(faulty)
    assert any("narrower windows" in finding for finding in kept.findings)


def test_a_source_that_is_down_is_given_up_and_taken_up_again_where_it_was() -> None:
    faulty, kept = spread(), Kept()
    kept.harvest(faulty, stop_after=2)
    assert len(kept.items) == 6
    faulty.faults = [Fault("500", verbs=("Identify", "ListRecords"))]
    with pytest.raises(SourceUnavailable):
        kept.harvest(faulty)
    faulty.faults = []
    faulty.requests.clear()
    kept.harvest(faulty)
    assert kept.items == truth(faulty)
    assert len([one for _, one, _ in faulty.requests if one["verb"] == "ListRecords"]) == 5


def test_lists_that_never_work_are_given_up_in_bounded_time() -> None:
    faulty, kept = spread(), Kept()
    faulty.faults = [Fault("500")]
    with pytest.raises(SourceUnavailable):
        kept.harvest(faulty)
    assert len(faulty.requests) < 1000
    assert kept.progress == Progress()


def test_a_refusal_is_said_at_once() -> None:
    faulty, kept = spread(), Kept()
    faulty.faults = [Fault("403")]
    with pytest.raises(SourceRefused, match="403"):
        kept.harvest(faulty)
    assert len(faulty.requests) == 2


def test_a_source_that_asks_for_a_long_wait_is_left_alone() -> None:
    faulty, kept = spread(), Kept()
    faulty.faults = [Fault("long-wait", page=2)]
    with pytest.raises(ComeBackLater, match="come back at"):
        kept.harvest(faulty)
    assert len(faulty.requests) == 3
    assert len(kept.items) == 3
    faulty.faults = []
    kept.harvest(faulty)
    assert kept.items == truth(faulty)


def test_a_source_whose_dates_are_none_is_harvested_from_the_start_again_and_says_so() -> None:
    faulty, kept = spread(), Kept()
    faulty.date = "yesterday"
    kept.harvest(faulty)
    assert kept.items == truth(faulty)
    assert kept.progress == Progress()
    assert any("responseDate" in finding for finding in kept.findings)


def test_an_error_that_no_other_request_would_mend_is_the_sources_own() -> None:
    faulty, kept = spread(), Kept()
    faulty.faults = [Fault("no-format")]
    with pytest.raises(SourceError, match="cannotDisseminateFormat"):
        kept.harvest(faulty)
    assert len(faulty.requests) == 2


def test_a_source_that_ignores_dates_is_not_asked_for_each_second_of_its_history() -> None:
    faulty, kept = spread(), Kept()
    faulty.faults = [Fault("dates-ignored"), Fault("500", page=2, verbs=LIST)]
    with pytest.raises(DatesIgnored):
        kept.harvest(faulty)
    assert len(faulty.requests) < 1000


def test_records_of_one_second_are_had_one_by_one_where_their_list_fails() -> None:
    faulty, kept = spread(count=10, step=0), Kept()
    faulty.faults = [Fault("500", page=3, verbs=LIST)]
    kept.harvest(faulty)
    assert kept.items == truth(faulty)
    asked = [one["identifier"] for _, one, _ in faulty.requests if one["verb"] == "GetRecord"]
    assert sorted(asked) == ["oai:x.org:6", "oai:x.org:7", "oai:x.org:8", "oai:x.org:9"]


def test_a_window_that_cannot_be_had_is_a_hole_which_the_next_harvest_tries_first() -> None:
    faulty, kept = spread(), Kept()
    everything = ("ListRecords", "ListIdentifiers", "GetRecord")
    faulty.faults = [Fault("500", record="oai:x.org:7", verbs=everything)]
    kept.harvest(faulty)
    stamped = faulty.records["oai:x.org:7"].datestamp
    assert kept.progress.holes == (Window(stamped, stamped),)
    assert any("left for the next harvest" in finding for finding in kept.findings)
    assert kept.items.keys() == truth(faulty).keys() - {"oai:x.org:7"}

    faulty.faults = []
    faulty.requests.clear()
    kept.harvest(faulty)
    assert kept.items == truth(faulty)
    assert kept.progress.holes == ()
    first = next(one for _, one, _ in faulty.requests if one["verb"] == "ListRecords")
    assert first["from"] == first["until"]


def test_a_source_that_does_not_answer_for_one_broken_record_is_not_asked_for_the_others() -> None:
    faulty, kept = spread(), Kept()
    broken = ["oai:x.org:0", "oai:x.org:1", "oai:x.org:2"]
    faulty.faults = [Fault("broken-record", record=name, verbs=LIST) for name in broken]
    faulty.faults.append(Fault("closed", verbs=("GetRecord",)))
    kept.harvest(faulty)
    asked = [one for _, one, _ in faulty.requests if one["verb"] == "GetRecord"]
    assert len(asked) == 1
    assert {one.identifier for one in kept.unreadable} == set(broken)
    assert kept.items.keys() == truth(faulty).keys() - set(broken)
