"""Versions of a paper."""

import pytest

from oaipmh.metadata.description import Statement
from oaipmh.metadata.versions import version_type


@pytest.mark.parametrize(
    "spelling",
    [
        "AM",
        "acceptedVersion",
        "info:eu-repo/semantics/acceptedVersion",
        "http://purl.org/coar/version/c_ab4af688f83e57aa",
        "https://purl.org/coar/version/c_ab4af688f83e57aa/",
        " accepted ",
    ],
)
def test_a_version_is_found_however_it_is_spelled(spelling: str) -> None:
    assert version_type(spelling) == Statement(
        "type",
        "info:eu-repo/semantics/acceptedVersion",
        uri="http://purl.org/coar/version/c_ab4af688f83e57aa",
    )


@pytest.mark.parametrize("text", ["", "NA", "article"])
def test_what_names_no_version_is_none(text: str) -> None:
    assert version_type(text) is None
