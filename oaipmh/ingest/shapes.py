"""What managers are shown, as JSON: one shape for the commands' `--json` and for the admin API."""

from collections.abc import Sequence
from dataclasses import asdict

from oaipmh.harvester.progress import Progress
from oaipmh.ingest.pipeline import Result
from oaipmh.ingest.ports import Summary
from oaipmh.ingest.views import (
    MAX_SKEW_SECONDS,
    ItemView,
    KeyView,
    Preview,
    QuarantineView,
    RepairedItem,
    RunView,
    SetView,
    SourceView,
    Status,
    Why,
)
from oaipmh.metadata.rule import Rule
from oaipmh.protocol.datestamp import format_utc


def shape_item(item: ItemView) -> dict[str, object]:
    """An item as it stands."""
    metadata: dict[str, list[dict[str, str]]] = {}
    for statement in item.description:
        value = {k: v for k, v in statement._asdict().items() if v is not None and k != "property"}
        metadata.setdefault(statement.property, []).append(value)
    return {
        "identifier": item.identifier,
        "sets": item.sets,
        "assigned_sets": item.assigned_sets,
        "former_sets": item.former_sets,
        "metadata": metadata,
        "about": item.abouts,
        "repairs": item.repairs,
        "records": [
            {
                "metadataPrefix": record.metadata_prefix,
                "datestamp": format_utc(record.datestamp),
                "deleted": record.deleted,
                "crosswalk_version": record.crosswalk_version,
            }
            for record in item.records
        ],
    }


def shape_set(one: SetView) -> dict[str, object]:
    """A set with its rule."""
    return {
        "setSpec": one.set_spec,
        "setName": one.set_name,
        "setDescription": one.description,
        "items": one.items,
        **shape_rule(one.rule, applying=one.applying),
    }


def shape_rule(rule: Rule | None, *, applying: bool) -> dict[str, object]:
    """A set's rule, and whether it is yet to be applied to some items."""
    return {"rule": None if rule is None else rule.to_json(), "applying": applying}


def shape_preview(found: Preview) -> dict[str, object]:
    """What a rule would take in."""
    return {"matching": found.matching, "items": found.items, "examples": found.examples}


def shape_source(source: SourceView) -> dict[str, object]:
    """A harvested source: what it is asked for, how far it is harvested, when next."""
    progress = Progress.from_json(source.progress) if source.progress else Progress()
    return {
        "name": source.name,
        "base_url": source.base_url,
        "metadataPrefix": source.metadata_prefix,
        "set": source.set_spec,
        "set_prefix": source.set_prefix,
        "post": source.post,
        "every_seconds": source.every_seconds,
        "due": _instant(source.due),
        "harvested_until": _instant(progress.from_),
        "unfinished": progress.in_flight is not None,
        "holes": len(progress.holes),
        "harvested_by": source.lease_owner,
    }


def shape_repaired(item: RepairedItem) -> dict[str, object]:
    """An item that was mended, and how."""
    return {"identifier": item.identifier, "repairs": item.repairs}


def shape_run(run: RunView) -> dict[str, object]:
    """A run as it is recorded."""
    return {
        "run": run.run_id,
        "kind": run.kind,
        "source": run.source,
        "options": run.options,
        "started": format_utc(run.started),
        "last_batch": format_utc(run.last_batch),
        "ended": _instant(run.ended),
        "state": run.state,
        "position": run.position,
        "note": run.note,
        **run.counts,
    }


def shape_quarantined(entry: QuarantineView) -> dict[str, object]:
    """A refused thing, without its bytes."""
    return {
        "number": entry.quarantine_id,
        "since": format_utc(entry.since),
        "source": entry.source,
        "position": entry.position,
        "reason": entry.reason,
        "identifier": entry.identifier,
        "format": entry.input_format,
        "bytes": entry.size,
    }


def shape_key(key: KeyView) -> dict[str, object]:
    """A key, without what opens."""
    return {
        "name": key.name,
        "key_id": key.key_id,
        "scope": key.scope.value,
        "created": format_utc(key.created),
        "revoked": _instant(key.revoked),
    }


def shape_why(one: Why) -> dict[str, object]:
    """Whether an item is in a format, and what it lacks for it."""
    return {
        "metadataPrefix": one.metadata_prefix,
        "listed": one.is_listed,
        "missing": list(one.missing),
        "stale": one.is_stale,
    }


def shape_status(now: Status, base_url: str, warnings: Sequence[str]) -> dict[str, object]:
    """How the store is, and what its manager should mend."""
    return {
        "base_url": base_url,
        "items": now.items,
        "formats": {
            count.metadata_prefix: {
                "live": count.live,
                "deleted": count.deleted,
                "lacking": now.lacking(count),
            }
            for count in now.formats
        },
        "sets": now.sets,
        "applying": now.applying,
        "repaired": now.repaired,
        "relative_identifiers": now.relative,
        "quarantined": now.quarantined,
        "clock": format_utc(now.clock.watermark),
        "first_list": _instant(now.clock.first_list),
        "loading_since": _instant(now.clock.loading_since),
        "warnings": [*warnings, *store_warnings(now)],
    }


def shape_result(result: Result) -> dict[str, object]:
    """What became of one thing that came in."""
    return {
        "position": result.position,
        "identifier": result.identifier,
        "outcome": result.outcome.value,
        "reason": result.reason,
        "repairs": result.repairs,
    }


def shape_summary(summary: Summary, seconds: float) -> dict[str, object]:
    """What a run did."""
    return asdict(summary) | {"seconds": round(seconds, 2)}


def store_warnings(now: Status) -> list[str]:
    """What the manager should mend in the store."""
    warnings = _clock_warnings(now)
    if now.clock.loading_since is not None:
        finish = f"oaipmh import --keep-datestamps {now.clock.loading_source}"
        what = "a load that keeps datestamps is unfinished, and lists answer 503"
        warnings.append(f"{what}: finish it with `{finish}`")
    if now.relative:
        what = f"items whose identifiers have no scheme, such as `1`: {now.relative}"
        warnings.append(f"{what}; OAI-PMH wants URIs, and some harvesters refuse what is none")
    if now.applying:
        names = ", ".join(now.applying)
        what = "not all items are in these sets yet that belong there, or still in them"
        warnings.append(f"{what}: {names}; `oaipmh worker` goes on with it, or `oaipmh sets apply`")
    for set_spec in now.outgrown:
        command = f"`oaipmh sets rule {set_spec}`"
        warnings.append(f"the set {set_spec} has an earlier version's rule: {command} renews it")
    if now.sample.outdated:
        some = f"{now.sample.outdated} of {now.sample.items} items looked at"
        warnings.append(f"{some} have records that are made otherwise now: run `oaipmh render`")
    return [*warnings, *now.sample.failures]


def _clock_warnings(now: Status) -> list[str]:
    warnings = []
    ahead = now.clock.watermark - now.now
    if ahead > MAX_SKEW_SECONDS:
        until = format_utc(now.clock.watermark)
        what = (
            f"the repository clock is {ahead} seconds ahead of the database's, and never goes back"
        )
        warnings.append(f"{what}: until {until} all that is written is stamped with that")
    skew = abs(now.this_machine - now.now)
    if skew > MAX_SKEW_SECONDS:
        what = f"the clocks of this machine and of the database differ by {skew} seconds"
        warnings.append(f"{what}: this machine stamps nothing until they agree")
    return warnings


def _instant(seconds: int | None) -> str | None:
    return None if seconds is None else format_utc(seconds)
