"""What property tests draw from: values that are legal, and text that is anything at all."""

from dataclasses import fields
from typing import Any

from hypothesis import strategies as st

from oaipmh.metadata.access_rights import access_rights
from oaipmh.metadata.citation import Citation
from oaipmh.metadata.description import Statement
from oaipmh.metadata.dublin_core import ELEMENT_OF
from oaipmh.metadata.funding import funding_statements
from oaipmh.metadata.resource_types import TYPES
from oaipmh.protocol.syntax import is_identifier

EARLIEST_SECOND = -62_135_596_800
"""0001-01-01T00:00:00Z"""
LATEST_SECOND = 253_402_300_799
"""9999-12-31T23:59:59Z"""

instants = st.integers(EARLIEST_SECOND, LATEST_SECOND)

any_text = st.text(st.characters(exclude_categories=()), max_size=60)
"""Whatever Python calls text: control characters and lone surrogates too."""

xml_text = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
    | st.sampled_from("\t\n\r<>&'\"]"),
    max_size=60,
)

_PART = st.text(
    st.sampled_from("ABCXYZabcxyz0189-_.!~*'()"),
    min_size=1,
    max_size=6,
)
set_specs = st.lists(_PART, min_size=1, max_size=4).map(":".join)

_LOCAL = st.lists(st.sampled_from([*"ABCxyz019-._~:/?@!$&'()*+,;=éλ字", "%20"]), max_size=20)
identifiers = st.builds(
    lambda scheme, local: scheme + "".join(local),
    st.sampled_from(["oai:", "http:", "urn:"]),
    _LOCAL,
).filter(is_identifier)

languages = st.none() | st.sampled_from(["en", "pt-BR", "zh-Hant-TW", "x-klingon"])
statements = st.builds(
    Statement, st.sampled_from(sorted(ELEMENT_OF)), xml_text, languages, st.none(), st.none()
)
descriptions = st.lists(statements, max_size=8).map(tuple)

_EDTF_DATES = st.one_of(
    st.integers(1, 9999).map("{:04}".format),
    st.dates().map("{:%Y-%m-%d}".format).map(lambda day: day.rjust(10, "0")),
    st.dates().map("{:%Y-%m}".format).map(lambda month: month.rjust(7, "0")),
    st.from_regex(r"[0-9]{2}([0-9]X|XX)", fullmatch=True),
    st.from_regex(r"[1-9][0-9]{3}-(XX(-XX)?|0[1-9]-XX|2[1-4])", fullmatch=True),
    st.from_regex(r"-[1-9][0-9]{3}|Y-?[1-9][0-9]{4,6}", fullmatch=True),
)
_QUALIFIED = st.builds(str.__add__, _EDTF_DATES, st.sampled_from(["", "", "~", "?", "%"]))
_MISSING = st.sampled_from(["", ".."])
edtf_intervals = st.tuples(_QUALIFIED, _QUALIFIED | _MISSING).map("/".join) | st.tuples(
    _MISSING, _QUALIFIED
).map("/".join)
edtf_texts = _QUALIFIED | edtf_intervals
"""Dates and intervals in EDTF, level 0 and 1."""

_DATES = edtf_texts | st.sampled_from(
    ["2015", "2015-11", "2015-11-04", "2015-11-04T15:51:00Z", "1999~", "2005/2007", "9999-12-31"]
)
_TYPES = st.sampled_from([*TYPES, *(one.uri for one in TYPES.values()), "Article", "PhD", "Thesis"])
_LANGUAGES = st.sampled_from(["en", "ger", "deu", "English", "zh-Hant", "ara", "mul", "xx"])
_NAMES = st.sampled_from(
    ["Clark, Michael", "Aristotle", "London School of Economics", ", ", "李, 明"]
)
_AGENT_URIS = st.none() | st.sampled_from(
    ["https://orcid.org/0000-0003-4964-5005", "https://ror.org/0090zs177", "http://x.org/me"]
)
_IDENTIFIERS = st.sampled_from(
    [
        ("https://doi.org/10.1108/JICA-06-2015-0023", "DOI"),
        ("10.1/a<b", None),
        ("https://hdl.handle.net/10.1/2", "Handle"),
        ("urn:issn:1476-9018", "ISSN"),
        ("urn:isbn:9780306406157", "ISBN"),
        ("http://eprints.lse.ac.uk/64325/", "dcterms:URI"),
        ("http://eprints.lse.ac.uk/64325/1/Clark.pdf", "application/pdf"),
        ("ark:/12148/btv1b8449691v", None),
        ("urn:nbn:de:101:1-201102033592", "URN"),
        ("(DE-101)123", "system"),
        ("oai:x.org:1", None),
    ]
)
_LICENCES = st.sampled_from(
    ["https://creativecommons.org/licenses/by/4.0/", "CC BY", "http://x.org/l?a=1&b=2", "All mine"]
)
_CONTRIBUTORS = sorted(name for name, of in ELEMENT_OF.items() if of == "contributor")
_RELATIONS = sorted(name for name, of in ELEMENT_OF.items() if of == "relation")
_PARTS = st.fixed_dictionaries(
    {}, optional={one.name: xml_text | st.just("23") for one in fields(Citation)}
)


def _statements(*parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Statement]:
    """All five parts are given: hypothesis would fill in the others with any text."""
    return st.tuples(*parts).map(Statement._make)


def _of(properties: list[str], values: st.SearchStrategy[str]) -> st.SearchStrategy[Statement]:
    return _statements(st.sampled_from(properties), values, languages, st.none(), st.none())


def _identified(properties: list[str]) -> st.SearchStrategy[Statement]:
    named = st.tuples(st.sampled_from(properties), _IDENTIFIERS)
    return named.map(lambda one: Statement(one[0], one[1][0], scheme=one[1][1]))


_telling = st.one_of(
    _of(["title", "alternative", "abstract", "description", "subject", "publisher"], xml_text),
    _of(sorted(name for name, of in ELEMENT_OF.items() if of == "date"), _DATES),
    _of(["type"], _TYPES),
    _of(["language"], _LANGUAGES),
    _statements(
        st.sampled_from(["creator", *_CONTRIBUTORS]), _NAMES, languages, _AGENT_URIS, st.none()
    ),
    _identified(["identifier", "isPartOf", "source", *_RELATIONS]),
    _of(["license", "rights"], _LICENCES),
    st.sampled_from(["open", "embargoed", "restricted", "closed"]).map(access_rights),
)
_odd = _statements(
    st.sampled_from(sorted(ELEMENT_OF)),
    xml_text,
    languages,
    st.none() | identifiers,
    st.none() | st.sampled_from(["LCSH", "DDC", "dcterms:URI", "application/pdf", "<&>", "a b"]),
)
_cited = st.builds(lambda parts: Citation(**parts).statements(), _PARTS)
_funded = st.builds(
    funding_statements,
    funder=st.sampled_from(["European Commission", "ESRC", ""]),
    funder_uri=_AGENT_URIS,
    award=st.sampled_from(["654024", "ES/L01/1", ""]),
    programme=st.sampled_from(["H2020", ""]),
)


@st.composite
def telling_descriptions(
    draw: st.DrawFn, among: tuple[Statement, ...] = ()
) -> tuple[Statement, ...]:
    """Descriptions such as real ones: controlled values, good and bad, among any text at all.

    None of their values is empty, and their text is trimmed: cleaning has seen to that. Of
    statements that all of them shall have, they are `among`.
    """
    found = [*among, *draw(st.lists(_telling | _odd, max_size=20)), *draw(_cited), *draw(_funded)]
    trimmed = (one._replace(value=one.value.strip()) for one in draw(st.permutations(found)))
    return tuple(one for one in trimmed if one.value)
