"""An OAI-PMH source that misbehaves on demand."""

from collections import Counter
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from email.utils import formatdate
from urllib.parse import parse_qsl
from xml.sax.saxutils import escape

import httpx2

from oaipmh.protocol.datestamp import Granularity, format_utc, parse_datestamp
from tests.support.answering import Answer, served, transport
from tests.support.held import DC, ENVELOPE, Held, header_xml, identify_xml, sets_xml

LISTS = ("ListRecords", "ListIdentifiers")
RECORDS = ("ListRecords", "GetRecord")


@dataclass
class Fault:
    """Something the source does wrong, so many `times` (-1: for ever), where what is given fits.

    To a response: busy-seconds, busy-date, long-wait, 403, 429, 500, 502, html, empty, truncated,
    cut, closed, slow, redirect. To a record in it: broken-record, control-character, entity,
    ampersand. To a list: dead-token, token-loop, same-page, invented, reserved-token, empty-page,
    wrong-size, no-last-token, list-stops. To a request: seconds-refused, get-refused,
    dates-ignored, no-format, oai-500.
    """

    kind: str
    times: int = -1
    page: int | None = None
    record: str | None = None
    verbs: tuple[str, ...] = LISTS


@dataclass
class FaultySource:
    """The source: change `records`, `now` and `faults` between requests as you like."""

    records: dict[str, Held] = field(default_factory=dict)
    now: int = 1_704_110_400
    page_size: int = 3
    granularity: Granularity = Granularity.SECONDS
    tracks_deletions: bool = True
    sizes: bool = True
    has_sets: bool = True
    date: str | None = None
    faults: list[Fault] = field(default_factory=list)
    requests: list[tuple[str, dict[str, str], dict[str, str]]] = field(default_factory=list)
    happened: Counter[str] = field(default_factory=Counter)
    _serial: int = 0

    def put(self, name: str, title: str = "T", **more: object) -> None:
        """A record, new or changed, stamped now."""
        self.records[name] = Held(self.now, title, **more)  # type: ignore[arg-type]

    def answer(
        self, method: str, query: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> Answer:
        """The response to a request, faults and all."""
        text = body.decode() if method == "POST" else query
        arguments = dict(parse_qsl(text, keep_blank_values=True))
        self.requests.append((method, arguments, headers or {}))
        if method == "GET" and self._has("get-refused", verb=None):
            return Answer(b"use POST", 405)
        verb = arguments.get("verb", "")
        if verb in LISTS:
            return self._list(verb, arguments, query)
        if verb == "GetRecord":
            return self._get_record(arguments["identifier"], query)
        if verb == "Identify":
            content = identify_xml(self.records.values(), self.granularity)
        else:
            content = sets_xml(self.records.values() if self.has_sets else None)
        return self._spoilt(verb, content, 1, [], query)

    def _has(
        self, kind: str, verb: str | None, page: int = 1, names: list[str] | None = None
    ) -> bool:
        """Whether a fault is on here; each time it is, it wears off."""
        for fault in self.faults:
            if (
                fault.kind == kind
                and fault.times != 0
                and (verb is None or verb in fault.verbs)
                and fault.page in (None, page)
                and (fault.record is None or fault.record in (names or []))
            ):
                fault.times -= 1
                self.happened[kind] += 1
                return True
        return False

    def _list(self, verb: str, arguments: dict[str, str], query: str) -> Answer:
        token = arguments.get("resumptionToken")
        if self._has("no-format", verb):
            return self._error("cannotDisseminateFormat", "unknown")
        if token is not None and self._has("dead-token", verb):
            return self._error("badResumptionToken", "expired")
        try:
            state = self._opened(arguments) if token is None else self._read_token(token)
        except ValueError as error:
            return self._error("badArgument", str(error))
        chosen, cursor = self._chosen(state), int(state["cursor"])
        if not chosen and not cursor:
            return self._spoilt(verb, '<error code="noRecordsMatch">none</error>', 1, [], query)
        number = cursor // self.page_size + 1
        rest = [name for name in chosen if self._key(name) > (int(state["at"]), state["after"])]
        if number > 1 and self._has("same-page", verb, number):
            rest = chosen
        if number > 1 and self._has("empty-page", verb, number):
            return self._spoilt(verb, self._wrap(verb, "", state, chosen), number, [], query)
        names = rest[: self.page_size]
        stopped = self._has("list-stops", verb, number)
        ended = stopped or len(rest) <= self.page_size
        shown = "".join(self._shown(verb, name) for name in names)
        if names:
            datestamp, after = self._key(names[-1])
            state |= {"at": str(datestamp), "after": after}
        state["cursor"] = str(cursor + self.page_size)
        if self._has("invented", verb, number):
            self._serial += 1
            shown += self._shown(verb, f"oai:x.org:invented{self._serial}", Held(0, "I"))
            ended = False
        content = self._wrap(
            verb, shown, None if ended else state, chosen, marked=number > 1 and not stopped
        )
        return self._spoilt(verb, content, number, names, query)

    def _opened(self, arguments: dict[str, str]) -> dict[str, str]:
        ends = {}
        for name in ("from", "until"):
            if name in arguments:
                covered = parse_datestamp(arguments[name])
                by_second = covered.granularity is Granularity.SECONDS
                coarse = self.granularity is Granularity.DAY
                if by_second and (coarse or self._has("seconds-refused", verb=None)):
                    raise ValueError(f"{name} is to be a day")
                ends[name] = str(covered.first if name == "from" else covered.last)
        ends = {} if self._has("dates-ignored", verb=None) else ends
        start = {"from": "0", "until": "99999999999", "set": "", "cursor": "0", "at": "-1"}
        return start | {"after": "", "set": arguments.get("set", "")} | ends

    def _read_token(self, token: str) -> dict[str, str]:
        parts = token.removeprefix("a&b<c d ").split("~")
        names = ("from", "until", "set", "cursor", "at", "after")
        return dict(zip(names, parts, strict=False))

    def _token(self, state: dict[str, str], verb: str) -> str:
        self._serial += 1
        names = ("from", "until", "set", "cursor", "at", "after")
        text = "~".join([*(state[name] for name in names), str(self._serial)])
        if self._has("token-loop", verb):
            text = "~".join(["0", "99999999999", "", str(self.page_size), "-1", "", "0"])
        if self._has("reserved-token", verb):
            return f"\n a&b<c d {text} "
        return escape(text)

    def _chosen(self, state: dict[str, str]) -> list[str]:
        wanted = state["set"]
        chosen = [
            name
            for name, held in self.records.items()
            if int(state["from"]) <= self._stamp(held) <= int(state["until"])
            and (self.tracks_deletions or not held.deleted)
            and (not wanted or any(f"{one}:".startswith(f"{wanted}:") for one in held.sets))
        ]
        return sorted(chosen, key=self._key)

    def _stamp(self, held: Held) -> int:
        day = self.granularity is Granularity.DAY
        return held.datestamp // 86400 * 86400 if day else held.datestamp

    def _key(self, name: str) -> tuple[int, str]:
        return self._stamp(self.records[name]), name

    def _wrap(
        self,
        verb: str,
        shown: str,
        state: dict[str, str] | None,
        chosen: list[str],
        *,
        marked: bool = True,
    ) -> str:
        size = len(chosen) * (3 if self._has("wrong-size", verb) else 1)
        attributes = f' completeListSize="{size}"' if self.sizes else ""
        token = ""
        if state is not None:
            token = f"<resumptionToken{attributes}>{self._token(state, verb)}</resumptionToken>"
        elif marked and not self._has("no-last-token", verb):
            token = f"<resumptionToken{attributes}/>"
        return f"<{verb}>{shown}{token}</{verb}>"

    def _shown(self, verb: str, name: str, held: Held | None = None) -> str:
        held = held or self.records[name]
        header = header_xml(name, held, self.granularity)
        if verb == "ListIdentifiers":
            return header
        if held.deleted:
            return f"<record>{header}</record>"
        title = escape(held.title)
        spoils = {"control-character": "\x03", "entity": "&nbsp;", "ampersand": " & "}
        for kind, spoil in spoils.items():
            title += spoil if self._has(kind, verb, names=[name]) else ""
        title += "</dc:titel>" if self._has("broken-record", verb, names=[name]) else ""
        return f"<record>{header}<metadata>{DC.format(title=title)}</metadata></record>\n"

    def _get_record(self, name: str, query: str) -> Answer:
        if name not in self.records:
            return self._error("idDoesNotExist", name)
        content = f"<GetRecord>{self._shown('GetRecord', name)}</GetRecord>"
        return self._spoilt("GetRecord", content, 1, [name], query)

    def _error(self, code: str, message: str) -> Answer:
        status = 500 if self._has("oai-500", verb=None) else 200
        content = f'<error code="{code}">{escape(message)}</error>'
        return Answer(self._envelope(content), status)

    def _envelope(self, content: str) -> bytes:
        return ENVELOPE.format(date=self.date or format_utc(self.now), content=content).encode()

    def _spoilt(self, verb: str, content: str, page: int, names: list[str], query: str) -> Answer:
        body = self._envelope(content)
        answers = {
            "busy-seconds": lambda: Answer(b"busy", 503, {"Retry-After": "7"}),
            "busy-date": lambda: Answer(
                b"busy",
                503,
                {
                    "Retry-After": formatdate(self.now + 9, usegmt=True),
                    "Date": formatdate(self.now),
                },
            ),
            "long-wait": lambda: Answer(b"busy", 503, {"Retry-After": "86400"}),
            "403": lambda: Answer(b"forbidden", 403),
            "429": lambda: Answer(b"slowly", 429),
            "500": lambda: Answer(b"oops", 500),
            "502": lambda: Answer(b"<html>bad gateway</html>", 502),
            "html": lambda: Answer(b"<html><body>Welcome</body></html>"),
            "empty": lambda: Answer(self._envelope("")),
            "truncated": lambda: Answer(body, loss="truncated"),
            "cut": lambda: Answer(body[: len(body) * 2 // 3]),
            "closed": lambda: Answer(b"", loss="closed"),
            "slow": lambda: Answer(body, loss="slow"),
            "redirect": lambda: Answer(b"", 302, {"Location": f"/moved?{query}"}),
        }
        for kind, answer in answers.items():
            if self._has(kind, verb, page, names):
                return answer()
        return Answer(body)

    def transport(self) -> httpx2.MockTransport:
        """The source as a client's transport: no sockets, no threads."""
        return transport(self.answer)

    def served(self) -> AbstractContextManager[str]:
        """The source at a port of this machine; its base URL."""
        return served(self.answer)
