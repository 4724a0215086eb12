"""What the schema of DataCite's fourth kernel (4.7) allows in a resource.

https://schema.datacite.org/meta/kernel-4/metadata.xsd
"""

from dataclasses import replace

from oaipmh.metadata.native.rules import (
    LANG,
    Rule,
    Test,
    anything,
    in_order,
    is_any_uri,
    matching,
    one_of,
    something,
)
from oaipmh.protocol.syntax import is_language

NAMESPACE = "http://datacite.org/schema/kernel-4"

_CONTRIBUTOR = one_of(
    "ContactPerson DataCollector DataCurator DataManager Distributor Editor HostingInstitution"
    " Other Producer ProjectLeader ProjectManager ProjectMember RegistrationAgency"
    " RegistrationAuthority RelatedPerson ResearchGroup RightsHolder Researcher Sponsor Supervisor"
    " Translator WorkPackageLeader"
)
_DATE = one_of(
    "Accepted Available Collected Copyrighted Coverage Created Issued Other Submitted Updated Valid"
    " Withdrawn"
)
_DESCRIPTION = one_of("Abstract Methods SeriesInformation TableOfContents TechnicalInfo Other")
_IDENTIFIER = one_of(
    "ARK arXiv bibcode CSTR DOI EAN13 EISSN Handle IGSN ISBN ISSN ISTC LISSN LSID PMID PURL RAiD"
    " RRID SWHID UPC URL URN w3id"
)
_RELATION = one_of(
    "IsCitedBy Cites IsSupplementTo IsSupplementedBy IsContinuedBy Continues IsNewVersionOf"
    " IsPreviousVersionOf IsPartOf HasPart IsPublishedIn IsReferencedBy References IsDocumentedBy"
    " Documents IsCompiledBy Compiles IsVariantFormOf IsOriginalFormOf IsIdenticalTo HasMetadata"
    " IsMetadataFor Reviews IsReviewedBy IsDerivedFrom IsSourceOf Describes IsDescribedBy"
    " HasVersion IsVersionOf Requires IsRequiredBy Obsoletes IsObsoletedBy Collects IsCollectedBy"
    " HasTranslation IsTranslationOf Other"
)
_TYPE = one_of(
    "Audiovisual Award Book BookChapter Collection ComputationalNotebook ConferencePaper"
    " ConferenceProceeding DataPaper Dataset Dissertation Event Image Instrument"
    " InteractiveResource Journal JournalArticle Model OutputManagementPlan PeerReview"
    " PhysicalObject Poster Preprint Presentation Project Report Service Software Sound Standard"
    " StudyRegistration Text Workflow Other"
)
_YEAR = matching(r"\s*\d{4}\s*")


def _within(least: float, most: float) -> Test:
    is_number = matching(r"\s*[+-]?(\d+(\.\d*)?|\.\d+)([Ee][+-]?\d{1,2})?\s*")
    return lambda text: is_number(text) and least <= float(text) <= most


def _text(test: Test = anything, required: str = "", **attributes: Test) -> Rule:
    return Rule(attributes, frozenset(required.split()), test)


def _several(name: str, rule: Rule, *, least: str = "*") -> Rule:
    return Rule(children={name: rule}, order=in_order(name + least))


def _all(**children: Rule) -> Rule:
    return Rule(children=children, needed=frozenset(children), single=True)


def _agent(kind: str, required: str = "", **attributes: Test) -> Rule:
    """A creator or contributor; its name may be of an organisation, and in a language.

    The schema has `xsi:type` where it means the type of a nameIdentifier and an affiliation, so
    that both may be empty.
    """
    name = Rule({**LANG, "nameType": one_of("Organizational Personal")}, text=something)
    scheme: dict[str, Test] = {"nameIdentifierScheme": anything, "schemeURI": is_any_uri}
    affiliation: dict[str, Test] = {
        "affiliationIdentifier": anything,
        "affiliationIdentifierScheme": anything,
        "schemeURI": is_any_uri,
    }
    return Rule(
        attributes,
        frozenset(required.split()),
        children={
            kind: name,
            "givenName": _text(),
            "familyName": _text(),
            "nameIdentifier": Rule(scheme, frozenset({"nameIdentifierScheme"}), anything),
            "affiliation": Rule(affiliation, text=anything),
        },
        order=in_order(f"{kind} givenName? familyName? nameIdentifier* affiliation*"),
    )


_LONGITUDE, _LATITUDE = _text(_within(-180, 180)), _text(_within(-90, 90))
_POINT = _all(pointLongitude=_LONGITUDE, pointLatitude=_LATITUDE)
_BOX = _all(
    westBoundLongitude=_LONGITUDE,
    eastBoundLongitude=_LONGITUDE,
    southBoundLatitude=_LATITUDE,
    northBoundLatitude=_LATITUDE,
)
_POLYGON = Rule(
    children={"polygonPoint": _POINT, "inPolygonPoint": _POINT},
    order=in_order("polygonPoint polygonPoint polygonPoint polygonPoint+ inPolygonPoint?"),
)
_PLACE = Rule(
    children={
        "geoLocationPlace": _text(),
        "geoLocationPoint": _POINT,
        "geoLocationBox": _BOX,
        "geoLocationPolygon": _POLYGON,
    },
)
_FUNDER = matching("ISNI|GRID|ROR|Crossref Funder ID|Other")
_FUNDING = Rule(
    children={
        "funderName": _text(something),
        "funderIdentifier": _text(
            required="funderIdentifierType",
            funderIdentifierType=_FUNDER,
            schemeURI=is_any_uri,
        ),
        "awardNumber": _text(awardURI=is_any_uri),
        "awardTitle": Rule(LANG, text=anything),
    },
    needed=frozenset({"funderName"}),
    single=True,
)
_RELATED = _text(
    required="relatedIdentifierType relationType",
    resourceTypeGeneral=_TYPE,
    relatedIdentifierType=_IDENTIFIER,
    relationType=_RELATION,
    relatedMetadataScheme=anything,
    schemeURI=is_any_uri,
    schemeType=anything,
    relationTypeInformation=anything,
)
_SUBJECT = Rule(
    {
        **LANG,
        "subjectScheme": anything,
        "schemeURI": is_any_uri,
        "valueURI": is_any_uri,
        "classificationCode": is_any_uri,
    },
    text=anything,
)
_RIGHTS = Rule(
    {
        **LANG,
        "rightsURI": is_any_uri,
        "rightsIdentifier": anything,
        "rightsIdentifierScheme": anything,
        "schemeURI": is_any_uri,
    },
    text=anything,
)
_PUBLISHER = Rule(
    {
        **LANG,
        "publisherIdentifier": anything,
        "publisherIdentifierScheme": anything,
        "schemeURI": is_any_uri,
    },
    text=something,
)
_TITLE = Rule(
    {**LANG, "titleType": one_of("AlternativeTitle Subtitle TranslatedTitle Other")}, text=anything
)
_ABSTRACT = Rule(
    {**LANG, "descriptionType": _DESCRIPTION},
    frozenset({"descriptionType"}),
    text=anything,
    children={"br": Rule()},
)
_RELATED_CREATOR = replace(
    _agent("creatorName"), order=in_order("creatorName givenName? familyName?")
)
_NAMED = _agent("contributorName", "contributorType", contributorType=_CONTRIBUTOR)
_RELATED_CONTRIBUTOR = replace(_NAMED, order=in_order("contributorName givenName? familyName?"))
_NUMBER = _text(numberType=one_of("Article Chapter Report Other"))
_OF_ANY_TYPE = ("volume", "issue", "firstPage", "lastPage", "publisher", "edition")
_ITEM = Rule(
    {"relatedItemType": _TYPE, "relationType": _RELATION, "relationTypeInformation": anything},
    frozenset({"relatedItemType", "relationType"}),
    children={
        "relatedItemIdentifier": _text(
            relatedItemIdentifierType=_IDENTIFIER,
            relatedMetadataScheme=anything,
            schemeURI=is_any_uri,
            schemeType=anything,
        ),
        "creators": _several("creator", _RELATED_CREATOR),
        "titles": _several("title", _TITLE),
        "publicationYear": _text(_YEAR),
        **dict.fromkeys(_OF_ANY_TYPE, Rule(LANG, text=anything)),
        "number": _NUMBER,
        "contributors": _several("contributor", _RELATED_CONTRIBUTOR),
    },
    order=in_order(
        "relatedItemIdentifier? creators? titles? publicationYear? volume? issue? number?"
        " firstPage? lastPage? publisher? edition? contributors?"
    ),
)
_OTHER = _text(required="alternateIdentifierType", alternateIdentifierType=anything)
_DATED = _text(required="dateType", dateType=_DATE, dateInformation=anything)
_NEEDED = "identifier creators titles publisher publicationYear resourceType"
RESOURCE = Rule(
    children={
        "identifier": _text(something, "identifierType", identifierType=anything),
        "creators": _several("creator", _agent("creatorName"), least="+"),
        "titles": _several("title", _TITLE, least="+"),
        "publisher": _PUBLISHER,
        "publicationYear": _text(_YEAR),
        "resourceType": _text(required="resourceTypeGeneral", resourceTypeGeneral=_TYPE),
        "subjects": _several("subject", _SUBJECT),
        "contributors": _several("contributor", _NAMED),
        "dates": _several("date", _DATED),
        "language": _text(is_language),
        "alternateIdentifiers": _several("alternateIdentifier", _OTHER),
        "relatedIdentifiers": _several("relatedIdentifier", _RELATED),
        "sizes": _several("size", _text()),
        "formats": _several("format", _text()),
        "version": _text(),
        "rightsList": _several("rights", _RIGHTS),
        "descriptions": _several("description", _ABSTRACT),
        "geoLocations": _several("geoLocation", _PLACE),
        "fundingReferences": _several("fundingReference", _FUNDING),
        "relatedItems": _several("relatedItem", _ITEM),
    },
    needed=frozenset(_NEEDED.split()),
    single=True,
)
"""The rule of a `resource`."""
