"""What is said of a setting that is wrong: one line that names it, in words of ours."""

import re
from collections.abc import Sequence
from difflib import get_close_matches

TOML_FILE = "oaipmh.toml"
_TABLE = f"expected a table in {TOML_FILE}"
_REASONS = {
    "missing": "it is missing",
    "unexpected_keyword_argument": "there is no such key",
    "tuple_type": "expected a list",
    "dataclass_type": _TABLE,
    "dict_type": _TABLE,
    "string_type": "expected a text in quotation marks",
    "path_type": "expected the name of a file in quotation marks",
    "int_type": "expected a whole number",
    "int_parsing": "expected a whole number",
}
# The library names a variable that it cannot read in a sentence only.
_FIELD = re.compile(r'field "(\w+)"')


def complaint(place: Sequence[int | str], kind: str, message: str, known: Sequence[str]) -> str:
    """What is wrong at a place: of which kind it is, and what the library says of it."""
    name = ".".join(str(part) for part in place)
    if kind == "extra_forbidden":
        return f"{TOML_FILE} has {name}, and there is no such setting; {_meant(name, known)}"
    where = name if len(place) > 1 else _both_names(name)
    plain = message.removeprefix("Value error, ").replace("Input should be", "expected")
    return f"The setting {where} is wrong: {_REASONS.get(kind, plain)}"


def unreadable(message: str) -> str:
    """What is wrong with a variable that should be a table."""
    found = _FIELD.search(message)
    return f"The setting {_both_names(found[1])} is wrong: {_TABLE}" if found else message


def _both_names(name: str) -> str:
    return f"OAIPMH_{name.upper()} (or {name} in {TOML_FILE})"


def _meant(name: str, known: Sequence[str]) -> str:
    """The setting that is nearest to a name that is none; all of them, if none is near."""
    near = get_close_matches(name.lower().removeprefix("oaipmh_"), known, 1)
    return f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
