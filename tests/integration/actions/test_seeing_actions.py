"""Who sees which actions, and how they are found."""

from __future__ import annotations

from uuid import uuid4

from sqlalchemy import text

from tests.integration.actions.conftest import Actions, tag

OTHER = {"area": "early-help", "service": "targeted-youth"}


def test_people_see_the_actions_of_their_area(actions: Actions) -> None:
    mine, theirs = actions.opened(), actions.opened(**OTHER)
    seen = [item["action_id"] for item in actions.manager.get("/actions").json["items"]]
    assert seen == [mine["action_id"]]
    assert actions.manager.get(f"/actions/{theirs['action_id']}").status_code == 404
    body = {"reason": "x", "reopened_on": "2026-03-20"}
    path = f"/actions/{theirs['action_id']}/reopening"
    assert actions.manager.post(path, json=body, headers=tag(1)).status_code == 404


def test_owners_see_and_answer_their_actions_wherever_these_come_from(actions: Actions) -> None:
    action = actions.opened(**OTHER)
    assert [item["area"] for item in actions.owner.get("/actions").json["items"]] == ["early-help"]
    body = {"text": "done", "evidenced_on": "2026-03-04"}
    path = f"/actions/{action['action_id']}/evidence"
    assert actions.owner.post(path, json=body, headers=tag(1)).status_code == 200


def test_filters_narrow_the_list(actions: Actions) -> None:
    actions.opened(owner="P0040")
    wide = actions.opened(reach="system", **OTHER)

    def found(query: str) -> int:
        return len(actions.http.get(f"/actions?{query}").json["items"])

    assert [found("owner=P0040"), found("service=targeted-youth"), found("reach=system")] == [1, 1, 1]
    assert [found("status=open"), found("status=closed")] == [2, 0]
    assert [found(f"activity_id={wide['activity_id']}"), found(f"activity_id={uuid4()}")] == [1, 0]
    assert actions.http.get("/actions?status=done").status_code == 422


def test_overdue_is_asked_as_of_a_day(actions: Actions) -> None:
    action = actions.opened(priority="high")  # due on 16 March
    path = f"/actions/{action['action_id']}"
    actions.owner.post(f"{path}/evidence", json={"text": "x", "evidenced_on": "2026-03-20"}, headers=tag(1))
    closure = {"closed_on": "2026-03-25", "record_reference": "LL-1"}
    assert actions.manager.post(f"{path}/closure", json=closure, headers=tag(2)).status_code == 200
    seen = {
        day: len(actions.http.get(f"/actions?overdue_on=2026-03-{day}").json["items"])
        for day in (16, 17, 24, 25)
    }
    assert seen == {16: 0, 17: 1, 24: 1, 25: 0}


def test_pages_follow_each_other_without_gap_or_repeat(actions: Actions) -> None:
    for priority in ("low", "high", "safeguarding", "medium", "high"):
        actions.opened(priority=priority)
    due, after = [], ""
    while after is not None:
        answer = actions.http.get(f"/actions?limit=2{after and f'&after={after}'}").json
        due += [(item["due_on"], item["action_id"]) for item in answer["items"]]
        after = answer["next"]
    assert len(set(due)) == 5
    assert due == sorted(due)


def test_a_cursor_of_somewhere_else_is_refused(actions: Actions) -> None:
    assert actions.http.get("/actions?after=abc").status_code == 422


def test_opening_one_action_leaves_an_access_row(actions: Actions) -> None:
    action = actions.opened()
    assert actions.manager.get(f"/actions/{action['action_id']}").status_code == 200
    with actions.database.engine.connect() as connection:
        rows = connection.execute(text("SELECT principal, what, key FROM access_log")).all()
    assert [tuple(row) for row in rows] == [("P0020", "action", action["action_id"])]


def test_an_unchanged_action_is_not_sent_again(actions: Actions) -> None:
    path = f"/actions/{actions.opened()['action_id']}"
    assert actions.manager.get(path, headers={"If-None-Match": '"1"'}).status_code == 304
