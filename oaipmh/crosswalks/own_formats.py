"""The formats that a repository defines itself, in the tables `stylesheets` of `oaipmh.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from oaipmh.crosswalks import CROSSWALKS, Crosswalk
from oaipmh.crosswalks.sandbox import BadStylesheet, compile_stylesheet
from oaipmh.crosswalks.stylesheet import StylesheetCrosswalk
from oaipmh.protocol import namespaces as ns
from oaipmh.protocol.response import MetadataFormat
from oaipmh.protocol.syntax import is_metadata_prefix, is_uri


@dataclass(frozen=True, slots=True)
class OwnFormat:
    """A format of one's own: its stylesheet, what harvesters are told, a copy of its schema."""

    stylesheet: Path
    namespace: str
    schema: str
    xsd: Path | None = None


def own_crosswalks(formats: Mapping[str, OwnFormat]) -> dict[str, Crosswalk]:
    """Their crosswalks, by metadataPrefix.

    Raises:
        ValueError: one cannot be used; the message is one line that says which, where and why.
    """
    return {prefix: _crosswalk(prefix, own) for prefix, own in formats.items()}


def checked(formats: Mapping[str, OwnFormat]) -> Mapping[str, OwnFormat]:
    """The same, once each has been found to be usable.

    Raises:
        ValueError: one is not.
    """
    own_crosswalks(formats)
    for own in formats.values():
        load_schema(own)
    return formats


def load_schema(own: OwnFormat) -> etree.XMLSchema | None:
    """The copy of a format's schema; None where there is none.

    Raises:
        ValueError: it cannot be read, or is no schema.
    """
    if own.xsd is None:
        return None
    _read(own.xsd)
    try:
        return etree.XMLSchema(etree.parse(own.xsd, etree.XMLParser(no_network=True)))
    except etree.LxmlError as error:
        raise ValueError(f"{own.xsd}: it is no XML schema: {error}") from None


def _crosswalk(prefix: str, own: OwnFormat) -> Crosswalk:
    if prefix in CROSSWALKS:
        raise ValueError(f"{prefix!r} is a format that is built in: give yours another prefix")
    if not is_metadata_prefix(prefix):
        raise ValueError(f"{prefix!r} is no metadataPrefix: letters, digits and -_.!~*'() alone")
    for name, uri in (("namespace", own.namespace), ("schema", own.schema)):
        if not is_uri(uri) or ":" not in uri:
            raise ValueError(f"{prefix}: {name}: {uri!r} is no URI")
    if own.namespace == ns.OAI_PMH:
        raise ValueError(f"{prefix}: namespace: no format can be in OAI-PMH's own (section 3.4)")
    source = _read(own.stylesheet)
    try:
        compile_stylesheet(source)
    except BadStylesheet as error:
        raise ValueError(f"{own.stylesheet}, {error}") from None
    served = MetadataFormat(prefix, own.schema, own.namespace)
    made = StylesheetCrosswalk(served, source)
    return Crosswalk(served, made.version, made.missing, made.render)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ValueError(f"{path} cannot be read: {error.strerror}") from None
