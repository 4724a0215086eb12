"""What kind of thing a MARC record says the item is: leader, 007, 008, 336-338.

https://www.loc.gov/marc/bibliographic/bdleader.html and
https://www.loc.gov/marc/bibliographic/bd008.html. What is not coded has fill characters.
"""

from collections.abc import Iterator
from typing import NamedTuple

from oaipmh.crosswalks.marc21.dates import coded_dates
from oaipmh.crosswalks.marc21.fields import Field, field
from oaipmh.metadata.languages import is_in_iso_639_2, iso_639_2b
from oaipmh.metadata.resource import Resource

_FILL = "|"
_DAY = len("2015-11-04")
_NO_DAY = "000000"
_ONLINE = "o"


class Kind(NamedTuple):
    """Type of record, bibliographic level; 336's term and code; what 008 codes, by position."""

    record: str = "a"
    level: str = "m"
    content: str = "text"
    content_code: str = "txt"
    coded: tuple[tuple[int, str], ...] = ()
    form_at: int = 23

    @property
    def is_component(self) -> bool:
        """Whether it is a part of a book or journal."""
        return self.level in "ab"


_TEXT = Kind()
_ARTICLE = Kind(level="b")
_COMPONENT = Kind(level="a")
_PROGRAM = Kind("m", "m", "computer program", "cop", ((26, "b"),))
_INTERACTIVE = Kind("m", "m", "computer program", "cop", ((26, "i"),))
_DATASET = Kind("m", "m", "computer dataset", "cod", ((26, "a"),))
_STILL = Kind("k", "m", "still image", "sti", ((33, "i"),), form_at=29)
_MOVING = Kind("g", "m", "two-dimensional moving image", "tdi", ((33, "v"),), form_at=29)
_THESIS = Kind(coded=((24, "m"),))
_BY_TYPE = {
    **dict.fromkeys(
        (
            *("article", "researchArticle", "reviewArticle", "dataPaper", "editorial", "letter"),
            *("newspaperArticle", "contributionToPeriodical", "bookReview", "review"),
        ),
        _ARTICLE,
    ),
    "bookPart": _COMPONENT,
    "journal": Kind(level="s", coded=((21, "p"),)),
    **dict.fromkeys(("thesis", "bachelorThesis", "masterThesis", "doctoralThesis"), _THESIS),
    "manuscript": Kind("t"),
    "dataset": _DATASET,
    "software": _PROGRAM,
    "workflow": _PROGRAM,
    "interactiveResource": _INTERACTIVE,
    "learningObject": _TEXT,
    "website": Kind(level="i"),
    "image": _STILL,
    "stillImage": _STILL,
    "movingImage": _MOVING,
    "video": _MOVING,
    "sound": Kind("i", "m", "sounds", "snd"),
    "musicalNotation": Kind("c", "m", "notated music", "ntm"),
    "map": Kind("e", "m", "cartographic image", "cri", form_at=29),
    "collection": Kind("p", "c", "", ""),
    "physicalObject": Kind("r", "m", "three-dimensional form", "tdf", form_at=29),
    **dict.fromkeys(("event", "service", "other"), _TEXT._replace(content="", content_code="")),
}
_PAPERS = ("conferencePaper", "conferenceObject")
# https://id.loc.gov/vocabulary/carriers, with the code and term of the medium each is of.
_CARRIERS = {
    "online resource": ("cr", "computer", "c"),
    "computer disc": ("cd", "computer", "c"),
    "audio disc": ("sd", "audio", "s"),
    "audiocassette": ("ss", "audio", "s"),
    "videodisc": ("vd", "video", "v"),
    "videocassette": ("vf", "video", "v"),
    "microfiche": ("he", "microform", "h"),
    "microfilm reel": ("hd", "microform", "h"),
    "volume": ("nc", "unmediated", "n"),
    "sheet": ("nb", "unmediated", "n"),
    "card": ("no", "unmediated", "n"),
    "object": ("nr", "unmediated", "n"),
}


def kind_of(resource: Resource) -> Kind:
    """How MARC codes the resource's type; a paper that is in proceedings is a part of them."""
    name = resource.type.name
    if name in _PAPERS and any(not one.is_series for one in resource.hosts):
        return _COMPONENT
    return _BY_TYPE.get(name, _TEXT)


def leader(kind: Kind) -> str:
    """The leader: a new record, of an abbreviated level (3), without punctuation of ISBD (c)."""
    return f"00000n{kind.record}{kind.level} a22000003c 4500"


def is_online(resource: Resource) -> bool:
    """Whether the description gives an address of the item."""
    return bool(resource.files) or resource.landing_page is not None


def control_fields(resource: Resource, kind: Kind) -> Iterator[tuple[str, str]]:
    """001, 007 of what is online, and 008."""
    yield "001", resource.identifier
    if is_online(resource):
        yield "007", "cr |||||||||||"
    yield "008", _coded(resource, kind)


def _coded(resource: Resource, kind: Kind) -> str:
    """The forty characters of 008."""
    middle = [_FILL] * 17  # positions 18 to 34
    for position, code in kind.coded:
        middle[position - 18] = code
    if is_online(resource):
        middle[kind.form_at - 18] = _ONLINE
    dates = coded_dates(resource, is_continuing=kind.level in "si")
    beginning = f"{_day_entered(resource)}{dates}xx "
    return f"{beginning}{''.join(middle)}{_language(resource)}|u"


def _day_entered(resource: Resource) -> str:
    """When the description came to be, as far as it says so: when the item was handed in."""
    days = (one for one in resource.dates("dateSubmitted", "available") if len(one) == _DAY)
    return next((day[2:].replace("-", "") for day in days), _NO_DAY)


def _language(resource: Resource) -> str:
    first = next(iter(resource.languages), "")
    return (iso_639_2b(first) or "") if first and is_in_iso_639_2(first) else "und"


def kind_fields(resource: Resource, kind: Kind) -> Iterator[Field]:
    """336 to 338 and 340: content, medium, carrier, material."""
    given = [one for one in resource.all("type") if one.scheme == "rdacontent"]
    for one in given:
        yield field("336", "  ", ("a", one.value), ("2", "rdacontent"))
    if not given:
        source = "rdacontent" if kind.content else ""
        yield field("336", "  ", ("a", kind.content), ("b", kind.content_code), ("2", source))
    carriers = [one.value for one in resource.all("medium")]
    if is_online(resource) and "online resource" not in carriers:
        carriers.append("online resource")
    for carrier in carriers:
        yield from _carried(carrier)


def _carried(carrier: str) -> Iterator[Field]:
    if carrier not in _CARRIERS:
        yield field("340", "  ", ("a", carrier))
        return
    code, medium, medium_code = _CARRIERS[carrier]
    yield field("337", "  ", ("a", medium), ("b", medium_code), ("2", "rdamedia"))
    yield field("338", "  ", ("a", carrier), ("b", code), ("2", "rdacarrier"))
