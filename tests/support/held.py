"""What a source of the tests holds, and how its responses write it."""

from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape

from oaipmh.protocol.datestamp import Granularity, format_datestamp

ENVELOPE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
    "<responseDate>{date}</responseDate><request>http://x.org/oai</request>{content}</OAI-PMH>"
)
DC = (
    '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></oai_dc:dc>'
)


@dataclass(frozen=True)
class Held:
    """A record; `datestamp` in seconds."""

    datestamp: int
    title: str
    sets: tuple[str, ...] = ()
    deleted: bool = False


def header_xml(name: str, held: Held, granularity: Granularity) -> str:
    """A record's header."""
    sets = "".join(f"<setSpec>{one}</setSpec>" for one in held.sets)
    status = ' status="deleted"' if held.deleted else ""
    return (
        f"<header{status}><identifier>{escape(name)}</identifier>"
        f"<datestamp>{format_datestamp(held.datestamp, granularity)}</datestamp>{sets}</header>"
    )


def identify_xml(records: Iterable[Held], granularity: Granularity) -> str:
    """What Identify says of a source with these records."""
    earliest = min((held.datestamp for held in records), default=0)
    return (
        "<Identify><repositoryName>F</repositoryName><baseURL>http://x.org/oai</baseURL>"
        "<protocolVersion>2.0</protocolVersion><adminEmail>a@x.org</adminEmail>"
        f"<earliestDatestamp>{format_datestamp(earliest, granularity)}</earliestDatestamp>"
        f"<deletedRecord>persistent</deletedRecord><granularity>{granularity}</granularity>"
        "</Identify>"
    )


def sets_xml(records: Iterable[Held] | None) -> str:
    """What ListSets says of a source with these records; None where it has no sets."""
    if records is None:
        return '<error code="noSetHierarchy">none</error>'
    names = sorted({one for held in records for one in held.sets})
    sets = "".join(
        f"<set><setSpec>{one}</setSpec><setName>Set {one}</setName></set>" for one in names
    )
    return f"<ListSets>{sets}</ListSets>"
