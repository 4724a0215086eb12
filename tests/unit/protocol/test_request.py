"""From pairs to a request, or to every error there is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oaipmh.protocol.datestamp import Granularity, parse_datestamp
from oaipmh.protocol.errors import OAIErrors
from oaipmh.protocol.request import Request, parse_request
from oaipmh.protocol.verbs import VERBS
from tests.unit.strategies import any_text

LIST = [("verb", "ListRecords"), ("metadataPrefix", "oai_dc")]
TOKEN = ("resumptionToken", "abc.def")


def parse(*pairs: tuple[str | None, str | None], by_day: bool = False) -> Request:
    """A request to a repository of either granularity."""
    return parse_request(pairs, Granularity.DAY if by_day else Granularity.SECONDS)


def refusals(*pairs: tuple[str | None, str | None], by_day: bool = False) -> list[tuple[str, str]]:
    """The codes and messages that a request is refused with."""
    with pytest.raises(OAIErrors) as refused:
        parse(*pairs, by_day=by_day)
    return [(error.code, str(error)) for error in refused.value.errors]


@pytest.mark.parametrize(
    "query",
    [
        ["Identify"],
        ["ListMetadataFormats"],
        ["ListMetadataFormats", ("identifier", "oai:a:1")],
        ["ListSets"],
        ["ListSets", TOKEN],
        ["ListIdentifiers", ("metadataPrefix", "oai_dc")],
        ["ListRecords", TOKEN],
        [
            "ListRecords",
            ("until", "2024-01-02"),
            ("set", "a:b"),
            ("metadataPrefix", "oai_dc"),
            ("from", "2024-01-01"),
        ],
        ["GetRecord", ("metadataPrefix", "oai_dc"), ("identifier", "oai:a:1")],
    ],
)
def test_a_legal_request_echoes_its_arguments_as_given_the_verb_first(query: list) -> None:
    verb, *pairs = query
    request = parse(*pairs, ("verb", verb))
    assert request.verb == verb
    assert request.arguments == (("verb", verb), *pairs)


def test_each_argument_is_found_under_its_name() -> None:
    request = parse(*LIST, ("set", "a"), ("from", "2024-01-01"), ("until", "2024-01-31"))
    assert (request.metadata_prefix, request.set_spec) == ("oai_dc", "a")
    assert request.from_ == parse_datestamp("2024-01-01")
    assert request.until == parse_datestamp("2024-01-31")
    assert parse(("verb", "ListSets"), TOKEN).resumption_token == "abc.def"
    one = parse(("verb", "ListMetadataFormats"), ("identifier", "oai:a:1"))
    assert one.identifier == "oai:a:1"


@pytest.mark.parametrize(
    "pairs",
    [
        [],
        [("verb", "")],
        [("verb", "identify")],
        [("verb", "Identify ")],
        [("verb", None)],
        [("Verb", "Identify")],
        [("verb", "Identify"), ("verb", "Identify")],
        [("verb", "Identify"), ("verb", "ListSets")],
        [("verb", "Nonsense"), ("from", "nonsense"), ("nonsense", "x")],
    ],
)
def test_a_missing_illegal_or_repeated_verb_is_bad_verb_alone(pairs: list) -> None:
    assert [code for code, _ in refusals(*pairs)] == ["badVerb"]


@pytest.mark.parametrize(
    ("pairs", "named"),
    [
        ([("verb", "Identify"), ("identifier", "oai:a:1")], "identifier"),
        ([("verb", "Identify"), ("", "")], "''"),
        ([("verb", "ListSets"), ("metadataPrefix", "oai_dc")], "metadataPrefix"),
        ([("verb", "ListRecords")], "metadataPrefix"),
        ([("verb", "GetRecord"), ("metadataPrefix", "oai_dc")], "identifier"),
        ([*LIST, LIST[1]], "metadataPrefix"),
        ([*LIST, ("set", "a"), ("set", "b")], "set"),
        ([*LIST, ("set", "")], "set"),
        ([*LIST, ("set", None)], "set"),
        ([*LIST, (None, "a")], "UTF-8"),
        ([*LIST, ("from", "yesterday")], "from"),
        ([*LIST, ("until", "2024-1-1")], "until"),
        ([*LIST, ("set", "a b")], "set"),
        ([("verb", "ListRecords"), ("metadataPrefix", "oai dc")], "metadataPrefix"),
        ([("verb", "ListMetadataFormats"), ("identifier", "a b")], "identifier"),
        ([("verb", "ListRecords"), ("resumptionToken", "a\x00b")], "resumptionToken"),
        ([*LIST, TOKEN], "metadataPrefix"),
        ([("verb", "ListRecords"), TOKEN, ("from", "2024-01-01")], "from"),
    ],
)
def test_one_bad_argument_is_one_error_that_names_it(pairs: list, named: str) -> None:
    ((code, message),) = refusals(*pairs)
    assert code == "badArgument"
    assert named in message


def test_every_bad_argument_is_reported() -> None:
    found = refusals(("verb", "GetRecord"), ("from", "x"), ("color", "red"), ("identifier", "a b"))
    assert {code for code, _ in found} == {"badArgument"}
    messages = " / ".join(message for _, message in found)
    for named in ("from", "color", "metadataPrefix", "identifier"):
        assert named in messages
    assert len(found) == 4


def test_many_arguments_are_one_error() -> None:
    ((code, _),) = refusals(("verb", "Identify"), *[(f"a{n}", "x") for n in range(1000)])
    assert code == "badArgument"


def test_bounds_of_different_granularities_are_refused() -> None:
    bounds = [("from", "2024-01-01"), ("until", "2024-01-02T00:00:00Z")]
    ((code, message),) = refusals(*LIST, *bounds)
    assert code == "badArgument"
    assert "granularities" in message


def test_from_later_than_until_is_refused_and_equal_to_it_is_not() -> None:
    assert refusals(*LIST, ("from", "2024-01-02"), ("until", "2024-01-01"))[0][0] == "badArgument"
    request = parse(*LIST, ("from", "2024-01-01"), ("until", "2024-01-01"))
    assert request.from_ == request.until


@pytest.mark.parametrize("name", ["from", "until"])
def test_a_bound_finer_than_the_repository_is_refused(name: str) -> None:
    seconds = (name, "2024-01-01T00:00:00Z")
    ((code, message),) = refusals(*LIST, seconds, by_day=True)
    assert code == "badArgument"
    assert name in message
    assert parse(*LIST, seconds).verb == "ListRecords"
    assert parse(*LIST, (name, "2024-01-01"), by_day=True).verb == "ListRecords"


def test_only_the_first_request_of_a_list_of_records_opens_a_list() -> None:
    opening = {
        verb: parse(("verb", verb), *pairs).opens_list
        for verb, pairs in {
            "Identify": [],
            "ListMetadataFormats": [],
            "ListSets": [],
            "ListIdentifiers": [LIST[1]],
            "ListRecords": [LIST[1]],
            "GetRecord": [LIST[1], ("identifier", "oai:a:1")],
        }.items()
    }
    assert {verb for verb, opens in opening.items() if opens} == {"ListIdentifiers", "ListRecords"}
    assert not parse(("verb", "ListRecords"), TOKEN).opens_list


def test_identify_moves_the_clock_as_an_opened_list_does() -> None:
    assert parse(("verb", "Identify")).moves_clock
    assert parse(*LIST).moves_clock
    assert not parse(("verb", "ListRecords"), TOKEN).moves_clock
    assert not parse(("verb", "ListSets")).moves_clock


NAMES = ["verb", "identifier", "metadataPrefix", "from", "until", "set", "resumptionToken"]
VALUES = ["", "oai_dc", "oai:a:1", "a:b", "2024-01-01", "2024-01-01T00:00:00Z", *VERBS]
pairs_of_anything = st.lists(
    st.tuples(
        st.none() | st.sampled_from(NAMES) | any_text,
        st.none() | st.sampled_from(VALUES) | any_text,
    ),
    max_size=6,
)
after_a_verb = st.builds(
    lambda verb, pairs: [("verb", verb), *pairs], st.sampled_from(sorted(VERBS)), pairs_of_anything
)


@given(pairs_of_anything | after_a_verb, st.sampled_from(Granularity))
def test_any_pairs_give_a_request_or_errors_and_nothing_else(
    pairs: list[tuple[str | None, str | None]], granularity: Granularity
) -> None:
    outcome = _request_or_errors(pairs, granularity)
    if isinstance(outcome, Request):
        assert sorted(outcome.arguments) == sorted(pairs)
        assert outcome.arguments[0] == ("verb", outcome.verb)
    else:
        codes = [error.code for error in outcome.errors]
        assert codes == ["badVerb"] or set(codes) == {"badArgument"}
        assert all(str(error).isprintable() for error in outcome.errors)


def _request_or_errors(
    pairs: list[tuple[str | None, str | None]], granularity: Granularity
) -> Request | OAIErrors:
    try:
        return parse_request(pairs, granularity)
    except OAIErrors as refused:
        return refused
