"""oaire:citation*: where the resource was published or presented."""

from lxml import etree

from oaipmh.crosswalks.elements import add
from oaipmh.crosswalks.oai_openaire.elements import OAIRE, general_type
from oaipmh.metadata.resource import Resource

_TITLE, _EDITION = f"{OAIRE}citationTitle", f"{OAIRE}citationEdition"
_PARTS = {
    f"{OAIRE}citationVolume": "volume",
    f"{OAIRE}citationIssue": "issue",
    f"{OAIRE}citationStartPage": "start_page",
    f"{OAIRE}citationEndPage": "end_page",
    f"{OAIRE}citationConferencePlace": "conference_place",
    f"{OAIRE}citationConferenceDate": "conference_date",
}


def add_citation(root: etree._Element, resource: Resource) -> None:
    """The parts of the citation that the guidelines have; pages that are no span, as the start."""
    cited = resource.citation
    if title := _host_title(resource):
        add(root, _TITLE, title)
    for tag, part in _PARTS.items():
        value = getattr(cited, part)
        if part == "start_page":
            value = value or cited.pages
        if value:
            add(root, tag, value)
    if cited.edition and general_type(resource.type) not in ("dataset", "software"):
        add(root, _EDITION, cited.edition)


def _host_title(resource: Resource) -> str:
    """The title of the journal, book or series; of a meeting where no proceedings are named."""
    cited = resource.citation
    named = (one.value for one in resource.all("isPartOf") if ":" not in one.value or one.uri)
    return cited.host or cited.series or cited.conference or next(named, "")
