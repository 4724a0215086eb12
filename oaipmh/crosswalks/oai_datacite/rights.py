"""Who may read the resource, and what may be done with it."""

from lxml import etree

from oaipmh.crosswalks.elements import add
from oaipmh.crosswalks.oai_datacite.elements import tag
from oaipmh.metadata.resource import Resource
from oaipmh.protocol.syntax import is_uri

_RIGHTS_LIST, _RIGHTS = tag("rightsList"), tag("rights")
_SPDX = "https://spdx.org/licenses/"


def add_rights(root: etree._Element, resource: Resource) -> None:
    """The access level as a term of info:eu-repo, the licences, and other rights in words."""
    if not (resource.access or resource.licences or resource.rights_in_words):
        return
    rights = etree.SubElement(root, _RIGHTS_LIST)
    if resource.access is not None:
        add(rights, _RIGHTS, resource.access.label, rightsURI=resource.access.eu_repo_uri)
    for one in resource.licences:
        spdx = one.spdx
        add(
            rights,
            _RIGHTS,
            one.name or one.uri or "",
            one.lang,
            rightsURI=one.uri if one.uri and is_uri(one.uri) else None,
            rightsIdentifier=spdx,
            rightsIdentifierScheme="SPDX" if spdx else None,
            schemeURI=_SPDX if spdx else None,
        )
    for words in resource.rights_in_words:
        add(rights, _RIGHTS, words.value, words.lang, rightsURI=words.uri)
