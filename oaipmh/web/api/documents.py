"""What OpenAPI says of bodies that are read by hand: items and sets, rules, sources."""

from typing import Any

from oaipmh.metadata.condition import Operator
from oaipmh.metadata.dublin_core import ELEMENT_OF
from oaipmh.web.api.models import SourceBody

NDJSON = "application/x-ndjson"
JSON_LINES = "application/jsonl"

_TEXT: dict[str, Any] = {"type": "string"}
_TEXTS: dict[str, Any] = {"type": "array", "items": _TEXT}
_VALUE: dict[str, Any] = {
    "anyOf": [
        _TEXT,
        {
            "type": "object",
            "required": ["value"],
            "properties": {
                "value": _TEXT,
                "lang": {"type": ["string", "null"], "description": "A language tag (BCP 47)."},
                "uri": {"type": ["string", "null"], "description": "Names the value: an ORCID."},
                "scheme": {"type": ["string", "null"]},
            },
            "additionalProperties": False,
        },
    ]
}
_ITEM: dict[str, Any] = {
    "type": "object",
    "properties": {
        "identifier": {
            "type": "string",
            "description": "May be left out; else it is the path's own.",
        },
        "datestamp": {"type": "string", "description": "Ignored: an item is stamped as it comes."},
        "deleted": {"type": "boolean", "default": False},
        "sets": _TEXTS | {"description": "setSpecs; their ancestors come by themselves."},
        "metadata": {
            "type": "object",
            "description": "Required, and not empty, unless deleted.",
            "propertyNames": {"enum": list(ELEMENT_OF)},
            "additionalProperties": {
                "anyOf": [*_VALUE["anyOf"], {"type": "array", "items": _VALUE}]
            },
        },
        "about": _TEXTS | {"description": "XML documents: provenance or rights."},
    },
    "additionalProperties": False,
    "example": {
        "sets": ["physics:optics"],
        "metadata": {
            "title": ["On light"],
            "creator": [{"value": "Curie, Ève", "uri": "https://orcid.org/0000-0002-1825-0097"}],
        },
    },
}
_SET: dict[str, Any] = {
    "type": "object",
    "properties": {
        "setSpec": {"type": "string", "description": "May be left out; else it is the path's own."},
        "setName": {"type": "string", "description": "Required for a set that is new."},
        "setDescription": {"type": ["string", "null"], "description": "Plain text."},
    },
    "additionalProperties": False,
    "example": {"setName": "Optics", "setDescription": "On light"},
}


_RULE: dict[str, Any] = {
    "type": "object",
    "minProperties": 1,
    "maxProperties": 1,
    "properties": {
        joined: {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["property", "operator"],
                "properties": {
                    "property": {"enum": list(ELEMENT_OF)},
                    "operator": {"enum": [str(one) for one in Operator]},
                    "value": {
                        "anyOf": [_TEXT, _TEXTS],
                        "description": "A list for `in`; none for `exists`, `does not exist`.",
                    },
                },
                "additionalProperties": False,
            },
        }
        for joined in ("all", "any")
    },
    "additionalProperties": False,
    "example": {"all": [{"property": "type", "operator": "is", "value": "Article"}]},
}


def _body(description: str, content: dict[str, Any]) -> dict[str, Any]:
    return {"requestBody": {"required": True, "description": description, "content": content}}


ITEM_BODY = _body("The whole item, 16 MiB at the most.", {"application/json": {"schema": _ITEM}})
SET_BODY = _body(
    "What is left out stays as it is.",
    {"application/json": {"schema": _SET}},
)
RULE_BODY = _body(
    "Conditions, all of which must hold, or any.", {"application/json": {"schema": _RULE}}
)
SOURCE_BODY = _body(
    "The whole source: what is left out is as the schema has it.",
    {"application/json": {"schema": SourceBody.model_json_schema()}},
)
TAGGED = {
    "headers": {"ETag": {"description": "Changes with the content.", "schema": {"type": "string"}}}
}
STREAM_BODY = _body(
    "One item, or set, a line, as in `oaipmh import`; perhaps gzipped (Content-Encoding). A line"
    " that cannot be taken, or is longer than 16 MiB, is quarantined, and the stream goes on.",
    {media_type: {"schema": _TEXT} for media_type in (NDJSON, JSON_LINES)},
)
