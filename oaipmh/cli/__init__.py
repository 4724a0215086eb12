"""The program `oaipmh`: one file per command."""

import sys
import traceback
from importlib.metadata import distribution
from typing import Annotated

import typer
from typer.main import get_group

from oaipmh.cli.commands import Commands
from oaipmh.cli.console import complain, say
from oaipmh.cli.usage import UsageError, usage_message
from oaipmh.harvester.errors import HarvestError
from oaipmh.harvester.target import BadTarget
from oaipmh.ingest.ports import LeaseLost, SourceBusy
from oaipmh.ingest.replacing import Guarded
from oaipmh.ingest.sources import BadSource
from oaipmh.provider.ports import StoreUnavailable
from oaipmh.settings import SettingsError
from oaipmh.store import LoadRefused
from oaipmh.store.keys import KeyRefused
from oaipmh.store.schema import SchemaError
from oaipmh.store.sources import SourceExists

_CANNOT_RUN = (
    SettingsError,
    SchemaError,
    LoadRefused,
    KeyRefused,
    Guarded,
    BadSource,
    BadTarget,
    HarvestError,
    SourceBusy,
    SourceExists,
    LeaseLost,
    OSError,
)

_program = typer.Typer(
    name="oaipmh",
    help="An OAI-PMH 2.0 repository: load metadata, serve it to harvesters.",
    no_args_is_help=True,
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


@_program.callback()
def options(
    *,
    version: Annotated[bool, typer.Option("--version", help="Say which version this is.")] = False,
) -> None:
    """Options that come before any command."""
    if version:
        say(distribution("oaipmh-service").version)
        raise typer.Exit


app = get_group(_program)
"""The program. Of its commands only the one that is called is imported."""
app.commands = Commands()


def main() -> None:
    """Run the program: exit 2, with one line, when a command could not run."""
    try:
        sys.exit(app(prog_name="oaipmh", standalone_mode=False))
    except UsageError as error:
        if message := usage_message(error):
            complain(message)
        sys.exit(2)
    except typer.Abort:
        complain("given up")
        sys.exit(1)
    except StoreUnavailable as error:
        complain(f"{error}: {error.detail}" if error.detail else str(error))
        sys.exit(2)
    except _CANNOT_RUN as error:
        complain(str(error))
        sys.exit(2)
    except Exception:  # noqa: BLE001 - exit 1 would say that some were quarantined
        traceback.print_exc()
        complain("a fault of this program; what it had stored stays")
        sys.exit(2)
