"""Roles by code or term."""

import pytest

from oaipmh.metadata.relators import relator, role_property


def test_a_role_is_found_by_its_code_and_by_its_term() -> None:
    assert relator("edt") == relator("Editor.") == "marcrel:edt"
    assert relator("thesis advisor") == "marcrel:ths"
    assert relator("juggler") is None


@pytest.mark.parametrize(
    ("role", "property_"),
    [
        ("aut", "creator"),
        (" Author. ", "creator"),
        ("joint author", "creator"),
        ("Ed.", "marcrel:edt"),
        ("pbl", "publisher"),
        ("edt", "marcrel:edt"),
        ("Thesis advisor", "marcrel:ths"),
        ("advisor", "marcrel:ths"),
        ("contributor", "contributor"),
        ("Scribe", "marcrel:scr"),
        ("juggler", "contributor"),
        ("Herausgeber", "marcrel:edt"),
        ("Verfasser", "creator"),
        ("", "contributor"),
    ],
)
def test_a_role_is_a_property_and_contributor_where_it_is_no_other(
    role: str, property_: str
) -> None:
    assert role_property(role) == property_
