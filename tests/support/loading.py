"""Filling stores, as `oaipmh import` does."""

import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from oaipmh.crosswalks import CROSSWALKS, Crosswalk
from oaipmh.crosswalks.formats import Formats
from oaipmh.ingest.pipeline import Pipeline
from oaipmh.ingest.ports import ItemStore, NewRun, Run, Summary
from oaipmh.readers import jsonl
from oaipmh.store import SqlStore

LOADED = {"oai_dc": CROSSWALKS["oai_dc"]}
"""The formats that items are loaded in, where a test does not choose: it may offer another."""

SAMPLE = Path(__file__).resolve().parents[2] / "sample" / "items.jsonl"


def pipeline(
    store: ItemStore,
    crosswalks: Formats | Iterable[Crosswalk] | None = None,
    run: Run | None = None,
    **options: Any,
) -> Pipeline:
    """A pipeline for a run, or for one of its own."""
    run = run or store.begin_run(NewRun("import", "test"))
    if not isinstance(crosswalks, Formats):
        crosswalks = Formats(list(LOADED.values() if crosswalks is None else crosswalks))
    return Pipeline(store, crosswalks, run, **options)


def load(
    store: SqlStore,
    items: Iterable[dict[str, Any]],
    crosswalks: Formats | Iterable[Crosswalk] | None = None,
    *,
    keep: bool = False,
) -> Summary:
    """Take items in, in the JSON shape; with `keep`, under their own datestamps."""
    lines = "\n".join(json.dumps(item) for item in items).encode()
    if keep:
        store.begin_load("test", force=True)
    taking = pipeline(store, crosswalks, keep_datestamps=keep)
    taking.take("test", jsonl.read(io.BytesIO(lines)))
    if keep:
        store.end_load()
    return taking.summary


def load_sample(store: SqlStore) -> Summary:
    """Take the sample in, under its own datestamps."""
    return load(store, sample_items(), keep=True)


def sample_items() -> list[dict[str, Any]]:
    """The lines of the sample."""
    return [json.loads(line) for line in SAMPLE.read_text("utf-8").splitlines()]


def item(number: int, *sets: str, title: str | None = None, **more: Any) -> dict[str, Any]:
    """A small item in the JSON shape."""
    return {
        "identifier": f"oai:test.example.org:{number}",
        "sets": list(sets),
        "metadata": {"title": [title or f"Item {number}"]},
        **more,
    }
