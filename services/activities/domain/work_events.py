"""What is told when work passes from one person to another: that there is some, never what is in it."""

from __future__ import annotations

from datetime import date

from services.activities.domain.activity import Activity
from services.activities.domain.organisation import Organisation
from services.activities.domain.rating import SecondRating
from services.activities.domain.review import Review
from services.activities.domain.visits import Visit
from services.activities.domain.vocabulary import DIVISION
from shared.contracts.events.work import WorkHandedOn


def rating_handed_on(audit: Activity, rating: SecondRating, *, previous: str, on: date) -> WorkHandedOn:
    return WorkHandedOn(
        area=audit.area,
        work_id=rating.rating_id,
        work="second_rating",
        kind=audit.kind,
        record_id=audit.activity_id,
        previous=previous,
        person=rating.rater,
        service=audit.service,
        team=audit.team,
        due_on=None,
        handed_on=on,
    )


def moderation_handed_on(
    audit: Activity, moderator: str, due_on: date, *, previous: str | None, on: date
) -> WorkHandedOn:
    return WorkHandedOn(
        area=audit.area,
        work_id=audit.activity_id,
        work="moderation",
        kind=audit.kind,
        record_id=audit.activity_id,
        previous=previous,
        person=moderator,
        service=audit.service,
        team=audit.team,
        due_on=due_on,
        handed_on=on,
    )


def review_handed_on(review: Review, *, previous: str | None, on: date) -> WorkHandedOn:
    return WorkHandedOn(
        area=review.area,
        work_id=review.review_id,
        work="review",
        kind=review.kind,
        record_id=review.review_id,
        previous=previous,
        person=review.chair or "",
        service=review.service,
        team=review.team,
        due_on=review.due_on,
        handed_on=on,
    )


def visit_handed_on(visit: Visit, *, previous: str, organisation: Organisation, on: date) -> WorkHandedOn:
    assert visit.visit_id is not None
    return WorkHandedOn(
        area=organisation.area_of(visit.service) or DIVISION,
        work_id=visit.visit_id,
        work="visit",
        kind="practice_day",
        record_id=None,
        previous=previous,
        person=visit.visitor,
        service=visit.service,
        team=visit.team,
        due_on=visit.on,
        handed_on=on,
    )
