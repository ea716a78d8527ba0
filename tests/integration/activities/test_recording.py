"""An audit is recorded whole: one insert, one event, and nothing asked of the database."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import event

from services.activities.domain.content import Content
from services.activities.tables import ActivitiesWork
from services.activities.usecases import RecordAudit, record_audit
from tests.integration.activities.conftest import Activities, audit
from tests.unit.activities.builders import MARCH, TODAY, content


def test_an_audit_becomes_a_row_and_an_event(activities: Activities) -> None:
    answer = activities.auditor.post("/audits", json=audit(overall="inadequate"))
    assert answer.status_code == 201, answer.json
    assert answer.headers["ETag"] == '"1"'
    assert answer.json["must_be_moderated"] is True
    assert answer.json["area"] == "social-work"
    ((what, sequence, told),) = activities.events()
    assert (what, sequence) == ("activity.submitted", 1)
    assert str(told.activity_id) == answer.json["activity_id"]
    assert (told.case, told.overall, told.family_voice) == (answer.json["case"], "inadequate", "heard")
    assert (told.must_be_moderated, told.practitioner_took_part) == (True, True)
    assert told.findings[0].action.owner == "W1"


def test_the_childs_identifier_is_sealed_and_told_to_nobody(activities: Activities) -> None:
    answer = activities.auditor.post("/audits", json=audit())
    assert "CH-0001234" not in answer.text
    assert activities.column("SELECT body FROM event_log WHERE body LIKE '%0001234%'") == []
    (row,) = activities.column("SELECT to_jsonb(activity)::text FROM activity")
    assert "0001234" not in row
    (sealed,) = activities.column("SELECT identifier FROM activity")
    assert b"0001234" not in bytes(sealed)
    identified = activities.auditor.get(f"/activities/{answer.json['activity_id']}/case")
    assert identified.json == {"case": answer.json["case"], "identifier": "CH-0001234"}
    assert activities.qa.get(f"/activities/{answer.json['activity_id']}/case").status_code == 403


def test_recording_asks_the_database_nothing(activities: Activities) -> None:
    """The unit opens no transaction of its own: its row and event wait for a shared commit."""
    statements: list[str] = []

    def note(*args: Any) -> None:
        statements.append(args[2])

    with activities.database.work(ActivitiesWork, actor="M2") as uow:
        assert uow.organisation.people
        event.listen(activities.database.engine, "before_cursor_execute", note)
        record_audit(command(), uow)
        assert uow._transaction is None
        uow.commit()
    event.remove(activities.database.engine, "before_cursor_execute", note)
    assert statements == []
    assert activities.column("SELECT count(*) FROM activity") == [1]


def command(what: Content | None = None) -> RecordAudit:
    return RecordAudit(
        case="CH-1",
        auditor="M2",
        practitioner="W1",
        service="line-cin",
        team="line-cin-01",
        month=MARCH,
        completed_on=TODAY,
        content=what or content(),
    )


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"month": "2025-12", "completed_on": "2025-12-04"}, "reflection-month"),
        ({"month": "2026-03", "completed_on": "2026-02-04"}, "month-mismatch"),
        ({"family": None}, "family-voice"),
        ({"family": {"outcome": "exempt", "code": "family_declined"}}, "exemption-approval"),
        ({"overall": None}, "grading"),
        ({"domains": [{"domain": "impact", "grade": "good"}] * 2}, "repeated-domain"),
        ({"overall": "inadequate", "findings": []}, "action-needed"),
        ({"practitioner": "W2"}, "independence"),
        ({"practitioner": "W404"}, "unknown-person"),
        ({"service": "looked-after"}, "unknown-unit"),
        ({"signs_of_safety": {"working_well": "NHS 943 476 5919"}}, "no-identifiers"),
    ],
)
def test_a_refusal_names_its_rule_and_leaves_nothing(
    activities: Activities, changes: dict[str, Any], rule: str
) -> None:
    answer = activities.auditor.post("/audits", json=audit() | changes)
    assert (answer.status_code, answer.json["type"]) == (409, f"/problems/{rule}"), answer.json
    assert answer.json["source"]
    assert activities.events() == []
    assert activities.column("SELECT count(*) FROM activity") == [0]


def test_every_wrong_field_is_told_at_once(activities: Activities) -> None:
    wrong = audit(
        domains=[{"domain": "tea", "grade": "9"}],
        signs_of_safety={"scale": 11},
        completed_on="2999-01-01",
        surprise=1,
    )
    answer = activities.auditor.post("/audits", json=wrong | {"month": "2026-13"})
    assert answer.status_code == 422
    assert set(answer.json["errors"]) == {
        "month",
        "completed_on",
        "domains.0.domain",
        "domains.0.grade",
        "signs_of_safety.scale",
        "surprise",
    }


def test_auditors_write_down_their_own_and_the_qa_manager_anybodys(activities: Activities) -> None:
    other = activities.acting("M3", "team_manager").post("/audits", json=audit())
    assert other.status_code == 403
    assert activities.qa.post("/audits", json=audit()).status_code == 201
    assert activities.practitioner.post("/audits", json=audit()).status_code == 403


def test_nobody_records_outside_their_areas(activities: Activities) -> None:
    elsewhere = activities.acting("M2", "team_manager", areas={"early-help"})
    assert elsewhere.post("/audits", json=audit()).status_code == 403


def test_a_repeated_key_repeats_the_answer(activities: Activities) -> None:
    key = {"Idempotency-Key": "once"}
    first = activities.auditor.post("/audits", json=audit(), headers=key)
    again = activities.auditor.post("/audits", json=audit(), headers=key)
    assert again.json == first.json
    assert len(activities.events()) == 1


def test_an_observation_is_recorded_with_and_without_a_case(activities: Activities) -> None:
    body = audit(
        setting="groupwork", improvement_link="Fewer moves.", grading="ungraded", overall=None, domains=[]
    )
    with_case = activities.acting("M1", "team_manager").post("/observations", json=body | {"auditor": "M1"})
    assert with_case.status_code == 201, with_case.json
    del body["case"]
    without = activities.acting("M1", "team_manager").post("/observations", json=body | {"auditor": "M1"})
    assert without.json["case"] is None
    assert [told.setting for _, _, told in activities.events()] == ["groupwork", "groupwork"]
    assert {told.kind for _, _, told in activities.events()} == {"practice_observation"}
    gone = activities.acting("M1", "team_manager").get(f"/activities/{without.json['activity_id']}/case")
    assert gone.status_code == 404
