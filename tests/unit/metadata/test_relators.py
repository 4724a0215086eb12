"""Roles by code or term."""

from oaipmh.metadata.relators import relator


def test_a_role_is_found_by_its_code_and_by_its_term() -> None:
    assert relator("edt") == relator("Editor.") == "marcrel:edt"
    assert relator("thesis advisor") == "marcrel:ths"
    assert relator("juggler") is None
