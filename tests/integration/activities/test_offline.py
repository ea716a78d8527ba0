"""Written down in a kitchen without signal, sent days later and more than once: taken once, with its own time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest

from shared.testing.clock import Clock
from tests.integration.activities.conftest import Activities, audit, changed_person, tag, written
from tests.integration.activities.test_answering import ANSWERS, themed, with_theme
from tests.integration.activities.test_lifecycle import LONGER, mine, path

__all__ = ["mine", "with_theme"]
MADE = "2026-03-16T15:30:00+00:00"


def observation(**changes: Any) -> dict[str, Any]:
    """What a phone sends on 20 March of what was seen on the 16th."""
    seen = {"setting": "direct_work", "auditor": "M2", "completed_on": "2026-03-16", "made_at": MADE}
    return audit(**seen, activity_id=str(uuid4())) | changes


def test_what_was_made_days_ago_is_kept_with_both_its_times(activities: Activities) -> None:
    body = observation()
    answer = activities.auditor.post("/observations", json=body)
    assert answer.status_code == 201, answer.json
    assert answer.json["activity_id"] == body["activity_id"]
    assert (answer.json["made_at"], answer.json["received_at"]) == (MADE, "2026-03-20T09:00:00+00:00")
    read = activities.auditor.get(f"/activities/{body['activity_id']}").json
    listed = activities.auditor.get("/activities").json["items"][0]
    for shown in (read, listed):
        assert (shown["made_at"], shown["received_at"]) == (MADE, "2026-03-20T09:00:00+00:00")
        assert shown["submitted_on"] == "2026-03-16"


def test_sent_twice_under_different_keys_it_is_taken_once(activities: Activities) -> None:
    body = observation()
    first = activities.auditor.post("/observations", json=body)
    again = activities.auditor.post("/observations", json=body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json == first.json
    assert again.headers["ETag"] == first.headers["ETag"]
    assert activities.column("SELECT count(*) FROM activity") == [1]
    assert len(activities.events()) == 1


def test_sent_by_two_devices_at_once_it_is_taken_once(activities: Activities) -> None:
    body = observation()
    with ThreadPoolExecutor(8) as devices:
        sent = [
            devices.submit(activities.acting("M2", "team_manager").post, "/observations", json=body)
            for _ in range(8)
        ]
    assert sorted(one.result().status_code for one in sent) == [200] * 7 + [201]
    assert len(activities.events()) == 1


def test_weeks_later_it_is_still_the_same(activities: Activities) -> None:
    """Too old by now, and its auditor no longer at work: it was taken when it was neither."""
    body = observation()
    activities.auditor.post("/observations", json=body)
    clock = activities.database.clock
    assert isinstance(clock, Clock)
    clock.pass_by(days=40)
    activities.told(changed_person("M2", active=False), sequence=2)
    fresh = {"auditor": "M2", "activity_id": str(uuid4())}
    assert activities.qa.post("/observations", json=body | fresh).status_code == 409
    assert activities.qa.post("/observations", json=body).status_code == 200


def test_a_moderated_audit_sent_again_is_answered_as_it_stands(activities: Activities) -> None:
    body = audit(activity_id=str(uuid4()))
    activities.auditor.post("/audits", json=body)
    judged = activities.moderator.post(
        f"/activities/{body['activity_id']}/moderation", json={"overall": "good"}, headers=tag(1)
    )
    assert judged.status_code == 200, judged.json
    again = activities.auditor.post("/audits", json=body)
    assert (again.status_code, again.json["status"], again.headers["ETag"]) == (200, "moderated", '"2"')


@pytest.mark.parametrize(
    "other",
    [
        {"overall": "inadequate"},
        {"completed_on": "2026-03-15"},
        {"practitioner": None},
        {"case": "CH-2"},
        {"month": "2026-02"},
        {"family": {"outcome": "heard", "who": "child", "said": "Nobody asked me."}},
    ],
)
def test_other_words_under_the_same_id_are_refused(activities: Activities, other: dict[str, Any]) -> None:
    body = observation()
    activities.auditor.post("/observations", json=body)
    refused = activities.auditor.post("/observations", json=body | other)
    assert (refused.status_code, refused.json["rule"]) == (409, "activity-id-taken"), refused.json
    assert activities.auditor.post("/audits", json=audit(activity_id=body["activity_id"])).status_code == 409
    assert len(activities.events()) == 1


def test_what_is_graded_by_its_answers_is_taken_once_too(with_theme: Activities) -> None:
    body = themed(activity_id=str(uuid4()))
    sent = [with_theme.auditor.post("/audits", json=body) for _ in range(2)]
    assert [one.status_code for one in sent] == [201, 200], sent[1].json
    worse = body | {"answers": [{**ANSWERS[0], "answer": "inadequate"}]}
    assert with_theme.auditor.post("/audits", json=worse).json["rule"] == "activity-id-taken"
    other = body | {"tool": {"code": "case-file-audit", "version": 1}}
    assert with_theme.auditor.post("/audits", json=other).status_code == 409


def test_the_id_of_an_activity_elsewhere_tells_nothing_of_it(activities: Activities) -> None:
    body = observation()
    activities.auditor.post("/observations", json=body)
    elsewhere = activities.acting("M9", "team_manager", areas={"early-help"})
    own = {"auditor": "M9", "service": "youth-justice", "team": "youth-justice-01", "practitioner": None}
    refused = elsewhere.post("/observations", json=body | own)
    assert (refused.status_code, refused.json["rule"]) == (409, "activity-id-taken")
    assert not any(word in refused.text for word in ("line-cin", "M2", "C-", "submitted"))


@pytest.mark.parametrize(
    ("made_at", "status", "said"),
    [
        ("2026-03-20T09:05:00Z", 201, None),
        ("2026-03-20T09:05:01Z", 409, "future-date"),
        ("2026-02-18T09:00:00Z", 201, None),
        ("2026-02-18T08:59:59Z", 409, "made-too-long-ago"),
        ("2026-03-20T09:00:00", 422, None),
        ("yesterday", 422, None),
    ],
)
def test_a_device_s_clock_is_believed_within_limits(
    activities: Activities, made_at: str, status: int, said: str | None
) -> None:
    answer = activities.auditor.post("/audits", json=audit(made_at=made_at))
    assert (answer.status_code, answer.json.get("rule")) == (status, said), answer.json
    assert status == 201 or set(answer.json["errors"]) == {"made_at"}


def test_an_allocated_audit_submitted_twice_is_taken_once(
    activities: Activities, mine: dict[str, Any]
) -> None:
    place = f"/audits/{mine['activity_id']}/submission"
    body = written(made_at="2026-03-18T20:00:00Z")
    first = activities.auditor.post(place, json=body, headers=tag(1))
    told = len(activities.events())
    again = activities.auditor.post(place, json=body, headers=tag(1))
    assert (first.status_code, again.status_code) == (200, 200), again.json
    assert again.json == first.json
    assert again.json["made_at"] == "2026-03-18T20:00:00+00:00"
    assert len(activities.events()) == told
    somebody = activities.acting("S1", "service_manager").post(place, json=body, headers=tag(1))
    assert somebody.status_code == 403


def test_a_stale_submission_is_told_what_happened_meanwhile(
    activities: Activities, mine: dict[str, Any]
) -> None:
    place = f"/audits/{mine['activity_id']}/submission"
    extended = activities.auditor.post(path(mine, "extension"), json=LONGER, headers=tag(1))
    assert extended.status_code == 200, extended.json
    stale = activities.auditor.post(place, json=written(), headers=tag(1))
    due = mine["due_on"]
    assert (stale.status_code, stale.json["difference"]) == (
        412,
        {
            "version": 2,
            "by": "M2",
            "at": "2026-03-20T09:00:00Z",
            "changes": [{"field": "due_on", "was": due, "yours": due, "theirs": LONGER["due_on"]}],
        },
    )
    assert activities.auditor.post(place, json=written(), headers=tag(2)).status_code == 200
    other = activities.auditor.post(place, json=written(overall="outstanding"), headers=tag(2))
    assert (other.status_code, other.json["difference"]["changes"][0]["theirs"]) == (412, "submitted")
