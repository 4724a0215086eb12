"""What a description means: every crosswalk reads it here."""

import pytest
from hypothesis import given

from oaipmh.metadata.access_rights import Access, access_on, access_rights, embargo_end
from oaipmh.metadata.citation import Citation
from oaipmh.metadata.dates import date_of, day_of
from oaipmh.metadata.description import Description, Statement
from oaipmh.metadata.files import File
from oaipmh.metadata.funding import Funding, funding_of, funding_statements
from oaipmh.metadata.identifiers import Identifier, identifier_of
from tests.support.resources import described, resource
from tests.unit.strategies import telling_descriptions


def level(name: str) -> Statement:
    """The level of access of this name."""
    found = access_rights(name)
    assert found is not None
    return found


def test_an_embargo_is_open_on_the_day_it_ends() -> None:
    description = (level("embargoed"), Statement("available", "2027-01-15T00:00:00Z"))
    assert embargo_end(description) == "2027-01-15"
    assert access_on("2027-01-14", description) == Access("embargoedAccess", "2027-01-15")
    assert access_on("2027-01-15", description) == Access("openAccess")


def test_an_embargo_of_several_files_ends_with_the_last() -> None:
    days = (Statement("available", "2027"), Statement("available", "2028-02"))
    assert embargo_end((level("embargoed"), *days)) == "2028-02-01"


@pytest.mark.parametrize(
    "available", ["2020-01-15~", "2020?", "2020/..", "2020/", "2020-21", "soon"]
)
def test_an_embargo_of_which_nobody_can_know_the_end_stays(available: str) -> None:
    for days in ([available], ["2020-01-15", available], [available, "2099"]):
        given = (level("embargoed"), *(Statement("available", day) for day in days))
        assert access_on("9999-12-31", given) == Access("embargoedAccess")


@pytest.mark.parametrize("available", ["2027-XX", "202X", "2020/2027-12-XX", "../2027"])
def test_an_embargo_of_which_the_end_is_not_quite_specified_lasts_as_long_as_it_may(
    available: str,
) -> None:
    given = (level("embargoed"), Statement("available", available))
    last = "2029-12-31" if available == "202X" else "2027-12-31"
    day_before = last.replace("31", "30")
    assert access_on(day_before, given) == Access("embargoedAccess", last)
    assert access_on(last, given) == Access("openAccess")


def test_an_embargo_without_a_day_does_not_end() -> None:
    assert access_on("9999-12-31", (level("embargoed"),)) == Access("embargoedAccess")


def test_a_day_ends_nothing_where_nothing_is_embargoed() -> None:
    description = (level("restricted"), Statement("available", "2020"))
    assert embargo_end(description) is None
    assert access_on("2026-01-01", description) == Access("restrictedAccess")


def test_a_level_may_stand_among_the_rights_and_who_says_none_has_none() -> None:
    assert access_on("2026-01-01", (Statement("rights", "Open Access"),)) == Access("openAccess")
    assert access_on("2026-01-01", (Statement("rights", "© 2015"),)) is None


def test_an_access_is_told_in_both_vocabularies() -> None:
    access = Access("openAccess")
    assert access.eu_repo_uri == "info:eu-repo/semantics/openAccess"
    assert (access.uri, access.label) == ("http://purl.org/coar/access_right/c_abf2", "open access")


def test_dates_lose_their_times_and_their_doubts() -> None:
    assert date_of("2015-11-04T15:51:00Z") == "2015-11-04"
    assert (date_of("2005/2007"), date_of("1999~"), date_of("2015-02-30")) == ("2005", "1999", None)
    assert (day_of("2015"), day_of("2015-03"), day_of("soon")) == ("2015-01-01", "2015-03-01", None)


def test_what_was_written_as_a_citation_is_read_back() -> None:
    citation = Citation(host="A & B", volume="23", issue="5", start_page="1", issn="1476-9018")
    assert Citation.of(tuple(citation.statements())) == citation
    assert Citation.of(()) == Citation()


def test_what_was_written_as_funding_is_read_back() -> None:
    written = funding_statements(
        funder="ESRC",
        funder_uri="https://ror.org/03n0ht308",
        award="ES/L01/1",
        award_uri="http://x.org/1",
        award_title="T",
        programme="P",
        acronym="A",
    )
    (found,) = funding_of(tuple(written))
    assert found == Funding(
        "ESRC", "https://ror.org/03n0ht308", "P", "ES/L01/1", "http://x.org/1", "T", "", "A"
    )


def test_a_funder_without_an_award_is_funding_too_and_one_with_an_award_is_not_told_twice() -> None:
    both = funding_statements(funder="ESRC", award="1") + funding_statements(funder="Wellcome")
    assert [(one.funder, one.award) for one in funding_of(tuple(both))] == [
        ("ESRC", "1"),
        ("Wellcome", ""),
    ]


def test_identifiers_are_known_by_their_schemes_however_they_are_written() -> None:
    doi = Identifier("DOI", "10.1108/JICA", "https://doi.org/10.1108/JICA")
    for value in ("https://doi.org/10.1108/JICA", "10.1108/JICA", "doi:10.1108/JICA"):
        assert identifier_of(Statement("identifier", value)) == doi
    assert identifier_of(Statement("identifier", "10.1108/JICA", scheme="doi")) == doi
    issn = Identifier("ISSN", "1476-9018", "urn:issn:1476-9018")
    assert identifier_of(Statement("isPartOf", "J", uri="urn:issn:1476-9018")) == issn
    assert identifier_of(Statement("identifier", "ark:/1/2")) == Identifier("ARK", "ark:/1/2", None)
    assert identifier_of(Statement("identifier", "7", scheme="local")) == Identifier(
        "local", "7", None
    )
    assert identifier_of(Statement("identifier", "urn:nbn:de:1")).scheme == "URN"


def test_files_are_no_identifiers_and_a_page_is_found_before_a_doi() -> None:
    found = resource(
        Statement("identifier", "https://doi.org/10.1/x", scheme="DOI"),
        Statement("identifier", "http://x.org/1.pdf", scheme="application/pdf"),
        Statement("identifier", "http://x.org/1", scheme="dcterms:URI"),
    )
    assert found.files == [File("http://x.org/1.pdf", "application/pdf")]
    assert [one.scheme for one in found.identifiers] == ["DOI", "URL"]
    assert found.landing_page == "http://x.org/1"
    assert found.persistent_identifier == Identifier("DOI", "10.1/x", "https://doi.org/10.1/x")
    assert found.formats == ["application/pdf"]


def test_a_date_of_publication_is_the_nearest_there_is() -> None:
    assert resource(Statement("created", "2014"), Statement("date", "2015")).issued == "2015"
    assert resource(Statement("issued", "soon"), Statement("created", "2014")).issued == "2014"
    assert resource(Statement("modified", "2014")).issued is None


def test_an_alternative_title_stands_in_for_a_title() -> None:
    found = resource(Statement("alternative", "A"), Statement("alternative", "B"))
    assert [one.value for one in found.titles] == ["A"]
    assert [one.value for one in found.alternatives] == ["B"]


@given(telling_descriptions())
def test_a_resource_can_be_asked_anything_of_any_description(description: Description) -> None:
    found = described(description)
    for name in dir(type(found)):
        if not name.startswith("_"):
            getattr(found, name)
    assert set(found.languages) <= {code for code in found.languages if len(code) == 3}
    assert not {one.uri for one in found.identifiers} & {one.url for one in found.files}


def test_the_scheme_of_an_address_is_in_small_letters() -> None:
    url = "http://X.org/A"
    assert identifier_of(Statement("identifier", "HTTP://X.org/A")) == Identifier("URL", url, url)


@pytest.mark.parametrize("text", ["https://doi.org/", "urn:isbn:", "urn:", "HTTP://", "ark:/"])
def test_what_only_begins_as_an_identifier_does_is_none(text: str) -> None:
    assert identifier_of(Statement("identifier", text)) == Identifier("", text, None)


def test_of_several_dates_one_with_a_time_is_not_that_of_publication() -> None:
    dspace = [Statement("date", f"2015-08-13T18:17:4{second}Z") for second in (4, 5)]
    assert described(dspace).issued == "2015-08-13"
    assert described([*dspace, Statement("date", "1999-12")]).issued == "1999-12"
    told = [Statement("issued", "2001-01-01T00:00:00Z"), Statement("date", "1999")]
    assert described(told).issued == "2001-01-01"


def test_a_number_of_the_library_of_congress_leads_to_no_page_of_the_item() -> None:
    lccn = Statement("identifier", "https://lccn.loc.gov/76359490", scheme="LCCN")
    printed = described([lccn])
    assert printed.landing_page is None
    assert printed.identifiers == [Identifier("LCCN", "76359490", lccn.value)]
