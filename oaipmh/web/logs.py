"""Structured logs of our own: one JSON object a line on standard error."""

import json
import logging
import sys
from typing import Any

import orjson
import structlog


def configure_logs() -> None:
    """Send our own events to standard error as JSON; uvicorn's rare warnings stay plain text."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(serializer=_json),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )


def _json(entry: Any, **_: object) -> str:  # noqa: ANN401 - an event
    try:
        return orjson.dumps(entry).decode()
    except TypeError:  # of a text that is no Unicode, or of what only Python knows
        return json.dumps(entry, default=repr)
