"""Real DataCite records of kernels 3 and 4, read and written again: what is kept, and what is not.

The table in docs/formats/round-trips-datacite.md is this test's: with OAIPMH_WRITE_TABLES set, it is
written anew.
"""

import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from lxml import etree

from oaipmh.crosswalks.oai_datacite import missing, render
from oaipmh.ingest.clean import Refused, clean
from oaipmh.protocol.parts import local_name
from oaipmh.readers import datacite
from oaipmh.readers.incoming import IncomingItem, Undescribable
from tests.support.losses import metadata_in
from tests.support.resources import described

TABLE = Path(__file__).resolve().parents[2] / "docs/formats/round-trips-datacite.md"
KINDS = ("datacite", "oai-pmh", "oai-pmh-cassette")
KERNELS = ("http://datacite.org/schema/kernel-3", "http://datacite.org/schema/kernel-4")
_SIGNS = re.compile(r"[\W_]+")

WHY: dict[str, str] = {
}
"""Why what stands at a place is not kept there, by patterns of places; the first that fits."""


def records(shared: Path) -> Iterator[etree._Element]:
    """The DataCite records of the two kernels."""
    for kind in KINDS:
        for metadata in metadata_in(shared / "realdata" / kind):
            for one in metadata.iter("{*}resource"):
                if (etree.QName(one).namespace or "").startswith(KERNELS):
                    yield one


def written_again(record: etree._Element) -> etree._Element | list[str]:
    """The record that its description gives; or why there is none."""
    try:
        found = datacite.describe(record)
        item = IncomingItem("", b"", "oai:x.org:1", description=found.description)
        again = described(clean(item, "oai:x.org:1", keep_datestamp=False).description)
    except (Refused, Undescribable) as error:
        return [str(error)]
    return missing(again) or render(again)


def values(record: etree._Element) -> Iterator[tuple[str, str]]:
    """Place and value of every text and attribute, but for those that XML Schema has for itself."""
    for element in record.iter(etree.Element):
        above = [local_name(one) for one in element.iterancestors(etree.Element)]
        depth = len([one for one in record.iterancestors(etree.Element)])
        path = "/".join([*above[: len(above) - depth - 1][::-1], local_name(element)])
        text = " ".join("".join(_texts(element)).split())
        if text:
            yield path, text
        for name, value in element.attrib.items():
            if not str(name).startswith("{http://www.w3.org/2001/XMLSchema-instance}"):
                kept = str(value).strip()
                if kept:
                    yield f"{path}@{str(name).rpartition('}')[2]}", kept


def _texts(element: etree._Element) -> Iterator[str]:
    """The text of an element, over the breaks in it."""
    yield element.text or ""
    yield from (f" {one.tail or ''}" for one in element)


def rows(shared: Path) -> Iterator[tuple[str, int, int, int, int]]:
    """Place; how many values stand there, stay there, stand elsewhere or otherwise, and are lost."""
    given, kept, moved = Counter[str](), Counter[str](), Counter[str]()
    for record in records(shared):
        again = written_again(record)
        if isinstance(again, list):
            continue
        new = Counter(values(again))
        letters = _SIGNS.sub("", " ".join(value for _, value in new.elements())).lower()
        for (place, value), count in Counter(values(record)).items():
            stays = min(count, new[place, value])
            given[place] += count
            kept[place] += stays
            if _SIGNS.sub("", value).lower() in letters:
                moved[place] += count - stays
    for place in sorted(given):
        lost = given[place] - kept[place] - moved[place]
        yield place, given[place], kept[place], moved[place], lost


def why(place: str) -> str:
    """The reason for what is not kept at a place."""
    return next((text for pattern, text in WHY.items() if fnmatchcase(place, pattern)), "")


def table(shared: Path) -> str:
    """The page as it should be."""
    outcomes = Counter(
        "; ".join(again) if isinstance(again := written_again(one), list) else ""
        for one in records(shared)
    )
    without = defaultdict(int, {text: count for text, count in outcomes.items() if text})
    lines = [
        "# Round trips: DataCite",
        "",
        "Real DataCite records of kernels 3 and 4 are read, their descriptions cleaned, and written as",
        "`oai_datacite` again. Values are counted by place: those that stay there as they are, those that",
        "stand in the record elsewhere or otherwise (in another spelling, as a part of another value),",
        "and those that are lost. `tests/integration/test_round_trip_datacite.py` keeps this page.",
        "",
        f"{sum(outcomes.values())} records; {outcomes['']} are written again. The others lack:",
        "",
        *(f"- {text}: {count}" for text, count in sorted(without.items())),
        "",
        "| place | values | stay | elsewhere, otherwise | lost | why |",
        "|---|---|---|---|---|---|",
    ]
    for place, given, kept, moved, lost in rows(shared):
        reason = why(place) if given > kept else ""
        lines.append(f"| {place} | {given} | {kept} | {moved} | {lost} | {reason} |".replace("|  |", "| |"))
    return "\n".join(lines) + "\n"


def test_the_table_of_round_trips_is_kept(shared: Path) -> None:
    expected = table(shared)
    if os.environ.get("OAIPMH_WRITE_TABLES"):
        TABLE.write_text(expected)
    assert TABLE.read_text() == expected


def test_whatever_is_not_kept_has_a_reason(shared: Path) -> None:
    unexplained = [place for place, given, kept, *_ in rows(shared) if given > kept and not why(place)]
    assert unexplained == []
