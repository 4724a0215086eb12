"""Types: what sources call a thing, and what each vocabulary calls it."""

import re
from pathlib import Path

import pytest
from lxml import etree

from oaipmh.metadata.description import Statement
from oaipmh.metadata.resource_types import TYPES, resource_type

DOCUMENTED = Path(__file__).resolve().parents[3] / "docs/formats/types.md"
COAR = "http://purl.org/coar/resource_type/"
XS = "{http://www.w3.org/2001/XMLSchema}"


def named(*words: str, **own: str) -> str | None:
    """The name of the type that these words name."""
    found = resource_type([Statement("type", word) for word in words], own)
    return found and found.name


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("Article", "article"),
        ("Conference or Workshop Item", "conferenceObject"),
        ("Book Section", "bookPart"),
        ("book chapter", "bookPart"),
        ("info:eu-repo/semantics/doctoralThesis", "doctoralThesis"),
        ("http://purl.org/coar/resource_type/c_db06", "doctoralThesis"),
        ("https://purl.org/coar/resource_type/c_5794/", "conferencePaper"),
        ("http://purl.org/eprint/type/JournalArticle", "article"),
        ("doc-type:workingPaper", "workingPaper"),
        ("StillImage", "stillImage"),
        ("Thesis/Dissertation", "thesis"),
        ("misc", "other"),
        ("PeerReviewed", None),
        ("info:eu-repo/semantics/publishedVersion", None),
        ("http://purl.org/coar/resource_type/c_1843", "other"),
        ("", None),
        ("://", None),
    ],
)
def test_a_word_names_a_type(word: str, name: str | None) -> None:
    assert named(word) == name


def test_a_type_is_found_by_every_name_it_has() -> None:
    for one in TYPES.values():
        assert named(one.name) == one.name
        if one.label != "other":
            assert named(one.label) == named(one.uri) == one.name


def test_the_most_telling_of_several_counts() -> None:
    assert named("Thesis", "PhD") == "doctoralThesis"
    assert named("Text", "Thesis") == "thesis"
    assert named("Other", "Text") == named("Text", "Other") == "text"
    assert named("Text", "Book Section", "Article") == "bookPart"
    assert named("PeerReviewed", "Article") == "article"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["Monograph", "Project Report"], "report"),
        (["Working Paper", "Monograph"], "workingPaper"),
        (["Monograph", "Text"], "book"),
        (["Monograph"], "book"),
        (["Book", "Project Report"], "book"),
    ],
)
def test_a_monograph_gives_way_to_the_word_that_says_which(words: list[str], name: str) -> None:
    found = resource_type([Statement("type", word) for word in words])
    assert found is not None
    assert found.name == name


def test_a_value_uri_counts_before_the_words() -> None:
    by_uri = Statement("type", "Artikel oder so", uri=COAR + "c_6501")
    found = resource_type([by_uri])
    assert found is not None
    assert found.name == "article"


def test_a_managers_own_words_count_first_in_whatever_case() -> None:
    own = {"seminar paper": "workingPaper", "article": "report"}
    found = [resource_type([Statement("type", word)], own) for word in ("Seminar Paper", "ARTICLE")]
    assert [one and one.name for one in found] == ["workingPaper", "report"]


def test_the_documented_table_is_the_one_there_is() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.*) \|$", DOCUMENTED.read_text("utf-8"), re.MULTILINE)
    assert dict(rows) == {
        one.name: f"{one.label} | `{one.uri.removeprefix(COAR)}` | {one.eu_repo}"
        f" | {one.datacite} | {one.dcmi}"
        for one in TYPES.values()
    }


def test_datacites_terms_are_those_of_its_schema(shared: Path) -> None:
    path = "schemas/schema.datacite.org/meta/kernel-4/include/datacite-resourceType-v4.xsd"
    terms = {one.get("value") for one in etree.parse(shared / path).iter(f"{XS}enumeration")}
    assert {one.datacite for one in TYPES.values()} <= terms


def test_coars_concepts_are_those_of_its_vocabulary(shared: Path) -> None:
    folder = shared / "schemas/www.openaire.eu/schema"
    known = "".join(path.read_text("utf-8") for path in sorted(folder.rglob("*.xsd")))
    for one in TYPES.values():
        assert one.uri in known, one


def test_dcmis_terms_are_those_of_its_schema(shared: Path) -> None:
    path = "schemas/dublincore.org/schemas/xmls/qdc/2008/02/11/dcmitype.xsd"
    terms = {one.get("value") for one in etree.parse(shared / path).iter(f"{XS}enumeration")}
    assert {one.dcmi for one in TYPES.values()} <= terms
