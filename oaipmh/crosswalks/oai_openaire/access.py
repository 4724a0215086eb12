"""Who may read the resource and on which terms: rights, licence, version, files."""

from lxml import etree

from oaipmh.crosswalks.elements import add
from oaipmh.crosswalks.oai_openaire.elements import DATACITE, OAIRE, general_type
from oaipmh.metadata.resource import Resource

_RIGHTS, _LICENCE = f"{DATACITE}rights", f"{OAIRE}licenseCondition"
_VERSION, _FILE = f"{OAIRE}version", f"{OAIRE}file"
_OBJECT_TYPES = {"literature": "fulltext", "dataset": "dataset", "software": "software"}


def add_rights(root: etree._Element, resource: Resource) -> None:
    """The access level, as COAR has it."""
    if resource.access is not None:
        add(root, _RIGHTS, resource.access.label).set("rightsURI", resource.access.uri)


def add_licence(root: etree._Element, resource: Resource) -> None:
    """The one licence: the first that has a URL, else the first.

    What was embargoed is licensed from the end of its embargo on.
    """
    licences = sorted(resource.licences, key=lambda one: one.uri is None)
    for licence in licences[:1]:
        element = add(root, _LICENCE, licence.name or licence.uri or "")
        if resource.embargo_end:
            element.set("startDate", resource.embargo_end)
        if licence.uri:
            element.set("uri", licence.uri)


def add_version(root: etree._Element, resource: Resource) -> None:
    """The version of a paper by NISO's code and COAR's URI; of data and software, its number."""
    if resource.version is not None:
        add(root, _VERSION, resource.version.niso).set("uri", resource.version.uri)
    elif resource.citation.edition and general_type(resource.type) in ("dataset", "software"):
        add(root, _VERSION, resource.citation.edition)


def add_files(root: etree._Element, resource: Resource) -> None:
    """The files that can be had over HTTP."""
    kind = _OBJECT_TYPES.get(general_type(resource.type), "other")
    for file in resource.files:
        if file.url.lower().startswith("http"):
            element = add(root, _FILE, file.url)
            if resource.access is not None:
                element.set("accessRightsURI", resource.access.uri)
            element.set("mimeType", file.media_type)
            element.set("objectType", kind)
