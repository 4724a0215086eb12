"""Points 44 and 45: what is said about a record. OAI-PMH 2.0, section 2.5, and its guidelines."""

from collections.abc import Callable

import pytest
from lxml import etree

from oaipmh.protocol import namespaces as ns
from oaipmh.store import SqlStore
from tests.conformance.client import OAI, Client
from tests.support.loading import item, load

Serving = Callable[..., Client]
ONE = "oai:test.example.org:1"
PROVENANCE = f"""<provenance xmlns="{ns.PROVENANCE}">
<originDescription harvestDate="2021-02-02T14:10:02Z" altered="true">
 <baseURL>http://second.example.org/oai</baseURL><identifier>oai:second:1</identifier>
 <datestamp>2021-01-01</datestamp><metadataNamespace>{ns.OAI_DC}</metadataNamespace>
 <originDescription harvestDate="2020-02-02T14:10:02Z" altered="false">
  <baseURL>http://first.example.org/oai</baseURL><identifier>oai:first:1</identifier>
  <datestamp>2020-01-01</datestamp><metadataNamespace>{ns.OAI_DC}</metadataNamespace>
 </originDescription>
</originDescription></provenance>"""
RIGHTS = f"""<rights xmlns="{ns.RIGHTS}">
<rightsReference ref="http://creativecommons.org/licenses/by/4.0/"/></rights>"""


@pytest.mark.point(44)
def test_abouts_stand_after_the_metadata_each_with_its_schema_and_never_in_headers(
    store: SqlStore, serving: Serving
) -> None:
    load(store, [item(1, about=[PROVENANCE, RIGHTS]), item(2)])
    client = serving()
    reply = client.ask("ListRecords", metadataPrefix="oai_dc")
    records = [
        [etree.QName(child).localname for child in record]
        for record in reply.root.iter(f"{OAI}record")
    ]
    assert records == [["header", "metadata", "about", "about"], ["header", "metadata"]]
    for about in reply.root.iter(f"{OAI}about"):
        (root,) = about
        location = root.get(ns.SCHEMA_LOCATION, "")
        assert location.startswith(f"{etree.QName(root).namespace} http")
    headers = client.ask("ListIdentifiers", metadataPrefix="oai_dc")
    assert b"about" not in headers.body
    load(store, [{"identifier": ONE, "deleted": True}])
    assert b"about" not in client.ask("ListRecords", metadataPrefix="oai_dc").body


@pytest.mark.point(45)
def test_provenance_is_kept_nested_with_all_its_facts(store: SqlStore, serving: Serving) -> None:
    load(store, [item(1, about=[PROVENANCE])])
    reply = serving().ask("GetRecord", metadataPrefix="oai_dc", identifier=ONE)
    name = f"{{{ns.PROVENANCE}}}originDescription"
    outer, inner = reply.root.iter(name)
    assert inner.getparent() is outer
    assert [dict(one.attrib) for one in (outer, inner)] == [
        {"harvestDate": "2021-02-02T14:10:02Z", "altered": "true"},
        {"harvestDate": "2020-02-02T14:10:02Z", "altered": "false"},
    ]
    facts = [child.text for child in inner]
    assert facts == ["http://first.example.org/oai", "oai:first:1", "2020-01-01", ns.OAI_DC]
