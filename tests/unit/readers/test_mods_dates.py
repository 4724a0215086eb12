"""Dates and publishers in MODS."""

import pytest

from oaipmh.metadata.description import Statement
from oaipmh.readers.mods_dates import dates
from tests.support.xml import element


@pytest.mark.parametrize(
    ("content", "statements"),
    [
        ('<dateIssued encoding="w3cdtf">2015-11</dateIssued>', [("issued", "2015-11")]),
        ('<dateIssued encoding="iso8601">20151104</dateIssued>', [("issued", "2015-11-04")]),
        ("<dateIssued>1900-1922.</dateIssued>", [("issued", "1900-1922")]),
        (
            (
                "<dateIssued>1900-1922.</dateIssued>"
                '<dateIssued point="start" encoding="marc">1900</dateIssued>'
                '<dateIssued point="end" encoding="marc">1922</dateIssued>'
            ),
            [("issued", "1900/1922")],
        ),
        ('<dateCreated point="start">1967</dateCreated>', [("created", "1967")]),
        ('<dateCreated point="end">1967</dateCreated>', [("created", "/1967")]),
        ('<dateCreated point="end">later</dateCreated>', [("created", "later")]),
        (
            (
                '<dateIssued point="start" encoding="marc">1967</dateIssued>'
                '<dateIssued point="end" encoding="marc">9999</dateIssued>'
            ),
            [("issued", "1967/..")],
        ),
        ('<dateIssued point="end" encoding="marc">9999</dateIssued>', []),
        ('<dateIssued encoding="marc">19uu</dateIssued>', [("issued", "19XX")]),
        ('<dateIssued encoding="edtf">2004-XX/..</dateIssued>', [("issued", "2004-XX/..")]),
        ('<dateIssued encoding="edtf">196u</dateIssued>', [("issued", "196X")]),
        ('<dateIssued qualifier="approximate">1967</dateIssued>', [("issued", "1967~")]),
        (
            '<dateIssued encoding="edtf" qualifier="approximate">1967/1968</dateIssued>',
            [("issued", "1967~/1968~")],
        ),
        (
            '<dateIssued encoding="edtf" qualifier="approximate">1967~</dateIssued>',
            [("issued", "1967~")],
        ),
        ('<dateIssued qualifier="questionable">1967?</dateIssued>', [("issued", "1967?")]),
        ('<dateIssued qualifier="questionable">in May</dateIssued>', [("issued", "in May")]),
        ('<dateIssued qualifier="inferred">1967</dateIssued>', [("issued", "1967")]),
        (
            (
                '<dateCreated point="start" qualifier="approximate">1967</dateCreated>'
                '<dateCreated point="end">1970</dateCreated>'
            ),
            [("created", "1967~/1970")],
        ),
        ("<copyrightDate>2015</copyrightDate>", [("dateCopyrighted", "2015")]),
        ("<dateValid>2015</dateValid>", [("valid", "2015")]),
        ("<dateModified>2015</dateModified>", [("modified", "2015")]),
        ("<dateCaptured>2015</dateCaptured>", [("date", "2015")]),
        ('<dateOther type="accepted">2015</dateOther>', [("dateAccepted", "2015")]),
        ('<dateOther type="whatever">2015</dateOther>', [("date", "2015")]),
        ("<publisher>E.J. Brill,</publisher>", [("publisher", "E.J. Brill")]),
        ("<frequency>Annual</frequency>", [("accrualPeriodicity", "Annual")]),
        ("<dateIssued/>", []),
    ],
)
def test_an_origin_says_when_and_by_whom(content: str, statements: list[tuple[str, str]]) -> None:
    found = dates(element(f"<originInfo>{content}</originInfo>"))
    assert found == [Statement(*statement) for statement in statements]


@pytest.mark.parametrize(
    ("event", "property_"),
    [("publication", "publisher"), ("distribution", "marcrel:dst"), ("manufacture", "marcrel:mfr")],
)
def test_who_distributed_or_made_it_is_no_publisher(event: str, property_: str) -> None:
    origin = f"<originInfo eventType='{event}'><publisher>Brill</publisher></originInfo>"
    assert dates(element(origin)) == [Statement(property_, "Brill")]
