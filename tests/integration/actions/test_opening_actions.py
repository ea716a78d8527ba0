"""From submitted activities to open actions, each once (S22)."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec import structs

from shared.contracts.events.recorded import ActivityAmended
from tests.integration.actions.conftest import Actions
from tests.unit.actions.builders import finding, recorded, submitted


def test_each_finding_that_needs_one_gets_one_action(actions: Actions) -> None:
    wanted = [finding(), finding(reach="system"), finding(needs_action=False)]
    actions.receive(submitted(*wanted), submitted(finding()))
    assert len(actions.http.get("/actions").json["items"]) == 3
    assert [(what, sequence) for what, sequence, _ in actions.events()] == [("action.opened", 1)] * 3


def test_the_same_activity_seen_again_opens_nothing_more(actions: Actions) -> None:
    activity = submitted(finding(), finding())
    actions.receive(activity, activity)
    actions.receive(activity)
    assert len(actions.events()) == 2
    assert len(actions.http.get("/actions").json["items"]) == 2


def test_a_finding_added_later_opens_its_own_action_and_leaves_the_others(actions: Actions) -> None:
    first, second = finding(), finding()
    activity = submitted(first)
    actions.receive(activity)
    actions.receive(submitted(first, second, activity_id=activity.activity_id))
    assert [said.finding_id for _, _, said in actions.events()] == [first.finding_id, second.finding_id]


def test_an_opened_action_says_where_it_comes_from(actions: Actions) -> None:
    actions.receive(submitted(finding(priority="safeguarding")), actor="P0002")
    (item,) = actions.http.get("/actions").json["items"]
    detail = actions.http.get(f"/actions/{item['action_id']}")
    assert detail.headers["ETag"] == '"1"'
    assert (item["due_on"], item["record_reference"], item["status"]) == ("2026-03-03", None, "open")
    (line,) = detail.json["history"]
    assert (line["what"], line["happened_on"], line["by"], line["due_on"]) == (
        "opened",
        "2026-03-02",
        "P0002",
        "2026-03-03",
    )


def test_the_event_keeps_the_actor_and_the_correlation_of_what_caused_it(actions: Actions) -> None:
    actions.receive(submitted(finding()), submitted(finding()), actor="P0077")
    with actions.database.engine.connect() as connection:
        bodies = connection.exec_driver_sql("SELECT body::json FROM event_log").scalars().all()
    assert {(body["actor"], body["correlationid"]) for body in bodies} == {("P0077", "c0"), ("P0077", "c1")}


def test_a_batch_costs_the_same_statements_whatever_its_size(actions: Actions) -> None:
    """The bulk statements bypass SQLAlchemy's cursor; anything sent row by row would be counted here."""
    small = actions.counted(lambda: actions.receive(submitted(finding())))
    large = actions.counted(lambda: actions.receive(*(submitted(finding(), finding()) for _ in range(50))))
    assert large == small
    assert len(actions.events()) == 101


def test_a_recorded_activity_of_the_division_opens_actions_in_its_services_once(actions: Actions) -> None:
    activity = recorded(("social-work", "line-cin"), ("early-help", "targeted-youth"))
    actions.receive(activity, submitted(finding()), activity)
    actions.receive(activity)
    assert len(actions.events()) == 3
    mine = actions.manager.get("/actions").json["items"]
    assert {(one["area"], one["service"]) for one in mine} == {("social-work", "line-cin")}


@pytest.mark.parametrize("late", [False, True])
def test_a_correction_opens_what_it_asks_for_beside_the_first_in_any_order(
    actions: Actions, late: bool
) -> None:
    both = recorded(("social-work", "line-cin"), ("early-help", "targeted-youth"))
    first = structs.replace(both, actions=both.actions[:1])
    whole = {name: getattr(both, name) for name in both.__struct_fields__}
    amended = ActivityAmended(
        **whole, amended_by="P0030", amended_on=date(2026, 3, 20), reason="new_information"
    )
    for event in (amended, first) if late else (first, amended):
        actions.receive(event)
    told = [one for _, _, one in actions.events()]
    assert {one.finding_id for one in told} == {one.finding_id for one in both.actions}
    assert [one.opened_on for one in told] == [both.completed_on] * 2
