"""Articles that titles are not filed by."""

import pytest

from oaipmh.metadata.articles import nonfiling_characters


@pytest.mark.parametrize(
    ("title", "language", "expected"),
    [
        ("The commons after enclosure", "eng", 4),
        ("A study", "en", 2),
        ("Theory of light", "en", 0),
        ("L\N{RIGHT SINGLE QUOTATION MARK}arbre", "fr", 2),
        ("Die Leiden", "de-AT", 4),
        ("Die hard", "en", 0),
        ("A Capital", "por", 2),
        ("The commons", None, 0),
        ("The", "en", 0),
    ],
)
def test_an_article_counts_in_its_own_language(
    title: str, language: str | None, expected: int
) -> None:
    assert nonfiling_characters(title, language) == expected
