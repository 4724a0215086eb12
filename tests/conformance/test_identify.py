"""Points 27-32: what the repository says of itself. OAI-PMH 2.0, section 4.2."""

import re
from collections.abc import Callable

import pytest
from lxml import etree

from oaipmh.protocol import namespaces as ns
from oaipmh.protocol.descriptions import Branding, Eprints, RightsManifest, TextUrl
from oaipmh.store import SqlStore
from tests.conformance.client import DAY, OAI, SECONDS, Client
from tests.conformance.conftest import OLD
from tests.support.loading import item, load

ORDER = (
    "repositoryName",
    "baseURL",
    "protocolVersion",
    "adminEmail",
    "earliestDatestamp",
    "deletedRecord",
    "granularity",
    "compression",
    "description",
)
# The registration validator's own expressions.
VALIDATOR_EMAIL = re.compile(r"\w[\w\-.]+@[a-zA-Z0-9\-.]+\.[a-z]{2,}")
VALIDATOR_DOMAIN = re.compile(r"[a-z][a-z0-9\-]*(\.[a-z][a-z0-9\-]+)+", re.IGNORECASE)


@pytest.mark.point(27)
def test_the_elements_of_identify_stand_in_the_order_of_the_schema(sample: Client) -> None:
    identify = sample.ask("Identify").root[2]
    names = [etree.QName(child).localname for child in identify]
    assert names == sorted(names, key=ORDER.index)
    assert set(ORDER) - {"compression", "description"} <= set(names)


@pytest.mark.point(27)
def test_each_of_several_admin_emails_and_descriptions_has_an_element(
    serving: Callable[..., Client],
) -> None:
    policy = TextUrl(text="Free to reuse")
    reply = serving(
        repository_name="Bücher & <mehr>",
        admin_email=("first@example.org", "second@example.org"),
        friends=("http://friend.example.org/oai",),
        branding=Branding(url="https://example.org/icon.png", title="An icon", width=16),
        eprints=Eprints(metadata_policy=policy, data_policy=TextUrl(url="http://example.org/")),
        rights_manifest=RightsManifest(
            rights=("https://creativecommons.org/publicdomain/zero/1.0/",)
        ),
    ).ask("Identify")
    assert reply.text("repositoryName") == "Bücher & <mehr>"
    assert reply.texts("adminEmail") == ["first@example.org", "second@example.org"]
    described = [etree.QName(found[0]).namespace for found in reply.root.iter(f"{OAI}description")]
    assert sorted(described) == sorted(
        [ns.OAI_IDENTIFIER, ns.FRIENDS, ns.BRANDING, ns.EPRINTS, ns.RIGHTS]
    )


@pytest.mark.point(28)
def test_the_protocol_is_2_0_and_every_admin_email_a_plain_address(sample: Client) -> None:
    reply = sample.ask("Identify")
    assert reply.text("protocolVersion") == "2.0"
    assert reply.texts("adminEmail")
    for email in reply.texts("adminEmail"):
        assert VALIDATOR_EMAIL.fullmatch(email)
        assert not email.endswith("localhost")


@pytest.mark.point(29)
def test_no_datestamp_is_earlier_than_the_earliest(sample: Client, sample_by_day: Client) -> None:
    for client in (sample, sample_by_day):
        earliest = client.ask("Identify").text("earliestDatestamp")
        assert earliest == min(header.datestamp for header in client.harvest())


@pytest.mark.point(29)
def test_a_deletion_can_be_the_earliest(store: SqlStore, serving: Callable[..., Client]) -> None:
    gone = {"identifier": "oai:test.example.org:0", "deleted": True, "datestamp": OLD}
    load(store, [gone, item(1, datestamp="2021-01-01T00:00:00Z")], keep=True)
    assert serving().ask("Identify").text("earliestDatestamp") == OLD


@pytest.mark.point(29)
@pytest.mark.parametrize(("granularity", "spelling"), [("seconds", SECONDS), ("day", DAY)])
def test_an_empty_repository_has_an_earliest_datestamp_that_stays_true(
    store: SqlStore,
    serving: Callable[..., Client],
    granularity: str,
    spelling: re.Pattern[str],
) -> None:
    client = serving(granularity=granularity)
    earliest = client.ask("Identify").text("earliestDatestamp")
    assert spelling.fullmatch(earliest)
    load(store, [item(1)])
    (header,) = client.harvest()
    assert header.datestamp >= earliest


@pytest.mark.point(30)
def test_all_datestamps_are_of_the_granularity_declared(
    sample: Client, sample_by_day: Client
) -> None:
    for client, declared, spelling in (
        (sample, "YYYY-MM-DDThh:mm:ssZ", SECONDS),
        (sample_by_day, "YYYY-MM-DD", DAY),
    ):
        identify = client.ask("Identify")
        assert identify.texts("granularity") == [declared]
        assert spelling.fullmatch(identify.text("earliestDatestamp"))
        for verb in ("ListRecords", "ListIdentifiers"):
            assert all(spelling.fullmatch(one.datestamp) for one in client.harvest(verb))
        identifier = client.harvest()[0].identifier
        record = client.ask("GetRecord", metadataPrefix="oai_dc", identifier=identifier)
        assert spelling.fullmatch(record.text("datestamp"))


@pytest.mark.point(31)
def test_deletions_are_persistent_as_declared(
    store: SqlStore, serving: Callable[..., Client]
) -> None:
    load(store, [item(1, "a", datestamp=OLD), item(2, datestamp=OLD)], keep=True)
    client = serving()
    assert client.ask("Identify").text("deletedRecord") == "persistent"
    load(store, [{"identifier": "oai:test.example.org:1", "deleted": True}])
    for _ in range(2):  # and a deletion told again does not make it vanish, nor stamp it anew
        (gone,) = [header for header in client.harvest() if header.deleted]
        assert gone.identifier == "oai:test.example.org:1"
        assert gone.datestamp > OLD
        load(store, [{"identifier": "oai:test.example.org:1", "deleted": True}])
    assert [header for header in client.harvest() if header.deleted] == [gone]


@pytest.mark.point(32)
def test_one_oai_identifier_description_tells_how_identifiers_are_made(sample: Client) -> None:
    reply = sample.ask("Identify")
    (described,) = reply.root.iter(f"{{{ns.OAI_IDENTIFIER}}}oai-identifier")
    fields = {etree.QName(child).localname: child.text or "" for child in described}
    assert fields["scheme"] == "oai"
    assert fields["delimiter"] == ":"
    assert VALIDATOR_DOMAIN.fullmatch(fields["repositoryIdentifier"])
    assert re.fullmatch(
        rf"oai:{re.escape(fields['repositoryIdentifier'])}:[A-Za-z0-9\-_.!~*'();/?:@&=+$,%]+",
        fields["sampleIdentifier"],
    )
    # The validator looks for the declaration as the default namespace, on the element itself.
    assert f'<oai-identifier xmlns="{ns.OAI_IDENTIFIER}"'.encode() in reply.body
