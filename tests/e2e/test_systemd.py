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


def test_what_the_units_run_starts_in_any_order_and_stops_in_time(tmp_path: Path) -> None:
    node, worker = UNITS
    port = free_port()
    here = environment(f"sqlite:///{tmp_path}/store.db", OAIPMH_PORT=str(port))
    harvest_once = [*command(worker, "ExecStart"), "--once"]
    too_early = subprocess.run(harvest_once, env=here, check=False, capture_output=True)
    assert too_early.returncode == 2
    assert setting(worker, "Restart") == "on-failure"
    subprocess.run(command(node, "ExecStartPre"), env=here, check=True, capture_output=True)
    with subprocess.Popen(command(node, "ExecStart"), env=here, stderr=subprocess.DEVNULL) as run:
        wait_until(lambda: opens(port))
        subprocess.run(harvest_once, env=here, check=True, capture_output=True)
        assert setting(node, "KillMode") == "mixed"
        run.terminate()
        code = run.wait(int(setting(node, "TimeoutStopSec")))
    assert code in (0, -signal.SIGTERM), "systemd takes these two for an orderly end"
    assert not opens(port)
