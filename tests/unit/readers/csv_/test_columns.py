"""What headers name."""

import pytest

from oaipmh.metadata.dublin_core import ELEMENT_OF
from oaipmh.readers.csv_.columns import (
    NAMELESS,
    PASSED_OVER,
    USUAL_NAMES,
    Column,
    column,
    hint,
    letters,
)


@pytest.mark.parametrize("name", sorted(ELEMENT_OF))
def test_every_property_may_be_named_with_and_without_a_prefix(name: str) -> None:
    prefixed = [name] if ":" in name else [name, f"dc:{name}", f"dcterms.{name}"]
    for header in [*prefixed, name.upper(), f" {name} "]:
        found = column(header)
        assert found is not None
        assert found.property == name


@pytest.mark.parametrize("header", ["title[en]", "Title@en", "dc:title [en]", "dc.title[en]"])
def test_a_language_follows_the_name(header: str) -> None:
    found = column(header)
    assert found is not None
    assert (found.property, found.lang) == ("title", "en")


@pytest.mark.parametrize(
    ("header", "property_", "scheme"),
    [
        ("dc.contributor.author", "creator", None),
        ("dc.contributor.author[]", "creator", None),
        ("dc.contributor.editor", "marcrel:edt", None),
        ("dc.contributor.advisor", "marcrel:ths", None),
        ("dc.contributor.department", "contributor", None),
        ("dc.date.issued", "issued", None),
        ("dc.date.submitted", "dateSubmitted", None),
        ("dc.description.abstract", "abstract", None),
        ("dc.language.rfc3066", "language", "dcterms:RFC3066"),
        ("dc.relation.isbasedon", "source", None),
        ("dc.date.embargo-lift", "date", None),
        ("dc.description.tableofcontents", "tableOfContents", None),
        ("dc.description.sponsorship", "marcrel:fnd", None),
        ("dc.identifier.doi", "identifier", "DOI"),
        ("dc.identifier.uri", "identifier", "dcterms:URI"),
        ("dc.identifier.other", "identifier", None),
        ("dc.identifier.citation", "bibliographicCitation", None),
        ("dc.language.iso", "language", None),
        ("dc.relation.ispartofseries", "isPartOf", None),
        ("dc.relation.isversionof", "isVersionOf", None),
        ("dc.rights.uri", "license", None),
        ("dc.subject.lcsh", "subject", "LCSH"),
        ("dc.title.alternative", "alternative", None),
        ("dc.title.abstract", "title", None),
    ],
)
def test_dspace_names_say_what_they_refine(header: str, property_: str, scheme: str | None) -> None:
    found = column(header)
    assert found is not None
    assert (found.property, found.scheme) == (property_, scheme)


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("oai_identifier", "oai_identifier"),
        ("ID", "id"),
        ("sets", "set"),
        ("collection", "set"),
        ("status", "deleted"),
        ("datestamp", "datestamp"),
    ],
)
def test_some_columns_are_about_the_item_itself(header: str, part: str) -> None:
    assert column(header) == Column(part=part)


@pytest.mark.parametrize(
    "header",
    ["#remark", "dc.description.provenance", "dc.description.provenance[en]", "dspace.entity.type"],
)
def test_some_columns_are_passed_over(header: str) -> None:
    assert column(header) == PASSED_OVER


def test_an_empty_header_is_a_column_without_a_name() -> None:
    assert column(" ") == NAMELESS


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("Titel", "did you mean 'title'?"),
        ("dc:creater", "did you mean 'creator'?"),
        ("dcterms:isued", "did you mean 'issued'?"),
        ("Authors", "did you mean 'creator'?"),
        ("date_published", "did you mean 'issued'?"),
        ("Publication Year", "did you mean 'issued'?"),
        ("doi", "did you mean 'identifier'?"),
        ("key-words", "did you mean 'subject'?"),
        ("oai_identifer", "did you mean 'oai_identifier'?"),
        ("Zweigstelle", "begin its name with # to have it passed over"),
        ("marcrel:zzz", "begin its name with # to have it passed over"),
        ("[" * 100_000, "begin its name with # to have it passed over"),
    ],
)
def test_what_is_no_column_gets_a_hint(header: str, told: str) -> None:
    assert column(header) is None
    assert hint(header) == told


def test_columns_have_the_letters_that_spreadsheets_give_them() -> None:
    assert [letters(place) for place in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


@pytest.mark.parametrize(("usual", "meant"), USUAL_NAMES.items())
def test_what_is_suggested_for_a_usual_name_is_a_column(usual: str, meant: str) -> None:
    assert column(usual) is None
    assert column(meant) is not None
