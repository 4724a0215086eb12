"""Which records the readers hand over as they came, and as documents of their own."""

import io

import pytest
from lxml import etree

from oaipmh.metadata.native import NativeRecord, datacite, marc21, mods
from oaipmh.readers import oai
from oaipmh.readers.incoming import IncomingItem

MARC = (
    f'<m:record xmlns:m="{marc21.NAMESPACE}"><m:leader>00000nam a2200000 a 4500</m:leader>'
    '<m:controlfield tag="001">1</m:controlfield><m:datafield tag="245" ind1="0" ind2="0">'
    '<m:subfield code="a">T</m:subfield></m:datafield></m:record>'
)
DATACITE = (
    f'<resource xmlns="{datacite.NAMESPACE}"><identifier identifierType="DOI">10.1/a</identifier>'
    "<titles><title>T</title></titles></resource>"
)
MODS = (
    f'<mods xmlns="{mods.NAMESPACE}"><titleInfo><title>T</title></titleInfo>'
    "<identifier>http://x.org/1</identifier></mods>"
)


def native(xml: str) -> NativeRecord | None:
    """The native record of the only item in a document."""
    (item,) = oai.read(io.BytesIO(xml.encode()))
    assert isinstance(item, IncomingItem)
    return item.native


def response(metadata: str, status: str = "") -> str:
    """An OAI-PMH response around a record's metadata."""
    header = f"<header{status}><identifier>oai:x:1</identifier></header>"
    record = f"<record>{header}<metadata>{metadata}</metadata></record>"
    return (
        '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/" xmlns:e="urn:e">'
        f"<ListRecords>{record}</ListRecords></OAI-PMH>"
    )


def mets(metadata: str) -> str:
    """METS around a description."""
    wrapped = f'<mdWrap MDTYPE="MODS"><xmlData>{metadata}</xmlData></mdWrap>'
    return (
        '<mets xmlns="http://www.loc.gov/METS/" OBJID="http://x.org/m"><dmdSec ID="d">'
        f"{wrapped}</dmdSec></mets>"
    )


@pytest.mark.parametrize("xml", [MARC, DATACITE, MODS])
def test_a_record_is_native_alone_and_in_a_response(xml: str) -> None:
    for document in (xml, response(xml)):
        found = native(document)
        assert found is not None
        assert found.namespace == etree.QName(etree.fromstring(xml)).namespace
        exclusive = etree.tostring(etree.fromstring(found.xml), method="c14n", exclusive=True)
        same = etree.tostring(etree.fromstring(xml), method="c14n", exclusive=True)
        assert exclusive == same


def test_the_envelope_stays_behind() -> None:
    for document in (
        f'<collection xmlns="{marc21.NAMESPACE}">{MARC}</collection>',
        f"<oai_datacite xmlns='urn:envelope'><payload>{DATACITE}</payload></oai_datacite>",
        mets(MODS),
    ):
        found = native(document)
        assert found is not None
        assert etree.QName(etree.fromstring(found.xml)).localname in ("record", "resource", "mods")


def test_prefixes_declared_on_the_envelope_are_declared_on_the_record() -> None:
    bare = MARC.replace(f' xmlns:m="{marc21.NAMESPACE}"', "")
    found = native(response(bare).replace("<OAI-PMH", f'<OAI-PMH xmlns:m="{marc21.NAMESPACE}"'))
    assert found is not None
    assert etree.fromstring(found.xml).tag == f"{{{marc21.NAMESPACE}}}record"


def test_what_had_to_be_mended_is_not_native() -> None:
    assert native(response(MARC.replace(">T<", ">T & U<"))) is None


@pytest.mark.parametrize(
    "xml",
    [
        response(MARC, ' status="deleted"'),
        response(MARC.replace("00000nam", "00000dam")),
        response(MARC.replace(marc21.NAMESPACE, "http://x.org/marc")),
        response(DATACITE.replace("kernel-4", "kernel-3")),
        response("<dc xmlns:d='http://purl.org/dc/elements/1.1/'><d:title>T</d:title></dc>"),
    ],
)
def test_what_is_deleted_or_in_another_namespace_is_not_native(xml: str) -> None:
    assert native(xml) is None
