"""Real MARCXML, DataCite and MODS: what is served as it came is what came, and valid.

How many are, and how many to the byte, is kept in docs/formats/README.md (`REWRITE=1` writes it).
"""

import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path

import pytest
from lxml import etree

from oaipmh.cli.inputs import find_inputs, opened_inputs
from oaipmh.crosswalks import CROSSWALKS
from oaipmh.crosswalks.formats import NATIVE_FORMATS
from oaipmh.metadata.native import NativeRecord, NotServable, datacite, marc21, mods, servable
from oaipmh.protocol import namespaces as ns
from oaipmh.readers.eprints import SubjectTree
from oaipmh.readers.incoming import IncomingItem
from oaipmh.readers.input_formats import detect, read
from tests.support.judges import faults_of
from tests.support.slices import but_for_namespaces, slices
from tests.support.tables import kept_table

LEADER = re.compile(rb"> *(\S.*)45[0 ]{2}<")
"""What a leader tells: not the blanks before it, nor the entry map, which is always 4500."""

README = Path(__file__).resolve().parents[2] / "docs" / "formats" / "README.md"
ROOTS = (
    f"{{{marc21.NAMESPACE}}}record",
    f"{{{datacite.NAMESPACE}}}resource",
    f"{{{mods.NAMESPACE}}}mods",
)
READ, AS_IT_CAME, MENDED, MADE = "read", "served as it came", "mended", "made by the crosswalk"
LITERALLY = {AS_IT_CAME: "… literally", MENDED: "… else literally"}
ROWS = (READ, AS_IT_CAME, LITERALLY[AS_IT_CAME], MENDED, LITERALLY[MENDED], MADE)
Natives = Mapping[NativeRecord, bytes]
"""The native records of all real files, each once, and its bytes there, where those can be told."""


@pytest.fixture(scope="session")
def natives(shared: Path) -> Natives:
    """The native records of all real files."""
    return dict(_natives(shared / "realdata"))


def _natives(folder: Path) -> Iterator[tuple[NativeRecord, bytes]]:
    subjects = SubjectTree()
    for _, stream in chain.from_iterable(map(opened_inputs, find_inputs([str(folder)]))):
        items = read(stream, detect(stream) or "auto", subjects)
        found = [one.native for one in items if isinstance(one, IncomingItem) and one.native]
        if found:
            stream.seek(0)
            known = slices(stream.read(), ROOTS)
            yield from ((one, known.get(one.xml, b"")) for one in found)


def canonical(root: etree._Element) -> bytes:
    """The canonical XML of an element, but for where its schemas are."""
    root.attrib.pop(ns.SCHEMA_LOCATION, None)
    return etree.tostring(root, method="c14n2")


def fields(root: etree._Element) -> dict[str, list[bytes]]:
    """The fields of a record by their kinds, each in its order; of a leader, what it tells."""
    found: dict[str, list[bytes]] = {}
    for field in root:
        field.tail = None
        kind = etree.QName(field).localname if isinstance(field.tag, str) else ""
        whole = etree.tostring(field, method="c14n", exclusive=True)
        found.setdefault(kind, []).append(LEADER.sub(rb"\1", whole) if kind == "leader" else whole)
    return found


@pytest.mark.parametrize(
    ("prefix", "least"), [("marc21", 1125), ("oai_datacite", 107), ("mods", 25)], ids=str
)
def test_what_is_served_as_it_came_is_what_came_and_is_valid(
    prefix: str, least: int, natives: Natives, shared: Path
) -> None:
    known = CROSSWALKS[prefix].format
    why: Counter[str] = Counter()
    served, faulty = 0, []
    for native in natives:
        if native.namespace != known.metadata_namespace:
            continue
        try:
            found = servable(native, known.schema)
        except NotServable as reason:
            why[str(reason)] += 1
            continue
        root = etree.fromstring(found.xml)
        served += 1
        assert native.namespace in root.get(ns.SCHEMA_LOCATION, "").split()
        faulty += [(native, faults) for faults in faults_of(prefix, root, shared)]
        came = etree.fromstring(native.xml)
        if found.mends:
            assert fields(root) == fields(came)
        else:
            assert canonical(root) == canonical(came)
    assert faulty == []
    assert served >= least, why


def test_all_formats_that_can_be_native_are_tried() -> None:
    assert set(NATIVE_FORMATS) == {"marc21", "oai_datacite", "mods"}


def rows_of(native: NativeRecord, source: bytes, schema: str) -> Iterator[str]:
    """The rows of the table that a record counts in."""
    yield READ
    try:
        found = servable(native, schema)
    except NotServable:
        yield MADE
        return
    row = MENDED if found.mends else AS_IT_CAME
    yield row
    before_mending = native.xml if found.mends else found.xml
    if source and but_for_namespaces(source) == but_for_namespaces(before_mending):
        yield LITERALLY[row]


def test_how_many_are_served_as_they_came_is_what_the_table_says(natives: Natives) -> None:
    schemas = {CROSSWALKS[prefix].format.metadata_namespace: prefix for prefix in NATIVE_FORMATS}
    counts: dict[str, Counter[str]] = {prefix: Counter() for prefix in NATIVE_FORMATS}
    for native, source in natives.items():
        prefix = schemas[native.namespace]
        counts[prefix].update(rows_of(native, source, CROSSWALKS[prefix].format.schema))
    heads = "".join(f" `{prefix}` |" for prefix in counts)
    lines = [f"| a real record is |{heads}", "|---|" + "---|" * len(counts)]
    lines += [
        f"| {row} |" + "".join(f" {found[row]} |" for found in counts.values()) for row in ROWS
    ]
    assert kept_table(
        README, "native records", "\n".join(lines), rewrite=bool(os.environ.get("REWRITE"))
    )
