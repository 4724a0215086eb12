"""Access levels, in whatever spelling."""

import pytest

from oaipmh.metadata.access_rights import access_rights


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Open Access", "openAccess"),
        ("public", "openAccess"),
        ("info:eu-repo/semantics/embargoedAccess", "embargoedAccess"),
        ("http://purl.org/coar/access_right/c_16ec", "restrictedAccess"),
        ("metadata-only access", "closedAccess"),
    ],
)
def test_a_level_is_found_in_both_vocabularies(text: str, level: str) -> None:
    found = access_rights(text)
    assert found is not None
    assert found.value == f"info:eu-repo/semantics/{level}"
    assert found.uri is not None
    assert found.uri.startswith("http://purl.org/coar/access_right/c_")


def test_what_names_no_level_is_none() -> None:
    assert access_rights("Ask the library") is None
    assert access_rights("") is None
