"""The reference item: what the whole of its description is."""

from lxml import etree

from oaipmh.metadata.description import Statement
from oaipmh.readers.eprints import SUBJECT, SubjectTree, describe
from tests.support import lse


def _tree() -> SubjectTree:
    tree = SubjectTree()
    for element in etree.fromstring(lse.SUBJECTS).iter(SUBJECT):
        tree.add(element)
    return tree


def test_the_item_is_known_as_eprints_own_oai_knows_it() -> None:
    described = describe(etree.fromstring(lse.EPRINT))
    assert (described.identifier, described.local) == ("64325", True)
    assert described.authority == "eprints.lse.ac.uk"
    assert not described.deleted
    assert described.datestamp == "2023-11-15T06:27:00Z"


def test_its_sets_are_paths_where_the_subject_tree_is_known() -> None:
    eprint = etree.fromstring(lse.EPRINT)
    assert describe(eprint, _tree()).set_specs == (
        "divisions:PSSRU",
        "subjects:H:H1",
        "subjects:H:HD:HD28",
        "types:article",
    )
    assert describe(eprint).set_specs == (
        "divisions:PSSRU",
        "subjects:H1",
        "subjects:HD28",
        "types:article",
    )


def test_its_whole_description() -> None:
    in_parts = (
        "ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Ajournal"
        "&rft.jtitle=Journal+of+Integrated+Care&rft.volume=23&rft.issue=5&rft.spage=287"
        "&rft.epage=301&rft.issn=1476-9018"
    )
    subject = "http://eprints.lse.ac.uk/id/subject/"
    assert describe(etree.fromstring(lse.EPRINT), _tree()).description == (
        Statement("title", lse.TITLE),
        Statement("creator", "Clark, Michael", uri="https://orcid.org/0000-0003-4964-5005"),
        Statement("creator", "Cornes, Michelle"),
        Statement("creator", "Manthorpe, Jill"),
        Statement("creator", "Hennessy, Catherine"),
        Statement("creator", "Anderson, Sarah"),
        Statement("issued", "2015"),
        Statement("abstract", lse.ABSTRACT),
        Statement("description", "© 2015 Emerald Group Publishing Limited"),
        Statement("publisher", "Emerald Group Publishing Limited"),
        Statement("type", "article"),
        Statement("type", "PeerReviewed"),
        Statement("subject", "H Social Sciences (General)", "en", subject + "H1"),
        Statement("subject", "HD28 Management. Industrial Management", "en", subject + "HD28"),
        Statement("language", "en"),
        Statement("identifier", "https://doi.org/10.1108/JICA-06-2015-0023", scheme="DOI"),
        Statement("identifier", "http://eprints.lse.ac.uk/id/eprint/64325", scheme="dcterms:URI"),
        Statement("isPartOf", "Journal of Integrated Care", uri="urn:issn:1476-9018"),
        Statement(
            "bibliographicCitation",
            "Journal of Integrated Care, 23 (5). pp. 287-301. ISSN 1476-9018",
        ),
        Statement("bibliographicCitation", in_parts, scheme="info:ofi/fmt:kev:mtx:ctx"),
        Statement(
            "accessRights",
            "info:eu-repo/semantics/openAccess",
            uri="http://purl.org/coar/access_right/c_abf2",
        ),
        Statement("format", "application/pdf", scheme="dcterms:IMT"),
        Statement("extent", "425984 bytes"),
        Statement(
            "identifier",
            "http://eprints.lse.ac.uk/64325/1/Clark_Releasing%20the%20grip.pdf",
            scheme="application/pdf",
        ),
        Statement("type", "info:eu-repo/semantics/acceptedVersion"),
    )
