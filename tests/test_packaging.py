"""The packaging traps of docs/adr/0001-packaging.md, each held shut."""

import re
import subprocess
import sys
import tomllib
import zipfile
from importlib import import_module
from pathlib import Path

import alembic
import pytest

import models
import oaipmh

ROOT = Path(__file__).resolve().parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
CONSTRAINTS = (ROOT / "constraints.txt").read_text("utf-8").splitlines()


def normal(name: str) -> str:
    """A distribution's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_our_alembic_folder_does_not_hide_the_alembic_package() -> None:
    assert alembic.__version__
    assert (ROOT / "alembic" / "env.py").is_file()
    assert not (ROOT / "alembic" / "__init__.py").exists()


def test_models_and_oaipmh_are_both_ours() -> None:
    parents = {Path(module.__file__ or "").resolve().parents[1] for module in (models, oaipmh)}
    assert parents == {ROOT}


def test_the_wheel_holds_the_two_packages_and_nothing_else(tmp_path: Path) -> None:
    wheel = pytest.importorskip("hatchling.builders.wheel", reason="hatchling is not installed")
    builder = wheel.WheelBuilder(str(ROOT))
    (built,) = builder.build(directory=str(tmp_path), versions=["standard"])
    with zipfile.ZipFile(built) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"oaipmh", "models"}


def test_nothing_can_upload_it_by_accident() -> None:
    assert "Private :: Do Not Upload" in PYPROJECT["project"]["classifiers"]
    assert PYPROJECT["project"]["name"] != "oaipmh"


def test_every_script_names_something_that_can_be_called() -> None:
    for target in PYPROJECT["project"]["scripts"].values():
        module, _, name = target.partition(":")
        assert callable(getattr(import_module(module), name))


def test_the_package_can_be_run_as_the_program() -> None:
    command = [sys.executable, "-m", "oaipmh", "--version"]
    said = subprocess.run(command, check=True, capture_output=True, text=True)
    assert said.stdout.strip()


def test_every_dependency_is_pinned_to_one_version() -> None:
    pins = [line for line in CONSTRAINTS if line.strip() and not line.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[^\s=]+", pin) for pin in pins), pins
    pinned = {normal(pin.partition("==")[0]) for pin in pins}
    wanted = [*PYPROJECT["project"]["dependencies"], *PYPROJECT["dependency-groups"]["dev"]]
    names = {normal(re.match(r"[A-Za-z0-9._-]+", one).group()) for one in wanted}
    assert names <= pinned


def test_no_distribution_that_would_overwrite_our_packages_is_installed() -> None:
    pinned = {normal(line.partition("==")[0]) for line in CONSTRAINTS}
    assert pinned.isdisjoint({"oaipmh", "pyoai", "models"})


def test_no_tracked_file_names_a_registry_or_somebodys_home() -> None:
    places = r"(files\.pythonhosted\.org|pypi\.org/simple|index-url|/home/[a-z]|/Users/[A-Za-z])"
    command = ["git", "grep", "-InE", places, "--", ".", ":!tests/test_packaging.py"]
    try:
        found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("git is not installed")
    if found.returncode not in (0, 1):
        pytest.skip("this is no checkout")
    assert found.stdout == ""
