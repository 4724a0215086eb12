"""Rendering a clean item: its record in every format, made once, outside any transaction."""

import hashlib
from collections.abc import Iterable

import orjson

from oaipmh.crosswalks import Crosswalk
from oaipmh.ingest.clean import CleanItem
from oaipmh.ingest.ports import PreparedItem, RenderedRecord
from oaipmh.metadata.about import about_identity
from oaipmh.protocol.writer import payload_xml

_DIGEST_BYTES = 16


def prepare(item: CleanItem, crosswalks: Iterable[Crosswalk]) -> PreparedItem:
    """The item with its records, and with the digest that tells whether it has changed."""
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
        records={} if item.deleted else _records(item, crosswalks),
    )


def _records(item: CleanItem, crosswalks: Iterable[Crosswalk]) -> dict[str, RenderedRecord]:
    records = {}
    for crosswalk in crosswalks:
        metadata = crosswalk.render(item.description)
        if metadata is not None:
            payload = payload_xml(metadata, item.abouts)
            records[crosswalk.format.metadata_prefix] = RenderedRecord(payload, crosswalk.version)
    return records


def _digest(item: CleanItem, statements: bytes) -> bytes:
    abouts = [about_identity(about).decode() for about in item.abouts]
    content = orjson.dumps([orjson.Fragment(statements), item.set_specs, abouts])
    return hashlib.blake2b(content, digest_size=_DIGEST_BYTES).digest()
