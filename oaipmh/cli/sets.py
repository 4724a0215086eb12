"""`oaipmh sets`: list the sets, or name and describe one."""

from typing import Annotated

import typer

from oaipmh.cli.console import say
from oaipmh.cli.opening import opened_store
from oaipmh.metadata.text import clean_text
from oaipmh.protocol.response import SetDescription
from oaipmh.protocol.syntax import is_set_spec

_ALL = 2**31


def sets(
    set_spec: Annotated[str | None, typer.Argument(help="The set to name.")] = None,
    name: Annotated[str | None, typer.Argument(help="Its setName.")] = None,
    *,
    description: Annotated[str | None, typer.Option(help="Its description, plain text.")] = None,
) -> None:
    """List the sets; or, with a setSpec and a name, create or rename one."""
    if set_spec is not None and not is_set_spec(set_spec):
        legal = "parts of A-Z a-z 0-9 - _ . ! ~ * ' ( ), joined by colons"
        raise typer.BadParameter(f"{set_spec!r} is no setSpec: {legal}")
    if (set_spec is not None or description) and not (name and name.strip()):
        raise typer.BadParameter("a set needs its spec and a name: oaipmh sets physics Physics")
    with opened_store() as (_, store):
        if set_spec is not None and name is not None:
            words = clean_text(description)[0] if description else None
            store.write_sets([SetDescription(set_spec, clean_text(name)[0].strip(), words)])
            say(f"{set_spec}\t{name}")
            return
        with store.snapshot() as snapshot:
            for one in snapshot.sets("", _ALL):
                say(f"{one.set_spec}\t{one.set_name}")
