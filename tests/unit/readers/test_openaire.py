"""OpenAIRE's literature guidelines 4."""

import pytest

from oaipmh.metadata.description import Statement
from oaipmh.readers.incoming import Described
from oaipmh.readers.openaire import describe
from tests.support.xml import element, values

ORCID = "https://orcid.org/0000-0003-4964-5005"


def openaire(content: str) -> Described:
    """What a `resource` with this in it says."""
    declared = (
        'xmlns="http://namespace.openaire.eu/schema/oaire/"'
        ' xmlns:d="http://datacite.org/schema/kernel-4"'
    )
    return describe(element(f"<resource {declared}>{content}</resource>"))


@pytest.mark.parametrize(
    ("content", "statement"),
    [
        (
            '<d:titles><d:title xml:lang="en">T</d:title></d:titles>',
            Statement("title", "T", "en"),
        ),
        (
            (
                "<d:creators><d:creator><d:creatorName>Clark, M.</d:creatorName>"
                f'<d:nameIdentifier nameIdentifierScheme="ORCID">{ORCID}</d:nameIdentifier>'
                "</d:creator></d:creators>"
            ),
            Statement("creator", "Clark, M.", uri=ORCID),
        ),
        (
            (
                "<d:creators><d:creator><d:familyName>Clark</d:familyName>"
                "<d:givenName>M.</d:givenName></d:creator></d:creators>"
            ),
            Statement("creator", "Clark, M."),
        ),
        (
            (
                '<d:contributors><d:contributor contributorType="Editor">'
                "<d:contributorName>X</d:contributorName></d:contributor></d:contributors>"
            ),
            Statement("marcrel:edt", "X"),
        ),
        (
            (
                '<d:contributors><d:contributor contributorType="Other">'
                "<d:contributorName>X</d:contributorName></d:contributor></d:contributors>"
            ),
            Statement("contributor", "X"),
        ),
        (
            '<d:dates><d:date dateType="Issued">2011</d:date></d:dates>',
            Statement("issued", "2011"),
        ),
        ('<d:date dateType="Accepted">2011</d:date>', Statement("dateAccepted", "2011")),
        (
            '<resourceType uri="http://purl.org/coar/resource_type/c_93fc">report</resourceType>',
            Statement("type", "report", uri="http://purl.org/coar/resource_type/c_93fc"),
        ),
        (
            '<d:identifier identifierType="DOI">10.1/x</d:identifier>',
            Statement("identifier", "https://doi.org/10.1/x", scheme="DOI"),
        ),
        (
            '<d:identifier identifierType="URL">https://x.org/1</d:identifier>',
            Statement("identifier", "https://x.org/1", scheme="dcterms:URI"),
        ),
        (
            (
                '<d:relatedIdentifiers><d:relatedIdentifier relatedIdentifierType="DOI"'
                ' relationType="IsPartOf">10.1/y</d:relatedIdentifier></d:relatedIdentifiers>'
            ),
            Statement("isPartOf", "https://doi.org/10.1/y", scheme="DOI"),
        ),
        (
            (
                '<d:relatedIdentifiers><d:relatedIdentifier relatedIdentifierType="DOI"'
                ' relationType="Cites">10.1/y</d:relatedIdentifier></d:relatedIdentifiers>'
            ),
            Statement("references", "https://doi.org/10.1/y", scheme="DOI"),
        ),
        (
            (
                '<d:subjects><d:subject subjectScheme="DDC" valueURI="http://dewey.info/1">535</d:subject>'
                "</d:subjects>"
            ),
            Statement("subject", "535", uri="http://dewey.info/1", scheme="DDC"),
        ),
        (
            (
                '<d:relatedIdentifiers><d:relatedIdentifier relatedIdentifierType="DOI"'
                ' relationType="IsDerivedFrom">10.1/y</d:relatedIdentifier></d:relatedIdentifiers>'
            ),
            Statement("source", "https://doi.org/10.1/y", scheme="DOI"),
        ),
        (
            (
                '<d:contributors><d:contributor contributorType="RightsHolder">'
                "<d:contributorName>X</d:contributorName></d:contributor></d:contributors>"
            ),
            Statement("rightsHolder", "X"),
        ),
        (
            (
                "<d:geoLocations><d:geoLocation><d:geoLocationPoint>"
                "<d:pointLongitude>5</d:pointLongitude><d:pointLatitude>4</d:pointLatitude>"
                "</d:geoLocationPoint></d:geoLocation></d:geoLocations>"
            ),
            Statement("spatial", "east=5; north=4", scheme="dcterms:Point"),
        ),
        (
            (
                "<fundingReferences><fundingReference><funderName>EC</funderName>"
                '<funderIdentifier funderIdentifierType="Crossref Funder ID">10.13039/501100000780'
                "</funderIdentifier></fundingReference></fundingReferences>"
            ),
            Statement("marcrel:fnd", "EC", uri="https://doi.org/10.13039/501100000780"),
        ),
        ("<d:sizes><d:size>5 p.</d:size></d:sizes>", Statement("extent", "5 p.")),
        (
            '<licenseCondition uri="https://l.org/1">CC BY</licenseCondition>',
            Statement("license", "CC BY", uri="https://l.org/1"),
        ),
        (
            '<file mimeType="application/pdf">https://x.org/1.pdf</file>',
            Statement("identifier", "https://x.org/1.pdf", scheme="application/pdf"),
        ),
        ("<dc:language>eng</dc:language>", Statement("language", "eng")),
    ],
)
def test_an_element_is_the_statement_it_makes(content: str, statement: Statement) -> None:
    assert openaire(content).description == (statement,)


def test_the_number_of_a_version_is_an_edition() -> None:
    edition = "rft.edition=1.0.3"
    (cited,) = values(openaire("<version>1.0.3</version>"), "bibliographicCitation")
    assert edition in cited


def test_access_and_version_are_written_in_the_fields_words() -> None:
    described = openaire(
        '<d:rights rightsURI="http://purl.org/coar/access_right/c_abf2">open access</d:rights>'
        '<version uri="http://purl.org/coar/version/c_970fb48d4fbd8a85">VoR</version>'
    )
    assert values(described, "accessRights") == ["info:eu-repo/semantics/openAccess"]
    assert values(described, "type") == ["info:eu-repo/semantics/publishedVersion"]


def test_funding_is_funder_and_award() -> None:
    described = openaire(
        "<fundingReferences><fundingReference><funderName>EC</funderName>"
        '<awardNumber awardURI="https://x.org/a">643410</awardNumber>'
        "<fundingStream>H2020</fundingStream></fundingReference></fundingReferences>"
    )
    assert values(described, "marcrel:fnd") == ["EC"]
    (award,) = values(described, "relation")
    assert award == "info:eu-repo/grantAgreement/EC/H2020/643410"


def test_the_place_in_the_host_is_put_together() -> None:
    described = openaire(
        "<citationTitle>Journal</citationTitle><citationVolume>23</citationVolume>"
        "<citationIssue>5</citationIssue><citationStartPage>1</citationStartPage>"
        "<citationEndPage>9</citationEndPage>"
    )
    assert values(described, "isPartOf") == ["Journal"]
    assert values(described, "bibliographicCitation")[0] == "Journal, 23 (5). pp. 1-9"


def test_the_general_type_is_told_before_the_special_one() -> None:
    types = '<resourceType resourceTypeGeneral="literature">journal article</resourceType>'
    assert values(openaire(types), "type") == ["literature", "journal article"]


def test_titles_of_other_kinds_are_told_as_such() -> None:
    described = openaire(
        '<d:titles><d:title>T</d:title><d:title titleType="Subtitle">S</d:title>'
        '<d:title titleType="TranslatedTitle" xml:lang="de">U</d:title></d:titles>'
    )
    assert described.description == (
        Statement("title", "T: S"),
        Statement("alternative", "U", "de"),
    )


def test_the_access_of_a_file_is_told_once() -> None:
    uri = "http://purl.org/coar/access_right/c_abf2"
    file = f'<file accessRightsURI="{uri}">https://x.org/1.pdf</file>'
    described = openaire(f'<d:rights rightsURI="{uri}">open access</d:rights>{file}')
    assert values(described, "accessRights") == ["info:eu-repo/semantics/openAccess"]
    assert values(openaire(file), "accessRights") == ["info:eu-repo/semantics/openAccess"]
