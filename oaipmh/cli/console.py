"""What every command says, and where: results on standard output, the rest on standard error."""

import json
from collections.abc import Mapping

from rich.console import Console

out = Console(highlight=False, soft_wrap=True, markup=False)
err = Console(highlight=False, soft_wrap=True, markup=False, stderr=True)


def complain(message: str) -> None:
    """One line about what went wrong."""
    err.print(f"oaipmh: {message}", style="red")


def warn(message: str) -> None:
    """One line about what the manager should know."""
    err.print(f"oaipmh: {message}", style="yellow")


def print_json(value: Mapping[str, object]) -> None:
    """One JSON object on standard output."""
    out.print(json.dumps(value, ensure_ascii=False))
