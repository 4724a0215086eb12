"""What may be done with the item, who may read it, and who paid for it.

https://www.loc.gov/standards/mods/userguide/accesscondition.html
"""

from lxml import etree

from oaipmh.crosswalks.mods.elements import XLINK_HREF, add
from oaipmh.metadata.access_rights import access_rights
from oaipmh.metadata.description import Statement
from oaipmh.metadata.funding import Funding
from oaipmh.metadata.licences import is_licence
from oaipmh.metadata.resource import Resource
from oaipmh.protocol import namespaces as ns
from oaipmh.protocol.syntax import is_uri

_RESTRICTION, _USE = "restriction on access", "use and reproduction"


def add_access(root: etree._Element, resource: Resource) -> None:
    """The level of access on the resource's day, licences, and both in words."""
    if access := resource.access:
        add(root, "accessCondition", access.label, {"type": _RESTRICTION, XLINK_HREF: access.uri})
    for one in resource.all("accessRights"):
        if not _level(one):
            add(root, "accessCondition", one.value, _attributes(_RESTRICTION, one))
    for licence in resource.licences:
        link = {XLINK_HREF: licence.uri} if licence.uri and is_uri(licence.uri) else {}
        words = licence.name or licence.uri
        add(root, "accessCondition", words, {"type": _USE, "displayLabel": "License", **link})
    for one in resource.all("rights"):
        if not is_licence(one) and not _level(one):
            add(root, "accessCondition", one.value, _attributes(_USE, one))


def _level(one: Statement) -> Statement | None:
    return access_rights(one.uri or "") or access_rights(one.value)


def _attributes(kind: str, one: Statement) -> dict[str, str]:
    found = {"type": kind, ns.XML_LANG: one.lang or "", XLINK_HREF: one.uri or ""}
    return {name: value for name, value in found.items() if value}


def add_funding(root: etree._Element, resource: Resource) -> None:
    """Each award in words, and as OpenAIRE writes it; the funders are names too."""
    for one in resource.funding:
        if one.award:
            link = one.statement_value.replace(" ", "%20")
            given = {"type": "funding", **({XLINK_HREF: link} if is_uri(link) else {})}
            add(root, "note", _in_words(one), given)


def _in_words(one: Funding) -> str:
    parts = (one.funder, one.programme, one.award, one.acronym, one.award_title)
    return ", ".join(part for part in parts if part)
