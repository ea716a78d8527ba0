"""An allocated audit that auditor, practitioner and family make together, over HTTP."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from shared.testing.client import Client
from tests.integration.activities.conftest import Activities, tag, written
from tests.integration.activities.test_programme import drawn, of_m2

OWN = {"view": "She opened the door to me on the third visit."}
HEARD = {"who": "parent", "said": "They listen to us now."}
ASKED = {"code": "family_declined", "reason": "She said no twice."}
LEARNT = {"text": "Write it down the same day.", "agreed": True}
JUDGED = {
    name: value
    for name, value in written().items()
    if name not in ("completed_on", "practitioner", "practitioner_part", "family")
}


class Made:
    """One audit by M2 of W1's practice, which every step moves on by one version."""

    def __init__(self, activities: Activities) -> None:
        self.activities = activities
        activities.imported(6, "".join(f"K{n},line-cin-01,W1,2024-02-01,\n" for n in range(6)))
        self.id = of_m2(activities, drawn(activities))["activity_id"]
        self.version = 1

    def step(self, who: Client, method: str, what: str, body: dict[str, Any]) -> Any:
        path = f"/audits/{self.id}/{what}"
        answer = who.open(path, method=method, json=body, headers=tag(self.version))
        if answer.status_code == 200:
            self.version += 1
            assert answer.headers["ETag"] == f'"{self.version}"'
        return answer

    def put(self, who: Client, what: str, body: dict[str, Any]) -> Any:
        return self.step(who, "PUT", what, body)

    def post(self, who: Client, what: str, body: dict[str, Any] | None = None) -> Any:
        return self.step(who, "POST", what, body or {})

    def stages(self, who: Client) -> dict[str, Any]:
        shown = who.get(f"/activities/{self.id}").json
        assert shown is not None
        return {one["stage"]: one for one in shown["stages"]}

    def in_hand(self, who: Client) -> Any:
        answer = who.get("/audits/in-hand")
        assert answer.status_code == 200, answer.json
        for one in answer.json["items"]:
            if one["audit"]["activity_id"] == self.id:
                return one["to_do"], [stage["stage"] for stage in one["waits_for"]]
        return None


@pytest.fixture
def made(activities: Activities) -> Made:
    return Made(activities)


def test_an_audit_is_made_together_from_views_to_submission(activities: Activities, made: Made) -> None:
    auditor, practitioner = activities.auditor, activities.practitioner
    assert made.in_hand(practitioner) == (["practitioner_view"], ["auditor_view", "family"])
    assert made.in_hand(auditor) == (["auditor_view", "family"], ["practitioner_view"])
    assert made.put(practitioner, "views/practitioner", OWN).status_code == 200
    assert made.in_hand(practitioner) is None
    assert made.put(auditor, "views/auditor", JUDGED).status_code == 200
    assert made.put(auditor, "family/conversation", HEARD).status_code == 200
    early = made.post(auditor, "completion")
    assert (early.status_code, early.json["rule"], early.json["source"]) == (409, "parts-missing", "S08")
    assert list(early.json["errors"]) == ["learning"]
    assert made.put(auditor, "learning", LEARNT).status_code == 200
    done = made.post(auditor, "completion")
    assert (done.status_code, done.json["status"], done.json["overall"]) == (200, "submitted", "good")
    whole = auditor.get(f"/activities/{made.id}").json
    assert whole["content"]["practitioner_part"] == {"took_part": True, **OWN}
    assert whole["content"]["family"]["said"] == HEARD["said"]
    assert {one["state"] for one in whole["stages"]} == {"done", "not_needed"}
    assert made.stages(practitioner)["learning"]["written"]["text"] == LEARNT["text"]
    told = [(what, sequence) for what, sequence, _ in activities.events()][-2:]
    assert told == [("activity.view_given", 2), ("activity.submitted", 6)]
    submitted = activities.events()[-1][2]
    assert (submitted.family_voice, submitted.practitioner_took_part, len(submitted.findings)) == (
        "heard",
        True,
        1,
    )
    history = auditor.get(f"/activities/{made.id}/history").json["history"]
    assert [(one["what"], one["by"]) for one in history] == [
        ("allocated", "Q1"),
        ("practitioner_view", "W1"),
        ("auditor_view", "M2"),
        ("conversation", "M2"),
        ("learning", "M2"),
        ("submitted", "M2"),
    ]


def test_neither_sees_the_others_view_before_both_are_given(activities: Activities, made: Made) -> None:
    secret = "The grandmother was not asked."
    made.put(activities.practitioner, "views/practitioner", {"view": secret})
    for who in (activities.auditor, activities.qa, activities.moderator):
        assert made.stages(who)["practitioner_view"]["withheld"] == "blind-view"
        for path in (f"/activities/{made.id}", f"/activities/{made.id}/history", "/audits/in-hand"):
            assert secret not in who.get(path).get_data(as_text=True)
    assert made.stages(activities.practitioner)["practitioner_view"]["written"]["view"] == secret
    early = made.put(activities.auditor, "learning", LEARNT)
    assert (early.status_code, early.json["rule"]) == (409, "views-not-open")
    made.put(activities.auditor, "views/auditor", JUDGED)
    assert made.stages(activities.auditor)["practitioner_view"]["written"]["view"] == secret
    assert made.stages(activities.practitioner)["auditor_view"]["written"]["overall"] == "good"
    for who, what, body in (
        (activities.practitioner, "views/practitioner", OWN),
        (activities.auditor, "views/auditor", JUDGED),
        (activities.practitioner, "views/practitioner/absence", {"reason": "declined"}),
    ):
        again = made.put(who, what, body)
        assert (again.status_code, again.json["rule"]) == (409, "view-given")
    opened = activities.column("SELECT principal FROM access_log WHERE what = 'activity'")
    assert {"M2", "Q1", "S2", "W1"} == set(opened)


def test_a_practitioner_acts_in_their_own_audits_alone(activities: Activities, made: Made) -> None:
    stranger = activities.acting("W2", "practitioner")
    for what, body in (("views/practitioner", OWN), ("views/practitioner/absence", {"reason": "declined"})):
        assert made.put(stranger, what, body).status_code == 404
        refused = made.put(activities.acting("M3", "team_manager"), what, body)
        assert (refused.status_code, refused.json["rule"]) == (403, "own-practice")
    assert made.put(activities.practitioner, "views/auditor", JUDGED).status_code == 403
    for what, body in (("views/auditor", JUDGED), ("family/conversation", HEARD), ("learning", LEARNT)):
        refused = made.put(activities.qa, what, body)
        assert (refused.status_code, refused.json["rule"]) == (403, "own-audits")
    assert made.put(activities.auditor, "views/practitioner", OWN).json["rule"] == "own-practice"
    assert made.in_hand(stranger) is None


def test_an_absent_practitioner_is_recorded_and_the_audit_goes_on(activities: Activities, made: Made) -> None:
    absent = "views/practitioner/absence"
    assert made.put(activities.auditor, absent, {"reason": "asleep"}).status_code == 422
    assert list(made.put(activities.auditor, absent, {"reason": "other"}).json["errors"]) == ["note"]
    assert made.put(activities.auditor, absent, {"reason": "absent"}).status_code == 200
    assert activities.events()[-1][0] == "activity.allocated"
    assert made.put(activities.practitioner, absent, {"reason": "declined"}).status_code == 200
    what, _, told = activities.events()[-1]
    assert (what, told.auditor, told.took_part) == ("activity.view_given", "M2", False)
    made.put(activities.auditor, "views/auditor", JUDGED)
    late = made.put(activities.practitioner, "views/practitioner", OWN)
    assert (late.status_code, late.json["rule"]) == (409, "blind-view")
    made.put(activities.auditor, "family/conversation", HEARD)
    made.put(activities.auditor, "learning", LEARNT | {"agreed": False, "difference": "Nobody to ask."})
    assert made.post(activities.auditor, "completion", {"completed_on": "2026-03-19"}).status_code == 200
    assert activities.events()[-1][2].practitioner_took_part is False


def test_an_exemption_is_asked_for_answered_and_void_when_asked_anew(
    activities: Activities, made: Made
) -> None:
    exemption, chief = "family/exemption", activities.acting("S1", "service_manager")
    assert made.post(chief, f"{exemption}/approval").json["rule"] == "exemption-not-asked"
    assert made.post(activities.auditor, exemption, ASKED).status_code == 200
    what, _, told = activities.events()[-1]
    assert (what, told.auditor, told.service) == ("activity.exemption_asked", "M2", "looked-after")
    assert made.in_hand(chief) == (["exemption"], ["practitioner_view", "auditor_view"])
    assert made.in_hand(activities.acting("M3", "team_manager")) is None
    refused = made.post(activities.auditor, f"{exemption}/approval").json
    assert (refused["rule"], refused["version"]) == ("exemption-approval", "exemption-approver-roles 1")
    assert made.post(chief, f"{exemption}/refusal").status_code == 422
    assert made.post(chief, f"{exemption}/refusal", {"comment": "Ask the grandmother."}).status_code == 200
    assert activities.events()[-1][2].approved is False
    assert made.stages(activities.auditor)["exemption"]["written"]["comment"] == "Ask the grandmother."
    assert made.in_hand(chief) is None
    made.post(activities.auditor, exemption, ASKED)
    assert made.post(activities.qa, f"{exemption}/approval").status_code == 200
    assert made.stages(activities.auditor)["family"]["state"] == "done"
    assert (
        made.post(activities.auditor, exemption, ASKED | {"code": "ongoing_proceedings"}).status_code == 200
    )
    assert made.stages(activities.auditor)["family"]["state"] == "waiting"
    made.post(chief, f"{exemption}/approval")
    made.put(activities.practitioner, "views/practitioner", OWN)
    made.put(activities.auditor, "views/auditor", JUDGED)
    made.put(activities.auditor, "learning", LEARNT)
    assert made.post(activities.auditor, "completion").status_code == 200
    assert activities.events()[-1][2].family_voice == "ongoing_proceedings"
    whole = activities.auditor.get(f"/activities/{made.id}").json["content"]["family"]
    assert (whole["outcome"], whole["approved_by"]) == ("exempt", "S1")


def test_handing_on_voids_the_exemption_and_opens_the_auditors_view_anew(
    activities: Activities, made: Made
) -> None:
    made.put(activities.practitioner, "views/practitioner", OWN)
    made.put(activities.auditor, "views/auditor", JUDGED)
    made.post(activities.auditor, "family/exemption", ASKED)
    handed = {"auditor": "M3", "reason": "workload"}
    path = f"/activities/{made.id}/reallocation"
    answer = activities.qa.post(path, json=handed, headers=tag(made.version))
    assert answer.status_code == 200
    made.version += 1
    successor = activities.acting("M3", "team_manager")
    assert made.in_hand(activities.acting("S1", "service_manager")) is None
    assert made.in_hand(activities.auditor) is None
    assert made.in_hand(successor) == (["auditor_view", "family"], [])
    shown = made.stages(successor)
    assert shown["practitioner_view"]["withheld"] == "blind-view"
    assert shown["auditor_view"]["written"] is None
    assert made.put(successor, "views/auditor", JUDGED).status_code == 200
    assert made.stages(successor)["practitioner_view"]["written"]["view"] == OWN["view"]


def test_what_was_begun_in_stages_is_not_submitted_in_one_go(activities: Activities, made: Made) -> None:
    made.put(activities.practitioner, "views/practitioner", OWN)
    refused = made.post(activities.auditor, "submission", written())
    assert (refused.status_code, refused.json["rule"], refused.json["source"]) == (409, "stages-begun", "S08")


def test_a_part_names_no_child_and_says_what_is_wrong_with_it(activities: Activities, made: Made) -> None:
    child = activities.auditor.get(f"/activities/{made.id}/case").json["identifier"]
    for who, what, body, field in (
        (activities.practitioner, "views/practitioner", {"view": f"{child} is well"}, "view"),
        (activities.auditor, "family/conversation", HEARD | {"said": f"{child} is well"}, "said"),
    ):
        refused = made.put(who, what, body)
        assert (refused.status_code, list(refused.json["errors"])) == (409, [field]), refused.json
    ungraded = made.put(activities.auditor, "views/auditor", JUDGED | {"overall": None})
    assert (ungraded.status_code, ungraded.json["rule"]) == (409, "grading")
    idle = JUDGED | {"overall": "inadequate", "findings": []}
    assert made.put(activities.auditor, "views/auditor", idle).json["rule"] == "action-needed"
    assert made.put(activities.practitioner, "views/practitioner", {"view": " "}).status_code == 422
    made.version = 9
    assert made.put(activities.practitioner, "views/practitioner", OWN).status_code == 412
    assert activities.practitioner.put(f"/audits/{made.id}/views/practitioner", json=OWN).status_code == 428


def test_a_part_is_never_altered(activities: Activities, made: Made) -> None:
    made.put(activities.practitioner, "views/practitioner", OWN)
    for change in ("UPDATE audit_part SET by = 'X'", "DELETE FROM audit_part"):
        with activities.database.engine.begin() as connection, pytest.raises(IntegrityError):
            connection.execute(text(change))
