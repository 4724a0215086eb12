"""`oaipmh serve`: answer harvesters."""

import os
import socket
from pathlib import Path
from typing import Annotated

import typer

from oaipmh.cli.console import err, warn
from oaipmh.cli.running import piping
from oaipmh.crosswalks import CROSSWALKS
from oaipmh.ingest.ports import NewRun
from oaipmh.metadata.known_sets import KNOWN_SETS
from oaipmh.protocol.response import SetDescription
from oaipmh.readers import jsonl
from oaipmh.settings import Settings, load_settings
from oaipmh.store import SqlStore

_SAMPLE = Path(__file__).resolve().parents[2] / "sample" / "items.jsonl"
# What the sample is served as, unless the environment says otherwise.
_SAMPLE_SETTINGS = {
    "OAIPMH_REPOSITORY_NAME": "A sample repository",
    "OAIPMH_REPOSITORY_IDENTIFIER": "sample.example.org",
    "OAIPMH_SAMPLE_IDENTIFIER": "oai:sample.example.org:0001",
    "OAIPMH_ADMIN_EMAIL": "admin@sample.example.org",
    "OAIPMH_FORMATS": ",".join(CROSSWALKS),
}
_SAMPLE_SET = "openaire"
_SAMPLE_DATABASE = "sqlite:///oaipmh-sample.db"
_GRACE_SECONDS = 10
# Harvesters pause between pages; a connection that is cut as they come back costs them a retry.
_KEEP_ALIVE_SECONDS = 75


def serve(
    *,
    host: Annotated[str | None, typer.Option(help="The address to listen at.")] = None,
    port: Annotated[int | None, typer.Option(help="The port to listen at.")] = None,
    workers: Annotated[int, typer.Option(min=1, help="How many processes answer.")] = 1,
    sample: Annotated[
        bool, typer.Option(help="Serve the sample, from a database file of its own.")
    ] = False,
) -> None:
    """Answer harvesters at http://HOST:PORT/oai until interrupted."""
    import uvicorn  # noqa: PLC0415 - the other commands start in half the time without it

    from oaipmh.app import describe_repository  # noqa: PLC0415 - likewise, for FastAPI

    # Workers are processes of their own and read the settings anew: the environment tells them.
    if sample:
        os.environ["OAIPMH_DATABASE_URL"] = _SAMPLE_DATABASE
        os.environ.pop("OAIPMH_READ_DATABASE_URL", None)
        for name, value in _SAMPLE_SETTINGS.items():
            os.environ.setdefault(name, value)
    if host is not None:
        os.environ["OAIPMH_HOST"] = host
    if port is not None:
        os.environ["OAIPMH_PORT"] = str(port)
    settings = load_settings()
    if sample:
        from oaipmh.store.migrations import migrate  # noqa: PLC0415 - nobody else wants Alembic

        migrate(settings.database_url)
    store = SqlStore(settings.database_url, settings.read_database_url)
    store.check_schema()
    if sample:
        _load_sample(settings, store)
    describe_repository(settings, store)
    store.dispose()
    for warning in () if sample else settings.warnings():
        warn(warning)
    _require_free_port(settings)
    err.print(f"Serving {store.url} at {settings.public_base_url}?verb=Identify")
    uvicorn.run(
        "oaipmh.app:create_app",
        factory=True,
        host=settings.host,
        port=settings.port,
        workers=workers,
        access_log=False,
        server_header=False,
        log_level="warning",
        timeout_graceful_shutdown=_GRACE_SECONDS,
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
    )


def _require_free_port(settings: Settings) -> None:
    """Find out before saying that we serve.

    Raises:
        OSError: the address cannot be listened at.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        socket.create_server((settings.host, settings.port), family=family).close()
    except OSError as error:
        place = f"{settings.host}, port {settings.port}"
        raise OSError(f"Cannot listen at {place}: {error.strerror}; try another --port") from None


def _load_sample(settings: Settings, store: SqlStore) -> None:
    """Fill an empty store with the sample, its datestamps kept, and the set that OpenAIRE wants."""
    status = store.status()
    if status.items and status.clock.loading_since is None:
        return
    known = KNOWN_SETS[_SAMPLE_SET]
    store.write_sets([SetDescription(_SAMPLE_SET, known.set_name)])
    store.set_rule(_SAMPLE_SET, known.rule)
    store.apply_rules()
    store.begin_load(_SAMPLE.name, force=False)
    with (
        piping(settings, store, NewRun("import", _SAMPLE.name), keep_datestamps=True) as pipeline,
        _SAMPLE.open("rb") as stream,
    ):
        pipeline.take(_SAMPLE.name, jsonl.read(stream))
    store.end_load()
    err.print(f"Loaded the sample: {pipeline.summary.read} items")
