"""DataCite JSON in whatever order it comes."""

import io
import json
from typing import Any

import pytest

from oaipmh.readers import datacite_json
from oaipmh.readers.incoming import Incoming, IncomingItem, Unreadable


def attributes(number: int, **more: Any) -> dict[str, Any]:
    """The attributes of a DOI."""
    return {"doi": f"10.5072/{number}", "titles": [{"title": f"Title {number}"}], **more}


def api(number: int, **more: Any) -> dict[str, Any]:
    """An object of the API."""
    return {"id": f"10.5072/{number}", "type": "dois", "attributes": attributes(number, **more)}


def read(*objects: Any) -> list[Incoming]:
    """What a file of these objects, a line each, holds."""
    text = "\n".join(one if isinstance(one, str) else json.dumps(one) for one in objects)
    return list(datacite_json.read(io.BytesIO(text.encode())))


@pytest.mark.parametrize(
    "objects",
    [
        [api(1), api(2)],
        [attributes(1), attributes(2)],
        [[api(1), attributes(2)]],
        [{"data": api(1)}, {"data": api(2)}],
        [{"data": [api(1), api(2)], "meta": {"total": 2}, "links": {}}],
        [json.dumps([api(1), api(2)], indent=2)],
        [json.dumps(api(1), indent=2), json.dumps(api(2), indent=2)],
    ],
)
def test_dois_are_found_in_whatever_order_they_come(objects: list[Any]) -> None:
    found = read(*objects)
    assert [one.position for one in found] == ["object 1", "object 2"]
    for number, one in enumerate(found, 1):
        assert isinstance(one, IncomingItem)
        assert (one.identifier, one.local) == (f"https://doi.org/10.5072/{number}", False)
        assert one.description[0].value == f"Title {number}"
        assert f"10.5072/{number}".encode() in one.raw


def test_a_doi_may_be_known_by_its_id_alone() -> None:
    content = api(1)
    del content["attributes"]["doi"]
    (found,) = read(content)
    assert isinstance(found, IncomingItem)
    assert found.identifier == "https://doi.org/10.5072/1"


@pytest.mark.parametrize(
    ("state", "deleted"), [("findable", False), (None, False), ("registered", True)]
)
def test_a_doi_that_is_no_longer_findable_is_deleted(state: str | None, deleted: bool) -> None:
    (found,) = read(api(1, state=state))
    assert isinstance(found, IncomingItem)
    assert found.deleted is deleted
    assert bool(found.description) is not deleted


def test_a_draft_is_refused_with_the_remedy() -> None:
    (found,) = read(api(1, state="draft"))
    assert isinstance(found, Unreadable)
    assert "publish it first" in found.reason


@pytest.mark.parametrize(
    ("updated", "datestamp"),
    [
        ("2023-01-15T05:21:28Z", "2023-01-15T05:21:28Z"),
        ("2023-01-15T05:21:28.000Z", "2023-01-15T05:21:28Z"),
        ("yesterday", None),
        (None, None),
    ],
)
def test_when_it_was_updated_is_its_datestamp(updated: str | None, datestamp: str | None) -> None:
    (found,) = read(api(1, updated=updated))
    assert isinstance(found, IncomingItem)
    assert found.datestamp == datestamp


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ('{"doi": "10.5072/1"', "not JSON"),
        ({"data": ["x"]}, "expected an object of the DataCite API"),
        ({"attributes": "x"}, "expected an object of the DataCite API"),
        ({"title": "no number"}, "or a DOI"),
        (attributes(1, titles=[[]]), "titles: expected an object"),
    ],
)
def test_a_broken_object_harms_no_other(broken: Any, reason: str) -> None:
    refused, item = read(broken, api(2))
    assert isinstance(refused, Unreadable)
    assert reason in refused.reason
    assert isinstance(item, IncomingItem)


def test_half_a_surrogate_pair_is_left_for_the_cleaning() -> None:
    half = "\ud800"
    funding = [{"funderName": half, "awardNumber": half}]
    (found,) = read(attributes(1, doi=f"10.5072/{half}", version=half, fundingReferences=funding))
    assert isinstance(found, IncomingItem)
    assert any(half in one.value for one in found.description)


@pytest.mark.parametrize(
    "content",
    [
        api(1),
        attributes(1),
        {"data": [api(1)]},
        [api(1)],
        {"types": {"resourceTypeGeneral": "Dataset"}},
        {"schemaVersion": "http://datacite.org/schema/kernel-4"},
    ],
)
def test_datacites_json_is_recognised(content: Any) -> None:
    assert datacite_json.looks_like(json.dumps(content).encode())
    assert datacite_json.looks_like(b"\xef\xbb\xbf\n" + json.dumps(content, indent=1).encode())


@pytest.mark.parametrize(
    "other",
    [
        b'{"identifier": "oai:x:1", "metadata": {"title": ["type: dois"], "creator": ["X"]}}',
        b'{"eprintid": 1, "creators": [{"name": {"family": "X"}}], "title": "Y"}',
        b'{"DOI": "10.1/x", "title": ["Y"]}',
        b"<resource/>",
        b"",
    ],
)
def test_other_json_is_not(other: bytes) -> None:
    assert not datacite_json.looks_like(other)
