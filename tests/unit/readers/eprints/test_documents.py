"""What documents say: who may read them, files, versions, licences."""

import pytest

from oaipmh.metadata.description import Statement
from tests.support.eprints import document, read, said


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


def test_a_closed_paper_is_described_beside_a_public_cover_image() -> None:
    fields = """<documents>
    <document><security>staffonly</security><content>accepted</content></document>
    <document><security>public</security><content>coverimage</content></document></documents>"""
    assert said(fields, "type") == [("type", "info:eu-repo/semantics/acceptedVersion")]


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


def test_every_file_of_a_public_document_is_told_the_main_one_first() -> None:
    fields = document(
        """<files><file><filename>british.pdf</filename><mime_type>application/pdf</mime_type>
        <filesize>259823</filesize><url>http://x.org/7/1/british.pdf</url></file>
        <file><filename>a.html</filename><url>http://x.org/7/1/a.html</url></file></files>
        <main>a.html</main><mime_type>text/html</mime_type><security>public</security>"""
    )
    assert said(fields, "identifier", "format", "extent") == [
        ("identifier", "http://x.org/id/eprint/7"),
        ("format", "text/html"),
        ("identifier", "http://x.org/7/1/a.html"),
        ("format", "application/pdf"),
        ("extent", "259823 bytes"),
        ("identifier", "http://x.org/7/1/british.pdf"),
    ]
