"""What an item is in, and where."""

from oaipmh.metadata.citation import Citation
from oaipmh.metadata.description import Statement
from oaipmh.metadata.hosts import Host, hosts_of
from oaipmh.metadata.identifiers import Identifier

ISSN = "urn:issn:1476-9018"
JOURNAL = Identifier("ISSN", "1476-9018", ISSN)


def test_a_journal_has_the_place_that_its_title_has_in_a_citation() -> None:
    place = Citation(host="Integrated Care", volume="23", issn="1476-9018")
    found = hosts_of((Statement("isPartOf", "Integrated Care", uri=ISSN), *place.statements()))
    assert found == [Host("Integrated Care", JOURNAL, place, is_series=False)]


def test_a_number_finds_its_place_and_gets_the_title_from_it() -> None:
    place = Citation(host="Integrated Care", volume="23", issn="1476-9018")
    found = hosts_of((Statement("isPartOf", ISSN), *place.statements()))
    assert found == [Host("Integrated Care", JOURNAL, place, is_series=False)]


def test_an_item_in_two_series_has_a_number_in_each() -> None:
    first, second = Citation(series="Papers", volume="3"), Citation(series="Studies", volume="7")
    description = (
        Statement("isPartOf", "Studies"),
        Statement("isPartOf", "Papers"),
        *first.statements(),
        *second.statements(),
    )
    assert hosts_of(description) == [
        Host("Studies", None, second, is_series=True),
        Host("Papers", None, first, is_series=True),
    ]


def test_volume_and_pages_are_of_the_host_and_not_of_the_series_beside_it() -> None:
    place = Citation(host="A book", series="Studies", start_page="3")
    description = (Statement("isPartOf", "Studies"), *place.statements())
    assert hosts_of(description) == [
        Host("Studies", None, Citation(), is_series=True),
        Host("A book", None, place, is_series=False),
    ]


def test_what_only_a_citation_names_is_a_host_too_but_an_edition_is_none() -> None:
    place = Citation(host="Nature", volume="1")
    assert hosts_of(tuple(place.statements())) == [Host("Nature", None, place, is_series=False)]
    assert hosts_of(tuple(Citation(edition="2nd").statements())) == []
