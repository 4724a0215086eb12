"""The systemd units in deploy/: what systemd says of them, and what they run."""

import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.killing import wait_until
from tests.support.processes import OAIPMH, ROOT, environment, free_port, opens

UNITS = [ROOT / "deploy" / name for name in ("oaipmh.service", "oaipmh-worker.service")]
PROGRAM = "/opt/oaipmh/.venv/bin/oaipmh"
WELL_GUARDED = 20  # of 100, where 100 is a service with no hardening at all

ANALYSE = shutil.which("systemd-analyze")
analysing = pytest.mark.skipif(ANALYSE is None, reason="systemd-analyze is not installed")


def setting(unit: Path, name: str) -> str:
    """The one value of a unit's setting."""
    (value,) = re.findall(rf"^{name}=(.*)$", unit.read_text("utf-8"), re.MULTILINE)
    return str(value)


def command(unit: Path, name: str) -> list[str]:
    """What a unit runs, by the program under test."""
    program, *options = setting(unit, name).split()
    assert program == PROGRAM
    return [*OAIPMH, *options]


def analyse(*arguments: str) -> str:
    """What systemd-analyze says, which must be no complaint."""
    asked = ["systemd-analyze", *arguments]
    done = subprocess.run(asked, check=False, capture_output=True, text=True, timeout=30)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@analysing
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_understands_the_unit(unit: Path, tmp_path: Path) -> None:
    here = tmp_path / unit.name
    here.write_text(unit.read_text("utf-8").replace(PROGRAM, sys.executable))
    assert unit.name not in analyse("verify", "--man=no", str(here))


@analysing
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_the_unit_leaves_the_service_little_to_break(unit: Path) -> None:
    if "--offline" not in analyse("--help"):
        pytest.skip("this systemd cannot judge a file: it is older than 250")
    analyse("security", "--offline=yes", f"--threshold={WELL_GUARDED}", str(unit))


def test_the_node_migrates_serves_and_stops_in_time(tmp_path: Path) -> None:
    unit, _ = UNITS
    port = free_port()
    here = environment(f"sqlite:///{tmp_path}/store.db", OAIPMH_PORT=str(port))
    subprocess.run(command(unit, "ExecStartPre"), env=here, check=True)
    with subprocess.Popen(command(unit, "ExecStart"), env=here, stderr=subprocess.DEVNULL) as node:
        wait_until(lambda: opens(port))
        assert setting(unit, "KillMode") == "mixed"
        node.terminate()
        code = node.wait(int(setting(unit, "TimeoutStopSec")))
    assert code in (0, -signal.SIGTERM), "systemd takes these two for an orderly end"
    assert not opens(port)


def test_the_worker_fails_until_the_database_is_migrated(tmp_path: Path) -> None:
    _, unit = UNITS
    url = f"sqlite:///{tmp_path}/store.db"
    started = command(unit, "ExecStart")
    too_early = subprocess.run(started, env=environment(url), check=False, capture_output=True)
    assert too_early.returncode == 2, "a failure, after which it is started again"
    assert setting(unit, "Restart") == "on-failure"
    migrate = command(UNITS[0], "ExecStartPre")
    for now in (migrate, [*started, "--once"]):
        subprocess.run(now, env=environment(url), check=True, capture_output=True)
