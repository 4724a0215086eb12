"""Subject trees: the names and paths of sets."""

import pytest
from lxml import etree

from oaipmh.readers.eprints import SUBJECT, SubjectTree
from oaipmh.readers.incoming import Undescribable
from tests.support import lse


def tree(*subjects: tuple[str, str, list[str]]) -> SubjectTree:
    """A tree of (id, name, parents)."""
    grown = SubjectTree()
    for subjectid, name, parents in subjects:
        items = "".join(f"<item>{parent}</item>" for parent in parents)
        grown.add(
            etree.fromstring(
                '<subject xmlns="http://eprints.org/ep2/data/2.0">'
                f"<subjectid>{subjectid}</subjectid><name>{name}</name>"
                f"<parents>{items}</parents></subject>"
            )
        )
    return grown


def test_an_exported_tree_names_its_sets_in_whatever_order_it_comes() -> None:
    grown = SubjectTree()
    for element in etree.fromstring(lse.SUBJECTS).iter(SUBJECT):
        grown.add(element)
    assert {one.set_spec: one.set_name for one in grown.sets()} == {
        "subjects": "Library of Congress subject areas",
        "subjects:H": "H Social Sciences",
        "subjects:H:H1": "H Social Sciences (General)",
        "subjects:H:HD": "HD Industries. Land use. Labor",
        "subjects:H:HD:HD28": "HD28 Management. Industrial Management",
    }


def test_a_subject_with_two_parents_is_in_two_sets() -> None:
    grown = tree(("a", "A", ["top"]), ("b", "B", ["top"]), ("c", "C", ["a", "b"]))
    assert grown.set_specs("subjects", "c") == ["top:a:c", "top:b:c"]


def test_a_knot_is_no_tree_but_hurts_nobody() -> None:
    names = [f"s{number}" for number in range(12)]
    grown = tree(*((name, name, names) for name in names))
    assert grown.set_specs("subjects", "s0") == ["subjects:s0"]


def test_a_subject_without_an_id_is_refused() -> None:
    with pytest.raises(Undescribable, match="without a subjectid"):
        tree(("", "Nameless", []))
