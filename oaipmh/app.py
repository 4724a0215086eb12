"""The application, wired: settings, store, repository, endpoint."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from fastapi import FastAPI
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from oaipmh.protocol import descriptions
from oaipmh.provider.keyring import Keyring, TokenSecret
from oaipmh.provider.repository import Repository
from oaipmh.settings import Settings, load_settings
from oaipmh.store import SqlStore
from oaipmh.web.api.application import admin_api
from oaipmh.web.api.log import LoggedApi
from oaipmh.web.api.paths import ApiMount
from oaipmh.web.api.service import AdminService
from oaipmh.web.health import health_routes
from oaipmh.web.logs import configure_logs
from oaipmh.web.oai import OAIEndpoint
from oaipmh.web.problems import answer_problems_plainly

_BASE_PATHS = ("/oai", "/oai/")


def create_app() -> FastAPI:
    """The application for uvicorn, from the settings; the database must be migrated.

    Raises:
        SettingsError: a setting is wrong.
        SchemaError: the database wants `oaipmh migrate`.
    """
    configure_logs()
    settings = load_settings()
    store = SqlStore(settings.database_url, settings.read_database_url)
    store.check_schema()
    return build_app(settings, store)


class Service(FastAPI):
    """The application. The base URL is answered outside the framework's layers around a route.

    They take a tenth of what GetRecord takes, and do nothing for it: docs/adr/0002-sync-store.md.
    """

    def __init__(self, endpoint: OAIEndpoint, **options: Any) -> None:  # noqa: ANN401 - FastAPI's
        super().__init__(**options)
        self._endpoint = endpoint

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or have FastAPI answer."""
        is_oai = scope["type"] == "http" and scope["path"] in _BASE_PATHS
        await (self._endpoint if is_oai else super().__call__)(scope, receive, send)


def build_app(settings: Settings, store: SqlStore) -> FastAPI:
    """The application over a store."""
    repository = describe_repository(settings, store)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        store.dispose()

    app = Service(
        OAIEndpoint(repository, store),
        title=settings.repository_name,
        lifespan=lifespan,
        redirect_slashes=False,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
    )
    api = LoggedApi(admin_api(_admin_service(settings, store), settings.repository_name))
    app.router.routes += [Route("/api", api), ApiMount("/api", api)]
    app.include_router(health_routes(store))
    answer_problems_plainly(app, repository.base_url)
    return app


def describe_repository(settings: Settings, store: SqlStore) -> Repository:
    """Who the repository is, from the settings and from the secret the store keeps."""
    return Repository(
        name=settings.repository_name,
        base_url=settings.public_base_url,
        admin_emails=settings.admin_email,
        granularity=settings.datestamp_granularity,
        page_size=settings.page_size,
        formats={walk.metadata_prefix: walk.format for walk in settings.served_formats.crosswalks},
        tokens=_keyring(settings, store),
        descriptions=_descriptions(settings),
        crosswalks=settings.served_formats,
    )


def _keyring(settings: Settings, store: SqlStore) -> Keyring:
    """The secrets of the settings, or else those that the store keeps."""
    given = [TokenSecret(one.encode()) for one in settings.token_secret]
    kept = partial(store.token_secrets, secrets.token_bytes(32))
    return Keyring((lambda: given) if given else kept, settings.repository_identifier)


def _admin_service(settings: Settings, store: SqlStore) -> AdminService:
    return AdminService(
        store=store,
        formats=settings.served_formats,
        domain=settings.naming_domain,
        base_url=settings.public_base_url,
        warnings=settings.warnings(),
    )


def _descriptions(settings: Settings) -> list[descriptions.Container]:
    containers = [
        descriptions.oai_identifier(
            settings.repository_identifier, settings.public_sample_identifier
        )
    ]
    if settings.eprints:
        containers.append(descriptions.eprints(settings.eprints))
    if settings.branding:
        containers.append(descriptions.branding(settings.branding))
    if settings.friends:
        containers.append(descriptions.friends(settings.friends))
    if settings.rights_manifest:
        containers.append(descriptions.rights_manifest(settings.rights_manifest))
    return containers
