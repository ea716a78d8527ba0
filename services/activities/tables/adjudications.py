"""Audits about which a third person is to decide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, case, exists, func, or_, select

from services.activities.domain.adjudication import APART
from services.activities.domain.history import CONTESTED
from services.activities.domain.vocabulary import AUDIT, GRADES
from services.activities.tables.activities import SUMMARY
from services.activities.tables.ratings import unblinded
from services.activities.tables.schema import (
    activity,
    activity_change,
    adjudication,
    moderation,
    second_rating,
)
from shared.db.unit import UnitOfWork


class AdjudicationStore:
    """Reads alone: a decision is kept with its activity."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow

    def awaiting(self, *, after: UUID | None, limit: int) -> Sequence[Row[Any]]:
        """Audits that were contested, or whose ratings are too far apart, and that nobody decided about.

        One that must be moderated first is not among them, nor is one that the caller is still to rate (S06).
        """
        query = awaiting(
            self.uow.actor,
            *SUMMARY,
            case((_contested(), "contested"), else_="two_grades_apart").label("because"),
            moderation.c.moderator,
            moderation.c.overall.label("moderated"),
            second_rating.c.rater,
            second_rating.c.overall.label("rated"),
        )
        query = query.where(activity.c.activity_id > after) if after else query
        return self.uow.fetch(query.order_by(activity.c.activity_id).limit(limit))


def awaiting(reader: str, *columns: ColumnElement[Any]) -> Select[Any]:
    """Of audits that wait for a decision, and their moderation and second rating; but what ``reader`` is to rate."""
    its = activity.c.activity_id
    given = (second_rating.c.activity_id == its) & (second_rating.c.status == "given")
    source = activity.outerjoin(moderation, moderation.c.activity_id == its).outerjoin(second_rating, given)
    return (
        select(*columns)
        .select_from(source)
        .where(
            activity.c.kind == AUDIT,
            activity.c.status.in_(("submitted", "moderated")),
            ~activity.c.historic,
            ~exists().where(adjudication.c.activity_id == its),
            ~and_(activity.c.must_be_moderated, moderation.c.activity_id.is_(None)),
            or_(_contested(), _apart(activity.c.overall, moderation.c.overall, second_rating.c.overall)),
            unblinded(reader),
        )
    )


def _contested() -> ColumnElement[bool]:
    lines = (activity_change.c.activity_id == activity.c.activity_id) & (activity_change.c.what == CONTESTED)
    return exists().where(lines)


def _apart(*ratings: ColumnElement[Any]) -> ColumnElement[bool]:
    """As ``domain.adjudication.apart``; the least and the greatest leave out what there is none of."""
    places = [case({grade: place for place, grade in enumerate(GRADES)}, value=one) for one in ratings]
    return func.greatest(*places) - func.least(*places) >= APART
