"""The settings: `OAIPMH_*` environment variables over `oaipmh.toml` here over defaults.

A wrong setting is one clear line. docs: the table in README.md, which a test keeps true.
"""

import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from oaipmh.protocol.datestamp import Granularity
from oaipmh.protocol.descriptions import Branding, Eprints, RightsManifest
from oaipmh.protocol.syntax import is_uri

TOML_FILE = "oaipmh.toml"
EXAMPLE_EMAIL = "admin@repository.example.org"
EXAMPLE_IDENTIFIER = "repository.example.org"

# As strict as the registration validator of openarchives.org, which also wants no localhost.
_EMAIL = re.compile(r"\w[\w\-.]+@[a-zA-Z0-9\-.]+\.[a-z]{2,}", re.ASCII)
_DOMAIN_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9\-]*(\.[a-zA-Z][a-zA-Z0-9\-]*)+", re.ASCII)
_DATABASE_URL = re.compile(r"(sqlite:///|postgresql(\+psycopg)?://).+")
_HTTP_URL = re.compile(r"https?://[^\s?#]+")


class SettingsError(Exception):
    """A setting is wrong; the message is one line that names it and says how to mend it."""


class Settings(BaseSettings):
    """All settings, checked."""

    model_config = SettingsConfigDict(env_prefix="OAIPMH_", toml_file=TOML_FILE, extra="forbid")

    database_url: str = "sqlite:///oaipmh.db"
    read_database_url: str | None = None
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    base_url: str | None = None
    repository_name: str = "An OAI-PMH repository"
    repository_identifier: str = EXAMPLE_IDENTIFIER
    sample_identifier: str | None = None
    admin_email: Annotated[tuple[str, ...], NoDecode] = (EXAMPLE_EMAIL,)
    granularity: Literal["seconds", "day"] = "seconds"
    page_size: int = Field(default=100, ge=1, le=1000)
    token_secret: str | None = Field(default=None, min_length=16)
    formats: Annotated[tuple[str, ...], NoDecode] = ("oai_dc",)
    eprints: Eprints | None = None
    branding: Branding | None = None
    friends: tuple[str, ...] = ()
    rights_manifest: RightsManifest | None = None

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic's signature
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic's signature
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment over the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @field_validator("admin_email", "formats", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        """A list in the environment is written with commas."""
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("admin_email")
    @classmethod
    def _check_email(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for email in value:
            if not _EMAIL.fullmatch(email) or email.endswith("@localhost"):
                raise ValueError(f"{email!r} is not a plain address such as {EXAMPLE_EMAIL}")
        if not value:
            raise ValueError(f"at least one address is needed, such as {EXAMPLE_EMAIL}")
        return value

    @field_validator("database_url", "read_database_url")
    @classmethod
    def _check_database_url(cls, value: str | None) -> str | None:
        if value is not None and not _DATABASE_URL.fullmatch(value):
            examples = "sqlite:///oaipmh.db or postgresql://user:password@host/database"
            raise ValueError(f"expected a URL such as {examples}")
        return value

    @field_validator("base_url")
    @classmethod
    def _check_base_url(cls, value: str | None) -> str | None:
        if value is not None and not (_HTTP_URL.fullmatch(value) and is_uri(value)):
            raise ValueError(f"{value!r} is not an http(s) URL without query and fragment")
        return value

    @field_validator("repository_identifier")
    @classmethod
    def _check_repository_identifier(cls, value: str) -> str:
        if not _DOMAIN_NAME.fullmatch(value):
            raise ValueError(f"{value!r} is not a domain name such as {EXAMPLE_IDENTIFIER}")
        return value

    @field_validator("formats")
    @classmethod
    def _check_formats(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if "oai_dc" not in value:
            raise ValueError("oai_dc must be among the formats (OAI-PMH 2.0, section 3.4)")
        return value

    @property
    def public_base_url(self) -> str:
        """The base URL that harvesters are told."""
        return self.base_url or f"http://{self.host}:{self.port}/oai"

    @property
    def public_sample_identifier(self) -> str:
        """The identifier that Identify shows as a sample."""
        return self.sample_identifier or f"oai:{self.repository_identifier}:1"

    @property
    def datestamp_granularity(self) -> Granularity:
        """The granularity in the protocol's words."""
        return Granularity.DAY if self.granularity == "day" else Granularity.SECONDS

    def warnings(self) -> list[str]:
        """What harvesters are told for want of a setting, one line each."""
        told = {
            "admin_email": ", ".join(self.admin_email),
            "repository_identifier": self.repository_identifier,
            "repository_name": self.repository_name,
            "base_url": self.public_base_url,
        }
        return [
            f"OAIPMH_{name.upper()} is not set: harvesters are told {value!r}"
            for name, value in told.items()
            if name not in self.model_fields_set
        ]


def load_settings() -> Settings:
    """Read the settings.

    Raises:
        SettingsError: one is wrong or unknown.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"]).upper()
        reason = first["msg"].removeprefix("Value error, ")
        if first["type"] == "extra_forbidden":
            reason = f"there is none of that name; there are {', '.join(Settings.model_fields)}"
        place = f"OAIPMH_{name} (or {name.lower()} in {TOML_FILE})"
        raise SettingsError(f"The setting {place} is wrong: {reason}") from None
    except ValueError as error:  # the TOML itself
        raise SettingsError(f"{Path(TOML_FILE).resolve()} is not TOML: {error}") from None
