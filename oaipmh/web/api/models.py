"""What the admin API answers with, as OpenAPI documents it. `oaipmh.ingest.shapes` makes them."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from oaipmh.ingest.sources import MAX_EVERY_SECONDS, MIN_EVERY_SECONDS

Datestamp = Annotated[str, Field(examples=["2026-11-24T02:50:10Z"])]
OutcomeName = Literal["created", "updated", "unchanged", "deleted", "quarantined"]


class FieldFault(BaseModel):
    """One field that is at fault."""

    field: Annotated[str, Field(examples=["metadata.creator[0].value"])]
    detail: str


class Problem(BaseModel):
    """Why a request was not answered as it wished: RFC 9457."""

    type: Annotated[str, Field(examples=["about:blank"])]
    title: str
    status: int
    detail: str
    errors: list[FieldFault] = []


class Value(BaseModel):
    """A value of a property."""

    value: str
    lang: str | None = None
    uri: str | None = None
    scheme: str | None = None


class RecordState(BaseModel):
    """The item's record in one format."""

    prefix: Annotated[str, Field(alias="metadataPrefix")]
    datestamp: Datestamp
    deleted: bool
    crosswalk_version: int


class Item(BaseModel):
    """An item as the store has it, as `oaipmh show --json` prints it."""

    identifier: str
    sets: list[str]
    assigned_sets: list[str]
    former_sets: list[str]
    metadata: dict[str, list[Value]]
    about: list[str]
    repairs: list[str]
    records: list[RecordState]


class WrittenItem(BaseModel):
    """What became of an item that was written singly."""

    identifier: str
    outcome: Literal["created", "updated", "unchanged", "deleted"]
    repairs: list[str]


class Result(BaseModel):
    """What became of one thing that came in: a line of the answer to a stream."""

    position: Annotated[str, Field(examples=["line 3"])]
    identifier: str | None
    outcome: OutcomeName
    reason: str
    repairs: list[str]


class Counts(BaseModel):
    """What a run did: read = created + updated + unchanged + deleted + quarantined."""

    read: int
    created: int
    updated: int
    unchanged: int
    deleted: int
    repaired: int
    quarantined: int


class StreamSummary(Counts):
    """The last line of the answer to a stream. `error` says what stopped it, if anything did."""

    seconds: float
    error: str | None = None


class SetShape(BaseModel):
    """A set. `applying`: its rule, or the want of one, is yet to be applied to some items."""

    spec: Annotated[str, Field(alias="setSpec", examples=["physics:optics"])]
    name: Annotated[str, Field(alias="setName")]
    description: Annotated[str | None, Field(alias="setDescription")]
    rule: dict[str, Any] | None
    applying: bool


class SetPage(BaseModel):
    """Some sets, in the order of their setSpecs; `next` is the `after` of the page that follows."""

    sets: list[SetShape]
    next: str | None


class RulePreview(BaseModel):
    """How many items a rule holds for, of how many that are there, and some of them."""

    matching: int
    items: int
    examples: list[str]


class SourceBody(BaseModel):
    """A repository to harvest, as it is written."""

    model_config = ConfigDict(extra="forbid", strict=True)

    name: Annotated[str, Field(description="May be left out; else it is the path's own.")] = ""
    base_url: Annotated[str, Field(examples=["https://eprints.example.org/cgi/oai2"])]
    prefix: Annotated[str, Field(alias="metadataPrefix")] = "oai_dc"
    set_spec: Annotated[
        str | None, Field(alias="set", description="The source's set to take; else all.")
    ] = None
    set_prefix: Annotated[
        str | None, Field(description="A set of ours for it all, its own sets below it.")
    ] = None
    post: Annotated[bool, Field(description="Ask by POST.")] = False
    every_seconds: Annotated[
        int | None,
        Field(
            ge=MIN_EVERY_SECONDS,
            le=MAX_EVERY_SECONDS,
            description="How often `oaipmh worker` harvests it; null: only when it is told to.",
        ),
    ] = None


class SourceShape(BaseModel):
    """A harvested source, as `oaipmh sources list --json` prints it.

    `due` is when the worker harvests it next, `harvested_by` which process does now, `holes` how
    many spans of dates could not be had, and are tried again.
    """

    name: str
    base_url: str
    prefix: Annotated[str, Field(alias="metadataPrefix")]
    set_spec: Annotated[str | None, Field(alias="set")]
    set_prefix: str | None
    post: bool
    every_seconds: int | None
    due: Datestamp | None
    harvested_until: Datestamp | None
    unfinished: bool
    holes: int
    harvested_by: str | None


class SourceList(BaseModel):
    """The sources, by name."""

    sources: list[SourceShape]


class Repaired(BaseModel):
    """An item that was mended as it came in, and how."""

    identifier: str
    repairs: list[str]


class RepairPage(BaseModel):
    """Some of them, the newest first; `next` is the `before` of the page that follows."""

    repairs: list[Repaired]
    next: int | None


class Refusal(BaseModel):
    """Something that could not be taken in."""

    number: int
    since: Datestamp
    source: str
    position: str
    reason: str
    identifier: str | None
    format: str
    bytes: int


class RefusalPage(BaseModel):
    """Some of the quarantine, the latest first; `next` is the `before` of the page that follows."""

    quarantine: list[Refusal]
    next: int | None


class Retried(BaseModel):
    """What became of it now; once it is `taken`, it has left the quarantine."""

    taken: bool
    results: list[Result]


class RunShape(Counts):
    """A run as it is recorded."""

    run: int
    kind: str
    source: str
    options: dict[str, Any]
    started: Datestamp
    last_batch: Datestamp
    ended: Datestamp | None
    state: Literal["running", "complete", "interrupted", "failed"]
    position: str
    note: str


class RunList(BaseModel):
    """The latest runs, the newest first."""

    runs: list[RunShape]


class RecordCount(BaseModel):
    """How many records a format has; how many items are not in it, and not deleted either."""

    live: int
    deleted: int
    lacking: int


class StatusShape(BaseModel):
    """How the repository is, and what its manager should mend."""

    base_url: str
    items: int
    formats: dict[str, RecordCount]
    sets: int
    applying: list[str]
    repaired: int
    relative_identifiers: int
    quarantined: int
    clock: Datestamp
    first_list: Datestamp | None
    loading_since: Datestamp | None
    warnings: list[str]
