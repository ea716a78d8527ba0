"""Small invented Annex A lists: CSV text, and workbooks made of the same rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from services.activities.imports import Parsed, parse
from tests.unit.imports.building import AS_AT, TODAY

WHO = ("Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)")
LIST_6 = (
    *WHO,
    "CIN Start Date",
    "Primary Need Code",
    "CIN Closure Date",
    "Reason for Closure",
    "Case Status",
)
LIST_7 = (*WHO, "Child Protection Plan Start Date", "Child Protection Plan End Date", "Allocated Team")
LIST_8 = (
    *WHO,
    "Date Started to be Looked After",
    "Date Ceased to be Looked After",
    "Reason Ceased to be Looked After",
)
CONTACTS = (*WHO, "Date of Contact", "Contact Source")

Row = Sequence[Any]
STATUS = "c) Child in need plan"


def who(
    child: Any = "K1", born: Any = "27/03/2015", sex: Any = "b) Female", ethnicity: Any = "a) WBRI"
) -> Row:
    return (child, sex, ethnicity, born, 9)


def in_need(
    child: Any = "K1",
    began: Any = "10/01/2024",
    ended: Any = "",
    reason: Any = "",
    status: Any = STATUS,
    **more: Any,
) -> Row:
    return (*who(child, **more), began, "N1 - Abuse or neglect", ended, reason, status)


def on_plan(child: Any = "K1", began: Any = "01/02/2024", ended: Any = "", **more: Any) -> Row:
    return (*who(child, **more), began, ended, "Team")


def looked_after(
    child: Any = "K1", began: Any = "15/02/2024", ended: Any = "", reason: Any = "", **more: Any
) -> Row:
    return (*who(child, **more), began, ended, reason)


def csv(*rows: Row, heading: Row = LIST_6) -> str:
    return "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in (heading, *rows))


def workbook(**sheets: Sequence[Row]) -> bytes:
    """Each sheet with all its rows, the heading among them."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def annex_a(content: str | bytes, as_at: date | None = AS_AT) -> Parsed:
    given = content.encode() if isinstance(content, str) else content
    return parse("annex-a", {"file": BytesIO(given)}, as_at, today=TODAY)
