"""oai_etdms: a thesis as NDLTD wants it."""

from pathlib import Path

from hypothesis import given, settings
from lxml import etree

from oaipmh.crosswalks.oai_etdms import FORMAT, missing, render
from oaipmh.metadata.access_rights import access_rights
from oaipmh.metadata.description import Description, Statement
from oaipmh.metadata.funding import funding_statements
from oaipmh.metadata.resource import Resource
from tests.support.judges import faults_of
from tests.support.resources import described, resource
from tests.unit.strategies import telling_descriptions

ETDMS = "{http://www.ndltd.org/standards/metadata/etdms/1.0/}"
WHOLE = (
    Statement("title", "On homes", "en"),
    Statement("creator", "Clark, Michael", uri="https://orcid.org/0000-0003-4964-5005"),
    Statement("subject", "Homes", "en", "http://id.loc.gov/1", "LCSH"),
    Statement("issued", "2015-11"),
    Statement("type", "Thesis"),
    Statement("identifier", "http://x.org/1", scheme="dcterms:URI"),
)


def lines(of: Resource) -> list[str]:
    """The name, the attributes and the text of each element that has a text."""
    return [
        " ".join([etree.QName(one).localname, *(f"[{v}]" for v in one.attrib.values()), one.text])
        for one in render(of).iter(etree.Element)
        if one.text
    ]


def shown(*more: Statement) -> list[str]:
    """The lines of what is told besides WHOLE."""
    usual = lines(resource(*WHOLE))
    return [line for line in lines(resource(*WHOLE, *more)) if line not in usual]


def without(property_: str) -> list[str]:
    return missing(resource(*(one for one in WHOLE if one.property != property_)))


@settings(max_examples=100)
@given(description=telling_descriptions())
def test_every_record_has_what_the_standard_demands(description: Description, shared: Path) -> None:
    whole = described((*WHOLE, *description))
    if missing(whole):  # another type may come first, and be no thesis's
        return
    record = render(whole)
    assert faults_of("oai_etdms", record, shared) == []
    for name in ("title", "creator", "subject", "date", "type", "identifier"):
        found = record.findtext(ETDMS + name)
        assert found, name
        assert found.strip(), name


def test_a_whole_thesis() -> None:
    assert missing(resource(*WHOLE)) == []
    assert lines(resource(*WHOLE)) == [
        "title [en] On homes",
        "creator [https://orcid.org/0000-0003-4964-5005] Clark, Michael",
        "subject [LCSH] [http://id.loc.gov/1] [en] Homes",
        "date 2015-11",
        "type Electronic Thesis or Dissertation",
        "type Thesis",
        "identifier http://x.org/1",
    ]


def test_the_department_is_the_discipline_and_no_contributor() -> None:
    department = Statement("contributor", "Department of Economic History")
    assert shown(department, Statement("contributor", "Whitfield, Rowan")) == [
        "contributor Whitfield, Rowan",
        "discipline Department of Economic History",
    ]


def test_what_is_missing_is_named() -> None:
    assert without("title") == ["dc.title: no statement of title"]
    assert without("creator") == ["dc.creator: no statement of creator"]
    assert without("subject") == ["dc.subject: no statement of subject"]
    assert without("issued") == ["dc.date: no statement of issued or another date that can be read"]
    assert without("identifier") == ["dc.identifier: no statement of identifier"]
    assert without("type") == ["dc.type: no statement of type says that it is a thesis"]


def test_the_degree_has_name_level_and_grantor() -> None:
    more = (
        Statement("type", "Doctor of Philosophy"),
        Statement("marcrel:dgg", "LSE", uri="https://ror.org/0090zs177"),
    )
    assert shown(*more) == [
        "name Doctor of Philosophy",
        "level doctoral",
        "grantor [https://ror.org/0090zs177] LSE",
    ]


def test_a_level_alone_is_a_degree_too() -> None:
    assert shown(Statement("type", "masters")) == ["type masters", "level masters"]


def test_contributors_have_roles_and_funders_are_among_them() -> None:
    more = (
        Statement("marcrel:ths", "Jones, Ann"),
        Statement("marcrel:edt", "Ray, B.", "en"),
        Statement("contributor", "Li, Ming"),
        *funding_statements(funder="ESRC"),
    )
    assert shown(*more) == [
        "contributor [advisor] Jones, Ann",
        "contributor [editor] [en] Ray, B.",
        "contributor Li, Ming",
        "contributor [funder] ESRC",
    ]


def test_texts_formats_languages_places_and_rights() -> None:
    level = access_rights("open")
    assert level is not None
    more = (
        Statement("alternative", "Foyers", "fr"),
        Statement("abstract", "All of it", "en"),
        Statement("description", "A note"),
        Statement("publisher", "LSE"),
        Statement("identifier", "http://x.org/1.pdf", scheme="application/pdf"),
        Statement("extent", "300 p."),
        Statement("language", "ger"),
        Statement("spatial", "London", "en"),
        level,
        Statement("license", "https://creativecommons.org/licenses/by/4.0/"),
        Statement("rights", "All mine", "en"),
    )
    assert shown(*more) == [
        "alternativeTitle [fr] Foyers",
        "description [en] All of it",
        "description [note] A note",
        "publisher LSE",
        "format application/pdf",
        "format 300 p.",
        "identifier http://x.org/1.pdf",
        "language de",
        "coverage [en] London",
        "rights open access",
        "rights https://creativecommons.org/licenses/by/4.0/",
        "rights [en] All mine",
    ]


def test_the_format_is_ndltds() -> None:
    assert FORMAT.metadata_prefix == "oai_etdms"
    assert FORMAT.metadata_namespace == "http://www.ndltd.org/standards/metadata/etdms/1.0/"
    assert FORMAT.schema == "http://www.ndltd.org/standards/metadata/etdms/1.0/etdms.xsd"
