"""README.md and the program say the same."""

import re
import tomllib
from pathlib import Path

from oaipmh.cli import app
from oaipmh.settings import Settings

README = (Path(__file__).resolve().parents[1] / "README.md").read_text("utf-8")


def test_the_settings_table_names_every_setting_and_no_other() -> None:
    documented = re.findall(r"^\| `OAIPMH_([A-Z_]+)` \|", README, re.MULTILINE)
    assert sorted(documented) == sorted(name.upper() for name in Settings.model_fields)


def test_the_table_of_commands_names_every_command_and_no_other() -> None:
    documented = re.findall(r"^\| `oaipmh ([a-z]+)", README, re.MULTILINE)
    assert set(documented) == set(app.commands)


def test_the_toml_example_is_one_that_works() -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
    settings = Settings(**tomllib.loads(example))
    assert settings.eprints is not None
    assert settings.rights_manifest is not None
