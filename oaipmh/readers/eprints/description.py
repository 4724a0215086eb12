"""The description of a public eprint, in the words of docs/description.md."""

from collections.abc import Iterator

from lxml import etree

from oaipmh.metadata.description import Description, Statement
from oaipmh.metadata.identifiers import identifier_statement
from oaipmh.readers.eprints.documents import document_languages, documents
from oaipmh.readers.eprints.fields import in_languages, items, text, texts
from oaipmh.readers.eprints.people import institutions, people
from oaipmh.readers.eprints.publication import dates, funding, hosts, kinds, own_isbn
from oaipmh.readers.eprints.subjects import SubjectTree

_WORDS = {
    "abstract": "abstract",
    "note": "description",
    "toc": "tableOfContents",
    "official_cit": "bibliographicCitation",
    "publisher": "publisher",
    "rights": "rights",
    "copyright_statement": "rights",
    "copyright_holders": "rightsHolder",
    "geographic_cover": "spatial",
    "temporal_cover": "temporal",
    "rioxx2_coverage_input": "coverage",
    "output_media": "medium",
    "learning_level": "educationLevel",
}
"""Fields that are said as they stand."""
_IDENTIFIERS = {"doi": "DOI", "id_number": None, "pmc_id": "PMCID", "pmid": "PMID"}
_SAME_WORK = ("doi", "pmc", "pmid")
"""Types of a related URL that is the work itself, elsewhere."""
_LANGUAGES = ("language", "languages", "rioxx2_language_input")
_SEPARATORS = (";", "\n", ",")


def description(eprint: etree._Element, landing_page: str, tree: SubjectTree) -> Description:
    """Everything that the eprint says and a description can hold.

    What is said twice is kept once, but not people: two of one name may be two.
    """
    about_work = _about_work(eprint, landing_page, tree)
    return (*_titles(eprint), *people(eprint), *dict.fromkeys(about_work))


def _about_work(
    eprint: etree._Element, landing_page: str, tree: SubjectTree
) -> Iterator[Statement]:
    yield from institutions(eprint)
    yield from dates(eprint)
    for field, property_ in _WORDS.items():
        for value, lang in in_languages(eprint, field):
            yield Statement(property_, value, lang)
    yield from kinds(eprint)
    yield from _subjects(eprint, tree)
    yield from _languages(eprint)
    yield from _identifiers(eprint, landing_page)
    yield from hosts(eprint)
    yield from _former_versions(eprint, landing_page)
    yield from _references(eprint)
    yield from _extent(eprint)
    yield from documents(eprint)
    yield from _licences(eprint)
    yield from funding(eprint)


def _titles(eprint: etree._Element) -> Iterator[Statement]:
    titles = [(" ".join(v.split()), lang) for v, lang in in_languages(eprint, "title")]
    subtitle = text(eprint, "subtitle")
    for place, (value, lang) in enumerate(titles):
        if place == 0:
            yield Statement("title", f"{value}: {subtitle}" if subtitle else value, lang)
        else:
            yield Statement("alternative", value, lang)
    for field in ("alt_title", "alternative_title", "title_translated"):
        for value, lang in in_languages(eprint, field):
            yield Statement("alternative", value, lang)


def _subjects(eprint: etree._Element, tree: SubjectTree) -> Iterator[Statement]:
    """Subjects by name, or by id as EPrints' subjects tree has them; then the keywords."""
    for subjectid in texts(eprint, "subjects"):
        if named := tree.named(subjectid):
            name, lang, uri = named
            yield Statement("subject", name, lang, uri)
        else:
            yield Statement("subject", subjectid, scheme="subjects")
    for keywords, lang in in_languages(eprint, "keywords"):
        separator = next((one for one in _SEPARATORS if one in keywords), None)
        for keyword in keywords.split(separator) if separator else [keywords]:
            if keyword.strip():
                yield Statement("subject", keyword.strip(), lang)


def _languages(eprint: etree._Element) -> Iterator[Statement]:
    stated = [language for field in _LANGUAGES for language in texts(eprint, field)]
    for language in stated or document_languages(eprint):
        yield Statement("language", language)


def _identifiers(eprint: etree._Element, landing_page: str) -> Iterator[Statement]:
    for field, scheme in _IDENTIFIERS.items():
        for value in texts(eprint, field):
            yield identifier_statement(value, scheme)
    for item in items(eprint, "other_numbering_system"):
        if number := text(item, "id"):
            yield Statement("identifier", number, scheme=text(item, "name") or None)
    if isbn := own_isbn(eprint):
        yield identifier_statement(isbn, "ISBN")
    if landing_page:
        yield Statement("identifier", landing_page, scheme="dcterms:URI")
    for url in texts(eprint, "official_url"):
        yield _link(url, "identifier")
    for item in items(eprint, "related_url"):
        if url := text(item, "url") or (item.text or "").strip():
            same = text(item, "type") in _SAME_WORK
            yield _link(url, "identifier" if same else "relation")


def _link(url: str, property_: str) -> Statement:
    statement = identifier_statement(url, property_=property_)
    return statement if statement.scheme else statement._replace(scheme="dcterms:URI")


def _former_versions(eprint: etree._Element, landing_page: str) -> Iterator[Statement]:
    """The eprint that it succeeds, by its number in the same repository."""
    before, slash, _ = landing_page.rstrip("/").rpartition("/")
    for number in texts(eprint, "succeeds"):
        if slash:
            yield Statement("replaces", f"{before}/{number}", scheme="dcterms:URI")


def _references(eprint: etree._Element) -> Iterator[Statement]:
    """The works that it cites, a line each."""
    for listed in texts(eprint, "referencetext"):
        for line in listed.splitlines():
            if cited := line.strip():
                yield Statement("references", cited)


def _extent(eprint: etree._Element) -> Iterator[Statement]:
    if pages := text(eprint, "pages"):
        yield Statement("extent", f"{pages} p.")
    if pieces := text(eprint, "num_pieces"):
        yield Statement("extent", f"{pieces} pieces")


def _licences(eprint: etree._Element) -> Iterator[Statement]:
    for item in items(eprint, "rioxx2_license_ref_input"):
        if url := text(item, "license_ref"):
            yield Statement("license", url)
