"""RIOXX 2 and 3."""

import pytest

from oaipmh.metadata.description import Statement
from oaipmh.readers.rioxx import describe
from tests.support.xml import element

VERSION = 'xmlns:r="http://docs.rioxx.net/schema/v{}.0/rioxxterms/"'
ACCEPTED = Statement(
    "type",
    "info:eu-repo/semantics/acceptedVersion",
    uri="http://purl.org/coar/version/c_ab4af688f83e57aa",
)
OPEN = Statement(
    "accessRights",
    "info:eu-repo/semantics/openAccess",
    uri="http://purl.org/coar/access_right/c_abf2",
)
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
ORCID = "https://orcid.org/0000-0003-4964-5005"


def rioxx(content: str, version: int = 3) -> list[Statement]:
    """What a `rioxx` with this in it says."""
    return list(
        describe(element(f"<rioxx {VERSION.format(version)}>{content}</rioxx>")).description
    )


@pytest.mark.parametrize(
    ("content", "statement"),
    [
        (
            f'<r:author id="{ORCID}">Clark, M.</r:author>',
            Statement("creator", "Clark, M.", uri=ORCID),
        ),
        ("<r:contributor>X</r:contributor>", Statement("contributor", "X")),
        ("<r:publication_date>2015-11</r:publication_date>", Statement("issued", "2015-11")),
        ("<r:version>AM</r:version>", ACCEPTED),
        ("<r:version>NA</r:version>", Statement("type", "NA")),
        ("<r:type>Journal Article/Review</r:type>", Statement("type", "Journal Article/Review")),
        (
            "<r:version_of_record>https://doi.org/10.1/x</r:version_of_record>",
            Statement("isVersionOf", "https://doi.org/10.1/x", scheme="DOI"),
        ),
        (
            f'<a:license_ref xmlns:a="http://www.niso.org/schemas/ali/1.0/">{LICENCE}</a:license_ref>',
            Statement("license", LICENCE, uri=LICENCE),
        ),
        ('<a:free_to_read xmlns:a="http://www.niso.org/schemas/ali/1.0/"/>', OPEN),
        ("<dcterms:dateAccepted>2015</dcterms:dateAccepted>", Statement("dateAccepted", "2015")),
    ],
)
def test_an_element_of_version_2(content: str, statement: Statement) -> None:
    assert rioxx(content, 2) == [statement]


def test_what_is_free_to_read_says_since_when() -> None:
    ali = 'xmlns:a="http://www.niso.org/schemas/ali/1.0/" start_date="2024-05-01"'
    assert rioxx(f"<a:free_to_read {ali}/>", 2) == [OPEN, Statement("available", "2024-05-01")]


def test_people_and_bodies_of_version_3_have_names_and_ids_and_an_orcid_goes_first() -> None:
    content = (
        "<r:creator><r:name>Clark, M.</r:name><r:id>https://viaf.org/viaf/1</r:id>"
        f"<r:id> {ORCID} </r:id></r:creator>"
        "<r:publisher><r:name>AIP</r:name><r:id>https://isni.org/isni/1</r:id></r:publisher>"
    )
    assert rioxx(content) == [
        Statement("creator", "Clark, M.", uri=ORCID),
        Statement("publisher", "AIP", uri="https://isni.org/isni/1"),
    ]


@pytest.mark.parametrize("name", ["grant", "project"])
def test_a_grant_is_funder_and_award(name: str) -> None:
    content = (
        f'<r:{name} funder_name="EPSRC" funder_id="https://ror.org/0439y7842"> EP/1 </r:{name}>'
    )
    funder, award = rioxx(content)
    assert funder == Statement("marcrel:fnd", "EPSRC", uri="https://ror.org/0439y7842")
    assert award.value == "info:eu-repo/grantAgreement/EPSRC//EP%2F1"


def test_a_file_of_version_3_has_its_type_version_access_and_licence() -> None:
    content = (
        '<dc:relation type="application/pdf" access_rights="https://purl.org/coar/access_right/c_abf2"'
        ' coar_version="https://purl.org/coar/version/c_ab4af688f83e57aa"'
        f' license_ref="{LICENCE}"> https://x.org/1.pdf </dc:relation>'
    )
    assert rioxx(content) == [
        Statement("identifier", "https://x.org/1.pdf", scheme="application/pdf"),
        ACCEPTED,
        OPEN,
        Statement("license", LICENCE, uri=LICENCE),
    ]


@pytest.mark.parametrize("name", ["dc:relation", "r:ext_relation"])
def test_another_resource_is_a_version_or_a_relation(name: str) -> None:
    version = 'coar_version="https://purl.org/coar/version/c_970fb48d4fbd8a85"'
    kind = 'coar_type="https://purl.org/coar/resource_type/c_ddb1"'
    content = f"<{name} {version}>https://doi.org/10.1/x</{name}><{name} {kind}>10.1/d</{name}>"
    assert rioxx(content) == [
        Statement("hasVersion", "https://doi.org/10.1/x", scheme="DOI"),
        Statement("relation", "https://doi.org/10.1/d", scheme="DOI"),
    ]


@pytest.mark.parametrize(
    ("link_relation", "property_"),
    [
        ("alternate", "isFormatOf"),
        ("collection", "isPartOf"),
        ("predecessor-version", "replaces"),
        ("successor-version", "isReplacedBy"),
        ("related", "relation"),
    ],
)
def test_another_resource_is_what_its_link_relation_says(
    link_relation: str, property_: str
) -> None:
    relation = f'<r:ext_relation rel="{link_relation}">https://doi.org/10.1/x</r:ext_relation>'
    assert rioxx(relation) == [Statement(property_, "https://doi.org/10.1/x", scheme="DOI")]


def test_a_file_of_the_drafts_of_version_3_is_read() -> None:
    attributes = (
        'coar_version="https://purl.org/coar/version/c_ab4af688f83e57aa" format="application/pdf"'
        ' access_rights="https://purl.org/coar/access_right/c_abf2" cite_as="https://doi.org/10.1/x"'
    )
    content = f'<r:file {attributes} license_ref="{LICENCE}">https://x.org/1.pdf</r:file>'
    assert rioxx(content) == [
        Statement("identifier", "https://x.org/1.pdf", scheme="application/pdf"),
        Statement("identifier", "https://doi.org/10.1/x", scheme="DOI"),
        ACCEPTED,
        OPEN,
        Statement("license", LICENCE, uri=LICENCE),
    ]


def test_a_file_tells_of_its_dates() -> None:
    dates = 'deposit_date="2010-01-20" resource_exposed_date="2019-12-11"'
    assert rioxx(f"<r:file {dates}>https://x.org/1.pdf</r:file>") == [
        Statement("identifier", "https://x.org/1.pdf", scheme="dcterms:URI"),
        Statement("dateSubmitted", "2010-01-20"),
        Statement("available", "2019-12-11"),
    ]


def test_what_the_item_is_to_be_cited_as_is_its_own_identifier() -> None:
    relation = '<r:ext_relation rel="cite-as">https://doi.org/10.1/x</r:ext_relation>'
    assert rioxx(relation) == [Statement("identifier", "https://doi.org/10.1/x", scheme="DOI")]


def test_what_a_resource_of_another_kind_is_to_be_cited_as_is_no_identifier() -> None:
    types = "https://purl.org/coar/resource_type/"
    file = f'<dc:relation type="text/html" coar_type="{types}c_6501">https://x.org/1</dc:relation>'
    article, dataset = (
        f'<r:ext_relation rel="cite-as" coar_type="{types}{code}">10.1/{code}</r:ext_relation>'
        for code in ("c_6501", "c_ddb1")
    )
    assert rioxx(file + article + dataset)[1:] == [
        Statement("identifier", "https://doi.org/10.1/c_6501", scheme="DOI"),
        Statement("relation", "https://doi.org/10.1/c_ddb1", scheme="DOI"),
    ]


@pytest.mark.parametrize("name", ["cite-as", "cite_as"])
def test_a_file_tells_what_to_cite_the_item_as(name: str) -> None:
    file = f'<dc:relation type="text/html" {name}="https://doi.org/10.1/x">https://x.org/1</dc:relation>'
    assert rioxx(file)[1] == Statement("identifier", "https://doi.org/10.1/x", scheme="DOI")


def test_a_project_that_is_an_address_is_a_relation() -> None:
    address = "https://handle.net/10378.1/1590366"
    found = rioxx(f"<r:project>{address}</r:project>")
    assert found == [Statement("relation", address, scheme="dcterms:URI")]


def test_what_the_item_and_its_file_both_say_is_told_once() -> None:
    release = "<r:record_public_release_date>2023-03-28</r:record_public_release_date>"
    file = '<r:file resource_exposed_date="2023-03-28">https://x.org/1</r:file>'
    found = [one.value for one in rioxx(release + file) if one.property == "available"]
    assert found == ["2023-03-28"]
