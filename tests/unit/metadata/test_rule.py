"""Rules: what they hold for, and that JSON and words say the same of them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oaipmh.metadata.condition import Condition, Operator, RuleError
from oaipmh.metadata.description import Description, Statement
from oaipmh.metadata.dublin_core import ELEMENT_OF
from oaipmh.metadata.rule import Rule
from tests.unit.strategies import xml_text

PAPER = (
    Statement("title", "Straße zur Open Access"),
    Statement("creator", "Clark, Michael", uri="https://orcid.org/0000-0003-4964-5005"),
    Statement("marcrel:edt", "Cornes, Michelle"),
    Statement("issued", "2015-03"),
    Statement("type", "Article"),
    Statement("abstract", "Cafe\u0301 society"),
)

HOLD = [
    "type is Article",
    "type is article",
    "type is not Book",
    "type in Book, Article",
    'type in ("Book, edited", ARTICLE)',
    "title contains STRASSE",
    'title contains "open access"',
    "title starts with straße",
    "creator has uri https://orcid.org/0000-0003-4964-5005",
    "creator is HTTPS://ORCID.ORG/0000-0003-4964-5005",
    "creator starts with https://orcid.org/",
    "contributor is Cornes, Michelle",
    "date is 2015-03",
    "description contains café",
    "issued >= 2015",
    "issued <= 2015",
    "issued>2014-12-31",
    "issued < 2015-04-01",
    "issued >= 2015-03-31",
    "license does not exist",
    "creator EXISTS",
    "license is not CC-BY",
]
FAIL = [
    "type is Art",
    "type is not article",
    "type in Book, Thesis",
    "title contains closed",
    "title starts with Access",
    "creator has uri Clark, Michael",
    "creator contains orcid",
    "marcrel:ths exists",
    "marcrel:edt is Clark, Michael",
    "creator is Cornes, Michelle",
    "available >= 2000",
    "abstract is café",
    "issued > 2015",
    "issued < 2015",
    "issued >= 2016",
    "type >= 2000",
    "title does not exist",
    "license exists",
]


@pytest.mark.parametrize("text", HOLD)
def test_a_condition_that_holds(text: str) -> None:
    assert Rule.parse([text]).matches(PAPER)


@pytest.mark.parametrize("text", FAIL)
def test_a_condition_that_does_not_hold(text: str) -> None:
    assert not Rule.parse([text]).matches(PAPER)


def test_all_conditions_must_hold_or_any() -> None:
    conditions = ["type is Article", "issued >= 2016"]
    assert not Rule.parse(conditions).matches(PAPER)
    assert Rule.parse(conditions, any_of=True).matches(PAPER)


def test_a_rule_in_words_says_how_its_conditions_are_joined() -> None:
    conditions = ["type is Article", "subject contains open access"]
    assert str(Rule.parse(conditions)) == 'type is Article and subject contains "open access"'
    assert str(Rule.parse(conditions, any_of=True)).count(" or ") == 1


def test_a_date_with_a_time_counts_and_what_is_no_date_never_does() -> None:
    rule = Rule.parse(["date >= 2015"])
    assert rule.matches((Statement("modified", "2023-11-15T06:27:00Z"),))
    for value in ("n.d.", "c. 2016", "20161", "2016-1", "201X", "../2016"):
        assert not rule.matches((Statement("issued", value),))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("titel is X", "did you mean 'title'"),
        ("type = Article", "type is Article"),
        ("type equals Article", "starts with"),
        ("type", "operators"),
        ("", "operators"),
        ("type is", "needs one"),
        ("type in", "needs one"),
        ("type in a,,b", "parted by commas"),
        ('type is "Article', "quotation mark"),
        ('type is "a" or "b"', "quotation mark"),
        ('type is ""', "empty"),
        ("license exists CC", "takes none"),
        ("issued >= last year", "YYYY-MM"),
        ("issued >= 2015-1", "YYYY-MM"),
        ("title is a\x00b", "drop it"),
    ],
)
def test_what_is_no_condition_is_refused_with_how_to_mend_it(text: str, says: str) -> None:
    with pytest.raises(RuleError) as refusal:
        Rule.parse([text])
    assert says in str(refusal.value)
    assert repr(text) in str(refusal.value)


GOOD = {"property": "type", "operator": "is", "value": "Article"}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ([], '"all"'),
        ({}, '"all"'),
        ({"all": [GOOD], "any": [GOOD]}, '"all"'),
        ({"none": [GOOD]}, '"all"'),
        ({"all": GOOD}, "all: expected a list"),
        ({"all": []}, "one condition at least"),
        ({"any": [GOOD, "type is Article"]}, "any[1]: expected an object"),
        ({"all": [GOOD | {"values": []}]}, "all[0]: 'values' is no part"),
        ({"all": [GOOD | {"property": 5}]}, "all[0]: property"),
        ({"all": [GOOD | {"property": "tpye"}]}, "did you mean 'type'"),
        ({"all": [GOOD | {"operator": "equals"}]}, "all[0]: operator: 'equals'"),
        ({"all": [GOOD | {"operator": ["is"]}]}, "all[0]: operator"),
        ({"all": [GOOD | {"value": 5}]}, "all[0]: value"),
        ({"all": [GOOD | {"value": ["a", "b"]}]}, "several go with 'in'"),
        ({"all": [GOOD | {"value": None}]}, "needs one"),
        ({"all": [GOOD | {"value": "\ud800"}]}, "drop it"),
    ],
)
def test_json_that_is_no_rule_is_refused_with_the_part_that_is_wrong(
    content: object, says: str
) -> None:
    with pytest.raises(RuleError) as refusal:
        Rule.from_json(content)
    assert says in str(refusal.value)


_dates = st.from_regex(r"(19|20)[0-9]{2}(-(0[1-9]|1[0-2])(-[0-2][0-9])?)?", fullmatch=True)
_texts = xml_text.filter(str.strip) | st.sampled_from(
    ["not", "Not", "in", "(a, b)", '"', "\\", "é"]
)
_DATED = (Operator.AT_LEAST, Operator.AT_MOST, Operator.ABOVE, Operator.BELOW)
_BARE = (Operator.EXISTS, Operator.DOES_NOT_EXIST)


def _values(operator: Operator, texts: st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
    if operator in _BARE:
        return st.just([])
    if operator is Operator.IN:
        return st.lists(texts, min_size=1, max_size=4)
    one = _dates if operator in _DATED else texts
    return st.lists(one, min_size=1, max_size=1)


def _rules(properties: list[str], texts: st.SearchStrategy[str]) -> st.SearchStrategy[Rule]:
    conditions = st.sampled_from(Operator).flatmap(
        lambda operator: st.builds(
            Condition,
            st.sampled_from(properties),
            st.just(operator),
            _values(operator, texts).map(tuple),
        )
    )
    return st.builds(Rule, st.lists(conditions, min_size=1, max_size=4).map(tuple), st.booleans())


any_rules = _rules(sorted(ELEMENT_OF), _texts)


@given(any_rules)
def test_a_rule_survives_json(rule: Rule) -> None:
    assert Rule.from_json(rule.to_json()) == rule


@given(any_rules)
def test_a_rule_survives_being_written_in_words(rule: Rule) -> None:
    words = [str(Rule((one,))) for one in rule.conditions]
    assert Rule.parse(words, any_of=rule.any_of) == rule


@given(st.text(max_size=60) | xml_text.map("type in ".__add__))
def test_no_text_at_all_makes_the_parser_fail_but_by_refusing(text: str) -> None:
    try:
        Rule.parse([text])
    except RuleError:
        return


_few = st.sampled_from(["a", "A", "ab", "b", "ß", "SS", "é", "e\u0301", "2015", "2015-03", "2016"])
_names = ["date", "issued", "title", "contributor", "marcrel:edt"]
_descriptions = st.lists(
    st.builds(Statement, st.sampled_from(_names), _few, st.none(), st.none() | _few), max_size=5
).map(tuple)


@given(_rules(_names, _few), _descriptions)
def test_matching_is_what_the_operators_say(rule: Rule, description: Description) -> None:
    held = [_holds(condition, description) for condition in rule.conditions]
    assert rule.matches(description) == (any(held) if rule.any_of else all(held))


def _holds(condition: Condition, description: Description) -> bool:
    """The operators' meaning, word for word, without regard to speed."""
    if condition.operator is Operator.IS_NOT:
        return not _holds(Condition(condition.property, Operator.IS, condition.values), description)
    found = [
        one for one in description
        if condition.property in (one.property, ELEMENT_OF[one.property])
    ]  # fmt: skip
    if condition.operator in _BARE:
        return bool(found) == (condition.operator is Operator.EXISTS)
    return any(_satisfies(one, condition.operator, condition.values) for one in found)


def _satisfies(one: Statement, operator: Operator, values: tuple[str, ...]) -> bool:
    value, uri = _same(one.value), _same(one.uri or "\0")
    wanted = [_same(each) for each in values]
    if operator in _DATED:
        if not one.value.startswith("2"):
            return False
        pairs = list(zip(one.value.split("-"), values[0].split("-"), strict=False))
        found, date = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
        return {">=": found >= date, "<=": found <= date, ">": found > date, "<": found < date}[
            operator
        ]
    return {
        Operator.IS: value in wanted or uri in wanted,
        Operator.IN: value in wanted or uri in wanted,
        Operator.CONTAINS: wanted[0] in value,
        Operator.STARTS_WITH: value.startswith(wanted[0]) or uri.startswith(wanted[0]),
        Operator.HAS_URI: uri == wanted[0],
    }[operator]


def _same(text: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).casefold())
