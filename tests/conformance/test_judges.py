"""What two outside judges ask, in their order: the registration validator, and BASE's OVAL.

HTTP::OAIPMH::Validator of openarchives.org, and pietsch/oval's validator.py as far as its rules
judge the server and not the metadata.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from lxml import etree

from oaipmh.protocol import namespaces as ns
from tests.conformance.client import DAY, OAI, SECONDS, Client, Header, Reply, query
from tests.support.loading import sample_items

OAI_DC = {"metadataPrefix": "oai_dc"}
EMAIL = re.compile(r"^\w[\w\-.]+@[a-zA-Z0-9\-.]+\.[a-z]{2,}$")
DOMAIN = re.compile(r"^[a-z][a-z0-9\-]*(\.[a-z][a-z0-9\-]+)+$", re.IGNORECASE)
EXPECTED_ERRORS = (
    ("junk", {"badVerb"}),
    ("verb=junk", {"badVerb"}),
    ("verb=GetRecord&metadataPrefix=oai_dc", {"badArgument"}),
    ("verb=GetRecord&identifier={identifier}", {"badArgument"}),
    (
        'verb=GetRecord&identifier=invalid"id&metadataPrefix=oai_dc',
        {"badArgument", "idDoesNotExist"},
    ),
    (
        "verb=GetRecord&identifier=invalid%22id&metadataPrefix=oai_dc",
        {"badArgument", "idDoesNotExist"},
    ),
    ("verb=ListIdentifiers&until=junk", {"badArgument"}),
    ("verb=ListIdentifiers&from=junk", {"badArgument"}),
    (
        "verb=ListIdentifiers&resumptionToken=junk&until=2000-02-05",
        {"badArgument", "badResumptionToken"},
    ),
    ("verb=ListRecords&metadataPrefix=oai_dc&from=junk", {"badArgument"}),
    ("verb=ListRecords&resumptionToken=junk", {"badResumptionToken"}),
    (
        "verb=ListRecords&metadataPrefix=oai_dc&resumptionToken=junk&until=1990-01-10",
        {"badArgument", "badResumptionToken"},
    ),
    ("verb=ListRecords&metadataPrefix=oai_dc&until=junk", {"badArgument"}),
    ("verb=ListRecords", {"badArgument"}),
    (
        "verb=ListRecords&metadataPrefix=oai_dc&from=2002-02-05&until=2002-02-06T05:35:00Z",
        {"badArgument"},
    ),
)


@pytest.fixture(params=range(3), ids=["sample", "sample_by_day", "without_sets"])
def candidate(
    request: pytest.FixtureRequest, sample: Client, sample_by_day: Client, without_sets: Client
) -> Client:
    """A repository that wants to be registered."""
    return (sample, sample_by_day, without_sets)[request.param]


@pytest.fixture
def example(candidate: Client) -> tuple[str, Header]:
    """The set and the record that the validator picks: live, and on the set's first page."""
    specs = candidate.ask("ListSets").texts("setSpec")
    for arguments in [{"set_": spec} for spec in specs] or [{}]:
        for header in candidate.ask("ListIdentifiers", **OAI_DC, **arguments).headers:
            if not header.deleted:
                return arguments.get("set_", ""), header
    pytest.fail("no set has a live record on its first page")


@pytest.mark.judge("validator")
def test_the_validator_accepts_identify(candidate: Client) -> None:
    reply = candidate.ask("Identify")
    assert reply.root.tag == f"{OAI}OAI-PMH"
    assert reply.root.prefix is None
    assert re.search(
        rb'xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/\s+'
        rb"http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd",
        reply.body,
    )
    assert all(EMAIL.match(one) and "@localhost" not in one for one in reply.texts("adminEmail"))
    assert reply.texts("baseURL") == [candidate.base_url]
    assert reply.texts("protocolVersion") == ["2.0"]
    assert reply.texts("granularity") in (["YYYY-MM-DD"], ["YYYY-MM-DDThh:mm:ssZ"])
    spelling = DAY if reply.text("granularity") == "YYYY-MM-DD" else SECONDS
    assert spelling.fullmatch(reply.text("earliestDatestamp"))
    (identifier,) = reply.root.iter(f"{{{ns.OAI_IDENTIFIER}}}repositoryIdentifier")
    assert DOMAIN.match(identifier.text or "")


@pytest.mark.judge("validator")
def test_the_validator_learns_of_sets_or_that_there_are_none(candidate: Client) -> None:
    reply = candidate.ask("ListSets")
    assert bool(reply.texts("setSpec")) is not (reply.errors == ["noSetHierarchy"])


@pytest.mark.judge("validator")
def test_the_validator_finds_a_record_and_its_formats_and_sets(
    candidate: Client, example: tuple[str, Header]
) -> None:
    set_spec, header = example
    formats = candidate.ask("ListMetadataFormats", identifier=header.identifier)
    assert "oai_dc" in formats.texts("metadataPrefix")
    record = candidate.ask("GetRecord", **OAI_DC, identifier=header.identifier)
    assert record.headers == [header]
    if set_spec:
        assert any(f"{one}:".startswith(f"{set_spec}:") for one in header.set_specs)


@pytest.mark.judge("validator")
def test_the_validator_finds_the_record_again_by_its_datestamp(
    candidate: Client, example: tuple[str, Header]
) -> None:
    header = example[1]
    found = candidate.harvest("ListRecords", from_=header.datestamp, until=header.datestamp)
    assert header in found


@pytest.mark.judge("validator")
@pytest.mark.parametrize(("asked", "accepted"), EXPECTED_ERRORS)
def test_the_validator_gets_the_errors_it_provokes(
    candidate: Client, example: tuple[str, Header], asked: str, accepted: set[str]
) -> None:
    reply = candidate.get(asked.replace("{identifier}", quote(example[1].identifier, "")))
    assert accepted & set(reply.errors)
    assert set(reply.errors) <= accepted


@pytest.mark.judge("validator")
def test_the_validator_finds_nothing_a_year_before_the_earliest_datestamp(
    candidate: Client,
) -> None:
    earliest = candidate.ask("Identify").text("earliestDatestamp")
    until = f"{int(earliest[:4]) - 1}{earliest[4:]}"
    assert candidate.ask("ListRecords", **OAI_DC, until=until).errors == ["noRecordsMatch"]


@pytest.mark.judge("validator")
def test_the_validator_may_post(candidate: Client, example: tuple[str, Header]) -> None:
    assert candidate.post(query("Identify")).text("protocolVersion") == "2.0"
    asked = query("GetRecord", **OAI_DC, identifier=example[1].identifier)
    assert candidate.post(asked).headers == [example[1]]


@pytest.mark.judge("validator")
def test_the_validator_can_resume_a_whole_list(candidate: Client) -> None:
    reply = candidate.ask("ListRecords", **OAI_DC)
    assert len(reply.body) < 100 * 1024 * 1024
    if reply.token_element is not None:
        assert reply.token
        assert reply.token_element.get("cursor") in (None, "0")
        assert candidate.ask("ListRecords", resumptionToken=reply.token).errors == []


class Oval:
    """OVAL's way of asking: by POST, where the server can."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def ask(self, **arguments: str) -> Reply:
        """A request; `from_` is `from`."""
        return self._client.post(
            urlencode({name.rstrip("_"): one for name, one in arguments.items()})
        )

    def sample(self, verb: str, size: int = 50) -> list[etree._Element]:
        """The first headers that are not deleted."""
        reply = self.ask(verb=verb, **OAI_DC)
        found: list[etree._Element] = []
        while len(found) < size:
            found += [one for one in reply.root.iter(f"{OAI}header") if not one.get("status")]
            reply = self.ask(verb=verb, resumptionToken=reply.token)
        return found[:size]


@pytest.fixture(scope="module", params=["seconds", "day"])
def oval(serve_items: Callable[..., Client], request: pytest.FixtureRequest) -> Oval:
    """OVAL before the sample, at a server with the page size that users get."""
    settings: dict[str, Any] = {"granularity": request.param}
    return Oval(serve_items(sample_items(), **settings))


@pytest.mark.judge("oval")
def test_oval_gets_identify_by_get_and_post(oval: Oval, sample: Client) -> None:
    assert oval.ask(verb="Identify").text("protocolVersion") == "2.0"
    assert sample.ask("Identify").text("deletedRecord") in ("persistent", "transient")


@pytest.mark.judge("oval")
@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("verb", ["Identify", "ListRecords"])
def test_oval_finds_responses_valid_against_the_schemas_they_name(oval: Oval, verb: str) -> None:
    reply = oval.ask(verb=verb, **(OAI_DC if verb == "ListRecords" else {}))
    named = {
        pair
        for location in re.findall(r'schemaLocation="(.*?)"', reply.body.decode(), re.DOTALL)
        for pair in zip(location.split()[::2], location.split()[1::2], strict=True)
    }
    imports = [f'<import namespace="{name}" schemaLocation="{place}"/>' for name, place in named]
    schema = f'<schema xmlns="http://www.w3.org/2001/XMLSchema">{"".join(imports)}</schema>'
    etree.XMLSchema(etree.fromstring(schema)).assertValid(reply.root)
    assert len(named) >= 2


@pytest.mark.judge("oval")
@pytest.mark.parametrize("verb", ["ListRecords", "ListIdentifiers"])
def test_oval_finds_batches_of_100_to_500_and_a_list_size_beyond(oval: Oval, verb: str) -> None:
    first = oval.ask(verb=verb, **OAI_DC)
    assert 100 <= len(first.headers) <= 500
    assert first.token_element is not None
    assert int(first.token_element.get("completeListSize", "0")) > len(first.headers)


@pytest.mark.judge("oval")
@pytest.mark.parametrize("verb", ["ListRecords", "ListIdentifiers"])
def test_oval_finds_that_tokens_work_and_last_a_whole_day(oval: Oval, verb: str) -> None:
    first = oval.ask(verb=verb, **OAI_DC)
    assert first.token_element is not None
    expires = datetime.fromisoformat(first.token_element.get("expirationDate", ""))
    assert (expires - datetime.now(UTC)) // timedelta(days=1) >= 1
    assert oval.ask(verb=verb, resumptionToken=first.token).headers != []


@pytest.mark.judge("oval")
@pytest.mark.parametrize("verb", ["ListRecords", "ListIdentifiers"])
def test_oval_harvests_a_day_and_an_instant_and_gets_that_alone(oval: Oval, verb: str) -> None:
    stamps = {header.findtext(f"{OAI}datestamp") or "" for header in oval.sample(verb)}
    for stamp in {stamp[:10] for stamp in stamps} | stamps:
        found = oval.ask(verb=verb, **OAI_DC, from_=stamp, until=stamp).headers
        assert found
        assert all(header.datestamp.startswith(stamp) for header in found)
