"""Who is told of a recorded activity: those whose work was audited, and nothing of what was found."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from services.notifications.domain import Telling, tellings
from shared.contracts.events.recorded import ActivityRecorded, PlacedAction

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
