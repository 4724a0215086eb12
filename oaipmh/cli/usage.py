"""A command that was called wrongly, in one line, like every other error."""

from typing import Any

import typer

UsageError: Any = typer.BadParameter.__base__
"""What typer raises for any of them; it exports no name for that."""


def usage_message(error: Any) -> str:  # noqa: ANN401 - see UsageError
    """What is wrong, and whose help says how it is right; empty where only help was wanted."""
    message = " ".join(error.format_message().split()).rstrip(".")
    message = message.replace("Input should be", "expected")
    if not message or error.ctx is None:
        return message
    return f"{message} (see `{error.ctx.command_path} --help`)"
