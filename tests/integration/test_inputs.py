"""Opening inputs: plain, gzip, zip, folders, standard input, and what is wrong with them."""

import gzip
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oaipmh.cli.inputs import find_inputs, opened_inputs
from oaipmh.cli.unpacking import ALWAYS_ALLOWED_BYTES
from oaipmh.readers.incoming import Incoming, IncomingItem, Unreadable
from oaipmh.readers.input_formats import read

LINE = b'{"identifier": "oai:x.org:%d"}\n'


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive of these members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def taken(path: Path) -> dict[str, list[Incoming]]:
    """What each input behind a path holds, by its name without the folder."""
    return {
        name.removeprefix(f"{path.parent}/"): list(read(stream))
        for input_name in find_inputs([str(path)])
        for name, stream in opened_inputs(input_name)
    }


def identifiers(found: dict[str, list[Incoming]]) -> dict[str, list[str]]:
    """The identifiers of items, by input."""
    return {
        name: [one.identifier for one in incoming if isinstance(one, IncomingItem)]
        for name, incoming in found.items()
    }


def refusal(found: list[Incoming]) -> str:
    """The one reason that nothing could be read."""
    (unreadable,) = found
    assert isinstance(unreadable, Unreadable)
    assert "\n" not in unreadable.reason
    return unreadable.reason


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA])
def test_each_member_of_a_zip_is_an_input_of_its_own(tmp_path: Path, method: int) -> None:
    members = {"a.jsonl": LINE % 1, "folder/b": LINE % 2, "folder/": b""}
    hidden = {".hidden": LINE % 3, "__MACOSX/a": LINE % 4, "folder/.DS_Store": b"x"}
    (tmp_path / "all.zip").write_bytes(zipped(members | hidden, method))
    assert identifiers(taken(tmp_path / "all.zip")) == {
        "all.zip!a.jsonl": ["oai:x.org:1"],
        "all.zip!folder/b": ["oai:x.org:2"],
    }


def test_a_folder_gives_its_files_and_the_members_of_its_archives(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "1.jsonl").write_bytes(LINE % 1)
    (folder / "2.any").write_bytes(gzip.compress(LINE % 2))
    (folder / "3.zip").write_bytes(zipped({"m": LINE % 3}))
    (folder / ".hidden").write_bytes(LINE % 4)
    assert identifiers(taken(folder)) == {
        "in/1.jsonl": ["oai:x.org:1"],
        "in/2.any": ["oai:x.org:2"],
        "in/3.zip!m": ["oai:x.org:3"],
    }


@pytest.mark.parametrize(
    "content", [LINE % 1, gzip.compress(LINE % 1), zipped({"m": LINE % 1})], ids=["-", "gz", "zip"]
)
def test_standard_input_may_be_plain_gzip_or_zip(content: bytes) -> None:
    program = """
from oaipmh.cli.inputs import opened_inputs
from oaipmh.readers.input_formats import read
for name, stream in opened_inputs("-"):
    print(name, [one.identifier for one in read(stream)])
"""
    run = subprocess.run(
        [sys.executable, "-c", program], input=content, capture_output=True, check=True
    )
    assert b"['oai:x.org:1']" in run.stdout
    assert run.stdout.startswith(b"-")


def test_an_archive_in_an_archive_is_not_opened(tmp_path: Path) -> None:
    inner = {"in.zip": zipped({"m": LINE % 1}), "in.gz": gzip.compress(LINE % 1)}
    (tmp_path / "out.zip").write_bytes(zipped(inner))
    (tmp_path / "twice.gz").write_bytes(gzip.compress(gzip.compress(LINE % 1)))
    found = taken(tmp_path / "out.zip") | taken(tmp_path / "twice.gz")
    assert len(found) == 3
    assert all("not opened: unpack it first" in refusal(one) for one in found.values())


def test_an_archive_without_files_says_so(tmp_path: Path) -> None:
    (tmp_path / "none.zip").write_bytes(zipped({}))
    (tmp_path / "folders.zip").write_bytes(zipped({"folder/": b""}))
    for name in ("none.zip", "folders.zip"):
        assert "no files" in refusal(taken(tmp_path / name)[name])


def test_a_member_that_is_locked_is_refused_and_the_others_are_taken(tmp_path: Path) -> None:
    content = bytearray(zipped({"a": LINE % 1, "b": LINE % 2}))
    for place in (content.find(b"PK\x03\x04") + 6, content.find(b"PK\x01\x02") + 8):
        content[place] |= 1  # the flag that says it is encrypted
    (tmp_path / "locked.zip").write_bytes(content)
    found = taken(tmp_path / "locked.zip")
    assert "encrypted" in refusal(found["locked.zip!a"])
    assert identifiers(found)["locked.zip!b"] == ["oai:x.org:2"]


@pytest.mark.parametrize("archive", ["gz", "zip"])
def test_what_unpacks_out_of_all_proportion_is_refused(tmp_path: Path, archive: str) -> None:
    content = b" " * (ALWAYS_ALLOWED_BYTES + 1)
    path = tmp_path / f"bomb.{archive}"
    path.write_bytes(gzip.compress(content) if archive == "gz" else zipped({"m": content}))
    (found,) = taken(path).values()
    assert "200 times" in refusal(found)


def test_what_is_small_may_unpack_to_any_proportion(tmp_path: Path) -> None:
    content = b" " * 10_000_000 + LINE % 1
    (tmp_path / "much.gz").write_bytes(gzip.compress(content))
    assert identifiers(taken(tmp_path / "much.gz")) == {"much.gz": ["oai:x.org:1"]}


def test_a_gzip_that_is_cut_off_gives_what_stands_before(tmp_path: Path) -> None:
    lines = b"".join(LINE % number for number in range(5000))
    (tmp_path / "cut.gz").write_bytes(gzip.compress(lines)[:-2000])
    *items, last = taken(tmp_path / "cut.gz")["cut.gz"]
    assert len(items) > 100
    assert isinstance(last, Unreadable)
    assert "what stands before was taken" in last.reason


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(data=st.data())
def test_a_damaged_archive_is_never_more_than_a_refusal(
    tmp_path: Path, data: st.DataObject
) -> None:
    members = {f"m{number}": (LINE % number) * 20 for number in range(3)}
    whole = data.draw(st.sampled_from([zipped(members), gzip.compress(json.dumps({}).encode())]))
    content = bytearray(whole[: data.draw(st.integers(4, len(whole)))])
    for place in data.draw(
        st.lists(st.integers(4, len(content) - 1), max_size=3) if len(content) > 4 else st.just([])
    ):
        content[place] = data.draw(st.integers(0, 255))
    path = tmp_path / "damaged"
    path.write_bytes(content)
    for found in taken(path).values():
        assert all(isinstance(one, IncomingItem | Unreadable) for one in found)
