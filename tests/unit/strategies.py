"""What property tests draw from: values that are legal, and text that is anything at all."""

from hypothesis import strategies as st

from oaipmh.metadata.description import Statement
from oaipmh.metadata.dublin_core import ELEMENT_OF
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
statements = st.builds(Statement, st.sampled_from(sorted(ELEMENT_OF)), xml_text, languages)
descriptions = st.lists(statements, max_size=8).map(tuple)
