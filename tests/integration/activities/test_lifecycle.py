"""Allocated audits that do not go as planned: withdrawn, handed on, due later; and what the history tells."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from services.activities.main import SERVICE
from services.activities.tables import ActivitiesWork
from shared.db.migrate import downgrade, upgrade
from tests.integration.activities.conftest import Activities, audit, tag, written
from tests.integration.activities.test_programme import drawn, of_m2

GONE = {"reason": "case_closed", "note": "Closed the week before."}
HANDED = {"auditor": "M3", "reason": "workload"}
LONGER = {"due_on": "2026-04-10", "approved_by": "S1", "reason": "family_unavailable"}


def path(one: dict[str, Any], what: str) -> str:
    return f"/activities/{one['activity_id']}/{what}"


@pytest.fixture
def mine(activities: Activities) -> dict[str, Any]:
    """An audit allocated to M2 of a case that W1 works."""
    activities.imported(6, "".join(f"K{n},line-cin-01,W1,2024-02-01,\n" for n in range(6)))
    return of_m2(activities, drawn(activities))


def load(activities: Activities) -> dict[str, int]:
    with activities.database.work(ActivitiesWork) as uow:
        return dict(uow.activities.load(uow.today().replace(day=1)))


def test_a_withdrawn_audit_frees_its_auditor_and_its_case(
    activities: Activities, mine: dict[str, Any]
) -> None:
    before = load(activities)
    assert drawn(activities)["excluded"] == {"already-allocated": 6}
    done = activities.qa.post(path(mine, "withdrawal"), json=GONE, headers=tag(1))
    assert (done.status_code, done.headers["ETag"], done.json["status"]) == (200, '"2"', "withdrawn"), (
        done.json
    )
    assert load(activities) == before | {"M2": before["M2"] - 1}
    what, sequence, told = activities.events()[-1]
    assert (what, sequence, told.auditor, told.reason) == ("activity.withdrawn", 2, "M2", "case_closed")
    assert told.withdrawn_on.isoformat() == "2026-03-20"
    again = drawn(activities)
    assert (again["frame_size"], again["excluded"]) == (1, {"already-allocated": 5})
    assert [one["case"] for one in again["allocations"]] == [mine["case"]]
    listed = activities.qa.get("/activities?status=withdrawn").json["items"]
    assert [one["activity_id"] for one in listed] == [mine["activity_id"]]


def test_a_withdrawn_audit_is_over(activities: Activities, mine: dict[str, Any]) -> None:
    activities.qa.post(path(mine, "withdrawal"), json=GONE, headers=tag(1))
    refused = [
        activities.qa.post(path(mine, "withdrawal"), json=GONE, headers=tag(2)),
        activities.qa.post(path(mine, "reallocation"), json=HANDED, headers=tag(2)),
        activities.auditor.post(path(mine, "extension"), json=LONGER, headers=tag(2)),
        activities.moderator.post(path(mine, "moderation"), json={"overall": "good"}, headers=tag(2)),
        activities.auditor.post(f"/audits/{mine['activity_id']}/submission", json=written(), headers=tag(2)),
    ]
    assert {(one.status_code, one.json["rule"], one.json["source"]) for one in refused} == {
        (409, "withdrawn", "S07")
    }
    hidden = activities.auditor.get(path(mine, "case"))
    assert (hidden.status_code, hidden.json["rule"]) == (403, "withdrawn")


def test_what_was_written_is_never_taken_away(activities: Activities) -> None:
    done = activities.auditor.post("/audits", json=audit()).json
    for what, body in (("withdrawal", GONE), ("reallocation", HANDED), ("extension", LONGER)):
        refused = activities.qa.post(path(done, what), json=body, headers=tag(1))
        assert (refused.status_code, refused.json["rule"]) == (409, "already-submitted")
    assert activities.auditor.get(f"/activities/{done['activity_id']}").json["status"] == "submitted"


def test_an_audit_is_handed_on_and_done_by_the_new_auditor(
    activities: Activities, mine: dict[str, Any]
) -> None:
    before = load(activities)
    done = activities.qa.post(path(mine, "reallocation"), json=HANDED, headers=tag(1))
    assert (done.status_code, done.json["auditor"], done.headers["ETag"]) == (200, "M3", '"2"'), done.json
    assert load(activities) == before | {"M2": before["M2"] - 1, "M3": before["M3"] + 1}
    what, sequence, told = activities.events()[-1]
    assert (what, sequence) == ("activity.reallocated", 2)
    assert (told.auditor, told.previous_auditor, told.due_on.isoformat()) == ("M3", "M2", "2026-03-22")
    submission = f"/audits/{mine['activity_id']}/submission"
    assert activities.auditor.post(submission, json=written(), headers=tag(2)).status_code == 403
    assert activities.auditor.get(path(mine, "case")).status_code == 403
    other = activities.acting("M3", "team_manager")
    assert other.get(path(mine, "case")).json["identifier"].startswith("K")
    assert other.post(submission, json=written(), headers=tag(2)).json["status"] == "submitted"


@pytest.mark.parametrize(
    ("auditor", "rule"),
    [
        ("M2", "same-auditor"),
        ("M1", "independence"),
        ("L1", "independence"),
        ("M9", "auditor-area"),
        ("S2", "auditor-role"),
        ("G1", "auditor-role"),
        ("X9", "unknown-person"),
    ],
)
def test_the_rules_of_allocation_hold_for_a_new_auditor(
    activities: Activities, mine: dict[str, Any], auditor: str, rule: str
) -> None:
    refused = activities.qa.post(
        path(mine, "reallocation"), json=HANDED | {"auditor": auditor}, headers=tag(1)
    )
    assert (refused.status_code, refused.json["rule"]) == (409, rule)
    assert len(activities.column("SELECT 1 FROM activity_change WHERE version > 1")) == 0


def test_heads_of_service_hand_on_in_their_own_area(activities: Activities, mine: dict[str, Any]) -> None:
    elsewhere = activities.acting("H9", "head_of_service", areas={"early-help"})
    assert elsewhere.post(path(mine, "reallocation"), json=HANDED, headers=tag(1)).status_code == 404
    assert activities.auditor.post(path(mine, "reallocation"), json=HANDED).status_code == 403
    head = activities.acting("H1", "head_of_service")
    assert head.post(path(mine, "withdrawal"), json=GONE, headers=tag(1)).status_code == 403
    assert head.post(path(mine, "reallocation"), json=HANDED, headers=tag(1)).status_code == 200


def test_an_auditor_gets_more_time_that_a_manager_approved(
    activities: Activities, mine: dict[str, Any]
) -> None:
    done = activities.auditor.post(path(mine, "extension"), json=LONGER, headers=tag(1))
    assert (done.status_code, done.json["due_on"], done.json["version"]) == (200, "2026-04-10", 2), done.json
    what, sequence, told = activities.events()[-1]
    assert (what, sequence, told.reason) == ("activity.extended", 2, "family_unavailable")
    assert (told.previous_due_on.isoformat(), told.due_on.isoformat()) == ("2026-03-22", "2026-04-10")
    submission = f"/audits/{mine['activity_id']}/submission"
    activities.auditor.post(submission, json=written(), headers=tag(2))
    assert activities.events()[-1][2].due_on.isoformat() == "2026-04-10"


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"due_on": "2026-03-22"}, "later-date"),
        ({"due_on": "2026-07-02"}, "month-mismatch"),
        ({"approved_by": "M2"}, "extension-approval"),
        ({"approved_by": "W1"}, "extension-approval"),
        ({"approved_by": "M3"}, "extension-approval"),
    ],
)
def test_more_time_has_its_rules(
    activities: Activities, mine: dict[str, Any], change: dict[str, str], rule: str
) -> None:
    refused = activities.auditor.post(path(mine, "extension"), json=LONGER | change, headers=tag(1))
    assert (refused.status_code, refused.json["rule"]) == (409, rule)


def test_more_time_is_for_the_auditor_or_the_qa_manager(activities: Activities, mine: dict[str, Any]) -> None:
    other = activities.acting("M3", "team_manager")
    refused = other.post(path(mine, "extension"), json=LONGER, headers=tag(1))
    assert (refused.status_code, refused.json["rule"]) == (403, "own-audits")
    assert activities.qa.post(path(mine, "extension"), json=LONGER, headers=tag(1)).status_code == 200


@pytest.mark.parametrize(
    ("what", "body"), [("withdrawal", GONE), ("reallocation", HANDED), ("extension", LONGER)]
)
def test_each_change_says_why_and_of_which_version(
    activities: Activities, mine: dict[str, Any], what: str, body: dict[str, str]
) -> None:
    def answer(version: int | None = 1, **changes: str) -> tuple[int, list[str]]:
        headers = tag(version) if version else {}
        given = activities.qa.post(path(mine, what), json=body | changes, headers=headers)
        return given.status_code, list(given.json.get("errors", {}))

    assert answer(reason="tired") == (422, ["reason"])
    assert answer(reason="other", note=" ") == (422, ["note"])
    assert answer(note="K3 moved; his number is 943 476 5919") == (409, ["note"])
    assert answer(version=None)[0] == 428
    assert answer(version=2)[0] == 412
    once = {"If-Match": '"1"', "Idempotency-Key": "a-key-of-this-test"}
    first, second = (activities.qa.post(path(mine, what), json=body, headers=once) for _ in range(2))
    assert (first.status_code, second.status_code, first.json) == (200, 200, second.json)
    assert len(activities.column("SELECT 1 FROM activity_change WHERE version = 2")) == 1


def test_the_history_tells_every_change(activities: Activities, mine: dict[str, Any]) -> None:
    handed = HANDED | {"note": "M2 has five others."}
    assert activities.qa.post(path(mine, "reallocation"), json=handed, headers=tag(1)).status_code == 200
    other = activities.acting("M3", "team_manager")
    assert other.post(path(mine, "extension"), json=LONGER, headers=tag(2)).status_code == 200
    submission = f"/audits/{mine['activity_id']}/submission"
    assert other.post(submission, json=written(), headers=tag(3)).status_code == 200
    judged = activities.moderator.post(path(mine, "moderation"), json={"overall": "good"}, headers=tag(4))
    assert judged.status_code == 200
    told = activities.auditor.get(path(mine, "history"))
    assert (told.status_code, told.headers["ETag"]) == (200, '"5"')
    assert [tuple(line.values()) for line in told.json["history"]] == [
        tuple(line.values())
        for line in (
            line(1, "allocated", "Q1", None, "M2"),
            line(2, "reallocated", "Q1", "M2", "M3", reason="workload", note="M2 has five others."),
            line(
                3, "extended", "M3", "2026-03-22", "2026-04-10", reason="family_unavailable", approved_by="S1"
            ),
            line(4, "submitted", "M3", "allocated", "submitted"),
            line(5, "moderated", "S2", "submitted", "moderated"),
        )
    ]


def line(version: int, what: str, by: str, before: str | None, after: str, **more: str) -> dict[str, object]:
    whole = {
        "version": version,
        "what": what,
        "by": by,
        "recorded_at": "2026-03-20T09:00:00+00:00",
        "from": before,
        "to": after,
        "reason": None,
        "note": "",
        "approved_by": None,
        "on_behalf_of": None,
    }
    return whole | more


def test_what_was_recorded_at_once_has_a_history_too(activities: Activities) -> None:
    done = activities.auditor.post("/audits", json=audit()).json
    activities.moderator.post(path(done, "moderation"), json={"overall": "good"}, headers=tag(1))
    first, second = activities.auditor.get(path(done, "history")).json["history"]
    assert (first["version"], first["what"], first["by"]) == (1, "submitted", "M2")
    assert (first["from"], first["to"]) == (None, "submitted")
    assert (second["version"], second["what"], second["by"]) == (2, "moderated", "S2")


def test_reading_a_history_is_reading_the_activity(activities: Activities, mine: dict[str, Any]) -> None:
    assert activities.practitioner.get(path(mine, "history")).status_code == 200
    accessed = activities.column("SELECT principal || ' ' || what || ' ' || key FROM access_log")
    assert accessed == [f"W1 activity {mine['activity_id']}"]
    other = activities.acting("W2", "practitioner")
    assert other.get(path(mine, "history")).status_code == 404
    elsewhere = activities.acting("M9", "team_manager", areas={"early-help"})
    assert elsewhere.get(path(mine, "history")).status_code == 404
    body = audit(setting="groupwork") | {"case": None}
    seen = activities.qa.post("/observations", json=body).json
    assert activities.qa.get(path(seen, "history")).status_code == 200
    assert len(activities.column("SELECT 1 FROM access_log")) == 1


def test_a_direct_capture_writes_no_line_of_history(activities: Activities) -> None:
    activities.auditor.post("/audits", json=audit())
    assert activities.column("SELECT 1 FROM activity_change") == []


@pytest.mark.parametrize("change", ["UPDATE activity_change SET note = 'x'", "DELETE FROM activity_change"])
def test_the_history_is_only_ever_added_to(activities: Activities, mine: dict[str, Any], change: str) -> None:
    with (
        pytest.raises(IntegrityError, match="only ever added"),
        activities.database.engine.begin() as connection,
    ):
        connection.execute(text(change))


def test_the_migration_finds_the_history_of_what_was_before_it(
    activities: Activities, mine: dict[str, Any]
) -> None:
    submission = f"/audits/{mine['activity_id']}/submission"
    activities.qa.post(submission, json=written(), headers=tag(1))
    activities.moderator.post(path(mine, "moderation"), json={"overall": "good"}, headers=tag(2))
    direct = activities.auditor.post("/audits", json=audit()).json
    activities.moderator.post(path(direct, "moderation"), json={"overall": "good"}, headers=tag(1))

    def histories() -> list[Any]:
        return [activities.qa.get(path(one, "history")).json for one in (mine, direct)]

    before = histories()
    downgrade(activities.database, SERVICE.migrations, "0001")
    upgrade(activities.database, SERVICE.migrations)
    assert histories() == before
    assert len(before[0]["history"]) == 3
