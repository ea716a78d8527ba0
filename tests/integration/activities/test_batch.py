"""Many audits and observations at once: each judged on its own, the fit ones taken together and once."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from shared.testing.client import Client
from tests.integration.activities.conftest import Activities, audit, changed_person

ROWS = (
    "SELECT (SELECT count(*) FROM activity) || ' ' || (SELECT count(*) FROM event_log)"
    " || ' ' || (SELECT count(*) FROM activity_reference)"
)


@pytest.fixture
def system(activities: Activities) -> Client:
    return activities.acting("case-system", "service_area_system")


def item(reference: str | None = None, **changes: Any) -> dict[str, Any]:
    named = {"reference": reference} if reference else {}
    return {"kind": "case_file_audit", **named, **audit(), **changes}


def observation(reference: str | None = None, **changes: Any) -> dict[str, Any]:
    seen = {"setting": "groupwork", "grading": "ungraded", "overall": None, "domains": [], "case": None}
    return item(reference, kind="practice_observation", **seen, **changes)


def send(client: Client, *items: Any, query: str = "", **more: Any) -> Any:
    return client.post(f"/activities/batch{query}", json={"items": list(items)}, **more)


def outcomes(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.json
    return [one["outcome"] for one in answer.json["items"]]


def rows(activities: Activities) -> list[int]:
    """Activities, events, references."""
    (told,) = activities.column(ROWS)
    return [int(one) for one in told.split()]


def test_each_item_has_its_answer_in_its_place(activities: Activities, system: Client) -> None:
    unfit = item("b", overall="inadequate", findings=[])
    misspelt = item("c", completed_on="tomorrow", surprise=1)
    answer = send(system, item("a"), unfit, misspelt, observation("d"), {"kind": "tea"})
    assert outcomes(answer) == ["accepted", "refused", "refused", "accepted", "refused"]
    assert [answer.json[name] for name in ("accepted", "repeated", "refused")] == [2, 0, 3]
    first, second, third, fourth, fifth = answer.json["items"]
    assert (first["reference"], first["version"]) == ("a", 1)
    problem = second["problem"]
    assert (problem["status"], problem["rule"], problem["source"]) == (409, "action-needed", "S22")
    assert (third["problem"]["status"], set(third["problem"]["errors"])) == (
        422,
        {"completed_on", "surprise"},
    )
    assert list(fifth["problem"]["errors"]) == ["kind"]
    taken = {one["activity_id"] for one in (first, fourth)}
    assert {str(told.activity_id) for _, _, told in activities.events()} == taken
    assert rows(activities) == [2, 2, 2]
    shown = activities.auditor.get(f"/activities/{first['activity_id']}").json
    assert (shown["auditor"], shown["content"]["family"]["said"]) == ("M2", "They listen to us now.")


@pytest.mark.parametrize("kind", [None, "tea", [], "group_supervision"])
def test_what_is_neither_audit_nor_observation_is_refused(system: Client, kind: Any) -> None:
    answer = send(system, item(kind=kind))
    assert outcomes(answer) == ["refused"]
    assert list(answer.json["items"][0]["problem"]["errors"]) == ["kind"]


def test_an_item_is_taken_once_however_often_it_is_delivered(activities: Activities, system: Client) -> None:
    first = send(system, item("a"), item("b")).json["items"]
    again = send(system, dict(reversed(item("b").items())), item("a"), item("c"), item("c"))
    assert outcomes(again) == ["repeated", "repeated", "accepted", "repeated"]
    assert [one["activity_id"] for one in again.json["items"][:2]] == [
        first[1]["activity_id"],
        first[0]["activity_id"],
    ]
    assert rows(activities) == [3, 3, 3]


def test_what_was_taken_once_is_not_judged_again(activities: Activities, system: Client) -> None:
    send(system, item("a"))
    activities.told(changed_person("M2", active=False), sequence=2)
    deadline = time.monotonic() + 15
    while outcomes(send(system, item())) == ["accepted"]:
        assert time.monotonic() < deadline, "the auditor has left"
    assert outcomes(send(system, item("a"), item("b"))) == ["repeated", "refused"]


def test_another_text_under_a_reference_is_refused_and_another_system_s_is_its_own(
    activities: Activities, system: Client
) -> None:
    send(system, item("a"))
    for changed in (item("a", overall="outstanding"), item("a", case="CH-0009999")):
        answer = send(system, changed)
        assert outcomes(answer) == ["refused"]
        assert answer.json["items"][0]["problem"]["rule"] == "reference-used"
    other = activities.acting("another-system", "service_area_system")
    assert outcomes(send(other, item("a", overall="outstanding"))) == ["accepted"]
    assert rows(activities) == [2, 2, 2]


def test_a_repeated_key_repeats_the_answer(activities: Activities, system: Client) -> None:
    key = {"Idempotency-Key": "once"}
    first = send(system, item("a"), item(), {"kind": "tea"}, headers=key)
    again = send(system, item("a"), item(), {"kind": "tea"}, headers=key)
    assert (again.json, again.headers["Idempotent-Replay"]) == (first.json, "true")
    assert rows(activities) == [2, 2, 1]


def test_all_or_nothing_takes_nothing_where_one_is_refused(activities: Activities, system: Client) -> None:
    bad = item("b", practitioner="W404")
    answer = send(system, item("a"), bad, query="?all_or_nothing=true")
    assert (answer.status_code, answer.json["type"]) == (409, "/problems/all-or-nothing")
    assert [one["outcome"] for one in answer.json["items"]] == ["accepted", "refused"]
    assert answer.json["items"][1]["problem"]["rule"] == "unknown-person"
    assert rows(activities) == [0, 0, 0]
    assert outcomes(send(system, item("a"), item("b"), query="?all_or_nothing=true")) == ["accepted"] * 2


def test_a_system_writes_for_its_own_area_alone(activities: Activities, system: Client) -> None:
    elsewhere = item("b", service="youth-justice", team=None, practitioner=None)
    answer = send(system, item("a"), elsewhere)
    assert outcomes(answer) == ["accepted", "refused"]
    problem = answer.json["items"][1]["problem"]
    assert (problem["status"], problem["rule"]) == (403, "area")
    nowhere = activities.acting("case-system", "service_area_system", areas=set())
    assert outcomes(send(nowhere, item("c"))) == ["refused"]


@pytest.mark.parametrize("number", [0, 501])
def test_a_batch_of_none_or_too_many_is_refused_as_a_whole(system: Client, number: int) -> None:
    answer = send(system, *[{}] * number)
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["items"])


def test_a_body_that_is_too_large_is_413_and_says_how_much_may_come(system: Client) -> None:
    answer = system.post("/activities/batch", data=b" " * ((16 << 20) + 1), content_type="application/json")
    assert (answer.status_code, answer.json["type"]) == (413, "/problems/too-large")
    assert str(16 << 20) in answer.json["detail"]


def test_a_reference_names_no_child(activities: Activities, system: Client) -> None:
    answer = send(
        system, item("LL/CH-0001234/7"), item("9434765919"), item(" x"), item("a9434765919" + "b" * 21)
    )
    assert outcomes(answer) == ["refused"] * 3 + ["accepted"]
    rules = [one["problem"].get("rule") for one in answer.json["items"][:3]]
    assert rules == ["no-identifiers", "no-identifiers", None]


def test_five_hundred_cost_as_many_statements_as_one(
    activities: Activities, system: Client, count_statements: Callable[[], list[str]]
) -> None:
    """A lock and a look-up of the references, then one insert of everything, the stored answer included.

    What the process asks for itself now and then, whether the organisation changed and how much waits, is left out.
    """
    send(system, item("warm"))
    sent = count_statements()
    for number in (1, 500):
        sent.clear()
        answer = send(system, *(item(f"{number}-{n}") for n in range(number)))
        assert answer.json["accepted"] == number
        assert len([one for one in sent if "activit" in one]) == 3, sent
    sent.clear()
    assert send(system, *(item() for _ in range(20))).json["accepted"] == 20
    asked = [one for one in sent if "activit" in one]
    assert len(asked) == 1, "without references nothing is asked, and the commit is shared"
