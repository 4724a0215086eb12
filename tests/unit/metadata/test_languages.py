"""Languages by ISO 639, whatever a source calls them."""

import pytest
from hypothesis import given

from oaipmh.metadata.languages import iso_639_2b, iso_639_3, language_tag
from tests.unit.strategies import any_text


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("en", ("eng", "eng", "en")),
        ("eng", ("eng", "eng", "en")),
        ("English", ("eng", "eng", "en")),
        ("en_GB", ("eng", "eng", "en")),
        ("ger", ("deu", "ger", "de")),
        ("deu", ("deu", "ger", "de")),
        ("Deutsch", ("deu", "ger", "de")),
        ("zh-Hant", ("zho", "chi", "zh")),
        ("Arabic", ("ara", "ara", "ar")),
        ("http://id.loc.gov/vocabulary/iso639-2/fre", ("fra", "fre", "fr")),
        ("fil", ("fil", "fil", "fil")),
    ],
)
def test_a_language_is_known_by_code_tag_and_name(text: str, codes: tuple[str, str, str]) -> None:
    assert (iso_639_3(text), iso_639_2b(text), language_tag(text)) == codes


@pytest.mark.parametrize(
    "text",
    ["", "und", "zxx", "mul", "zz", "nonsense", "x-klingon", "n/a", "-", "202", "\0\U00010000"],
)
def test_what_names_no_language_has_no_code(text: str) -> None:
    assert iso_639_3(text) is None
    assert iso_639_2b(text) is None
    assert language_tag(text) is None


@given(any_text)
def test_any_text_has_three_letters_or_none(text: str) -> None:
    code = iso_639_3(text)
    assert code is None or (len(code) == 3 and code.isascii() and code.islower())
