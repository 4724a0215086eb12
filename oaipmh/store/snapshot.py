"""The provider's reads: keyset pages over stored bytes, all from one snapshot.

No OFFSET, and no list is counted whole (`sizes.py`). `tests/store/test_query_plans.py` holds each
query to an index range.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import orjson
from sqlalchemy import (
    ARRAY,
    BigInteger,
    BindParameter,
    Select,
    Text,
    any_,
    bindparam,
    case,
    cast,
    func,
    literal,
    select,
    tuple_,
)
from sqlalchemy.sql.elements import ColumnElement

from models import Item, Record, Set, SetRecord
from oaipmh.metadata.description import Statement
from oaipmh.protocol.response import SetDescription, StoredRecord
from oaipmh.provider.ports import PAGE_BYTES, ListPage, Selection, StoredItem
from oaipmh.store.clock import clock_of
from oaipmh.store.compiled import Compiled, Reader
from oaipmh.store.sizes import list_size

_SHORT_BYTES = 64 * 1024
"""What is longer PostgreSQL sends only when the page comes to it: its rows come all at once."""


class SqlSnapshot:
    """`oaipmh.provider.ports.Snapshot` over one snapshot of a database."""

    def __init__(self, reader: Reader) -> None:
        clock = clock_of(reader)
        self.watermark = clock.watermark
        self.loading = clock.loading_since is not None
        self.opened = clock.first_list is not None
        self._reader = reader

    def earliest_datestamp(self) -> int | None:
        """The least datestamp of any record; None when there are no records."""
        earliest = []
        prefix: str | None = ""
        while prefix := NEXT_PREFIX.value(self._reader, {"after": prefix}):
            earliest.append(EARLIEST.value(self._reader, {"metadata_prefix": prefix}))
        return min(earliest, default=None)

    def metadata_prefixes(self, identifier: str) -> Sequence[str] | None:
        """The formats an item has records in; None when the identifier is unknown."""
        item_id = ITEM_ID.value(self._reader, {"identifier": identifier})
        if item_id is None:
            return None
        return [prefix for (prefix,) in ITEM_PREFIXES.rows(self._reader, {"item_id": item_id})]

    def record(self, identifier: str, metadata_prefix: str) -> StoredRecord | None:
        """One record."""
        wanted = {"identifier": identifier, "metadata_prefix": metadata_prefix}
        row = RECORD.row(self._reader, wanted)
        return None if row is None else StoredRecord(*row)

    def has_sets(self) -> bool:
        """Whether the repository has sets at all."""
        return _ANY_SET.row(self._reader) is not None

    def sets(self, after: str, limit: int) -> Sequence[SetDescription]:
        """Sets in the order of their setSpecs, from the first beyond `after`."""
        rows = SETS.rows(self._reader, {"after": after, "limit": limit})
        return [SetDescription(*row) for row in rows]

    def count_sets(self) -> int:
        """How many sets there are."""
        return int(_COUNT_SETS.value(self._reader))

    def page(
        self, selection: Selection, after: tuple[int, int], limit: int, *, headers_only: bool
    ) -> ListPage:
        """The records that come next after the (datestamp, key) given: at most `limit`."""
        values = _values(selection) | {
            "after_datestamp": after[0],
            "after_key": after[1],
            "limit": limit + 1,
        }
        records: list[StoredRecord] = []
        size = 0
        pages = PAGES[selection.set_spec is not None, headers_only]
        for found in map(StoredRecord._make, pages.rows(self._reader, values)):
            if len(records) == limit or size >= PAGE_BYTES:
                return ListPage(records, more=True)
            record = found if found.payload is not None else self._whole(found, selection)
            records.append(record)
            size += len(record.header) + len(record.payload)
        return ListPage(records, more=False)

    def _whole(self, record: StoredRecord, selection: Selection) -> StoredRecord:
        wanted = {"item_id": record.key, "metadata_prefix": selection.metadata_prefix}
        return record._replace(payload=PAYLOAD.value(self._reader, wanted))

    def items(self, keys: Sequence[int]) -> Iterator[StoredItem]:
        """The items of records, in the order of the records' keys."""
        given = orjson.dumps(keys).decode() if self._reader.dialect.name == "sqlite" else keys
        rows = ITEMS_OF.rows(self._reader, {"keys": given})
        read: dict[int, Any] = {}
        for key in keys:
            while key not in read:
                row = next(rows)
                read[row[0]] = row
            yield self._item(*read.pop(key))

    def _item(self, key: int, identifier: str, description: str | None, abouts: str) -> StoredItem:
        if description is None:
            description = DESCRIPTION.value(self._reader, {"item_id": key})
        statements = orjson.loads(description or "[]")
        return StoredItem(
            identifier,
            tuple(map(Statement._make, statements)),
            [about.encode() for about in orjson.loads(abouts)],
        )

    def count(self, selection: Selection) -> int:
        """How many records a list selects."""
        return list_size(self._reader, selection, self.watermark)


def _values(selection: Selection) -> dict[str, str | int | None]:
    return {
        "metadata_prefix": selection.metadata_prefix,
        "set_spec": selection.set_spec,
        "last": selection.last,
    }


_METADATA_PREFIX: BindParameter[str] = bindparam("metadata_prefix")
_SET_ID = select(Set.set_id).where(Set.set_spec == bindparam("set_spec")).scalar_subquery()
_AFTER = tuple_(bindparam("after_datestamp"), bindparam("after_key"))


def _page(
    of: type[Record | SetRecord], payload: ColumnElement[bytes]
) -> Select[int, bytes, bytes, int]:
    """One page of a format's list, or of a set's: the index gives the order and the place."""
    statement = select(of.datestamp, Record.header, payload, of.item_id)
    if of is SetRecord:
        statement = statement.join_from(
            SetRecord,
            Record,
            (Record.item_id == SetRecord.item_id)
            & (Record.metadata_prefix == SetRecord.metadata_prefix),
        ).where(SetRecord.set_id == _SET_ID)
    return (
        statement.where(
            of.metadata_prefix == _METADATA_PREFIX,
            tuple_(of.datestamp, of.item_id) > _AFTER,
            of.datestamp <= bindparam("last"),
        )
        .order_by(of.datestamp, of.item_id)
        .limit(bindparam("limit"))
    )


def _pages(of: type[Record | SetRecord], *, headers_only: bool) -> Compiled:
    if headers_only:
        return Compiled(_page(of, literal(b"")))
    # The length of a payload is known without reading it.
    short = case((func.octet_length(Record.payload) <= _SHORT_BYTES, Record.payload))
    return Compiled(_page(of, Record.payload.expression), postgresql=_page(of, short))


PAGES = {
    (by_set, headers_only): _pages(SetRecord if by_set else Record, headers_only=headers_only)
    for by_set in (False, True)
    for headers_only in (False, True)
}
RECORD = Compiled(
    select(Record.datestamp, Record.header, Record.payload, Record.item_id)
    .join_from(Item, Record, Record.item_id == Item.item_id)
    .where(Item.identifier == bindparam("identifier"), Record.metadata_prefix == _METADATA_PREFIX)
)
PAYLOAD = Compiled(
    select(Record.payload).where(
        Record.item_id == bindparam("item_id"), Record.metadata_prefix == _METADATA_PREFIX
    )
)


def _items_of(description: ColumnElement[str]) -> Select[int, str, str, str]:
    return select(Item.item_id, Item.identifier, description, cast(Item.abouts, Text))


_DESCRIPTION = cast(Item.description, Text)
_KEYS = func.json_each(bindparam("keys")).table_valued("value")
# In the order of the keys, where the database keeps to it: then a page reads no more than it holds.
ITEMS_OF = Compiled(
    _items_of(_DESCRIPTION).join_from(_KEYS, Item, Item.item_id == _KEYS.c.value),
    postgresql=_items_of(
        case((func.octet_length(_DESCRIPTION) <= _SHORT_BYTES, _DESCRIPTION))
    ).where(Item.item_id == any_(bindparam("keys", type_=ARRAY(BigInteger)))),
)
DESCRIPTION = Compiled(select(_DESCRIPTION).where(Item.item_id == bindparam("item_id")))
ITEM_ID = Compiled(select(Item.item_id).where(Item.identifier == bindparam("identifier")))
ITEM_PREFIXES = Compiled(
    select(Record.metadata_prefix).where(Record.item_id == bindparam("item_id"))
)
_ANY_SET = Compiled(select(Set.set_id).limit(1))
SETS = Compiled(
    select(Set.set_spec, Set.set_name, Set.description)
    .where(Set.set_spec > bindparam("after"))
    .order_by(Set.set_spec)
    .limit(bindparam("limit"))
)
_COUNT_SETS = Compiled(select(func.count()).select_from(Set))
# From one prefix to the next by the index: DISTINCT would read every entry of it.
NEXT_PREFIX = Compiled(
    select(func.min(Record.metadata_prefix)).where(Record.metadata_prefix > bindparam("after"))
)
EARLIEST = Compiled(
    select(func.min(Record.datestamp)).where(Record.metadata_prefix == _METADATA_PREFIX)
)
