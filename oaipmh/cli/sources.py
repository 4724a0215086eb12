"""`oaipmh sources`: the repositories that are harvested."""

import re
from dataclasses import replace
from typing import Annotated, Any

import typer

from oaipmh.cli.console import complain, print_json, say, warn
from oaipmh.cli.harvest import (
    AsJson,
    Compare,
    Force,
    From,
    Post,
    Prefix,
    SetPrefix,
    SetSpec,
    Until,
    warn_of_same,
)
from oaipmh.cli.harvesting import harvest_now
from oaipmh.cli.opening import opened_store
from oaipmh.ingest.harvesting import Order
from oaipmh.ingest.ports import NewSource
from oaipmh.ingest.shapes import shape_source
from oaipmh.ingest.sources import as_asked, check_source
from oaipmh.ingest.views import SourceView
from oaipmh.store import SqlStore

app = typer.Typer(help="The repositories that are harvested.", no_args_is_help=True)
Every = Annotated[
    str | None, typer.Option(help="How often `oaipmh worker` harvests it: 30m, 6h, 1d, 1w.")
]
_Name = Annotated[str, typer.Argument(help="The source's name.")]
_EVERY = re.compile(r"([1-9][0-9]{0,5})([mhdw])")
_OPTIONAL = ("set_spec", "set_prefix", "every_seconds")
_UNITS = {"m": 60, "h": 3600, "d": 86_400, "w": 604_800}


@app.command("add")
def add(  # noqa: PLR0913 - a command's options are its arguments
    name: _Name,
    base_url: Annotated[str, typer.Argument(help="Its base URL.")],
    *,
    metadata_prefix: Prefix = "oai_dc",
    set_spec: SetSpec = None,
    set_prefix: SetPrefix = None,
    post: Post = False,
    every: Every = None,
) -> None:
    """Remember a repository, to be harvested by `sources run` or by the worker."""
    seconds = None if every is None else _seconds(every)
    source = NewSource(name, base_url, metadata_prefix, set_spec, set_prefix, post, seconds)
    check_source(source)
    with opened_store() as (_, store):
        warn_of_same(store, source)
        store.add_source(source)
    say(f"{name}\t{base_url}")


@app.command("set")
def set_(  # noqa: PLR0913 - a command's options are its arguments
    name: _Name,
    *,
    base_url: Annotated[str | None, typer.Option("--url", help="Its base URL.")] = None,
    metadata_prefix: Annotated[
        str | None, typer.Option("--prefix", help="The metadataPrefix to ask for.")
    ] = None,
    set_spec: SetSpec = None,
    set_prefix: SetPrefix = None,
    post: Annotated[bool | None, typer.Option(help="Ask by POST.")] = None,
    every: Every = None,
) -> None:
    """Change a source; what is not given stays. An empty value takes away: --every ''.

    Of another URL, format, set or set prefix, all is harvested from the beginning.
    """
    given = {
        "base_url": base_url,
        "metadata_prefix": metadata_prefix,
        "set_spec": set_spec,
        "set_prefix": set_prefix,
        "post": post,
        "every_seconds": _seconds(every) if every else every,
    }
    changes: dict[str, Any] = {
        field: None if value == "" and field in _OPTIONAL else value
        for field, value in given.items()
        if value is not None
    }
    with opened_store() as (_, store):
        wanted = replace(as_asked(_found(store, name)), **changes)
        check_source(wanted)
        warn_of_same(store, wanted)
        _, source = store.put_source(wanted)
    _print(source)


@app.command("list")
def list_(*, as_json: AsJson = False) -> None:
    """List the sources: what they are asked for, how far they are harvested, when next."""
    with opened_store() as (_, store):
        for source in store.sources():
            if as_json:
                print_json(shape_source(source))
            else:
                _print(source)


@app.command("run")
def run(  # noqa: PLR0913 - a command's options are its arguments
    name: _Name,
    *,
    from_: From = None,
    until: Until = None,
    compare: Compare = False,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Harvest a source now: what is new since it was harvested last."""
    with opened_store() as (settings, store):
        source = _found(store, name)
        order = Order(from_, until, compare, force)
        harvest_now(settings, store, source, order, as_json=as_json)


@app.command("remove")
def remove(name: _Name) -> None:
    """Forget a source. Its items stay: delete them with `oaipmh delete`, or import over them."""
    with opened_store() as (_, store):
        store.remove_source(_found(store, name).source_id)
    warn(f"{name} is forgotten; the items that came from it stay")


def _print(source: SourceView) -> None:
    what = " ".join(part for part in (source.metadata_prefix, source.set_spec) if part)
    described = shape_source(source)
    until = described["harvested_until"]
    state = f"harvested until {until}" if until else "never harvested to the end"
    state += ", unfinished" if until and described["unfinished"] else ""
    state += f", below {source.set_prefix}" if source.set_prefix else ""
    state += f", every {_interval(source.every_seconds)}" if source.every_seconds else ""
    due = f", due {described['due']}" if described["due"] else ""
    holder = f", {source.lease_owner} is at it" if source.lease_owner else ""
    say(f"{source.name}\t{source.base_url}\t{what}\t{state}{due}{holder}")


def _seconds(every: str) -> int:
    found = _EVERY.fullmatch(every)
    if found is None:
        raise typer.BadParameter(f"{every!r}: write 30m, 6h, 1d or 1w", param_hint="--every")
    return int(found[1]) * _UNITS[found[2]]


def _interval(seconds: int) -> str:
    """Seconds as `--every` takes them, in the largest unit that is whole."""
    units = sorted(_UNITS, key=lambda unit: -_UNITS[unit])
    whole = [unit for unit in units if seconds % _UNITS[unit] == 0]
    return f"{seconds // _UNITS[whole[0]]}{whole[0]}" if whole else f"{seconds} s"


def _found(store: SqlStore, name: str) -> SourceView:
    source = store.source(name)
    if source is None:
        complain(f"there is no source {name!r}; `oaipmh sources list` names them")
        raise typer.Exit(1)
    return source
