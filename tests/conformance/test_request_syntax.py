"""Points 1-11: a request's arguments, and what `<request>` echoes. OAI-PMH 2.0, 3.2 and 3.6."""

from collections.abc import Callable
from urllib.parse import quote

import pytest

from tests.conformance.client import LEGAL, LIST, REFERENCE, VERBS, Client, query

ARGUMENTS = [(verb, name) for verb, arguments in LEGAL.items() for name in arguments]


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
