"""What can go wrong on the other side; each error carries the URL, and what was answered there.

HarvestError
├── SourceUnavailable   nothing usable came, however often it was asked
│   └── ComeBackLater
├── SourceRefused       HTTP 4xx: it will not answer this
├── BrokenResponse      what came is no OAI-PMH, or not all of it
│   └── TooLarge
├── SourceError         one of the error conditions of OAI-PMH 2.0, section 3.6
├── DatesIgnored        `from` and `until` change nothing
└── ListError           a list that leads nowhere
    ├── TokenLoop
    ├── EndlessList
    └── IncompleteList
"""

_SNIPPET_BYTES = 300


class HarvestError(Exception):
    """The other side did what it should not; `snippet` is the beginning of its answer."""

    def __init__(self, url: str, reason: str, snippet: bytes = b"") -> None:
        self.url = url
        self.reason = reason
        self.snippet = snippet[:_SNIPPET_BYTES].decode("utf-8", "replace")
        answered = f"; it answered: {self.snippet!r}" if self.snippet else ""
        super().__init__(f"{reason} ({url}){answered}")


class SourceUnavailable(HarvestError):
    """It could not be reached, or was too busy; ask again later."""


class ComeBackLater(SourceUnavailable):
    """It asks to be left alone for longer than a run waits; the reason says until when."""


class SourceRefused(HarvestError):
    """It answered with a status that means it will not, such as 401, 403 or 404."""


class BrokenResponse(HarvestError):
    """It answered with something that is no OAI-PMH, is cut off, or is too large."""


class TooLarge(BrokenResponse):
    """It answered with more than is taken; asking again would bring the same."""


class SourceError(HarvestError):
    """It answered with an error condition of the protocol; `code` is the wire's word for it."""

    def __init__(self, url: str, code: str, message: str) -> None:
        super().__init__(url, f"{code}: {message}" if message else code)
        self.code = code


class DatesIgnored(HarvestError):
    """It answers a range of dates with records from outside: it cannot be asked for less."""


class ListError(HarvestError):
    """A list that cannot be followed to its end."""


class TokenLoop(ListError):
    """A resumptionToken came that had come before in the same list."""


class EndlessList(ListError):
    """The same page again and again, or far more records than the list is said to have."""


class IncompleteList(ListError):
    """The list stopped before the completeListSize it gave."""
