"""`oaipmh harvest`: take in what another repository has."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from oaipmh.cli.console import warn
from oaipmh.cli.harvesting import harvest_now
from oaipmh.cli.opening import opened_store
from oaipmh.harvester.errors import HarvestError
from oaipmh.harvester.target import Target
from oaipmh.ingest.harvesting import Order
from oaipmh.ingest.ports import NewSource
from oaipmh.ingest.sources import BadSource, is_source_name, names_of_same
from oaipmh.ingest.views import SourceView
from oaipmh.metadata.wording import some_of
from oaipmh.store import SqlStore

Prefix = Annotated[str, typer.Option("--prefix", help="The metadataPrefix to ask for.")]
SetSpec = Annotated[str | None, typer.Option("--set", help="The source's set to take; else all.")]
SetPrefix = Annotated[
    str | None, typer.Option("--set-prefix", help="A set of ours for it all, its sets below it.")
]
Post = Annotated[bool, typer.Option("--post", help="Ask by POST.")]
From = Annotated[str | None, typer.Option("--from", help="The first datestamp to take.")]
Until = Annotated[
    str | None, typer.Option("--until", help="The last: a harvest of these dates alone.")
]
Compare = Annotated[
    bool,
    typer.Option(
        "--reconcile",
        help="Compare all identifiers: take what we lack, delete what the source has dropped.",
    ),
]
Force = Annotated[
    bool, typer.Option(help="Delete what --reconcile finds missing, however much it is.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")]


def harvest(  # noqa: PLR0913 - a command's options are its arguments
    base_url: Annotated[str, typer.Argument(help="The source's base URL.")],
    *,
    metadata_prefix: Prefix = "oai_dc",
    set_spec: SetSpec = None,
    set_prefix: SetPrefix = None,
    post: Post = False,
    from_: From = None,
    until: Until = None,
    compare: Compare = False,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Harvest a repository: whole at first, and then, run again, what is new since.

    The source is remembered under its base URL, format and set (`oaipmh sources list`).
    """
    wanted = NewSource(
        " ".join(part for part in (base_url, metadata_prefix, set_spec) if part),
        base_url,
        metadata_prefix,
        set_spec,
        set_prefix,
        post,
    )
    _check(wanted, from_, until)
    with opened_store() as (settings, store):
        order = Order(from_, until, compare, force)
        with _remembered(store, wanted) as source:
            harvest_now(settings, store, source, order, as_json=as_json)


def _check(wanted: NewSource, from_: str | None, until: str | None) -> None:
    target = (wanted.base_url, wanted.metadata_prefix, wanted.set_spec, from_, until)
    Target(*target, wanted.set_prefix, wanted.post)  # or it complains
    if not is_source_name(wanted.name):
        raise BadSource(
            "the URL, format and set are too long to remember the source by:"
            " give it a name with `oaipmh sources add NAME URL`",
            "name",
        )


def warn_of_same(store: SqlStore, wanted: NewSource) -> None:
    """Warn where another source has the same list."""
    names = names_of_same(wanted, store.sources())
    if names:
        warn(
            f"the same URL, format and set are known as {some_of(names)}: two that are one take"
            " the items from each other; keep one"
        )


@contextmanager
def _remembered(store: SqlStore, wanted: NewSource) -> Iterator[SourceView]:
    """The source, which is forgotten again where it is new and its harvest brings nothing at all.

    Or else a URL with a typing error would stay for ever.
    """
    is_new = store.source(wanted.name) is None
    source = _known(store, wanted)
    try:
        yield source
    except HarvestError:
        if is_new and not any(run.counts["read"] for run in store.runs(1, source.source_id)):
            store.remove_source(source.source_id)
        raise


def _known(store: SqlStore, wanted: NewSource) -> SourceView:
    found = store.source(wanted.name)
    if found is None:
        warn_of_same(store, wanted)
        found = store.source_by_id(store.add_source(wanted))
    if found is None or (found.set_prefix, found.post) != (wanted.set_prefix, wanted.post):
        raise typer.BadParameter(
            f"{wanted.name!r} is known with another --set-prefix or --post: give the same, or"
            f" `oaipmh sources remove` it first"
        )
    return found
