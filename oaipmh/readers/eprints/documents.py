"""The documents of an eprint: their files, versions, licences, and who may read them."""

import re
from collections.abc import Iterator

from lxml import etree

from oaipmh.metadata.access_rights import access_rights
from oaipmh.metadata.description import Statement
from oaipmh.readers.eprints.fields import items, name_of, text

_VERSIONS = {
    "draft": "draft",
    "submitted": "submittedVersion",
    "accepted": "acceptedVersion",
    "published": "publishedVersion",
    "updated": "updatedVersion",
}
_ACCESSORY = ("supplemental", "presentation", "coverimage", "metadata", "bibliography", "other")
_PUBLIC = "public"

_CREATIVE_COMMONS = re.compile(r"cc_(by(?:_nc)?(?:_nd|_sa)?)(?:_([1-4])(?:[._]([05]))?)?")
_BEFORE_VERSIONS = "3"
"""The licences that EPrints offered when it did not yet say which version."""
_OTHER_LICENCES = {
    "cc0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "cc_0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "cc_zero": "https://creativecommons.org/publicdomain/zero/1.0/",
    "cc_public_domain": "https://creativecommons.org/licenses/publicdomain/",
    "cc_gnu_gpl": "https://creativecommons.org/licenses/GPL/2.0/",
    "cc_gnu_lgpl": "https://creativecommons.org/licenses/LGPL/2.1/",
    "gnu_gpl_3": "https://www.gnu.org/licenses/gpl-3.0.html",
    "gnu_lgpl_3": "https://www.gnu.org/licenses/lgpl-3.0.html",
}
_NO_LICENCE = ("", "other", "unspecified")


def documents(eprint: etree._Element) -> Iterator[Statement]:
    """What the documents say of the eprint, which is as open as its most open paper.

    Where everybody may read a paper, only what everybody may read is described.
    """
    own = _own(eprint)
    papers = [one for one in own if text(one, "content") not in _ACCESSORY] or own
    yield from _access(eprint, papers)
    public = [one for one in own if _is_public(one)]
    for document in public if any(map(_is_public, papers)) else own:
        yield from _files(document)
        if version := _VERSIONS.get(text(document, "content")):
            yield Statement("type", f"info:eu-repo/semantics/{version}")
        licence = text(document, "license")
        if licence not in _NO_LICENCE:
            yield Statement("license", _licence(licence))


def document_languages(eprint: etree._Element) -> Iterator[str]:
    """The languages of the documents, as they say them."""
    for document in _own(eprint):
        if language := text(document, "language"):
            yield language


def _own(eprint: etree._Element) -> list[etree._Element]:
    """The documents without the thumbnails and the like, which EPrints makes of others."""
    parent = eprint.find(name_of("documents"))
    every = [] if parent is None else parent.findall(name_of("document"))
    return [document for document in every if not _is_derived(document)]


def _is_public(document: etree._Element) -> bool:
    return text(document, "security") in ("", _PUBLIC)


def _is_derived(document: etree._Element) -> bool:
    relations = [text(item, "type") for item in items(document, "relation")]
    return any(relation.endswith("/isVolatileVersionOf") for relation in relations)


def _access(eprint: etree._Element, papers: list[etree._Element]) -> Iterator[Statement]:
    embargoes = [date for paper in papers if (date := text(paper, "date_embargo"))]
    securities = [security for paper in papers if (security := text(paper, "security"))]
    level = text(eprint, "full_text_status")
    if _PUBLIC in securities:
        level = _PUBLIC
    elif embargoes:
        level = "embargoed"
        yield Statement("available", min(embargoes))
    elif securities:
        level = "restricted"
    if statement := access_rights(level):
        yield statement


def _files(document: etree._Element) -> Iterator[Statement]:
    """Format and size of each file, and where it is if everybody may have it; the main one first.

    The others are what a page shows or links to, as the articles of a journal's issue.
    """
    files = _main_first(document)
    yield from _file(document, files[0] if files else None)
    for file in files[1:]:
        yield from _file(document, file, is_main=False)


def _file(
    document: etree._Element, file: etree._Element | None, *, is_main: bool = True
) -> Iterator[Statement]:
    media_type = _media_type(document if is_main else None, file)
    if media_type:
        yield Statement("format", media_type, scheme="dcterms:IMT")
    if file is None:
        return
    if size := text(file, "filesize"):
        yield Statement("extent", f"{size} bytes")
    url = text(file, "url")
    if url and _is_public(document):
        yield Statement("identifier", url, scheme=media_type or "dcterms:URI")


def _main_first(document: etree._Element) -> list[etree._Element]:
    parent = document.find(name_of("files"))
    files = [] if parent is None else parent.findall(name_of("file"))
    main = text(document, "main")
    return sorted(files, key=lambda file: text(file, "filename") != main)


def _media_type(document: etree._Element | None, file: etree._Element | None) -> str:
    """A file's media type. EPrints kept it in `format` once; now that is a word (`text`)."""
    given = [] if file is None else [text(file, "mime_type")]
    given += [] if document is None else [text(document, "mime_type"), text(document, "format")]
    return next((one for one in given if "/" in one), "")


def _licence(code: str) -> str:
    """The licence's URL; the repository's own code where it is none of EPrints'."""
    found = _CREATIVE_COMMONS.fullmatch(code)
    if found is None:
        return _OTHER_LICENCES.get(code, code)
    version = f"{found[2] or _BEFORE_VERSIONS}.{found[3] or 0}"
    return f"https://creativecommons.org/licenses/{found[1].replace('_', '-')}/{version}/"
