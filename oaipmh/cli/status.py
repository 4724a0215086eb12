"""`oaipmh status`: how the repository is, and what its manager should mend."""

from typing import Annotated

import typer

from oaipmh.cli.console import print_json, say, warn
from oaipmh.cli.opening import opened_store
from oaipmh.protocol.datestamp import format_utc
from oaipmh.settings import Settings
from oaipmh.store.inspection import Status


def status(
    *, as_json: Annotated[bool, typer.Option("--json", help="Print it as one JSON object.")] = False
) -> None:
    """Show counts, the repository clock, and warnings."""
    with opened_store() as (settings, store):
        now, url = store.status(), store.url
    if as_json:
        print_json({"database": url} | _as_json(settings, now))
    else:
        say(f"database      {url}")
        _print(settings, now)


def _print(settings: Settings, now: Status) -> None:
    say(f"base URL      {settings.public_base_url}")
    say(f"items         {now.items}, {now.repaired} of them repaired")
    for count in now.formats:
        say(f"  {count.metadata_prefix:12}{count.live} records, {count.deleted} tombstones")
    say(f"sets          {now.sets}")
    say(f"quarantined   {now.quarantined}")
    say(f"clock         {format_utc(now.clock.watermark)}")
    say(f"first list    {_instant(now.clock.first_list) or 'none has been served'}")
    for warning in _warnings(settings, now):
        warn(warning)


def _as_json(settings: Settings, now: Status) -> dict[str, object]:
    return {
        "base_url": settings.public_base_url,
        "items": now.items,
        "formats": {
            count.metadata_prefix: {"live": count.live, "deleted": count.deleted}
            for count in now.formats
        },
        "sets": now.sets,
        "applying": list(now.applying),
        "repaired": now.repaired,
        "quarantined": now.quarantined,
        "clock": format_utc(now.clock.watermark),
        "first_list": _instant(now.clock.first_list),
        "loading_since": _instant(now.clock.loading_since),
        "warnings": _warnings(settings, now),
    }


def _warnings(settings: Settings, now: Status) -> list[str]:
    warnings = settings.warnings()
    if now.clock.loading_since is not None:
        warnings.append(
            "a load that keeps datestamps is unfinished, and lists answer 503: finish it with"
            f" `oaipmh import --keep-datestamps {now.clock.loading_source}`"
        )
    if now.applying:
        warnings.append(
            f"not all items are in these sets yet that belong there, or still in them:"
            f" {', '.join(now.applying)}; go on with `oaipmh sets apply`"
        )
    return warnings


def _instant(seconds: int | None) -> str | None:
    return None if seconds is None else format_utc(seconds)
