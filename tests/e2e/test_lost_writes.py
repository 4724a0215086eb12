"""After a failover that lost writes: what brings a harvester back to the truth."""

import pytest

from oaipmh.protocol.datestamp import format_utc
from tests.support.databases import execute
from tests.support.loading import item, load
from tests.support.mirror import Mirror
from tests.support.sites import KILLED_IN_A_READ, Site

pytestmark = pytest.mark.filterwarnings(KILLED_IN_A_READ)


def test_after_writes_were_lost_stamping_anew_brings_a_mirror_back_to_the_truth(
    site: Site,
) -> None:
    """Lost: a change, a deletion and a new item, of which a harvester has been told."""
    node = site.node()
    mirror = Mirror(node.base_url)
    site.replication.disconnect()
    lost = [
        item(0, title="Lost"),
        {"identifier": "oai:test.example.org:1", "deleted": True},
        item(6),
        item(7),
    ]
    load(site.store, lost)
    mirror.harvest()
    assert mirror.records == site.content()
    site.replication.primary.kill()
    site.replication.fail_over()
    load(site.store, [item(6, title="Made again"), item(8)])
    mirror.harvest()
    stale = {"oai:test.example.org:0", "oai:test.example.org:1"}
    assert differing(mirror, site) == stale, "what was made again has come"
    assert site.run("restamp", "--since", "2019-12-31").returncode == 0
    mirror.harvest()
    assert differing(mirror, site) == set()
    assert mirror.records.keys() - site.content().keys() == {"oai:test.example.org:7"}
    assert site.run("delete", "oai:test.example.org:7").returncode == 0
    mirror.harvest()
    mirror.close()
    assert mirror.records == site.content()


def test_stamping_anew_since_the_failover_reaches_what_the_new_primary_has_stamped_too_early(
    site: Site,
) -> None:
    """Its clock was behind the old one's, so the harvester is ahead of what is stamped."""
    mirror = Mirror(site.node().base_url)
    site.replication.disconnect()
    set_clock(site.replication.primary.url(site.database), ahead=60)
    mirror.harvest()
    site.replication.primary.kill()
    site.replication.fail_over()
    failed_over = format_utc(site.store.now())
    load(site.store, [item(6)])
    mirror.harvest()
    assert differing(mirror, site) == {"oai:test.example.org:6"}, "its stamp is too early"
    set_clock(site.replication.standby.url(site.database), ahead=120)  # so much has passed
    assert site.run("restamp", "--since", failed_over).returncode == 0
    mirror.harvest()
    mirror.close()
    assert mirror.records == site.content()


def set_clock(url: str, *, ahead: int) -> None:
    """Set the repository clock to so many seconds from now."""
    now = "CAST(extract(epoch FROM now()) AS BIGINT)"
    execute(url, f"UPDATE clock SET watermark = {now} + {ahead}")


def differing(mirror: Mirror, site: Site) -> set[str]:
    """What the store has, and the mirror not, or not so."""
    content = site.content()
    return {
        identifier
        for identifier, (_, title) in content.items()
        if mirror.records.get(identifier, ("", ""))[1] != title
    }
