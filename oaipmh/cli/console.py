"""What every command says, and where: results on standard output, the rest on standard error."""

import json
from collections.abc import Mapping

import typer
from rich.console import Console

err = Console(highlight=False, soft_wrap=True, markup=False, stderr=True)


def say(line: str) -> None:
    """One line of a result."""
    typer.echo(line)


def complain(message: str) -> None:
    """One line about what went wrong."""
    err.print(f"oaipmh: {message}", style="red")


def warn(message: str) -> None:
    """One line about what the manager should know."""
    err.print(f"oaipmh: {message}", style="yellow")


def print_json(value: Mapping[str, object]) -> None:
    """One JSON object on standard output."""
    say(json.dumps(value, ensure_ascii=False))
