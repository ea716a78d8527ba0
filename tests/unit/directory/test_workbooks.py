"""The organisation as a spreadsheet saves it: a workbook, or a CSV in the machine's own encoding."""

from __future__ import annotations

import io
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from services.directory.domain import Organisation, revise
from services.directory.imports import read_people, read_units

UNITS = [
    ["code", "kind", "name", "parent", "valid_from", "valid_to"],
    ["social-work", "area", "Social Work", None, datetime(2021, 8, 1), None],
    [None] * 6,
    ["line-cin", "service", "Line CIN", "social-work", "2021-08-01", None],
]
PEOPLE = [
    ["id", "name", "email", "roles", "service", "team", "line_manager", "active"],
    ["P1", "Ada Okafor", "ada@example.org", "service_manager", "line-cin", None, None, "yes"],
    [42, "Ben Sh\xe4h", "ben@example.org", "practitioner", "line-cin", None, "P1", True],
]


def workbook(**sheets: list[list[object]]) -> bytes:
    made = Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def test_one_workbook_holds_both_tables() -> None:
    both = workbook(Notes=[["Draft of Friday"]], Units=UNITS, People=PEOPLE)
    units, people = read_units(both), read_people(both)
    assert units.faults == people.faults == []
    assert [(row, unit.code, unit.valid_from) for row, unit in units.items] == [
        (2, "social-work", date(2021, 8, 1)),
        (4, "line-cin", date(2021, 8, 1)),
    ]
    assert [(person.id, person.name, person.active) for _, person in people.items] == [
        ("P1", "Ada Okafor", True),
        ("42", "Ben Sh\xe4h", True),
    ]
    assert not revise(Organisation(), units.items, people.items, today=date(2026, 3, 2), by="P9").faults


def test_a_workbook_of_one_sheet_may_call_it_as_it_likes() -> None:
    assert len(read_units(workbook(Sheet1=UNITS)).items) == 2


def test_of_several_sheets_one_is_called_like_the_file() -> None:
    (fault,) = read_people(workbook(Units=UNITS, Staff=PEOPLE)).faults
    assert (fault.row, fault.reason) == (0, "has no sheet called 'people', only 'Units', 'Staff'")


def test_a_wrong_cell_is_named_by_the_row_that_one_sees_beside_it() -> None:
    reading = read_units(workbook(units=[*UNITS, ["x", "team", "X", "line-cin", "next month", None]]))
    assert [(fault.row, fault.field) for fault in reading.faults] == [(5, "valid_from")]


def test_a_cell_beyond_the_heading_is_told() -> None:
    reading = read_units(workbook(units=[*UNITS, ["x", "area", "X", None, "2021-08-01", None, "why?"]]))
    assert [(fault.row, fault.reason) for fault in reading.faults] == [(5, "7 cells where the header has 6")]


def test_a_formula_that_was_never_worked_out_is_told() -> None:
    reading = read_units(workbook(units=[*UNITS, ["x", "area", "=A2", None, "2021-08-01", None]]))
    assert [(fault.row, fault.field) for fault in reading.faults] == [(5, "name")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_letters_are_read_in_whatever_encoding_a_spreadsheet_writes(encoding: str) -> None:
    text = "\n".join(",".join(str("" if cell is None else cell) for cell in row) for row in PEOPLE)
    reading = read_people(text.encode(encoding))
    assert (reading.faults, [person.name for _, person in reading.items][1]) == ([], "Ben Sh\xe4h")


def test_what_is_neither_a_workbook_nor_text_is_refused() -> None:
    for content in (b"PK\x03\x04 damaged", b"\xd0\xcf\x11\xe0 old"):
        assert [(f.row, f.field) for f in read_units(content).faults] == [(0, "file")]
