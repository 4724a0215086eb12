"""HTTP: what is sent, what is waited for, what is given up."""

from collections.abc import Callable
from email.utils import formatdate

import httpx2
import pytest

from oaipmh.harvester.client import MAX_RESPONSE_BYTES, TRIES, Client
from oaipmh.harvester.errors import HarvestError, SourceRefused, SourceUnavailable, TooLarge
from oaipmh.harvester.patience import MAX_RETRY_AFTER_SECONDS, Timing

NOW = 1_704_110_400  # 2024-01-01T12:00:00Z
BASE_URL = "http://x.org/oai"
GOOD = httpx2.Response(200, content=b"good")


class Web:
    """Answers in turn, the last for ever; what was asked and slept is kept."""

    def __init__(self, *answers: httpx2.Response | Exception) -> None:
        self.answers = list(answers)
        self.requests: list[httpx2.Request] = []
        self.slept: list[float] = []

    def handle(self, request: httpx2.Request) -> httpx2.Response:
        """The next answer."""
        request.read()
        self.requests.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return httpx2.Response(answer.status_code, headers=answer.headers, content=answer.content)

    def client(self, now: Callable[[], float] = lambda: NOW) -> Client:
        """A client of it."""
        return Client(
            version="1.2",
            admin_email="admin@example.org",
            timing=Timing(now, self.slept.append, lambda: 0.5),
            transport=httpx2.MockTransport(self.handle),
        )


def test_arguments_are_percent_encoded_once() -> None:
    web = Web(GOOD)
    token = "a b&c=d/%41+é#~"
    web.client().fetch(BASE_URL, {"verb": "ListRecords", "resumptionToken": token})
    encoded = b"verb=ListRecords&resumptionToken=a%20b%26c%3Dd%2F%2541%2B%C3%A9%23~"
    assert web.requests[0].url.query == encoded
    web.client().fetch(BASE_URL, {"verb": "ListRecords", "resumptionToken": token}, post=True)
    assert web.requests[1].content == encoded
    assert web.requests[1].url.query == b""
    assert web.requests[1].headers["Content-Type"] == "application/x-www-form-urlencoded"


def test_a_base_url_with_a_query_keeps_it() -> None:
    web = Web(GOOD)
    web.client().fetch("http://x.org/?page=oai", {"verb": "Identify"})
    assert str(web.requests[0].url) == "http://x.org/?page=oai&verb=Identify"


def test_who_asks_is_said() -> None:
    web = Web(GOOD)
    web.client().fetch(BASE_URL, {})
    headers = web.requests[0].headers
    assert headers["User-Agent"] == "oaipmh-service/1.2 (+mailto:admin@example.org)"
    assert headers["From"] == "admin@example.org"
    assert headers["Accept-Encoding"] == "gzip"


@pytest.mark.parametrize(
    "trouble",
    [
        httpx2.ConnectError("no"),
        httpx2.ReadTimeout("slow"),
        httpx2.RemoteProtocolError("truncated"),
        *(httpx2.Response(status) for status in (429, 500, 502, 503, 504)),
    ],
    ids=str,
)
def test_passing_trouble_is_waited_out_ever_longer(trouble: httpx2.Response | Exception) -> None:
    web = Web(trouble, trouble, trouble, GOOD)
    assert web.client().fetch(BASE_URL, {}).body == b"good"
    assert web.slept == [1, 2, 4]


def test_lasting_trouble_is_given_up_and_says_where_and_what() -> None:
    web = Web(httpx2.Response(500, content=b"database down"))
    with pytest.raises(SourceUnavailable) as caught:
        web.client().fetch(BASE_URL, {"verb": "Identify"})
    assert len(web.requests) == TRIES
    assert caught.value.url == "http://x.org/oai?verb=Identify"
    assert caught.value.snippet == "database down"
    assert "500" in str(caught.value)


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (httpx2.ConnectError("refused"), "no usable answer: refused"),
        (httpx2.ReadTimeout(""), "no usable answer: ReadTimeout"),
    ],
    ids=str,
)
def test_a_connection_that_fails_says_so_in_words(trouble: Exception, said: str) -> None:
    with pytest.raises(SourceUnavailable) as caught:
        Web(trouble).client().fetch(BASE_URL, {})
    assert caught.value.reason.endswith(said)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "30"}, 30),
        ({"Retry-After": "0"}, 1),
        ({"Retry-After": formatdate(NOW + 90, usegmt=True)}, 90),
        ({"Retry-After": formatdate(NOW - 90, usegmt=True)}, 1),
        # By the source's clock, which is an hour fast.
        ({"Retry-After": formatdate(NOW + 3640), "Date": formatdate(NOW + 3600)}, 40),
        ({"Retry-After": "soon"}, 1),
    ],
)
def test_retry_after_is_obeyed(headers: dict[str, str], seconds: float) -> None:
    web = Web(httpx2.Response(503, headers=headers), GOOD)
    assert web.client().fetch(BASE_URL, {}).body == b"good"
    assert web.slept == [seconds]


def test_waits_that_a_source_asks_for_are_no_failed_tries_but_bounded() -> None:
    busy = httpx2.Response(503, headers={"Retry-After": "5"})
    web = Web(*[busy] * 15, GOOD)
    assert web.client().fetch(BASE_URL, {}, tries=2).body == b"good"
    web = Web(busy)
    with pytest.raises(SourceUnavailable):
        web.client().fetch(BASE_URL, {})
    assert len(web.requests) < 40


def test_a_wait_beyond_the_limit_says_when_to_come_back() -> None:
    web = Web(httpx2.Response(429, headers={"Retry-After": str(MAX_RETRY_AFTER_SECONDS * 24)}))
    with pytest.raises(SourceUnavailable, match="2024-01-02T12:00:00Z"):
        web.client().fetch(BASE_URL, {})
    assert web.slept == []


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 410, 501])
def test_a_refusal_is_not_asked_again(status: int) -> None:
    web = Web(httpx2.Response(status, content=b"<html>no</html>"))
    with pytest.raises(SourceRefused, match=str(status)):
        web.client().fetch(BASE_URL, {})
    assert len(web.requests) == 1


@pytest.mark.parametrize("status", [400, 404, 500])
def test_a_protocol_error_sent_as_http_error_is_an_answer(status: int) -> None:
    body = b'<oai:OAI-PMH xmlns:oai="x"><oai:error code="badArgument">No</oai:error></oai:OAI-PMH>'
    web = Web(httpx2.Response(status, content=body))
    assert web.client().fetch(BASE_URL, {}).body == body


def test_a_response_larger_than_the_limit_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    assert MAX_RESPONSE_BYTES >= 64 * 1024**2
    monkeypatch.setattr("oaipmh.harvester.client.MAX_RESPONSE_BYTES", 10)
    with pytest.raises(TooLarge):
        Web(httpx2.Response(200, content=b"12345678901")).client().fetch(BASE_URL, {})


def test_a_response_that_drips_for_ever_is_given_up() -> None:
    times = iter(range(NOW, NOW + 100_000, 1000))
    with pytest.raises(SourceUnavailable, match="did not end"):
        Web(GOOD).client(lambda: next(times)).fetch(BASE_URL, {})


def redirected(status: int, location: str, *, post: bool = False) -> Web:
    """A web where one redirect has been followed."""
    web = Web(httpx2.Response(status, headers={"Location": location}), GOOD)
    assert web.client().fetch(BASE_URL, {"verb": "Identify"}, post=post).body == b"good"
    return web


def test_redirects_are_followed_and_keep_the_arguments() -> None:
    web = redirected(301, "https://y.org/new")
    assert str(web.requests[1].url) == "https://y.org/new?verb=Identify"
    assert web.requests[1].headers["Host"] == "y.org"
    web = redirected(302, "/new?verb=Identify&x=1")
    assert str(web.requests[1].url) == "http://x.org/new?verb=Identify&x=1"
    web = redirected(301, "/new", post=True)
    assert web.requests[1].method == "POST"
    assert web.requests[1].content == b"verb=Identify"


def test_a_redirect_to_see_other_is_got() -> None:
    web = redirected(303, "/other", post=True)
    assert web.requests[1].method == "GET"
    assert "Content-Length" not in web.requests[1].headers


@pytest.mark.parametrize(
    ("base_url", "location"),
    [
        ("https://x.org/oai", "http://x.org/oai"),
        ("http://x.org/oai", "ftp://x.org/oai"),
        ("http://x.org/oai", "file:///etc/passwd"),
        ("http://x.org/oai", "http://["),
        ("http://x.org/oai", "/oai"),
    ],
)
def test_a_redirect_to_where_nothing_good_is_refused(base_url: str, location: str) -> None:
    web = Web(httpx2.Response(302, headers={"Location": location}))
    with pytest.raises(HarvestError, match="redirected"):
        web.client().fetch(base_url, {})
    assert len(web.requests) < 10
