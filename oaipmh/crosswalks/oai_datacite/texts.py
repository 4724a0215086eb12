"""What the resource is called and what it is about: titles, subjects, descriptions."""

from collections.abc import Iterator

from lxml import etree

from oaipmh.crosswalks.elements import add
from oaipmh.crosswalks.oai_datacite.elements import tag
from oaipmh.metadata.description import Statement
from oaipmh.metadata.resource import Resource

_TITLES, _TITLE = tag("titles"), tag("title")
_SUBJECTS, _SUBJECT = tag("subjects"), tag("subject")
_DESCRIPTIONS, _DESCRIPTION, _BREAK = tag("descriptions"), tag("description"), tag("br")
_DESCRIPTION_TYPES = {
    "abstract": "Abstract",
    "tableOfContents": "TableOfContents",
    "description": "Other",
}
_DCMI = "dcterms:"


def add_titles(root: etree._Element, resource: Resource) -> None:
    """Titles without a type, then the alternative ones; in another language, translated."""
    titles = etree.SubElement(root, _TITLES)
    main = resource.titles
    for one in dict.fromkeys(main):
        add(titles, _TITLE, one.value, one.lang)
    for one in dict.fromkeys(resource.alternatives):
        if one not in main:
            is_translated = one.lang and main[0].lang and one.lang != main[0].lang
            kind = "TranslatedTitle" if is_translated else "AlternativeTitle"
            add(titles, _TITLE, one.value, one.lang, titleType=kind)


def add_subjects(root: etree._Element, resource: Resource) -> None:
    """The subjects, with their schemes and URIs."""
    given = dict.fromkeys(resource.all("subject"))
    if given:
        subjects = etree.SubElement(root, _SUBJECTS)
        for one in given:
            scheme = (one.scheme or "").removeprefix(_DCMI)
            add(subjects, _SUBJECT, one.value, one.lang, subjectScheme=scheme, valueURI=one.uri)


def add_descriptions(root: etree._Element, resource: Resource) -> None:
    """Abstracts, other descriptions, tables of contents, and how it is cited in words."""
    given = dict.fromkeys(_descriptions(resource))
    if given:
        descriptions = etree.SubElement(root, _DESCRIPTIONS)
        for kind, one in given:
            lines = [line for line in one.value.split("\n") if line]
            element = add(descriptions, _DESCRIPTION, lines[0], one.lang, descriptionType=kind)
            for line in lines[1:]:
                etree.SubElement(element, _BREAK).tail = line


def _descriptions(resource: Resource) -> Iterator[tuple[str, Statement]]:
    """Type and statement; a citation that is told in parts too is not told in words."""
    for name, kind in _DESCRIPTION_TYPES.items():
        for one in resource.all(name):
            yield kind, one
    for words in resource.citations:
        if words != resource.citation.words:
            yield "SeriesInformation", Statement("bibliographicCitation", words)
