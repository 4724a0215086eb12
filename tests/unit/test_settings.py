"""Settings: the environment over the file over defaults, each wrong one a single clear line."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from oaipmh.protocol.datestamp import Granularity
from oaipmh.settings import Settings, SettingsError, load_settings


@pytest.fixture(autouse=True)
def _nothing_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder to work in, and no variable of ours."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"OAIPMH_{name.upper()}", raising=False)


def toml(text: str) -> None:
    """Write the settings file."""
    Path("oaipmh.toml").write_text(text, "utf-8")


def complaint() -> str:
    """What is said of the settings as they are: one line."""
    with pytest.raises(SettingsError) as wrong:
        load_settings()
    assert "\n" not in str(wrong.value)
    return str(wrong.value)


def test_nothing_need_be_set() -> None:
    settings = load_settings()
    assert settings.database_url == "sqlite:///oaipmh.db"
    assert settings.public_base_url == "http://127.0.0.1:8000/oai"
    assert settings.public_sample_identifier == "oai:repository.example.org:1"
    assert settings.page_size == 100
    assert settings.formats == ("oai_dc",)
    assert settings.datestamp_granularity is Granularity.SECONDS


def test_the_environment_goes_over_the_file_and_the_file_over_defaults(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    toml('page_size = 7\nport = 8001\nrepository_name = "From the file"')
    monkeypatch.setenv("OAIPMH_PAGE_SIZE", "9")
    settings = load_settings()
    assert (settings.page_size, settings.port, settings.host) == (9, 8001, "127.0.0.1")
    assert settings.repository_name == "From the file"


def test_host_and_port_make_the_base_url_unless_it_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OAIPMH_HOST", "oai.example.org")
    monkeypatch.setenv("OAIPMH_PORT", "80")
    assert load_settings().public_base_url == "http://oai.example.org:80/oai"
    monkeypatch.setenv("OAIPMH_BASE_URL", "https://example.org/oai")
    assert load_settings().public_base_url == "https://example.org/oai"


def test_several_addresses_are_written_with_commas_or_as_a_list(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OAIPMH_ADMIN_EMAIL", "a1@example.org, b2@example.org,")
    assert load_settings().admin_email == ("a1@example.org", "b2@example.org")
    monkeypatch.delenv("OAIPMH_ADMIN_EMAIL")
    toml('admin_email = ["c3@example.org"]')
    assert load_settings().admin_email == ("c3@example.org",)


def test_friends_are_written_with_commas_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OAIPMH_FRIENDS", "http://y.org/oai, http://z.org/oai")
    assert load_settings().friends == ("http://y.org/oai", "http://z.org/oai")


def test_the_containers_of_identify_are_read_from_the_file() -> None:
    toml(
        'friends = ["http://y.org/oai"]\n'
        '[eprints]\nmetadata_policy = {text = "M"}\ndata_policy = {url = "http://x.org/d"}\n'
        '[branding]\nurl = "http://x.org/i.png"\nwidth = 88\n'
        '[rights_manifest]\nrights = ["http://x.org/l"]'
    )
    settings = load_settings()
    assert settings.eprints is not None
    assert settings.eprints.metadata_policy.text == "M"
    assert settings.branding is not None
    assert settings.branding.width == 88
    assert settings.friends == ("http://y.org/oai",)
    assert settings.rights_manifest is not None
    assert settings.rights_manifest.rights == ("http://x.org/l",)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('types = "article"', "types in oaipmh.toml) is wrong: expected a table in oaipmh.toml"),
        ("[types]\na = 3", "types.a is wrong: expected a text in quotation marks"),
        (
            '[types]\na = "artcle"',
            "'a' is said to be 'artcle', which is no type; did you mean 'art",
        ),
        ('[types]\na = "zzz"', "'zzz', which is no type (docs/formats/types.md has them all)"),
        ('[types]\na = "book"\nA = "article"', "'A' is there twice"),
        ("[eprints]\nmetadata_polcy = 3", "metadata_polcy is wrong: there is no such key"),
        ("[stylesheets.my]\nstylesheet = 3", "stylesheet is wrong: expected the name of a file"),
        ('stylesheets = "my.xsl"', "is wrong: expected a table in oaipmh.toml"),
    ],
)
def test_a_wrong_table_is_one_short_line(text: str, reason: str) -> None:
    toml(text)
    assert reason in complaint()
    assert len(complaint()) < 200


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "http"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PAGE_SIZE", "0"),
        ("PAGE_SIZE", "1001"),
        ("GRANULARITY", "hours"),
        ("ADMIN_EMAIL", "the librarian"),
        ("ADMIN_EMAIL", "root@localhost"),
        ("ADMIN_EMAIL", ""),
        ("BASE_URL", "example.org/oai"),
        ("BASE_URL", "http://example.org/oai?x=1"),
        ("BASE_URL", "http://example.org/a b"),
        ("REPOSITORY_IDENTIFIER", "localhost"),
        ("REPOSITORY_IDENTIFIER", "http://example.org"),
        ("DATABASE_URL", "oaipmh.db"),
        ("DATABASE_URL", "mysql://x/y"),
        ("DATABASE_URL", "postgresql://user@host:port/database"),
        ("DATABASE_URL", "postgresql://user@one:5432,two:port/database"),
        ("READ_DATABASE_URL", "replica"),
        ("TOKEN_SECRET", "short"),
        ("TOKEN_SECRET", "long enough to be one, short"),
        ("FORMATS", "marc21"),
        ("FRIENDS", "http://[x"),
        ("EPRINTS", "policy"),
    ],
)
def test_a_wrong_variable_is_one_line_that_names_it(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"OAIPMH_{name}", value)
    assert f"OAIPMH_{name}" in complaint()


@pytest.mark.parametrize("name", ["pagesize", "OAIPMH_PAGE_SIZE"])
def test_an_unknown_name_in_the_file_is_one_line_with_the_one_that_is_near(name: str) -> None:
    toml(f"{name} = 5")
    assert complaint().endswith(
        f"has {name}, and there is no such setting; did you mean page_size?"
    )


def test_of_an_unknown_name_that_is_near_none_all_are_named() -> None:
    toml("zzz = 5")
    assert set(complaint().split("there are ")[1].split(", ")) == set(Settings.model_fields)


@pytest.mark.parametrize("value", ["article", "{", "[]", "3"])
def test_a_variable_that_should_be_a_table_is_told_so_in_our_words(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("OAIPMH_TYPES", value)
    expected = "The setting OAIPMH_TYPES (or types in oaipmh.toml) is wrong: expected a table in"
    assert complaint() == f"{expected} oaipmh.toml"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('page_size = "many"', "expected a whole number"),
        ("page_size = []", "expected a whole number"),
        ("page_size = 1001", "expected less than or equal to 1000"),
        ('granularity = "days"', "expected 'seconds' or 'day'"),
    ],
)
def test_a_wrong_value_is_told_what_is_expected(text: str, reason: str) -> None:
    toml(text)
    assert complaint().endswith(f"is wrong: {reason}")


def test_a_wrong_value_deep_in_the_file_is_named_with_its_place() -> None:
    toml('[branding]\nurl = "http://x.org/i.png"\nwidth = "wide"')
    assert "branding.width" in complaint()


@pytest.mark.parametrize("content", [b"page_size", b"\xff\xfe", b"a = 1\na = 2"])
def test_a_file_that_is_no_toml_is_one_line_that_names_it(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "oaipmh.toml").write_bytes(content)
    line = complaint()
    assert str(tmp_path / "oaipmh.toml") in line
    assert "TOML" in line


NOT_FOR_IDENTIFY: dict[str, dict[str, Any]] = {
    "a name with a control character": {"repository_name": "a\x01b"},
    "a sample identifier that is none": {"sample_identifier": "no identifier"},
    "a friend that is no URL": {"friends": ("http://[x",)},
    "an icon that is no URL": {"branding": {"url": "http://[x"}},
    "a manifest of no licences": {"rights_manifest": {"rights": ()}},
    "a licence that is no URL": {"rights_manifest": {"rights": ("http://[x",)}},
    "a policy with a control character": {
        "eprints": {"metadata_policy": {"text": "a\x01b"}, "data_policy": {"text": "D"}}
    },
    "a policy at no URL": {
        "eprints": {"metadata_policy": {"url": "http://[x"}, "data_policy": {"text": "D"}}
    },
}


@pytest.mark.parametrize("case", NOT_FOR_IDENTIFY)
def test_what_would_make_identify_invalid_is_refused(case: str) -> None:
    with pytest.raises(ValidationError):
        Settings(**NOT_FOR_IDENTIFY[case])


def test_what_is_not_set_and_told_to_harvesters_is_warned_of(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = ("ADMIN_EMAIL", "REPOSITORY_IDENTIFIER", "REPOSITORY_NAME", "BASE_URL")
    warnings = load_settings().warnings()
    assert len(warnings) == len(told)
    assert all(f"OAIPMH_{name}" in " ".join(warnings) for name in told)
    values = ("a1@example.edu", "example.edu", "Our repository", "https://example.edu/oai")
    for name, value in zip(told, values, strict=True):
        monkeypatch.setenv(f"OAIPMH_{name}", value)
    assert load_settings().warnings() == []


def test_a_database_may_be_on_several_hosts(monkeypatch: pytest.MonkeyPatch) -> None:
    url = "postgresql://user:pass@one:5432,two,[::1]:5433/oaipmh?target_session_attrs=read-write"
    monkeypatch.setenv("OAIPMH_DATABASE_URL", url)
    assert load_settings().database_url == url


def test_several_token_secrets_are_written_with_commas_or_as_a_list(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    toml('token_secret = ["the newest secret", "the older secret"]')
    assert load_settings().token_secret == ("the newest secret", "the older secret")
    monkeypatch.setenv("OAIPMH_TOKEN_SECRET", "the only secret there is")
    assert load_settings().token_secret == ("the only secret there is",)


def test_a_secret_that_is_too_short_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OAIPMH_TOKEN_SECRET", "hunter2")
    assert "hunter2" not in complaint()


def test_what_is_made_on_the_fly_is_among_the_formats(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings().served_formats.on_the_fly == frozenset()
    monkeypatch.setenv("OAIPMH_ON_THE_FLY", " oai_dc, ")
    assert load_settings().served_formats.on_the_fly == {"oai_dc"}
    monkeypatch.setenv("OAIPMH_ON_THE_FLY", "oai_dc,marc21")
    assert "OAIPMH_ON_THE_FLY" in complaint()
    assert "'marc21' is not among the formats: oai_dc" in complaint()


def test_native_are_the_formats_that_can_be(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings().served_formats.native == {"oai_datacite", "mods", "marc21"}
    monkeypatch.setenv("OAIPMH_NATIVE", "")
    assert load_settings().served_formats.native == frozenset()
    monkeypatch.setenv("OAIPMH_NATIVE", "oai_dc")
    assert "those that can are" in complaint()
