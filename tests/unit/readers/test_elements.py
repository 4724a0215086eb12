"""What is asked of an element."""

import pytest

from oaipmh.readers.elements import each, full_text, is_absolute, language, text, text_at, uri_at
from tests.support.xml import element


def test_text_is_that_of_markup_too_but_not_of_comments() -> None:
    root = element("<a> One\n <b>two</b><!-- no --> three</a>")
    assert full_text(root) == " One\n two three"
    assert text(root) == "One two three"
    assert text(None) == ""


def test_a_path_goes_by_local_names() -> None:
    root = element('<a><b xmlns="u:x"><c/></b><b><c>2</c></b></a>')
    assert len(list(each(root, "b/c"))) == 2
    assert text_at(root, "b/c") == "2"
    assert text_at(root, "b/d") == ""


def test_language_is_the_nearest() -> None:
    root = element('<a xml:lang="en"><b xml:lang=""/><b><c/></b></a>')
    assert language(root[0]) is None
    assert language(root[1][0]) == "en"


@pytest.mark.parametrize(
    ("value", "absolute"),
    [("http://x.org", True), ("urn:isbn:1", True), ("x", False), ("a b:c", False), (":x", False)],
)
def test_an_absolute_uri_has_a_scheme(value: str, *, absolute: bool) -> None:
    assert is_absolute(value) is absolute


def test_the_first_attribute_that_is_a_uri_is_taken() -> None:
    root = element('<a one="x" two=" http://x.org/2 " xlink:href="http://x.org/3"/>')
    assert uri_at(root, "one", "two") == "http://x.org/2"
    assert uri_at(root) == "http://x.org/3"
    assert uri_at(root, "none") is None
