"""The life of an action over HTTP (S23)."""

from __future__ import annotations

from typing import Any

import pytest

from shared.testing.client import Client
from tests.integration.actions.conftest import Actions, tag

EVIDENCE = {"text": "Visited and seen alone", "evidenced_on": "2026-03-04"}
CLOSURE = {"closed_on": "2026-03-06", "record_reference": "LL-123456"}
REOPENING = {"reason": "The visit was not recorded", "reopened_on": "2026-03-20"}


def act(who: Client, action: dict[str, Any], what: str, body: dict[str, Any], version: int) -> Any:
    return who.post(f"/actions/{action['action_id']}/{what}", json=body, headers=tag(version))


def test_recorded_tracked_closed_and_reopened(actions: Actions) -> None:
    action = actions.opened()
    shown = act(actions.owner, action, "evidence", EVIDENCE, 1)
    assert (shown.status_code, shown.headers["ETag"], shown.json["status"]) == (200, '"2"', "evidenced")
    closed = act(actions.manager, action, "closure", CLOSURE, 2)
    assert (closed.status_code, closed.json["closed_by"], closed.json["version"]) == (200, "P0020", 3)
    again = act(actions.manager, action, "reopening", REOPENING, 3)
    assert (again.status_code, again.json["status"], again.json["due_on"]) == (200, "open", "2026-04-03")
    assert [(what, sequence, said.status) for what, sequence, said in actions.events()] == [
        ("action.opened", 1, "open"),
        ("action.evidenced", 2, "evidenced"),
        ("action.closed", 3, "closed"),
        ("action.reopened", 4, "open"),
    ]


def test_the_history_says_who_what_and_when_and_loses_nothing(actions: Actions) -> None:
    action = actions.opened()
    act(actions.owner, action, "evidence", EVIDENCE, 1)
    act(actions.manager, action, "reopening", REOPENING, 2)
    history = actions.manager.get(f"/actions/{action['action_id']}").json["history"]
    assert [(line["what"], line["by"], line["happened_on"], line["note"]) for line in history] == [
        ("opened", "P0002", "2026-03-02", None),
        ("evidenced", "P0010", "2026-03-04", "Visited and seen alone"),
        ("reopened", "P0020", "2026-03-20", "The visit was not recorded"),
    ]
    assert {line["recorded_at"] for line in history} == {"2026-05-01T09:00:00+00:00"}


def test_words_of_the_evidence_leave_in_no_event_and_no_list(actions: Actions) -> None:
    action = actions.opened()
    act(actions.owner, action, "evidence", EVIDENCE, 1)
    assert "seen alone" not in repr(actions.events())
    assert "seen alone" not in actions.manager.get("/actions").text


def test_the_owner_does_not_close_their_own_action(actions: Actions) -> None:
    action = actions.opened(owner="P0020")
    act(actions.manager, action, "evidence", EVIDENCE, 1)
    refused = act(actions.manager, action, "closure", CLOSURE, 2)
    assert (refused.status_code, refused.json["rule"], refused.json["source"]) == (409, "four-eyes", "S23")


def test_nor_does_the_qa_manager_who_gave_the_evidence_for_the_owner(actions: Actions) -> None:
    action = actions.opened()
    assert act(actions.http, action, "evidence", EVIDENCE, 1).status_code == 200
    assert act(actions.http, action, "closure", CLOSURE, 2).json["rule"] == "four-eyes"
    assert act(actions.manager, action, "closure", CLOSURE, 2).status_code == 200


def test_only_the_owner_or_the_qa_manager_gives_evidence(actions: Actions) -> None:
    refused = act(actions.manager, actions.opened(), "evidence", EVIDENCE, 1)
    assert (refused.status_code, refused.json["rule"]) == (403, "owner-evidence")


def test_a_case_action_needs_its_place_on_the_childs_record(actions: Actions) -> None:
    action = actions.opened()
    act(actions.owner, action, "evidence", EVIDENCE, 1)
    refused = act(actions.manager, action, "closure", {"closed_on": "2026-03-06"}, 2)
    assert (refused.status_code, refused.json["type"]) == (409, "/problems/record-reference")
    assert "record_reference" in refused.json["errors"]


def test_the_owner_gives_that_place_with_the_evidence_and_no_event_tells_it(actions: Actions) -> None:
    action = actions.opened()
    shown = act(actions.owner, action, "evidence", EVIDENCE | {"record_reference": "LL-77"}, 1)
    assert (shown.status_code, shown.json["record_reference"]) == (200, "LL-77")
    closed = act(actions.manager, action, "closure", {"closed_on": "2026-03-06"}, 2)
    assert (closed.status_code, closed.json["record_reference"]) == (200, "LL-77")
    with actions.database.engine.connect() as connection:
        bodies = connection.exec_driver_sql("SELECT body FROM event_log").scalars().all()
    assert len(bodies) == 3
    assert not any("LL-77" in repr(body) or "record_reference" in repr(body) for body in bodies)


@pytest.mark.parametrize(
    ("what", "field", "day"), [("evidence", "text", "evidenced_on"), ("reopening", "reason", "reopened_on")]
)
@pytest.mark.parametrize("number", ["A123456789012", "943 476 5919"])
def test_words_that_look_like_a_childs_number_are_refused(
    actions: Actions, what: str, field: str, day: str, number: str
) -> None:
    action = actions.opened()
    act(actions.owner, action, "evidence", EVIDENCE, 1)
    refused = act(actions.http, action, what, {field: f"Seen, see {number}", day: "2026-03-04"}, 2)
    assert (refused.status_code, refused.json["rule"]) == (409, "no-identifiers")
    assert list(refused.json["errors"]) == [field]
    assert number not in refused.text
    assert actions.of_id(action)["version"] == 2


def test_a_refusal_leaves_everything_as_it_was(actions: Actions) -> None:
    action = actions.opened()
    assert act(actions.manager, action, "closure", CLOSURE, 1).json["rule"] == "evidence-first"
    assert actions.of_id(action)["version"] == 1
    assert len(actions.events()) == 1


def test_who_was_second_is_told_so(actions: Actions) -> None:
    action = actions.opened()
    assert act(actions.owner, action, "evidence", EVIDENCE, 1).status_code == 200
    assert act(actions.http, action, "evidence", EVIDENCE, 1).status_code == 412


def test_a_change_without_an_etag_is_refused(actions: Actions) -> None:
    path = f"/actions/{actions.opened()['action_id']}/evidence"
    assert actions.owner.post(path, json=EVIDENCE).status_code == 428


def test_the_same_request_again_gets_the_same_answer_once_done(actions: Actions) -> None:
    action = actions.opened()
    headers = tag(1) | {"Idempotency-Key": "evidence-1"}
    path = f"/actions/{action['action_id']}/evidence"
    first, second = (actions.owner.post(path, json=EVIDENCE, headers=headers) for _ in range(2))
    assert (first.status_code, first.json) == (second.status_code, second.json)
    assert second.headers["Idempotent-Replay"] == "true"
    assert len(actions.events()) == 2


@pytest.mark.parametrize(
    ("what", "body", "field"),
    [
        ("evidence", {"text": " ", "evidenced_on": "2026-03-04"}, "text"),
        ("evidence", {"text": "x", "evidenced_on": "2999-01-01"}, "evidenced_on"),
        ("closure", {"closed_on": "2026-03-06", "record_reference": "Jo Bloggs"}, "record_reference"),
        ("evidence", EVIDENCE | {"record_reference": "Jo Bloggs"}, "record_reference"),
        ("closure", {"closed_on": "tomorrow"}, "closed_on"),
        ("reopening", {"reopened_on": "2026-03-20"}, "reason"),
        ("reopening", {"reason": "x", "reopened_on": "2026-03-20", "why": "y"}, "why"),
    ],
)
def test_a_wrong_field_is_named(actions: Actions, what: str, body: dict[str, Any], field: str) -> None:
    refused = act(actions.http, actions.opened(), what, body, 1)
    assert (refused.status_code, list(refused.json["errors"])) == (422, [field])


def test_dates_out_of_order_are_refused_by_name(actions: Actions) -> None:
    refused = act(actions.owner, actions.opened(), "evidence", EVIDENCE | {"evidenced_on": "2026-03-01"}, 1)
    assert (refused.status_code, refused.json["rule"]) == (409, "dates-in-order")
