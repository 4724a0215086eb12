"""The containers of Identify, judged in a response."""

from copy import deepcopy

import pytest
from lxml import etree

from oaipmh.protocol.datestamp import Granularity
from oaipmh.protocol.descriptions import (
    Branding,
    Eprints,
    RightsManifest,
    TextUrl,
    branding,
    eprints,
    friends,
    oai_identifier,
    rights_manifest,
)
from oaipmh.protocol.response import Identify, Response
from oaipmh.protocol.writer import write_response
from tests.support.schemas import Schemas

FULL_EPRINTS = Eprints(
    content=TextUrl(text="What is here"),
    metadata_policy=TextUrl("http://x.org/m", "Free"),
    data_policy=TextUrl(),
    submission_policy=TextUrl(url="http://x.org/s"),
    comment=("One", "Two"),
)


CONTAINERS = {
    "oai-identifier": (
        oai_identifier("x.example.org", "oai:x.example.org:1"),
        ["oai", "x.example.org", ":", "oai:x.example.org:1"],
    ),
    "all policies": (
        eprints(FULL_EPRINTS),
        ["What is here", "http://x.org/m", "Free", "http://x.org/s", "One", "Two"],
    ),
    "the policies that must be": (
        eprints(Eprints(TextUrl(text="M"), TextUrl(text="D"))),
        ["M", "D"],
    ),
    "an icon with everything": (
        branding(Branding("http://x.org/i.png", "http://x.org/", "X", 88, 31)),
        ["http://x.org/i.png", "http://x.org/", "X", "88", "31"],
    ),
    "a bare icon": (branding(Branding("http://x.org/i.png")), ["http://x.org/i.png"]),
    "friends": (friends(["http://y.org/", "http://z.org/"]), ["http://y.org/", "http://z.org/"]),
    "no friends": (friends([]), []),
    "rights": (rights_manifest(RightsManifest(("http://x.org/l",))), []),
}


@pytest.mark.parametrize("kind", CONTAINERS)
def test_a_container_is_valid_in_identify_and_says_what_it_was_given(
    schemas: Schemas, kind: str
) -> None:
    container, texts = deepcopy(CONTAINERS[kind])
    name = etree.QName(container).text
    identify = Identify("X", "http://x.org/oai", ["a@x.org"], 0, Granularity.DAY, [container])
    response = Response(0, "http://x.org/oai", Granularity.DAY, (), identify)
    (found,) = schemas.validate(write_response(response)).iter(name)
    assert [text.strip() for text in found.itertext() if text.strip()] == texts


def test_a_rights_manifest_names_the_licences_of_the_metadata() -> None:
    manifest = rights_manifest(RightsManifest(("http://x.org/a", "http://x.org/b")))
    assert manifest.get("appliesTo") == "http://www.openarchives.org/OAI/2.0/entity#metadata"
    assert [one.get("ref") for one in manifest.iter("{*}rightsReference")] == [
        "http://x.org/a",
        "http://x.org/b",
    ]


def test_each_container_declares_its_namespace_as_the_default_and_its_schema() -> None:
    for container in (friends([]), branding(Branding("http://x.org/i.png")), eprints(FULL_EPRINTS)):
        namespace = etree.QName(container).namespace
        assert container.nsmap[None] == namespace
        location = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
        assert container.get(location, "").split()[0] == namespace
