"""A harvester that judges every response it gets, whatever the test is about.

HTTP 200, text/xml, valid against the schemas, the base URL in `<request>`, no arguments there when
the verb or an argument was bad, responseDate in whole seconds of UTC.
"""

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from lxml import etree

from tests.support.schemas import Schemas
from tests.support.server import Answer, RunningServer

OAI = "{http://www.openarchives.org/OAI/2.0/}"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
OAI_DC = "{http://www.openarchives.org/OAI/2.0/oai_dc/}"
DC = "{http://purl.org/dc/elements/1.1/}"
FORM = "application/x-www-form-urlencoded"
VERBS = (
    "Identify",
    "ListMetadataFormats",
    "ListSets",
    "ListIdentifiers",
    "ListRecords",
    "GetRecord",
)
SECONDS = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
_WITHOUT_ECHO = {"badVerb", "badArgument"}
REFERENCE = "oai:eprints.lse.ac.uk:64325"
LIST = {"metadataPrefix": "oai_dc"}
LEGAL: dict[str, dict[str, str]] = {  # a request of each verb, with all its arguments
    "Identify": {},
    "ListMetadataFormats": {"identifier": REFERENCE},
    "ListSets": {},
    "ListIdentifiers": {**LIST, "from_": "2020-01-01", "until": "2024-12-31", "set_": "types"},
    "ListRecords": {**LIST, "from_": "2020-01-01", "until": "2024-12-31", "set_": "types"},
    "GetRecord": {**LIST, "identifier": REFERENCE},
}


@dataclass(frozen=True)
class Header:
    """A record's header as served."""

    identifier: str
    datestamp: str
    set_specs: tuple[str, ...]
    deleted: bool


class Reply:
    """A response, read."""

    def __init__(self, answer: Answer, root: etree._Element) -> None:
        self.answer = answer
        self.body = answer.body
        self.root = root
        self.errors = [error.get("code", "") for error in root.iter(f"{OAI}error")]
        request = root.find(f"{OAI}request")
        assert request is not None
        self.request_url = request.text
        self.echoed = dict(request.attrib)
        self.response_date = self.text("responseDate")

    def text(self, name: str) -> str:
        """The text of the first OAI element of a name; empty where there is none."""
        return next((found.text or "" for found in self.root.iter(f"{OAI}{name}")), "")

    def texts(self, name: str) -> list[str]:
        """The texts of all OAI elements of a name."""
        return [found.text or "" for found in self.root.iter(f"{OAI}{name}")]

    def titles(self) -> list[str]:
        """Every dc:title."""
        return [found.text or "" for found in self.root.iter(f"{DC}title")]

    @property
    def headers(self) -> list[Header]:
        """The headers, in order."""
        return [_header(found) for found in self.root.iter(f"{OAI}header")]

    @property
    def identifiers(self) -> list[str]:
        """The identifiers of the headers, in order."""
        return [header.identifier for header in self.headers]

    @property
    def token_element(self) -> etree._Element | None:
        """The resumptionToken element, if there is one."""
        return next(self.root.iter(f"{OAI}resumptionToken"), None)

    @property
    def token(self) -> str:
        """The resumptionToken; empty at the end of a list."""
        return self.text("resumptionToken")


class Client:
    """Asks one server, and judges each answer before a test sees it."""

    def __init__(self, server: RunningServer, schemas: Schemas) -> None:
        self.server = server
        self.base_url = server.base_url
        self._schemas = schemas

    def ask(self, verb: str, **arguments: str) -> Reply:
        """A verb by GET; `from_` and `set_` are `from` and `set`."""
        return self.get(query(verb, **arguments))

    def get(self, raw_query: str, **headers: str) -> Reply:
        """A GET whose query is sent as it is."""
        return self.judge(self.server.get(raw_query, **headers))

    def post(self, body: str, content_type: str = FORM) -> Reply:
        """A POST without a query."""
        headers = {"Content-Type": content_type}
        return self.judge(self.server.request("POST", "/oai", body.encode(), headers))

    def pages(self, verb: str, **arguments: str) -> Iterator[Reply]:
        """The pages of a list, each asked for when it is wanted."""
        reply = self.ask(verb, **arguments)
        yield reply
        while reply.token:
            reply = self.ask(verb, resumptionToken=reply.token)
            yield reply

    def harvest(self, verb: str = "ListIdentifiers", **arguments: str) -> list[Header]:
        """All headers of a list, in order; `metadataPrefix` is oai_dc."""
        found: list[Header] = []
        for page in self.pages(verb, metadataPrefix="oai_dc", **arguments):
            assert set(page.errors) <= {"noRecordsMatch"}, page.errors
            found += page.headers
        return found

    def judge(self, answer: Answer) -> Reply:
        """A response, when it is one that any harvester can read."""
        assert answer.status == 200, answer
        assert answer.headers["content-type"].startswith("text/xml"), answer.headers
        if answer.headers.get("content-encoding") == "gzip":
            answer = Answer(answer.status, answer.headers, gzip.decompress(answer.body))
        reply = Reply(answer, self._schemas.validate(answer.body))
        assert reply.request_url == self.base_url
        assert SECONDS.fullmatch(reply.response_date)
        assert not (_WITHOUT_ECHO & set(reply.errors) and reply.echoed), reply.body
        return reply


def query(verb: str, **arguments: str) -> str:
    """A query string, encoded; a `_` at a name's end is dropped."""
    pairs = [(name.rstrip("_"), value) for name, value in arguments.items()]
    return urlencode([("verb", verb), *pairs])


def without_time(reply: Reply) -> bytes:
    """A response, canonical, without the instant of asking: responseDate and the token's text."""
    root = etree.fromstring(reply.body)
    for name in ("responseDate", "resumptionToken"):
        for found in root.iter(f"{OAI}{name}"):
            found.text = None
    return etree.tostring(root, method="c14n")


def _header(element: etree._Element) -> Header:
    return Header(
        identifier=element.findtext(f"{OAI}identifier") or "",
        datestamp=element.findtext(f"{OAI}datestamp") or "",
        set_specs=tuple(found.text or "" for found in element.iter(f"{OAI}setSpec")),
        deleted=element.get("status") == "deleted",
    )
