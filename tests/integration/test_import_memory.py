"""An import streams: ten times the items take no more memory."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.loading import item
from tests.support.processes import environment

_IMPORT = """
import re, sys
from oaipmh.cli import app
try:
    app(["import", "--json", sys.argv[1]], standalone_mode=False)
finally:
    print(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
"""


def _import(url: str, file: Path) -> tuple[int, int]:
    """Items created, and the most memory the import took, in KiB."""
    command = [sys.executable, "-c", _IMPORT, str(file)]
    run = subprocess.run(command, env=environment(url), check=True, capture_output=True, text=True)
    summary, memory = run.stdout.splitlines()
    return json.loads(summary)["created"], int(memory)


@pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from Linux's /proc")
def test_ten_times_the_items_take_no_more_memory(sqlite_url: str, tmp_path: Path) -> None:
    taken = {}
    for start, count in ((0, 1_000), (1_000, 10_000)):
        file = tmp_path / f"{count}.jsonl"
        items = (item(number, "a", title="x" * 2000) for number in range(start, start + count))
        file.write_text("\n".join(json.dumps(one) for one in items))
        created, taken[count] = _import(sqlite_url, file)
        assert created == count
    assert taken[10_000] < taken[1_000] + 20_000
