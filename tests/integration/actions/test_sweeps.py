"""What is due or overdue is told once, whoever looks and however often."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest

from services.actions import usecases
from services.actions.tables import ActionsWork
from tests.integration.actions.conftest import Actions, tag
from tests.unit.actions.builders import finding, submitted


def sweep(actions: Actions, on: str) -> tuple[int, int]:
    answer = actions.http.post("/sweeps", json={"on": on})
    assert answer.status_code == 200, answer.text
    return answer.json["due"], answer.json["overdue"]


def told(actions: Actions) -> list[tuple[str, int, Any]]:
    return [one for one in actions.events() if one[0] in ("action.due", "action.overdue")]


def test_an_action_is_told_of_7_days_before_1_day_before_and_when_late(actions: Actions) -> None:
    actions.opened(priority="high")  # due on 16 March
    days = ("2026-03-08", "2026-03-09", "2026-03-10", "2026-03-15", "2026-03-16", "2026-03-17", "2026-03-18")
    assert [sweep(actions, day) for day in days] == [(0, 0), (1, 0), (0, 0), (1, 0), (0, 0), (0, 1), (0, 0)]
    assert [getattr(said, "days", None) for _, _, said in told(actions)] == [7, 1, None]
    assert told(actions)[-1][2].seen_on.isoformat() == "2026-03-17"


def test_a_notice_leaves_the_version_alone_so_that_nobody_loses_their_etag(actions: Actions) -> None:
    action = actions.opened(priority="high")
    sweep(actions, "2026-03-17")
    assert [sequence for _, sequence, _ in told(actions)] == [1]
    body = {"text": "done", "evidenced_on": "2026-03-18"}
    path = f"/actions/{action['action_id']}/evidence"
    assert actions.owner.post(path, json=body, headers=tag(1)).status_code == 200


def test_days_without_a_sweep_leave_nobody_untold(actions: Actions) -> None:
    actions.opened(priority="high")
    assert sweep(actions, "2026-03-12") == (1, 0)
    assert sweep(actions, "2026-05-01") == (0, 1)


def test_a_sweep_of_an_earlier_day_tells_nothing_of_what_was_not_there(actions: Actions) -> None:
    actions.opened(priority="safeguarding", submitted_on=date(2026, 4, 1))
    assert sweep(actions, "2026-03-31") == (0, 0)


def test_a_reopened_action_has_a_new_due_date_and_new_notices(actions: Actions) -> None:
    action = actions.opened(priority="safeguarding")  # due on 3 March
    assert sweep(actions, "2026-03-04") == (0, 1)
    path = f"/actions/{action['action_id']}"
    actions.owner.post(f"{path}/evidence", json={"text": "x", "evidenced_on": "2026-03-05"}, headers=tag(1))
    closure = {"closed_on": "2026-03-05", "record_reference": "LL-1"}
    actions.manager.post(f"{path}/closure", json=closure, headers=tag(2))
    assert sweep(actions, "2026-03-06") == (0, 0)
    reopening = {"reason": "lapsed", "reopened_on": "2026-03-10"}
    assert (
        actions.manager.post(f"{path}/reopening", json=reopening, headers=tag(3)).json["due_on"]
        == "2026-03-11"
    )
    assert sweep(actions, "2026-03-12") == (0, 1)


def test_a_sweep_looks_at_the_whole_division(actions: Actions) -> None:
    actions.opened()
    actions.opened(area="early-help", service="targeted-youth")
    clerk = actions.http.acting("business_support", person="P0050", areas={"social-work"})
    assert clerk.post("/sweeps", json={"on": "2026-04-30"}).json == {
        "on": "2026-04-30",
        "due": 0,
        "overdue": 2,
    }


def test_two_sweeps_at_once_tell_each_action_once(actions: Actions) -> None:
    actions.receive(submitted(*(finding(priority="safeguarding") for _ in range(40))))
    with ThreadPoolExecutor(4) as pool:
        counts = list(pool.map(lambda _: sweep(actions, "2026-04-01"), range(4)))
    assert sum(overdue for _, overdue in counts) == 40
    assert len(told(actions)) == 40


def test_many_are_told_in_parts(actions: Actions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(usecases, "TOLD_AT_ONCE", 10)
    actions.receive(submitted(*(finding(priority="safeguarding") for _ in range(25))))
    assert sweep(actions, "2026-04-01") == (0, 25)


def test_a_sweep_costs_the_same_statements_whatever_it_finds(actions: Actions) -> None:
    def run() -> None:
        with actions.database.work(ActionsWork) as uow:
            usecases.sweep(usecases.Sweep(on=date(2026, 4, 1)), uow)
            uow.commit()

    actions.receive(submitted(*(finding(priority="safeguarding") for _ in range(50))))
    assert (actions.counted(run), len(told(actions))) == (3, 50)
    assert actions.counted(run) == 3


def test_the_job_looks_at_today(actions: Actions) -> None:
    actions.opened()
    with actions.database.work(ActionsWork) as uow:
        swept = usecases.sweep_today(uow)
        uow.commit()
    assert (swept.on.isoformat(), swept.overdue) == ("2026-05-01", 1)


def test_nobody_sweeps_the_future(actions: Actions) -> None:
    assert actions.http.post("/sweeps", json={"on": "2999-01-01"}).status_code == 422
