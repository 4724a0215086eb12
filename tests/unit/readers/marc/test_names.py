"""Persons and bodies of MARC records."""

import pytest

from oaipmh.metadata.description import Statement
from oaipmh.readers.marc.names import name_statements, work_of
from tests.support.marc import marc_record


def names(*lines: str) -> list[tuple[str, str]]:
    """Property and value of each name."""
    return [(one.property, one.value) for one in name_statements(marc_record(*lines))]


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("100 1# $aEllis, Job Bicknell,$d1829-1905.", "Ellis, Job Bicknell"),
        ("100 0# $aHenry$bIV,$cKing of England,$d1367-1413.", "Henry IV, King of England"),
        (
            "110 1# $aAlgeria.$bDept. of State.$bOffice Nine.",
            "Algeria. Dept. of State. Office Nine",
        ),
        ("110 2# $aUniversität$bInstitut", "Universität. Institut"),
        (
            "111 2# $aAsian Games$n(9th :$d1982 :$cDelhi, India)",
            "Asian Games (9th : 1982 : Delhi, India)",
        ),
    ],
)
def test_the_main_entry_is_the_creator(field: str, name: str) -> None:
    assert names(field) == [("creator", name)]


@pytest.mark.parametrize(
    ("roles", "properties"),
    [
        ("", ["contributor"]),
        ("$eauthor.", ["creator"]),
        ("$4aut", ["creator"]),
        ("$ejoint author.", ["creator"]),
        ("$eed.", ["marcrel:edt"]),
        ("$ejoint comp.", ["marcrel:com"]),
        ("$4edt", ["marcrel:edt"]),
        ("$eeditor.", ["marcrel:edt"]),
        ("$4http://id.loc.gov/vocabulary/relators/trl", ["marcrel:trl"]),
        ("$eeditor,$etranslator.", ["marcrel:edt", "marcrel:trl"]),
        ("$4edt$eeditor", ["marcrel:edt"]),
        ("$ekääntäjä.", ["marcrel:trl"]),
        ("$eVerfasser", ["creator"]),
        ("$esihteeri.", ["contributor"]),
        ("$4cph", ["rightsHolder"]),
        ("$4dgg", ["marcrel:dgg"]),
    ],
)
def test_an_added_entry_has_its_roles(roles: str, properties: list[str]) -> None:
    assert names(f"700 1# $aClark, Michael,{roles}") == [
        (one, "Clark, Michael") for one in properties
    ]


def test_a_maker_in_the_main_entry_is_a_creator_and_an_editor_is_not() -> None:
    assert names("100 1# $aBach, J. S.$4cmp") == [("creator", "Bach, J. S.")]
    assert names("100 1# $aBell, A. G.$einventor.") == [("creator", "Bell, A. G.")]
    assert names("100 1# $aHaas, Mary$4edt") == [("marcrel:edt", "Haas, Mary")]


def test_a_name_has_its_identifier() -> None:
    (found,) = name_statements(
        marc_record("100 1# $aClark, M.$1https://orcid.org/0000-0003-4964-5005")
    )
    assert found == Statement("creator", "Clark, M.", uri="https://orcid.org/0000-0003-4964-5005")


def test_who_made_a_related_work_did_not_make_this_one() -> None:
    assert names("700 12 $aShakespeare, William.$tHamlet") == []


def test_a_work_is_named_after_who_made_it() -> None:
    field = marc_record("710 1# $aFrance.$tTreaties, etc.$gPoland,$d1948 Mar. 2.")["710"]
    assert work_of(field) == "France. Treaties, etc. Poland, 1948 Mar. 2"
    field = marc_record("711 2# $aCongress$n(11th :$d1978).$tNutrition ;$vv. 1.")["711"]
    assert work_of(field) == "Congress (11th : 1978). Nutrition"


def test_a_collaboration_may_stand_where_a_body_has_no_name() -> None:
    assert names("710 ## $gATLAS Collaboration") == [("contributor", "ATLAS Collaboration")]


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("700 1# $aBruce, F. F.$q(Frederick Fyvie),$d1910-", "Bruce, F. F. (Frederick Fyvie)"),
        ("700 1# $aPress, Ian,$d1947-$q(J. Ian)", "Press, Ian (J. Ian)"),
        ("710 2# $aCERN$gGeneva", "CERN (Geneva)"),
        (
            "710 1# $aMinnesota.$bConstitutional Convention$d(1857 :$gRepublican)",
            "Minnesota. Constitutional Convention (1857 : Republican)",
        ),
    ],
)
def test_a_name_says_in_brackets_whom_it_means(field: str, name: str) -> None:
    assert names(field) == [("contributor", name)]
