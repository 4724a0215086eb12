"""ETD-MS, the metadata of electronic theses: https://ndltd.org/metadata-standards/.

Dublin Core, in version 1.0 in a namespace of its own, and the degree: its name and level are types,
its discipline is a subject, or a contributor where it is a department, and its grantor has MARC's
role of a degree granting institution.
"""

from collections.abc import Iterator

from lxml import etree

from oaipmh.metadata.degrees import is_department
from oaipmh.metadata.description import Statement
from oaipmh.metadata.dublin_core import ELEMENT_OF
from oaipmh.metadata.identifiers import locator_statement
from oaipmh.metadata.relators import PREFIX, role_property
from oaipmh.protocol.parts import local_name as name
from oaipmh.readers.dublin_core import known_by
from oaipmh.readers.elements import each, full_text, language, uri_at
from oaipmh.readers.incoming import Described
from oaipmh.readers.qualified_dc import encoding_scheme

NAMESPACE = "http://www.ndltd.org/standards/metadata/etdms/"

_OF_THE_DEGREE = {
    "name": "type",
    "level": "type",
    "discipline": "subject",
    "grantor": f"{PREFIX}dgg",
}
# Of version 1.1: whose role it is, and of which publisher the country, nobody can tell.
_OF_NOBODY = ("contributor.role", "publisher.country")


def describe(element: etree._Element) -> Described:
    """What a `thesis` element says."""
    found = dict.fromkeys(_statements(element))
    description = tuple(statement for statement in found if statement.value)
    return Described(description, known_by(description))


def _statements(element: etree._Element) -> Iterator[Statement]:
    for child in element:
        if name(child) == "degree":
            for part, property_ in _OF_THE_DEGREE.items():
                yield from (_of_degree(property_, one) for one in each(child, part))
        elif name(child) == "identifier":
            yield locator_statement(full_text(child))
        elif property_ := _property(child):
            yield _statement(property_, child)


def _of_degree(property_: str, element: etree._Element) -> Statement:
    """A part of the degree; a discipline that is a department's name is the department."""
    statement = _statement(property_, element)
    if property_ == "subject" and is_department(statement.value):
        return statement._replace(property="contributor")
    return statement


def _property(element: etree._Element) -> str:
    """The property of an element; empty where it has none.

    "In the case of theses and dissertations, [description] is the full text of the abstract unless
    otherwise qualified." The qualifier is `@role`, or stands behind a stop: `title.alternative`.
    """
    given = name(element)
    of, _, qualifier = given.partition(".")
    role = (element.get("role") or qualifier).strip()
    if given == "alternativeTitle":
        return "alternative"
    if given in _OF_NOBODY or of not in ELEMENT_OF:
        return ""
    if of == "contributor":
        return _contributor(role)
    if of == "description" and not role:
        return "abstract"
    return role if ELEMENT_OF.get(role) == of else of


def _contributor(role: str) -> str:
    """The property of a role, which may be said in two languages: `directeur/advisor`."""
    properties = map(role_property, (role, *role.split("/")))
    return next((one for one in properties if one != "contributor"), "contributor")


def _statement(property_: str, element: etree._Element) -> Statement:
    scheme = (element.get("scheme") or "").strip() or encoding_scheme(element)
    uri = uri_at(element, "resource")
    return Statement(property_, full_text(element).strip(), language(element), uri, scheme)
