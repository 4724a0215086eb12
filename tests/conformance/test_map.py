"""docs/conformance.md tells which test proves which point; these tests keep it true."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
DOCUMENT = HERE.parents[1] / "docs" / "conformance.md"
MARKS = ("pytest.mark.point", "pytest.mark.judge")
POINTS = {str(number) for number in range(1, 74)}
ROW = re.compile(r"^\| (?P<key>[^|]+?) \| [^|]+ \| (?P<tests>`test_[^|]+) \|$", re.MULTILINE)


def _tests(file: Path) -> Iterator[tuple[str, list[str]]]:
    """Each test of a file as `file::test`, with the points and judges its marks name."""
    for node in ast.parse(file.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            keys = [
                str(ast.literal_eval(argument))
                for mark in node.decorator_list
                if isinstance(mark, ast.Call) and ast.unparse(mark.func) in MARKS
                for argument in mark.args
            ]
            yield f"{file.name}::{node.name}", keys


@pytest.fixture(scope="module")
def marked() -> dict[str, list[str]]:
    """Every test of this folder but those of this file, with what its marks name."""
    files = sorted(file for file in HERE.glob("test_*.py") if file.name != Path(__file__).name)
    return dict(test for file in files for test in _tests(file))


@pytest.fixture(scope="module")
def documented() -> dict[str, list[str]]:
    """Every point and judge of the document, with the tests it names."""
    rows = ROW.finditer(DOCUMENT.read_text("utf-8"))
    return {row["key"]: re.findall(r"`([^`]+)`", row["tests"]) for row in rows}


def test_every_point_has_a_test_and_every_test_a_point_or_judge(
    marked: dict[str, list[str]],
) -> None:
    assert [test for test, keys in marked.items() if not keys] == []
    proven = {key for keys in marked.values() for key in keys}
    assert {key for key in proven if key.isdigit()} == POINTS
    assert {"validator", "oval"} <= proven


def test_the_document_names_exactly_the_tests_that_prove_each_point(
    marked: dict[str, list[str]], documented: dict[str, list[str]]
) -> None:
    proving: dict[str, list[str]] = defaultdict(list)
    for test, keys in marked.items():
        for key in keys:
            proving[key].append(test)
    assert {key: sorted(tests) for key, tests in documented.items()} == {
        key: sorted(tests) for key, tests in proving.items()
    }


def test_the_points_of_the_document_stand_in_order(documented: dict[str, list[str]]) -> None:
    numbers = [int(key) for key in documented if key.isdigit()]
    assert numbers == list(range(1, 74))
