"""Vocabularies by whatever name."""

import pytest

from oaipmh.metadata.vocabularies import vocabulary_code


@pytest.mark.parametrize(
    ("scheme", "code"),
    [
        ("LCSH", "lcsh"),
        ("dcterms:LCSH", "lcsh"),
        ("Dewey Decimal Classification", "ddc"),
        ("gtt", "gtt"),
        ("dcterms:W3CDTF", ""),
        (None, ""),
    ],
)
def test_a_vocabulary_has_one_code_however_it_is_written(scheme: str | None, code: str) -> None:
    assert vocabulary_code(scheme) == code
