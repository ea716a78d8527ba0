"""Case lists: taken row by row, changing nothing the second time."""

from __future__ import annotations

import io
from datetime import date

from services.activities.imports import CaseloadRow, CaseRow
from services.activities.tables import ActivitiesWork
from services.activities.usecases import ImportResult, TakeList, take_list
from shared.db.scope import Scope
from tests.integration.activities.conftest import Activities

OPENED = date(2025, 1, 1)


def row(name: str, **changes: object) -> CaseRow:
    whole = {
        "row": 1,
        "identifier": name,
        "area": "social-work",
        "service": "line-cin",
        "opened_on": OPENED,
        "closed_on": None,
        "birth_date": date(2012, 4, 1),
        "sex": "female",
        "ethnicity": "WBRI",
        "scheme": "cin",
    }
    return CaseRow(**(whole | changes))  # type: ignore[arg-type]


def held(name: str, n: int = 1, **changes: object) -> CaseloadRow:
    whole = {"row": n, "identifier": name, "team": "line-cin-01", "worker": "W1", "from_": OPENED, "to": None}
    return CaseloadRow(**(whole | changes))  # type: ignore[arg-type]


def take(
    activities: Activities, *rows: CaseRow, areas: frozenset[str] | None = None, **more: object
) -> ImportResult:
    command = TakeList(rows=rows, source_format="cin-census", as_at=date(2026, 3, 1), **more)  # type: ignore[arg-type]
    with activities.database.work(ActivitiesWork, scope=Scope(areas)) as uow:
        result = take_list(command, uow)
        uow.commit()
    return result


def services(activities: Activities) -> list[str]:
    return activities.column("SELECT service FROM child_case ORDER BY pseudonym")


def test_the_same_list_twice_changes_nothing(activities: Activities) -> None:
    caseload = "K0,line-cin-01,W1,2024-02-01,\nK1,line-cin-01,W1,2024-02-01,2025-02-01\n"
    first = activities.imported(5, caseload)
    assert (first["accepted"], first["unchanged"], first["rejected"]) == (5, 0, [])
    assert (first["caseload_accepted"], first["caseload_unchanged"]) == (2, 0)
    before = activities.column("SELECT to_jsonb(child_case)::text FROM child_case ORDER BY 1")
    again = activities.imported(5, caseload)
    assert (again["accepted"], again["unchanged"]) == (0, 5)
    assert (again["caseload_accepted"], again["caseload_unchanged"]) == (0, 2)
    assert activities.column("SELECT to_jsonb(child_case)::text FROM child_case ORDER BY 1") == before


def test_what_differs_is_corrected(activities: Activities) -> None:
    take(activities, row("A"), row("B"))
    result = take(activities, row("A", ethnicity="AIND"), row("B"))
    assert (result.accepted, result.unchanged) == (1, 1)
    assert sorted(activities.column("SELECT version FROM child_case")) == [1, 2]


def test_a_closed_case_closes_what_is_known_and_opens_nothing(activities: Activities) -> None:
    take(activities, row("A"))
    closed = date(2026, 2, 1)
    result = take(activities, row("A", closed_on=closed), row("B", closed_on=closed))
    assert (result.accepted, result.unchanged) == (1, 0)
    assert activities.column("SELECT closed_on FROM child_case") == [closed]
    assert activities.qa.get("/cases?status=open").json["items"] == []
    assert len(activities.qa.get("/cases?status=closed").json["items"]) == 1


def test_a_looked_after_child_stays_with_its_service_whichever_list_came_last(activities: Activities) -> None:
    looked_after = row("A", scheme="cla", service="looked-after")
    for _ in range(2):
        take(activities, row("A"))
        take(activities, looked_after)
    assert services(activities) == ["looked-after"]
    assert take(activities, row("A")).accepted == 0
    take(activities, row("A", scheme="cla", service="looked-after", closed_on=date(2026, 1, 1)))
    assert take(activities, row("A")).accepted == 1
    assert services(activities) == ["line-cin"]
    assert take(activities, row("B"), row("B", scheme="cla", service="looked-after"), row("B")).accepted == 1
    assert sorted(services(activities)) == ["line-cin", "looked-after"]


def test_rows_outside_the_callers_areas_are_refused_one_by_one(activities: Activities) -> None:
    areas = frozenset({"early-help"})
    result = take(
        activities, row("A"), row("B", area="early-help"), areas=areas, caseload=(held("A", 2), held("B", 3))
    )
    assert result.accepted == 1
    assert {(one.row, one.field) for one in result.rejected} == {(1, "area"), (2, "case identifier")}
    assert (result.caseload_accepted, result.caseload_unchanged) == (1, 0)


def test_another_areas_case_stays_as_it_is_and_its_row_is_told(activities: Activities) -> None:
    take(activities, row("A", scheme="cla", service="looked-after"), row("C"))
    before = activities.column("SELECT to_jsonb(child_case)::text FROM child_case ORDER BY 1")
    here = {"area": "early-help", "service": "youth-justice"}
    early_help = frozenset({"early-help"})
    closed = date(2026, 2, 1)
    listed = (row("A", row=2, scheme="cla", **here), row("C", row=3, closed_on=closed, **here))
    result = take(activities, *listed, areas=early_help)
    assert [(one.row, one.field, one.reason) for one in result.rejected] == [
        (2, "area", "is another area's case"),
        (3, "area", "is another area's case"),
    ]
    assert (result.accepted, result.unchanged) == (0, 0)
    assert activities.column("SELECT to_jsonb(child_case)::text FROM child_case ORDER BY 1") == before
    assert take(activities, *listed, row("B", row=4, **here), areas=early_help).accepted == 1
    assert take(activities, *listed).accepted == 2, "whoever answers for every area may move a case"


def test_a_caseload_row_of_an_unknown_case_is_refused_without_its_identifier(activities: Activities) -> None:
    answer = activities.imported(1, "K0,line-cin-01,W1,2024-02-01,\nSECRET9,line-cin-01,W1,2024-02-01,\n")
    assert [(one["row"], one["field"]) for one in answer["rejected"]] == [(3, "case identifier")]
    assert "SECRET9" not in str(answer)
    (case,) = activities.qa.get("/cases").json["items"]
    assert (case["worker"], case["team"], case["age_band"]) == ("W1", "line-cin-01", "10 to 15")


def test_a_dry_run_writes_nothing(activities: Activities) -> None:
    result = take(activities, row("A"), row("B", closed_on=OPENED), caseload=(held("A"),), dry_run=True)
    assert (result.accepted, result.caseload_accepted) == (1, 1)
    assert activities.column("SELECT count(*) FROM child_case") == [0]


def test_a_thousand_rows_cost_one_statement(activities: Activities) -> None:
    rows = [row(f"N{n}") for n in range(2000)]
    caseload = tuple(held(f"N{n}", n) for n in range(2000))
    assert activities.counted(lambda: take(activities, *rows, caseload=caseload)) == 4
    assert take(activities, *rows, caseload=caseload).unchanged == 2000


def test_a_file_that_cannot_be_read_is_told_by_row_0(activities: Activities) -> None:
    parts = {"file": (io.BytesIO(b"<not xml"), "x.xml"), "format": "cin-census"}
    answer = activities.qa.post("/imports/cases", data=parts, content_type="multipart/form-data")
    assert (answer.status_code, answer.json["accepted"]) == (200, 0)
    assert [(one["row"], one["field"]) for one in answer.json["rejected"]] == [(0, "file")]


def test_a_form_that_is_wrong_is_told_at_once(activities: Activities) -> None:
    data = {"format": "xls", "as_at": "2999-01-01"}
    answer = activities.qa.post("/imports/cases", data=data, content_type="multipart/form-data")
    assert (answer.status_code, set(answer.json["errors"])) == (422, {"format", "as_at", "file"})
    half = {"format": "ssda903", "file": (io.BytesIO(b"CHILD"), "header.csv")}
    answer = activities.qa.post("/imports/cases", data=half, content_type="multipart/form-data")
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["episodes"])


def test_no_identifier_is_left_in_clear(activities: Activities) -> None:
    take(activities, row("CHILD-77"))
    assert (
        activities.column("SELECT 1 FROM child_case WHERE to_jsonb(child_case)::text LIKE '%CHILD-77%'") == []
    )
