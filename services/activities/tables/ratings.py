"""Second ratings, as rows, and what is compared with what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, cast, exists, func, or_, select, union_all
from sqlalchemy.dialects.postgresql import JSONB, JSONPATH

from services.activities.domain.calibration import Comparison, Judged
from services.activities.domain.rating import SecondRating
from services.activities.domain.vocabulary import AUDIT
from services.activities.tables.schema import activity, moderation, second_rating
from shared.contracts.errors import NotFound, Stale
from shared.db.unit import UnitOfWork
from shared.web.tables import access_log

_OWN = tuple(second_rating.c[name] for name in SecondRating.__slots__)
_PLACE = tuple(
    activity.c[name] for name in ("area", "service", "team", "practitioner", "month", "submitted_on", "tool")
)
_GRADED = activity.c.content["domains"].label("graded")
_CODES = func.jsonb_path_query_array(
    activity.c.content, cast("$.domains[*].domain", JSONPATH), type_=JSONB
).label("to_grade")
LIVE = ("requested", "given")


def unblinded(person: str) -> ColumnElement[bool]:
    """Activities that this person is not still to rate a second time."""
    awaited = second_rating.alias("awaited")
    of_person = (awaited.c.activity_id == activity.c.activity_id) & (awaited.c.rater == person)
    return ~exists().where(of_person, awaited.c.status == "requested")


class RatingStore:
    """Second ratings under the areas of their activities."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow

    def add(self, new: SecondRating) -> bool:
        """False when the audit has a second rating that is asked for or given."""
        row = {name: getattr(new, name) for name in SecondRating.__slots__}
        return self.uow.insert_many(second_rating, [row], on_conflict="nothing") == 1

    def get(self, activity_id: UUID, rating_id: UUID, *, version: int | None = None) -> SecondRating:
        """Raises NotFound: none of this audit that the caller may see. Stale: no longer at ``version``."""
        query = select(*_OWN).join_from(second_rating, activity, _of_activity())
        row = self.uow.fetch_one(
            query.where(second_rating.c.rating_id == rating_id, activity.c.activity_id == activity_id)
        )
        if row is None:
            raise NotFound("second rating", rating_id)
        if version is not None and row.version != version:
            raise Stale
        return SecondRating(**row._mapping)

    def save(self, before: SecondRating, after: SecondRating) -> None:
        """Raises Stale."""
        self.uow.update(
            second_rating,
            {"rating_id": after.rating_id},
            {
                "status": after.status,
                "overall": after.overall,
                "domains": dict(after.domains),
                "closed_on": after.closed_on,
                "reason": after.reason,
            },
            version=before.version,
        )

    def status_for(self, activity_id: UUID, person: str) -> str | None:
        """Whether this person is asked for a second rating of the audit, or has given one."""
        query = select(second_rating.c.status).where(
            second_rating.c.activity_id == activity_id,
            second_rating.c.rater == person,
            second_rating.c.status.in_(LIVE),
        )
        return self.uow.execute(query).scalar()

    def live(self, activity_id: UUID) -> SecondRating | None:
        """The second rating that is asked for or given, if there is one."""
        query = select(*_OWN).where(
            second_rating.c.activity_id == activity_id, second_rating.c.status.in_(LIVE)
        )
        row = self.uow.execute(query).one_or_none()
        return SecondRating(**row._mapping) if row else None

    def saw(self, activity_id: UUID) -> frozenset[str]:
        """Who wrote the audit down, and whom the access log names as having opened it."""
        wrote = select(activity.c.recorded_by).where(activity.c.activity_id == activity_id)
        opened = select(access_log.c.principal).where(
            access_log.c.what.in_(("activity", "draft")), access_log.c.key == str(activity_id)
        )
        return frozenset(self.uow.execute(union_all(wrote, opened)).scalars())

    def page(
        self, *, rater: str | None, status: str | None, after: UUID | None, limit: int
    ) -> Sequence[Row[Any]]:
        """Ratings with the place of their audit and the domains to grade, in the order in which they were asked for.

        Nothing that the auditor gave is in them.
        """
        query = select(*_OWN, *_PLACE, _CODES).join_from(second_rating, activity, _of_activity())
        query = query.where(second_rating.c.rater == rater) if rater else query
        query = query.where(second_rating.c.status == status) if status else query
        query = query.where(second_rating.c.rating_id > after) if after else query
        return self.uow.fetch(query.order_by(second_rating.c.rating_id).limit(limit))

    def comparisons(self, first: date, last: date, service: str | None) -> list[Comparison]:
        """Graded audits of these months that somebody looked at again, but for those the caller is still to rate."""
        given = (second_rating.c.activity_id == activity.c.activity_id) & (second_rating.c.status == "given")
        source = activity.outerjoin(moderation, moderation.c.activity_id == activity.c.activity_id)
        query = (
            select(
                activity.c.service,
                activity.c.auditor,
                activity.c.month,
                activity.c.overall,
                _GRADED,
                moderation.c.overall.label("moderated"),
                moderation.c.domains.label("moderated_domains"),
                second_rating.c.overall.label("rated"),
                second_rating.c.domains.label("rated_domains"),
            )
            .select_from(source.outerjoin(second_rating, given))
            .where(
                activity.c.kind == AUDIT,
                activity.c.overall.is_not(None),
                activity.c.month.between(first, last),
                or_(moderation.c.overall.is_not(None), second_rating.c.overall.is_not(None)),
                unblinded(self.uow.actor),
            )
        )
        query = query.where(activity.c.service == service) if service else query
        return [_comparison(row) for row in self.uow.fetch(query.order_by(activity.c.activity_id))]


def _of_activity() -> ColumnElement[bool]:
    return second_rating.c.activity_id == activity.c.activity_id


def _comparison(row: Row[Any]) -> Comparison:
    return Comparison(
        service=row.service,
        auditor=row.auditor,
        month=row.month,
        given=Judged(row.overall, {one["domain"]: one["grade"] for one in row.graded}),
        moderated=Judged(row.moderated, row.moderated_domains) if row.moderated else None,
        rated=Judged(row.rated, row.rated_domains) if row.rated else None,
    )
