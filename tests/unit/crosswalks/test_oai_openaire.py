"""oai_openaire: OpenAIRE's guidelines for literature repositories, version 4."""

from pathlib import Path

import pytest
from hypothesis import given, settings

from oaipmh.crosswalks import CROSSWALKS
from oaipmh.crosswalks.oai_openaire import missing, render
from oaipmh.metadata.access_rights import access_rights
from oaipmh.metadata.citation import Citation
from oaipmh.metadata.description import Description, Statement
from oaipmh.metadata.resource_types import TYPES
from oaipmh.metadata.versions import version_type
from oaipmh.readers.openaire import describe
from tests.support.complete import CREATOR, ISSUED, OPEN, PAGE, TITLE, TYPE
from tests.support.judges import faults_of
from tests.support.outlines import mentioning, named, outline
from tests.support.resources import described
from tests.unit.strategies import telling_descriptions

COMPLETE = (TITLE, CREATOR, ISSUED, TYPE, PAGE, OPEN)


def shown(*statements: Statement) -> list[str]:
    """What statements add to the record of an item that has all that is mandatory."""
    plain = outline(render(described(COMPLETE)))
    added = outline(render(described((*COMPLETE, *statements))))
    return [line for line in added if line not in plain]


def test_a_minimal_record_is_the_guidelines_own() -> None:
    assert outline(render(described(COMPLETE))) == [
        "datacite:titles",
        "  datacite:title On light",
        "datacite:creators",
        "  datacite:creator",
        "    datacite:creatorName[nameType=Personal] Curie, Ève",
        "    datacite:givenName Ève",
        "    datacite:familyName Curie",
        "datacite:dates",
        "  datacite:date[dateType=Issued] 2024",
        (
            "oaire:resourceType[resourceTypeGeneral=literature]"
            "[uri=http://purl.org/coar/resource_type/c_6501] journal article"
        ),
        "datacite:identifier[identifierType=URL] http://library.example.edu/1",
        "datacite:rights[rightsURI=http://purl.org/coar/access_right/c_abf2] open access",
    ]


@settings(max_examples=150)
@given(description=telling_descriptions())
def test_any_item_with_what_is_mandatory_has_a_valid_record_with_all_of_it(
    description: Description, shared: Path
) -> None:
    resource = described((*COMPLETE, *description))
    assert missing(resource) == []
    element = render(resource)
    assert faults_of("oai_openaire", element, shared) == []
    found = [named(one).partition("[")[0] for one in element]
    for mandatory in ("oaire:resourceType", "datacite:identifier", "datacite:rights"):
        assert found.count(mandatory) == 1
    dates = [line for line in outline(element) if "datacite:date[dateType=Issued]" in line]
    assert len(dates) == 1
    assert element.findtext("{*}titles/{*}title")
    assert element.findtext("{*}creators/{*}creator/{*}creatorName")
    assert all((one.text or "").strip() for one in element.iter() if not len(one))


@pytest.mark.parametrize(
    ("absent", "reason"),
    [
        (TITLE, "datacite:title: no statement of title"),
        (CREATOR, "datacite:creator: no statement of creator"),
        (
            ISSUED,
            "datacite:date Issued: no statement of issued or another date that can be read",
        ),
        (TYPE, "oaire:resourceType: no statement of type that names a known type"),
        (PAGE, "datacite:identifier: no identifier that is a DOI, Handle, ARK, URN or URL"),
        (
            OPEN,
            "datacite:rights: no statement of accessRights or rights that names an access level",
        ),
    ],
)
def test_what_is_mandatory_is_missed(absent: Statement, reason: str) -> None:
    assert missing(described(one for one in COMPLETE if one != absent)) == [reason]


def test_titles_in_other_words_say_so() -> None:
    assert shown(
        Statement("title", "Über das Licht", "de"),
        Statement("alternative", "Light", "en"),
        Statement("alternative", "Light", "en"),
    ) == [
        "  datacite:title[lang=de] Über das Licht",
        "  datacite:title[lang=en][titleType=AlternativeTitle] Light",
    ]


def test_creators_keep_their_order_and_say_who_they_are() -> None:
    orcid, ror = "https://orcid.org/0000-0002-1825-0097", "https://ror.org/0090zs177"
    assert shown(
        Statement("creator", "Aristotle", uri=orcid),
        Statement("creator", "University of California, Berkeley", uri=ror),
        Statement("creator", "Bohr, Niels", uri="http://example.org/bohr"),
    ) == [
        "    datacite:creatorName[nameType=Personal] Aristotle",
        (
            "    datacite:nameIdentifier[nameIdentifierScheme=ORCID][schemeURI=https://orcid.org/]"
            " 0000-0002-1825-0097"
        ),
        "    datacite:creatorName[nameType=Organizational] University of California, Berkeley",
        (
            "    datacite:nameIdentifier[nameIdentifierScheme=ROR][schemeURI=https://ror.org/]"
            " 0090zs177"
        ),
        "    datacite:creatorName[nameType=Personal] Bohr, Niels",
        "    datacite:givenName Niels",
        "    datacite:familyName Bohr",
    ]


@pytest.mark.parametrize(
    ("property_", "kind"),
    [
        ("marcrel:edt", "Editor"),
        ("marcrel:ths", "Supervisor"),
        ("marcrel:dgs", "Supervisor"),
        ("marcrel:his", "HostingInstitution"),
        ("marcrel:trl", "Other"),
        ("contributor", "Other"),
        ("rightsHolder", "RightsHolder"),
    ],
)
def test_a_contributor_has_the_type_of_its_role(property_: str, kind: str) -> None:
    assert shown(Statement(property_, "Elsevier Inc.")) == [
        "datacite:contributors",
        f"  datacite:contributor[contributorType={kind}]",
        "    datacite:contributorName[nameType=Organizational] Elsevier Inc.",
    ]


def test_dates_have_their_types() -> None:
    assert shown(
        Statement("dateAccepted", "2023-05-01"),
        Statement("available", "2024-01-02"),
        Statement("created", "2022~"),
        Statement("dateSubmitted", "2023-04"),
        Statement("modified", "2025-01-01T10:00:00Z"),
        Statement("dateCopyrighted", "2020"),
        Statement("valid", "soon"),
    ) == [
        "  datacite:date[dateType=Accepted] 2023-05-01",
        "  datacite:date[dateType=Available] 2024-01-02",
        "  datacite:date[dateType=Copyrighted] 2020",
        "  datacite:date[dateType=Created] 2022",
        "  datacite:date[dateType=Submitted] 2023-04",
        "  datacite:date[dateType=Updated] 2025-01-01",
    ]


@pytest.mark.parametrize(
    ("known", "start"),
    [
        ([("dateAccepted", "2023"), ("dateSubmitted", "2024-02-01")], "2023"),
        ([("dateSubmitted", "2024-02-01")], "2024-02-01"),
        ([], "2024"),
    ],
)
def test_an_embargo_has_its_start_and_its_end(known: list[tuple[str, str]], start: str) -> None:
    embargoed = access_rights("embargoed")
    assert embargoed is not None
    item = (
        *(one for one in COMPLETE if one != OPEN),
        embargoed,
        Statement("available", "2027-01-15"),
        Statement("license", "https://creativecommons.org/licenses/by/4.0/"),
        *(Statement(*one) for one in known),
    )
    during = outline(render(described(item, day="2027-01-14")))
    after = outline(render(described(item, day="2027-01-15")))
    coar = "http://purl.org/coar/access_right/"
    assert f"datacite:rights[rightsURI={coar}c_f1cf] embargoed access" in during
    assert f"  datacite:date[dateType=Accepted] {start}" in during
    assert f"datacite:rights[rightsURI={coar}c_abf2] open access" in after
    for record in (during, after):
        assert "  datacite:date[dateType=Available] 2027-01-15" in record
        assert (
            "oaire:licenseCondition[startDate=2027-01-15]"
            "[uri=https://creativecommons.org/licenses/by/4.0/] CC BY 4.0"
        ) in record


def test_one_licence_is_told_the_first_with_an_address() -> None:
    assert shown(
        Statement("license", "All rights reserved"), Statement("license", "http://x.org/licence")
    ) == ["oaire:licenseCondition[uri=http://x.org/licence] http://x.org/licence"]
    assert shown(Statement("license", "All rights reserved")) == [
        "oaire:licenseCondition All rights reserved"
    ]


@pytest.mark.parametrize(
    ("kind", "general", "label"),
    [
        ("doctoralThesis", "literature", "doctoral thesis"),
        ("dataset", "dataset", "dataset"),
        ("software", "software", "software"),
        ("video", "other research product", "video"),
        ("conferencePresentation", "literature", "conference output"),
        ("learningObject", "other research product", "other"),
    ],
)
def test_the_type_is_one_that_the_guidelines_list(kind: str, general: str, label: str) -> None:
    item = (Statement("type", kind) if one == TYPE else one for one in COMPLETE)
    (line,) = [one for one in outline(render(described(item))) if "resourceType[" in one]
    assert line.startswith(f"oaire:resourceType[resourceTypeGeneral={general}][uri=http://purl.org")
    assert line.endswith(f"] {label}")


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_every_type_is_valid(kind: str, shared: Path) -> None:
    item = (Statement("type", kind) if one == TYPE else one for one in COMPLETE)
    assert faults_of("oai_openaire", render(described(item)), shared) == []


def test_a_paper_has_a_version_by_niso_and_data_have_a_number() -> None:
    accepted = version_type("accepted")
    assert accepted is not None
    assert shown(accepted) == [
        "oaire:version[uri=http://purl.org/coar/version/c_ab4af688f83e57aa] AM"
    ]
    data = (Statement("type", "dataset") if one == TYPE else one for one in COMPLETE)
    record = outline(render(described((*data, *Citation(edition="1.2").statements()))))
    assert "oaire:version 1.2" in record
    assert shown(*Citation(edition="2nd").statements()) == ["oaire:citationEdition 2nd"]


def test_a_file_says_who_may_read_it_and_what_it_is() -> None:
    assert shown(
        Statement("identifier", "http://x.org/1/a.pdf", scheme="application/pdf"),
        Statement("identifier", "ftp://x.org/1/a.pdf", scheme="application/pdf"),
    ) == [
        "dc:format application/pdf",
        (
            "oaire:file[accessRightsURI=http://purl.org/coar/access_right/c_abf2]"
            "[mimeType=application/pdf][objectType=fulltext] http://x.org/1/a.pdf"
        ),
    ]


def test_what_else_is_said_is_said_in_dublin_core() -> None:
    assert shown(
        Statement("language", "en"),
        Statement("publisher", "Emerald"),
        Statement("abstract", "A", "en"),
        Statement("description", "B"),
        Statement("subject", "Optics", "en", "http://x.org/optics", "LCSH"),
        Statement("temporal", "1900"),
        Statement("extent", "12 p."),
        Statement("audience", "Researchers"),
        Statement("rights", "© Emerald"),
    ) == [
        "dc:language eng",
        "dc:publisher Emerald",
        "dc:description[lang=en] A",
        "dc:description B",
        "datacite:subjects",
        "  datacite:subject[lang=en][subjectScheme=LCSH][valueURI=http://x.org/optics] Optics",
        "dc:coverage 1900",
        "datacite:sizes",
        "  datacite:size 12 p.",
        "dcterms:audience Researchers",
    ]


@settings(max_examples=50)
@given(description=telling_descriptions())
def test_a_record_that_is_read_and_written_again_stays_what_it_is(
    description: Description,
) -> None:
    once = outline(render(described((*COMPLETE, *description))))
    read = describe(render(described((*COMPLETE, *description)))).description
    assert missing(described(read)) == []
    kept = outline(render(described(read)))
    for name in ("datacite:creatorName", "datacite:identifier", "oaire:resourceType"):
        assert mentioning(kept, name) == mentioning(once, name)


def test_the_format_is_the_one_that_the_guidelines_name() -> None:
    known = CROSSWALKS["oai_openaire"].format
    assert known.metadata_prefix == "oai_openaire"
    assert known.schema == "https://www.openaire.eu/schema/repo-lit/4.0/openaire.xsd"
    assert known.metadata_namespace == "http://namespace.openaire.eu/schema/oaire/"
