"""A harvester that keeps a mirror, as an aggregator does: one full harvest, then increments."""

import http.client
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlencode, urlsplit

from lxml import etree

_OAI = "{http://www.openarchives.org/OAI/2.0/}"
_TITLE = ".//{http://purl.org/dc/elements/1.1/}title"


class HarvestFailed(AssertionError):
    """The server did what no server of ours may."""


@dataclass(slots=True)
class Mirror:
    """What one harvester holds: identifier -> (datestamp, title), a title of None for deleted.

    `by_day` makes its `from` a day; `increment_from` says whose responseDate that is: the "first"
    or the "last" page's of the list before. "window" goes by windows that leave no overlap: each
    `until` is the second before Identify's responseDate, each `from` the second after that.
    """

    base_url: str
    set_spec: str | None = None
    by_day: bool = False
    increment_from: str = "first"
    records: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    harvests: int = 0
    slowest: float = 0.0
    unavailable: int = 0
    token: str = ""
    _from: str | None = None
    _connection: http.client.HTTPConnection | None = None

    def harvest(self) -> None:
        """Take one list, whole, from where the last one says."""
        for _ in self.pages():
            pass

    def pages(self) -> Iterator[None]:
        """Take it page by page, as the caller goes on."""
        arguments = {"metadataPrefix": "oai_dc"}
        if self.set_spec:
            arguments["set"] = self.set_spec
        if self._from:
            arguments["from"] = self._from[:10] if self.by_day else self._from
        if self.increment_from == "window":
            now = self._ask({"verb": "Identify"}).findtext(f"{_OAI}responseDate") or ""
            if now == self._from:  # no second has passed since: there is no window yet
                return
            arguments["until"] = _second_before(now)
            self._from = now
        dates = []
        while True:
            root = self._ask({"verb": "ListRecords", **arguments})
            dates.append(root.findtext(f"{_OAI}responseDate") or "")
            for record in root.iter(f"{_OAI}record"):
                self._take(record)
            token = root.findtext(f".//{_OAI}resumptionToken")
            if not token:
                break
            self.token = token
            arguments = {"resumptionToken": token}
            yield
        self.harvests += 1
        if self.increment_from != "window":
            self._from = dates[0] if self.increment_from == "first" else dates[-1]

    def harvest_to_the_end(self) -> None:
        """Take what is left when all writing is over: with windows, until the next one closes."""
        last = self.harvests + 1
        while self.harvests < last or (self.increment_from == "window" and self.harvests <= last):
            self.harvest()

    def close(self) -> None:
        """Hang up."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def move(self, base_url: str) -> None:
        """Go on at another node."""
        self.close()
        self.base_url = base_url

    def _take(self, record: etree._Element) -> None:
        header = record[0]
        identifier = header.findtext(f"{_OAI}identifier") or ""
        datestamp = header.findtext(f"{_OAI}datestamp") or ""
        title = None if header.get("status") == "deleted" else record.findtext(_TITLE)
        self.records[identifier] = (datestamp, title)

    def _ask(self, arguments: dict[str, str]) -> etree._Element:
        """One response; 503 is obeyed by asking again, any other trouble is a failure."""
        while True:
            started = time.monotonic()
            status, retry_after, body = self._get(urlencode(arguments))
            self.slowest = max(self.slowest, time.monotonic() - started)
            if status == 503 and retry_after.isdigit():
                self.unavailable += 1
                continue
            root = etree.fromstring(body) if status == 200 else None
            if root is None:
                raise HarvestFailed(f"{status} for {arguments}: {body[:500]!r}")
            error = root.find(f"{_OAI}error")
            if error is not None and error.get("code") != "noRecordsMatch":
                raise HarvestFailed(f"{error.get('code')} for {arguments}: {error.text}")
            return root

    def _get(self, query: str) -> tuple[int, str, bytes]:
        place = urlsplit(self.base_url)
        if self._connection is None:
            self._connection = http.client.HTTPConnection(place.netloc, timeout=30)
        self._connection.request("GET", f"{place.path}?{query}")
        response = self._connection.getresponse()
        return response.status, response.headers.get("Retry-After", ""), response.read()


def _second_before(datestamp: str) -> str:
    moment = datetime.fromisoformat(datestamp) - timedelta(seconds=1)
    return moment.isoformat().replace("+00:00", "Z")
