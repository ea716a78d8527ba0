"""What messages say, and above all what they never say."""

from __future__ import annotations

import re
from datetime import date
from uuid import UUID

import pytest

from services.notifications.domain import Telling, tellings
from services.notifications.domain.wording import letter
from shared.contracts.events.actions import (
    ActionDue,
    ActionHandedOver,
    ActionOpened,
    ActionOverdue,
    ActionRescheduled,
)
from shared.contracts.events.activities import (
    ActivityAllocated,
    ActivityExemptionAsked,
    ActivityExemptionDecided,
    ActivityExtended,
    ActivityModerated,
    ActivityReallocated,
    ActivitySubmitted,
    ActivityViewGiven,
    ActivityWithdrawn,
    Finding,
    RequiredAction,
)
from shared.contracts.events.directory import PersonLeft, ReorganisationSettled
from shared.contracts.events.moderation import (
    ActivityAdjudicated,
    ActivityConcernRaised,
    ActivityContested,
    ActivityModerationAssigned,
)
from shared.contracts.events.reporting import ReportPublished
from shared.contracts.events.reviews import LearningReleased, ReviewDecided, ReviewInvited
from shared.contracts.registry import Event

ID = UUID("01930000-0000-7000-8000-0000c0ffee42")
CASE = "ps1-k7q2m9x4"
SECRET = "Jamie's bedroom door"
FINDING = Finding(
    finding_id=ID,
    domain="permanence",
    strength=False,
    action=RequiredAction(title=SECRET, owner="P0042", reach="case", priority="high"),
)
ACTIVITY = {
    "area": "social-work",
    "activity_id": ID,
    "kind": "case_file_audit",
    "case": CASE,
    "auditor": "P0031",
    "practitioner": "P0200",
    "service": "line-cin",
    "team": "line-cin-03",
    "month": date(2026, 3, 1),
    "due_on": date(2026, 3, 31),
}
STANDING = {name: value for name, value in ACTIVITY.items() if name not in ("case", "practitioner", "due_on")}
REALLOCATED = {
    **STANDING,
    "auditor": "P0064",
    "previous_auditor": "P0031",
    "due_on": date(2026, 3, 31),
    "reallocated_on": date(2026, 3, 9),
    "reason": "not_independent",
}
EXTENDED = {
    **STANDING,
    "due_on": date(2026, 4, 17),
    "previous_due_on": date(2026, 3, 31),
    "extended_on": date(2026, 3, 30),
    "reason": "family_unavailable",
}
WITHDRAWN = {**STANDING, "withdrawn_on": date(2026, 3, 30), "reason": "family_safety"}
VIEW = {**STANDING, "given_on": date(2026, 3, 12), "took_part": True}
ASKED = {**STANDING, "asked_on": date(2026, 3, 13)}
DECIDED = {**STANDING, "decided_on": date(2026, 3, 14), "approved": True}
UNAUDITED = {name: value for name, value in STANDING.items() if name != "auditor"}
ASSIGNED = {**UNAUDITED, "moderator": "P0015", "due_on": date(2026, 4, 3)}
MODERATED = {
    **STANDING,
    "moderator": "P0015",
    "moderated_on": date(2026, 3, 24),
    "original": "good",
    "moderated": "inadequate",
}
CONTESTED = {**STANDING, "moderator": "P0015", "contested_on": date(2026, 3, 25)}
ADJUDICATED = {
    **STANDING,
    "moderator": "P0015",
    "adjudicator": "P0019",
    "adjudicated_on": date(2026, 3, 26),
    "because": "contested",
    "original": "good",
    "moderated": "inadequate",
    "rated": None,
    "adjudicated": "inadequate",
}
CONCERN = {**UNAUDITED, "raised_by": "P0015", "raised_on": date(2026, 3, 24)}
SUBMITTED = {
    **ACTIVITY,
    "submitted_on": date(2026, 3, 20),
    "overall": "inadequate",
    "domains": {"permanence": "inadequate"},
    "family_voice": "not_safe_to_contact",
    "practitioner_took_part": True,
    "findings": [FINDING],
    "must_be_moderated": True,
}
ACTION = {
    "area": "social-work",
    "action_id": ID,
    "activity_id": ID,
    "finding_id": ID,
    "owner": "P0042",
    "service": "line-cin",
    "team": "line-cin-03",
    "reach": "case",
    "priority": "high",
    "title": SECRET,
    "opened_on": date(2026, 3, 20),
    "due_on": date(2026, 4, 3),
    "status": "open",
}
REPORT = {
    "report_id": ID,
    "kind": "monthly-qa",
    "month": date(2026, 3, 1),
    "digest": "d",
    "published_on": date(2026, 4, 9),
}
REVIEW = {
    "area": "social-work",
    "review_id": ID,
    "kind": "learning_review",
    "service": "line-cin",
    "team": "line-cin-03",
}
INVITED = {**REVIEW, "chair": "P0112", "people": ["P0200", "P0042"], "due_on": date(2026, 4, 30)}
RELEASED = {
    "area": "all",
    "learning_id": ID,
    "kind": "learning_review",
    "released_on": date(2026, 3, 20),
}
PAGES = "activities|actions|reports|reorganisations|people|reviews|proposals|learning|visit-plans"
REORGANISED = {
    "area": "all",
    "reorganisation_id": ID,
    "effective_on": date(2026, 4, 1),
    "prepared_by": "P0009",
}
REASONS = ("family_safety", "family_unavailable", "not_independent")
EVENTS: list[Event] = [
    ActivityAllocated(**ACTIVITY),
    ActivitySubmitted(**SUBMITTED),
    ActionOpened(**ACTION),
    ActionOpened(**{**ACTION, "priority": "safeguarding"}),
    ActionDue(**ACTION, days=7),
    ActionDue(**ACTION, days=1),
    ActionOverdue(**ACTION, seen_on=date(2026, 4, 4)),
    ActionRescheduled(**ACTION, previous_due_on=date(2026, 3, 27), agreed_by="P0015"),
    ReportPublished(area="all", **REPORT),
    ActivityReallocated(**REALLOCATED),
    ActivityExtended(**EXTENDED),
    ActivityWithdrawn(**WITHDRAWN),
    ReviewDecided(**REVIEW, proposed_by="P0031", decided_by="P0003", agreed=True),
    ReviewDecided(**REVIEW, proposed_by="P0031", decided_by="P0003", agreed=False),
    ReviewInvited(**INVITED),
    ReviewInvited(**INVITED | {"kind": "success_review"}),
    LearningReleased(**RELEASED),
    ReorganisationSettled(**REORGANISED, outcome="applied"),
    PersonLeft(area="social-work", person_id="P0042", left_on=date(2026, 4, 1), line_manager="P0031"),
    ActivityViewGiven(**{**VIEW, "took_part": False}),
    ActivityViewGiven(**VIEW),
    ActivityExemptionAsked(**ASKED),
    ActivityExemptionDecided(**{**DECIDED, "approved": False}),
    ActivityExemptionDecided(**DECIDED),
    ActivityModerationAssigned(**ASSIGNED),
    ActivityModerated(**MODERATED),
    ActivityModerated(**MODERATED, contest_by=date(2026, 4, 7)),
    ActivityContested(**CONTESTED),
    ActivityAdjudicated(**ADJUDICATED),
    ActivityConcernRaised(**CONCERN),
    ActionHandedOver(**ACTION, previous_owner="P0031"),
]


def told(event: Event) -> list[Telling]:
    return tellings(event, cause=ID, on=date(2026, 3, 2), correlation_id="c", traceparent="t")


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_no_child_s_detail_finding_or_grade_is_ever_in_a_message(event: Event) -> None:
    assert told(event)
    for telling in told(event):
        whole = f"{telling.subject} {telling.body} {telling.link}".lower()
        for never in (CASE, SECRET, "LL-77123", "inadequate", "permanence", "not_safe_to_contact", *REASONS):
            assert never.lower() not in whole


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_a_message_is_short_and_leads_somewhere(event: Event) -> None:
    for telling in told(event):
        assert "C0FFEE42" in telling.subject
        assert len(telling.subject) <= 80
        assert len(telling.body.split()) <= 75
        assert re.match(rf"/({PAGES})(/|$)", telling.link)
        assert "{" not in telling.subject


def test_who_is_told_of_what() -> None:
    assert {type(e).__name__: [(t.topic, t.to, t.person) for t in told(e)] for e in EVENTS} == {
        "ActivityAllocated": [
            ("activity_allocated", "person", "P0031"),
            ("view_asked", "person", "P0200"),
        ],
        "ActivityModerationAssigned": [("moderation_assigned", "person", "P0015")],
        "ActivityModerated": [("audit_moderated", "person", "P0031")],
        "ActivityContested": [("adjudication_needed", "heads", "P0015")],
        "ActivityAdjudicated": [
            ("audit_adjudicated", "person", "P0015"),
            ("audit_adjudicated", "person", "P0031"),
        ],
        "ActionHandedOver": [
            ("action_opened", "person", "P0042"),
            ("action_handed_on", "still_there", "P0031"),
        ],
        "ActivityConcernRaised": [("concern_raised", "heads", "P0015")],
        "ActivityViewGiven": [("view_given", "person", "P0031")],
        "ActivityExemptionAsked": [("exemption_asked", "moderators", "P0031")],
        "ActivityExemptionDecided": [("exemption_decided", "person", "P0031")],
        "ActivitySubmitted": [
            ("practice_reviewed", "person", "P0200"),
            ("moderation_needed", "moderators", "P0031"),
        ],
        "ActionOpened": [("action_opened", "person", "P0042")],
        "ActionRescheduled": [("action_rescheduled", "person", "P0042")],
        "ActionDue": [("action_due", "person", "P0042")],
        "ActionOverdue": [
            ("action_overdue", "person", "P0042"),
            ("action_overdue_in_team", "line_manager", "P0042"),
        ],
        "ReportPublished": [("report_published", "readers", "")],
        "ActivityReallocated": [
            ("activity_allocated", "person", "P0064"),
            ("activity_reallocated", "still_there", "P0031"),
        ],
        "ActivityExtended": [("activity_extended", "person", "P0031")],
        "ActivityWithdrawn": [("activity_withdrawn", "person", "P0031")],
        "ReviewDecided": [("review_decided", "person", "P0031")],
        "ReviewInvited": [
            ("review_chair", "person", "P0112"),
            ("review_invited", "person", "P0200"),
            ("review_invited", "person", "P0042"),
        ],
        "LearningReleased": [("learning_released", "readers", "")],
        "ReorganisationSettled": [("reorganisation_applied", "person", "P0009")],
        "PersonLeft": [
            ("person_left_in_team", "line_manager", "P0042"),
            ("person_left", "quality", "P0042"),
        ],
    }


def test_an_owner_hears_both_due_dates_and_a_moderated_auditor_until_when_to_contest() -> None:
    (moved,) = told(ActionRescheduled(**ACTION, previous_due_on=date(2026, 3, 27), agreed_by="P0015"))
    assert moved.subject.startswith("Your action is now due on 3 April 2026")
    assert "was due by 27 March 2026 is now due by 3 April 2026" in moved.body
    assert "P0015" not in moved.body
    (changed,) = told(ActivityModerated(**MODERATED, contest_by=date(2026, 4, 7)))
    assert "contest it until 7 April 2026" in changed.body
    assert "contest" not in told(ActivityModerated(**MODERATED))[0].body


def test_a_submission_without_practitioner_or_need_for_moderation_tells_nobody() -> None:
    assert told(ActivitySubmitted(**{**SUBMITTED, "practitioner": None, "must_be_moderated": False})) == []


def test_nobody_is_told_that_their_own_audit_of_themselves_is_finished() -> None:
    own = ActivitySubmitted(**{**SUBMITTED, "practitioner": "P0031"})
    assert [telling.topic for telling in told(own)] == ["moderation_needed"]


def test_what_is_due_is_said_by_its_date_which_stays_true_however_late_it_is_told() -> None:
    for event in EVENTS[4:6]:
        (telling,) = told(event)
        assert telling.subject.startswith("Your action is due on 3 April 2026")
        assert "3 April 2026" in telling.body
        assert "tomorrow" not in telling.body


def test_a_safeguarding_action_asks_for_today() -> None:
    assert "today" in told(EVENTS[3])[0].body
    assert "today" not in told(EVENTS[2])[0].body


def test_a_letter_greets_says_and_leads() -> None:
    text = letter("Dear Ada Okafor,", "Something waits.", "https://qa.example/actions/1")
    assert text.startswith("Dear Ada Okafor,\n\nSomething waits.\n\nhttps://qa.example/actions/1\n\n")


def test_who_takes_an_audit_over_hears_what_an_auditor_hears_and_the_other_that_it_is_gone() -> None:
    new, old = told(ActivityReallocated(**REALLOCATED))
    first, _ = told(ActivityAllocated(**ACTIVITY))
    assert (new.subject, new.body) == (first.subject, first.body)
    assert "Somebody else does it now" in old.body
    assert "March 2026" in old.body


def test_a_later_date_is_told_with_the_one_before() -> None:
    (telling,) = told(ActivityExtended(**EXTENDED))
    assert telling.subject.startswith("Your case file audit is due later, on 17 April 2026")
    assert "was due by 31 March 2026 is now due by 17 April 2026" in telling.body


def test_a_withdrawn_audit_asks_for_nothing_more() -> None:
    (telling,) = told(ActivityWithdrawn(**WITHDRAWN))
    assert "withdrawn, and you need do nothing more" in telling.body


def test_an_audit_that_was_imported_from_before_tells_nobody() -> None:
    assert told(ActivitySubmitted(**{**SUBMITTED, "historic": True})) == []


def test_each_person_is_asked_into_a_review_for_what_they_are_to_do() -> None:
    asked = told(ReviewInvited(**INVITED))
    assert all("30 April 2026" in one.body and one.link == f"/reviews/{ID}" for one in asked)
    assert "blames nobody" in asked[1].body
    assert "line-cin" not in "".join(one.subject + one.body for one in asked)
    (success, *_) = told(ReviewInvited(**INVITED | {"kind": "success_review", "chair": None}))
    assert (success.topic, "says thank you" in success.body) == ("review_invited", True)


def test_whoever_proposed_a_review_learns_what_became_of_it_unless_they_decided_themselves() -> None:
    decided = {**REVIEW, "proposed_by": "P0031", "decided_by": "P0003"}
    (yes,) = told(ReviewDecided(**decided, agreed=True))
    (no,) = told(ReviewDecided(**decided, agreed=False))
    assert yes.link == f"/proposals/{ID}"
    assert (yes.person, yes.topic, no.person) == ("P0031", "review_decided", "P0031")
    assert "goes ahead" in yes.subject
    assert "was declined" in no.body
    assert told(ReviewDecided(**decided | {"decided_by": "P0031"}, agreed=True)) == []


def test_new_learning_is_told_to_those_who_take_it_to_their_teams() -> None:
    (one,) = told(LearningReleased(**RELEASED))
    assert (one.to, one.topic, one.link) == ("readers", "learning_released", f"/learning/{ID}")


def test_who_prepared_a_reorganisation_hears_whether_it_took_effect() -> None:
    for outcome, said in (("applied", "has taken effect"), ("refused", "Nothing of it was done")):
        (telling,) = told(ReorganisationSettled(**REORGANISED, outcome=outcome))
        assert telling.topic == f"reorganisation_{outcome}"
        assert "1 April 2026" in telling.subject
        assert said in telling.body


def test_the_practitioner_is_asked_for_their_view_and_may_say_no() -> None:
    _, asked = told(ActivityAllocated(**ACTIVITY))
    assert "before the auditor's view is open to you" in asked.body
    assert "the audit then goes on without it" in asked.body
    assert len(told(ActivityAllocated(**{**ACTIVITY, "practitioner": None}))) == 1
    assert len(told(ActivityAllocated(**{**ACTIVITY, "kind": "practice_observation"}))) == 1


def test_the_auditor_hears_whether_there_is_a_view_and_whether_an_exemption_was_agreed() -> None:
    given, none = (told(ActivityViewGiven(**{**VIEW, "took_part": took}))[0] for took in (True, False))
    assert "gave their view" in given.body
    assert "go on without it" in none.body
    agreed, not_agreed = (
        told(ActivityExemptionDecided(**{**DECIDED, "approved": approved}))[0] for approved in (True, False)
    )
    assert "may go without" in agreed.subject
    assert "needs the family's conversation" in not_agreed.subject


def test_who_was_not_moderated_hears_once_of_a_decision() -> None:
    (telling,) = told(ActivityAdjudicated(**{**ADJUDICATED, "moderator": None, "moderated": None}))
    assert telling.person == "P0031"


def test_a_concern_asks_for_now_and_replaces_no_procedure() -> None:
    (telling,) = told(ActivityConcernRaised(**CONCERN))
    assert "now" in telling.subject
    assert "replaces no safeguarding procedure" in telling.body
