"""RFC 9110, section 13: what If-Match and If-None-Match make of a request."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oaipmh.web.api.conditions import Verdict, parse_conditions

DO, FAILED, NOT_MODIFIED = Verdict.DO, Verdict.FAILED, Verdict.NOT_MODIFIED
TAGS = st.text("0123456789abcdef", min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("if_match", "if_none_match", "tag", "write", "read"),
    [
        (None, None, "a", DO, DO),
        (None, None, None, DO, DO),
        ('"a"', None, "a", DO, DO),
        ('"b"', None, "a", FAILED, FAILED),
        ('"a"', None, None, FAILED, FAILED),
        ('"b", "a"', None, "a", DO, DO),
        ('  "b"  ,,  "a" , ', None, "a", DO, DO),
        ('W/"a"', None, "a", FAILED, FAILED),  # strong comparison
        ('W/"a", "a"', None, "a", DO, DO),
        ("*", None, "a", DO, DO),
        ("*", None, None, FAILED, FAILED),
        (None, "*", "a", FAILED, NOT_MODIFIED),
        (None, "*", None, DO, DO),
        (None, '"a"', "a", FAILED, NOT_MODIFIED),
        (None, 'W/"a"', "a", FAILED, NOT_MODIFIED),  # weak comparison
        (None, '"b"', "a", DO, DO),
        (None, '"a"', None, DO, DO),
        ('"a"', '"a"', "a", FAILED, NOT_MODIFIED),
        ('"b"', '"a"', "a", FAILED, FAILED),  # If-Match comes first
        ('"with,comma"', None, "with,comma", DO, DO),
    ],
)
def test_a_condition_is_judged_by_the_item_as_it_stands(
    if_match: str | None, if_none_match: str | None, tag: str | None, write: Verdict, read: Verdict
) -> None:
    conditions = parse_conditions(if_match, if_none_match)
    assert conditions.judge(tag, reads=False) is write
    assert conditions.judge(tag, reads=True) is read


@pytest.mark.parametrize("header", ["", ",", "abc", '"a', 'a"', '"a" "b"', '*, "a"', 'w/"a"'])
def test_what_is_no_list_of_entity_tags_is_refused_and_named(header: str) -> None:
    with pytest.raises(ValueError, match="If-Match"):
        parse_conditions(header, None)
    with pytest.raises(ValueError, match="If-None-Match"):
        parse_conditions(None, header)


@given(st.lists(TAGS, min_size=1, max_size=5), TAGS)
def test_a_list_matches_what_is_in_it(tags: list[str], tag: str) -> None:
    header = ", ".join(f'"{one}"' for one in tags)
    assert (parse_conditions(header, None).judge(tag, reads=False) is DO) == (tag in tags)


@given(st.text(max_size=30))
def test_whatever_a_header_has_it_is_parsed_or_refused(header: str) -> None:
    with suppress(ValueError):
        assert parse_conditions(header, header).present
