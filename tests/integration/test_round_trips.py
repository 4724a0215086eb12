"""Real MARC and MODS, described and written again: the docs say what is kept, lost, and why."""

from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from tests.support.judges import faults_of
from tests.support.round_trips import assert_is_in, kept, round_trips, table

DOCS = Path(__file__).resolve().parents[2] / "docs" / "formats"
FOLDERS = {"marc21": ("marcxml", "oai-pmh"), "mods": ("mods", "mets", "oai-pmh")}
# Why something of a field is lost -> the fields.
WHY: dict[str, dict[str, str]] = {
    "marc21": {
        "made anew for the new record, by the day and the item's own identifier": "001 003 005 008",
        "about the record and who catalogued it": "006 040 042 049 263 670 883 889",
        "the new record is of the online item, where it is one": "007",
        "written in its normal form, without qualifiers, prices and cancelled numbers": (
            "010 015 020 024 035 088"
        ),
        "of one agency or one system": "025 051 069 074 094 259 363 689 90? 91? 92? 93? 9??",
        "coordinates in minutes are told as decimal degrees; scales in words": "034",
        "one language is told in 008; that of summaries and originals is not held": "041",
        "where and for whom it was published has no place in a description": "044 260 264 265 269",
        "a period in a code is told in words": "045",
        "the item number belongs to the copy": "050 055 09?",
        "the edition of the classification, and what a number was built of": "082 083 085",
        "dates and fuller forms of people, and numbers of authorities without a URI": (
            "100 110 111 600 610 650 651 655 700 710 711 810 240"
        ),
        "who did what, in the words of the title page": "245",
        "the words before a title or a related item": "246 773",
        "bindings and prices": "350",
        "content is told in words, and the carrier that it is online": "336 337 338",
        "the traced form of the series (8xx) is told": "440 490 830",
        "told as a level of access or a licence": "506 540",
        "codes of how the reproduction is dated": "533",
        "about the copy, its keeping and its holdings": "541 583 590 85[0279] 866",
        "more of the related item than its title and one number": "775 776 785 787",
        "how the file is served, and notes about it": "856",
        "what links it to the field in Latin script": "880",
    },
    "mods": {
        "of one institution's own": "extension",
        "marked as invalid": "identifier",
        "the language as a word, told as a code": "language",
        "where the copy is kept, and thumbnails": "location",
        "dates of people; a role is told by its code": "name",
        "where and how it was issued": "originInfo",
        "how it was digitised": "physicalDescription",
        "about the record": "recordInfo",
        "more of the related item than its title and one identifier": "relatedItem",
    },
}


def _why(prefix: str, field: str) -> str:
    reasons = WHY[prefix].items()
    matching = (
        reason
        for reason, fields in reasons
        if any(fnmatchcase(field, pattern) for pattern in fields.split())
    )
    return next(matching, "")


@pytest.mark.parametrize("prefix", FOLDERS)
def test_the_docs_say_what_a_round_trip_keeps(prefix: str, shared: Path) -> None:
    pairs = list(round_trips(shared, prefix, FOLDERS[prefix]))
    faulty = [fault for _, new in pairs for fault in faults_of(prefix, new, shared)]
    assert faulty == []
    found = kept(pairs, prefix)
    why = {field: _why(prefix, field) for field, one in found.items() if one.lost}
    assert [field for field, reason in why.items() if not reason] == []
    assert_is_in(DOCS / f"round-trips-{prefix}.md", table(found, why, len(pairs)))
