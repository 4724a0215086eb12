"""Redirects of a harvester's requests: https://www.rfc-editor.org/rfc/rfc9110#section-15.4."""

import httpx2

from oaipmh.harvester.errors import SourceRefused

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TO_GET = 303


def next_request(
    request: httpx2.Request, response: httpx2.Response, url: str
) -> httpx2.Request | None:
    """The request that a response redirects to, or None where it does not.

    A POST stays one, or its arguments would be lost; so are a query's kept where the new place has
    no query at all.

    Raises:
        SourceRefused: it leads to nowhere, or from https to http.
    """
    location = response.headers.get("Location")
    if response.status_code not in _REDIRECTS or location is None:
        return None
    try:
        place = request.url.join(location)
    except (httpx2.InvalidURL, ValueError) as error:
        raise SourceRefused(url, f"redirected to {location!r}: {error}") from None
    if place.scheme not in {request.url.scheme, "https"}:
        raise SourceRefused(url, f"redirected to {place}: neither the same scheme nor https")
    if not place.query:
        place = place.copy_with(query=request.url.query or None)
    method = "GET" if response.status_code == _TO_GET else request.method
    headers = {name: value for name, value in request.headers.items() if name != "host"}
    if method == "GET":
        headers = {name: value for name, value in headers.items() if not name.startswith("content")}
        return httpx2.Request(method, place, headers=headers, extensions=request.extensions)
    return httpx2.Request(
        method, place, headers=headers, content=request.content, extensions=request.extensions
    )
