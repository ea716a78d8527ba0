"""What waits for whom, out of all tables in which something does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Column,
    ColumnElement,
    Date,
    Select,
    Subquery,
    any_,
    cast,
    exists,
    func,
    literal,
    null,
    select,
    tuple_,
    union_all,
)
from sqlalchemy import Text as TextType
from sqlalchemy import Uuid as UuidType
from sqlalchemy.dialects.postgresql import ARRAY

from services.activities.domain.handover import Held
from services.activities.domain.rules import Rules
from services.activities.domain.vocabulary import AUDIT, DIVISION
from services.activities.tables.adjudications import awaiting
from services.activities.tables.parts import undecided
from services.activities.tables.ratings import unblinded
from services.activities.tables.review_schema import review
from services.activities.tables.schema import (
    activity,
    adjudication,
    audit_part,
    moderation_task,
    person,
    second_rating,
    work_told,
)
from shared.db.told import Counts, changed_since_told
from shared.db.unit import UnitOfWork

_NONE = cast(null(), UuidType)
_OPEN = (activity.c.status == "allocated") & (activity.c.kind == AUDIT)
STEERED, JOINED = ("agreed", "held", "written", "released"), ("agreed", "held")
"""How a review stands that waits for its chair, and one that waits for those who take part."""


class HandoverStore:
    """Reads under the caller's areas; ``rules`` say who decides, ``sees_reviews`` shows all, not only one's own."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow

    def page(
        self,
        holders: Sequence[str],
        rules: Rules,
        *,
        sees_reviews: bool,
        after: tuple[str, str, str] | None,
        limit: int,
    ) -> list[Held]:
        """What these people hold, in the order of sort, key and holder."""
        work = self._work(rules, sees_reviews=sees_reviews)
        among = any_(literal(list(holders), ARRAY(TextType)))
        order = (work.c.what, work.c.key, work.c.holder)
        query = select(work).where(work.c.holder == among)
        query = query.where(tuple_(*order) > tuple_(*map(literal, after))) if after else query
        return [Held(**row._mapping) for row in self.uow.execute(query.order_by(*order).limit(limit))]

    def holders(
        self, rules: Rules, pick: Callable[[Sequence[str]], Sequence[str]], *, sees_reviews: bool
    ) -> Sequence[str]:
        """Those of all who hold anything whom ``pick`` picks."""
        work = self._work(rules, sees_reviews=sees_reviews)
        return pick([row.holder for row in self.uow.execute(select(work.c.holder).distinct())])

    def counts(self, rules: Rules) -> dict[str, dict[str, int]]:
        """How many things of each sort each person holds, by person."""
        work = self._work(rules, sees_reviews=True)
        query = select(work.c.holder, work.c.what, func.count().label("number"))
        found: dict[str, dict[str, int]] = {}
        for row in self.uow.execute(query.group_by(work.c.holder, work.c.what)):
            found.setdefault(row.holder, {})[row.what] = row.number
        return found

    def changed(self, held: Mapping[str, Counts]) -> list[tuple[str, int, dict[str, int]]]:
        """Person, sequence and numbers of those whose numbers differ from what was last told; now they are told."""
        return changed_since_told(work_told, held, self.uow)

    def _work(self, rules: Rules, *, sees_reviews: bool) -> Subquery:
        parts = [self.uow.scope.apply(one) for one in self._sorts(rules)]
        return union_all(*parts, *self._reviews(sees_reviews)).subquery("work")

    def _sorts(self, rules: Rules) -> Iterator[Select[Any]]:
        its = activity.c.activity_id
        viewed = exists().where(
            audit_part.c.activity_id == its,
            audit_part.c.part.in_(("practitioner_view", "practitioner_absent")),
        )
        yield _of_activity("audit", activity.c.auditor).where(activity.c.status == "allocated")
        yield _of_activity("own_view", activity.c.practitioner).where(
            _OPEN, activity.c.practitioner.is_not(None), ~viewed
        )
        yield self._decided("exemption", rules.exemption_approver_roles.value).where(_OPEN, undecided())
        columns = _columns("adjudication", person.c.id)
        waiting = awaiting(self.uow.actor, *columns).join(person, _decides(rules.adjudicator_roles.value))
        yield waiting
        decided = exists().where(adjudication.c.activity_id == its)
        yield (
            _of_activity("moderation", moderation_task.c.moderator, due_on=moderation_task.c.due_on)
            .join(moderation_task, moderation_task.c.activity_id == its)
            .where(activity.c.status == "submitted", ~decided, moderation_task.c.moderator.is_not(None))
            .where(unblinded(self.uow.actor))
        )
        yield (
            _of_activity(
                "second_rating",
                second_rating.c.rater,
                key=second_rating.c.rating_id,
                due_on=cast(null(), Date),
                version=second_rating.c.version,
            )
            .join(second_rating, second_rating.c.activity_id == its)
            .where(second_rating.c.status == "requested")
        )

    def _decided(self, what: str, roles: Sequence[str]) -> Select[Any]:
        return _of_activity(what, person.c.id).join(person, _decides(roles))

    def _reviews(self, sees_all: bool) -> Iterator[Select[Any]]:
        """A review is there for its circle, and for who answers for reviews (S26)."""
        member = func.unnest(review.c.circle).column_valued("member")
        for what, holder, statuses in (("review", review.c.chair, STEERED), ("review_part", member, JOINED)):
            query = select(
                *_said(
                    what=literal(what),
                    key=cast(review.c.review_id, TextType),
                    holder=holder,
                    area=review.c.area,
                    service=review.c.service,
                    month=cast(null(), Date),
                    due_on=review.c.due_on,
                    activity_id=_NONE,
                    review_id=review.c.review_id,
                    version=review.c.version,
                )
            ).where(review.c.status.in_(statuses), review.c.chair.is_not(None))
            if what == "review_part":
                query = query.where(member != review.c.chair)
            yield (
                self.uow.scope.apply(query)
                if sees_all
                else query.where(review.c.circle.contains([self.uow.actor]))
            )


def _decides(roles: Sequence[str]) -> ColumnElement[bool]:
    """Who may decide about an activity: of the roles and of its area, or of all areas, and no party to it."""
    there = person.c.area.in_((activity.c.area, literal(DIVISION)))
    party = (person.c.id == activity.c.auditor) | person.c.id.is_not_distinct_from(activity.c.practitioner)
    return person.c.roles.overlap(list(roles)) & there & ~party


def _of_activity(what: str, holder: Column[Any], **other: ColumnElement[Any]) -> Select[Any]:
    return select(*_columns(what, holder, **other)).select_from(activity)


def _columns(
    what: str, holder: Column[Any], key: ColumnElement[UUID] = activity.c.activity_id, **other: Any
) -> list[ColumnElement[Any]]:
    plain: dict[str, Any] = {
        "what": literal(what),
        "key": cast(key, TextType),
        "holder": holder,
        "area": activity.c.area,
        "service": activity.c.service,
        "month": activity.c.month,
        "due_on": activity.c.due_on,
        "activity_id": activity.c.activity_id,
        "review_id": _NONE,
        "version": activity.c.version,
    }
    return _said(**plain | other)


def _said(**columns: ColumnElement[Any]) -> list[ColumnElement[Any]]:
    return [column.label(name) for name, column in columns.items()]
