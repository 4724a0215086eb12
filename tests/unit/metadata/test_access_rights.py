"""Access levels, in whatever spelling."""

import pytest

from oaipmh.metadata.access_rights import (
    access_on,
    access_rights,
    description_on,
    embargo_end,
)
from oaipmh.metadata.description import Statement


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Open Access", "openAccess"),
        ("public", "openAccess"),
        ("info:eu-repo/semantics/embargoedAccess", "embargoedAccess"),
        ("http://purl.org/coar/access_right/c_16ec", "restrictedAccess"),
        ("metadata-only access", "closedAccess"),
    ],
)
def test_a_level_is_found_in_both_vocabularies(text: str, level: str) -> None:
    found = access_rights(text)
    assert found is not None
    assert found.value == f"info:eu-repo/semantics/{level}"
    assert found.uri is not None
    assert found.uri.startswith("http://purl.org/coar/access_right/c_")


def test_what_names_no_level_is_none() -> None:
    assert access_rights("Ask the library") is None
    assert access_rights("") is None


EMBARGOED = Statement("accessRights", "embargoed access")
OPEN = ("info:eu-repo/semantics/openAccess", "http://purl.org/coar/access_right/c_abf2")


@pytest.mark.parametrize(
    ("day", "said"), [("2027-01-15", None), ("2027-01-16", OPEN), ("2027-01-17", OPEN)]
)
def test_where_an_embargo_has_ended_the_description_reads_open(
    day: str, said: tuple[str, str] | None
) -> None:
    terms = Statement("rights", "http://purl.org/coar/access_right/c_f1cf")
    rest = (Statement("title", "embargoed"), Statement("available", "2027-01-16"))
    words = Statement("rights", "Ask the library")
    read = description_on(day, (EMBARGOED, terms, words, *rest))
    told = [(one.value, one.uri) for one in read[:2]]
    assert told == ([said, said] if said else [(EMBARGOED.value, None), (terms.value, None)])
    assert read[2:] == (words, *rest)


def test_what_no_embargo_was_for_is_read_as_it_is() -> None:
    for first in (Statement("accessRights", "closed"), Statement("title", "T")):
        given = (first, EMBARGOED, Statement("available", "2020-01-01"))
        read = description_on("2027-01-16", given)
        assert (read == given) == (first.property == "accessRights")
    assert description_on("2027-01-16", (EMBARGOED,)) == (EMBARGOED,)


@pytest.mark.parametrize(
    ("statement", "end"),
    [
        (Statement("available", "2027-01-16T12:00:00Z"), "2027-01-16"),
        (Statement("date", "info:eu-repo/date/embargoEnd/2018-05-27"), "2018-05-27"),
        (Statement("available", "info:eu-repo/date/embargoEnd/2018-05-27"), "2018-05-27"),
        (Statement("date", "2018-05-27"), None),
        (Statement("date", "info:eu-repo/date/embargoEnd/soon"), None),
    ],
)
def test_an_embargo_ends_where_openaire_says_so_too(statement: Statement, end: str | None) -> None:
    assert embargo_end((EMBARGOED, statement)) == end
    assert embargo_end((statement,)) is None
    level = access_on("2027-01-17", (EMBARGOED, statement))
    assert level is not None
    assert level.level == ("openAccess" if end else "embargoedAccess")
