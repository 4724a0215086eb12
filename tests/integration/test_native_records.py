"""Real MARCXML, DataCite and MODS: what is served as it came is what came, and valid."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

import pytest
from lxml import etree

from oaipmh.cli.inputs import find_inputs, opened_inputs
from oaipmh.crosswalks import CROSSWALKS
from oaipmh.crosswalks.formats import NATIVE_FORMATS
from oaipmh.metadata.native import NativeRecord, NotServable, servable
from oaipmh.protocol import namespaces as ns
from oaipmh.readers.eprints import SubjectTree
from oaipmh.readers.incoming import IncomingItem
from oaipmh.readers.input_formats import detect, read
from tests.support.judges import faults_of


@pytest.fixture(scope="session")
def natives(shared: Path) -> Sequence[NativeRecord]:
    """The native records of all real files, each once."""
    return list(dict.fromkeys(_natives(shared / "realdata")))


def _natives(folder: Path) -> Iterator[NativeRecord]:
    subjects = SubjectTree()
    for _, stream in chain.from_iterable(map(opened_inputs, find_inputs([str(folder)]))):
        for one in read(stream, detect(stream) or "auto", subjects):
            if isinstance(one, IncomingItem) and one.native is not None:
                yield one.native


def canonical(root: etree._Element) -> bytes:
    """The canonical XML of an element, but for where its schemas are."""
    root.attrib.pop(ns.SCHEMA_LOCATION, None)
    return etree.tostring(root, method="c14n2")


@pytest.mark.parametrize(
    ("prefix", "least"), [("marc21", 24), ("oai_datacite", 100), ("mods", 10)], ids=str
)
def test_what_is_served_as_it_came_is_what_came_and_is_valid(
    prefix: str, least: int, natives: Sequence[NativeRecord], shared: Path
) -> None:
    known = CROSSWALKS[prefix].format
    why: Counter[str] = Counter()
    served, faulty = 0, []
    for native in natives:
        if native.namespace != known.metadata_namespace:
            continue
        try:
            root = etree.fromstring(servable(native, known.schema))
        except NotServable as reason:
            why[str(reason)] += 1
            continue
        served += 1
        assert native.namespace in root.get(ns.SCHEMA_LOCATION, "").split()
        faulty += [(native, faults) for faults in faults_of(prefix, root, shared)]
        assert canonical(root) == canonical(etree.fromstring(native.xml))
    assert faulty == []
    assert served >= least, why


def test_all_formats_that_can_be_native_are_tried() -> None:
    assert set(NATIVE_FORMATS) == {"marc21", "oai_datacite", "mods"}
