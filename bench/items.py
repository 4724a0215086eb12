"""Plausible items for benchmarks: about 2.5 kB of record XML each, the same for the same number."""

import json
import random
import sys
from collections.abc import Iterator
from typing import Any

_WORDS = (
    "archive community practice integrated care library harvest metadata open access repository "
    "evidence policy history language method theory analysis social economic digital record "
    "catalogue aggregation service network management learning research outcome study framework"
).split()
_DIVISIONS = ("history", "law", "economics", "physics", "sociology")
_SUBJECTS = ("H:HD", "H:HM", "Q:QA", "Q:QC", "Z:Z665")


def items(count: int) -> Iterator[dict[str, Any]]:
    """Yield so many items in the JSON shape of `oaipmh import`."""
    for number in range(count):
        yield _item(number, random.Random(number))


def _item(number: int, chance: random.Random) -> dict[str, Any]:
    year = chance.randint(1990, 2025)
    division, subject = chance.choice(_DIVISIONS), chance.choice(_SUBJECTS)
    return {
        "identifier": f"oai:bench.example.org:{number}",
        "sets": [f"divisions:{division}", f"subjects:{subject}"],
        "metadata": {
            "title": [{"value": _text(chance, 12).capitalize(), "lang": "en"}],
            "creator": [_name(chance) for _ in range(chance.randint(1, 6))],
            "subject": [f"{subject}: {_text(chance, 3)}" for _ in range(3)],
            "abstract": [{"value": _text(chance, 170), "lang": "en"}],
            "publisher": ["Bench University"],
            "issued": [str(year)],
            "type": ["Article"],
            "format": ["application/pdf"],
            "identifier": [f"http://bench.example.org/{number}/"],
            "bibliographicCitation": [f"{_text(chance, 4).title()}, {chance.randint(1, 60)}"],
            "language": ["en"],
            "rights": ["info:eu-repo/semantics/openAccess"],
        },
    }


def _text(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS, k=words))


def _name(chance: random.Random) -> str:
    return f"{chance.choice(_WORDS).title()}, {chance.choice('ABCDEFGH')}."


if __name__ == "__main__":
    for one in items(int(sys.argv[1])):
        print(json.dumps(one))
