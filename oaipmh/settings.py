"""The settings: `OAIPMH_*` environment variables over `oaipmh.toml` here over defaults.

A wrong setting is one clear line. docs: the table in README.md, which a test keeps true.
"""

import os
import re
import tomllib
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)
from pydantic_settings import SettingsError as UnreadableSource
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from oaipmh.complaints import TOML_FILE, complaint, unreadable
from oaipmh.crosswalks import Crosswalk, choose_crosswalks
from oaipmh.crosswalks.formats import NATIVE_FORMATS, Formats, check_native
from oaipmh.crosswalks.own_formats import OwnFormat, checked, own_crosswalks
from oaipmh.metadata.resource_types import check_words
from oaipmh.protocol.datestamp import Granularity
from oaipmh.protocol.descriptions import Branding, Eprints, RightsManifest
from oaipmh.protocol.syntax import XML_ILLEGAL, is_uri

EXAMPLE_EMAIL = "admin@repository.example.org"
EXAMPLE_IDENTIFIER = "repository.example.org"
_EXAMPLE_URLS = "sqlite:///oaipmh.db or postgresql://user:password@host:5432/database"
_SECRET_CHARACTERS = 16

# As strict as the registration validator of openarchives.org, which also wants no localhost.
_EMAIL = re.compile(r"\w[\w\-.]+@[a-zA-Z0-9\-.]+\.[a-z]{2,}", re.ASCII)
_DOMAIN_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9\-]*(\.[a-zA-Z][a-zA-Z0-9\-]*)+", re.ASCII)
_DATABASE_URL = re.compile(r"(sqlite:///|postgresql(\+psycopg)?://).+")
# A URL may have several hosts: `postgresql://user@one:5432,two:5432/database`.
_HOSTS = re.compile(r"(?P<before>[a-z+]+://(?:[^/?]*@)?)(?P<hosts>[^/?@]*)(?P<after>.*)")
# As oai-identifier.xsd has it.
_SAMPLE_IDENTIFIER = re.compile(
    r"oai:[a-zA-Z0-9][a-zA-Z0-9\-]*(\.[a-zA-Z0-9][a-zA-Z0-9\-]*)+"
    r":[a-zA-Z0-9\-_.!~*'();/?:@&=+$,%]+",
    re.ASCII,
)
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
    token_secret: Annotated[tuple[str, ...], NoDecode] = ()
    stylesheets: Annotated[dict[str, OwnFormat], AfterValidator(checked)] = {}
    formats: Annotated[tuple[str, ...], NoDecode] = ("oai_dc",)
    on_the_fly: Annotated[tuple[str, ...], NoDecode] = ()
    native: Annotated[tuple[str, ...], NoDecode, AfterValidator(check_native)] = NATIVE_FORMATS
    types: Annotated[dict[str, str], AfterValidator(check_words)] = {}
    eprints: Eprints | None = None
    branding: Branding | None = None
    friends: Annotated[tuple[str, ...], NoDecode] = ()
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

    @field_validator(
        "admin_email", "formats", "friends", "native", "on_the_fly", "token_secret", mode="before"
    )
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
                raise ValueError(
                    f"{email!r} is not a plain address such as {EXAMPLE_EMAIL}, with two characters"
                    " or more before the @, as the validator of openarchives.org wants"
                )
        if not value:
            raise ValueError(f"at least one address is needed, such as {EXAMPLE_EMAIL}")
        return value

    @field_validator("database_url", "read_database_url")
    @classmethod
    def _check_database_url(cls, value: str | None) -> str | None:
        if value is not None and not _is_database_url(value):
            raise ValueError(f"expected a URL such as {_EXAMPLE_URLS}")
        return value

    @field_validator("repository_name")
    @classmethod
    def _check_text(cls, value: str) -> str:
        if not value.strip() or XML_ILLEGAL.search(value):
            raise ValueError(f"{value!r} is empty, or has characters that XML cannot hold")
        return value

    @field_validator("sample_identifier")
    @classmethod
    def _check_sample_identifier(cls, value: str | None) -> str | None:
        if value is not None and not (_SAMPLE_IDENTIFIER.fullmatch(value) and is_uri(value)):
            raise ValueError(f"{value!r} is not of the form oai:{EXAMPLE_IDENTIFIER}:1")
        return value

    @field_validator("token_secret")
    @classmethod
    def _check_token_secret(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if any(len(secret) < _SECRET_CHARACTERS for secret in value):
            raise ValueError(f"a secret has {_SECRET_CHARACTERS} characters or more")
        return value

    @field_validator("friends")
    @classmethod
    def _check_friends(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for url in value:
            if not (_HTTP_URL.fullmatch(url) and is_uri(url)):
                raise ValueError(f"{url!r} is not an http(s) base URL")
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
    def _check_formats(cls, value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        if "oai_dc" not in value:
            raise ValueError("oai_dc must be among the formats (OAI-PMH 2.0, section 3.4)")
        choose_crosswalks(value, own_crosswalks(info.data.get("stylesheets", {})))
        return value

    @field_validator("on_the_fly")
    @classmethod
    def _check_on_the_fly(cls, value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        formats = info.data.get("formats", value)  # missing where they are wrong themselves
        for prefix in value:
            if prefix not in formats:
                raise ValueError(f"{prefix!r} is not among the formats: {', '.join(formats)}")
        return value

    @cached_property
    def own_crosswalks(self) -> dict[str, Crosswalk]:
        """The crosswalks of the formats that the repository defines itself."""
        return own_crosswalks(self.stylesheets)

    @property
    def served_formats(self) -> Formats:
        """The formats that the repository serves."""
        chosen = choose_crosswalks(self.formats, self.own_crosswalks)
        return Formats(chosen, self.types, frozenset(self.on_the_fly), frozenset(self.native))

    @property
    def public_base_url(self) -> str:
        """The base URL that harvesters are told."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.base_url or f"http://{host}:{self.port}/oai"

    @property
    def public_sample_identifier(self) -> str:
        """The identifier that Identify shows as a sample."""
        return self.sample_identifier or f"oai:{self.repository_identifier}:1"

    @property
    def naming_domain(self) -> str | None:
        """The domain that items without a URI are named under; None while it is only the example.

        A name is for ever, so nothing is named after an example.
        """
        is_set = "repository_identifier" in self.model_fields_set
        return self.repository_identifier if is_set else None

    @property
    def has_admin_email(self) -> bool:
        """Whether somebody can be written to, and not only an example."""
        return "admin_email" in self.model_fields_set

    @property
    def datestamp_granularity(self) -> Granularity:
        """The granularity in the protocol's words."""
        return Granularity.DAY if self.granularity == "day" else Granularity.SECONDS

    def warnings(self) -> list[str]:
        """What harvesters are told for want of a setting, and what is no setting; a line each."""
        told = {
            "admin_email": ", ".join(self.admin_email),
            "repository_identifier": self.repository_identifier,
            "repository_name": self.repository_name,
            "base_url": self.public_base_url,
        }
        known = {f"OAIPMH_{name.upper()}" for name in type(self).model_fields}
        unknown = [name for name in os.environ if name.startswith("OAIPMH_") and name not in known]
        return [
            f"OAIPMH_{name.upper()} is not set: harvesters are told {value!r}"
            for name, value in told.items()
            if name not in self.model_fields_set
        ] + [f"{name} is in the environment, but there is no such setting" for name in unknown]


def _is_database_url(text: str) -> bool:
    parts = _HOSTS.fullmatch(text)
    if parts is None or _DATABASE_URL.fullmatch(text) is None:
        return False
    hosts = parts["hosts"].split(",")
    if len(hosts) > 1 and not all(hosts):
        return False
    try:
        for host in hosts:
            make_url(parts["before"] + host + parts["after"])
    except (ArgumentError, ValueError):
        return False
    return True


def load_settings() -> Settings:
    """Read the settings.

    Raises:
        SettingsError: one is wrong, or `oaipmh.toml` has one that is unknown.
    """
    try:
        return Settings()
    except ValidationError as error:
        # A key that there is not is why another is missing.
        first = min(error.errors(), key=lambda one: one["type"] != "unexpected_keyword_argument")
        said = complaint(first["loc"], first["type"], first["msg"], tuple(Settings.model_fields))
        raise SettingsError(said) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{Path(TOML_FILE).resolve()} is not TOML: {error}") from None
    except UnreadableSource as error:
        raise SettingsError(unreadable(str(error))) from None
