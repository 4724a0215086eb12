import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from oaipmh.metadata.markup import strip_markup
from tests.unit.strategies import any_text

_PROSE = [
    "p < 0.05 & R&D",
    "a<b>c",
    "<10 mg",
    "List<String>",
    "vector<int> and Map<K, V>",
    "<p <0.05",
    "x &lt; y &amp; z",
    "A &lt;b&gt; tag alone",
    "<none>",
    "<http://example.org/>",
    "The <i> tag considered",
    "&lt;p&gt;an escaped tag without its other half",
]
_PIECES = [
    "<",
    ">",
    "</",
    "/>",
    "p",
    "i",
    "script",
    " a=",
    "'",
    '"',
    "&lt;",
    "&gt;",
    "x",
    " ",
    "\n",
]


@pytest.mark.parametrize("prose", _PROSE)
def test_prose_survives_byte_for_byte(prose: str) -> None:
    assert strip_markup(prose) == (prose, [])


@pytest.mark.parametrize(
    ("markup", "text", "names"),
    [
        ("<p>A</p><p>B &amp; C</p>", "A\nB & C", ["p"]),
        ("<p>One<p>Two", "One\nTwo", ["p"]),
        ("one<br>two<BR/>three", "one\ntwo\nthree", ["br"]),
        ("H<sub>2</sub>O", "H2O", ["sub"]),
        ("see <a href=\"https://example.org/?a>b\" title='x'>here</a>", "see here", ["a"]),
        ("<i>p</i> < 0.05", "p < 0.05", ["i"]),
        ("caf&#233;&nbsp;<b>au</b> lait", "café\xa0au lait", ["b"]),
        ("<b>AT&T</b> &c &unknown;", "AT&T &c &unknown;", ["b"]),
        ("<p>  A  </p>\n\n <p>B</p> ", "A\nB", ["p"]),
    ],
)
def test_html_is_stripped(markup: str, text: str, names: list[str]) -> None:
    assert strip_markup(markup) == (text, names)


def test_jats_is_stripped_and_named_as_it_was_written() -> None:
    jats = (
        "<jats:title>Abstract</jats:title><jats:p><jats:italic>E. coli</jats:italic> K-12</jats:p>"
    )
    assert strip_markup(jats) == (
        "Abstract\nE. coli K-12",
        ["jats:title", "jats:p", "jats:italic"],
    )


def test_a_formula_is_told_once() -> None:
    mathml = (
        "energy <mml:math><mml:semantics><mml:mrow><mml:mi>E</mml:mi><mml:mo>=</mml:mo></mml:mrow>"
        '<mml:annotation encoding="application/x-tex">E=</mml:annotation></mml:semantics>'
        "</mml:math>"
    )
    assert strip_markup(mathml)[0] == "energy E="


def test_scripts_and_styles_go_with_what_is_in_them() -> None:
    text = "<style>p { color: red }</style>kept<script>if (a<b) alert('<p>x</p>')</script>"
    assert strip_markup(text)[0] == "kept"


def test_a_script_that_never_ends_takes_nothing_with_it() -> None:
    assert strip_markup("<script>all of the rest")[0] == "<script>all of the rest"


def test_escaped_markup_is_markup() -> None:
    assert strip_markup("&lt;p&gt;R&amp;amp;D &amp;lt; x&lt;/p&gt;") == ("R&D < x", ["p"])


def test_markup_may_be_escaped_within_markup() -> None:
    assert strip_markup("<p>&lt;i&gt;E. coli&lt;/i&gt;</p>") == ("E. coli", ["p", "i"])


@given(any_text)
def test_a_text_without_known_tags_is_the_same_text(text: str) -> None:
    stripped, names = strip_markup(text)
    assert names or stripped == text


@given(st.lists(st.sampled_from(_PIECES), max_size=40).map("".join))
@example("<i>&lt;i>x</i>")
def test_nothing_but_tags_breaks_and_references_goes(text: str) -> None:
    stripped, names = strip_markup(text)
    assert names or stripped == text
    if "script" not in text and "=" not in text:  # an attribute's value goes with its tag
        assert stripped.count("x") == text.count("x")


@pytest.mark.parametrize(
    "unit",
    [
        "<",
        "<p ",
        "<p a=",
        "<a b='",
        '<a b="',
        "<a b='\"<a b=\"' ",
        "</p",
        "<i>",
        "<p>",
        "&lt;",
        "<p\t",
    ],
)
def test_a_megabyte_of_anything_is_read_in_linear_time(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        start = time.process_time()
        strip_markup(text)
        return time.process_time() - start

    # Quadratic time would need a thousand times as long for a megabyte as for 30 kB.
    assert seconds(1_000_000) < 200 * max(seconds(30_000), 0.0005) + 1


def test_plain_text_costs_next_to_nothing() -> None:
    text = "Communities of practice in tackling multiple exclusion homelessness. " * 30
    start = time.process_time()
    for _ in range(10_000):
        strip_markup(text)
    assert time.process_time() - start < 1
