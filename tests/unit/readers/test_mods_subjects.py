"""Subjects in MODS: headings, places, times and classifications."""

import pytest

from oaipmh.metadata.description import Statement
from oaipmh.readers.mods_subjects import classifications, subjects
from tests.support.xml import element


@pytest.mark.parametrize(
    ("content", "attributes", "statements"),
    [
        (
            "<topic>Light</topic>",
            'authority="lcsh"',
            [Statement("subject", "Light", scheme="LCSH")],
        ),
        (
            "<topic>Light</topic><topic>History</topic><geographic>Paris</geographic>",
            'authority="lcsh" valueURI="http://id.loc.gov/1"',
            [
                Statement(
                    "subject", "Light--History--Paris", uri="http://id.loc.gov/1", scheme="LCSH"
                ),
                Statement("spatial", "Paris"),
            ],
        ),
        (
            (
                '<topic valueURI="http://f.org/1" authority="fast">A</topic>'
                '<topic valueURI="http://f.org/2" authority="fast">B</topic>'
            ),
            "",
            [
                Statement("subject", "A", uri="http://f.org/1", scheme="FAST"),
                Statement("subject", "B", uri="http://f.org/2", scheme="FAST"),
            ],
        ),
        ("<temporal>19th century</temporal>", "", [Statement("temporal", "19th century")]),
        (
            '<temporal point="start">1914</temporal><temporal point="end">1918</temporal>',
            "",
            [Statement("temporal", "1914/1918")],
        ),
        (
            (
                '<topic>War</topic><temporal point="start">1914</temporal>'
                '<temporal point="end">1918</temporal>'
            ),
            "",
            [Statement("subject", "War--1914/1918"), Statement("temporal", "1914/1918")],
        ),
        ('<temporal point="start">1914</temporal>', "", [Statement("temporal", "1914")]),
        ('<temporal point="end">1918</temporal>', "", [Statement("temporal", "1918")]),
        (
            "<geographic>Bogor</geographic><temporal>1900</temporal>",
            "",
            [Statement("spatial", "Bogor"), Statement("temporal", "1900")],
        ),
        (
            (
                "<hierarchicalGeographic><city>Springfield</city><country>United States</country>"
                "</hierarchicalGeographic>"
                "<cartographics><coordinates>42,-72</coordinates></cartographics>"
            ),
            'authority="tgn" valueURI="http://vocab.getty.edu/tgn/1"',
            [
                Statement(
                    "spatial",
                    "United States--Springfield",
                    uri="http://vocab.getty.edu/tgn/1",
                    scheme="TGN",
                ),
                Statement("spatial", "east=-72; north=42", scheme="dcterms:Point"),
            ],
        ),
        (
            '<name type="corporate"><namePart>Germany</namePart><namePart>Reich</namePart></name>',
            "",
            [Statement("subject", "Germany. Reich")],
        ),
        ("<titleInfo><title>Bible</title></titleInfo>", "", [Statement("subject", "Bible")]),
        (
            "<cartographics><coordinates>42,-72</coordinates></cartographics>",
            "",
            [Statement("spatial", "east=-72; north=42", scheme="dcterms:Point")],
        ),
        (
            "<cartographics><coordinates>W 72, N 42</coordinates></cartographics>",
            "",
            [Statement("spatial", "W 72, N 42")],
        ),
        (
            '<geographicCode authority="marcgac">n-us</geographicCode>',
            "",
            [Statement("spatial", "n-us", scheme="marcgac")],
        ),
        (
            "<cartographics><scale>1:200000</scale><projection>Conic</projection></cartographics>",
            "",
            [Statement("description", "1:200000"), Statement("description", "Conic")],
        ),
        ("plain words", "", [Statement("subject", "plain words")]),
    ],
)
def test_a_subject_is_one_heading_or_several(
    content: str, attributes: str, statements: list[Statement]
) -> None:
    assert list(subjects(element(f"<subject {attributes}>{content}</subject>"))) == statements


def test_a_classification_has_its_scheme() -> None:
    found = classifications(element('<classification authority="ddc">535</classification>'))
    assert list(found) == [Statement("subject", "535", scheme="DDC")]
