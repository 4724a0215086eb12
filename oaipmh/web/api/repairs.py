"""`/api/repairs`: what was mended as it came in."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query

from oaipmh.ingest.shapes import shape_repaired
from oaipmh.web.api.models import RepairPage
from oaipmh.web.api.service import MAX_NUMBER, Service

router = APIRouter(tags=["repairs"])


@router.get("/repairs", response_model=RepairPage)
async def list_repairs(
    service: Service,
    before: Annotated[
        int | None, Query(ge=1, le=MAX_NUMBER, description="The `next` of the page before.")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> object:
    """List the items that were mended as they came in, the newest first, and what was mended."""
    found = await service.run(partial(service.store.repaired, limit + 1, before))
    more = len(found) > limit
    return {
        "repairs": [shape_repaired(item) for item in found[:limit]],
        "next": found[limit - 1].item_id if more else None,
    }
