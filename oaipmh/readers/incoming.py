"""What every reader yields: items, sets, and what could not be read. Nothing here is judged yet."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from lxml import etree

from oaipmh.metadata.description import Description
from oaipmh.metadata.native import NativeRecord


@dataclass(frozen=True, slots=True)
class IncomingItem:
    """An item as its source has it. `raw` is the source's own bytes, kept if it is refused.

    `abouts` are XML documents; `datestamp` is text; `position` says where in the source it stands.
    A `local` identifier is a number or name that is unique only where it comes from: the pipeline
    makes `oai:DOMAIN:identifier` of it, where DOMAIN is the repository's, or else `authority`.
    `native` is its record, where that is in a format which may be served as it came.
    """

    position: str
    raw: bytes
    identifier: str
    deleted: bool = False
    datestamp: str | None = None
    set_specs: tuple[str, ...] = ()
    description: Description = ()
    abouts: tuple[bytes, ...] = ()
    repairs: tuple[str, ...] = field(default=())
    local: bool = False
    authority: str | None = None
    native: NativeRecord | None = None


@dataclass(frozen=True, slots=True)
class IncomingSet:
    """A set's name and description; an empty name says nothing of it."""

    position: str
    set_spec: str
    set_name: str
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A piece of the source that no item could be made of, and why.

    `identifier` is whose it is, where that is known: such an item is not missing from the source.
    Where `is_item` is false, it is certain that no item is meant: a holdings record, an unpublished
    deposit.
    """

    position: str
    raw: bytes
    reason: str
    identifier: str | None = None
    is_item: bool = True


class Undescribable(Exception):
    """No item can be made of the element; the message says why."""


class NoItem(Undescribable):
    """The element tells of something that is no item of the repository, and never was."""


@dataclass(frozen=True, slots=True)
class Described:
    """What a metadata element, such as a MARCXML record, says of its item.

    `identifier`, `local` and `authority` are for a record that has no OAI-PMH header to be known by
    (see `IncomingItem`); so are `deleted`, `datestamp` and `set_specs`. `native` is the element
    itself where it may be served as it came; it is good only as long as the part it stands in.
    """

    description: Description
    identifier: str = ""
    local: bool = False
    authority: str | None = None
    deleted: bool = False
    datestamp: str | None = None
    set_specs: tuple[str, ...] = ()
    native: etree._Element | None = None

    @property
    def native_record(self) -> NativeRecord | None:
        """The native element as a document of its own; none of an item that is deleted."""
        if self.native is None or self.deleted:
            return None
        namespace = etree.QName(self.native).namespace or ""
        xml = etree.tostring(self.native, encoding="UTF-8", with_tail=False)
        return NativeRecord(namespace, xml)

    def item(self, position: str, raw: bytes, repairs: tuple[str, ...] = ()) -> IncomingItem:
        """The item, where the source has nothing of it but what is described.

        Raises:
            Undescribable: nothing in it identifies it.
        """
        if not self.identifier:
            raise Undescribable(
                "a record without an OAI-PMH header needs an identifier to be known by, such as a"
                " dc:identifier that is a URI, MARC field 001, or a DOI"
            )
        return IncomingItem(
            position=position,
            raw=raw,
            identifier=self.identifier,
            deleted=self.deleted,
            datestamp=self.datestamp,
            set_specs=self.set_specs,
            description=self.description,
            repairs=repairs,
            local=self.local,
            authority=self.authority,
            native=self.native_record,
        )


Incoming: TypeAlias = IncomingItem | IncomingSet | Unreadable


def item_or_why(
    position: str,
    raw: bytes,
    describe: Callable[[], Described],
    repairs: tuple[str, ...] = (),
) -> IncomingItem | Unreadable:
    """The item of a record that no OAI-PMH header goes with; or why there is none."""
    try:
        return describe().item(position, raw, repairs)
    except NoItem as why:
        return Unreadable(position, raw, str(why), is_item=False)
    except Undescribable as why:
        return Unreadable(position, raw, str(why))
