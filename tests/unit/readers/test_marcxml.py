"""MARCXML elements, however their names are written."""

import pytest
from lxml import etree

from oaipmh.metadata.description import Statement
from oaipmh.readers import marcxml
from oaipmh.readers.incoming import Undescribable

FIELDS = (
    "<{p}leader>00000nam a2200000 i 4500</{p}leader>"
    '<{p}controlfield tag="001">42</{p}controlfield>'
    '<{p}datafield tag="245" ind1="1" ind2="0">'
    '<{p}subfield code="a">Light /</{p}subfield></{p}datafield>'
)
SLIM = "http://www.loc.gov/MARC21/slim"
PLAIN = f"<record xmlns='{SLIM}'>{FIELDS.format(p='')}</record>"


def title(xml: str) -> Statement:
    """The first statement of the record in the XML."""
    return marcxml.describe(etree.fromstring(xml)).description[0]


@pytest.mark.parametrize(
    "xml",
    [
        PLAIN,
        f"<m:record xmlns:m='{SLIM}'>{FIELDS.format(p='m:')}</m:record>",
        f"<record>{FIELDS.format(p='')}</record>",
        f"<record xmlns='info:lc/xmlns/marcxchange-v2'>{FIELDS.format(p='')}</record>",
        f"<collection xmlns='{SLIM}'><!-- one -->{PLAIN}</collection>",
    ],
)
def test_a_record_is_read_in_any_namespace(xml: str) -> None:
    assert title(xml) == Statement("title", "Light")


def test_a_collection_of_many_is_no_single_item() -> None:
    with pytest.raises(Undescribable, match="2 MARC records"):
        title(f"<collection>{PLAIN}{PLAIN}</collection>")


@pytest.mark.parametrize(
    ("leader", "kept"),
    [
        ("\n     nam a2200000 i 4500\n", "     nam a2200000 i 4500"),
        ("nam a2200000 i 4500     ", "     nam a2200000 i 4500"),
        ("00000nam", "00000nam" + " " * 16),
        ("", " " * 24),
    ],
)
def test_a_leader_has_its_length(leader: str, kept: str) -> None:
    record = marcxml.record_of(etree.fromstring(f"<record><leader>{leader}</leader></record>"))
    assert str(record.leader) == kept


def test_what_has_no_proper_tag_or_code_is_no_field() -> None:
    xml = (
        "<record><datafield tag='24'/><datafield/><controlfield tag='²'>x</controlfield>"
        "<controlfield tag='001'>1</controlfield><datafield tag='245' ind1=''>"
        "<subfield code=''>x</subfield><subfield code='a'>y</subfield></datafield></record>"
    )
    record = marcxml.record_of(etree.fromstring(xml))
    assert [field.tag for field in record.fields] == ["001", "245"]
    assert [subfield.value for subfield in record["245"].subfields] == ["y"]
