"""The caseload list: who holds which case."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest

from services.activities.imports import ParsedCaseload, parse_caseload
from tests.unit.imports.building import AS_AT

HEADING = "case identifier,team,worker,from,to\n"


def caseload(text: str) -> ParsedCaseload:
    return parse_caseload(BytesIO(text.encode()), AS_AT)


def told(parsed: ParsedCaseload) -> list[tuple[int, str]]:
    return [(rejection.row, rejection.field) for rejection in parsed.rejections]


def test_a_holder_is_read() -> None:
    parsed = caseload(HEADING + "C1,line-cin-03,P0042,2024-01-10,\n")
    assert parsed.rejections == ()
    (row,) = parsed.rows
    assert (row.row, row.identifier, row.team, row.worker) == (2, "C1", "line-cin-03", "P0042")
    assert (row.from_, row.to) == (date(2024, 1, 10), None)


@pytest.mark.parametrize(
    "text",
    [
        "Worker,Team,TO,From,Case_Identifier\nP1,t1,,10/01/2024,C1\n",
        "Social Worker,Team Code,Start Date,LAchildID\nP1,t1,2024-01-10,C1\n",
        "\ufeffchild id;team;worker;from".replace(";", ",") + "\r\nC1,t1,P1,10/01/2024\r\n",
    ],
)
def test_headings_are_tolerant_and_dates_come_in_two_forms(text: str) -> None:
    (row,) = caseload(text).rows
    assert (row.identifier, row.team, row.worker, row.from_, row.to) == (
        "C1",
        "t1",
        "P1",
        date(2024, 1, 10),
        None,
    )


@pytest.mark.parametrize(
    ("line", "field", "reason"),
    [
        (",t1,P1,2024-01-10,", "case identifier", "is missing"),
        ("C1,,P1,2024-01-10,", "team", "is missing"),
        ("C1,t1,,2024-01-10,", "worker", "is missing"),
        ("C1,t1,P1,,", "from", "is missing"),
        ("C1,t1,P1,10 Jan,", "from", "or dd/mm/yyyy"),
        ("C1,t1,P1,2024-04-01,", "from", "is after the date of the list"),
        ("C1,t1,P1,2024-01-10,2024-04-01", "to", "is after the date of the list"),
        ("C1,t1,P1,2024-01-10,2024-01-09", "to", "is before from"),
        ("C1,t1,P1", "row", "has 3 cells where the heading has 5"),
    ],
)
def test_a_wrong_line_is_refused(line: str, field: str, reason: str) -> None:
    parsed = caseload(HEADING + line + "\n")
    assert parsed.rows == ()
    (rejection,) = parsed.rejections
    assert (rejection.row, rejection.field) == (2, field)
    assert reason in rejection.reason


def test_a_handover_on_one_day_is_no_overlap() -> None:
    parsed = caseload(HEADING + "C1,t1,P1,2024-01-10,2024-02-01\nC1,t1,P2,2024-02-01,\n")
    assert parsed.rejections == ()
    assert [row.worker for row in parsed.rows] == ["P1", "P2"]


def test_of_two_holders_at_once_the_later_counts() -> None:
    parsed = caseload(HEADING + "C1,t1,P2,2024-02-01,\nC2,t1,P1,2024-01-10,\nC1,t1,P1,2024-01-10,\n")
    assert [(row.identifier, row.worker) for row in parsed.rows] == [("C1", "P2"), ("C2", "P1")]
    assert told(parsed) == [(4, "to")]
    assert "line 2" in parsed.rejections[0].reason


def test_the_same_line_twice_leaves_one_holder() -> None:
    parsed = caseload(HEADING + "C1,t1,P1,2024-01-10,2024-01-10\n" * 2)
    assert len(parsed.rows) == 1
    assert told(parsed) == [(2, "to")]


@pytest.mark.parametrize(
    ("heading", "field"),
    [("case identifier,team,from\n", "worker"), (HEADING.replace("to", "until"), "until")],
)
def test_a_wrong_heading_takes_nothing(heading: str, field: str) -> None:
    parsed = caseload(heading + "C1,t1,P1,2024-01-10,\n")
    assert parsed.rows == ()
    assert (1, field) in told(parsed)
