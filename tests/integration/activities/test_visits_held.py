"""A practice day fulfils a planned visit, once; the plan shows it by entry (S15)."""

from __future__ import annotations

from threading import Thread
from typing import Any

from sqlalchemy import text

from services.activities.main import SERVICE
from shared.db.migrate import downgrade, upgrade
from tests.integration.activities.conftest import Activities, tag
from tests.integration.activities.recorded_bodies import body
from tests.integration.activities.test_year import VISIT, led, made

__all__ = ["led"]
PLANNED = VISIT | {"on": "2026-03-09"}


def plan(led: Activities, *more: dict[str, Any]) -> list[dict[str, Any]]:
    """The entries of the half-year of last October: H1 goes to line-cin-01, and so do the two directors."""
    visits = [PLANNED | {"visitor": visitor} for visitor in ("H1", "D1", "V1")]
    return list(made(led, "/visit-plans", {"half": "2025-10", "visits": [*visits, *more]})["visits"])


def held(led: Activities, visit_id: str | None, **changes: Any) -> Any:
    details = {"visit_id": visit_id, "unplanned_because": ""} if visit_id else {}
    who = led.acting("H1", "head_of_service")
    return who.post("/practice-days", json=body("practice_day", details=details | changes))


def entry(led: Activities, n: int = 0) -> dict[str, Any]:
    return dict(led.practitioner.get("/visit-plans/2025-10").json["visits"][n])


def withdraw(led: Activities, day: dict[str, Any]) -> Any:
    path = f"/recorded-activities/{day['activity_id']}/withdrawal"
    who = led.acting("H1", "head_of_service")
    return who.post(path, json={"reason": "not_done"}, headers=tag(1))


def test_a_visit_that_was_held_is_shown_by_its_entry_and_opens_again_when_withdrawn(led: Activities) -> None:
    first, *_ = plan(led)
    assert (entry(led)["held_on"], entry(led)["held_by"]) == (None, None)
    day = held(led, first["visit_id"])
    assert day.status_code == 201, day.json
    assert (entry(led)["held_on"], entry(led)["held_by"]) == ("2026-03-10", day.json["activity_id"])
    assert entry(led, 1)["held_by"] is None
    halves = led.practitioner.get("/programme/2025").json["practice_days"]
    assert halves[1] == {"half": "2025-10", "version": 1, "visits": 3, "held": 1}
    again = held(led, first["visit_id"])
    assert (again.status_code, again.json["rule"], again.json["source"]) == (409, "visit-held", "S15")
    assert withdraw(led, day.json).status_code == 200
    assert entry(led)["held_by"] is None
    assert held(led, first["visit_id"]).status_code == 201


def test_two_at_once_fulfil_a_visit_once(led: Activities) -> None:
    first, *_ = plan(led)
    answers: list[int] = []
    both = [Thread(target=lambda: answers.append(held(led, first["visit_id"]).status_code)) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join(30)
    assert sorted(answers) == [201, 409]


def test_a_visit_without_an_entry_says_why(led: Activities) -> None:
    plan(led)
    neither = held(led, None, unplanned_because="")
    assert (neither.status_code, list(neither.json["errors"])) == (422, ["details.visit_id"])
    assert held(led, None).status_code == 201


def test_a_visit_is_fulfilled_by_whom_it_is_of_and_where_it_is_to(led: Activities) -> None:
    _, theirs, _, elsewhere = plan(led, PLANNED | {"visitor": "H1", "service": "looked-after", "team": None})
    for visit_id, why in (
        (theirs["visit_id"], "is the visit of D1"),
        (elsewhere["visit_id"], "is a visit to looked-after"),
        ("01994e1c-0000-7000-8000-000000000000", "is no visit that is planned for this half-year"),
    ):
        answer = held(led, visit_id)
        assert (answer.status_code, answer.json["errors"]) == (422, {"details.visit_id": [why]})


def test_what_was_held_stays_in_the_plan(led: Activities) -> None:
    first, second, third = plan(led)
    assert held(led, first["visit_id"]).status_code == 201
    path = "/visit-plans/2025-10/versions"
    slim = [
        {name: one[name] for name in ("visit_id", "visitor", "service", "team", "on", "doing")}
        for one in (first, second, third)
    ]
    fresh = {name: value for name, value in slim[0].items() if name != "visit_id"}
    for visits in (
        [fresh, *slim[1:]],
        [slim[0] | {"team": None}, *slim[1:]],
    ):
        gone = led.qa.post(path, json={"visits": visits, "reason": "Anew."}, headers=tag(1))
        assert (gone.status_code, gone.json["rule"]) == (409, "visit-held"), gone.json
    moved = [slim[0] | {"on": "2026-03-17"}, *slim[1:]]
    kept = led.qa.post(path, json={"visits": moved, "reason": "Another day."}, headers=tag(1))
    assert kept.status_code == 201, kept.json
    assert [one["visit_id"] for one in kept.json["visits"]] == [one["visit_id"] for one in slim]
    assert kept.json["visits"][0]["held_by"] is not None
    twice = led.qa.post(path, json={"visits": [slim[1], slim[1]], "reason": "Typed twice."}, headers=tag(2))
    assert "visits.1.visit_id" in twice.json["errors"]


def test_both_are_told_when_somebody_else_makes_a_planned_visit(led: Activities) -> None:
    first, second, third = plan(led)
    assert held(led, first["visit_id"]).status_code == 201
    slim = [
        {name: one[name] for name in ("visit_id", "visitor", "service", "team", "on", "doing")}
        for one in (first, second, third)
    ]
    passed = [slim[0] | {"on": "2026-03-10"}, slim[1] | {"visitor": "V1", "on": "2026-03-24"}]
    visits = [*passed, slim[2] | {"visitor": "D1"}]
    changed = {"visits": visits, "reason": "On leave."}
    after = led.qa.post("/visit-plans/2025-10/versions", json=changed, headers=tag(1))
    assert (after.status_code, after.json["visits"][0]["held_on"]) == (201, "2026-03-10"), after.json
    told = [(n, each) for what, n, each in led.events() if what == "work.handed_on"]
    assert sorted(
        (n, str(one.work_id), one.previous, one.person, str(one.due_on)) for n, one in told
    ) == sorted(
        [
            (2, second["visit_id"], "D1", "V1", "2026-03-24"),
            (2, third["visit_id"], "V1", "D1", "2026-03-09"),
        ]
    )


def test_a_planned_visit_is_held_by_its_visitor_until_a_practice_day_fulfils_it(led: Activities) -> None:
    first, *_ = plan(led)

    def waits() -> list[str]:
        found = led.qa.get("/handovers", query_string={"person": "H1"}).json["items"]
        return [one["due_on"] for one in found if one["what"] == "visit"]

    assert waits() == ["2026-03-09"]
    day = held(led, first["visit_id"])
    assert waits() == []
    assert withdraw(led, day.json).status_code == 200
    assert waits() == ["2026-03-09"]


def test_a_correction_moves_a_practice_day_to_another_entry(led: Activities) -> None:
    first, _, _, other = plan(led, PLANNED | {"visitor": "H1", "on": "2026-03-16"})
    day = held(led, first["visit_id"]).json
    details = {"visit_id": other["visit_id"], "unplanned_because": ""}
    said = body("practice_day", details=details) | {"reason": "typing_error"}
    who = led.acting("H1", "head_of_service")
    done = who.post(f"/practice-days/{day['activity_id']}/versions", json=said, headers=tag(1))
    assert done.status_code == 201, done.json
    assert (entry(led, 0)["held_by"], entry(led, 3)["held_by"]) == (None, day["activity_id"])


def test_plans_of_before_get_ids_that_stay_through_their_versions(led: Activities) -> None:
    first, *rest = plan(led)
    slim = [
        {name: one[name] for name in ("visit_id", "visitor", "service", "team", "on", "doing")}
        for one in (first, *rest)
    ]
    changed = {"visits": [*slim[1:], slim[0]], "reason": "In another order."}
    led.qa.post("/visit-plans/2025-10/versions", json=changed, headers=tag(1))
    downgrade(led.database, SERVICE.migrations, "0020")
    with led.database.engine.connect() as connection:
        bare = connection.execute(text("SELECT visits::text FROM visit_plan")).scalars().all()
    assert "visit_id" not in "".join(bare)
    upgrade(led.database, SERVICE.migrations)
    versions = led.practitioner.get("/visit-plans/2025-10/history").json["versions"]
    old, new = ({one["visitor"]: one["visit_id"] for one in each["visits"]} for each in versions)
    assert old == new
    assert len(set(old.values())) == 3
