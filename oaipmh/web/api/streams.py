"""`POST /api/records`: a stream of items goes through the pipeline as it arrives, in flat memory.

The answer is a stream, too: a line for each line that came, as batches are stored, and a last line
that sums up (NDJSON, https://github.com/ndjson/ndjson-spec).
"""

import gzip
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from io import BufferedReader
from typing import Annotated, cast

from fastapi import APIRouter, Query, Request, Response

from oaipmh.ingest.assigning import into_set
from oaipmh.ingest.pipeline import Pipeline
from oaipmh.ingest.ports import NewRun, Summary
from oaipmh.ingest.replacing import Guarded, delete_missing
from oaipmh.ingest.running import running
from oaipmh.ingest.shapes import shape_result, shape_summary
from oaipmh.protocol.syntax import is_set_spec
from oaipmh.provider.ports import StoreUnavailable
from oaipmh.readers.input_formats import read
from oaipmh.web.api.access import Writer
from oaipmh.web.api.bodies import content_coding, require_content_type
from oaipmh.web.api.documents import JSON_LINES, NDJSON, STREAM_BODY
from oaipmh.web.api.duplex import BodyStream, Conversation
from oaipmh.web.api.models import Result as ResultLine
from oaipmh.web.api.models import StreamSummary
from oaipmh.web.api.problems import ApiProblem, Unprocessable, document_problems, encode_json
from oaipmh.web.api.service import MAX_STREAMS, AdminService, Service
from oaipmh.web.api.spool import Spool

_BUFFER_BYTES = 256 * 1024

router = APIRouter(tags=["records"])


@router.post(
    "/records",
    responses={
        200: {
            "description": "A line for each line that came, and a last one that sums up; that has"
            " `error` where the stream could not be taken to its end.",
            "content": {
                NDJSON: {
                    "schema": {
                        "type": "string",
                        "description": "JSON objects, one a line.",
                        "x-line": ResultLine.model_json_schema(),
                        "x-last-line": StreamSummary.model_json_schema(),
                    }
                }
            },
        },
        **document_problems(
            HTTPStatus.FORBIDDEN, HTTPStatus.CONFLICT, HTTPStatus.UNSUPPORTED_MEDIA_TYPE
        ),
    },
    openapi_extra=STREAM_BODY,
    response_class=Response,
)
async def take_records(  # noqa: PLR0913 - an endpoint's parameters are its arguments
    request: Request,
    key: Writer,
    service: Service,
    set_spec: Annotated[
        str | None, Query(alias="set", description="A setSpec to put every item into, too.")
    ] = None,
    *,
    replace: Annotated[
        bool,
        Query(description="The stream holds everything (of the set): delete what it lacks."),
    ] = False,
    force: Annotated[
        bool, Query(description="Do what `replace` would refuse as dangerous.")
    ] = False,
) -> Conversation:
    """Take items in, as `oaipmh import` does. What was stored stays, even if you hang up.

    A whole load that would delete too much is refused: 409, or, where lines have been sent already,
    `error` in the last one.
    """
    if set_spec is not None and not is_set_spec(set_spec):
        raise Unprocessable(f"{set_spec!r} is no setSpec", "query.set")
    if force and not replace:
        raise Unprocessable("force is for replace=true alone", "query.force")
    require_content_type(request, NDJSON, JSON_LINES)
    gzipped = content_coding(request, "gzip") == "gzip"
    if service.streams.available_tokens < 1:
        raise ApiProblem(
            HTTPStatus.SERVICE_UNAVAILABLE,
            f"{MAX_STREAMS} streams are being taken in already",
            headers={"retry-after": "10"},
        )
    options = {"set": set_spec, "replace": replace}
    run = NewRun("api stream", key.name, whole=replace, options=options)
    intake = _Intake(service, run, set_spec, force, gzipped)
    return Conversation(intake.take, NDJSON, service.streams)


@dataclass(slots=True)
class _Intake:
    """One stream on its way in."""

    service: AdminService
    new_run: NewRun
    set_spec: str | None
    force: bool
    gzipped: bool
    summary: Summary = field(default_factory=Summary)
    lines: list[bytes] = field(default_factory=list)

    def take(self, body: BodyStream, spool: Spool) -> None:
        """Take the body in, telling of each thing once it is stored, and sum up.

        Raises:
            ApiProblem, StoreUnavailable: it could not be done, and nothing has been told yet.
        """
        started, last = time.monotonic(), {}
        try:
            self._take(body, spool)
        except Guarded as error:
            if not spool.is_used:
                raise ApiProblem(HTTPStatus.CONFLICT, str(error)) from None
            last = {"error": str(error)}
        except StoreUnavailable as error:
            if not spool.is_used:
                raise
            last = {"error": f"{error}: what was told of is stored; send the stream again"}
        spool.write(_line(shape_summary(self.summary, time.monotonic() - started) | last))

    def _take(self, body: BodyStream, spool: Spool) -> None:
        service, source = self.service, self.new_run.source
        with running(service.store, self.new_run) as run, self._opened(body) as stream:
            pipeline = Pipeline(
                service.store,
                service.formats,
                run,
                service.domain,
                on_result=lambda result: self.lines.append(_line(shape_result(result))),
                on_batch=lambda _: self._tell(spool),
                summary=self.summary,
            )
            pipeline.take(source, into_set(read(stream, "jsonl"), self.set_spec), "jsonl")
            if self.new_run.whole:
                delete_missing(
                    pipeline,
                    service.store,
                    source,
                    self.set_spec,
                    doubtful=pipeline.unidentified,
                    force=self.force,
                )

    def _opened(self, body: BodyStream) -> BufferedReader:
        buffered = cast("BufferedReader", BufferedReader(body, _BUFFER_BYTES))
        # It peeks and reads as a BufferedReader does.
        return cast("BufferedReader", gzip.open(buffered)) if self.gzipped else buffered

    def _tell(self, spool: Spool) -> None:
        spool.write(b"".join(self.lines))
        self.lines.clear()


def _line(content: dict[str, object]) -> bytes:
    return encode_json(content) + b"\n"
