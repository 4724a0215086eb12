"""Which eprints are items, and what each field of one says."""

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
from oaipmh.readers.incoming import Described, Undescribable
from tests.unit.strategies import xml_text


def read(fields: str, head: str = "<eprintid>7</eprintid>") -> Described:
    """What an eprint of these fields says."""
    return describe(
        etree.fromstring(
            '<eprint xmlns="http://eprints.org/ep2/data/2.0" id="http://x.org/id/eprint/7">'
            f"{head}{fields}</eprint>"
        )
    )


def said(fields: str, *properties: str) -> list[tuple[str, str]]:
    """Property and value of the statements with these properties."""
    return [
        (one.property, one.value) for one in read(fields).description if one.property in properties
    ]


def document(fields: str) -> str:
    """A documents field with one document."""
    return f"<documents><document>{fields}</document></documents>"


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
    with pytest.raises(Undescribable, match="without an eprintid"):
        describe(etree.fromstring('<eprint xmlns="http://eprints.org/ep2/data/2.0"/>'))


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


def test_dates_are_told_by_their_types() -> None:
    fields = """<date>2015-06</date><date_type>accepted</date_type>
    <dates><item><date>2015-11</date><date_type>published</date_type></item>
    <item><date>2015-01</date><date_type>submitted</date_type></item>
    <item><date>2014</date><date_type>shown</date_type></item></dates>"""
    assert said(fields, "dateAccepted", "issued", "dateSubmitted", "date") == [
        ("dateAccepted", "2015-06"),
        ("issued", "2015-11"),
        ("dateSubmitted", "2015-01"),
        ("date", "2014"),
    ]


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


def test_the_isbn_is_the_books_own_or_that_of_the_book_around_a_chapter() -> None:
    isbn = "<isbn>9780841299122</isbn>"
    assert ("identifier", "urn:isbn:9780841299122") in said(
        f"<type>book</type>{isbn}", "identifier"
    )
    chapter = read(f"<type>book_section</type><book_title>Astrochemistry</book_title>{isbn}")
    assert Statement("isPartOf", "Astrochemistry", uri="urn:isbn:9780841299122") in (
        chapter.description
    )
    assert "urn:isbn:9780841299122" not in [
        one.value for one in chapter.description if one.property == "identifier"
    ]


@pytest.mark.parametrize(
    ("pages", "words"),
    [
        ("287-301", "J. pp. 287-301"),
        ("S1\u2013S9", "J. pp. S1-S9"),
        ("025", "J. p. 025"),
        ("Art. No. 014024", "J. Article 014024"),
    ],
)
def test_pages_are_a_range_a_page_or_an_article_number(pages: str, words: str) -> None:
    fields = f"<publication>J</publication><pagerange>{pages}</pagerange>"
    assert ("bibliographicCitation", words) in said(fields, "bibliographicCitation")


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


@pytest.mark.parametrize(
    ("fields", "rights"),
    [
        (document("<security>public</security>"), "openAccess"),
        (document("<security>staffonly</security>"), "restrictedAccess"),
        (document("<security>validuser</security>"), "restrictedAccess"),
        (
            document("<security>staffonly</security><date_embargo>2030-01-01</date_embargo>"),
            "embargoedAccess",
        ),
        ("<full_text_status>none</full_text_status>", "closedAccess"),
        ("<full_text_status>restricted</full_text_status>", "restrictedAccess"),
        (
            "<full_text_status>public</full_text_status>"
            + document("<security>staffonly</security>"),
            "restrictedAccess",
        ),
    ],
)
def test_who_may_read_it(fields: str, rights: str) -> None:
    value = f"info:eu-repo/semantics/{rights}"
    assert said(fields, "accessRights") == [("accessRights", value)]


def test_a_public_cover_image_does_not_open_a_closed_paper() -> None:
    fields = """<documents>
    <document><security>staffonly</security><content>accepted</content></document>
    <document><security>public</security><content>coverimage</content></document></documents>"""
    assert said(fields, "accessRights") == [
        ("accessRights", "info:eu-repo/semantics/restrictedAccess")
    ]


def test_only_public_documents_are_described_where_there_are_any() -> None:
    fields = """<documents>
    <document><security>staffonly</security><content>published</content></document>
    <document><security>public</security><content>accepted</content></document></documents>"""
    assert said(fields, "type") == [("type", "info:eu-repo/semantics/acceptedVersion")]


def test_a_file_has_its_own_media_type() -> None:
    fields = document(
        """<files><file><filename>a.html</filename><mime_type>text/html</mime_type>
        <url>http://x.org/7/1/a.html</url></file></files><main>a.html</main>
        <format>application/pdf</format><security>public</security>"""
    )
    assert ("format", "text/html") in said(fields, "format")
    assert Statement("identifier", "http://x.org/7/1/a.html", scheme="text/html") in (
        read(fields).description
    )


def test_an_embargo_says_when_it_ends_and_hides_the_file() -> None:
    fields = document(
        """<files><file><filename>a.pdf</filename><url>http://x.org/7/1/a.pdf</url></file></files>
        <main>a.pdf</main><mime_type>application/pdf</mime_type>
        <security>staffonly</security><date_embargo>2030-01-01</date_embargo>"""
    )
    assert said(fields, "available") == [("available", "2030-01-01")]
    assert "http://x.org/7/1/a.pdf" not in [value for _, value in said(fields, "identifier")]


@pytest.mark.parametrize(
    ("code", "url"),
    [
        ("cc_by", "https://creativecommons.org/licenses/by/3.0/"),
        ("cc_by_4", "https://creativecommons.org/licenses/by/4.0/"),
        ("cc_by_nc_nd_4", "https://creativecommons.org/licenses/by-nc-nd/4.0/"),
        ("cc_by_nc_sa", "https://creativecommons.org/licenses/by-nc-sa/3.0/"),
        ("gnu_gpl_3", "https://www.gnu.org/licenses/gpl-3.0.html"),
        ("lse_own", "lse_own"),
    ],
)
def test_a_licence_is_its_url(code: str, url: str) -> None:
    assert said(document(f"<license>{code}</license>"), "license") == [("license", url)]


def test_a_licence_that_is_none_is_not_said() -> None:
    assert said(document("<license>other</license>"), "license") == []


GRANT = "info:eu-repo/grantAgreement/"


@pytest.mark.parametrize(
    ("fields", "statements"),
    [
        (
            "<funders><item><agency>NSF</agency><grant_number>AST-1</grant_number></item></funders>",
            [("marcrel:fnd", "NSF"), ("relation", GRANT + "NSF//AST-1")],
        ),
        (
            """<funders><item>ESRC</item><item>EC</item></funders>
            <projects><item>ES/1</item><item>7</item></projects>""",
            [
                ("marcrel:fnd", "ESRC"),
                ("marcrel:fnd", "EC"),
                ("relation", GRANT + "ESRC//ES%2F1"),
                ("relation", GRANT + "EC//7"),
            ],
        ),
        (
            "<funders><item>ESRC</item><item>EC</item></funders><projects>7</projects>",
            [("marcrel:fnd", "ESRC"), ("marcrel:fnd", "EC"), ("relation", GRANT + "//7")],
        ),
        (
            """<rioxx2_project_input><item><project>P</project><funder_name>EC</funder_name>
            <funder_id>http://dx.doi.org/10.13039/501100000780</funder_id></item>
            </rioxx2_project_input>""",
            [("marcrel:fnd", "EC"), ("relation", GRANT + "EC//P")],
        ),
    ],
)
def test_who_paid_for_it(fields: str, statements: list[tuple[str, str]]) -> None:
    assert said(fields, "marcrel:fnd", "relation") == statements


def test_private_fields_stay_private() -> None:
    fields = """<contact_email>me@example.org</contact_email><userid>9</userid>
    <suggestions>reject it</suggestions><reviewer>J. Q. Public</reviewer>"""
    assert read(fields).description == (
        Statement("identifier", "http://x.org/id/eprint/7", scheme="dcterms:URI"),
    )


def test_every_real_export_is_described_and_every_import_file_is_refused(shared: Path) -> None:
    described, refused = 0, 0
    for path in sorted((shared / "realdata" / "eprints-xml").glob("*.xml")):
        for eprint in etree.parse(path).iter(EPRINT):
            try:
                item = describe(eprint)
            except Undescribable:
                assert eprint.find("{*}eprintid") is None
                refused += 1
                continue
            described += 1
            assert {one.property for one in item.description} <= ELEMENT_OF.keys()
            assert all(map(is_set_spec, item.set_specs))
            assert item.authority
            assert parse_datestamp(item.datestamp or "")
            titles = {one.value for one in item.description if one.property == "title"}
            assert titles == {eprint.findtext("{*}title").strip()}
    assert (described, refused) == (10, 77)
