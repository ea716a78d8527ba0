"""Actions of who has left are listed, and given to somebody who is there."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from services.actions import subscriptions
from services.actions.tables import ActionsWork
from services.actions.usecases import tell_held
from shared.contracts.events.directory import Away, CoverChanged, PersonChanged
from shared.contracts.events.work import ActionWorkHeld
from shared.inbox.handlers import Delivery
from shared.observability.metrics import orphaned_work
from tests.integration.actions.conftest import Actions, tag

DAY = timedelta(days=1)


def person(id: str, *, active: bool = True) -> PersonChanged:
    return PersonChanged(
        area="social-work",
        person_id=id,
        name="Somebody",
        email="somebody@example.org",
        roles=["practitioner"],
        service="line-cin",
        team=None,
        line_manager=None,
        active=active,
    )


def tell(actions: Actions, *told: tuple[PersonChanged, int]) -> None:
    now = actions.database.clock()
    batch = [Delivery(uuid4(), event, sequence, now, "system", "c", "") for event, sequence in told]
    with actions.database.work(ActionsWork) as uow:
        subscriptions.keep_people.run(batch, uow)
        uow.commit()


def test_an_action_that_is_due_while_its_owner_is_away_is_listed(actions: Actions) -> None:
    opened = actions.opened(owner="P0010")
    due = max(date.fromisoformat(opened["due_on"]), actions.database.clock().date())
    tell(actions, (person("P0010"), 1))

    def listed(query: str = "") -> list[tuple[str, str | None]]:
        return [(one["owner"], one["why"]) for one in actions.manager.get(f"/handovers{query}").json["items"]]

    for sequence, (starts, ends, why) in enumerate(
        ((due, due, ["away"]), (due, None, ["away"]), (due + DAY, None, []), (due - DAY, due - DAY, [])),
        start=1,
    ):
        away(
            actions,
            "P0010",
            sequence,
            Away(starts=due - 9 * DAY, ends=due - 8 * DAY),
            Away(starts=starts, ends=ends),
        )
        assert [one[1] for one in listed()] == why
    assert listed("?person=P0010") == [("P0010", None)]
    assert listed("?person=P0011") == []


def test_how_much_each_owns_is_told_when_it_changes(actions: Actions) -> None:
    opened = actions.opened(owner="P0010")
    tell(actions, (person("P0010"), 1), (person("P0011"), 1))

    def job() -> list[tuple[str, dict[str, int]]]:
        with actions.database.work(ActionsWork) as uow:
            tell_held(uow)
            uow.commit()
        return [(e.person_id, e.held) for _, _, e in actions.events() if isinstance(e, ActionWorkHeld)]

    assert job() == job() == [("P0010", {"action": 1})]
    assert give(actions, opened, "P0011").status_code == 200
    assert job()[1:] == [("P0010", {}), ("P0011", {"action": 1})]


def away(actions: Actions, id: str, sequence: int, *days: Away) -> None:
    event = CoverChanged(area="social-work", person_id=id, away=list(days), deputies=[])
    batch = [Delivery(uuid4(), event, sequence, actions.database.clock(), "system", "c", "")]
    with actions.database.work(ActionsWork) as uow:
        subscriptions.keep_cover.run(batch, uow)
        uow.commit()


def give(actions: Actions, action: dict[str, Any], owner: str, version: int = 1) -> Any:
    body = {"owner": owner, "reason": "They have left."}
    path = f"/actions/{action['action_id']}/owner"
    return actions.manager.post(path, json=body, headers=tag(version))


def test_what_a_leaver_owns_is_listed_until_somebody_else_does(actions: Actions) -> None:
    opened = actions.opened(owner="P0010")
    tell(actions, (person("P0010"), 1), (person("P0011"), 1))
    assert actions.manager.get("/handovers").json["items"] == []
    tell(actions, (person("P0010", active=False), 3), (person("P0010"), 2))
    listed = actions.manager.get("/handovers").json["items"]
    assert [one["action_id"] for one in listed] == [opened["action_id"]]
    elsewhere = actions.http.acting("team_manager", areas={"early-help"})
    assert elsewhere.get("/handovers").json["items"] == []
    with actions.database.work(ActionsWork) as uow:
        tell_held(uow)
    assert orphaned_work.labels("actions")._value.get() == 1

    answer = give(actions, opened, "P0011")
    assert (answer.status_code, answer.headers["ETag"], answer.json["owner"]) == (200, '"2"', "P0011")
    assert answer.json["due_on"] == opened["due_on"]
    what, sequence, told = actions.events()[-1]
    assert (what, sequence, told.owner, told.previous_owner) == ("action.handed_over", 2, "P0011", "P0010")
    assert actions.manager.get("/handovers").json["items"] == []
    line = actions.of_id(opened)["history"][-1]
    assert (line["what"], line["by"], line["note"]) == ("handed_over", "P0020", "They have left.")


def test_an_action_goes_to_somebody_else_who_is_at_work(actions: Actions) -> None:
    opened = actions.opened(owner="P0010")
    tell(actions, (person("P0012", active=False), 1))
    for owner, rule in (("P0010", "same-owner"), ("P0012", "action-owner"), ("P0099", "action-owner")):
        refused = give(actions, opened, owner)
        assert (refused.status_code, refused.json["rule"], refused.json["source"]) == (409, rule, "S23")
    tell(actions, (person("P0011"), 1))
    assert give(actions, opened, "P0011", version=2).status_code == 412


def test_a_closed_action_is_not_handed_over(actions: Actions) -> None:
    opened = actions.opened(owner="P0010", reach="system")
    tell(actions, (person("P0011"), 1))
    shown = {"text": "Done.", "evidenced_on": "2026-04-20"}
    actions.owner.post(f"/actions/{opened['action_id']}/evidence", json=shown, headers=tag(1))
    path = f"/actions/{opened['action_id']}/closure"
    assert actions.manager.post(path, json={"closed_on": "2026-04-21"}, headers=tag(2)).status_code == 200
    refused = give(actions, opened, "P0011", version=3)
    assert (refused.status_code, refused.json["rule"]) == (409, "already-closed")
