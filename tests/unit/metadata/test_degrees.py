"""Degrees, as types and notes name them."""

import pytest

from oaipmh.metadata.degrees import is_department
from oaipmh.metadata.description import Statement
from tests.support.resources import resource


@pytest.mark.parametrize(
    ("value", "name", "level"),
    [
        ("PhD", "PhD", "doctoral"),
        ("Ph. D.", "Ph. D.", "doctoral"),
        ("phd", "PhD", "doctoral"),
        ("mphil", "MPhil", "masters"),
        ("Doctor of Philosophy", "Doctor of Philosophy", "doctoral"),
        ("Master's in Law", "Master's in Law", "masters"),
        ("Bachelor of Arts", "Bachelor of Arts", "bachelors"),
        ("Thesis (Ph.D.)", "Ph.D.", "doctoral"),
        ("doctoral", "", "doctoral"),
        ("Bachelor thesis", "", "bachelors"),
        ("Thesis", "", ""),
        ("Article", "", ""),
    ],
)
def test_a_type_names_a_degree_or_its_level(value: str, name: str, level: str) -> None:
    degree = resource(Statement("type", value)).degree
    assert (degree.name, degree.level) == (name, level)


def test_marcs_note_names_a_degree_where_no_type_does() -> None:
    thesis = Statement("type", "Thesis")
    note = Statement("description", "Thesis (M.A.)--Harvard University, 1990.")
    degree = resource(thesis, note).degree
    assert (degree.name, degree.level, degree.stated) == ("M.A.", "masters", note)
    named = Statement("type", "PhD")
    assert resource(thesis, note, named).degree.stated == named
    assert resource(thesis, Statement("description", "Theses (old)")).degree.name == ""


def test_a_department_is_known_by_its_words() -> None:
    assert is_department("School of Law")
    assert is_department("Juristische Fakultät")
    assert not is_department("University of Leeds")
    assert not is_department("Schooler, Ann")
