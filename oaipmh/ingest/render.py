"""Rendering a clean item: its record in every format, made once, outside any transaction."""

import hashlib
from collections.abc import Sequence

import orjson

from oaipmh.crosswalks.formats import Formats, make_payload
from oaipmh.ingest.clean import CleanItem
from oaipmh.ingest.native import Served, served_natively
from oaipmh.ingest.ports import NATIVE_VERSION, PreparedItem, RenderedRecord
from oaipmh.metadata.about import about_identity
from oaipmh.metadata.resource import Resource
from oaipmh.protocol.datestamp import parse_datestamp
from oaipmh.protocol.writer import native_payload_xml

_DIGEST_BYTES = 16


def prepare(item: CleanItem, formats: Formats, day: str) -> PreparedItem:
    """The item with its records as of a day, and with the digest that tells whether it changed."""
    statements = orjson.dumps([tuple(statement) for statement in item.description])
    native, repairs = served_natively(item.native, formats)
    resource = formats.resource(item.identifier, item.description, day)
    return PreparedItem(
        identifier=item.identifier,
        deleted=item.deleted,
        datestamp=item.datestamp,
        set_specs=item.set_specs,
        description=item.description,
        statements=statements,
        abouts=item.abouts,
        repairs=(*item.repairs, *repairs),
        digest=_digest(item, statements, native),
        records={} if item.deleted else _records(resource, item.abouts, formats, native),
        formats=frozenset(one.metadata_prefix for one in formats.crosswalks),
        embargo_end=embargo_ahead(resource),
    )


def _records(
    resource: Resource, abouts: Sequence[bytes], formats: Formats, native: Served | None
) -> dict[str, RenderedRecord]:
    if native is None:
        return render_records(resource, abouts, formats)
    prefix, payload = native.metadata_prefix, native_payload_xml(native.xml, abouts)
    records = render_records(resource, abouts, formats.but(prefix))
    return {**records, prefix: RenderedRecord(payload, NATIVE_VERSION)}


def render_records(
    resource: Resource, abouts: Sequence[bytes], formats: Formats
) -> dict[str, RenderedRecord]:
    """The item's records in those of the formats that it has all for, by their prefixes."""
    records = {}
    for crosswalk in formats.crosswalks:
        prefix, version = crosswalk.metadata_prefix, crosswalk.version
        try:
            payload = make_payload(crosswalk, resource, abouts)
        except Exception as error:
            error.add_note(prefix)
            raise
        if payload is None:
            continue
        if prefix in formats.on_the_fly:
            records[prefix] = RenderedRecord(b"", version, payload_digest(payload))
        else:
            records[prefix] = RenderedRecord(payload, version)
    return records


def embargo_ahead(resource: Resource) -> int | None:
    """The midnight on which an embargo ends that has not ended by the resource's day."""
    end = resource.embargo_end
    return parse_datestamp(end).first if end is not None and end > resource.day else None


def payload_digest(payload: bytes) -> bytes:
    """What tells whether a record's XML has changed where the XML itself is not kept."""
    return hashlib.blake2b(payload, digest_size=_DIGEST_BYTES).digest()


def _digest(item: CleanItem, statements: bytes, native: Served | None) -> bytes:
    abouts = [about_identity(about).decode() for about in item.abouts]
    served = [] if native is None else [native.metadata_prefix, native.xml.decode()]
    content = orjson.dumps([orjson.Fragment(statements), item.set_specs, abouts, *served])
    return hashlib.blake2b(content, digest_size=_DIGEST_BYTES).digest()
