"""docker-compose.yml as what can be run without containers: commands, environments, mounts."""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.support.processes import ROOT

COMPOSE_FILE = ROOT / "docker-compose.yml"
COMPOSE: dict[str, Any] = yaml.safe_load(COMPOSE_FILE.read_text("utf-8"))

_VARIABLE = re.compile(r"\$\{\w+:-([^}]*)\}")
_HOST = re.compile(r"(?<=[@=])(database|replica)(?=[/&]|$)")


@dataclass(frozen=True)
class Service:
    """One service of the file."""

    name: str

    @property
    def command(self) -> list[str]:
        """Its command, under the entrypoint of its own if it has one."""
        return [*self._definition.get("entrypoint", []), *self._definition["command"]]

    @property
    def options(self) -> list[str]:
        """Its command without `oaipmh`."""
        program, *options = self.command
        assert program == "oaipmh"
        return options

    @property
    def health_check(self) -> list[str]:
        """What says whether it is healthy."""
        kind, *check = self._definition["healthcheck"]["test"]
        return check if kind == "CMD" else ["sh", "-c", *check]

    def environment(self, **ports: int) -> dict[str, str]:
        """Its environment by default; the servers are on this machine, at these ports."""
        given = {
            name: _VARIABLE.sub(r"\1", value)
            for name, value in self._definition["environment"].items()
        }
        return {
            name: _HOST.sub(lambda host: f"127.0.0.1:{ports[host[1]]}", value)
            for name, value in given.items()
        }

    def mount(self, folder: Path) -> dict[str, str]:
        """Copy what it mounts of the project to the folder; by path in the container, path here."""
        found = {}
        for volume in self._definition["volumes"]:
            source, target, *_ = volume.split(":")
            if source.startswith("./"):
                found[target] = str(shutil.copy(ROOT / source, folder))
        return found

    @property
    def _definition(self) -> dict[str, Any]:
        return COMPOSE["services"][self.name]
