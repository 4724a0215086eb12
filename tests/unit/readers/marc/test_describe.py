"""What a MARC record is known by, and what no item can be made of."""

import pytest

from oaipmh.metadata.dublin_core import ELEMENT_OF
from oaipmh.readers import marc
from oaipmh.readers.incoming import Undescribable
from tests.support.marc import marc_record

TITLE = "245 10 $aX /"


def test_a_record_is_known_by_its_control_number() -> None:
    described = marc.describe(marc_record(TITLE, "035 ## $a(OCoLC)9", number="ocm1 "))
    assert (described.identifier, described.local, described.authority) == ("ocm1", True, None)
    assert not described.deleted


def test_without_one_it_is_known_by_another_agencys() -> None:
    record = marc_record(TITLE, "010 ## $a   82048409 ", "035 ## $a(OCoLC)9", number="")
    assert marc.describe(record).identifier == "(OCoLC)9"
    record = marc_record(TITLE, "010 ## $a   82048409 ", number="")
    assert marc.describe(record).identifier == "82048409"


def test_a_record_without_any_number_is_described_but_makes_no_item_by_itself() -> None:
    described = marc.describe(marc_record(TITLE, number=""))
    assert described.identifier == ""
    assert described.description
    with pytest.raises(Undescribable, match="MARC field 001"):
        described.item("record 1", b"")


def test_a_deleted_record_is_a_tombstone() -> None:
    described = marc.describe(marc_record(TITLE, leader="00000dam a2200000 i 4500"))
    assert (described.identifier, described.deleted) == ("1", True)
    assert described.description == ()


@pytest.mark.parametrize("kind", "zuvxywq")
def test_a_record_that_describes_no_item_is_refused_with_its_kind(kind: str) -> None:
    with pytest.raises(Undescribable, match=f"leader/06 is '{kind}'"):
        marc.describe(marc_record(TITLE, leader=f"00000n{kind}m a2200000 i 4500"))


def test_unimarc_is_told_from_marc_21() -> None:
    with pytest.raises(Undescribable, match="UNIMARC"):
        marc.describe(marc_record("200 1# $aTitre"))


def test_every_property_is_one_that_a_description_may_use() -> None:
    record = marc_record(
        TITLE,
        "100 1# $aA",
        "700 1# $aB$4trl",
        "264 #3 $bC",
        "651 #0 $aD",
        "500 ## $aE",
        "773 0# $tF",
    )
    found = marc.describe(record).description
    assert len(found) > 6
    assert {one.property for one in found} <= set(ELEMENT_OF)


def test_nothing_is_said_twice() -> None:
    record = marc_record("856 40 $uhttp://x.org/1", "856 40 $uhttp://x.org/1")
    found = [one for one in marc.describe(record).description if one.property == "identifier"]
    assert len(found) == 1
