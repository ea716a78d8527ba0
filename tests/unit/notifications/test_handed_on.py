"""Work that passes from one to another: each hears once, and nothing of what it is about."""

from __future__ import annotations

from datetime import date

import pytest

from services.notifications.domain import Telling, tellings
from shared.contracts.events.work import WorkHandedOn
from tests.unit.notifications.test_wording import ID

HANDED = {
    "area": "social-work",
    "work_id": ID,
    "record_id": ID,
    "previous": "P0031",
    "person": "P0064",
    "service": "line-cin",
    "team": None,
    "due_on": date(2026, 4, 30),
    "handed_on": date(2026, 3, 20),
}
TOPICS = {
    ("moderation", "case_file_audit"): "moderation_assigned",
    ("review", "learning_review"): "review_chair",
    ("visit", "practice_day"): "visit_planned",
    ("second_rating", "case_file_audit"): "rating_asked",
}


def told(event: WorkHandedOn) -> list[Telling]:
    return tellings(event, cause=ID, on=date(2026, 3, 20), correlation_id="c", traceparent="t")


@pytest.mark.parametrize(("work", "kind"), TOPICS)
def test_who_takes_work_over_hears_what_it_is_and_the_other_that_it_is_gone(work: str, kind: str) -> None:
    given = HANDED | {"work": work, "kind": kind, "record_id": None if work == "visit" else ID}
    new, old = told(WorkHandedOn(**given))
    assert (new.topic, new.to, new.person) == (TOPICS[work, kind], "person", "P0064")
    assert (old.topic, old.to, old.person) == ("work_handed_on", "still_there", "P0031")
    assert "Somebody else does it now" in old.body
    for one in (new, old):
        assert "C0FFEE42" in one.subject
        assert len(one.subject) <= 80
        assert "{" not in one.subject + one.body
    assert len(told(WorkHandedOn(**given | {"previous": None}))) == 1
