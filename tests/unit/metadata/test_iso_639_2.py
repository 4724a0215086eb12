"""Which languages ISO 639-2 has."""

import pytest

from oaipmh.metadata.languages import is_in_iso_639_2


@pytest.mark.parametrize(
    ("code", "known"), [("eng", True), ("deu", True), ("grc", True), ("yue", False)]
)
def test_iso_639_2_has_fewer_languages_than_iso_639_3(code: str, known: bool) -> None:
    assert is_in_iso_639_2(code) is known
