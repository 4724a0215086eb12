"""Eprints of a few fields, and what they say."""

from lxml import etree

from oaipmh.readers.eprints import describe
from oaipmh.readers.incoming import Described


def read(fields: str, head: str = "<eprintid>7</eprintid>") -> Described:
    """What an eprint of these fields says."""
    return describe(
        etree.fromstring(
            '<eprint xmlns="http://eprints.org/ep2/data/2.0" id="http://x.org/id/eprint/7">'
            f"{head}{fields}</eprint>"
        )
    )


def said(fields: str, *properties: str) -> list[tuple[str, str]]:
    """Property and value of the statements with these properties."""
    return [
        (one.property, one.value) for one in read(fields).description if one.property in properties
    ]


def document(fields: str) -> str:
    """A documents field with one document."""
    return f"<documents><document>{fields}</document></documents>"
