"""Rendering a clean item: its record in every format, made once, outside any transaction."""

import hashlib

import orjson

from oaipmh.crosswalks.formats import Formats
from oaipmh.ingest.clean import CleanItem
from oaipmh.ingest.ports import PreparedItem, RenderedRecord
from oaipmh.metadata.about import about_identity
from oaipmh.protocol.writer import payload_xml

_DIGEST_BYTES = 16


def prepare(item: CleanItem, formats: Formats, day: str) -> PreparedItem:
    """The item with its records as of a day, and with the digest that tells whether it changed."""
    statements = orjson.dumps([tuple(statement) for statement in item.description])
    return PreparedItem(
        identifier=item.identifier,
        deleted=item.deleted,
        datestamp=item.datestamp,
        set_specs=item.set_specs,
        description=item.description,
        statements=statements,
        abouts=item.abouts,
        repairs=item.repairs,
        digest=_digest(item, statements),
        records={} if item.deleted else _records(item, formats, day),
    )


def _records(item: CleanItem, formats: Formats, day: str) -> dict[str, RenderedRecord]:
    resource = formats.resource(item.identifier, item.description, day)
    return {
        crosswalk.metadata_prefix: RenderedRecord(
            payload_xml(crosswalk.render(resource), item.abouts), crosswalk.version
        )
        for crosswalk in formats.crosswalks
        if not crosswalk.missing(resource)
    }


def _digest(item: CleanItem, statements: bytes) -> bytes:
    abouts = [about_identity(about).decode() for about in item.abouts]
    content = orjson.dumps([orjson.Fragment(statements), item.set_specs, abouts])
    return hashlib.blake2b(content, digest_size=_DIGEST_BYTES).digest()
