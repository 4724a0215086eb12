"""Real DataCite records of kernels 3 and 4, read and written again: what is kept, and what is not.

The table in docs/formats/round-trips-datacite.md is this test's: with REWRITE set, it
is written anew.
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
_OF_SCHEMAS = ("schemaLocation", "noNamespaceSchemaLocation", "type")  # XML Schema's own
_SIGNS = re.compile(r"[\W_]+")

WHY: dict[str, str] = {
    "*@titleType": "a subtitle is told behind its title, another title by its language",
    "*/affiliation*": "a statement cannot say whose affiliation it is",
    "relatedItems/*/titles/title": "a subtitle is told behind the title; translations are not told",
    "relatedItems/relatedItem@relationType": "DCMI has fewer relations",
    "relatedItems/*": "of a related item, title, identifier and the place in it are told",
    "contributors/contributor@contributorType": (
        "types that no MARC relator means are Other; a supervisor is one only of a thesis"
    ),
    "*Name@nameType": "told by the form of the name: with a comma, or an ORCID, a person",
    "*Name": "whoever has the same role twice is told once",
    "*/familyName": "whoever has the same role twice is told once",
    "*/givenName": "whoever has the same role twice is told once",
    "*/nameIdentifier": (
        "ORCID, ROR and ISNI as URIs; numbers of other schemes that are no URIs, ill-formed ones,"
        " and all but the best one of a person are not told"
    ),
    "*/nameIdentifier@*": "as for the identifier; schemes and their addresses in one spelling",
    "dates/date@dateInformation": "no property is for it",
    "dates/date@dateType": "DCMI has no term for Collected and Withdrawn: Other, or not told",
    "dates/date": "a date that has no type stands in for the date of issue, or is told once",
    "descriptions/description@descriptionType": "Methods and TechnicalInfo are Other",
    "descriptions/description*": "what is said twice is told once, and markup is stripped",
    "formats/format": "told once",
    "fundingReferences/*/awardTitle": "of an award without a number, a related item",
    "fundingReferences/*": (
        "a funder's identifier as URI, its scheme's address in one spelling; other numbers are not"
        " told"
    ),
    "geoLocations/*/inPolygonPoint/*": "no property is for a point within a polygon",
    "geoLocations/*/geoLocationPolygons/*": "a list of polygons, of no schema, is told without it",
    "geoLocations/geoLocation/geoLocationPoint": "a point as kernel 3 has it, told in two elements",
    "geoLocations/*": "the same place is told once",
    "language": "by BCP 47, in its spelling",
    "publisher@publisherIdentifier": "a number that is no URI is not told",
    "publisher@schemeURI": "the scheme's address in one spelling",
    "alternateIdentifiers/*": "the scheme in one spelling; the DOI itself is told once",
    "relatedIdentifiers/relatedIdentifier@relationType": (
        "DCMI has fewer relations: what says nearly the same is told as one, and else Other"
    ),
    "relatedIdentifiers/relatedIdentifier@relatedIdentifierType": "the scheme that the value shows",
    "relatedIdentifiers/relatedIdentifier@*": "no property is for it",
    "relatedIdentifiers/relatedIdentifier": "in one spelling; what is related alike is told once",
    "rightsList/rights@rightsIdentifier": "as SPDX spells it, where the licence's address tells it",
    "rightsList/rights@rights*Scheme": "told where the licence's address tells SPDX's identifier",
    "rightsList/rights@schemeURI": "told where the licence's address tells SPDX's identifier",
    "rightsList/rights@rightsURI": "Creative Commons' addresses in the spelling of their owner",
    "rightsList/rights": "an access level in the words of COAR",
    "subjects/subject@classificationCode": "a subject of its own in the same scheme",
    "subjects/subject@schemeURI": "a statement has the scheme's name",
    "subjects/subject": "told once",
    "titles/title*": "a subtitle is told behind its title, in the title's language",
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
        depth = len(list(record.iterancestors(etree.Element)))
        inner = above[: len(above) - depth - 1] if element is not record else []
        path = "/".join([*inner[::-1], local_name(element)])
        text = " ".join("".join(_texts(element)).split())
        if text:
            yield path, text
        for name, given in element.attrib.items():
            local = str(name).rpartition("}")[2]
            value = str(given).strip()
            if value and local.rpartition(":")[2] not in _OF_SCHEMAS:
                yield f"{path}@{local}", value


def _texts(element: etree._Element) -> Iterator[str]:
    """The text of an element, over the breaks in it."""
    yield element.text or ""
    yield from (f" {one.tail or ''}" for one in element)


def rows(shared: Path) -> Iterator[tuple[str, int, int, int, int]]:
    """Place; how many values stand there, stay, stand elsewhere or otherwise, and are lost."""
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
        "Real DataCite records of kernels 3 and 4 are read, their descriptions cleaned, and",
        "written as `oai_datacite` again. Values are counted by place: those that stay there as",
        "they are, those that stand in the record elsewhere or otherwise (in another spelling, as",
        "a part of another value), and those that are lost.",
        "`tests/integration/test_round_trip_datacite.py` keeps this page.",
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
        cells = (place, given, kept, moved, lost, reason)
        lines.append(f"| {' | '.join(map(str, cells)).strip()} |")
    return "\n".join(lines) + "\n"


def test_the_table_of_round_trips_is_kept(shared: Path) -> None:
    expected = table(shared)
    if os.environ.get("REWRITE"):
        TABLE.write_text(expected)
    assert TABLE.read_text() == expected


def test_whatever_is_not_kept_has_a_reason(shared: Path) -> None:
    changed = [place for place, given, kept, *_ in rows(shared) if given > kept]
    assert changed
    assert [place for place in changed if not why(place)] == []
