"""`oaipmh status`: how the repository is, and what its manager should mend."""

from typing import Annotated

import typer

from oaipmh.cli.console import out, print_json, warn
from oaipmh.cli.opening import opened_store
from oaipmh.protocol.datestamp import format_utc
from oaipmh.settings import Settings
from oaipmh.store.inspection import Status


def status(
    *, as_json: Annotated[bool, typer.Option("--json", help="Print it as one JSON object.")] = False
) -> None:
    """Show counts, the repository clock, and warnings."""
    with opened_store() as (settings, store):
        now = store.status()
    if as_json:
        print_json(_as_json(settings, now))
    else:
        for name, value in _as_json(settings, now).items():
            if name != "warnings":
                out.print(f"{name}: {value}")
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
            "a load that keeps datestamps is unfinished, and lists answer 503: run the same"
            " `oaipmh import --keep-datestamps` again to finish it"
        )
    return warnings


def _instant(seconds: int | None) -> str | None:
    return None if seconds is None else format_utc(seconds)
