"""What a DataCite resource is known by."""

import pytest
from lxml import etree

from oaipmh.metadata.description import Statement
from oaipmh.readers import datacite
from oaipmh.readers.incoming import Described, Undescribable

IDENTIFIER = '<identifier identifierType="DOI">10.5072/AbC</identifier>'
TITLE = "<titles><title>Light</title></titles>"


def describe(content: str, kernel: str = "4") -> Described:
    """What a resource with this in it says."""
    xml = f'<resource xmlns="http://datacite.org/schema/kernel-{kernel}">{content}</resource>'
    return datacite.describe(etree.fromstring(xml))


@pytest.mark.parametrize("kernel", ["2.1", "2.2", "3", "4"])
def test_a_resource_is_known_by_its_doi_in_lower_case(kernel: str) -> None:
    found = describe(IDENTIFIER + TITLE, kernel)
    assert (found.identifier, found.local) == ("https://doi.org/10.5072/abc", False)
    assert found.description == (
        Statement("title", "Light"),
        Statement("identifier", "https://doi.org/10.5072/AbC", scheme="DOI"),
    )


def test_a_doi_is_a_uri_whatever_stands_in_it() -> None:
    found = describe(
        '<identifier identifierType="DOI">10.1002/(SICI)1&lt;23::AID&gt;2#a</identifier>'
    )
    assert found.identifier == "https://doi.org/10.1002/(sici)1%3c23::aid%3e2%23a"


@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_a_resource_is_found_in_its_envelope(version: str) -> None:
    xml = (
        f'<oai_datacite xmlns="http://schema.datacite.org/oai/oai-{version}/"><schemaVersion>4'
        f'</schemaVersion><payload><resource xmlns="http://datacite.org/schema/kernel-4">'
        f"{IDENTIFIER}</resource></payload></oai_datacite>"
    )
    assert datacite.describe(etree.fromstring(xml)).identifier == "https://doi.org/10.5072/abc"


def test_an_envelope_without_a_resource_is_refused() -> None:
    with pytest.raises(Undescribable, match="oai_datacite element holds no DataCite resource"):
        datacite.describe(etree.fromstring("<oai_datacite><payload/></oai_datacite>"))


def test_without_a_doi_it_is_known_by_another_number() -> None:
    other = (
        "<identifier identifierType='DOI'>:tba</identifier><alternateIdentifiers>"
        "<alternateIdentifier alternateIdentifierType='Local'>12</alternateIdentifier>"
        "</alternateIdentifiers>"
    )
    found = describe(other)
    assert (found.identifier, found.local) == ("12", True)
    assert describe(TITLE).identifier == ""


def test_codes_for_not_knowing_are_not_told() -> None:
    found = describe(
        f"{IDENTIFIER}<publisher>:unav</publisher><formats><format>:null</format></formats>"
    )
    assert [one.property for one in found.description] == ["identifier"]
