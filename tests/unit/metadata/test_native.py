"""Which records may be served as they came, and what is said of the others."""

import pytest
from lxml import etree

from oaipmh.metadata.native import NativeRecord, NotServable, datacite, marc21, mods, servable
from oaipmh.protocol import namespaces as ns

SCHEMA = "http://x.org/schema.xsd"
LEADER = "00000nam a2200000 a 4500"
FIELD = '<datafield tag="245" ind1="0" ind2="0"><subfield code="a">T</subfield></datafield>'
NO_NAMESPACE = FIELD.replace(" ", " xmlns='' ", 1)
ABSTRACT = '<description descriptionType="Abstract">'
EDITOR = '<contributor contributorType="Editor"><contributorName/></contributor>'
XLINK = " xmlns:x='http://www.w3.org/1999/xlink'"
NO_INDICATOR = FIELD.replace(' ind2="0"', "")
WRONG_CODE = FIELD.replace('code="a"', 'code="|"')


def marc(content: str, attributes: str = "") -> NativeRecord:
    """A MARCXML record."""
    xml = f'<record xmlns="{marc21.NAMESPACE}"{attributes}>{content}</record>'
    return NativeRecord(marc21.NAMESPACE, xml.encode())


def modsxml(content: str, attributes: str = "") -> NativeRecord:
    """A MODS record."""
    xml = f'<mods xmlns="{mods.NAMESPACE}"{attributes}>{content}</mods>'
    return NativeRecord(mods.NAMESPACE, xml.encode())


def resource(content: str = "", year: str = "2024") -> NativeRecord:
    """A DataCite resource that has what must be there, and more."""
    xml = (
        f'<resource xmlns="{datacite.NAMESPACE}"><identifier identifierType="DOI">10.1/a'
        "</identifier><creators><creator><creatorName>A</creatorName></creator></creators>"
        f"<titles><title>T</title></titles><publisher>P</publisher><publicationYear>{year}"
        '</publicationYear><resourceType resourceTypeGeneral="Dataset"/>'
        f"{content}</resource>"
    )
    return NativeRecord(datacite.NAMESPACE, xml.encode())


def why_not(native: NativeRecord) -> str:
    """What is said of a record that is not served as it came."""
    with pytest.raises(NotServable) as refused:
        servable(native, SCHEMA)
    return str(refused.value)


def test_a_record_that_names_its_schema_is_served_byte_for_byte() -> None:
    location = f" xmlns:x='{ns.XSI}' x:schemaLocation='{marc21.NAMESPACE} http://y.org/y.xsd'"
    native = marc(f"<leader>{LEADER}</leader><!-- kept -->{FIELD}\n", location)
    assert servable(native, SCHEMA).xml is native.xml


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("", f"{marc21.NAMESPACE} {SCHEMA}"),
        ("http://a/ http://a/a.xsd", f"http://a/ http://a/a.xsd {marc21.NAMESPACE} {SCHEMA}"),
    ],
)
def test_a_root_that_names_no_schema_of_its_own_gets_one(given: str, expected: str) -> None:
    attribute = f' xmlns:xsi="{ns.XSI}" xsi:schemaLocation="{given}"' if given else ""
    root = etree.fromstring(servable(marc(f"<leader>{LEADER}</leader>", attribute), SCHEMA).xml)
    assert root.attrib == {ns.SCHEMA_LOCATION: expected}
    assert root[0].text == LEADER


@pytest.mark.parametrize(
    ("content", "attributes", "reason"),
    [
        (FIELD, "", "record: its elements are not those"),
        (f"<leader>{LEADER}</leader><leader>{LEADER}</leader>", "", "record: its elements"),
        (f"<leader>{LEADER[:-1]}</leader>", "", "leader: "),
        (f"<leader>{LEADER}</leader>", ' id="a"', "the attribute id is not served"),
        (f"<leader>{LEADER}</leader>", ' type="Book"', "type='Book' is not allowed"),
        (f"<leader>{LEADER}</leader>text", "", "the text 'text' is not allowed"),
        (f"<leader>{LEADER}</leader><other/>", "", "other is not served in it"),
        (f"<leader>{LEADER}</leader><x xmlns='y'/>", "", "x is not served in it"),
        (f"<leader>{LEADER}</leader>{NO_NAMESPACE}", "", "datafield is not served"),
        (f"<leader>{LEADER}</leader>{FIELD.replace('245', '24')}", "", "tag='24'"),
        (f"<leader>{LEADER}</leader>{FIELD.replace('ind1', 'x')}", "", "attribute x"),
        (f"<leader>{LEADER}</leader>{NO_INDICATOR}", "", "ind2 is lacking"),
        (f"<leader>{LEADER}</leader>{WRONG_CODE}", "", "code='|'"),
        (
            f"<leader>{LEADER}</leader><datafield tag='245' ind1=' ' ind2=' '/>",
            "",
            "subfield is lacking",
        ),
        (f"<leader>{LEADER}</leader>", f' xmlns:x="{ns.XSI}" x:schemaLocation="a"', "no pairs"),
        (f"<leader>{LEADER}</leader>", ' y:a="b"', "does not stand by itself"),
    ],
)
def test_marc_that_breaks_a_rule_is_not_served(content: str, attributes: str, reason: str) -> None:
    assert reason in why_not(marc(content, attributes))


def test_a_whole_resource_is_served() -> None:
    more = (
        '<dates><date dateType="Issued">2024</date></dates><language>en</language>'
        "<geoLocations><geoLocation><geoLocationPoint><pointLatitude>54.5</pointLatitude>"
        "<pointLongitude>-3</pointLongitude></geoLocationPoint></geoLocation></geoLocations>"
        '<descriptions><description descriptionType="Abstract">A<br/>B</description></descriptions>'
    )
    assert b"<br/>" in servable(resource(more), SCHEMA).xml


def test_a_related_item_may_have_contributors_and_a_language() -> None:
    item = (
        '<relatedItems><relatedItem relatedItemType="Journal" relationType="IsPublishedIn">'
        '<volume xml:lang="en">776</volume><contributors><contributor contributorType="Editor">'
        "<contributorName>B</contributorName></contributor></contributors></relatedItem>"
        "</relatedItems>"
    )
    assert b"Editor" in servable(resource(item), SCHEMA).xml


def test_who_contributed_may_have_an_empty_identifier() -> None:
    person = (
        '<contributors><contributor contributorType="Editor"><contributorName>B</contributorName>'
        '<nameIdentifier nameIdentifierScheme="ORCID"/></contributor></contributors>'
    )
    assert b"ORCID" in servable(resource(person), SCHEMA).xml


@pytest.mark.parametrize(
    ("native", "reason"),
    [
        (resource(year="unknown"), "publicationYear: 'unknown' is not allowed"),
        (resource("<version>1</version><version>2</version>"), "an element is repeated"),
        (resource('<dates><date dateType="Due">1</date></dates>'), "dateType='Due'"),
        (resource("<dates><date>1</date></dates>"), "dateType is lacking"),
        (resource("<language>English language</language>"), "language: "),
        (resource(f"<contributors>{EDITOR}</contributors>"), "contributorName: '' is not allowed"),
        (resource("<rights>free</rights>"), "rights is not served in it"),
        (resource(f"<descriptions>{ABSTRACT}A<br> </br></description></descriptions>"), "br: "),
        (
            NativeRecord(
                datacite.NAMESPACE, resource().xml.replace(b"<publisher>P</publisher>", b"")
            ),
            "publisher is lacking",
        ),
    ],
)
def test_a_resource_that_breaks_a_rule_is_not_served(native: NativeRecord, reason: str) -> None:
    assert reason in why_not(native)


def test_mods_may_nest_related_items_and_have_extensions() -> None:
    inner = "<relatedItem type='host'><relatedItem><titleInfo><title>S</title></titleInfo>"
    content = f"{inner}</relatedItem></relatedItem><extension><a xmlns='urn:a'/></extension>"
    assert b"urn:a" in servable(modsxml(content, ' version="3.4"'), SCHEMA).xml


def test_mods_of_dspace_may_have_dates_that_its_schema_does_not_know() -> None:
    date = "<dateAccessioned encoding='iso8601'>2022-05-31T13:31:20Z</dateAccessioned>"
    native = modsxml(f"<extension>{date}</extension>")
    assert b"dateAccessioned" in servable(native, SCHEMA).xml


@pytest.mark.parametrize(
    ("content", "attributes", "reason"),
    [
        ("", "", "its elements are not those"),
        ("<note/>", ' ID="a"', "the attribute ID is not served"),
        ("<note/>", ' version="4.0"', "version='4.0'"),
        ("<originInfo><dateIssued encoding='any'/></originInfo>", "", "encoding='any'"),
        ("<originInfo><issuance>once</issuance></originInfo>", "", "issuance: 'once'"),
        ("<titleInfo type='main'/>", "", "type='main'"),
        ("<extension><note/></extension>", "", "note is not served in extension"),
        (f"<extension><a xmlns='u' xmlns:x='{ns.XSI}' x:type='b'/></extension>", "", "type='b'"),
        ("<extension><a xmlns='u' xml:lang='in words'/></extension>", "", "lang='in words'"),
        ("<extension><a xmlns='u' xml:id='a'/></extension>", "", "id='a'"),
        (f"<extension><a xmlns='u'{XLINK} x:show='b'/></extension>", "", "show='b'"),
        (f"<extension><a xmlns='u'{XLINK} x:href='%'/></extension>", "", "href='%'"),
        (f"<extension><record xmlns='{marc21.NAMESPACE}'/></extension>", "", "record is in http"),
        ("<extension><dc xmlns='http://purl.org/dc/elements/1.1/'/></extension>", "", "dc is in"),
        (
            "<extension><a xmlns='urn:a'/></extension>",
            f" xmlns:x='{ns.XSI}' x:schemaLocation='urn:a http://a/a.xsd'",
            "a is in urn:a",
        ),
        ("<subject>\N{NO-BREAK SPACE}<topic>T</topic></subject>", "", "the text '\\xa0'"),
        ("<location><url>http://a/\N{IDEOGRAPHIC SPACE}</url></location>", "", "url: "),
    ],
)
def test_mods_that_breaks_a_rule_is_not_served(content: str, attributes: str, reason: str) -> None:
    assert reason in why_not(modsxml(content, attributes))


def test_an_extension_may_have_languages_and_links() -> None:
    content = f"<extension><a xmlns='u'{XLINK} xml:lang='en' x:href='http://a/' b='c'/></extension>"
    assert b"http://a/" in servable(modsxml(content), SCHEMA).xml


@pytest.mark.parametrize(("levels", "is_served"), [(250, True), (251, False)])
def test_a_record_that_no_parser_would_read_in_a_response_is_not_served(
    levels: int, is_served: bool
) -> None:
    titled = "<titleInfo/>"
    native = modsxml("<relatedItem>" * levels + titled + "</relatedItem>" * levels)
    if is_served:
        assert servable(native, SCHEMA).xml.count(b"<relatedItem>") == levels
    else:
        assert "deeper than 252" in why_not(native)


def test_another_root_of_the_namespace_is_no_record() -> None:
    xml = f'<modsCollection xmlns="{mods.NAMESPACE}"/>'.encode()
    assert why_not(NativeRecord(mods.NAMESPACE, xml)) == "its root is no mods"
