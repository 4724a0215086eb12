"""`oaipmh sets`: the sets, their names, and the rules of virtual ones."""

import sys
import time
from typing import Annotated

import typer

from oaipmh.cli.applying import apply_rules, finish_applying
from oaipmh.cli.console import complain, print_json, say
from oaipmh.cli.opening import opened_store
from oaipmh.cli.running import reporting
from oaipmh.ingest.shapes import shape_preview, shape_set
from oaipmh.ingest.views import Preview, SetView
from oaipmh.metadata.condition import RuleError
from oaipmh.metadata.known_sets import KNOWN_SETS
from oaipmh.metadata.rule import Rule
from oaipmh.metadata.text import clean_text
from oaipmh.protocol.response import SetDescription
from oaipmh.protocol.syntax import is_set_spec
from oaipmh.store import SqlStore


def _legal_spec(set_spec: str) -> str:
    if not is_set_spec(set_spec):
        legal = "parts of A-Z a-z 0-9 - _ . ! ~ * ' ( ), joined by colons"
        raise typer.BadParameter(f"{set_spec!r} is no setSpec: {legal}")
    return set_spec


def _clean_name(name: str | None) -> str | None:
    cleaned = None if name is None else clean_text(name)[0].strip()
    if cleaned == "":
        raise typer.BadParameter("the name is empty")
    return cleaned


app = typer.Typer(help="Sets: list, name, and fill them by rules.", no_args_is_help=True)
_Spec = Annotated[str, typer.Argument(help="The setSpec.", callback=_legal_spec)]
_Where = Annotated[
    list[str],
    typer.Option("--where", help="A condition: 'type is Article', 'issued >= 2015' …"),
]
_AnyOf = Annotated[bool, typer.Option("--any", help="One of the conditions is enough.")]
_Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
_Json = Annotated[bool, typer.Option("--json", help="Print it as JSON.")]


@app.command("list")
def list_(*, as_json: _Json = False) -> None:
    """List the sets: setSpec, name, how many items are in it or below, and its rule."""
    with opened_store() as (_, store):
        for one in store.sets():
            if as_json:
                print_json(shape_set(one))
            else:
                say(f"{one.set_spec}\t{one.set_name}\t{one.items}\t{_rule_in_words(one)}".rstrip())


@app.command("name")
def name_(
    set_spec: _Spec,
    name: Annotated[str, typer.Argument(help="Its setName.", callback=_clean_name)],
    *,
    description: Annotated[str | None, typer.Option(help="Its description, plain text.")] = None,
) -> None:
    """Name a set and describe it; it is made if there is none of that setSpec."""
    words = clean_text(description)[0] if description else None
    with opened_store() as (_, store):
        store.write_sets([SetDescription(set_spec, name, words)])
    say(f"{set_spec}\t{name}")


@app.command("preview")
def preview(where: _Where, *, any_of: _AnyOf = False, as_json: _Json = False) -> None:
    """Count the items that a rule holds for, and name some. Nothing is changed."""
    rule = _parse(where, any_of=any_of)
    with opened_store() as (_, store):
        found = _preview(store, rule)
    if as_json:
        print_json({"rule": rule.to_json()} | shape_preview(found))
        return
    say(f"{found.matching} of {found.items} items: {rule}")
    for identifier in found.examples:
        say(f"  {identifier}")


@app.command("rule")
def rule_(  # noqa: PLR0913 - a command's options are its arguments
    set_spec: _Spec,
    where: Annotated[
        list[str] | None,
        typer.Option(help=f"A condition; {' and '.join(KNOWN_SETS)} have rules of their own."),
    ] = None,
    *,
    any_of: _AnyOf = False,
    name: Annotated[str | None, typer.Option(help="Its setName.", callback=_clean_name)] = None,
    yes: _Yes = False,
    as_json: _Json = False,
) -> None:
    """Make a virtual set: the items that a rule holds for are in it, now and later.

    Says how many that are, and asks. Interrupted, it goes on with `oaipmh sets apply`.
    """
    if where:
        rule = _parse(where, any_of=any_of)
    elif known := KNOWN_SETS.get(set_spec):
        name, rule = name or known.set_name, known.rule
    else:
        example = "give a condition, such as 'type is Article'"
        raise typer.BadParameter(example, param_hint="--where")
    started = time.monotonic()
    with opened_store() as (_, store):
        found = _preview(store, rule)
        _ask(f"Put {found.matching} of {found.items} items into {set_spec}: {rule}?", yes=yes)
        if name is not None:
            store.write_sets([SetDescription(set_spec, name)])
        store.set_rule(set_spec, rule)
        applied = apply_rules(store)
    told = {"set": set_spec, "rule": rule.to_json()} | shape_preview(found)
    finish_applying(applied, started, told if as_json else None)


@app.command("unrule")
def unrule(set_spec: _Spec, *, yes: _Yes = False, as_json: _Json = False) -> None:
    """Take a set's rule away: those that were in it by that alone leave it; none is deleted."""
    started = time.monotonic()
    with opened_store() as (_, store):
        found = {one.set_spec: one.rule for one in store.virtual_sets()}
        if set_spec not in found:
            complain(f"{set_spec} has no rule; `oaipmh sets list` shows those that have")
            raise typer.Exit(1)
        if found[set_spec] is not None:
            _ask(f"Take this rule away from {set_spec}: {found[set_spec]}?", yes=yes)
        store.set_rule(set_spec, None)
        applied = apply_rules(store)
    finish_applying(applied, started, {"set": set_spec} if as_json else None)


@app.command("apply")
def apply(*, as_json: _Json = False) -> None:
    """Go on with rules whose application was interrupted."""
    started = time.monotonic()
    with opened_store() as (_, store):
        applied = apply_rules(store)
    finish_applying(applied, started, {} if as_json else None)


def _parse(where: list[str], *, any_of: bool) -> Rule:
    try:
        return Rule.parse(where, any_of=any_of)
    except RuleError as error:
        raise typer.BadParameter(str(error), param_hint="--where") from None


def _ask(question: str, *, yes: bool) -> None:
    """Go on only with a person's consent, or with --yes."""
    if yes:
        return
    if not sys.stdin.isatty():
        complain(f"{question} There is nobody to ask; nothing was changed. Give --yes")
        raise typer.Exit(2)
    typer.confirm(question, abort=True, err=True)


def _preview(store: SqlStore, rule: Rule) -> Preview:
    with reporting() as reporter:
        return store.preview(rule, lambda so_far: reporter.show(f"{so_far.items} items read"))


def _rule_in_words(one: SetView) -> str:
    if one.rule is None:
        return "(its rule is being taken away)" if one.applying else ""
    return f"{one.rule} (being applied)" if one.applying else str(one.rule)
