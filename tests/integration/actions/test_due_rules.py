"""Due times follow the rule of the day, and move only when a manager agrees to it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from services.actions.tables import ActionsWork
from shared.contracts.events.rules import RuleVersioned
from shared.testing.clock import Clock
from tests.integration.actions.conftest import Actions, tag
from tests.unit.actions.builders import finding, submitted
from tests.unit.actions.test_due_dates import version

FIRST = {"rule": "action-days", "version": 1, "source": "S23; assumption"}
SHORTER = version(2, date(2026, 4, 1), high=7)


@pytest.fixture
def head(actions: Actions) -> Any:
    return actions.http.acting("head_of_service", person="P0007", areas={"social-work"})


def agree(who: Any, action: dict[str, Any], due_on: str, version: int = 1, **body: Any) -> Any:
    said = {"due_on": due_on, "reason": "The school is closed until then."} | body
    return who.post(f"/actions/{action['action_id']}/due-date", json=said, headers=tag(version))


def kept(actions: Actions) -> list[tuple[str, int]]:
    with actions.database.engine.connect() as connection:
        rows = connection.execute(text("SELECT name, version FROM rule_version ORDER BY 1, 2"))
        return [tuple(row) for row in rows]  # type: ignore[misc]


def test_an_action_is_due_by_the_rule_of_its_day_and_keeps_its_date_when_the_rule_changes(
    actions: Actions,
) -> None:
    before = actions.opened(priority="high", submitted_on=date(2026, 3, 31))
    assert (before["due_on"], before["due_rule"]) == ("2026-04-14", FIRST)
    actions.receive(SHORTER)
    after = actions.opened(priority="high", submitted_on=date(2026, 4, 1))
    assert (after["due_on"], after["due_rule"]["version"], after["due_rule"]["source"]) == (
        "2026-04-08",
        2,
        "minute 2",
    )
    still = actions.of_id(before)
    assert (still["due_on"], still["due_rule"], still["version"]) == ("2026-04-14", FIRST, 1)


def test_versions_are_kept_once_in_any_order_and_only_those_that_are_needed(actions: Actions) -> None:
    third = version(3, date(2026, 4, 1), high=5)
    others = RuleVersioned(
        area="all", rule="closing-days", version=1, value=92, source="S35", effective_from=date(2021, 8, 1)
    )
    actions.receive(third, others, third)
    actions.receive(SHORTER, third)
    assert kept(actions) == [("action-days", 2), ("action-days", 3)]
    assert actions.opened(priority="high", submitted_on=date(2026, 4, 2))["due_on"] == "2026-04-07"


def test_within_a_batch_a_version_counts_wherever_it_stands(actions: Actions) -> None:
    one = finding(priority="high")
    actions.receive(submitted(one, submitted_on=date(2026, 4, 2)), SHORTER)
    assert actions.of(one)["due_rule"]["version"] == 2


def test_a_batch_without_an_action_to_open_asks_for_no_rule(actions: Actions) -> None:
    quiet = actions.counted(lambda: actions.receive(submitted(finding(needs_action=False))))
    assert actions.counted(lambda: actions.receive(submitted(finding()))) == quiet + 1


def test_a_manager_agrees_another_date_openly(actions: Actions, head: Any) -> None:
    action = actions.opened(priority="high", submitted_on=date(2026, 4, 24))  # due on 8 May
    answer = agree(head, action, "2026-05-15")
    assert (answer.status_code, answer.headers["ETag"], answer.json["due_on"]) == (200, '"2"', "2026-05-15")
    assert answer.json["due_rule"] == FIRST
    what, sequence, told = actions.events()[-1]
    assert (what, sequence, told.due_on, told.previous_due_on, told.agreed_by) == (
        "action.rescheduled",
        2,
        date(2026, 5, 15),
        date(2026, 5, 8),
        "P0007",
    )
    assert "school" not in repr(told)
    lines = actions.of_id(action)["history"]
    assert [(one["what"], one["by"], one["due_on"], one["note"]) for one in lines] == [
        ("opened", "P0002", "2026-05-08", None),
        ("rescheduled", "P0007", "2026-05-15", "The school is closed until then."),
    ]
    assert agree(head, action, "2026-05-14").status_code == 412


def test_who_may_not_agree_is_told_by_which_rule(actions: Actions, head: Any) -> None:
    action = actions.opened(priority="high", submitted_on=date(2026, 4, 24), owner="P0007")
    assert agree(actions.owner, action, "2026-05-15").status_code == 403
    for who in (head, actions.manager):
        refused = agree(who, action, "2026-05-15")
        assert (
            refused.status_code,
            refused.json["rule"],
            refused.json["version"],
            refused.json["source"],
        ) == (
            409,
            "due-date-approval",
            "extension-approver-roles 1",
            "S07",
        )
    far = agree(actions.http, action, "2026-05-16")
    assert (far.json["rule"], far.json["version"], far.json["source"], list(far.json["errors"])) == (
        "due-date-bound",
        "action-days 1",
        "S23; assumption",
        ["due_on"],
    )
    silent = agree(actions.http, action, "soon", reason="")
    assert (silent.status_code, set(silent.json["errors"])) == (422, {"due_on", "reason"})
    late = actions.opened(priority="high")
    fixed = agree(actions.http, late, "2026-05-05").json
    assert (fixed["rule"], fixed["version"], fixed["source"]) == (
        "due-date-passed",
        "framework 2021-08",
        "S23",
    )


def test_reminders_follow_the_new_date_each_once(actions: Actions, head: Any) -> None:
    action = actions.opened(priority="high", submitted_on=date(2026, 4, 20))  # due on 4 May
    clock = actions.database.clock
    assert isinstance(clock, Clock)

    def told(days: int = 0) -> list[tuple[str, str]]:
        clock.pass_by(days=days)
        for _ in range(2):
            assert actions.http.post("/sweeps", json={"on": f"{clock().date()}"}).status_code == 200
        notices = [one for one in actions.events() if one[0] in ("action.due", "action.overdue")]
        return [(what, f"{said.due_on}") for what, _, said in notices]

    first = [("action.due", "2026-05-04")]
    assert told() == first
    assert agree(head, action, "2026-05-15").status_code == 200
    assert told(days=4) == first  # 5 May: the earlier date has passed, and nobody is late
    assert told(days=3) == [*first, ("action.due", "2026-05-15")]
    assert told(days=6) == [*first, *[("action.due", "2026-05-15")] * 2]
    assert told(days=2) == [*first, *[("action.due", "2026-05-15")] * 2, ("action.overdue", "2026-05-15")]


def test_a_reopened_action_is_due_by_the_rule_of_that_day(actions: Actions) -> None:
    action = actions.opened(priority="high", reach="system")
    path = f"/actions/{action['action_id']}"
    actions.owner.post(f"{path}/evidence", json={"text": "x", "evidenced_on": "2026-03-05"}, headers=tag(1))
    actions.manager.post(f"{path}/closure", json={"closed_on": "2026-03-06"}, headers=tag(2))
    actions.receive(SHORTER)
    again = {"reason": "It lapsed.", "reopened_on": "2026-04-10"}
    answer = actions.manager.post(f"{path}/reopening", json=again, headers=tag(3)).json
    assert (answer["due_on"], answer["due_rule"]["version"]) == ("2026-04-17", 2)


def test_rows_of_the_release_before_go_by_the_first_version(actions: Actions) -> None:
    """Its workers may still run while the tables are those of this one."""
    action = actions.opened()
    with actions.database.work(ActionsWork) as uow:
        uow.execute(text("UPDATE action SET rule_version = DEFAULT, rule_source = DEFAULT"))
        uow.commit()
    assert actions.of_id(action)["due_rule"] == FIRST
