"""How much of the open cases was audited, over HTTP."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.integration.activities.conftest import Activities, audit
from tests.integration.activities.test_importing import held, row, take


def listed(activities: Activities) -> None:
    """Twenty children of social work, of whom F0 to F7 were audited, and one of early help; others are not open."""
    rows = [
        row(
            f"F{n}",
            scheme=("cin", "cpp")[n % 2],
            ethnicity=("WBRI", "NOBT", "BAFR")[0 if n < 14 else 1 if n < 17 else 2],
        )
        for n in range(20)
    ]
    others = [
        row("E0", area="early-help", service="targeted-youth"),
        row("later", opened_on=date(2026, 3, 21)),
        row("died", died_on=date(2026, 3, 20)),
    ]
    take(activities, *rows, *others, row("gone"), caseload=[held(f"F{n}", n + 1) for n in range(10)])
    take(activities, row("gone", closed_on=date(2026, 3, 20)))
    for n in range(8):
        made = activities.auditor.post("/audits", json=audit(case=f"F{n}"))
        assert made.status_code == 201, made.json


def asked(activities: Activities, query: str, role: str = "head_of_service") -> dict[str, Any]:
    answer = activities.acting("H1", role).get(f"/coverage?{query}")
    assert answer.status_code == 200, answer.json
    return dict(answer.json)


def rows_of(found: dict[str, Any]) -> dict[str, tuple[int | None, ...]]:
    return {one["stratum"]: (one["open"], one["audited"], one["never_audited"]) for one in found["strata"]}


def test_open_cases_are_told_with_who_was_audited(activities: Activities) -> None:
    listed(activities)
    found = asked(activities, "by=service")
    assert (found["as_at"], found["by"]) == ("2026-03-20", "service")
    assert rows_of(found) == {"line-cin": (20, 8, 12)}
    (one,) = found["strata"]
    assert (one["share"], one["low"], one["high"], one["withheld"]) == (0.4, 0.219, 0.613, False)
    assert found["total"] == one | {"stratum": "all"}
    assert rows_of(asked(activities, "by=team")) == {"line-cin-01": (10, 8, 2), "not_known": (10, 0, 10)}
    assert rows_of(asked(activities, "by=status")) == {"cin": (10, 4, 6), "cpp": (10, 4, 6)}


def test_small_numbers_by_age_or_ethnicity_are_withheld(activities: Activities) -> None:
    listed(activities)
    found = rows_of(asked(activities, "by=ethnicity_group"))
    assert found["black"] == found["not_known"] == (None, None, None)
    assert found["white"] == (14, 8, 6)
    assert found["asian"] == (0, 0, 0)
    assert rows_of(asked(activities, "by=age_band"))["10-15"] == (20, 8, 12)


def test_an_audit_counts_for_a_year_from_its_day(activities: Activities) -> None:
    listed(activities)
    assert asked(activities, "by=service&as_at=2026-03-09")["total"]["audited"] == 0
    assert asked(activities, "by=service&as_at=2026-03-10")["total"]["audited"] == 8
    assert asked(activities, "by=service&as_at=2024-12-31")["strata"] == []
    with activities.database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE activity SET submitted_on = '2025-03-20'")
    total = asked(activities, "by=service")["total"]
    assert (total["audited"], total["never_audited"]) == (0, 12)
    assert asked(activities, "by=service&as_at=2026-03-19")["total"]["audited"] == 8


def test_coverage_is_of_the_caller_s_areas(activities: Activities) -> None:
    listed(activities)
    elsewhere = activities.acting("H2", "head_of_service", areas={"early-help"})
    assert rows_of(dict(elsewhere.get("/coverage?by=service").json)) == {"targeted-youth": (1, 0, 1)}
    assert len(activities.qa.get("/coverage?by=service").json["strata"]) == 2
    nowhere = activities.acting("H3", "head_of_service", areas=set())
    assert nowhere.get("/coverage?by=team").json["total"]["open"] == 0


@pytest.mark.parametrize("role", ["team_manager", "service_manager", "practitioner", "business_support"])
def test_coverage_is_for_those_who_answer_for_it(activities: Activities, role: str) -> None:
    assert activities.acting("M2", role).get("/coverage?by=team").status_code == 403


def test_what_is_asked_wrongly_is_told_at_once(activities: Activities) -> None:
    answer = activities.qa.get("/coverage?by=sex&as_at=2999-01-01")
    assert (answer.status_code, set(answer.json["errors"])) == (422, {"by", "as_at"})
    assert activities.qa.get("/coverage").status_code == 422


def test_coverage_costs_one_statement(activities: Activities) -> None:
    listed(activities)
    for by in ("team", "age_band", "service"):
        assert activities.counted(lambda by=by: activities.qa.get(f"/coverage?by={by}")) == 1  # type: ignore[misc]
