"""An auditor types for two hours on a bad line: nothing typed is lost, and nobody writes over it unseen."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from werkzeug.test import TestResponse

from services.activities import usecases
from services.activities.tables import ActivitiesWork
from shared.testing.client import Client
from shared.testing.clock import Clock
from tests.integration.activities.conftest import Activities, audit, tag, written
from tests.integration.activities.test_lifecycle import GONE, HANDED, mine, path

__all__ = ["mine"]
FIRST = {"If-None-Match": "*"}


def put(
    who: Client, draft_id: str, content: Any, headers: dict[str, str] = FIRST, **more: Any
) -> TestResponse:
    body = {"kind": "case_file_audit", "content": content, **more}
    return who.put(f"/drafts/{draft_id}", json=body, headers=headers)


def later(activities: Activities, **span: float) -> None:
    clock = activities.database.clock
    assert isinstance(clock, Clock)
    clock.pass_by(**span)


def swept(activities: Activities) -> None:
    with activities.database.work(ActivitiesWork) as uow:
        usecases.sweep_drafts(uow)
        uow.commit()


@pytest.fixture
def begun() -> str:
    return str(uuid4())


def test_unfinished_and_unfit_is_kept_and_what_is_unfit_is_told(activities: Activities, begun: str) -> None:
    content = {"overall": "brilliant", "domains": [{"domain": "tea"}], "month": 3, "tea": 1, "family": {}}
    saved = put(activities.auditor, begun, content)
    assert (saved.status_code, saved.headers["ETag"]) == (200, '"1"'), saved.json
    assert set(saved.json["unfit"]) == {"overall", "domains.0.domain", "month", "tea"}
    read = activities.auditor.get(f"/drafts/{begun}")
    assert read.json["content"] == content
    assert read.json["unfit"] == saved.json["unfit"]


def test_what_is_not_json_or_has_no_shape_is_refused_at_once(activities: Activities, begun: str) -> None:
    refused = activities.auditor.put(f"/drafts/{begun}", json={"kind": "tea", "content": []}, headers=FIRST)
    assert (refused.status_code, set(refused.json["errors"])) == (422, {"kind", "content"})
    broken = activities.auditor.put(f"/drafts/{begun}", data=b'{"kind"', content_type="application/json")
    assert broken.status_code == 400
    assert activities.auditor.get("/drafts").json["items"] == []


def test_nobody_saves_without_saying_what_they_read(activities: Activities, begun: str) -> None:
    assert put(activities.auditor, begun, {}, headers={}).status_code == 428
    assert put(activities.auditor, begun, {}, headers=tag(1)).status_code == 404


def test_a_draft_is_sealed_where_it_lies(activities: Activities, begun: str) -> None:
    put(activities.auditor, begun, audit())
    rows = "SELECT to_jsonb(draft)::text FROM draft UNION ALL SELECT to_jsonb(draft_version)::text FROM draft_version"
    for kept in activities.column(rows):
        assert "0001234" not in kept
        assert "sleeps" not in kept
    (sealed,) = activities.column("SELECT content FROM draft_version")
    assert b"sleeps" not in bytes(sealed)


def test_an_answer_lost_on_the_way_costs_nothing(activities: Activities, begun: str) -> None:
    for _ in range(2):
        assert put(activities.auditor, begun, {"overall": "good"}).headers["ETag"] == '"1"'
    for _ in range(2):
        again = put(activities.auditor, begun, {"overall": "inadequate"}, tag(1))
        assert (again.status_code, again.headers["ETag"]) == (200, '"2"')
    assert activities.column("SELECT count(*) FROM draft_version") == [2]


def test_two_who_write_see_what_the_other_changed_before_they_write_over_it(
    activities: Activities, mine: dict[str, Any]
) -> None:
    began = written()
    put(activities.auditor, mine["activity_id"], began)
    theirs = began | {"overall": "outstanding", "practitioner": None}
    assert put(activities.qa, mine["activity_id"], theirs, tag(1)).status_code == 200
    stale = put(activities.auditor, mine["activity_id"], began | {"overall": "inadequate"}, tag(1))
    assert (stale.status_code, stale.json["type"]) == (412, "/problems/stale")
    assert stale.json["difference"] == {
        "version": 2,
        "by": "Q1",
        "at": "2026-03-20T09:00:00Z",
        "changes": [
            {"field": "practitioner", "was": "W1", "yours": "W1", "theirs": None},
            {"field": "overall", "was": "good", "yours": "inadequate", "theirs": "outstanding"},
        ],
    }
    seen = "SELECT principal FROM access_log WHERE what = 'draft' AND key = '{}'"
    assert activities.column(seen.format(mine["activity_id"])) == ["M2"]
    assert put(activities.auditor, mine["activity_id"], began, tag(2)).headers["ETag"] == '"3"'


def test_a_second_device_that_begins_anew_is_told_of_the_first(activities: Activities, begun: str) -> None:
    put(activities.auditor, begun, {"overall": "good"})
    stale = put(activities.auditor, begun, {"overall": "inadequate"})
    assert stale.status_code == 412
    (change,) = stale.json["difference"]["changes"]
    assert change == {"field": "overall", "was": None, "yours": "inadequate", "theirs": "good"}


def test_only_the_auditor_reads_a_draft_and_who_may_submit_for_them(
    activities: Activities, begun: str, mine: dict[str, Any]
) -> None:
    for draft_id in (begun, mine["activity_id"]):
        put(activities.auditor, draft_id, {"overall": "good"})
        for who in (activities.moderator, activities.acting("M3", "team_manager")):
            assert who.get(f"/drafts/{draft_id}").status_code == 404
            assert who.get(f"/drafts/{draft_id}/versions").status_code == 404
            assert who.delete(f"/drafts/{draft_id}", headers=tag(1)).status_code == 404
            assert put(who, draft_id, {}, tag(1)).status_code == 404
            assert put(who, draft_id, {}).status_code == 404
        assert activities.qa.get(f"/drafts/{draft_id}").status_code == 200
        elsewhere = activities.acting("Q2", "qa_manager", areas={"early-help"})
        assert elsewhere.get(f"/drafts/{draft_id}").status_code == 404
        assert put(elsewhere, draft_id, {}, tag(1)).status_code == 404
    assert activities.practitioner.get("/drafts").status_code == 403
    assert activities.moderator.get("/drafts?auditor=M2").json["items"] == []
    assert len(activities.qa.get("/drafts?auditor=M2").json["items"]) == 2
    assert activities.qa.get("/drafts").json["items"] == []


def test_a_draft_goes_with_the_audit_to_whom_it_is_handed(
    activities: Activities, mine: dict[str, Any]
) -> None:
    put(activities.auditor, mine["activity_id"], {"overall": "good"})
    handed = activities.qa.post(path(mine, "reallocation"), json=HANDED, headers=tag(1))
    assert handed.status_code == 200, handed.json
    assert activities.auditor.get(f"/drafts/{mine['activity_id']}").status_code == 404
    heir = activities.acting("M3", "team_manager").get(f"/drafts/{mine['activity_id']}").json
    assert (heir["auditor"], heir["saved_by"]) == ("M3", "M2")


def test_one_s_drafts_are_listed_with_their_age(
    activities: Activities, begun: str, mine: dict[str, Any]
) -> None:
    put(activities.auditor, begun, {"service": "line-cin", "month": "2026-03", "practitioner": 7})
    put(activities.auditor, mine["activity_id"], {})
    later(activities, days=3)
    listed = {one["draft_id"]: one for one in activities.auditor.get("/drafts").json["items"]}
    one, other = listed[begun], listed[mine["activity_id"]]
    assert (one["service"], one["month"], one["practitioner"]) == ("line-cin", "2026-03", None)
    assert (one["idle_days"], one["kept_until"], one["due_on"]) == (3, "2026-06-18", None)
    assert other["due_on"] == mine["due_on"]
    first = activities.auditor.get("/drafts?limit=1").json
    rest = activities.auditor.get(f"/drafts?limit=1&after={first['next']}").json
    assert {first["items"][0]["draft_id"], rest["items"][0]["draft_id"]} == set(listed)


def test_what_was_written_over_can_be_read_again(activities: Activities, begun: str) -> None:
    put(activities.auditor, begun, {"improvement_link": "Two hours of thought."})
    put(activities.auditor, begun, {"improvement_link": ""}, tag(1))
    kept = activities.auditor.get(f"/drafts/{begun}/versions").json["versions"]
    assert [(one["version"], one["saved_by"]) for one in kept] == [(2, "M2"), (1, "M2")]
    before = activities.auditor.get(f"/drafts/{begun}?version=1")
    assert before.json["content"] == {"improvement_link": "Two hours of thought."}
    assert before.headers["ETag"] == '"2"'
    assert activities.auditor.get(f"/drafts/{begun}?version=9").status_code == 404


def test_of_yesterday_the_last_version_in_each_ten_minutes_is_kept(
    activities: Activities, begun: str
) -> None:
    put(activities.auditor, begun, {"said": 0})
    for n in range(1, 10):
        later(activities, minutes=4)
        put(activities.auditor, begun, {"said": n}, tag(n))
    swept(activities)
    assert activities.column("SELECT count(*) FROM draft_version") == [10]
    later(activities, days=2)
    swept(activities)
    kept = activities.column("SELECT version FROM draft_version ORDER BY version")
    assert kept == [3, 5, 8, 10]
    assert activities.auditor.get(f"/drafts/{begun}").json["content"] == {"said": 9}


def test_a_submitted_draft_is_gone_with_that_very_commit(
    activities: Activities, begun: str, mine: dict[str, Any]
) -> None:
    put(activities.auditor, begun, audit())
    put(activities.auditor, mine["activity_id"], written())
    sent = activities.auditor.post("/audits", json=audit(activity_id=begun))
    assert sent.status_code == 201, sent.json
    done = activities.auditor.post(
        f"/audits/{mine['activity_id']}/submission", json=written(), headers=tag(1)
    )
    assert done.status_code == 200, done.json
    assert activities.auditor.get("/drafts").json["items"] == []
    for draft_id in (begun, mine["activity_id"]):
        assert activities.auditor.get(f"/drafts/{draft_id}").status_code == 404
        late = put(activities.auditor, draft_id, {}, tag(1))
        assert (late.status_code, late.json["rule"]) == (409, "already-submitted")
    swept(activities)
    assert activities.column("SELECT count(*) FROM draft_version") == [0]


def test_a_withdrawn_audit_is_not_drafted_any_more(activities: Activities, mine: dict[str, Any]) -> None:
    activities.qa.post(path(mine, "withdrawal"), json=GONE, headers=tag(1))
    refused = put(activities.auditor, mine["activity_id"], {})
    assert (refused.status_code, refused.json["rule"]) == (409, "withdrawn")


def test_the_kind_is_that_of_the_audit(activities: Activities, begun: str, mine: dict[str, Any]) -> None:
    put(activities.auditor, begun, {})
    for draft_id, version in ((begun, tag(1)), (mine["activity_id"], FIRST)):
        other = put(activities.auditor, draft_id, {}, version, kind="practice_observation")
        assert (other.status_code, set(other.json["errors"])) == (422, {"kind"})


def test_a_forgotten_draft_goes_after_its_days_and_a_discarded_one_at_once(
    activities: Activities, begun: str
) -> None:
    put(activities.auditor, begun, {})
    later(activities, days=90)
    swept(activities)
    assert activities.auditor.get(f"/drafts/{begun}").json["idle_days"] == 90
    later(activities, seconds=1)
    swept(activities)
    assert activities.auditor.get(f"/drafts/{begun}").status_code == 404
    put(activities.auditor, begun, {})
    assert activities.auditor.delete(f"/drafts/{begun}", headers=tag(2)).status_code == 412
    assert activities.auditor.delete(f"/drafts/{begun}", headers=tag(1)).status_code == 204
    assert activities.column("SELECT count(*) FROM draft_version") == [0]
