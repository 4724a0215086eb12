"""Health for those who keep the service running: alive, and ready to answer harvesters."""

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse

from oaipmh.provider.ports import ReadStore, StoreUnavailable


def health_routes(store: ReadStore) -> APIRouter:
    """`/healthz`: the process answers. `/readyz`: the store does too."""
    router = APIRouter(default_response_class=PlainTextResponse)

    @router.get("/healthz")
    async def healthz() -> str:
        """Say that the process is alive."""
        return "ok\n"

    @router.get("/readyz")
    async def readyz() -> PlainTextResponse:
        """Say whether the store can be read."""
        try:
            await run_in_threadpool(_read, store)
        except StoreUnavailable as error:
            headers = {"retry-after": str(error.retry_after)}
            return PlainTextResponse(f"not ready: {error}\n", status_code=503, headers=headers)
        return PlainTextResponse("ready\n")

    return router


def _read(store: ReadStore) -> None:
    with store.snapshot():
        pass
