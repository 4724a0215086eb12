"""`oaipmh status`: how the repository is, and what its manager should mend."""

from typing import Annotated

import typer

from oaipmh.cli.console import print_json, say, warn
from oaipmh.cli.opening import opened_store
from oaipmh.ingest.shapes import shape_status, store_warnings
from oaipmh.ingest.views import FormatCount, Status
from oaipmh.protocol.datestamp import format_utc
from oaipmh.settings import Settings


def status(
    *, as_json: Annotated[bool, typer.Option("--json", help="Print it as one JSON object.")] = False
) -> None:
    """Show counts, the repository clock, and warnings."""
    with opened_store() as (settings, store):
        now, url = store.status(settings.served_formats), store.url
    if as_json:
        shape = shape_status(now, settings.public_base_url, settings.warnings())
        print_json({"database": url} | shape)
    else:
        say(f"database      {url}")
        _print(settings, now)


def _print(settings: Settings, now: Status) -> None:
    say(f"base URL      {settings.public_base_url}")
    say(f"items         {now.items}, {now.repaired} of them repaired")
    served = [one.metadata_prefix for one in settings.served_formats.crosswalks]
    found = {one.metadata_prefix: one for one in now.formats}
    new = {prefix: FormatCount(prefix, 0, 0) for prefix in served if prefix not in found}
    counts = found | new
    for prefix in dict.fromkeys([*served, *found]):
        count = counts[prefix]
        lacking = now.lacking(count)
        told = f"{count.live} records, {count.deleted} tombstones"
        told += f", {lacking} items not in it" * bool(lacking)
        told += ", not served" * (prefix not in served)
        told += " (put in lately? run `oaipmh render`)" * (prefix in new and lacking > 0)
        say(f"  {prefix:14}{told}")
    say(f"sets          {now.sets}")
    say(f"quarantined   {now.quarantined}")
    say(f"clock         {format_utc(now.clock.watermark)}")
    say(f"first list    {_instant(now.clock.first_list) or 'none has been served'}")
    for warning in [*settings.warnings(), *store_warnings(now)]:
        warn(warning)


def _instant(seconds: int | None) -> str | None:
    return None if seconds is None else format_utc(seconds)
