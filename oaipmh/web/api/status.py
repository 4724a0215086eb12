"""`/api/status`: counts, the clock, and what the manager should mend."""

from functools import partial

from fastapi import APIRouter

from oaipmh.ingest.shapes import shape_status
from oaipmh.web.api.models import StatusShape
from oaipmh.web.api.service import Service

router = APIRouter(tags=["status"])


@router.get("/status", response_model=StatusShape)
async def read_status(service: Service) -> object:
    """How the repository is, as `oaipmh status --json` prints it. It counts everything: slow."""
    now = await service.run(partial(service.store.status, service.formats))
    return shape_status(now, service.base_url, service.warnings)
