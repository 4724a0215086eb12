"""Vocabularies in MODS: their names, and the URIs of what is in them."""

import pytest

from oaipmh.readers.mods_authorities import scheme_of, value_uri
from tests.support.xml import element


@pytest.mark.parametrize(
    ("authority", "number", "uri"),
    [
        ("aat", "300027590", "http://vocab.getty.edu/aat/300027590"),
        ("tgn", "7000084", "http://vocab.getty.edu/tgn/7000084"),
        ("lcsh", "sh85080735", "http://id.loc.gov/authorities/subjects/sh85080735"),
        ("naf", "no98077600", "http://id.loc.gov/authorities/names/no98077600"),
        ("tgn", "http://vocab.getty.edu/tgn/1", "http://vocab.getty.edu/tgn/1"),
        ("local", "300027590", None),
        ("aat", "legal documents", None),
    ],
)
def test_a_number_in_a_known_vocabulary_is_a_uri(
    authority: str, number: str, uri: str | None
) -> None:
    genre = element(f'<genre authority="{authority}" valueURI="{number}">A</genre>')
    assert value_uri(genre) == uri


def test_a_vocabulary_has_its_usual_name_or_its_own() -> None:
    assert scheme_of(element('<genre authority="lcsh"/>')) == "LCSH"
    assert scheme_of(element('<genre authority="marcgt"/>')) == "marcgt"
    assert scheme_of(element("<genre/>")) is None
