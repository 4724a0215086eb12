"""DataCite metadata: XML of every kernel here, JSON in `readers/datacite_json.py`; one mapping.

https://schema.datacite.org/. Both are read into a `Resource` first (`resource.py`).
"""

from lxml import etree

from oaipmh.metadata.identifiers import identifier_uri
from oaipmh.readers.datacite.elements import resource_of
from oaipmh.readers.datacite.names import is_given
from oaipmh.readers.datacite.resource import Resource
from oaipmh.readers.datacite.statements import statements
from oaipmh.readers.incoming import Described, Undescribable


def describe(element: etree._Element) -> Described:
    """What a `resource` says, alone or in the envelope that DataCite's OAI-PMH puts it in.

    Raises:
        Undescribable: there is no resource.
    """
    resource = next(element.iter("{*}resource"), None)
    if resource is None:
        name = etree.QName(element).localname
        raise Undescribable(f"the {name} element holds no DataCite resource")
    return described(resource_of(resource))


def described(resource: Resource) -> Described:
    """What a resource says; its identifier is its DOI as a URI, or else a local one."""
    description = tuple(dict.fromkeys(one for one in statements(resource) if is_given(one.value)))
    main = resource.identifier
    uri = identifier_uri(main.value, main.kind or "DOI")
    if uri:  # a DOI is the same in whatever case, and DataCite's own lists have it in lower case
        return Described(description, uri.lower())
    others = (main, *resource.alternate_identifiers)
    identifier = next((one.value for one in others if is_given(one.value)), "")
    return Described(description, identifier, local=True)
