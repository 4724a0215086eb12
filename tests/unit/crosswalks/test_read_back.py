"""What mods and marc21 write, our readers read back as it was."""

from collections.abc import Callable

import pytest
from lxml import etree

from oaipmh.crosswalks import CROSSWALKS
from oaipmh.metadata.citation import Citation
from oaipmh.metadata.description import Description, Statement
from oaipmh.metadata.funding import funding_statements
from oaipmh.metadata.places import point_statement
from oaipmh.readers import marcxml, mods
from oaipmh.readers.incoming import Described
from tests.support.resources import resource

DESCRIBE: dict[str, Callable[[etree._Element], Described]] = {
    "marc21": marcxml.describe,
    "mods": mods.describe,
}
TITLE = Statement("title", "On light: a study")
EMBARGOED = Statement(
    "accessRights",
    "info:eu-repo/semantics/embargoedAccess",
    uri="http://purl.org/coar/access_right/c_f1cf",
)
BOTH: list[list[Statement]] = [
    [TITLE],
    [Statement("alternative", "Light")],
    [Statement("creator", "Clark, Michael", uri="https://orcid.org/0000-0003-4964-5005")],
    [Statement("creator", "Curie, Marie"), Statement("creator", "Physics Group")],
    [Statement("marcrel:edt", "Curie, Marie"), Statement("contributor", "Aristotle")],
    [Statement("marcrel:fnd", "ESRC")],
    [Statement("rightsHolder", "Emerald")],
    [Statement("publisher", "Emerald"), Statement("issued", "2015-11-04")],
    [Statement("issued", "2015"), Statement("modified", "2016-01-02")],
    [Statement("issued", "2015"), Statement("created", "2014"), Statement("valid", "2017")],
    [Statement("issued", "2015"), Statement("dateCopyrighted", "2014")],
    [Statement("language", "ger"), Statement("language", "fre")],
    [Statement("extent", "23 p. : ill. ; 28 cm"), Statement("medium", "vellum")],
    [
        Statement("abstract", "Short"),
        Statement("tableOfContents", "One"),
        Statement("audience", "All"),
    ],
    [Statement("description", "Noted"), Statement("provenance", "A gift")],
    [Statement("subject", "Light--History", scheme="LCSH")],
    [Statement("subject", "535", scheme="DDC"), Statement("subject", "Light")],
    [Statement("spatial", "e-uk", scheme="marcgac"), Statement("temporal", "1900")],
    [point_statement(east="-72.5", north="42.1")],
    [Statement("identifier", "https://doi.org/10.1/a", scheme="DOI")],
    [Statement("identifier", "http://x.org/1.pdf", scheme="application/pdf")],
    [Statement("identifier", "urn:isbn:9780306406157", scheme="ISBN")],
    [EMBARGOED, Statement("available", "2030-05-01")],
    [Statement("rights", "All mine")],
    [Statement("bibliographicCitation", "Cite so")],
    [Statement("type", "info:eu-repo/semantics/acceptedVersion")],
    [
        Statement("type", "Article"),
        Statement("isPartOf", "Nature", uri="urn:issn:1476-9018"),
        *Citation(
            host="Nature", volume="2", issue="5", start_page="1", end_page="9", issn="1476-9018"
        ).statements(),
    ],
    [Statement("isPartOf", "Studies"), *Citation(series="Studies", volume="7").statements()],
    *(
        [Statement(name, "A work")]
        for name in (
            *("hasPart", "hasVersion", "isVersionOf", "hasFormat", "isFormatOf", "replaces"),
            *("isReplacedBy", "source", "references", "requires", "isRequiredBy", "conformsTo"),
            *("relation", "isReferencedBy"),
        )
    ),
]
ONLY: list[tuple[str, list[Statement]]] = [
    ("marc21", [Statement("type", "Dataset", scheme="dcterms:DCMIType")]),
    ("mods", [*funding_statements(funder="EC", programme="H2020", award="654024")]),
    ("mods", [Statement("title", "On light", "en"), Statement("alternative", "Licht", "de")]),
]


def read_back(prefix: str, *statements: Statement) -> Description:
    """What the format's reader says of what the format says of an item."""
    titled = any(one.property == "title" for one in statements)
    given = resource(*(() if titled else (TITLE,)), *statements)
    return DESCRIBE[prefix](CROSSWALKS[prefix].render(given)).description


def keeps(prefix: str, statements: list[Statement]) -> bool:
    values = {(one.property, one.value) for one in read_back(prefix, *statements)}
    return {(one.property, one.value) for one in statements} <= values


def _names(value: object) -> str | None:
    """What a case is called: what it states."""
    if not isinstance(value, list):
        return None
    return " ".join(f"{one.property} {one.value[:20]}" for one in value)


@pytest.mark.parametrize("prefix", DESCRIBE)
@pytest.mark.parametrize("statements", BOTH, ids=_names)
def test_both_keep(prefix: str, statements: list[Statement]) -> None:
    assert keeps(prefix, statements)


@pytest.mark.parametrize(("prefix", "statements"), ONLY, ids=_names)
def test_one_keeps(prefix: str, statements: list[Statement]) -> None:
    assert keeps(prefix, statements)
