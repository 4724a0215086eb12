"""rioxx: the RIOXX 3.0 profile."""

from pathlib import Path

import pytest
from hypothesis import given, settings

from oaipmh.crosswalks import CROSSWALKS
from oaipmh.crosswalks.rioxx import missing, render
from oaipmh.metadata.citation import Citation
from oaipmh.metadata.description import Description, Statement
from oaipmh.metadata.funding import funding_statements
from oaipmh.metadata.places import point_statement
from oaipmh.readers.rioxx import describe
from tests.support.complete import ACCEPTED, CREATOR, LANGUAGE, PAGE, TITLE, TYPE
from tests.support.outlines import mentioning, named, outline
from tests.support.resources import described
from tests.support.rioxx_added import COMPLETE, shown
from tests.support.rioxx_rules import faults
from tests.support.rioxx_schema import schema_faults
from tests.unit.strategies import telling_descriptions

ARTICLE = "http://purl.org/coar/resource_type/c_6501"
DOI = Statement("identifier", "https://doi.org/10.1108/X", scheme="DOI")
MANDATORY = (
    "dc:identifier",
    "dc:language",
    "dc:title",
    "dc:type",
    "dcterms:dateAccepted",
    "rioxxterms:creator",
)


def test_a_minimal_record_has_what_is_mandatory() -> None:
    assert outline(render(described(COMPLETE))) == [
        "dc:identifier http://library.example.edu/1",
        "dc:language eng",
        "dc:title On light",
        f"dc:type {ARTICLE}",
        "dcterms:dateAccepted 2023-05-01",
        "rioxxterms:creator[first-named-author=true]",
        "  rioxxterms:name Curie, Ève",
    ]


@settings(max_examples=150)
@given(description=telling_descriptions())
def test_any_item_with_what_is_mandatory_obeys_the_profile(description: Description) -> None:
    resource = described((*COMPLETE, *description))
    assert missing(resource) == []
    element = render(resource)
    assert faults(element) == []
    found = [named(child).partition("[")[0] for child in element]
    assert set(MANDATORY) <= set(found)
    assert all((one.text or "").strip() for one in element.iter() if not len(one))


@settings(max_examples=100)
@given(description=telling_descriptions())
def test_the_xsd_agrees_where_it_agrees_with_the_profile(
    description: Description, shared: Path
) -> None:
    assert schema_faults(render(described((*COMPLETE, *description))), shared) == []


@pytest.mark.parametrize(
    ("absent", "reason"),
    [
        (PAGE, "dc:identifier: no identifier that is the HTTP address of a landing page"),
        (LANGUAGE, "dc:language: no statement of language that names a known language"),
        (TITLE, "dc:title: no statement of title"),
        (TYPE, "dc:type: no statement of type that names a known type"),
        (ACCEPTED, "dcterms:dateAccepted: no statement of dateAccepted that can be read"),
        (CREATOR, "rioxxterms:creator: no statement of creator"),
    ],
)
def test_what_is_mandatory_is_missed(absent: Statement, reason: str) -> None:
    assert missing(described(one for one in COMPLETE if one != absent)) == [reason]


def test_no_other_date_stands_in_for_that_of_acceptance() -> None:
    dates = ("issued", "available", "dateSubmitted", "date")
    item = [one for one in COMPLETE if one != ACCEPTED]
    item += [Statement(name, "2024-01-01") for name in dates]
    assert missing(described(item)) == [
        "dcterms:dateAccepted: no statement of dateAccepted that can be read"
    ]


def test_an_address_that_is_no_uri_is_no_landing_page() -> None:
    bad = Statement("identifier", "http://x.org/a b", scheme="dcterms:URI")
    item = [one for one in COMPLETE if one != PAGE]
    assert missing(described([*item, bad]))
    assert missing(described([*item, bad, DOI])) == []


def test_people_and_bodies_have_names_and_addresses_that_identify_them() -> None:
    orcid = "https://orcid.org/0000-0002-1825-0097"
    assert shown(
        Statement("creator", "Bohr, Niels", uri=orcid),
        Statement("creator", "Meitner, Lise", uri="urn:x:1"),
        Statement("marcrel:ths", "Hahn, Otto", uri="http://"),
        Statement("marcrel:edt", "Franck, James", uri="http://viaf.org/viaf/1"),
        Statement("publisher", "Springer", uri="https://ror.org/0090zs177"),
    ) == [
        "rioxxterms:contributor",
        "  rioxxterms:name Hahn, Otto",
        "rioxxterms:contributor",
        "  rioxxterms:name Franck, James",
        "  rioxxterms:id http://viaf.org/viaf/1",
        "rioxxterms:creator",
        "  rioxxterms:name Bohr, Niels",
        f"  rioxxterms:id {orcid}",
        "rioxxterms:creator",
        "  rioxxterms:name Meitner, Lise",
        "rioxxterms:publisher",
        "  rioxxterms:name Springer",
        "  rioxxterms:id https://ror.org/0090zs177",
    ]


def test_who_had_two_roles_contributed_once() -> None:
    roles = [Statement("marcrel:edt", "Franck, James"), Statement("marcrel:trl", "Franck, James")]
    assert shown(*roles) == ["rioxxterms:contributor", "  rioxxterms:name Franck, James"]


def test_the_source_is_an_issn_else_an_isbn_else_in_words() -> None:
    cited = Citation(host="Optics", issn="1476-9018", isbn="9780306406157")
    words = Statement("source", "Optics, vol. 1")
    for given_, source in [
        ((*cited.statements(), words), "1476-9018"),
        ((Statement("isPartOf", "Optics", uri="urn:isbn:9780306406157"),), "9780306406157"),
        ((words,), "Optics, vol. 1"),
        (tuple(Citation(host="Optics").statements()), "Optics"),
        ((Statement("isPartOf", "Reports on optics"),), "Reports on optics"),
    ]:
        assert shown(*given_) == [f"dc:source {source}"]


def test_a_grant_names_its_funder_and_a_project_has_an_address() -> None:
    ror, project = "https://ror.org/0505m1554", "https://gepris.dfg.de/gepris/projekt/276833197"
    assert shown(
        *funding_statements(funder="AHRC", funder_uri=ror, award="AH/W007622/1"),
        *funding_statements(funder="DFG", award="276833197", award_uri=project),
        *funding_statements(award="ES/L01/1"),
        *funding_statements(funder="ESRC"),
    ) == [
        f"rioxxterms:grant[funder_name=AHRC][funder_id={ror}] AH/W007622/1",
        "rioxxterms:grant[funder_name=DFG] 276833197",
        f"rioxxterms:project {project}",
    ]


def test_what_else_is_said_is_said_in_dublin_core() -> None:
    assert shown(
        Statement("title", "Über das Licht", "de"),
        Statement("abstract", "A", "en"),
        Statement("description", "B"),
        Statement("subject", "Optics", uri="http://x.org/optics"),
        Statement("spatial", "Paris"),
        point_statement(east="1", north="2"),
        Statement("temporal", "1900"),
        Statement("issued", "2024-02"),
        Statement("dateAccepted", "2024"),
    ) == [
        "dc:coverage Paris",
        "dc:coverage 1900",
        "dc:description[lang=en] A",
        "dc:description B",
        "dc:subject Optics",
        "rioxxterms:publication_date 2024-02",
    ]


@settings(max_examples=50)
@given(description=telling_descriptions())
def test_a_record_that_is_read_and_written_again_stays_what_it_is(
    description: Description,
) -> None:
    element = render(described((*COMPLETE, *description)))
    read = describe(element).description
    assert missing(described(read)) == []
    once, kept = outline(element), outline(render(described(read)))
    for name in (*MANDATORY, "rioxxterms:name", "rel=item"):
        assert mentioning(kept, name) == mentioning(once, name)


def test_the_format_is_the_one_that_harvesters_ask_for() -> None:
    known = CROSSWALKS["rioxx"].format
    assert known.metadata_prefix == "rioxx"
    assert known.schema == "http://www.rioxx.net/schema/v3.0/rioxx/rioxx.xsd"
    assert known.metadata_namespace == "http://www.rioxx.net/schema/v3.0/rioxx/"
