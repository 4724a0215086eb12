"""What the schema of MODS 3.8 allows in a record.

https://www.loc.gov/standards/mods/v3/mods-3-8.xsd. Its IDs are not served, nor what refers to them.
"""

from collections.abc import Mapping
from typing import TypeAlias

from oaipmh.metadata.native.rules import (
    Rule,
    Test,
    anything,
    in_order,
    is_any_uri,
    matching,
    one_of,
)
from oaipmh.protocol import namespaces as ns
from oaipmh.protocol.syntax import is_language

NAMESPACE = "http://www.loc.gov/mods/v3"

_Attributes: TypeAlias = Mapping[str, Test]

_XLINK = "{http://www.w3.org/1999/xlink}"
_yes, _primary = one_of("yes"), one_of("primary")
_code_or_text = one_of("code text")
_positive = matching(r"\s*\+?0*[1-9]\d*\s*")

_LANGUAGE: _Attributes = {
    "lang": anything,
    ns.XML_LANG: is_language,
    "script": anything,
    "transliteration": anything,
}
_AUTHORITY: _Attributes = {
    "authority": anything,
    "authorityURI": is_any_uri,
    "valueURI": is_any_uri,
}
_LINK: _Attributes = {
    f"{_XLINK}type": one_of("simple"),
    f"{_XLINK}href": is_any_uri,
    f"{_XLINK}title": anything,
}
_LABEL: _Attributes = {"displayLabel": anything}
_GROUP: _Attributes = {"displayLabel": anything, "altRepGroup": anything}
_TYPE: _Attributes = {"type": anything}
_FORMAT: _Attributes = {"altFormat": is_any_uri, "contentType": anything}
_SUPPLIED: _Attributes = {"supplied": _yes}
_USAGE: _Attributes = {"usage": _primary}
_NAME_TYPE: _Attributes = {"type": one_of("personal corporate conference family")}
_DATE: _Attributes = {
    **_LANGUAGE,
    "encoding": one_of("w3cdtf iso8601 marc temper edtf"),
    "qualifier": one_of("approximate inferred questionable"),
    "point": one_of("start end"),
    "keyDate": _yes,
    "calendar": anything,
}


def _merged(attributes: tuple[_Attributes, ...]) -> dict[str, Test]:
    return {name: test for some in attributes for name, test in some.items()}


def _text(*attributes: _Attributes, test: Test = anything) -> Rule:
    return Rule(_merged(attributes), text=test)


def _any(children: Mapping[str, Rule], *attributes: _Attributes) -> Rule:
    return Rule(_merged(attributes), children=children)


def _some(children: Mapping[str, Rule], *attributes: _Attributes) -> Rule:
    """What has one child at least."""
    order = in_order(f"({'|'.join(children)})+")
    return Rule(_merged(attributes), children=children, order=order)


def _sequence(order: str, children: Mapping[str, Rule], *attributes: _Attributes) -> Rule:
    return Rule(_merged(attributes), children=children, order=in_order(order))


def _each(names: str, rule: Rule) -> dict[str, Rule]:
    return dict.fromkeys(names.split(), rule)


_PLAIN = _text(_LANGUAGE)
_TERM = _text(_LANGUAGE, _AUTHORITY)
_CODED = _text(_LANGUAGE, _AUTHORITY, {"type": _code_or_text})
_DATED = _text(_DATE)
_NOTE = _text(_LANGUAGE, _LABEL, _TYPE, {"typeURI": is_any_uri}, _LINK)
_IDENTIFIER = _text(_LANGUAGE, _GROUP, _TYPE, {"typeURI": is_any_uri, "invalid": _yes})
_GENRE = _text(_LANGUAGE, _AUTHORITY, _GROUP, _TYPE, _USAGE)
_ABSTRACT = _text(_LANGUAGE, _GROUP, _TYPE, _LINK, _FORMAT, {"shareable": one_of("no")})
_SPOKEN = _sequence(
    "languageTerm+ scriptTerm*",
    _each("languageTerm scriptTerm", _CODED),
    _LANGUAGE,
    _GROUP,
    _USAGE,
    {"objectPart": anything},
)
_URL = _text(
    _LABEL,
    {
        "dateLastAccessed": anything,
        "note": anything,
        "access": ("preview", "raw object", "object in context").__contains__,
        "usage": ("primary", "primary display").__contains__,
    },
    test=is_any_uri,
)
_COPY = _sequence(
    "form? subLocation* shelfLocator* electronicLocator* note*",
    {
        "form": _text(_LANGUAGE, _AUTHORITY, _TYPE),
        **_each("subLocation shelfLocator electronicLocator", _PLAIN),
        "note": _text(_LANGUAGE, _LABEL, _TYPE, _LINK),
    },
)
_LOCATION = _sequence(
    "physicalLocation* shelfLocator* url* holdingSimple?",
    {
        "physicalLocation": _text(_LANGUAGE, _AUTHORITY, _LINK, _LABEL, _TYPE),
        "shelfLocator": _PLAIN,
        "url": _URL,
        "holdingSimple": _some({"copyInformation": _COPY}),
    },
    _LANGUAGE,
    _GROUP,
)
_NAME_PARTS = {
    "namePart": _text(_LANGUAGE, {"type": one_of("date family given termsOfAddress")}),
    **_each("displayForm description", _PLAIN),
    "affiliation": _TERM,
    "role": _some({"roleTerm": _CODED}),
    "nameIdentifier": _IDENTIFIER,
}
_NAME = _any(
    _NAME_PARTS,
    _AUTHORITY,
    _LINK,
    _LANGUAGE,
    _GROUP,
    _USAGE,
    _NAME_TYPE,
    _SUPPLIED,
    {"nameTitleGroup": anything},
)
_TITLE_PARTS = {
    **_each("title subTitle partNumber partName", _PLAIN),
    "nonSort": _text(_LANGUAGE, {f"{{{ns.XML}}}space": one_of("default preserve")}),
}
_TITLE: tuple[_Attributes, ...] = (
    _AUTHORITY,
    _LINK,
    _LANGUAGE,
    _LABEL,
    {"type": one_of("abbreviated translated alternative uniform"), "otherType": anything},
)
_CARTOGRAPHICS = _sequence(
    "scale? projection? coordinates*", _each("scale projection coordinates", _PLAIN), _AUTHORITY
)
_ORIGIN = _some(
    {
        "place": _some({"placeTerm": _CODED}, _SUPPLIED),
        "publisher": _text(_LANGUAGE, _SUPPLIED, _AUTHORITY),
        **_each("dateIssued dateCreated dateCaptured dateValid dateModified copyrightDate", _DATED),
        "dateOther": _text(_DATE, _TYPE),
        "edition": _text(_LANGUAGE, _SUPPLIED),
        "issuance": _text(
            test=(
                "continuing",
                "monographic",
                "single unit",
                "multipart monograph",
                "serial",
                "integrating resource",
            ).__contains__
        ),
        "frequency": _TERM,
    },
    _LANGUAGE,
    _GROUP,
    {"eventType": anything, "eventTypeURI": is_any_uri},
)
_PART = _any(
    {
        "detail": _some(_each("number caption title", _PLAIN), _TYPE, {"level": _positive}),
        "extent": _sequence(
            "start? end? total? list?",
            {**_each("start end list", _PLAIN), "total": _text(test=_positive)},
            {"unit": anything},
        ),
        "date": _DATED,
        "text": _text(_LANGUAGE, _LABEL, _TYPE, _LINK),
    },
    _LANGUAGE,
    _GROUP,
    _TYPE,
    {"order": matching(r"\s*[+-]?\d+\s*")},
)
_PHYSICAL = _some(
    {
        "form": _text(_LANGUAGE, _AUTHORITY, _TYPE),
        "reformattingQuality": _text(test=one_of("access preservation replacement")),
        "internetMediaType": _PLAIN,
        "extent": _text(_LANGUAGE, _SUPPLIED, {"unit": anything}),
        "digitalOrigin": _text(
            test=(
                "born digital",
                "reformatted digital",
                "digitized microfilm",
                "digitized other analog",
            ).__contains__
        ),
        "note": _NOTE,
    },
    _LANGUAGE,
    _GROUP,
)
_RECORD_INFO = _some(
    {
        **_each("recordContentSource descriptionStandard", _TERM),
        **_each("recordCreationDate recordChangeDate", _DATED),
        "recordIdentifier": _text(_LANGUAGE, {"source": anything}),
        "languageOfCataloging": _SPOKEN,
        "recordOrigin": _PLAIN,
        "recordInfoNote": _NOTE,
    },
    _LANGUAGE,
    _GROUP,
)
_PLACES = "continent country region state territory county city island"
_SUBJECT = _any(
    {
        **_each("topic geographic geographicCode occupation", _TERM),
        "temporal": _text(_DATE, _AUTHORITY),
        "titleInfo": _any(_TITLE_PARTS, *_TITLE),
        "name": _any(_NAME_PARTS, _AUTHORITY, _LINK, _LANGUAGE, _LABEL, _NAME_TYPE),
        "hierarchicalGeographic": _some({**_each(_PLACES, _TERM), "province": _PLAIN}, _AUTHORITY),
        "cartographics": _CARTOGRAPHICS,
        "genre": _GENRE,
    },
    _AUTHORITY,
    _LANGUAGE,
    _LINK,
    _GROUP,
    _USAGE,
)
# DSpace's crosswalk puts them into the namespace of MODS, whose schema has never had them.
_DSPACE_EXTENSIONS = frozenset({"dateAccessioned", "dateAvailable"})
_GROUPS: dict[str, Rule] = {
    **_each("abstract tableOfContents", _ABSTRACT),
    "accessCondition": _text(_LANGUAGE, _AUTHORITY, _GROUP, _TYPE, _LINK, _FORMAT),
    "classification": _text(_LANGUAGE, _AUTHORITY, _GROUP, _USAGE, {"edition": anything}),
    "extension": Rule(
        {**_LABEL, **_TYPE}, text=anything, foreign=True, undeclared=_DSPACE_EXTENSIONS
    ),
    "genre": _GENRE,
    "identifier": _IDENTIFIER,
    "language": _SPOKEN,
    "location": _LOCATION,
    "name": _NAME,
    "note": _text(_LANGUAGE, _GROUP, _TYPE, {"typeURI": is_any_uri}, _LINK),
    "originInfo": _ORIGIN,
    "part": _PART,
    "physicalDescription": _PHYSICAL,
    "recordInfo": _RECORD_INFO,
    "subject": _SUBJECT,
    "targetAudience": _text(_LANGUAGE, _AUTHORITY, _GROUP),
    "titleInfo": _any(
        _TITLE_PARTS, *_TITLE, _GROUP, _FORMAT, _USAGE, _SUPPLIED, {"nameTitleGroup": anything}
    ),
    "typeOfResource": _text(
        _LANGUAGE, _AUTHORITY, _GROUP, _USAGE, {"collection": _yes, "manuscript": _yes}
    ),
}
_RELATIONS = (
    "preceding succeeding original host constituent series otherVersion otherFormat isReferencedBy"
    " references reviewOf"
)
# A related item has what a record has, and related items again.
_RELATION: _Attributes = {
    "type": one_of(_RELATIONS),
    "otherType": anything,
    "otherTypeAuth": anything,
    "otherTypeAuthURI": anything,
    "otherTypeURI": anything,
}
_GROUPS["relatedItem"] = _any(_GROUPS, _RELATION, _LABEL, _LINK)
RECORD = _some(_GROUPS, {"version": matching(r"3\.[0-8]")})
"""The rule of a `mods`."""
