"""Real MARCXML and DataCite records that nobody here wrote: all are described, or say why not."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest
from lxml import etree

from oaipmh.metadata.dublin_core import ELEMENT_OF
from oaipmh.readers import datacite, marc21, marcxml
from oaipmh.readers.incoming import Described, IncomingItem, Undescribable

Describe: TypeAlias = Callable[..., Described]
KINDS = ("datacite", "marcxml", "oai-pmh", "oai-pmh-cassette")


def elements(shared: Path, describe: Describe) -> Iterator[etree._Element]:
    """Every element of the real files that the reader is for."""
    for kind in KINDS:
        for file in sorted((shared / "realdata" / kind).rglob("*.xml")):
            # Some are not well-formed, which is no matter of these readers'.
            parser = etree.XMLParser(recover=True, resolve_entities=False)
            root = etree.parse(file, parser).getroot()
            if root is not None:
                yield from (
                    one for one in root.iter("{*}record", "{*}resource") if _is(one, describe)
                )


def _is(element: etree._Element, describe: Describe) -> bool:
    name = etree.QName(element)
    if describe is datacite.describe:
        return name.localname == "resource" and "datacite.org" in (name.namespace or "")
    fields = ("{*}leader", "{*}controlfield", "{*}datafield")
    return name.localname == "record" and next(element.iterchildren(*fields), None) is not None


@pytest.mark.parametrize(
    ("describe", "least"),
    [(marcxml.describe, 1100), (datacite.describe, 140)],
    ids=["marcxml", "datacite"],
)
def test_every_real_record_is_described_or_says_why_not(
    shared: Path, describe: Describe, least: int
) -> None:
    described = 0
    for element in elements(shared, describe):
        try:
            found = describe(element)
        except Undescribable as error:
            assert len(str(error)) > 20  # noqa: PT017 - it must say something
            continue
        described += bool(found.identifier)
        # Without either it is no record but a part of one, which those who write tests cut out.
        assert found.description or not found.identifier or found.deleted
        assert {one.property for one in found.description} <= set(ELEMENT_OF)
        assert all(one.value == one.value.strip() for one in found.description)
    assert described >= least


def test_binary_records_say_what_xml_says(shared: Path) -> None:
    records = []
    for element in elements(shared, marcxml.describe):
        try:
            described = marcxml.describe(element)
        except Undescribable:
            continue
        if described.identifier:
            records.append((described, marcxml.record_of(element).as_marc()))
    stream = io.BytesIO(b"\n".join(raw for _, raw in records))
    for (described, raw), item in zip(records, marc21.read(stream), strict=True):
        assert isinstance(item, IncomingItem)
        assert (item.identifier, item.description) == (described.identifier, described.description)
        assert item.raw == raw
