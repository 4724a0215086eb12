"""About containers: what is served is valid, whatever came in."""

from dataclasses import replace

import pytest
from lxml import etree

from oaipmh.crosswalks.oai_dc import render
from oaipmh.metadata.about import (
    BadAbout,
    Origin,
    ServableAbout,
    about_identity,
    about_xml,
    with_provenance,
)
from oaipmh.metadata.description import Statement
from oaipmh.protocol.datestamp import Granularity
from oaipmh.protocol.response import GetRecord, Response, StoredRecord
from oaipmh.protocol.writer import header_xml, payload_xml, write_response
from tests.support.resources import resource
from tests.support.schemas import Schemas

PROVENANCE = "http://www.openarchives.org/OAI/2.0/provenance"
DC = "http://purl.org/dc/elements/1.1/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
RIGHTS = "http://www.openarchives.org/OAI/2.0/rights/"
ORIGIN = (
    '<originDescription harvestDate="2024-01-01T00:00:00Z" altered="true">'
    "<baseURL>http://x.org/oai</baseURL><identifier>oai:x.org:1</identifier>"
    "<datestamp>2023-01-01</datestamp>"
    "<metadataNamespace>http://www.openarchives.org/OAI/2.0/oai_dc/</metadataNamespace>"
    "{nested}</originDescription>"
)


def provenance(origin: str = ORIGIN, nested: str = "") -> str:
    """A provenance container."""
    return f'<provenance xmlns="{PROVENANCE}">{origin.format(nested=nested)}</provenance>'


def rights(content: str) -> str:
    """A rights container."""
    return f'<rights xmlns="{RIGHTS}">{content}</rights>'


def rebuilt(xml: str) -> bytes:
    """The container as it will be served."""
    return about_xml(etree.fromstring(xml))


def is_served_valid(schemas: Schemas, about: bytes) -> bool:
    """Whether a record with the container is valid; asserts otherwise."""
    payload = payload_xml(render(resource(Statement("title", "T"))), [about])
    record = StoredRecord(0, header_xml("oai:x.org:1", [], deleted=False), payload)
    response = Response(0, "http://x.org/oai", Granularity.DAY, (), GetRecord(record))
    return schemas.validate(write_response(response)) is not None


@pytest.mark.parametrize(
    "xml",
    [
        provenance(),
        provenance(nested=ORIGIN.format(nested="")),
        provenance("{nested}" + ORIGIN.replace("2023-01-01", " 2023-01-01T01:02:03.456Z ")),
        provenance("{nested}" + ORIGIN.replace('"true"', '"0"')),
        provenance("{nested}" + ORIGIN.replace("<baseURL>", "<other/><baseURL>")),
        rights('<rightsReference ref="http://x.org/licence"/>'),
        rights('<rightsReference ref="http://x.org/licence">words</rightsReference>'),
        rights('<rightsDefinition><x xmlns="http://x.org/">All</x></rightsDefinition>'),
        rights('<rightsDefinition> <x xmlns="http://x.org/"/> words</rightsDefinition>'),
    ],
)
def test_what_can_be_served_is_served_valid(schemas: Schemas, xml: str) -> None:
    assert is_served_valid(schemas, rebuilt(xml))


def test_provenance_says_what_it_said() -> None:
    root = etree.fromstring(rebuilt(provenance(nested=ORIGIN.format(nested=""))))
    outer, inner = root.iter(f"{{{PROVENANCE}}}originDescription")
    assert inner.getparent() is outer
    for origin in (outer, inner):
        assert origin.get("altered") == "true"
        assert origin.get("harvestDate") == "2024-01-01T00:00:00Z"
        assert origin.findtext(f"{{{PROVENANCE}}}identifier") == "oai:x.org:1"
        assert origin.findtext(f"{{{PROVENANCE}}}datestamp") == "2023-01-01"


@pytest.mark.parametrize(
    ("xml", "reason"),
    [
        ("<x/>", "provenance or rights"),
        (f'<x xmlns="{PROVENANCE}"/>', "provenance or rights"),
        (provenance("{nested}"), "originDescription"),
        (provenance(ORIGIN.replace("2024-01-01T00:00:00Z", "last year")), "harvestDate"),
        (provenance(ORIGIN.replace("2023-01-01", "")), "datestamp"),
        (provenance(ORIGIN.replace('altered="true"', "")), "altered"),
        (provenance(ORIGIN.replace('"true"', '"yes"')), "altered"),
        (provenance(ORIGIN.replace("http://x.org/oai", "not a uri")), "baseURL"),
        (provenance(ORIGIN.replace("oai:x.org:1", "")), "identifier"),
        (rights(""), "rightsReference"),
        (rights("<rightsReference/>"), "rightsReference"),
        (rights('<rightsReference ref="a b"/>'), "rightsReference"),
        (rights("<rightsDefinition>Words</rightsDefinition>"), "rightsDefinition"),
    ],
)
def test_what_cannot_be_served_is_refused_with_the_reason(xml: str, reason: str) -> None:
    with pytest.raises(BadAbout, match=reason):
        rebuilt(xml)


@pytest.mark.parametrize(
    "content",
    [
        "<rightsDefinition><!-- none --></rightsDefinition>",
        "<rightsDefinition><?none?></rightsDefinition>",
        '<rightsDefinition><x xmlns=""/></rightsDefinition>',
        f'<rightsDefinition><x xmlns="{RIGHTS}"/></rightsDefinition>',
        f'<rightsDefinition><dc xmlns="{OAI_DC}"><wrong/></dc></rightsDefinition>',
        f'<rightsDefinition><d:rights xmlns:d="{DC}"><d:b/></d:rights></rightsDefinition>',
        f'<rightsDefinition><f xmlns="u:x"><x xmlns="{RIGHTS}"/></f></rightsDefinition>',
        '<rightsDefinition><f xmlns="u:x" xml:lang="!! !"/></rightsDefinition>',
        f'<rightsDefinition><f xmlns="u:x" xmlns:i="{XSI}" i:type="nope"/></rightsDefinition>',
    ],
    ids=[
        "a comment",
        "a processing instruction",
        "no namespace",
        "its own namespace",
        "invalid",
        "invalid Dublin Core",
        "rights below",
        "no language",
        "no type",
    ],
)
def test_a_definition_of_rights_that_would_be_invalid_is_mended_or_refused(
    schemas: Schemas, content: str
) -> None:
    try:
        about = rebuilt(rights(content))
    except BadAbout:
        return
    assert is_served_valid(schemas, about)


def test_provenance_without_end_is_refused() -> None:
    xml = ORIGIN
    for _ in range(30):
        xml = ORIGIN.format(nested=xml)
    with pytest.raises(BadAbout, match="nested"):
        rebuilt(provenance(xml))


HERE = Origin(1_704_110_400, "http://h.org/oai?a=1&b=2", "oai:h.org:1&2", "2024-01-01", "u:m")


def origins(about: bytes) -> list[tuple[str, str | None]]:
    """Identifier and datestamp of each originDescription, the outermost first."""
    return [
        (
            one.findtext(f"{{{PROVENANCE}}}identifier") or "",
            one.findtext(f"{{{PROVENANCE}}}datestamp"),
        )
        for one in etree.fromstring(about).iter(f"{{{PROVENANCE}}}originDescription")
    ]


def test_what_is_harvested_says_from_where_and_is_served_valid(schemas: Schemas) -> None:
    (about,) = with_provenance((), HERE)
    assert is_served_valid(schemas, about_xml(etree.fromstring(about)))
    origin = etree.fromstring(about)[0]
    assert origin.get("harvestDate") == "2024-01-01T12:00:00Z"
    assert origin.get("altered") == "true"
    assert [child.text for child in origin] == [
        HERE.base_url,
        HERE.identifier,
        HERE.datestamp,
        HERE.metadata_namespace,
    ]


def test_provenance_that_the_source_gave_goes_into_ours_and_other_abouts_stay(
    schemas: Schemas,
) -> None:
    its_rights = rights('<rightsReference ref="http://x.org/licence"/>').encode()
    earlier = provenance(nested=ORIGIN.format(nested="").replace(":1<", ":0<")).encode()
    about, *others = with_provenance((its_rights, earlier), HERE)
    assert others == [its_rights]
    assert [name for name, _ in origins(about)] == ["oai:h.org:1&2", "oai:x.org:1", "oai:x.org:0"]
    assert is_served_valid(schemas, about_xml(etree.fromstring(about)))


def test_provenance_that_is_invalid_does_not_spoil_ours() -> None:
    invalid = provenance(ORIGIN.replace("2023-01-01", "last year")).encode()
    about, *others = with_provenance((invalid, b"<broken"), HERE)
    assert others == [invalid, b"<broken"]
    assert len(origins(about)) == 1


def test_harvesting_again_what_has_not_changed_is_the_same() -> None:
    earlier = (provenance().encode(),)
    (first,) = with_provenance(earlier, HERE)
    again = replace(HERE, harvest_date=HERE.harvest_date + 9, datestamp="2024-02-02")
    (second,) = with_provenance(earlier, again)
    assert first != second
    assert about_identity(first) == about_identity(second)


@pytest.mark.parametrize(
    "other",
    [
        with_provenance((), replace(HERE, identifier="oai:h.org:3"))[0],
        with_provenance((provenance(ORIGIN.replace("2023", "2022")).encode(),), HERE)[0],
        rights('<rightsReference ref="http://x.org/licence"/>').encode(),
    ],
    ids=["another identifier", "another origin's datestamp", "rights"],
)
def test_what_differs_otherwise_is_not_the_same(other: bytes) -> None:
    (about,) = with_provenance((provenance().encode(),), HERE)
    assert about_identity(about) != about_identity(other)


def test_other_containers_are_themselves() -> None:
    about = rights('<rightsReference ref="http://x.org/licence"/>').encode()
    assert about_identity(about) == about


@pytest.mark.parametrize(
    "origin",
    [HERE, replace(HERE, identifier="oai:h.org:a&b"), replace(HERE, datestamp="2024-02-02")],
)
def test_what_is_known_to_be_servable_is_as_it_would_be_rebuilt(origin: Origin) -> None:
    (about,) = with_provenance((), origin)
    assert isinstance(about, ServableAbout)
    assert about_xml(etree.fromstring(about)) == about


@pytest.mark.parametrize(
    "origin",
    [
        replace(HERE, datestamp="yesterday"),
        replace(HERE, base_url="no uri"),
        replace(HERE, identifier="<"),
    ],
)
def test_provenance_that_is_not_valid_is_not_known_to_be(origin: Origin) -> None:
    (about,) = with_provenance((), origin)
    assert not isinstance(about, ServableAbout)
    with pytest.raises(BadAbout):
        about_xml(etree.fromstring(about))
