"""Input made to hurt: each is one clear refusal, and the memory stays flat.

Every case runs in a process of its own, whose greatest memory is measured; the input is generated
while it is read, so that gigabytes need neither disk nor memory.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

# The reader gives up after 16 MB without a record, which may be 250 MB as a tree.
MOST_MEGABYTES = 320
_PROGRAM = """
import io, itertools, json, re
from oaipmh.readers.input_formats import read
from oaipmh.readers.incoming import IncomingItem, Unreadable

class Generated(io.RawIOBase):
    def __init__(self, chunks):
        self.chunks, self.rest, self.given = iter(chunks), b"", 0
    def readable(self):
        return True
    def readinto(self, buffer):
        self.rest = self.rest or next(self.chunks, b"")
        chunk, self.rest = self.rest[: len(buffer)], self.rest[len(buffer) :]
        buffer[: len(chunk)] = chunk
        self.given += len(chunk)
        return len(chunk)

MB = 1024 * 1024
def times(megabytes, chunk):
    piece = chunk * (MB // len(chunk) + 1)
    return itertools.chain(itertools.repeat(piece, megabytes * MB // len(piece)))
chain = itertools.chain
RECORD = b'<record><header status="deleted"><identifier>oai:x:1</identifier></header></record>'

source = Generated({chunks})
found = [
    (type(one).__name__, getattr(one, "reason", "")[:300])
    for one in itertools.islice(read(io.BufferedReader(source)), 1_000_000)
]
peak = int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) // 1024
print(json.dumps([found[-1] if found else None, len(found), source.given // MB, peak]))
"""


def run(chunks: str) -> tuple[tuple[str, str] | None, int, int, int]:
    """The last thing found, how many there were, and the megabytes read and held."""
    program = _PROGRAM.replace("{chunks}", chunks)
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=200
    )
    last, count, read, peak = json.loads(done.stdout)
    print(f"{last} of {count}; {read} MB read, {peak} MB held")
    return last, count, read, peak


REFUSED = {
    "a JSON line of 2 GB": (
        """chain([b'{"identifier": "'], times(2048, b"x"))""",
        "longer than",
    ),
    "a text of 2 GB": ("""chain([b"<dc><title>"], times(2048, b"x"))""", "broken"),
    "an attribute of 2 GB": ("""chain([b'<dc a="'], times(2048, b"x"))""", "within 16 MB"),
    "a name of 2 GB": ("""chain([b"<"], times(2048, b"x"))""", "within 16 MB"),
    "a comment of 2 GB": ("""chain([b"<dc><!--"], times(2048, b"x"))""", "within 16 MB"),
    "an element of 2 GB": (
        """chain([b"<record>"], times(2048, b"<a>some text</a>"))""",
        "within 16 MB",
    ),
    "an unknown document of 2 GB": (
        """chain([b"<unknown>"], times(2048, b"<a>some text</a>"))""",
        "within 16 MB",
    ),
    "millions of attributes": (
        """chain([b"<dc "], (b"a%d='' " % n for n in itertools.count()))""",
        "within 16 MB",
    ),
    "millions of namespaces": (
        """chain([b"<dc "], (b"xmlns:a%d='u:%d' " % (n, n) for n in itertools.count()))""",
        "within 16 MB",
    ),
    "nesting without end": ("""chain([b"<dc>"], times(2048, b"<a>"))""", "broken"),
    "nested JSON": ("""chain(times(10, b"["))""", "no format"),
    "JSON nested in an item": (
        """chain([b'{"identifier": '], times(10, b"["))""",
        "not JSON",
    ),
    "a billion laughs": (
        """[b'<!DOCTYPE x [<!ENTITY a0 "ha">'] + [
            b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)
        ] + [b"]><dc><title>&a11;</title></dc>"]""",
        "broken",
    ),
    "a quadratic blow-up": (
        """[b'<!DOCTYPE x [<!ENTITY a "', b"x" * MB, b'">]><dc>', b"&a;" * 10_000, b"</dc>"]""",
        "broken",
    ),
    "an entity of itself": (
        """[b'<!DOCTYPE x [<!ENTITY a "&b;"><!ENTITY b "&a;">]><dc>&a;</dc>']""",
        "broken",
    ),
    "parameter entities upon each other": (
        """[b'<!DOCTYPE x [<!ENTITY % a "<!ENTITY b SYSTEM \\\\"file:///etc/passwd\\\\">"> %a;]>',
            b"<dc>&b;</dc>"]""",
        "",
    ),
    "a DOCTYPE of 2 GB": (
        """chain([b"<!DOCTYPE x ["], times(2048, b"<!ENTITY a 'b'>"))""",
        "MB",
    ),
    "NULs": ("""times(2048, b"\\\\0")""", "no format"),
    "NULs in XML": ("""[b"<dc>\\\\0</dc>"]""", "broken"),
    "UTF-16 that is no XML": ("""["so much prose".encode("utf-16")]""", "UTF-8"),
    "a lying encoding": (
        """['<?xml version="1.0" encoding="utf-16"?><dc>\\\\u00e9</dc>'.encode()]""",
        "",
    ),
}


LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from Linux's /proc")


@LINUX
@pytest.mark.parametrize("case", REFUSED)
def test_input_made_to_hurt_is_refused_in_one_line_with_flat_memory(case: str) -> None:
    chunks, said = REFUSED[case]
    last, count, _, peak = run(chunks.replace("\\\\", "\\"))
    assert last is not None
    assert last[0] == "Unreadable"
    assert said in last[1]
    assert "\n" not in last[1]
    assert count == 1
    assert peak < MOST_MEGABYTES


@LINUX
@pytest.mark.parametrize("between", ["", "text<!-- c --><x><y>z</y></x>"])
def test_what_may_be_endless_is_read_with_flat_memory(between: str) -> None:
    _, count, read, peak = run(f"""chain([b"<list>"], times(16, b"{between}" + RECORD))""")
    assert count > 100_000
    assert read >= 15
    assert peak < 100


def test_no_entity_is_read_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("the secret")
    uri = (tmp_path / "secret").as_uri()
    xml = (
        f'<!DOCTYPE dc [<!ENTITY s SYSTEM "{uri}">]><dc xmlns:d="http://purl.org/dc/elements/1.1/">'
        "<d:identifier>oai:x:1</d:identifier><d:title>&s;</d:title></dc>"
    )
    program = (
        "import io, sys; from oaipmh.readers.input_formats import read;"
        "print(list(read(io.BufferedReader(io.BytesIO(sys.argv[1].encode())))))"
    )
    said = subprocess.check_output([sys.executable, "-c", program, xml], text=True)
    assert "the secret" not in said
