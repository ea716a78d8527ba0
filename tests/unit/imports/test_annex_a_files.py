"""Annex A as councils' systems and Excel write it, and as somebody might who means ill."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from shared.files import workbook as workbooks
from tests.unit.imports.annex_a import LIST_6, LIST_8, annex_a, csv, in_need, looked_after, workbook
from tests.unit.imports.building import told

PLAIN = csv(in_need("Zo\xeb"))


@pytest.mark.parametrize(
    "content",
    [
        PLAIN.encode("utf-8"),
        PLAIN.encode("utf-8-sig"),
        PLAIN.encode("cp1252"),
        PLAIN.encode("utf-16"),
        PLAIN.replace('","', '"\t"').encode("utf-16"),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("Child Unique ID", " CHILD\nunique\xa0id ").encode(),
        PLAIN.replace("CIN Start Date", "cin_start_date").encode(),
        ("Annex A of the council\n\n" + PLAIN).encode(),
        PLAIN.replace("Primary Need Code", "Shoe size").encode(),
    ],
    ids=["utf-8", "bom", "cp1252", "utf-16", "tabs", "crlf", "line-break", "underscores", "title", "extra"],
)
def test_encodings_and_headings_do_not_matter(content: bytes) -> None:
    parsed = annex_a(content)
    assert parsed.rejections == ()
    assert [case.identifier for case in parsed.rows] == ["Zo\xeb"]


def test_a_row_of_a_csv_that_has_more_or_fewer_cells_than_the_heading_is_refused() -> None:
    parsed = annex_a(csv(in_need("K1")[:-1], (*in_need("K2"), "x"), (*in_need("K3"), "")))
    assert told(parsed) == [(2, "row"), (3, "row")]
    assert [case.identifier for case in parsed.rows] == ["K3"]


def test_a_line_break_in_a_cell_does_not_shift_the_row_numbers_and_a_broken_csv_says_where() -> None:
    parsed = annex_a(csv(in_need(reason="two\nlines"), in_need("K2", began="x")))
    assert told(parsed) == [(4, "CIN Start Date")]
    assert told(annex_a(csv() + '"K1,\n')) == [(2, "file")]


@pytest.mark.parametrize(
    "cell",
    [
        date(2024, 1, 10),
        datetime(2024, 1, 10, 9, 30),
        45301,
        45301.5,
        "45301",
        "10/01/2024",
        "2024-01-10",
        "2024-01-10 00:00:00",
        " 10/01/2024\xa0",
    ],
)
def test_a_date_is_read_in_every_form_that_excel_leaves(cell: Any) -> None:
    parsed = annex_a(workbook(Six=(LIST_6, in_need(12598894, began=cell))))
    assert parsed.rejections == ()
    assert [(case.identifier, case.opened_on) for case in parsed.rows] == [("12598894", date(2024, 1, 10))]


def test_bare_numbers_count_from_the_workbooks_own_calendar() -> None:
    made = Workbook()
    made.epoch = CALENDAR_MAC_1904
    made.active.append(LIST_6)
    made.active.append(in_need(began=45301 - 1462))
    assert [case.opened_on for case in annex_a(_saved(made)).rows] == [date(2024, 1, 10)]


def test_row_numbers_are_those_that_excel_shows() -> None:
    rows = (("Annex A",), (), LIST_8, (), looked_after("K1", began="x"), (), looked_after("K2"))
    parsed = annex_a(workbook(Eight=rows))
    assert [(one.sheet, one.row) for one in parsed.rejections] == [("Eight", 5)]
    assert [(case.sheet, case.row) for case in parsed.rows] == [("Eight", 7)]


def test_a_formula_counts_by_its_stored_value_and_without_one_is_refused() -> None:
    never = workbook(Six=(LIST_6, in_need(began="=DATE(2024,1,10)"), in_need("K2", reason="=1+1", ended="")))
    parsed = annex_a(never)
    assert told(parsed) == [(2, "CIN Start Date"), (3, "Reason for Closure")]
    assert "is a formula without a stored result" in parsed.rejections[0].reason
    stored = _rewritten(never, b"</f><v />", b"</f><v>45301</v>", b"</f><v></v>", b"</f><v>45301</v>")
    assert next(case.opened_on for case in annex_a(stored).rows) == date(2024, 1, 10)
    assert annex_a(stored).rejections == ()


def test_a_formula_whose_result_is_an_empty_text_is_blank() -> None:
    made = workbook(Six=(LIST_6, in_need(ended='=""')))
    parsed = annex_a(_rewritten(made, b'<c r="H2">', b'<c r="H2" t="str">'))
    assert (parsed.accepted, parsed.rejections) == (1, ())


@pytest.mark.parametrize("size", range(2, 8))
def test_a_formula_is_seen_wherever_the_file_is_cut(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(workbooks, "CHUNK_BYTES", size)
    parsed = annex_a(workbook(Six=(LIST_6, in_need(began="=1+1"))))
    assert "is a formula without a stored result" in parsed.rejections[0].reason


def test_an_error_of_the_spreadsheet_matters_only_where_a_value_is_needed() -> None:
    made = Workbook()
    made.active.append((*LIST_6, "Allocated Team"))
    made.active.append((*in_need(), "#N/A"))
    made.active.append((*in_need("K2", began="#N/A"), ""))
    parsed = annex_a(_saved(made))
    assert (parsed.accepted, told(parsed)) == (1, [(3, "CIN Start Date")])


def test_cells_that_a_workbook_leaves_out_at_the_end_of_a_row_are_blank() -> None:
    parsed = annex_a(workbook(Eight=(LIST_8, looked_after("K1")[:6])))
    assert (parsed.accepted, parsed.rejections) == (1, ())


def test_cells_beside_the_table_do_not_matter_in_a_workbook() -> None:
    parsed = annex_a(workbook(Six=(LIST_6, (*in_need(), "", "a note"), in_need("K2"))))
    assert (parsed.accepted, parsed.rejections) == (2, ())


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"PK\x03\x04 and no more", "is no workbook that can be read"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "or under a password"),
        (b"\x00\x01", "is no plain text"),
    ],
)
def test_what_is_no_list_at_all_is_told(content: bytes, reason: str) -> None:
    parsed = annex_a(content)
    assert (parsed.rows, told(parsed)) == ((), [(0, "file")])
    assert reason in parsed.rejections[0].reason


def test_another_archive_and_a_damaged_workbook_are_told() -> None:
    assert told(annex_a(_archive({"letter.txt": b"Dear all"}))) == [(0, "file")]
    whole = workbook(Six=(LIST_6, in_need()))
    broken = annex_a(_rewritten(whole, b"</sheetData>", b"</sheetDatum>"))
    assert (broken.rows, told(broken)) == ((), [(0, "file")])
    entities = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet'
    assert told(annex_a(_rewritten(whole, b"<worksheet", entities))) == [(0, "file")]


def test_a_workbook_that_unpacks_to_more_than_a_list_is_refused_unread() -> None:
    bomb = _archive({"xl/worksheets/sheet1.xml": b"0" * (workbooks.MOST_BYTES + 1)})
    assert len(bomb) < 1_000_000
    assert "unpacks to more than 64 megabytes" in annex_a(bomb).rejections[0].reason
    many = _archive({f"part{n}": b"" for n in range(workbooks.MOST_PARTS + 1)})
    assert "1,000 parts" in annex_a(many).rejections[0].reason


@pytest.mark.parametrize(("given", "far"), [(b'<row r="2"', b'<row r="99999999"'), (b'r="J2"', b'r="ZZZ2"')])
def test_a_cell_beyond_all_lists_is_refused_and_not_reached_for(given: bytes, far: bytes) -> None:
    parsed = annex_a(_rewritten(workbook(Six=(LIST_6, in_need())), given, far))
    assert "has more rows or columns" in parsed.rejections[0].reason


def test_what_a_sheet_says_of_its_size_is_not_believed() -> None:
    made = _rewritten(workbook(Six=(LIST_6, in_need())), b'<dimension ref="A1:J2"', b'<dimension ref="A1:A1"')
    assert annex_a(made).accepted == 1


@given(st.binary(max_size=300))
def test_no_bytes_whatever_raise(content: bytes) -> None:
    annex_a(content)
    annex_a(b"PK\x03\x04" + content)
    annex_a(PLAIN.encode() + content)


def _saved(made: Workbook) -> bytes:
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def _archive(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _rewritten(made: bytes, *pairs: bytes) -> bytes:
    """The workbook with something else in the text of its first sheet."""
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    for old, new in zip(pairs[::2], pairs[1::2], strict=True):
        sheet = sheet.replace(old, new)
    assert sheet != parts["xl/worksheets/sheet1.xml"]
    return _archive(parts | {"xl/worksheets/sheet1.xml": sheet})
