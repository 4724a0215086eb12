"""An eprint as an item: whether it is public, how it is known, when it changed, and its sets.

EPrints' rules: only what is in the `archive` is public; what has a `datestamp` was there once, so
that it is deleted when it is elsewhere. https://wiki.eprints.org/w/EPrint_Object
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml import etree

from oaipmh.metadata.identifiers import identifier_uri
from oaipmh.readers.eprints.description import description
from oaipmh.readers.eprints.fields import name_of, text, texts
from oaipmh.readers.eprints.subjects import SubjectTree, set_part
from oaipmh.readers.incoming import Described, NoItem, Undescribable

EPRINT = name_of("eprint")
_LANDING_PAGE = re.compile(r"https?://.+?/(?:id/eprint/)?([0-9]+)/?")
_TIMESTAMP = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)Z?)?", re.ASCII
)


def describe(eprint: etree._Element, subjects: SubjectTree | None = None) -> Described:
    """What an `eprint` element says; `subjects` lends its subjects names and paths.

    Raises:
        NoItem: it was never public.
        Undescribable: it has nothing that it could be known by.
    """
    tree = subjects or SubjectTree()
    landing_page = text(eprint, "uri") or eprint.get("id", "").strip()
    eprintid = _eprintid(eprint, landing_page)
    identifier = eprintid or _doi(eprint)
    deleted = _is_deleted(eprint, identifier)
    return Described(
        description=() if deleted else description(eprint, landing_page, tree),
        identifier=identifier,
        local=bool(eprintid),
        authority=_host(landing_page),
        deleted=deleted,
        datestamp=_datestamp(eprint, "lastmod", "datestamp", "status_changed"),
        set_specs=tuple(dict.fromkeys(_set_specs(eprint, tree))),
    )


def _eprintid(eprint: etree._Element, landing_page: str) -> str:
    """Its number, which only what EPrints has exported has; else empty."""
    found = _LANDING_PAGE.fullmatch(landing_page)
    return text(eprint, "eprintid") or (found[1] if found else "")


def _doi(eprint: etree._Element) -> str:
    """The DOI, in lower case, as it is the same in whatever case.

    Raises:
        Undescribable: it has none.
    """
    for given in texts(eprint, "doi") + texts(eprint, "id_number"):
        if doi := identifier_uri(given, "DOI"):
            return doi.lower()
    title = " ".join(text(eprint, "title").split())
    raise Undescribable(
        f"an eprint without an eprintid, an id attribute or a DOI, titled {title!r}: only what"
        " EPrints has exported has an eprintid, what is written to be imported by EPrints has none"
    )


def _is_deleted(eprint: etree._Element, identifier: str) -> bool:
    """Whether it was public and is no more.

    Raises:
        NoItem: it was never public.
    """
    status, visibility = text(eprint, "eprint_status"), text(eprint, "metadata_visibility")
    if status in ("", "archive"):
        return visibility not in ("", "show")
    if status == "deletion" or _datestamp(eprint, "datestamp"):
        return True
    raise NoItem(f"eprint {identifier} is not public: its eprint_status is {status}")


def _host(landing_page: str) -> str | None:
    try:
        return urlsplit(landing_page).hostname
    except ValueError:  # brackets that hold no IPv6 address
        return None


def _datestamp(eprint: etree._Element, *fields: str) -> str | None:
    """The first of these times that is one. EPrints keeps them in UTC."""
    for field in fields:
        found = _TIMESTAMP.fullmatch(text(eprint, field))
        if found and not found[1].startswith("0000"):
            time = found[2] or "00:00:00"
            return f"{found[1]}T{time if len(time) > len('00:00') else time + ':00'}Z"
    return None


def _set_specs(eprint: etree._Element, tree: SubjectTree) -> Iterator[str]:
    for field in ("divisions", "subjects"):
        for subjectid in texts(eprint, field):
            yield from tree.set_specs(field, subjectid)
    if kind := text(eprint, "type"):
        yield f"types:{set_part(kind)}"
