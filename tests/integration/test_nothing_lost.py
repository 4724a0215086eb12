"""Nothing that real records say is lost, but what a description cannot hold or should not tell.

Every text, URI and language of every real record is looked for in its description. What is not
found must stand at a place that is named here, with the reason.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from oaipmh.readers.incoming import Undescribable
from oaipmh.readers.vocabularies import describe
from tests.support.losses import lost, metadata_in, vocabulary_of

Losses = dict[str, dict[str, list[str]]]

# Vocabulary -> why -> the places, as `tests.support.losses.lost` names them.
NOT_TOLD: dict[str, dict[str, str]] = {
    "Dublin Core": {},
    "OpenAIRE": {},
    "qualified Dublin Core": {
        "a role or a type, told as the property or the scheme": "*@type",
        "of NSDL's own, about its catalogue": "metadataTerms readiness",
        "of Europeana's model: pictures of the item, and who sent it": "preview iiifManifest",
        "an attribute of nobody's vocabulary": "isReferencedBy@holdingsURI",
    },
    "RIOXX": {
        "a person has one URI, the ORCID first": "creator/id",
        "what kind of thing the file or the related item is": "*@coar_type",
        "the version of a related item, told as hasVersion": "*relation@coar_version",
    },
    "MODS": {
        "about the record, not the item": "recordInfo/*",
        "of one institution's own": "extension/*",
        "about the copy and where it is kept": "location/physicalLocation",
        "thumbnails": "location/url",
        "marked as invalid": "identifier",
        "the language as a word, told as a code": "language/languageTerm*",
        "dates and affiliations of people": "name/namePart",
        "the role, told as the property": "name/role/roleTerm*",
        "how and where it was issued": "originInfo/issuance originInfo/place/placeTerm",
        "how it was digitised": "physicalDescription/digitalOrigin",
        "more of the related item than its title and URI": "relatedItem/*",
    },
    "METS": {
        "of the files, not of the item": "amdSec/* mdSec/mdGrp/*",
        "the text of a file, for searching": "fileSec/fileGrp/file*",
        "about the METS file": "metsHdr/*",
        "the role, told as the property": "*/role/roleTerm",
    },
    "EPrints 3 XML": {
        "how the repository keeps it": (
            "collection datestamp dir eprint_status full_text_status"
            " item_issues_count lastmod metadata_visibility rev_number reviewer status_changed"
            " userid"
        ),
        "of documents that are private, or made of others for searching": "documents/document*",
        "the kind of date or of publication, told as the property or in words": (
            "date_type ispublished refereed related_url/item/type"
        ),
        "ids that only the repository knows": "*/item/id",
        "codes of one repository's own": "option_major/item",
        "the words around an article number": "pagerange",
        "the place of publication": "place_of_pub",
    },
    "DataCite": {
        "of a person: a statement cannot say whose it is": "*/affiliation*",
        "numbers of no known scheme, or ill-formed": (
            "*/nameIdentifier fundingReferences/fundingReference/funderIdentifier"
        ),
        "types of XML Schema": "*Name@type sizes/size@type formats/format@type",
        "codes for not knowing": "dates/date formats/format titles/title",
        "a point within a polygon": "*/inPolygonPoint/*",
        "more of the related item than its title, its URI and the place in it": "relatedItems/*",
    },
    "MARCXML": {
        "about the record and who catalogued it": (
            "leader 00[356] 040$* 042$* 049$* 263$* 670$* 883$* 889$* 336$[b] 337$b 338$b"
        ),
        "codes of carriers and of dates, told in words or not at all": "007 008 045$* 533$7",
        "the words in which a number, a name or a relation is given": (
            "024$[pq] 035$i 088$9 082$2 083$2 590$2 650$2 655$2 24[56]$[6i] 264$6 700$6"
            " 880$6 *$8 773$[in] 775$i 776$i 785$i 787$i 506$2 856$[3xyz]"
        ),
        "invalid, cancelled, or written otherwise: the digits are told": (
            "010$[aoz] 015$z 020$[9az] 440$x"
        ),
        "bindings and prices": "020$[bcq] 350$*",
        "numbers of one agency, or of its copies": ("025$* 05[05]$b 051$* 069$* 074$* 09[09]$*"),
        "numbers of authorities that have no URI here": "*$0",
        "parts that a number of a classification was built of": "085$[sz] 094$*",
        "coordinates and scales, told as decimal degrees or not at all": "034$*",
        "other languages than the item's": "041$[abh]",
        "where it was published and for whom to ask": "044$* 260$[ae] 264$a 265$* 269$* 880$a",
        "names that are none, and dates told as the year": "260$[bcg]",
        "dates and affiliations of people": "100$[du] 700$[du]",
        "the role, told as the property": "*$[4e]",
        "who did what, in the words of the title page": "245$c 880$c",
        "as traced in 8xx": "490$[apv] 830$[79s] 810$9",
        "words for what is told as a level of access": "506$[af] 542$l",
        "about the copy, its keeping and its holdings": "583$* 85[029]$* 952$*",
        "headings of one library's own": "610$9 650$9 651$9 689$*",
        "more of a related item than its title and one number": (
            "77[56]$[bdhnow] 78[57]$[dw] 8[13]0$w"
        ),
        "how the file is served": "856$[ms]",
        "of one system's own": "259$* 363$* 710$5 9??$*",
    },
}


@pytest.fixture(scope="module")
def losses(shared: Path) -> Losses:
    """What is lost of all real records: vocabulary, place, values."""
    found: Losses = defaultdict(lambda: defaultdict(list))
    for vocabulary, place, value in _lost(shared / "realdata"):
        found[vocabulary][place].append(value)
    return found


def _lost(folder: Path) -> Iterator[tuple[str, str, str]]:
    for element in metadata_in(folder):
        vocabulary = vocabulary_of(element)
        try:
            described = describe(element)
        except Undescribable:
            continue
        # Pieces of records, which teach MARC, have fields that no item ever had.
        if described.identifier or vocabulary != "MARCXML":
            yield from ((vocabulary, *one) for one in lost(element, described))


def _patterns(vocabulary: str) -> list[str]:
    return [pattern for places in NOT_TOLD[vocabulary].values() for pattern in places.split()]


@pytest.mark.parametrize("vocabulary", NOT_TOLD)
def test_what_is_lost_cannot_be_held_or_should_not_be_told(losses: Losses, vocabulary: str) -> None:
    patterns = _patterns(vocabulary)
    unexplained = {
        place: Counter(values).most_common(3)
        for place, values in losses[vocabulary].items()
        if not any(fnmatchcase(place, pattern) for pattern in patterns)
    }
    assert unexplained == {}


@pytest.mark.parametrize("vocabulary", NOT_TOLD)
def test_no_loss_is_excused_that_does_not_happen(losses: Losses, vocabulary: str) -> None:
    idle = [
        pattern
        for pattern in _patterns(vocabulary)
        if not any(fnmatchcase(place, pattern) for place in losses[vocabulary])
    ]
    assert idle == []
