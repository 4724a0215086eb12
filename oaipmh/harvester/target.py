"""What to harvest: a repository, a format, perhaps a set and a range of dates."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from oaipmh.protocol.datestamp import parse_datestamp
from oaipmh.protocol.syntax import XML_ILLEGAL, is_metadata_prefix, is_set_spec, is_uri

_SHOWN = 200


class BadTarget(ValueError):
    """No repository can be harvested like this; the message says why and how to mend it.

    `field` is the field of `Target` at fault.
    """

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class Target:
    """What to harvest, and how.

    `from_` and `until` are datestamps as the protocol writes them; a harvest that has an `until` is
    a one-off, which later harvests do not go on from. `set_prefix` is a set of ours that every item
    is put in, its own sets below it. `post` asks by POST.

    Raises:
        BadTarget: one of them is not what it should be.
    """

    base_url: str
    metadata_prefix: str = "oai_dc"
    set_spec: str | None = None
    from_: str | None = None
    until: str | None = None
    set_prefix: str | None = None
    post: bool = False

    def __post_init__(self) -> None:
        _require_url(self.base_url)
        if not is_metadata_prefix(self.metadata_prefix):
            raise BadTarget(
                f"{self.metadata_prefix!r} is no metadataPrefix, such as oai_dc", "metadata_prefix"
            )
        if self.set_spec == "":
            raise BadTarget("the set is empty: name one, or none to take all", "set_spec")
        if self.set_spec is not None and XML_ILLEGAL.search(self.set_spec):
            raise BadTarget(f"the set {self.set_spec!r} has a control character in it", "set_spec")
        if self.set_prefix is not None and not is_set_spec(self.set_prefix):
            raise BadTarget(
                f"{self.set_prefix!r} is no setSpec: letters, digits and -_.!~*'() only",
                "set_prefix",
            )
        first, last = _seconds("from", self.from_), _seconds("until", self.until)
        if first is not None and last is not None and first[0] > last[1]:
            raise BadTarget(f"from {self.from_} is later than until {self.until}", "from_")

    @property
    def first(self) -> int | None:
        """The first second that `from_` means."""
        covered = _seconds("from", self.from_)
        return covered and covered[0]

    @property
    def last(self) -> int | None:
        """The last second that `until` means."""
        covered = _seconds("until", self.until)
        return covered and covered[1]


def _require_url(base_url: str) -> None:
    try:
        parts = urlsplit(base_url)
        is_url = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        is_url = False
    if not is_url or not is_uri(base_url):
        raise BadTarget(
            f"{base_url[:_SHOWN]!r} is no base URL: it begins with http:// or https://", "base_url"
        )
    if parts.fragment or parts.username or parts.password:
        what = "a base URL has no fragment, and no user name or password, in it"
        raise BadTarget(what, "base_url")


def _seconds(name: str, datestamp: str | None) -> tuple[int, int] | None:
    if datestamp is None:
        return None
    try:
        covered = parse_datestamp(datestamp)
    except ValueError as error:
        raise BadTarget(f"{name}: {error}", "from_" if name == "from" else name) from None
    return covered.first, covered.last
