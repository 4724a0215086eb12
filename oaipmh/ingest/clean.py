"""Cleaning an incoming item: what XML or the protocol cannot hold is mended, or the item refused.

Every mending is a repair, in words, kept with the item; so is what a manager should see to, since
it cannot be mended: no title, and dates that cannot be read.
"""

from dataclasses import dataclass

from lxml import etree

from oaipmh.metadata.about import BadAbout, ServableAbout, about_xml
from oaipmh.metadata.dates import is_w3cdtf, normal_date
from oaipmh.metadata.description import Description, Statement
from oaipmh.metadata.dublin_core import ELEMENT_OF
from oaipmh.metadata.edtf import edtf_of
from oaipmh.metadata.markup import strip_markup
from oaipmh.metadata.native import NativeRecord
from oaipmh.metadata.text import clean_text
from oaipmh.protocol.datestamp import parse_datestamp
from oaipmh.protocol.syntax import deepest_sets, is_identifier, is_language, is_set_spec, is_uri
from oaipmh.readers.incoming import IncomingItem

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
_SHOWN = 80
# Parsers refuse a text of 10 MB, and the whole page with it.
_MAX_VALUE_BYTES = 4 * 1024 * 1024
_W3CDTF = (None, "dcterms:W3CDTF")
"""The schemes of a date that is to be W3CDTF; a period, say, has another."""
_DATES = frozenset(term for term, element in ELEMENT_OF.items() if element == "date")


class Refused(Exception):
    """The item cannot be taken; the message says why and how to mend it.

    `identifier` is whose it is, where that is known.
    """

    def __init__(self, reason: str, identifier: str | None = None) -> None:
        super().__init__(reason)
        self.identifier = identifier


@dataclass(frozen=True, slots=True)
class CleanItem:
    """An item whose every part may be served, but for `native`. `datestamp` is in seconds."""

    identifier: str
    deleted: bool
    datestamp: int | None
    set_specs: tuple[str, ...]
    description: Description
    abouts: tuple[bytes, ...]
    repairs: tuple[str, ...]
    native: NativeRecord | None = None


def clean(item: IncomingItem, identifier: str, *, keep_datestamp: bool) -> CleanItem:
    """Make an incoming item fit to be served, under the identifier it has been given.

    Raises:
        Refused: it has no usable identifier, nothing to say, a value that is too long, or a
            datestamp that cannot be kept.
    """
    if not identifier:
        raise Refused("the item has no identifier: in an OAI-PMH response, its header has one")
    if not is_identifier(identifier):
        raise Refused(f"the identifier {_shown(identifier)} is not a URI (xs:anyURI)")
    try:
        return _clean(item, identifier, keep_datestamp=keep_datestamp)
    except ValueError as error:
        raise Refused(str(error), identifier) from None


def _clean(item: IncomingItem, identifier: str, *, keep_datestamp: bool) -> CleanItem:
    repairs = list(item.repairs)
    description = () if item.deleted else _clean_description(item.description, repairs)
    if not item.deleted and not description:
        raise ValueError(f"{identifier} has no metadata, and is not marked as deleted")
    if description and not any(ELEMENT_OF[name] == "title" for name, *_ in description):
        repairs.append("title: there is none")
    return CleanItem(
        identifier=identifier,
        deleted=item.deleted,
        datestamp=_datestamp(item, identifier) if keep_datestamp else None,
        set_specs=_clean_set_specs(item.set_specs, repairs),
        description=description,
        abouts=() if item.deleted else _clean_abouts(item.abouts, repairs),
        repairs=tuple(repairs),
        native=None if item.deleted else item.native,
    )


def _clean_description(description: Description, repairs: list[str]) -> Description:
    return tuple(
        [
            cleaned
            for statement in description
            if (cleaned := _clean_statement(statement, repairs)).value
        ]
    )


def _clean_statement(statement: Statement, repairs: list[str]) -> Statement:
    name, text, lang, uri, scheme = statement
    value, dropped = clean_text(text)
    if len(value) * 4 > _MAX_VALUE_BYTES and len(value.encode()) > _MAX_VALUE_BYTES:
        raise ValueError(f"{name}: a value is longer than {_MAX_VALUE_BYTES} bytes")
    if dropped:
        repairs.append(f"{name}: {dropped} characters dropped that XML cannot hold")
    value = value.strip()
    if "<" in value or "&lt;" in value:
        value = _without_markup(name, value, repairs)
    if name in _DATES:
        value = _normal_date(statement, value, repairs)
    if lang is uri is scheme is None:
        return statement if value is text else Statement(name, value)
    return Statement(
        name,
        value,
        _clean_lang(statement, repairs),
        _clean_uri(statement, repairs),
        _clean_optional(scheme),
    )


def _without_markup(name: str, value: str, repairs: list[str]) -> str:
    stripped, tags = strip_markup(value)
    if tags:
        repairs.append(f"{name}: markup stripped: {', '.join(tags)}")
    return stripped


def _normal_date(statement: Statement, value: str, repairs: list[str]) -> str:
    normal, place = normal_date(value), f"{statement.property}: {_shown(value)}"
    if normal != value:
        repairs.append(f"{place} written {normal}")
    elif value and statement.scheme in _W3CDTF and not (is_w3cdtf(value) or edtf_of(value)):
        repairs.append(f"{place} is no date that can be read; left as it is")
    return normal


def _clean_lang(statement: Statement, repairs: list[str]) -> str | None:
    if not statement.lang:
        return None
    lang = statement.lang.strip().replace("_", "-")
    if not is_language(lang):
        repairs.append(f"{statement.property}: {_shown(lang)} is no language tag; dropped")
        return None
    if lang != statement.lang:
        repairs.append(f"{statement.property}: language {_shown(statement.lang)} written {lang}")
    return lang


def _clean_uri(statement: Statement, repairs: list[str]) -> str | None:
    uri = _clean_optional(statement.uri)
    if uri and not is_uri(uri):
        repairs.append(f"{statement.property}: {_shown(uri)} is no URI; dropped")
        return None
    return uri


def _clean_optional(text: str | None) -> str | None:
    return clean_text(text)[0].strip() or None if text else None


def _clean_set_specs(set_specs: tuple[str, ...], repairs: list[str]) -> tuple[str, ...]:
    legal = {spec for text in set_specs if is_set_spec(spec := text.strip())}
    repairs += [
        f"setSpec {_shown(text)} dropped: parts of A-Z a-z 0-9 - _ . ! ~ * ' ( ), joined by colons"
        for text in set_specs
        if not is_set_spec(text.strip())
    ]
    return deepest_sets(legal)


def _clean_abouts(abouts: tuple[bytes, ...], repairs: list[str]) -> tuple[bytes, ...]:
    cleaned = []
    for about in abouts:
        try:
            known = isinstance(about, ServableAbout)
            cleaned.append(about if known else about_xml(etree.fromstring(about, _PARSER)))
        except (BadAbout, etree.XMLSyntaxError) as error:
            repairs.append(f"about dropped: {error}")
    return tuple(cleaned)


def _datestamp(item: IncomingItem, identifier: str) -> int | None:
    if item.datestamp is None:  # nothing to keep: it is stamped as it comes in
        return None
    try:
        return parse_datestamp(item.datestamp.strip()).first
    except ValueError as error:
        raise ValueError(f"{identifier}: the datestamp cannot be kept: {error}") from None


def _shown(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "…")
