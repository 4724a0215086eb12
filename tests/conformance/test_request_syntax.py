"""Points 1-16: how requests are spelled. OAI-PMH 2.0, sections 3.1.1, 3.2 and 3.6."""

from collections.abc import Callable
from urllib.parse import quote

import pytest

from oaipmh.store import SqlStore
from tests.conformance.client import FORM, VERBS, Client, query, without_time
from tests.conformance.conftest import OLD
from tests.support.loading import item, load

REFERENCE = "oai:eprints.lse.ac.uk:64325"
LIST = {"metadataPrefix": "oai_dc"}
LEGAL = {
    "Identify": {},
    "ListMetadataFormats": {"identifier": REFERENCE},
    "ListSets": {},
    "ListIdentifiers": {**LIST, "from_": "2020-01-01", "until": "2024-12-31", "set_": "types"},
    "ListRecords": {**LIST, "from_": "2020-01-01", "until": "2024-12-31", "set_": "types"},
    "GetRecord": {**LIST, "identifier": REFERENCE},
}
ARGUMENTS = [(verb, name) for verb, arguments in LEGAL.items() for name in arguments]
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


@pytest.mark.point(1)
@pytest.mark.parametrize("asked", ["", "verb=", "verb", "verb=junk", "verb=Identify2", "x=1"])
def test_a_verb_missing_or_illegal_is_badverb_and_echoes_nothing(
    sample: Client, asked: str
) -> None:
    reply = sample.get(asked)
    assert reply.errors == ["badVerb"]
    assert reply.echoed == {}


@pytest.mark.point(1)
def test_the_base_url_alone_is_badverb(sample: Client) -> None:
    reply = sample.judge(sample.server.request("GET", "/oai"))
    assert reply.errors == ["badVerb"]


@pytest.mark.point(2)
@pytest.mark.parametrize("second", ["Identify", "ListSets", "junk", ""])
def test_a_verb_given_twice_is_badverb(sample: Client, second: str) -> None:
    assert sample.get(f"verb=Identify&verb={second}").errors == ["badVerb"]


@pytest.mark.point(3)
@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ("VERB=Identify", "badVerb"),
        ("verb=identify", "badVerb"),
        ("verb=IDENTIFY", "badVerb"),
        ("verb=ListRecords&MetadataPrefix=oai_dc", "badArgument"),
        ("verb=ListRecords&metadataPrefix=OAI_DC", "cannotDisseminateFormat"),
        (f"verb=GetRecord&metadataPrefix=oai_dc&identifier={REFERENCE.upper()}", "idDoesNotExist"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=TYPES", "noRecordsMatch"),
    ],
)
def test_names_and_values_are_case_sensitive(sample: Client, asked: str, error: str) -> None:
    assert set(sample.get(asked).errors) == {error}


@pytest.mark.point(4)
@pytest.mark.parametrize("second", ["the same", "another"])
@pytest.mark.parametrize(("verb", "name"), ARGUMENTS)
def test_an_argument_given_twice_is_badargument(
    sample: Client, verb: str, name: str, second: str
) -> None:
    value = LEGAL[verb][name] if second == "the same" else "2021-01-01"
    asked = f"{query(verb, **LEGAL[verb])}&{name.rstrip('_')}={value}"
    assert set(sample.get(asked).errors) == {"badArgument"}


@pytest.mark.point(4)
@pytest.mark.parametrize("verb", ["ListSets", "ListIdentifiers", "ListRecords"])
def test_a_resumption_token_given_twice_is_badargument(sample: Client, verb: str) -> None:
    arguments = {} if verb == "ListSets" else LIST
    token = sample.ask(verb, **arguments).token
    asked = f"{query(verb, resumptionToken=token)}&resumptionToken={token}"
    assert set(sample.get(asked).errors) == {"badArgument"}


@pytest.mark.point(5)
@pytest.mark.parametrize("name", ["x", "metadataPrefix", "identifier", "set", "from", "é", "Verb"])
@pytest.mark.parametrize("verb", VERBS)
def test_an_argument_the_verb_does_not_have_is_badargument(
    sample: Client, verb: str, name: str
) -> None:
    if name in {argument.rstrip("_") for argument in LEGAL[verb]}:
        name = "until2"
    reply = sample.get(f"{query(verb, **LEGAL[verb])}&{quote(name)}=oai_dc")
    assert reply.errors == ["badArgument"]


@pytest.mark.point(6)
@pytest.mark.parametrize(
    ("verb", "name"),
    [
        ("GetRecord", "identifier"),
        ("GetRecord", "metadataPrefix"),
        ("ListIdentifiers", "metadataPrefix"),
        ("ListRecords", "metadataPrefix"),
    ],
)
def test_a_required_argument_that_is_missing_is_badargument(
    sample: Client, verb: str, name: str
) -> None:
    arguments = {key: value for key, value in LEGAL[verb].items() if key != name}
    assert sample.ask(verb, **arguments).errors == ["badArgument"]


@pytest.mark.point(7)
@pytest.mark.parametrize("spelling", ["{}=", "{}"])
@pytest.mark.parametrize(("verb", "name"), ARGUMENTS)
def test_an_empty_value_is_badargument_and_is_never_echoed(
    sample: Client, verb: str, name: str, spelling: str
) -> None:
    others = {key: value for key, value in LEGAL[verb].items() if key != name}
    reply = sample.get(f"{query(verb, **others)}&{spelling.format(name.rstrip('_'))}")
    assert set(reply.errors) == {"badArgument"}
    assert reply.echoed == {}


@pytest.mark.point(7)
@pytest.mark.parametrize("verb", ["ListSets", "ListIdentifiers", "ListRecords"])
def test_an_empty_resumption_token_is_an_error(sample: Client, verb: str) -> None:
    (error,) = sample.ask(verb, resumptionToken="").errors
    assert error in ("badArgument", "badResumptionToken")


@pytest.mark.point(8)
@pytest.mark.parametrize("name", ["metadataPrefix", "from_", "until", "set_"])
@pytest.mark.parametrize("verb", ["ListIdentifiers", "ListRecords"])
def test_a_resumption_token_excludes_every_other_argument(
    sample: Client, verb: str, name: str
) -> None:
    token = sample.ask(verb, **LIST).token
    beside = {name: LEGAL[verb][name]}
    assert sample.ask(verb, resumptionToken=token, **beside).errors == ["badArgument"]


@pytest.mark.point(9)
def test_every_fault_of_the_arguments_is_reported(sample: Client) -> None:
    reply = sample.get("verb=GetRecord&x=1&y=2&identifier=not%20a%20uri")
    assert reply.errors == ["badArgument"] * 4  # x, y, metadataPrefix missing, identifier
    assert len(set(reply.texts("error"))) == 4
    dates = sample.ask("ListRecords", **LIST, from_="yesterday", until="today")
    assert dates.errors == ["badArgument"] * 2


@pytest.mark.point(9)
def test_a_bad_verb_is_reported_alone(sample: Client) -> None:
    assert sample.get("verb=junk&x=1&x=2&from=never").errors == ["badVerb"]


@pytest.mark.point(10)
@pytest.mark.parametrize("verb", VERBS)
def test_a_success_echoes_exactly_the_arguments_given(sample: Client, verb: str) -> None:
    reply = sample.ask(verb, **LEGAL[verb])
    given = {name.rstrip("_"): value for name, value in LEGAL[verb].items()}
    assert reply.errors == []
    assert reply.echoed == {"verb": verb, **given}


@pytest.mark.point(10)
@pytest.mark.parametrize(
    ("verb", "arguments", "error"),
    [
        ("GetRecord", {**LIST, "identifier": "oai:x:&'y"}, "idDoesNotExist"),
        ("GetRecord", {"metadataPrefix": "x", "identifier": "a:b"}, "cannotDisseminateFormat"),
        ("ListMetadataFormats", {"identifier": "oai:nowhere:1"}, "idDoesNotExist"),
        ("ListRecords", {**LIST, "until": "1970-01-01"}, "noRecordsMatch"),
        ("ListIdentifiers", {"resumptionToken": "a \"b' <c> &d"}, "badResumptionToken"),
    ],
)
def test_an_error_that_is_not_of_verb_or_argument_echoes_the_arguments(
    sample: Client, verb: str, arguments: dict[str, str], error: str
) -> None:
    reply = sample.ask(verb, **arguments)
    assert reply.errors == [error]
    assert reply.echoed == {"verb": verb, **arguments}


@pytest.mark.point(11)
@pytest.mark.parametrize("path", ["/oai", "/oai/"])
@pytest.mark.parametrize("base_url", [None, "https://oai.example.org/a/b/request"])
def test_the_request_element_holds_the_base_url_that_identify_tells(
    serving: Callable[..., Client], path: str, base_url: str | None
) -> None:
    client = serving(base_url=base_url)
    for asked in ("verb=Identify", "verb=junk", "verb=ListSets&x=%3F"):
        reply = client.judge(client.server.request("GET", f"{path}?{asked}"))
        assert reply.request_url == (base_url or f"http://127.0.0.1:{client.server.port}/oai")
        assert asked != "verb=Identify" or reply.text("baseURL") == reply.request_url


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
    sqlite_store: SqlStore, serving: Callable[..., Client]
) -> None:
    names = ["a/b", "a?b", "a#b", "a=b", "a&b", "a:b", "a;b", "a%20b", "a%2Fb", "a+b", "a@é~'()*"]
    given = {f"oai:test.example.org:{name}" for name in names}
    load(
        sqlite_store, ({**item(1), "identifier": one, "datestamp": OLD} for one in given), keep=True
    )
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
