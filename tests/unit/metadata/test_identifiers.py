"""Identifiers by scheme, written as the URI the field uses."""

import pytest

from oaipmh.metadata.description import Statement
from oaipmh.metadata.identifiers import (
    identifier_statement,
    identifier_uri,
    locator_statement,
)


@pytest.mark.parametrize(
    ("value", "scheme", "uri"),
    [
        ("10.1108/JICA-06-2015-0023", "DOI", "https://doi.org/10.1108/JICA-06-2015-0023"),
        ("doi:10.1108/JICA-06-2015-0023", "doi", "https://doi.org/10.1108/JICA-06-2015-0023"),
        ("http://dx.doi.org/10.1/x", "DOI", "https://doi.org/10.1/x"),
        ("1476-9018", "ISSN", "urn:issn:1476-9018"),
        ("978-3-16-148410-0", "isbn", "urn:isbn:9783161484100"),
        ("0000-0003-4964-5005", "ORCID", "https://orcid.org/0000-0003-4964-5005"),
        ("http://orcid.org/0000-0003-4964-5005", "ORCID", "https://orcid.org/0000-0003-4964-5005"),
        ("hdl:1721.1/123", "hdl", "https://hdl.handle.net/1721.1/123"),
        ("https://ror.org/04xyxjd90", "ROR", "https://ror.org/04xyxjd90"),
        ("10.1002/a<1::b>2#c d", "DOI", "https://doi.org/10.1002/a%3C1::b%3E2%23c%20d"),
        ("0000 0001 2103 2683", "ISNI", "https://isni.org/isni/0000000121032683"),
        ("http://isni.org/isni/0000000121032683", "ISNI", "https://isni.org/isni/0000000121032683"),
        ("123456", "VIAF", "https://viaf.org/viaf/123456"),
        ("118540238", "GND", "https://d-nb.info/gnd/118540238"),
    ],
)
def test_an_identifier_is_written_as_its_schemes_uri(value: str, scheme: str, uri: str) -> None:
    assert identifier_uri(value, scheme) == uri


@pytest.mark.parametrize(
    ("value", "scheme"),
    [("1476-9019", "ISSN"), ("0000-0003-4964-5006", "ORCID"), ("abc", "DOI"), ("1", "local")],
)
def test_what_is_not_of_the_scheme_has_no_uri(value: str, scheme: str) -> None:
    assert identifier_uri(value, scheme) is None


def test_an_identifier_that_shows_its_scheme_is_recognised() -> None:
    found = identifier_statement(" 10.1108/x ")
    assert found == Statement("identifier", "https://doi.org/10.1108/x", scheme="DOI")


def test_a_number_is_taken_for_nothing_unless_its_scheme_is_said() -> None:
    assert identifier_statement("1476-9018") == Statement("identifier", "1476-9018")
    assert identifier_statement("1476-9018", "issn", property_="isPartOf") == Statement(
        "isPartOf", "urn:issn:1476-9018", scheme="ISSN"
    )


def test_what_is_not_what_it_says_is_kept_as_it_came() -> None:
    assert identifier_statement("1476-9019", "ISSN") == Statement(
        "identifier", "1476-9019", scheme="ISSN"
    )


@pytest.mark.parametrize(
    ("value", "statement"),
    [
        ("https://x.org/1", Statement("identifier", "https://x.org/1", scheme="dcterms:URI")),
        ("hdl:1/2", Statement("identifier", "https://hdl.handle.net/1/2", scheme="Handle")),
        ("MS 5", Statement("identifier", "MS 5")),
    ],
)
def test_a_locator_is_known_by_the_scheme_it_shows_or_is_a_url(
    value: str, statement: Statement
) -> None:
    assert locator_statement(value) == statement
