"""Points 12-16: how a request is carried: POST, HEAD, encoding. OAI-PMH 2.0, section 3.1.1."""

from collections.abc import Callable
from urllib.parse import quote

import pytest

from oaipmh.store import SqlStore
from tests.conformance.client import FORM, LEGAL, LIST, VERBS, Client, query, without_time
from tests.conformance.conftest import OLD
from tests.support.loading import item, load

NOT_TEXT = [
    "%",
    "%F",
    "%ZZ",
    "%FF",
    "%C0%80",
    "%ED%A0%80",
    "%00",
    "%01",
    "%1F",
    "%EF%BF%BE",
    "%u0041",
]


@pytest.mark.point(12)
@pytest.mark.parametrize(
    "content_type", [FORM, f"{FORM}; charset=UTF-8", f"{FORM.upper()};charset=utf-8"]
)
@pytest.mark.parametrize("verb", VERBS)
def test_post_answers_as_get(sample: Client, verb: str, content_type: str) -> None:
    asked = query(verb, **LEGAL[verb])
    posted, got = sample.post(asked, content_type), sample.get(asked)
    assert posted.errors == []
    assert without_time(posted) == without_time(got)


@pytest.mark.point(12)
def test_post_continues_a_list_and_reports_errors_as_get(sample: Client) -> None:
    token = sample.post(query("ListIdentifiers", **LIST)).token
    asked = query("ListIdentifiers", resumptionToken=token)
    assert sample.post(asked).identifiers == sample.get(asked).identifiers != []
    assert sample.post("verb=junk").errors == ["badVerb"]


@pytest.mark.point(12)
@pytest.mark.parametrize("content_type", ["text/plain", "application/json", "multipart/form-data"])
def test_a_post_of_another_type_is_no_request_and_no_crash(
    sample: Client, content_type: str
) -> None:
    assert sample.post("verb=Identify", content_type).errors == ["badVerb"]


@pytest.mark.point(13)
def test_head_answers_as_get_without_the_body(sample: Client) -> None:
    for asked in ("verb=Identify", "verb=junk", query("GetRecord", **LEGAL["GetRecord"])):
        got = sample.server.get(asked)
        head = sample.server.request("HEAD", f"/oai?{asked}")
        assert (head.status, head.body) == (200, b"")
        assert head.headers["content-type"] == got.headers["content-type"]
        assert head.headers["content-length"] == str(len(got.body))


@pytest.mark.point(13)
@pytest.mark.parametrize("asked", ["&verb=Identify", "verb=Identify&", "&&verb=Identify&&&"])
def test_stray_ampersands_mean_nothing(sample: Client, asked: str) -> None:
    assert sample.get(asked).errors == []


@pytest.mark.point(13)
def test_a_semicolon_separates_nothing(sample: Client) -> None:
    assert sample.get("verb=Identify;x=1").errors == ["badVerb"]


@pytest.mark.point(13)
def test_plus_and_percent_20_are_spaces_and_percent_2b_is_a_plus(sample: Client) -> None:
    for space in ("+", "%20"):
        reply = sample.get(f"verb=ListSets&resumptionToken=a{space}b")
        assert reply.echoed["resumptionToken"] == "a b"
    assert sample.get("verb=ListSets&resumptionToken=a%2Bb").echoed["resumptionToken"] == "a+b"


@pytest.mark.point(14)
def test_reserved_characters_in_an_identifier_round_trip(
    store: SqlStore, serving: Callable[..., Client]
) -> None:
    names = ["a/b", "a?b", "a#b", "a=b", "a&b", "a:b", "a;b", "a%20b", "a%2Fb", "a+b", "a@é~'()*"]
    given = {f"oai:test.example.org:{name}" for name in names}
    load(store, ({**item(1), "identifier": one, "datestamp": OLD} for one in given), keep=True)
    client = serving()
    listed = client.harvest()
    assert {header.identifier for header in listed} == given
    for identifier in given:
        reply = client.get(
            f"verb=GetRecord&metadataPrefix=oai_dc&identifier={quote(identifier, '')}"
        )
        assert reply.identifiers == [identifier]
        assert reply.echoed["identifier"] == identifier


@pytest.mark.point(15)
@pytest.mark.parametrize(
    "name", ['"', "<", ">", "&", "'", '"/><x y="', "]]>", "<!--", "&amp;", "\\"]
)
def test_markup_in_an_identifier_breaks_nothing(sample: Client, name: str) -> None:
    for verb, more in (("GetRecord", LIST), ("ListMetadataFormats", {})):
        (error,) = sample.ask(verb, identifier=f"oai:x:{name}", **more).errors
        assert error in ("idDoesNotExist", "badArgument")


@pytest.mark.point(16)
@pytest.mark.parametrize("value", NOT_TEXT)
def test_bytes_that_are_no_text_are_an_error_in_every_place(sample: Client, value: str) -> None:
    for asked, errors in (
        (f"verb={value}", {"badVerb"}),
        (f"verb=Identify&{value}=1", {"badArgument"}),
        (f"verb=GetRecord&metadataPrefix=oai_dc&identifier=a:{value}", {"badArgument"}),
        (f"verb=ListRecords&metadataPrefix={value}", {"badArgument"}),
        (f"verb=ListRecords&metadataPrefix=oai_dc&set=a{value}", {"badArgument"}),
        (f"verb=ListRecords&metadataPrefix=oai_dc&from={value}", {"badArgument"}),
        (f"verb=ListRecords&resumptionToken=a{value}", {"badArgument", "badResumptionToken"}),
    ):
        reply = sample.get(asked)
        assert reply.errors
        assert set(reply.errors) <= errors, asked
