"""Formats that stylesheets make: what they are given, what they may not do, what becomes of it."""

from pathlib import Path

import pytest
from lxml import etree

from oaipmh.crosswalks import transformer as transforming
from oaipmh.crosswalks.formats import make_payload
from oaipmh.crosswalks.own_formats import OwnFormat, checked, own_crosswalks
from oaipmh.crosswalks.sandbox import MADE, BadStylesheet, compile_stylesheet
from oaipmh.crosswalks.stylesheet import StylesheetCrosswalk, is_failure
from oaipmh.crosswalks.transformer import Transformer
from oaipmh.metadata.description import Statement
from oaipmh.protocol import namespaces as ns
from oaipmh.protocol.response import MetadataFormat
from tests.support.resources import resource
from tests.support.stylesheets import MY, stylesheet, template

SCHEMA = "http://library.example.org/my.xsd"
FORMAT = MetadataFormat("my", SCHEMA, MY)
ITEM = resource(Statement("title", "On <light> & dark", lang="en"))
RECURSIVE = """
<xsl:template match="/"><x><xsl:call-template name="r"/></x></xsl:template>
<xsl:template name="r">
  <xsl:param name="n" select="1"/><xsl:param name="s" select="'xxxxxxxxxxxxxxxx'"/>{body}
</xsl:template>"""
AGAIN = """<xsl:call-template name="r"><xsl:with-param name="n" select="$n + 1"/>
  <xsl:with-param name="s" select="{grown}"/></xsl:call-template>"""
TWICE = f'<xsl:if test="$n &lt; 99">{AGAIN.format(grown="1")}{AGAIN.format(grown="1")}</xsl:if>'
GROWING = (
    f'<xsl:if test="$n &lt; {{times}}">{AGAIN.format(grown="concat($s, $s)")}</xsl:if>'
    '<xsl:value-of select="$s"/>'
)


DEEPER = """<xsl:template match="/"><x><xsl:call-template name="r"/></x></xsl:template>
<xsl:template name="r"><xsl:param name="n" select="2"/><y><xsl:if test="$n &lt; {levels}">
  <xsl:call-template name="r"><xsl:with-param name="n" select="$n + 1"/></xsl:call-template>
</xsl:if></y></xsl:template>"""
UNESCAPED = '<x><xsl:text disable-output-escaping="yes">{text}</xsl:text></x>'
NO_PAIRS = f'<x xsi:schemaLocation="a b c" xmlns:xsi="{ns.XSI}"/>'
REGULAR = 'xmlns:re="http://exslt.org/regular-expressions"'


def missing(source: bytes) -> list[str]:
    """Why the item is not in the format that a stylesheet makes."""
    return list(StylesheetCrosswalk(FORMAT, source).missing(ITEM))


def test_a_record_is_what_the_stylesheet_makes_with_its_schemas_location() -> None:
    walk = StylesheetCrosswalk(FORMAT, template('<x><xsl:value-of select="//i:title"/></x>'))
    assert walk.missing(ITEM) == []
    root = walk.render(ITEM)
    assert (root.tag, root.text) == (f"{{{MY}}}x", "On <light> & dark")
    assert root.get(ns.SCHEMA_LOCATION) == f"{MY} {SCHEMA}"


@pytest.mark.parametrize(
    ("given", "served"), [(f"{MY} b", f"{MY} b"), ("a b", f"a b {MY} {SCHEMA}")]
)
def test_a_location_that_the_stylesheet_gives_is_kept(given: str, served: str) -> None:
    source = template(f'<x xsi:schemaLocation="{given}" xmlns:xsi="{ns.XSI}"/>')
    assert StylesheetCrosswalk(FORMAT, source).render(ITEM).get(ns.SCHEMA_LOCATION) == served


def test_what_is_as_deep_as_parsers_read_in_a_response_is_made() -> None:
    assert missing(stylesheet(DEEPER.format(levels=252))) == []


def test_a_message_is_no_longer_than_a_record_may_be() -> None:
    body = RECURSIVE.replace("<x>", "<xsl:message>").replace("</x>", "</xsl:message>")
    (said,) = missing(stylesheet(body.format(body=GROWING.format(times=20))))
    assert said.endswith("it makes more than 4 MB")


def test_an_item_is_transformed_once_for_its_reasons_and_its_record(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[bytes] = []
    original = Transformer.__call__

    def count(self: Transformer, item: bytes) -> transforming.Answer:
        asked.append(item)
        return original(self, item)

    monkeypatch.setattr(Transformer, "__call__", count)
    walk = StylesheetCrosswalk(FORMAT, template("<x/>"))
    assert walk.missing(ITEM) == []
    assert walk.render(ITEM).tag == walk.render(ITEM).tag
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("body", "reasons"),
    [
        ("", ["the stylesheet makes no element of it"]),
        ("only text", ["the stylesheet makes no element of it"]),
        (
            "<xsl:message>no\nyear</xsl:message><xsl:message>no title</xsl:message>",
            ["no year", "no title"],
        ),
    ],
)
def test_what_the_stylesheet_makes_nothing_of_is_not_in_the_format(
    body: str, reasons: list[str]
) -> None:
    assert missing(template(body)) == reasons
    assert not any(map(is_failure, reasons))


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (template("<xsl:message terminate='yes'>stop</xsl:message>"), "fails: stop"),
        (template("<x/><y/>"), "more than one root element"),
        (template('<x xmlns="http://other.org/"/>'), f"'http://other.org/', not '{MY}'"),
        (template("<x><xsl:value-of select='$none'/></x>"), "line 2: "),
        (template("<x><xsl:value-of select=\"document('file:///etc/passwd')\"/></x>"), "refused"),
        (template("<x><xsl:value-of select=\"document('http://127.0.0.1/')\"/></x>"), "refused"),
        (stylesheet(RECURSIVE.format(body=AGAIN.format(grown="1"))), "infinite"),
        (stylesheet(RECURSIVE.format(body=GROWING.format(times=20))), "makes more than 4 MB"),
        (stylesheet(RECURSIVE.format(body=GROWING.format(times=60))), "the stylesheet fails"),
        (stylesheet(RECURSIVE.format(body=TWICE)), "it takes longer than 2 s"),
        (template(UNESCAPED.format(text="&lt;open>")), "cannot be read as XML: Opening and ending"),
        (
            template('<x><xsl:element name="y" namespace="a {//i:title}"/></x>'),
            "is not a valid URI",
        ),
        (stylesheet(DEEPER.format(levels=253)), "cannot be read as XML: Excessive depth"),
        (template(f"<x {REGULAR}><xsl:value-of select=\"re:test('a', '(')\"/></x>"), "error: miss"),
        (template(NO_PAIRS), "no pairs"),
    ],
)
def test_a_stylesheet_that_fails_makes_no_record_and_says_why(source: bytes, reason: str) -> None:
    (said,) = missing(source)
    assert reason in said
    assert is_failure(said)


def test_a_stylesheet_writes_no_file(tmp_path: Path) -> None:
    out = tmp_path / "out.xml"
    (said,) = missing(template(f'<exsl:document href="{out}"><y/></exsl:document><x/>'))
    assert "refused" in said
    assert not out.exists()


def test_the_process_can_open_nothing_even_if_the_stylesheet_could() -> None:
    transform = Transformer(template("<x/>"))
    assert transform(b"<a/>").kind == MADE
    assert transform.process is not None
    limits = Path(f"/proc/{transform.process.pid}/limits")
    if not limits.exists():
        pytest.skip("no /proc here")
    told = limits.read_text()
    for line in ("Max open files            3 ", "Max file size             0 "):
        assert line in told


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (b"", "it is not XML"),
        (b"<a>\n</b>", "line 2: it is not XML"),
        (b"<a/>", "not a stylesheet"),
        (stylesheet("<xsl:tmplate/>"), "line 2: "),
        (stylesheet('<xsl:include href="file:///etc/passwd"/>'), "line 2: xsl:include"),
        (stylesheet('<xsl:import href="other.xsl"/>'), "line 2: xsl:import"),
        (
            b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;&b;">]>\n'
            + template("<x>&c;&c;</x>"),
            "DOCTYPE",
        ),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_line(source: bytes, reason: str) -> None:
    with pytest.raises(BadStylesheet) as refused:
        compile_stylesheet(source)
    assert reason in str(refused.value)
    assert "\n" not in str(refused.value)


def test_another_stylesheet_is_another_version_and_the_same_is_the_same() -> None:
    first, second = template("<x/>"), template("<y/>")
    versions = [StylesheetCrosswalk(FORMAT, one).version for one in (first, first, second)]
    assert versions[0] == versions[1] != versions[2]
    assert all(0 < version < 2**31 for version in versions)
    other = MetadataFormat("my", SCHEMA + "2", MY)
    assert StylesheetCrosswalk(other, first).version != versions[0]


def test_a_payload_has_what_the_stylesheet_made(tmp_path: Path) -> None:
    path = tmp_path / "my.xsl"
    path.write_bytes(template("<x><y>a <b>b</b></y></x>"))
    (walk,) = own_crosswalks({"my": OwnFormat(path, MY, SCHEMA)}).values()
    payload = make_payload(walk, ITEM, ())
    assert payload is not None
    made = etree.fromstring(payload)[0]
    assert "".join(made.itertext()).strip() == "a b"


@pytest.mark.parametrize(
    ("prefix", "changes", "reason"),
    [
        ("oai_dc", {}, "built in"),
        ("my dc", {}, "no metadataPrefix"),
        ("my", {"namespace": "no uri"}, "my: namespace: 'no uri' is no URI"),
        ("my", {"schema": "no uri"}, "my: schema: 'no uri' is no URI"),
        ("my", {"schema": "my.xsd"}, "my: schema: 'my.xsd' is no URI"),
        ("my", {"namespace": ns.OAI_PMH}, "my: namespace: no format can be in OAI-PMH's own"),
        ("my", {"stylesheet": Path("none.xsl")}, "none.xsl cannot be read"),
        ("my", {"xsd": Path("none.xsd")}, "none.xsd cannot be read"),
        ("my", {"xsd": Path("my.xsl")}, "my.xsl: it is no XML schema"),
        ("my", {"stylesheet": Path("bad.xsl")}, "bad.xsl, line 2: "),
    ],
)
def test_a_format_that_cannot_be_used_is_refused(
    prefix: str,
    changes: dict[str, object],
    reason: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("my.xsl").write_bytes(template("<x/>"))
    Path("bad.xsl").write_bytes(stylesheet("<xsl:tmplate/>"))
    good: dict[str, object] = {"stylesheet": Path("my.xsl"), "namespace": MY, "schema": SCHEMA}
    own = OwnFormat(**{**good, **changes})  # type: ignore[arg-type] # as a toml has it
    with pytest.raises(ValueError, match=reason.replace(".", r"\.")):
        checked({prefix: own})
