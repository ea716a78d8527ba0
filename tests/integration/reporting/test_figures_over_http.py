"""Figures, the facts under them, the trace from one to the other, and the check that they agree."""

from __future__ import annotations

from datetime import date
from typing import Any

from prometheus_client import REGISTRY
from sqlalchemy import text

from services.reporting.main import SERVICE
from services.reporting.usecases.checking import check_nightly
from shared.contracts.events.directory import UnitChanged
from tests.integration.reporting.conftest import Reporting
from tests.unit.reporting.invented import folded, months

FROM = date(2020, 1, 1)


def test_the_figures_are_those_of_the_events(reporting: Reporting) -> None:
    happened = months(1)
    reporting.tell(happened)
    body = reporting.client.get("/figures?month=2026-06").json
    assert body is not None
    done = [
        e for e, *_ in happened if type(e).__name__ == "ActivitySubmitted" and str(e.month)[:7] == "2026-06"
    ]  # type: ignore[attr-defined]
    audits = [e for e in done if e.kind == "case_file_audit"]  # type: ignore[attr-defined]
    assert body["headlines"]["audits_finished"] == len(audits)
    assert sum(area["audits_finished"] for area in body["areas"]) == len(audits)
    assert sum(body["grades"].values()) == len(audits)
    assert body["facts"] > len(done)


def test_units_are_named_as_directory_names_them(reporting: Reporting) -> None:
    old = UnitChanged(
        area="all", unit_id="social-work", kind="area", name="Old", parent=None, valid_from=FROM
    )
    new = UnitChanged(
        area="all",
        unit_id="social-work",
        kind="area",
        name="New",
        parent=None,
        valid_from=FROM,
        effective_on=FROM,
    )
    gone = UnitChanged(
        area="all",
        unit_id="gone",
        kind="service",
        name="Gone",
        parent="social-work",
        valid_from=FROM,
        valid_to=FROM,
    )
    reporting.tell_units(old, new, gone)
    reporting.tell(months(1, audits=5))
    areas = {one["area"]: one for one in reporting.client.get("/figures?month=2026-06").json["areas"]}  # type: ignore[index]
    assert areas["social-work"]["name"] == "New"
    assert "gone" not in {one["service"] for one in areas["social-work"]["services"]}


def test_somebody_of_one_area_sees_its_figures_and_facts_only(reporting: Reporting) -> None:
    reporting.tell(months(1))
    mine = reporting.client.acting("qa_manager", areas={"early-help"})
    body = mine.get("/figures?month=2026-06").json
    assert body is not None
    assert [one["area"] for one in body["areas"]] == ["early-help"]
    page = mine.get("/facts?kind=activity&limit=200").json
    assert page is not None
    assert {item["area"] for item in page["items"]} == {"early-help"}


def test_facts_are_fed_in_pages_each_once(reporting: Reporting) -> None:
    happened = months(1)
    reporting.tell(happened)
    seen, after = [], ""
    while True:
        page = reporting.client.get(f"/facts?kind=activity&limit=7{after}").json
        assert page is not None
        seen += [item["id"] for item in page["items"]]
        if page["next"] is None:
            break
        after = f"&after={page['next']}"
    assert len(seen) == len(set(seen))
    assert set(seen) == {str(fact.id) for fact in folded(happened).values() if fact.kind == "activity"}


def test_every_count_of_the_month_can_be_traced_to_its_events(reporting: Reporting) -> None:
    happened = months(1, audits=12)
    reporting.tell(happened)
    events = {str(event_id) for *_, event_id in happened}
    rollups: list[dict[str, Any]] = reporting.client.get("/figures/rollups?month=2026-06").json  # type: ignore[assignment]
    assert len(rollups) > 50
    for one in rollups:
        n = one.pop("n")
        found = reporting.client.get("/trace", query_string={**one, "limit": 200}).json
        assert found is not None
        assert sum(item["n"] for item in found["items"]) == n, one
        assert all(set(item["events"]) <= events and item["events"] for item in found["items"])


def test_a_trace_of_another_area_finds_nothing(reporting: Reporting) -> None:
    reporting.tell(months(1))
    key = {
        "month": "2026-06",
        "area": "social-work",
        "service": "line-cin",
        "measure": "activity.submitted",
        "bucket": "case_file_audit|on_time|heard|took_part",
    }
    assert reporting.client.get("/trace", query_string=key).json["items"]  # type: ignore[index]
    other = reporting.client.acting("qa_manager", areas={"early-help"})
    assert other.get("/trace", query_string=key).json == {"items": [], "next": None}


def test_the_check_finds_what_differs_and_the_job_says_so(reporting: Reporting) -> None:
    reporting.tell(months(1, audits=10))
    good = reporting.client.get("/checks/rollups").json
    assert good is not None
    assert good["differences"] == []
    assert good["facts"] > 30
    with reporting.database.engine.begin() as connection:
        connection.execute(
            text("UPDATE rollup SET n = n + 1 WHERE measure = 'facts' AND month = '2026-06-01'")
        )
    bad = reporting.client.get("/checks/rollups").json
    assert bad is not None
    assert bad["differences"]
    assert all(one["kept"] == one["counted"] + 1 for one in bad["differences"])
    assert reporting.client.get("/checks/rollups?month=2026-05").json["differences"] == []  # type: ignore[index]
    with reporting.database.work(SERVICE.work) as uow:
        check_nightly(uow)  # type: ignore[arg-type]
        uow.commit()
    assert REGISTRY.get_sample_value("sightline_rollup_differences") == len(bad["differences"])


def test_figures_find_their_rows_by_month(reporting: Reporting) -> None:
    """So history costs nothing: no query for a report reads a table through."""
    reporting.tell(months(1))
    with reporting.database.engine.connect() as connection:
        connection.execute(text("SET enable_seqscan = off"))
        for where in (
            "month BETWEEN '2026-05-01' AND '2026-06-01' AND measure <> 'action.life'",
            "month >= '2026-05-01' AND measure = 'action.life'",
        ):
            plan = "\n".join(connection.scalars(text(f"EXPLAIN SELECT * FROM rollup WHERE {where}")))
            assert "Index" in plan, plan


def test_wrong_questions_are_answered_with_every_wrong_field(reporting: Reporting) -> None:
    answer = reporting.client.get("/trace?month=June&area=x")
    assert answer.status_code == 422
    assert set(answer.json["errors"]) == {"month", "service", "measure", "bucket"}  # type: ignore[index]
    assert reporting.client.get("/facts?kind=secret").status_code == 422
    assert reporting.client.acting("practitioner").get("/figures?month=2026-06").status_code == 403
