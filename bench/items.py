"""Plausible items for benchmarks: about 2.5 kB of record XML each, the same for the same number.

`python bench/items.py 1000 > items.jsonl`. Their datestamps, which count only with
`oaipmh import --keep-datestamps`, lie five minutes apart; fifty of them are in a rare set.
"""

import argparse
import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

_WORDS = (
    "archive community practice integrated care library harvest metadata open access repository "
    "evidence policy history language method theory analysis social economic digital record "
    "catalogue aggregation service network management learning research outcome study framework"
).split()
_DIVISIONS = ("history", "law", "economics", "physics", "sociology")
_SUBJECTS = ("H:HD", "H:HM", "Q:QA", "Q:QC", "Z:Z665")


RARE = "rare"
RARE_ITEMS = 50
EARLIEST = datetime(2015, 1, 1, tzinfo=UTC)
APART = timedelta(minutes=5)


def datestamp(number: int) -> str:
    """The datestamp of the item of that number."""
    return f"{EARLIEST + number * APART:%Y-%m-%dT%H:%M:%SZ}"


def items(count: int, abstract_words: int = 170) -> Iterator[dict[str, Any]]:
    """Yield so many items in the JSON shape of `oaipmh import`."""
    for number in range(count):
        rare = [RARE] if number % max(count // RARE_ITEMS, 1) == 0 else []
        yield _item(number, random.Random(number), abstract_words, rare)


def _item(
    number: int, chance: random.Random, abstract_words: int, rare: list[str]
) -> dict[str, Any]:
    year = chance.randint(1990, 2025)
    division, subject = chance.choice(_DIVISIONS), chance.choice(_SUBJECTS)
    return {
        "identifier": f"oai:bench.example.org:{number}",
        "datestamp": datestamp(number),
        "sets": [f"divisions:{division}", f"subjects:{subject}", *rare],
        "metadata": {
            "title": [{"value": _text(chance, 12).capitalize(), "lang": "en"}],
            "creator": [_name(chance) for _ in range(chance.randint(1, 6))],
            "subject": [f"{subject}: {_text(chance, 3)}" for _ in range(3)],
            "abstract": [{"value": _text(chance, abstract_words), "lang": "en"}],
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


def main() -> None:
    """Print items, one a line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--abstract-words", type=int, default=170)
    options = parser.parse_args()
    for one in items(options.count, options.abstract_words):
        print(json.dumps(one))


if __name__ == "__main__":
    main()
