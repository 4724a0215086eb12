"""uketd_dc: a thesis as EThOS wants it."""

from pathlib import Path

from hypothesis import given, settings
from lxml import etree

from oaipmh.crosswalks.uketd_dc import FORMAT, missing, render
from oaipmh.metadata.access_rights import access_rights
from oaipmh.metadata.description import Description, Statement
from oaipmh.metadata.funding import funding_statements
from tests.support.judges import faults_of
from tests.support.resources import described, resource
from tests.unit.strategies import telling_descriptions

DC = "{http://purl.org/dc/elements/1.1/}"
DCTERMS = "{http://purl.org/dc/terms/}"
UKETD = "{http://naca.central.cranfield.ac.uk/ethos-oai/terms/}"
WHOLE = (
    Statement("title", "On homes", "en"),
    Statement("creator", "Clark, Michael"),
    Statement("marcrel:dgg", "London School of Economics"),
    Statement("issued", "2015-11"),
    Statement("type", "Thesis"),
    Statement("type", "PhD"),
)


def shown(*more: Statement, whole: Description = WHOLE) -> list[str]:
    """`prefix:name value`, with the type and language, of each element that WHOLE has not."""
    usual = [] if whole != WHOLE else _lines(resource(*WHOLE))
    return [line for line in _lines(resource(*whole, *more)) if line not in usual]


def _lines(of: object) -> list[str]:
    lines = []
    for child in render(of):  # type: ignore[arg-type]
        name = f"{child.prefix}:{etree.QName(child).localname}"
        marks = [f"[{value}]" for value in child.attrib.values()]
        lines.append(" ".join([name, *marks, child.text or ""]))
    return lines


def without(*values: str) -> list[str]:
    return missing(resource(*(one for one in WHOLE if one.value not in values)))


@settings(max_examples=100)
@given(description=telling_descriptions())
def test_every_record_has_what_the_profile_demands(description: Description, shared: Path) -> None:
    whole = described((*WHOLE, *description))
    assert missing(whole) == []
    record = render(whole)
    assert faults_of("uketd_dc", record, shared) == []
    for name in (
        f"{DC}title",
        f"{DC}creator",
        f"{UKETD}institution",
        f"{DCTERMS}issued",
        f"{DC}type",
        f"{UKETD}qualificationlevel",
        f"{UKETD}qualificationname",
    ):
        found = record.findtext(name)
        assert found, name
        assert found.strip(), name


def test_a_whole_thesis() -> None:
    assert missing(resource(*WHOLE)) == []
    assert _lines(resource(*WHOLE)) == [
        "dc:title [en] On homes",
        "dc:creator Clark, Michael",
        "uketdterms:institution London School of Economics",
        "dcterms:issued 2015-11",
        "dc:type Thesis",
        "uketdterms:qualificationlevel doctoral",
        "uketdterms:qualificationname PhD",
    ]


def test_what_is_missing_is_named() -> None:
    assert without("On homes") == ["dc:title: no statement of title"]
    assert without("Clark, Michael") == ["dc:creator: no statement of creator"]
    assert without("London School of Economics") == [
        "uketdterms:institution: no statement of marcrel:dgg or publisher"
    ]
    assert without("2015-11") == [
        "dcterms:issued: no statement of issued or another date that can be read"
    ]
    assert without("PhD") == [
        "uketdterms:qualificationlevel: no statement of type says whether it is doctoral",
        "uketdterms:qualificationname: no statement of type names a degree, such as PhD",
    ]
    assert without("Thesis", "PhD") == ["dc:type: no statement of type says that it is a thesis"]


def test_for_want_of_a_grantor_the_publisher_is_the_institution() -> None:
    rest = tuple(one for one in WHOLE if one.property != "marcrel:dgg")
    lines = shown(Statement("publisher", "University of Leeds"), whole=rest)
    assert "uketdterms:institution University of Leeds" in lines
    assert shown(Statement("publisher", "Emerald")) == ["uketdterms:commercial Emerald"]


def test_people_have_their_roles_and_authors_their_orcids() -> None:
    more = (
        Statement("creator", "Li, Ming", uri="https://orcid.org/0000-0003-4964-5005"),
        Statement("marcrel:ths", "Jones, Ann"),
        Statement("contributor", "School of Law"),
        Statement("contributor", "Ray, B."),
        Statement("marcrel:spn", "Wellcome"),
        *funding_statements(funder="ESRC", award="ES/1"),
    )
    assert shown(*more) == [
        "dc:creator Li, Ming",
        "uketdterms:authoridentifier [uketdterms:ORCID] 0000000349645005",
        "uketdterms:advisor Jones, Ann",
        "uketdterms:department School of Law",
        "dc:contributor Ray, B.",
        "uketdterms:sponsor ESRC",
        "uketdterms:sponsor Wellcome",
        "uketdterms:grantnumber ES/1",
    ]


def test_page_files_doi_and_other_identifiers_are_told_apart() -> None:
    more = (
        Statement("identifier", "http://x.org/1", scheme="dcterms:URI"),
        Statement("identifier", "http://x.org/1.pdf", scheme="application/pdf"),
        Statement("identifier", "https://doi.org/10.1/a", scheme="DOI"),
        Statement("identifier", "urn:isbn:9780306406157", scheme="ISBN"),
    )
    assert shown(*more) == [
        "dcterms:isReferencedBy [dcterms:URI] http://x.org/1",
        "dc:identifier [dcterms:URI] http://x.org/1.pdf",
        "dc:identifier [dcterms:DOI] 10.1/a",
        "dc:identifier urn:isbn:9780306406157",
        "dc:format application/pdf",
    ]


def test_an_embargo_says_when_it_ends() -> None:
    level = access_rights("embargoed")
    assert level is not None
    more = (
        level,
        Statement("available", "2030-01-31"),
        Statement("license", "https://creativecommons.org/licenses/by/4.0/"),
        Statement("rights", "All mine", "en"),
    )
    assert shown(*more) == [
        "dcterms:accessRights embargoed access",
        "uketdterms:embargodate 2030-01-31",
        "dcterms:license https://creativecommons.org/licenses/by/4.0/",
        "dc:rights [en] All mine",
    ]


def test_subjects_languages_and_texts() -> None:
    more = (
        Statement("subject", "307", scheme="DDC"),
        Statement("subject", "Homeless", "en", scheme="MeSH"),
        Statement("subject", "Care", scheme="Own"),
        Statement("language", "de"),
        Statement("alternative", "Foyers", "fr"),
        Statement("abstract", "All of it", "en"),
        Statement("description", "A note"),
        Statement("extent", "300 p."),
    )
    assert shown(*more) == [
        "dcterms:alternative [fr] Foyers",
        "dcterms:abstract [en] All of it",
        "dc:description A note",
        "dc:language [dcterms:ISO639-2] ger",
        "dc:subject [dcterms:DDC] 307",
        "dc:subject [dcterms:MESH] [en] Homeless",
        "dc:subject Care",
        "dcterms:extent 300 p.",
    ]


def test_the_format_is_ethos() -> None:
    assert FORMAT.metadata_prefix == "uketd_dc"
    assert FORMAT.metadata_namespace == "http://naca.central.cranfield.ac.uk/ethos-oai/2.0/"
    assert FORMAT.schema.endswith("/ethos-oai/2.0/uketd_dc.xsd")
