"""Numbers and addresses of MARC records."""

import pytest

from oaipmh.metadata.description import Statement
from oaipmh.readers.marc.identifiers import identifier_statements
from tests.support.marc import marc_record

URI = "dcterms:URI"


@pytest.mark.parametrize(
    ("field", "value", "scheme"),
    [
        ("020 ## $a9783161484100 (v. 45) :$c$22", "urn:isbn:9783161484100", "ISBN"),
        ("020 ## $a3-16-148410-X", "urn:isbn:9783161484100", "ISBN"),
        ("022 ## $a1476-9018", "urn:issn:1476-9018", "ISSN"),
        ("024 7# $a10.1108/JICA$2doi", "https://doi.org/10.1108/JICA", "DOI"),
        ("024 7# $aurn:nbn:de:1$2urn", "urn:nbn:de:1", "URN"),
        ("037 ## $aATL-PHYS-PROC-2019-010", "ATL-PHYS-PROC-2019-010", None),
        ("037 ## $9arXiv$aarXiv:1207.7214$chep-ex", "https://arxiv.org/abs/1207.7214", "arXiv"),
        ("037 ## $a240-951$bGPO", "240-951", "GPO"),
        ("024 2# $aM571100511", "M571100511", "ISMN"),
        ("024 8# $aX-1", "X-1", None),
        ("027 ## $aFOA--89/1", "FOA--89/1", "STRN"),
        ("030 ## $aASIRAF", "ASIRAF", "CODEN"),
        ("086 0# $aA 1.1:", "A 1.1:", "SuDoc"),
        ("088 ## $aNASA-1", "NASA-1", "Report number"),
        ("010 ## $a   82048409 //r82", "https://lccn.loc.gov/82048409", "LCCN"),
        ("010 ## $a79-53891", "https://lccn.loc.gov/79053891", "LCCN"),
        ("010 ## $aa  50009487 ", "https://lccn.loc.gov/a50009487", "LCCN"),
        ("010 ## $a  2001012345", "https://lccn.loc.gov/2001012345", "LCCN"),
        ("010 ## $anothing", "nothing", "LCCN"),
        ("035 ## $a(OCoLC)1507739", "(OCoLC)1507739", None),
        ("016 7# $a842411-1$2DE-600", "(DE-600)842411-1", None),
    ],
)
def test_a_number_has_its_scheme(field: str, value: str, scheme: str | None) -> None:
    field = field.replace("$22", "22.00")
    expected = Statement("identifier", value, scheme=scheme)
    assert list(identifier_statements(marc_record(field))) == [expected]


@pytest.mark.parametrize(
    ("field", "property_", "scheme"),
    [
        ("856 40 $uhttp://x.org/1", "identifier", URI),
        ("856 41 $uhttp://x.org/1", "identifier", URI),
        ("856 4# $uhttp://x.org/1", "identifier", URI),
        ("856 42 $uhttp://x.org/1", "relation", URI),
        ("856 41 $3Table of contents$uhttp://x.org/1", "relation", URI),
        ("856 42 $uhttp://x.org/1$qapplication/pdf", "relation", "application/pdf"),
    ],
)
def test_an_address_is_the_items_or_anothers(field: str, property_: str, scheme: str) -> None:
    expected = Statement(property_, "http://x.org/1", scheme=scheme)
    assert list(identifier_statements(marc_record(field))) == [expected]


def test_a_files_address_has_its_media_type() -> None:
    assert list(identifier_statements(marc_record("856 40 $uhttp://x.org/1$qapplication/pdf"))) == [
        Statement("identifier", "http://x.org/1", scheme="application/pdf"),
        Statement("format", "application/pdf", scheme="dcterms:IMT"),
    ]


def test_an_address_that_is_a_doi_is_one() -> None:
    (found,) = identifier_statements(marc_record("856 40 $uhttps://doi.org/10.1108/JICA"))
    assert found == Statement("identifier", "https://doi.org/10.1108/JICA", scheme="DOI")


@pytest.mark.parametrize(
    ("size", "extent"), [("ca. 3,2 MB", "ca. 3,2 MB"), ("330061", "330061 bytes")]
)
def test_a_files_size_is_an_extent(size: str, extent: str) -> None:
    field = f"856 40 $uhttp://x.org/a.pdf$s{size}"
    assert list(identifier_statements(marc_record(field))) == [
        Statement("identifier", "http://x.org/a.pdf", scheme=URI),
        Statement("extent", extent),
    ]
