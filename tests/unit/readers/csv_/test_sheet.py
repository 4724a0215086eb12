"""Spreadsheets: what they become, and what is said of those that cannot be read."""

import csv
import io
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oaipmh.metadata.description import Statement
from oaipmh.readers.csv_ import looks_like, read
from oaipmh.readers.csv_.lines import MAX_ROW_BYTES
from oaipmh.readers.incoming import Incoming, IncomingItem, Unreadable
from tests.unit.strategies import any_text


def rows(sheet: str | bytes) -> list[Incoming]:
    """What a sheet holds."""
    return list(read(io.BytesIO(sheet if isinstance(sheet, bytes) else sheet.encode())))


def only(sheet: str | bytes) -> IncomingItem:
    """The one item of a sheet."""
    (incoming,) = rows(sheet)
    assert isinstance(incoming, IncomingItem), incoming
    return incoming


def reason(sheet: str | bytes) -> str:
    """Why the one thing in a sheet cannot be read, after where it is."""
    (incoming,) = rows(sheet)
    assert isinstance(incoming, Unreadable), incoming
    return f"{incoming.position}: {incoming.reason}"


def test_a_row_is_an_item() -> None:
    item = only(
        "oai_identifier,title[en],creator,dcterms:issued,sets,datestamp\n"
        'oai:x.org:1,On light,"Clark, Michael <https://orcid.org/0000-0003-4964-5005>||Cornes, M",'
        "2015,a:b;c,2024-01-01\n"
    )
    assert item.identifier == "oai:x.org:1"
    assert not item.local
    assert item.position == "row 2"
    assert item.set_specs == ("a:b", "c")
    assert item.datestamp == "2024-01-01"
    assert item.repairs == ()
    assert item.description == (
        Statement("title", "On light", "en"),
        Statement("creator", "Clark, Michael", uri="https://orcid.org/0000-0003-4964-5005"),
        Statement("creator", "Cornes, M"),
        Statement("issued", "2015"),
    )


@pytest.mark.parametrize(
    ("value", "statement"),
    [
        ("J <urn:issn:1476-9018>", Statement("creator", "J", uri="urn:issn:1476-9018")),
        ("J <not a URI>", Statement("creator", "J <not a URI>")),
        (
            "J::will be referenced::ORCID::0000-0003-4964-5005::600",
            Statement("creator", "J", uri="https://orcid.org/0000-0003-4964-5005"),
        ),
    ],
)
def test_a_value_may_end_with_what_names_it(value: str, statement: Statement) -> None:
    assert only(f"id,creator\n1,{value}\n").description == (statement,)


def test_a_dspace_export_is_understood() -> None:
    item = only(
        "id,collection,dc.contributor.author,dc.date.accessioned,dc.identifier.uri,"
        "dc.identifier.doi,dc.title[en_US],dc.title[]\n"
        '6b1c,123456789/2||123456789/3,"Clark, M::0000-0003-4964-5005::600||Cornes, M::x1::-1",'
        "2015-01-01,http://hdl.handle.net/123456789/5,10.1108/JICA,On light,One||Two\n"
    )
    assert (item.identifier, item.local) == ("http://hdl.handle.net/123456789/5", False)
    assert item.set_specs == ("col_123456789_2", "col_123456789_3")
    assert item.description == (
        Statement("creator", "Clark, M", uri="https://orcid.org/0000-0003-4964-5005"),
        Statement("creator", "Cornes, M"),
        Statement("identifier", "https://hdl.handle.net/123456789/5", scheme="Handle"),
        Statement("identifier", "https://doi.org/10.1108/JICA", scheme="DOI"),
        Statement("title", "On light", "en_US"),
        Statement("title", "One"),
        Statement("title", "Two"),
    )


@pytest.mark.parametrize(
    ("header", "row", "identifier", "local"),
    [
        ("id,identifier,oai_identifier", "7,http://x.org/7,oai:x.org:7", "oai:x.org:7", False),
        ("id,identifier,identifier", "7,ISSN 1476-9018,http://x.org/7", "http://x.org/7", False),
        ("id,identifier,oai_identifier", "7,number seven,", "7", True),
    ],
)
def test_what_an_item_is_known_by(header: str, row: str, identifier: str, local: bool) -> None:
    item = only(f"{header}\n{row}\n")
    assert (item.identifier, item.local) == (identifier, local)


def test_a_row_that_could_not_be_known_is_refused() -> None:
    assert reason("identifier,title\nseven,T\n").startswith(
        "row 2: nothing to know the item by: it needs a column named identifier"
    )


def test_prose_is_not_parted() -> None:
    item = only("id,title,abstract,subject\n1,The norm ||x||,a||b,c||d\n")
    assert [one.value for one in item.description] == ["The norm ||x||", "a||b", "c", "d"]


@pytest.mark.parametrize(
    ("status", "deleted"),
    [("deleted", True), ("Yes", True), ("withdrawn", True), ("", False), ("no", False)],
)
def test_a_row_may_say_that_its_item_is_deleted(status: str, deleted: bool) -> None:
    assert only(f"id,title,status\n1,T,{status}\n").deleted is deleted


def test_a_status_that_nobody_knows_is_not_taken_for_public() -> None:
    assert (
        reason("id,status\n1,draft\n")
        == "row 2: deleted or status: expected yes or no, not 'draft'"
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_delimiters_line_ends_and_encodings_are_found_out(
    delimiter: str, end: str, encoding: str
) -> None:
    sheet = f'id{delimiter}title{end}1{delimiter}"Über, Wein; Brot\t{end}λ"{end}'
    item = only(sheet.encode(encoding))
    assert item.identifier == "1"
    assert item.description == (Statement("title", f"Über, Wein; Brot\t{end}λ"),)


def test_windows_1252_is_read_and_said() -> None:
    first, second = rows("id,title\n1,plain\n2,caf\u00e9 \u2013 \u201cx\u201d\n".encode("cp1252"))
    assert isinstance(first, IncomingItem)
    assert isinstance(second, IncomingItem)
    assert first.repairs == ()
    assert second.description == (Statement("title", "caf\u00e9 \u2013 \u201cx\u201d"),)
    assert second.repairs == ("the row is not UTF-8: read as Windows-1252",)


def test_what_is_in_no_encoding_is_refused_alone() -> None:
    first, second = rows(b"id,title\n1,\x81\xff\n2,T\n")
    assert isinstance(first, Unreadable)
    assert first.reason.startswith("neither UTF-8 nor Windows-1252")
    assert isinstance(second, IncomingItem)


def test_utf_16_that_is_none_ends_the_reading() -> None:
    sheet = "id,title\n1,T\n".encode("utf-16") + b"\x00\xd8\x00"
    assert "UTF-16" in str(rows(sheet)[-1])


def test_positions_count_rows_as_a_spreadsheet_does() -> None:
    sheet = 'id,title\n1,"a\nb"\n\n2,c\n,\n3,d\n'
    assert [one.position for one in rows(sheet) if isinstance(one, IncomingItem)] == [
        "row 2",
        "row 4",
        "row 6",
    ]
    assert rows("\n\n" + sheet)[0].position == "row 4"


def test_an_unknown_column_refuses_the_sheet_once_and_says_which() -> None:
    assert reason("id,Titel,creator,X1,X2,X3\n1,T,C,,,\n2,T,C,,,\n") == (
        "row 1: column B, 'Titel', is no Dublin Core term (did you mean 'title'?); "
        "column D, 'X1', is no Dublin Core term (begin its name with # to have it passed over); "
        "column E, 'X2', is no Dublin Core term (begin its name with # to have it passed over); "
        "and 1 more"
    )


def test_a_row_with_too_many_cells_is_refused_with_its_text() -> None:
    (refused,) = rows("id,title\n1,On light, and dark\n")
    assert isinstance(refused, Unreadable)
    assert refused.reason == (
        "the row has 3 cells, the header 2: a value with ',' in it goes in quotation marks"
    )
    assert refused.raw == b"id,title\n1,On light, and dark\n"


def test_empty_cells_too_many_or_too_few_are_no_matter() -> None:
    assert len(rows("id,title,creator\n1,T,C,,\n2,T\n")) == 2


def test_a_value_under_no_header_is_refused() -> None:
    assert reason("id,,title\n1,x,T\n") == (
        "row 2: column B has a value here, but no name in the header"
    )
    assert only("id,,title\n1,,T\n").identifier == "1"


def test_a_row_with_broken_quotes_is_refused_alone() -> None:
    first, second = rows('id,title\n1,"He said "hi" to me"\n2,T\n')
    assert isinstance(first, Unreadable)
    assert "a quotation mark is written twice" in first.reason
    assert isinstance(second, IncomingItem)


def test_a_quote_that_is_never_closed_swallows_nothing_silently() -> None:
    first, second = rows('id,title\n1,T\n2,"T\n3,T\n')
    assert isinstance(first, IncomingItem)
    assert isinstance(second, Unreadable)
    assert (second.position, second.raw) == ("row 3", b'id,title\n2,"T\n3,T\n')
    assert "none closes it" in second.reason


def test_a_quotation_mark_amid_a_cell_is_a_character() -> None:
    assert only('id,title\n1,a 5" disk\n').description == (Statement("title", 'a 5" disk'),)


@given(st.lists(st.text("a\"',;|\n \u00e9<>:/[]", max_size=12), min_size=1, max_size=4))
def test_every_row_can_be_read_again_by_itself(titles: list[str]) -> None:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerows([["id", "abstract"], *([str(n), title] for n, title in enumerate(titles))])
    items = rows(out.getvalue())
    assert [one.description for one in items if isinstance(one, IncomingItem)] == [
        (Statement("abstract", title.strip()),) if title.strip() else () for title in titles
    ]
    for one in items:
        assert isinstance(one, IncomingItem)
        again = only(one.raw)
        assert (again.identifier, again.description) == (one.identifier, one.description)


@given(any_text | st.text('id,title\n"x;\t'), st.sampled_from(["utf-8", "utf-16", "cp1252"]))
def test_whatever_comes_nothing_breaks(text: str, encoding: str) -> None:
    sheet = text.encode(encoding, "ignore")
    looks_like(sheet)
    for one in [*rows(sheet), *rows(b"id,title\n" + sheet)]:
        assert one.position.startswith("row ")


class _Endless(io.RawIOBase):
    """A source of so many bytes without a line end, after a beginning."""

    def __init__(self, beginning: bytes, size: int) -> None:
        self._beginning = beginning
        self._left = size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        given = self._beginning[: len(buffer)] or b"x" * min(len(buffer), self._left)
        self._beginning = self._beginning[len(buffer) :]
        self._left -= 0 if given.strip(b"x") else len(given)
        buffer[: len(given)] = given
        return len(given)


@pytest.mark.parametrize("beginning", [b"id,title\n1,T\n2,", b'id,title\n1,T\n2,"', b""])
def test_two_gigabytes_without_a_line_end_are_refused_in_flat_memory(beginning: bytes) -> None:
    tracemalloc.start()
    *_, last = read(io.BufferedReader(_Endless(beginning, 2 * 1024**3)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(last, Unreadable)
    assert f"the row is longer than {MAX_ROW_BYTES} bytes" in last.reason
    assert len(last.raw) <= 10_000
    assert peak < 16 * MAX_ROW_BYTES


def test_ten_thousand_columns_are_refused_in_one_line() -> None:
    told = reason(",".join(["title"] * 10_000) + "\n" + "x," * 9_999 + "\n")
    assert told == "row 1: the header has 10000 columns, more than 1000"


def test_too_long_a_cell_is_refused_and_the_next_row_read() -> None:
    first, second = rows("id,title\n1," + "x" * (1024 * 1024 + 1) + "\n2,T\n")
    assert isinstance(first, Unreadable)
    assert first.reason == "the cell in column B is longer than 1048576 characters"
    assert isinstance(second, IncomingItem)


def test_the_source_stays_open() -> None:
    source = io.BytesIO(b"id,title\n1,T\n")
    list(read(source))
    assert not source.closed
