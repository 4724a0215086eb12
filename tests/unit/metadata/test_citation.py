"""Citations in words and in parts."""

from urllib.parse import parse_qs

from oaipmh.metadata.citation import KEV_SCHEME, Citation

PAPER = Citation(
    host="Journal of Integrated Care",
    volume="23",
    issue="5",
    start_page="287",
    end_page="301",
    issn="1476-9018",
)


def test_a_citation_is_written_in_words() -> None:
    words, _ = PAPER.statements()
    assert words.value == "Journal of Integrated Care, 23 (5). pp. 287-301. ISSN 1476-9018"
    assert words.property == "bibliographicCitation"


def test_a_citation_is_kept_in_parts_for_programs() -> None:
    _, parts = PAPER.statements()
    assert parts.scheme == KEV_SCHEME
    found = parse_qs(parts.value)
    assert found["rft.jtitle"] == ["Journal of Integrated Care"]
    assert (found["rft.spage"], found["rft.epage"]) == (["287"], ["301"])
    assert found["rft_val_fmt"] == ["info:ofi/fmt:kev:mtx:journal"]


def test_a_part_is_told_with_its_word() -> None:
    words, parts = Citation(host="A Book", part="Chapter 4", pages="12").statements()
    assert words.value == "A Book. Chapter 4. p. 12"
    assert parse_qs(parts.value)["rft.part"] == ["Chapter 4"]


def test_what_is_not_known_is_left_out() -> None:
    (words, parts) = Citation(host="A Book", pages="12", isbn="9783161484100").statements()
    assert words.value == "A Book. p. 12. ISBN 9783161484100"
    assert "volume" not in parts.value
    assert Citation().statements() == []


def test_a_series_stands_in_for_the_host_of_a_book() -> None:
    (words, parts) = Citation(series="Studies", volume="44").statements()
    assert words.value == "Studies, 44"
    assert "rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Abook" in parts.value
