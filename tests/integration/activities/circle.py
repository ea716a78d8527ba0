"""The people of a review, and its steps, for tests to change one thing of."""

from __future__ import annotations

from typing import Any

from shared.contracts.events.directory import PersonChanged
from shared.testing.client import Client
from tests.integration.activities.conftest import Activities, audit, tag

CASE = "CH-0001234"
CONCERNS = {"trigger": "plan_progress", "why": "The plan drifted between two reviews.", "procedures": []}
PARTNER = {"agency": "education", "role": "Head of year"}
AIMS = {
    "worked_well": "The grandmother was asked early.",
    "worried_about": "Two visits fell through while the worker was away.",
    "differently": "Cover could be named before leave begins.",
    "general_learning": "Name cover before leave.",
}
DIFFERENCE = {
    "difference": "The same worker stayed for a year.",
    "childs_view": "Somebody came back each week.",
    "messages": "Staying is a skill.",
    "signs_of_safety": {"working_well": "School each day.", "scale": 8},
    "appreciative_inquiry": {"discovery": "Trust grew at the football ground."},
    "family": {"outcome": "heard", "who": "child", "said": "She came when she said."},
    "views": [
        {"person": "W1", "said": "We went at their pace."},
        {"agency": "education", "said": "He came to school."},
    ],
}
ACTION = {"title": "Agree how cover is named", "owner": "M2", "reach": "system", "priority": "medium"}
SHARED = {
    "title": "Cover that works",
    "learning": "Name cover before leave begins.",
    "names": ["Jamie Example"],
}


class Reviews:
    """The service with a principal social worker, an independent chair, and reviews in it."""

    def __init__(self, activities: Activities) -> None:
        self.activities, self.qa = activities, activities.qa
        activities.told(
            staff("P1", "principal_social_worker", area="all", service=None),
            staff("C1", "independent_chair", area="safeguarding", service=None),
            staff("Q1", "qa_manager", area="all", service=None),
            sequence=2,
        )
        self.psw = self.qa.acting("principal_social_worker", person="P1", areas={"*"})
        self.chair = self.qa.acting("independent_chair", person="C1", areas={"safeguarding"})
        self.worker = activities.practitioner
        self.manager = activities.acting("M1", "team_manager")

    def proposed(self, kind: str = "learning", **changes: Any) -> str:
        """The id of a review that M1 proposed about W1's case."""
        body = {"case": CASE, "service": "line-cin", "team": "line-cin-01", "practitioner": "W1"}
        more = CONCERNS if kind == "learning" else {"why": "He is in school again.", "sources": sources()}
        answer = self.manager.post(f"/{kind}-reviews", json=body | more | changes)
        assert (answer.status_code, answer.headers["ETag"]) == (201, '"1"'), answer.json
        return str(answer.json["review_id"])

    def agreed(self, kind: str = "learning", **changes: Any) -> str:
        """The id of one that was agreed, with W1 and the school in it."""
        review_id = self.proposed(kind)
        lead = "C1" if kind == "learning" else "P1"
        body = {"chair": lead, "due_on": "2026-04-30", "workers": ["W1"], "partners": [PARTNER]} | changes
        self.done(self.qa, review_id, "agreement", body, 1)
        return review_id

    def written(self, kind: str = "learning", **changes: Any) -> str:
        """The id of one that was held and written."""
        review_id, who = self.agreed(kind), self.leader(kind)
        self.done(who, review_id, "meeting", {"held_on": "2026-03-20"}, 2)
        record = (AIMS if kind == "learning" else DIFFERENCE) | changes
        answer = who.post(f"/{kind}-reviews/{review_id}/record", json=record, headers=tag(3))
        assert answer.status_code == 200, answer.json
        return review_id

    def leader(self, kind: str) -> Client:
        return self.chair if kind == "learning" else self.psw

    def done(
        self, who: Client, review_id: str, step: str, body: dict[str, Any], version: int
    ) -> dict[str, Any]:
        answer = self.tried(who, review_id, step, body, version)
        assert (answer.status_code, answer.headers.get("ETag")) == (200, f'"{version + 1}"'), answer.json
        return dict(answer.json)

    def tried(self, who: Client, review_id: str, step: str, body: dict[str, Any], version: int) -> Any:
        return who.post(f"/reviews/{review_id}/{step}", json=body, headers=tag(version))

    def inadequate(self) -> str:
        """The id of an inadequate audit that M2 made of W1's case."""
        answer = self.activities.auditor.post("/audits", json=audit(overall="inadequate"))
        assert answer.status_code == 201, answer.json
        return str(answer.json["activity_id"])


def sources(*kinds: str) -> list[dict[str, Any]]:
    return [{"kind": kind, "saw": "He is in school again."} for kind in kinds or ("family", "partner")]


def staff(
    id: str, role: str, *, area: str = "social-work", service: str | None = "line-cin", **more: Any
) -> PersonChanged:
    known: dict[str, Any] = {
        "name": "Somebody",
        "email": "somebody@example.org",
        "team": None,
        "line_manager": None,
    }
    return PersonChanged(
        area=area, person_id=id, roles=[role], service=service, active=True, **(known | more)
    )
