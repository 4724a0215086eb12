"""Records of DataCite's, as tests look at them: one kind of element of a whole record."""

from lxml import etree

from oaipmh.crosswalks.oai_datacite import render
from oaipmh.metadata.description import Description, Statement
from tests.support.resources import resource

DATACITE = "{http://datacite.org/schema/kernel-4}"
WHOLE = (
    Statement("identifier", "https://doi.org/10.1/a", scheme="DOI"),
    Statement("creator", "Clark, Michael"),
    Statement("title", "On homes", "en"),
    Statement("publisher", "Emerald"),
    Statement("issued", "2015-11-04"),
    Statement("type", "article"),
)


def shown(name: str, *more: Statement, whole: Description = WHOLE) -> list[str]:
    """The elements of a name, without namespaces, of a record with these statements too."""
    record = render(resource(*whole, *more))
    found = list(record.iter(f"{DATACITE}{name}"))
    for element in record.iter(etree.Element):
        element.tag = etree.QName(element).localname
    etree.cleanup_namespaces(record)
    for one in found:
        one.tail = None
    bound = ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    return [etree.tostring(one, encoding="unicode").replace(bound, "") for one in found]
