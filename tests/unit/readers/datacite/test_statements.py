"""What a DataCite resource says, as statements."""

import pytest

from oaipmh.metadata.description import Statement
from oaipmh.readers.datacite.resource import (
    Funding,
    GeoLocation,
    Resource,
    Rights,
    Subject,
    Text,
)
from oaipmh.readers.datacite.statements import statements

OPEN = Statement(
    "accessRights",
    "info:eu-repo/semantics/openAccess",
    uri="http://purl.org/coar/access_right/c_abf2",
)
CC_BY = "https://creativecommons.org/licenses/by/4.0/"


def said(**parts: object) -> list[Statement]:
    """The statements that have a value, of a resource with these parts."""
    resource = Resource(Text(""), **parts)  # type: ignore[arg-type]
    return [one for one in statements(resource) if one.value]


def test_a_subtitle_follows_the_title_in_its_language() -> None:
    titles = (
        Text("Licht", lang="de"),
        Text("Light", lang="en"),
        Text("An essay", "Subtitle", "en"),
        Text("Untold", "Subtitle"),
        Text("Lumière", "TranslatedTitle", "fr"),
        Text("L.", "AlternativeTitle"),
        Text(":tba"),
    )
    assert said(titles=titles) == [
        Statement("title", "Licht: Untold", "de"),
        Statement("title", "Light: An essay", "en"),
        Statement("alternative", "Lumière", "fr"),
        Statement("alternative", "L."),
    ]


@pytest.mark.parametrize(
    ("lang", "of_subtitle", "titles"),
    [
        (None, "en", [("title", "Light: An essay", "en")]),
        ("en", None, [("title", "Light: An essay", "en")]),
        ("en-US", "en", [("title", "Light: An essay", "en-US")]),
        ("de", "en", [("title", "Light", "de"), ("alternative", "An essay", "en")]),
    ],
)
def test_the_language_of_a_subtitle_is_kept(
    lang: str | None, of_subtitle: str | None, titles: list[tuple[str, str, str]]
) -> None:
    given = (Text("Light", "", lang), Text("An essay", "Subtitle", of_subtitle))
    assert said(titles=given) == [Statement(*one) for one in titles]


def test_where_no_title_is_plain_the_first_is_the_title() -> None:
    titles = (Text("Lumière", "TranslatedTitle", "fr"), Text("L.", "Other"))
    assert [one.property for one in said(titles=titles)] == ["title", "alternative"]


@pytest.mark.parametrize(
    ("year", "issued", "told"),
    [
        ("2024", [], ["2024"]),
        ("2024", ["2024-05-01"], ["2024-05-01"]),
        ("2024", ["2023-05-01"], ["2024", "2023-05-01"]),
        ("", ["2023"], ["2023"]),
    ],
)
def test_the_year_is_told_where_no_date_of_issue_has_it(
    year: str, issued: list[str], told: list[str]
) -> None:
    dates = tuple(Text(date, "Issued") for date in issued)
    found = said(publication_year=year, dates=dates)
    assert found == [Statement("issued", date) for date in told]


@pytest.mark.parametrize(
    ("kind", "property_"),
    [
        ("Accepted", "dateAccepted"),
        ("Available", "available"),
        ("Coverage", "temporal"),
        ("Updated", "modified"),
        ("Withdrawn", "date"),
        ("Collected", "date"),
    ],
)
def test_a_date_is_of_its_type(kind: str, property_: str) -> None:
    assert said(dates=(Text("2024", kind),)) == [Statement(property_, "2024")]


@pytest.mark.parametrize(
    ("information", "property_"),
    [("Time period covered by the data", "temporal"), ("Correction", "date")],
)
def test_a_period_that_the_data_cover_is_known_by_the_words_for_it(
    information: str, property_: str
) -> None:
    date = Text("2023", "Other", information=information)
    assert said(dates=(date,)) == [Statement(property_, "2023")]


@pytest.mark.parametrize(
    ("date", "information", "told"),
    [
        ("1999", "1999~", Statement("created", "1999~")),
        ("1900/1999", "19XX", Statement("created", "19XX")),
        ("1999", "1998", Statement("created", "1999")),
        ("1999", "55 B.C.", Statement("created", "1999")),
        ("1999/2001", "", Statement("created", "1999/2001", scheme="RKMS-ISO8601")),
    ],
)
def test_what_is_said_besides_in_edtf_is_the_date(
    date: str, information: str, told: Statement
) -> None:
    assert said(dates=(Text(date, "Created", information=information),)) == [told]


def test_types_are_the_vocabularys_and_the_sources_own() -> None:
    vocabulary = Statement("type", "Dataset", scheme="DataCite:resourceTypeGeneral")
    both = said(resource_type_general="Dataset", resource_type="Survey")
    assert both == [vocabulary, Statement("type", "Survey")]
    assert said(resource_type_general="Dataset", resource_type="Dataset") == [vocabulary]


@pytest.mark.parametrize(
    ("rights", "expected"),
    [
        (Rights("CC BY", CC_BY, lang="en"), [Statement("license", "CC BY", "en", uri=CC_BY)]),
        (Rights("", CC_BY), [Statement("license", CC_BY)]),
        (
            Rights("CC BY", identifier="CC-BY-4.0"),
            [Statement("license", "CC BY", uri="https://spdx.org/licenses/CC-BY-4.0")],
        ),
        (Rights("Ask first"), [Statement("rights", "Ask first")]),
        (Rights("Open Access", "info:eu-repo/semantics/openAccess"), [OPEN]),
        (Rights("open access"), [OPEN]),
        (Rights("Free", "info:eu-repo/semantics/openAccess"), [OPEN, Statement("rights", "Free")]),
        (Rights("Open Access", CC_BY), [OPEN, Statement("license", CC_BY)]),
        (
            Rights("House rules", "https://x.org/open"),
            [Statement("license", "House rules", uri="https://x.org/open")],
        ),
    ],
)
def test_rights_are_a_level_a_licence_or_words(rights: Rights, expected: list[Statement]) -> None:
    assert said(rights=(rights,)) == expected


def test_a_funder_is_known_by_its_registry() -> None:
    funding = Funding("NSF", "https://doi.org/10.13039/100000001", "Crossref Funder ID", "C-1")
    funder, award = said(funding=(funding,))
    assert funder == Statement("marcrel:fnd", "NSF", uri="https://doi.org/10.13039/100000001")
    assert award.value == "info:eu-repo/grantAgreement/NSF//C-1"


def test_places_are_names_and_coordinates() -> None:
    corners = (("1", "2"), ("3", "4"), ("1", "2"))
    place = GeoLocation("Atlantic", ("1", "2"), ("1", "2", "3", "4"), (corners,))
    schemes = [one.scheme for one in said(geo_locations=(place,))]
    assert schemes == [None, "dcterms:Point", "dcterms:Box", "geo:wktLiteral"]


def test_all_else_is_what_it_says() -> None:
    found = said(
        subjects=(
            Subject("Light", "LCSH", "http://x.org/1", "en", "QC350"),
            Subject("Free", code="7"),  # of no scheme: it would mean nothing
        ),
        descriptions=(
            Text("A.", "Abstract", "en"),
            Text("J, 3(7)", "SeriesInformation"),
            Text("M.", "Methods"),
        ),
        languages=("en", "de"),
        alternate_identifiers=(Text("12", "Local"), Text("http://x.org/2", "url")),
        urls=("http://x.org/3",),
        sizes=("1 MB",),
        formats=("text/csv", "text/plain; charset=US-ASCII", "pdf"),
    )
    assert found == [
        Statement("language", "en"),
        Statement("language", "de"),
        Statement("subject", "Light", "en", "http://x.org/1", "LCSH"),
        Statement("subject", "QC350", scheme="LCSH"),
        Statement("subject", "Free"),
        Statement("abstract", "A.", "en"),
        Statement("bibliographicCitation", "J, 3(7)"),
        Statement("description", "M."),
        Statement("identifier", "12", scheme="Local"),
        Statement("identifier", "http://x.org/2", scheme="dcterms:URI"),
        Statement("identifier", "http://x.org/3", scheme="dcterms:URI"),
        Statement("extent", "1 MB"),
        Statement("format", "text/csv", scheme="dcterms:IMT"),
        Statement("format", "text/plain; charset=US-ASCII", scheme="dcterms:IMT"),
        Statement("format", "pdf"),
    ]


@pytest.mark.parametrize(
    ("kinds", "told"),
    [
        (("StartDate", "EndDate"), [Statement("date", "2009/2010", scheme="RKMS-ISO8601")]),
        (("EndDate", "StartDate"), [Statement("date", "2010/2009", scheme="RKMS-ISO8601")]),
        (("StartDate", "Created"), [Statement("date", "2009"), Statement("created", "2010")]),
        (("EndDate", "EndDate"), [Statement("date", "2009"), Statement("date", "2010")]),
    ],
)
def test_a_start_and_an_end_are_one_span(kinds: tuple[str, str], told: list[Statement]) -> None:
    first, second = kinds
    assert said(dates=(Text("2009", first), Text("2010", second))) == told


def test_a_date_with_a_slash_is_a_span() -> None:
    (found,) = said(dates=(Text("2024-01-01/2024-12-31", "Valid"),))
    assert found == Statement("valid", "2024-01-01/2024-12-31", scheme="RKMS-ISO8601")


@pytest.mark.parametrize(
    ("scheme", "address", "uri", "told"),
    [
        ("", "https://x.org/anzsrc", None, "https://x.org/anzsrc"),
        ("MeSH", "http://www.nlm.nih.gov/mesh/meshhome.html", None, "MeSH"),
        ("LCCN", "http://lccn.loc.gov/sh85062931", "http://lccn.loc.gov/sh85062931", "LCCN"),
    ],
)
def test_the_address_of_a_scheme_may_be_that_of_the_subject(
    scheme: str, address: str, uri: str | None, told: str
) -> None:
    subject = Subject("Temperature", scheme, scheme_uri=address)
    assert said(subjects=(subject,)) == [
        Statement("subject", "Temperature", uri=uri, scheme=told),
    ]


@pytest.mark.parametrize(
    ("number", "kind", "address", "uri"),
    [
        ("127467345", "Other", "http://viaf.org/viaf/", "http://viaf.org/viaf/127467345"),
        ("0987", "Crossref Funder ID", "https://doi.org/", None),  # no DOI
    ],
)
def test_a_funder_has_the_address_that_its_number_stands_behind(
    number: str, kind: str, address: str, uri: str | None
) -> None:
    funding = Funding("X", number, kind, funder_scheme_uri=address)
    assert said(funding=(funding,)) == [Statement("marcrel:fnd", "X", uri=uri)]
