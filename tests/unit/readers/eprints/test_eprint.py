"""Which eprints are items, and what their fields say."""

from pathlib import Path

import pytest
from hypothesis import given
from lxml import etree

from oaipmh.metadata.description import Statement
from oaipmh.metadata.dublin_core import ELEMENT_OF
from oaipmh.protocol.datestamp import parse_datestamp
from oaipmh.protocol.syntax import is_set_spec
from oaipmh.readers.eprints import EPRINT, describe
from oaipmh.readers.eprints.subjects import set_part
from oaipmh.readers.incoming import Described, NoItem, Undescribable
from tests.support.eprints import read, said
from tests.unit.strategies import xml_text


def unnumbered(fields: str) -> Described:
    """What an eprint says that is written for EPrints to import."""
    xml = f'<eprint xmlns="http://eprints.org/ep2/data/2.0">{fields}</eprint>'
    return describe(etree.fromstring(xml))


# Whether it is public


@pytest.mark.parametrize("status", ["inbox", "buffer"])
def test_what_was_never_public_is_no_item(status: str) -> None:
    with pytest.raises(
        Undescribable, match=f"eprint 7 is not public: its eprint_status is {status}"
    ):
        read(f"<eprint_status>{status}</eprint_status>")


@pytest.mark.parametrize(
    "fields",
    [
        "<eprint_status>deletion</eprint_status>",
        "<eprint_status>buffer</eprint_status><datestamp>2015-11-04 15:51:00</datestamp>",
        "<eprint_status>archive</eprint_status><metadata_visibility>no_search</metadata_visibility>",
    ],
)
def test_what_was_public_and_is_no_more_is_deleted_in_its_sets(fields: str) -> None:
    described = read(fields + "<title>T</title><type>article</type>")
    assert described.deleted
    assert described.description == ()
    assert described.set_specs == ("types:article",)


def test_an_eprint_is_known_by_its_uri_where_it_has_no_number_of_its_own() -> None:
    assert read("", head="").identifier == "7"


@pytest.mark.parametrize(
    "field", ["<doi>10.1117/12.A</doi>", "<id_number>https://doi.org/10.1117/12.A</id_number>"]
)
def test_an_eprint_that_eprints_never_had_is_known_by_its_doi(field: str) -> None:
    described = unnumbered(f"<title>T</title>{field}")
    assert (described.identifier, described.local) == ("https://doi.org/10.1117/12.a", False)


def test_an_eprint_with_nothing_to_be_known_by_is_refused_by_its_title() -> None:
    with pytest.raises(Undescribable, match="or a DOI, titled 'Of light'"):
        unnumbered("<title>Of\n light</title><id_number>7</id_number>")


@pytest.mark.parametrize(
    ("times", "datestamp"),
    [
        ("<lastmod>2023-11-15 06:27:01</lastmod>", "2023-11-15T06:27:01Z"),
        ("<lastmod>2023-11-15T06:27:01Z</lastmod>", "2023-11-15T06:27:01Z"),
        ("<lastmod>0000-00-00</lastmod><datestamp>2005-08-31</datestamp>", "2005-08-31T00:00:00Z"),
        ("<status_changed>2015-11-04 15:51</status_changed>", "2015-11-04T15:51:00Z"),
        ("<lastmod>yesterday</lastmod>", None),
    ],
)
def test_the_datestamp_is_the_last_change_in_utc(times: str, datestamp: str | None) -> None:
    assert read(times).datestamp == datestamp


@given(xml_text)
def test_every_id_that_is_not_blank_makes_a_legal_part_of_a_setspec(name: str) -> None:
    part = set_part(name)
    assert ":" not in part
    assert is_set_spec(part) or not name.strip()


def test_ids_become_parts_of_setspecs_by_a_rule_that_can_be_told() -> None:
    assert set_part("General Chemistry") == "General_Chemistry"
    assert set_part("a/b:c") == "a~2Fb~3Ac"
    assert set_part("é") == "~C3~A9"


# What it says


def test_people_have_roles_names_and_uris() -> None:
    fields = """
    <creators><item><name><family>King</family><given>Martin Luther</given><lineage>Jr.</lineage>
      <honourific>Dr</honourific></name><id>0000-0002-1825-0097</id></item></creators>
    <corp_creators><item><name>LSE</name><uri>https://ror.org/0090zs177</uri></item></corp_creators>
    <editors><item><name><family>Ede</family></name><id>ede@example.org</id></item></editors>
    <contributors>
      <item><name><family>A</family></name><type>http://www.loc.gov/loc.terms/relators/TRL</type></item>
      <item><name><family>B</family></name><type>http://id.loc.gov/vocabulary/relators/aut</type></item>
      <item><name><family>C</family></name><type>http://www.loc.gov/loc.terms/relators/LSE</type></item>
    </contributors>
    <supervisors><item><name><family>S</family></name></item></supervisors>
    """
    assert read(fields).description[:-1] == (
        Statement(
            "creator", "King, Martin Luther, Jr.", uri="https://orcid.org/0000-0002-1825-0097"
        ),
        Statement("creator", "LSE", uri="https://ror.org/0090zs177"),
        Statement("marcrel:edt", "Ede"),
        Statement("marcrel:trl", "A"),
        Statement("creator", "B"),
        Statement("contributor", "C"),
        Statement("marcrel:ths", "S"),
    )


def test_corporate_creators_may_be_a_list_of_names() -> None:
    fields = "<corp_creators><item>CMS Collaboration</item></corp_creators>"
    assert said(fields, "creator") == [("creator", "CMS Collaboration")]


def test_two_authors_of_one_name_are_two() -> None:
    wang = "<item><name><family>Wang</family><given>X.</given></name></item>"
    assert len(said(f"<creators>{wang}{wang}</creators>", "creator")) == 2


def test_titles_in_several_languages_follow_the_first_as_alternatives() -> None:
    fields = """<title><item><text>Light</text><lang>en</lang></item>
    <item><text>Licht</text><lang>de</lang></item></title><alt_title>Lux</alt_title>"""
    assert read(fields).description[:3] == (
        Statement("title", "Light", "en"),
        Statement("alternative", "Licht", "de"),
        Statement("alternative", "Lux"),
    )


@pytest.mark.parametrize("keywords", ["a b; c, d", "a b\nc, d\n"])
def test_keywords_are_parted_by_the_strongest_separator_there_is(keywords: str) -> None:
    fields = f"<keywords>{keywords}</keywords>"
    assert said(fields, "subject") == [("subject", "a b"), ("subject", "c, d")]


def test_a_subject_is_said_by_its_id_where_its_name_is_not_known() -> None:
    assert read("<subjects><item>HD28</item></subjects>").description[0] == Statement(
        "subject", "HD28", scheme="subjects"
    )


def test_a_thesis_names_who_granted_the_degree() -> None:
    fields = "<type>thesis</type><institution>LSE</institution><department>Law</department>"
    assert said(fields, "marcrel:dgg", "contributor") == [
        ("marcrel:dgg", "LSE"),
        ("contributor", "Law"),
    ]


def test_identifiers_are_uris_where_their_schemes_have_one() -> None:
    fields = """<id_number>10.1108/JICA-06-2015-0023</id_number><pmc_id>PMC270087</pmc_id>
    <official_url>http://example.org/a</official_url>
    <related_url><item><url>http://dx.doi.org/10.1000/1</url><type>doi</type></item>
    <item><url>http://example.org/b</url><type>pub</type></item></related_url>"""
    assert [
        (one.property, one.value, one.scheme)
        for one in read(fields).description
        if one.property in ("identifier", "relation")
    ] == [
        ("identifier", "https://doi.org/10.1108/JICA-06-2015-0023", "DOI"),
        ("identifier", "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC270087/", "PMCID"),
        ("identifier", "http://x.org/id/eprint/7", "dcterms:URI"),
        ("identifier", "http://example.org/a", "dcterms:URI"),
        ("identifier", "https://doi.org/10.1000/1", "DOI"),
        ("relation", "http://example.org/b", "dcterms:URI"),
    ]


def test_a_title_is_one_line() -> None:
    assert said("<title>Studies of\n      B mesons</title>", "title") == [
        ("title", "Studies of B mesons")
    ]


def test_the_official_citation_is_the_citation() -> None:
    (cited,) = said("<official_cit>Clark, M. (2007)</official_cit>", "bibliographicCitation")
    assert cited == ("bibliographicCitation", "Clark, M. (2007)")


def test_each_cited_work_is_a_reference_of_its_own() -> None:
    item = "<referencetext><item>Adams 2008\n\n Aikawa 2009</item></referencetext>"
    assert said(item, "references") == [("references", "Adams 2008"), ("references", "Aikawa 2009")]


def test_private_fields_stay_private() -> None:
    fields = """<contact_email>me@example.org</contact_email><userid>9</userid>
    <suggestions>reject it</suggestions><reviewer>J. Q. Public</reviewer>"""
    assert read(fields).description == (
        Statement("identifier", "http://x.org/id/eprint/7", scheme="dcterms:URI"),
    )


def test_every_real_eprint_is_described_but_what_was_never_public(shared: Path) -> None:
    exported, written, refused = 0, 0, 0
    for path in sorted((shared / "realdata" / "eprints-xml").glob("*.xml")):
        for eprint in etree.parse(path).iter(EPRINT):
            try:
                item = describe(eprint)
            except NoItem:
                refused += 1
                continue
            exported += item.local
            written += not item.local
            assert {one.property for one in item.description} <= ELEMENT_OF.keys()
            assert all(map(is_set_spec, item.set_specs))
            assert bool(item.authority) is item.local
            assert not item.local or parse_datestamp(item.datestamp or "")
            titles = {one.value for one in item.description if one.property == "title"}
            assert titles == {" ".join(eprint.findtext("{*}title").split())}
    assert (exported, written, refused) == (10, 76, 1)


def test_a_report_number_names_its_series_and_a_series_without_a_number_is_none() -> None:
    fields = """<other_numbering_system><item><name>Jet Propulsion Center</name></item>
    <item><name>AFRPL</name><id>TR-79-84</id></item></other_numbering_system>"""
    numbers = [one for one in read(fields).description if one.property == "identifier"]
    assert numbers == [
        Statement("identifier", "TR-79-84", scheme="AFRPL"),
        Statement("identifier", "http://x.org/id/eprint/7", scheme="dcterms:URI"),
    ]


def test_a_group_is_a_contributor() -> None:
    fields = "<local_group><item>Jet Propulsion Center</item></local_group>"
    assert said(fields, "contributor") == [("contributor", "Jet Propulsion Center")]
