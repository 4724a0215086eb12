"""rioxx: files, addresses and related resources, as links of the RIOXX 3.0 profile."""

import pytest

from oaipmh.metadata.access_rights import access_rights
from oaipmh.metadata.citation import Citation
from oaipmh.metadata.description import Statement
from oaipmh.metadata.versions import version_type
from tests.support.rioxx_added import shown

ARTICLE = "http://purl.org/coar/resource_type/c_6501"
OTHER = "http://purl.org/coar/resource_type/c_1843"
VERSION_OF_RECORD = "http://purl.org/coar/version/c_970fb48d4fbd8a85"
DOI = Statement("identifier", "https://doi.org/10.1108/X", scheme="DOI")


def test_a_file_is_an_item_with_all_that_is_known_of_it() -> None:
    accepted, embargoed = version_type("accepted"), access_rights("embargoed")
    assert accepted is not None
    assert embargoed is not None
    about = (
        accepted,
        embargoed,
        Statement("available", "2027-01-15"),
        Statement("dateSubmitted", "2024-02-01T10:00:00Z"),
        Statement("license", "CC BY 4.0"),
        Statement("identifier", "http://library.example.edu/1/a.pdf", scheme="application/pdf"),
    )
    (line,) = shown(*about, day="2026-12-31")
    assert line == (
        f"dc:relation[rel=item][type=application/pdf][coar_type={ARTICLE}]"
        "[coar_version=http://purl.org/coar/version/c_ab4af688f83e57aa]"
        "[deposit_date=2024-02-01][resource_exposed_date=2027-01-15]"
        "[access_rights=http://purl.org/coar/access_right/c_f1cf]"
        "[license_ref=https://creativecommons.org/licenses/by/4.0/]"
        " http://library.example.edu/1/a.pdf"
    )
    (opened,) = shown(*about, day="2027-01-15")
    assert opened == line.replace("c_f1cf", "c_abf2")


@pytest.mark.parametrize(
    ("submitted", "told"),
    [
        (["2023-04-30"], ""),
        (["2023-05-01"], "[deposit_date=2023-05-01]"),
        (["2023-05"], "[deposit_date=2023-05]"),
        (["2022"], ""),
        (["2022-11-01", "2023-05-09"], "[deposit_date=2023-05-09]"),
    ],
)
def test_what_was_submitted_before_it_was_accepted_was_not_deposited_then(
    submitted: list[str], told: str
) -> None:
    file = Statement("identifier", "http://library.example.edu/1/a.pdf", scheme="application/pdf")
    (line,) = shown(file, *(Statement("dateSubmitted", one) for one in submitted))
    start = f"dc:relation[rel=item][type=application/pdf][coar_type={ARTICLE}]"
    assert line == f"{start}{told} {file.value}"


def test_what_leads_to_the_repository_is_to_be_cited() -> None:
    assert shown(
        DOI,
        Statement("identifier", "https://hdl.handle.net/2027/42", scheme="Handle"),
        Statement("identifier", "urn:nbn:de:101:1-2011", scheme="URN"),
        Statement("identifier", "http://library.example.edu/id/1", scheme="dcterms:URI"),
        Statement("identifier", "urn:isbn:9780306406157", scheme="ISBN"),
    ) == [
        "dc:relation[rel=cite-as] https://doi.org/10.1108/X",
        "dc:relation[rel=cite-as] https://hdl.handle.net/2027/42",
        "dc:relation[rel=cite-as] urn:nbn:de:101:1-2011",
        "dc:relation[rel=cite-as] http://library.example.edu/id/1",
    ]


def test_what_leads_to_the_publisher_is_an_external_relation() -> None:
    assert shown(
        DOI,
        Statement("identifier", "https://pubmed.ncbi.nlm.nih.gov/12082125", scheme="PMID"),
        Statement("identifier", "http://emerald.example.org/X", scheme="dcterms:URI"),
        *Citation(host="Journal of Integrated Care").statements(),
    ) == [
        "dc:source Journal of Integrated Care",
        (
            f"rioxxterms:ext_relation[rel=cite-as][coar_type={ARTICLE}]"
            f"[coar_version={VERSION_OF_RECORD}] https://doi.org/10.1108/X"
        ),
        (
            f"rioxxterms:ext_relation[rel=cite-as][coar_type={ARTICLE}]"
            " https://pubmed.ncbi.nlm.nih.gov/12082125"
        ),
        (f"rioxxterms:ext_relation[rel=cite-as][coar_type={ARTICLE}] http://emerald.example.org/X"),
    ]


@pytest.mark.parametrize(
    ("relation", "link_relation", "kind"),
    [
        ("references", "related", OTHER),
        ("relation", "related", OTHER),
        ("hasPart", "related", OTHER),
        ("isPartOf", "collection", OTHER),
        ("hasVersion", "related", ARTICLE),
        ("isVersionOf", "related", ARTICLE),
        ("hasFormat", "alternate", ARTICLE),
        ("isFormatOf", "alternate", ARTICLE),
        ("replaces", "predecessor-version", ARTICLE),
        ("isReplacedBy", "successor-version", ARTICLE),
    ],
)
def test_a_related_resource_has_a_link_relation_and_a_type(
    relation: str, link_relation: str, kind: str
) -> None:
    data = Statement(relation, "https://doi.org/10.5281/zenodo.1", scheme="DOI")
    told = shown(data, Statement(relation, "In words"))
    assert [line for line in told if "ext_relation" in line] == [
        (
            f"rioxxterms:ext_relation[rel={link_relation}][coar_type={kind}]"
            " https://doi.org/10.5281/zenodo.1"
        )
    ]
