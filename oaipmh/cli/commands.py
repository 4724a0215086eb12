"""The program's commands, each from a file of its own, which is imported when it is called."""

from collections import UserDict
from pkgutil import resolve_name
from typing import Any

import typer
from typer.main import get_group

_PLACES = {
    "serve": "serve:serve",
    "migrate": "migrate:migrate",
    "import": "import_:import_",
    "delete": "delete:delete",
    "show": "show:show",
    "render": "render:render",
    "restamp": "restamp:restamp",
    "recount": "recount:recount",
    "status": "status:status",
    "runs": "runs:runs",
    "repairs": "repairs:repairs",
    "harvest": "harvest:harvest",
    "worker": "worker:worker",
    "sources": "sources:app",
    "sets": "sets:app",
    "formats": "formats:app",
    "quarantine": "quarantine:app",
    "keys": "keys:app",
    "tokens": "tokens:app",
}


class Commands(UserDict[str, Any]):
    """All commands by their names: an application is a command with commands of its own."""

    def __init__(self) -> None:
        super().__init__(_PLACES)

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - typer exports no name for a command
        found = resolve_name(f"oaipmh.cli.{self.data[name]}")
        alone = typer.Typer()
        if isinstance(found, typer.Typer):
            alone.add_typer(found, name=name)
        else:
            alone.command(name)(found)
        return get_group(alone).commands[name]
