"""Who is told of a recorded activity or a review, and nothing of what was found."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from msgspec import structs

from services.notifications.domain import Telling, tellings
from shared.contracts.events.recorded import (
    ActivityAmended,
    ActivityRecorded,
    PlacedAction,
    RecordedWithdrawn,
)
from shared.contracts.events.reviews import ReviewCalledOff, ReviewExtended
from shared.contracts.registry import Event

ID = UUID("01930000-0000-7000-8000-0000c0ffee42")
SECRET = "Jamie's bedroom door"


def told(kind: str, **changes: Any) -> list[Telling]:
    needed = PlacedAction(
        finding_id=ID,
        title=SECRET,
        owner="P0042",
        reach="case",
        priority="high",
        area="social-work",
        service="line-cin",
        team=None,
    )
    plain: dict[str, Any] = {
        "area": "social-work",
        "led_by": "P0031",
        "practitioners": ["P0200", "P0201"],
        "service": "line-cin",
        "team": None,
        "month": date(2026, 3, 1),
        "completed_on": date(2026, 3, 20),
        "actions": [needed],
    }
    event = ActivityRecorded(activity_id=ID, kind=kind, **plain | changes)
    return tellings(event, cause=ID, on=date(2026, 3, 20), correlation_id="c", traceparent="t")


@pytest.mark.parametrize("kind", ["bespoke_audit", "multi_agency_audit"])
def test_everybody_whose_work_was_audited_is_told_where_to_read_it(kind: str) -> None:
    found = told(kind)
    assert [(one.topic, one.to, one.person) for one in found] == [
        ("practice_reviewed", "person", "P0200"),
        ("practice_reviewed", "person", "P0201"),
    ]
    for one in found:
        assert one.link == f"/recorded-activities/{ID}"
        assert "20 March 2026" in one.body
        assert SECRET not in f"{one.subject} {one.body}"


def test_an_audit_of_the_division_tells_its_practitioners_too() -> None:
    assert [one.service for one in told("bespoke_audit", area="all", service=None)] == ["", ""]


def test_what_people_did_together_they_need_not_be_told_of() -> None:
    for kind in ("guided_conversation", "group_supervision", "something_new"):
        assert told(kind) == []


WHERE: dict[str, Any] = {
    "area": "social-work",
    "activity_id": ID,
    "kind": "dip_sample",
    "led_by": "P0031",
    "practitioners": ["P0200"],
    "service": "line-cin",
    "team": None,
    "month": date(2026, 3, 1),
}
REVIEW: dict[str, Any] = {
    "area": "social-work",
    "review_id": ID,
    "kind": "learning_review",
    "service": "line-cin",
    "team": None,
    "people": ["P0112", "P0200"],
}


def found(event: Event) -> list[Telling]:
    return tellings(event, cause=ID, on=date(2026, 3, 22), correlation_id="c", traceparent="t")


def corrected(by: str, **changes: Any) -> ActivityAmended:
    whole = WHERE | {"completed_on": date(2026, 3, 20), "actions": []} | changes
    return ActivityAmended(**whole, amended_by=by, amended_on=date(2026, 3, 22), reason="typing_error")


def withdrawal(by: str, **changes: Any) -> RecordedWithdrawn:
    whole = WHERE | {"owners": ["P0200", "P0042"]} | changes
    return RecordedWithdrawn(**whole, withdrawn_by=by, withdrawn_on=date(2026, 3, 22), reason="duplicate")


def test_those_concerned_are_told_of_a_correction_and_a_withdrawal_once_but_for_who_did_it() -> None:
    assert [one.person for one in found(corrected("P0031"))] == ["P0200"]
    assert [one.person for one in found(corrected("P0007"))] == ["P0031", "P0200"]
    assert [one.person for one in found(withdrawal("P0031"))] == ["P0200", "P0042"]
    (first, *_) = found(withdrawal("P0007"))
    assert (first.topic, first.link) == ("recorded_withdrawn", f"/recorded-activities/{ID}")
    assert "dip sample that counted for March 2026" in first.body
    assert "QA activity" in found(corrected("P0007", kind="pulse_survey"))[0].body


def test_everybody_involved_is_told_that_a_review_was_called_off_and_its_proposer_where_they_may_look() -> (
    None
):
    event = ReviewCalledOff(
        **REVIEW,
        proposed_by="P0061",
        called_off_by="P0112",
        approved_by="P0007",
        called_off_on=date(2026, 3, 22),
        reason="family_asked_for_it",
    )
    assert [(one.person, one.link) for one in found(event)] == [
        ("P0061", f"/proposals/{ID}"),
        ("P0200", f"/reviews/{ID}"),
    ]
    involved = found(structs.replace(event, proposed_by="P0200"))
    assert [(one.person, one.link) for one in involved] == [("P0200", f"/reviews/{ID}")]
    assert all("family" not in one.body and "asked_for" not in one.body for one in found(event))


def test_chair_and_workers_are_told_that_a_review_is_due_later() -> None:
    event = ReviewExtended(
        **REVIEW,
        due_on=date(2026, 6, 30),
        previous_due_on=date(2026, 4, 30),
        extended_by="P0007",
        extended_on=date(2026, 3, 22),
        reason="chair_absent",
    )
    assert [(one.topic, one.person) for one in found(event)] == [
        ("review_extended", "P0112"),
        ("review_extended", "P0200"),
    ]
    assert all("30 April 2026" in one.body and "30 June 2026" in one.body for one in found(event))
    assert [one.person for one in found(structs.replace(event, extended_by="P0112"))] == ["P0200"]
