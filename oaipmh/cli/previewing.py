"""`oaipmh formats preview`: what real items look like in a format, and whether that is valid."""

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Annotated

import typer
from lxml import etree

from oaipmh.cli.console import complain, print_json, say
from oaipmh.cli.opening import opened_store
from oaipmh.crosswalks import Crosswalk, choose_crosswalks
from oaipmh.crosswalks.own_formats import load_schema
from oaipmh.crosswalks.stylesheet import is_failure
from oaipmh.metadata.description import Description
from oaipmh.metadata.resource import Resource
from oaipmh.protocol.datestamp import format_utc_day
from oaipmh.protocol.syntax import is_identifier
from oaipmh.provider.ports import Selection
from oaipmh.settings import Settings
from oaipmh.store import SqlStore

_PAGE_ITEMS = 100
_LOOKED_AT = 1000
_LAST = 2**62


@dataclass(frozen=True, slots=True)
class Previewed:
    """An item in a format: the record's XML, what is wrong with it, or why there is none."""

    identifier: str
    metadata: str = ""
    faults: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """What it counts as."""
        if self.missing:
            return "failing" if any(map(is_failure, self.missing)) else "lacking"
        return "invalid" if self.faults else "valid"


def preview(
    prefix: Annotated[str, typer.Argument(help="A metadataPrefix, served or not yet.")],
    identifiers: Annotated[
        list[str] | None, typer.Argument(help="Items to show: else some of the store.")
    ] = None,
    *,
    limit: Annotated[int, typer.Option(min=1, help="How many records are shown.")] = 5,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Show items in a format, say why others would not be in it, and validate what is shown."""
    counts: Counter[str] = Counter()
    with opened_store() as (settings, store):
        crosswalk = _crosswalk(settings, prefix)
        schema = _schema(settings, prefix)
        day = format_utc_day(int(time.time()))
        given = _given(store, identifiers) if identifiers else _some(store)
        for identifier, description in given:
            resource = settings.served_formats.resource(identifier, description, day)
            one = _previewed(crosswalk, resource, schema)
            counts[one.state] += 1
            if counts[one.state] <= limit or identifiers:
                _show(one, as_json=as_json)
            if not identifiers and counts["valid"] + counts["invalid"] == limit:
                break
    _finish(counts, unknown=len(identifiers or ()) - counts.total(), as_json=as_json)


def _crosswalk(settings: Settings, prefix: str) -> Crosswalk:
    try:
        (crosswalk,) = choose_crosswalks([prefix], settings.own_crosswalks)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    return crosswalk


def _schema(settings: Settings, prefix: str) -> etree.XMLSchema | None:
    own = settings.stylesheets.get(prefix)
    return load_schema(own) if own else None


def _given(store: SqlStore, identifiers: list[str]) -> Iterator[tuple[str, Description]]:
    """The items that are named; those that are unknown or deleted are complained of."""
    for identifier in dict.fromkeys(identifiers):
        item = store.item(identifier) if is_identifier(identifier) else None
        if item is None or not item.description:
            complain(f"{identifier} is {'unknown' if item is None else 'deleted'}")
        else:
            yield identifier, item.description


def _some(store: SqlStore) -> Iterator[tuple[str, Description]]:
    """The first items of the store that are not deleted: every item is in oai_dc."""
    selection, after = Selection("oai_dc", None, 0, _LAST), (0, 0)
    looked_at = 0
    with store.snapshot() as snapshot:
        while looked_at < _LOOKED_AT:
            page = snapshot.page(selection, after, _PAGE_ITEMS, headers_only=True)
            for item in snapshot.items([one.key for one in page.records]):
                if item.description:
                    yield item.identifier, item.description
            if not page.more:
                return
            looked_at += len(page.records)
            after = (page.records[-1].datestamp, page.records[-1].key)


def _previewed(
    crosswalk: Crosswalk, resource: Resource, schema: etree.XMLSchema | None
) -> Previewed:
    if missing := crosswalk.missing(resource):
        return Previewed(resource.identifier, missing=tuple(missing))
    xml = etree.tostring(crosswalk.render(resource), encoding="unicode", pretty_print=True)
    return Previewed(resource.identifier, xml, tuple(_faults(xml, crosswalk, schema)))


def _faults(xml: str, crosswalk: Crosswalk, schema: etree.XMLSchema | None) -> Iterator[str]:
    """What a harvester would find wrong with a record."""
    try:
        root = etree.fromstring(xml)
    except etree.XMLSyntaxError as error:
        yield f"not well-formed: {error.msg}"
        return
    name = etree.QName(root)
    if name.namespace != crosswalk.format.metadata_namespace:
        yield f"{name.text} is not in the namespace {crosswalk.format.metadata_namespace}"
    if schema is not None and not schema.validate(root):
        yield from (f"line {error.line}: {error.message}" for error in schema.error_log)


def _show(one: Previewed, *, as_json: bool) -> None:
    if as_json:
        print_json({**asdict(one), "state": one.state})
        return
    say(f"{one.identifier}: {one.state}")
    for reason in (*one.missing, *one.faults):
        say(f"  {reason}")
    if one.metadata:
        say(one.metadata.rstrip())


def _finish(counts: Counter[str], *, unknown: int, as_json: bool) -> None:
    shown = counts["valid"] + counts["invalid"]
    told = {"shown": shown, **{name: counts[name] for name in ("valid", "lacking", "failing")}}
    if as_json:
        print_json(told)
    else:
        say(", ".join(f"{count} {name}" for name, count in told.items()))
    if counts["invalid"] or counts["failing"] or unknown > 0:
        raise typer.Exit(1)
