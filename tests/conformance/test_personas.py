"""Harvesters as they behave in the world, each replayed over HTTP against the same repository."""

import gzip
import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from lxml import etree

from oaipmh.store import SqlStore
from tests.conformance.client import OAI, Client, Header, Reply, query
from tests.support.loading import item, load, sample_items

Serving = Callable[..., Client]
OAI_DC = {"metadataPrefix": "oai_dc"}
RAW_TOKEN = re.compile(rb"<resumptionToken[^>]*>([^<]*)</resumptionToken>")


@pytest.fixture(params=range(2), ids=["sample", "sample_by_day"])
def repository(request: pytest.FixtureRequest, sample: Client, sample_by_day: Client) -> Client:
    """The sample, in either granularity."""
    return (sample, sample_by_day)[request.param]


def _months(first: date, last: date) -> Iterator[tuple[date, date]]:
    """The windows of a harvester that goes month by month."""
    while first <= last:
        end = first.replace(day=monthrange(first.year, first.month)[1])
        yield first, min(end, last)
        first = end + timedelta(days=1)


def _today() -> date:
    return datetime.now(UTC).date()


def _held(headers: list[Header]) -> dict[str, Header]:
    return {header.identifier: header for header in headers}


@pytest.mark.judge("metha")
def test_metha_harvests_month_by_month_from_the_earliest_datestamp_to_yesterday(
    repository: Client,
) -> None:
    identify = repository.ask("Identify")
    in_seconds = identify.text("granularity") != "YYYY-MM-DD"
    earliest = date.fromisoformat(identify.text("earliestDatestamp")[:10])
    found: list[Header] = []
    for first, last in _months(earliest, _today() - timedelta(days=1)):
        times = ("T00:00:00Z", "T23:59:59Z") if in_seconds else ("", "")
        window = {"from_": f"{first}{times[0]}", "until": f"{last}{times[1]}"}
        found += repository.harvest("ListRecords", **window)
    assert found == repository.harvest("ListRecords")


@pytest.mark.judge("metha")
def test_metha_is_not_sent_back_to_1970(repository: Client) -> None:
    assert repository.ask("Identify").text("earliestDatestamp") > "2000"


def _weeks(first: date) -> Iterator[tuple[str, str]]:
    """Windows of seven days that overlap by one, the last one ending tomorrow."""
    tomorrow = _today() + timedelta(days=1)
    while first <= tomorrow:
        yield str(first), str(min(first + timedelta(days=7), tomorrow))
        first += timedelta(days=7)


@pytest.mark.judge("Unpaywall")
def test_unpaywall_harvests_week_by_week_until_tomorrow(store: SqlStore, serving: Serving) -> None:
    load(store, sample_items(), keep=True)
    load(store, [item(1)])  # written today
    client = serving()
    found: list[Header] = []
    for first, last in _weeks(date(2000, 1, 1)):
        found += client.harvest("ListRecords", from_=first, until=last)
    assert set(found) == set(client.harvest("ListRecords"))
    assert "oai:test.example.org:1" in _held(found)


@pytest.mark.judge("Unpaywall")
def test_unpaywall_probes_the_last_30_days_by_headers_and_one_record(
    store: SqlStore, serving: Serving
) -> None:
    load(store, [item(1)])
    client = serving(granularity="day")
    month_ago = str(_today() - timedelta(days=30))
    (header,) = client.harvest(from_=month_ago, until=str(_today() + timedelta(days=1)))
    record = client.ask("GetRecord", **OAI_DC, identifier=header.identifier)
    assert record.headers == [header]


def _dnet_list(client: Client, **arguments: str) -> Iterator[Reply]:
    """One ListRecords; the token is cut out of the bytes, where it must stand without a prefix."""
    asked = query("ListRecords", **OAI_DC, **arguments)
    while asked:
        reply = client.get(asked)
        yield reply
        token = RAW_TOKEN.search(reply.body)
        asked = (
            query("ListRecords", resumptionToken=token[1].decode()) if token and token[1] else ""
        )


@pytest.mark.judge("OpenAIRE D-Net")
def test_dnet_harvests_by_days_alone_and_misses_nothing_written_the_same_day(
    store: SqlStore, serving: Serving
) -> None:
    load(store, sample_items(), keep=True)
    client = serving(page_size=40)
    held: dict[str, Header] = {}
    last_harvest = ""
    for turn in range(3):
        arguments = {"from_": last_harvest} if last_harvest else {}
        for page in _dnet_list(client, **arguments):
            held |= _held(page.headers)
            last_harvest = page.response_date[:10]
        load(store, [item(turn, title="New"), {**item(turn - 1), "deleted": True}])
    for page in _dnet_list(client, from_=last_harvest):
        held |= _held(page.headers)
    assert held == _held(client.harvest("ListRecords"))


@pytest.mark.judge("Europeana Metis")
def test_europeana_lists_identifiers_and_gets_each_record(repository: Client) -> None:
    pages = list(repository.pages("ListIdentifiers", **OAI_DC))
    headers = [header for page in pages for header in page.headers]
    assert pages[0].token_element is not None
    assert int(pages[0].token_element.get("completeListSize", "0")) == len(headers)
    for header in headers:
        record = repository.ask("GetRecord", **OAI_DC, identifier=header.identifier)
        assert record.headers == [header]
        assert (record.root.find(f".//{OAI}metadata") is None) is header.deleted


@pytest.mark.judge("OCLC harvester2")
def test_oclc_asks_for_compress_gzip_and_identify_and_can_read_every_page(
    sample: Client,
) -> None:
    asked = query("ListRecords", **OAI_DC)
    found: list[Header] = []
    while asked:
        answer = sample.server.get(asked, Accept_Encoding="compress, gzip, identify")
        assert answer.headers["content-encoding"] == "gzip"
        assert etree.fromstring(gzip.decompress(answer.body)) is not None
        reply = sample.judge(answer)
        found += reply.headers
        asked = query("ListRecords", resumptionToken=reply.token) if reply.token else ""
    assert found == sample.harvest("ListRecords")


@pytest.mark.judge("VuFind")
@pytest.mark.parametrize("arguments", [{}, {"set_": "types"}])
def test_vufind_gets_records_in_the_order_of_their_dates(
    repository: Client, arguments: dict[str, str]
) -> None:
    stamps = [header.datestamp for header in repository.harvest("ListRecords", **arguments)]
    assert stamps == sorted(stamps)
    assert len(set(stamps)) > 1


@pytest.mark.judge("any client")
@pytest.mark.parametrize(
    "accept",
    [
        "text/xml; charset=utf-8, application/xml; charset=utf-8",
        "application/xml",
        "text/html",
        "application/json;q=0.1",
        "*/*",
        "nonsense",
    ],
)
def test_whatever_a_client_says_it_accepts_it_gets_xml(sample: Client, accept: str) -> None:
    assert sample.get("verb=Identify", Accept=accept).errors == []


@pytest.mark.judge("DSpace")
def test_a_client_may_go_back_two_minutes_in_every_increment(
    store: SqlStore, serving: Serving
) -> None:
    load(store, sample_items(), keep=True)
    client = serving()
    first = client.ask("ListRecords", **OAI_DC, until="2024-06-30T23:59:59Z").response_date
    load(store, [item(1)])
    back = datetime.fromisoformat(first) - timedelta(seconds=120)
    again = client.harvest("ListRecords", from_=f"{back:%Y-%m-%dT%H:%M:%SZ}")
    assert [header.identifier for header in again] == ["oai:test.example.org:1"]


@pytest.mark.judge("any client")
def test_a_mistake_in_one_set_never_looks_like_a_set_of_deletions(sample: Client) -> None:
    for asked in ("set=", "set=%20", "set=types%20"):
        reply = sample.get(f"verb=ListIdentifiers&metadataPrefix=oai_dc&{asked}")
        assert reply.errors == ["badArgument"]
        assert reply.headers == []
