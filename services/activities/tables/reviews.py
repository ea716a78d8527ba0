"""Reviews as rows, and who may read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Row, Select, literal, or_, select, tuple_

from services.activities.domain.review import Review, ReviewChange
from services.activities.domain.review_learning import Learning
from services.activities.domain.review_people import Participant
from services.activities.domain.review_proposal import Proposal
from services.activities.domain.review_record import RECORDS
from services.activities.domain.review_words import SUCCESS
from services.activities.tables.review_schema import review, review_change
from shared.contracts.errors import NotFound, Stale
from shared.db.unit import UnitOfWork
from shared.security.pseudonyms import Pseudonyms

_PLAIN = (
    "review_id",
    "version",
    "kind",
    "status",
    "area",
    "service",
    "team",
    "practitioner",
    "proposed_by",
    "proposed_on",
    "chair",
    "due_on",
    "held_on",
)
_SUMMARY = (*(review.c[name] for name in _PLAIN), review.c.pseudonym.label("case"))
_WHOLE = (*_SUMMARY, review.c.proposal, review.c.participants, review.c.record, review.c.learning)
_TAUGHT = (
    review.c.learning_id,
    review.c.kind,
    review.c.released_on,
    review.c.learning["title"].astext.label("title"),
    review.c.learning["learning"].astext.label("learning"),
)
_LINE = [column for column in review_change.c if column.name != "review_id"]


class ReviewStore:
    """The detail is for a review's circle, wherever they work, and for who answers for reviews in its area (S26)."""

    def __init__(self, uow: UnitOfWork, pseudonyms: Pseudonyms) -> None:
        self.uow, self.pseudonyms = uow, pseudonyms

    def add(self, new: Review, identifier: bytes) -> None:
        """Queue a proposal. ``identifier`` is sealed."""
        self.uow.add(
            review,
            **{name: getattr(new, name) for name in _PLAIN},
            **_changing(new),
            pseudonym=new.case,
            identifier=identifier,
        )

    def get(self, review_id: UUID, *, sees_all: bool, version: int | None = None) -> Review:
        """Raises NotFound: none that the caller may see. Stale: no longer at ``version``."""
        query = self._seen(select(*_WHOLE), sees_all).where(review.c.review_id == review_id)
        row = self.uow.execute(query).one_or_none()
        if row is None:
            raise NotFound("review", review_id)
        if version is not None and row.version != version:
            raise Stale
        return _review(row)

    def identifier(self, review_id: UUID) -> str:
        """The child's identifier, of a review that was read before."""
        sealed = self.uow.execute(
            select(review.c.identifier).where(review.c.review_id == review_id)
        ).scalar_one()
        return self.pseudonyms.open(sealed)

    def save(self, before: Review, after: Review) -> None:
        """Raises Stale."""
        values = {name: getattr(after, name) for name in ("status", "chair", "due_on", "held_on")}
        self.uow.update(
            review,
            {"review_id": after.review_id},
            values | _changing(after),
            version=before.version,
        )

    def page(
        self, *, sees_all: bool, kind: str | None, status: str | None, after: UUID | None, limit: int
    ) -> Sequence[Row[Any]]:
        """Summaries, in the order in which they were proposed."""
        query = self._seen(select(*_SUMMARY), sees_all)
        query = query.where(review.c.kind == kind) if kind else query
        query = query.where(review.c.status == status) if status else query
        query = query.where(review.c.review_id > after) if after else query
        return self.uow.execute(query.order_by(review.c.review_id).limit(limit)).all()

    def decision(self, review_id: UUID, *, sees_all: bool) -> Row[Any]:
        """How a proposal stands, with why it was declined, for whoever made it as well. Raises NotFound."""
        declined = (review_change.c.review_id == review.c.review_id) & (review_change.c.what == "declined")
        why = select(review_change.c.note).where(declined).scalar_subquery().label("reason")
        mine = select(review.c.review_id).where(review.c.proposed_by == self.uow.actor)
        seen = self._seen(select(review.c.review_id), sees_all)
        query = select(review.c.review_id, review.c.kind, review.c.proposed_on, review.c.status, why).where(
            review.c.review_id == review_id, review.c.review_id.in_(mine.union(seen))
        )
        row = self.uow.execute(query).one_or_none()
        if row is None:
            raise NotFound("proposal", review_id)
        return row

    def learned(self, *, after: tuple[date, UUID] | None, limit: int) -> Sequence[Row[Any]]:
        """Released learning of every area, the newest first: no column that says where it was."""
        order = (review.c.released_on, review.c.learning_id)
        query = select(*_TAUGHT).where(review.c.released_on.is_not(None))
        if after is not None:
            query = query.where(tuple_(*order) < tuple_(*map(literal, after)))
        return self.uow.execute(query.order_by(*(column.desc() for column in order)).limit(limit)).all()

    def learning(self, learning_id: UUID) -> Row[Any]:
        """Raises NotFound: not released."""
        row = self.uow.execute(select(*_TAUGHT).where(review.c.learning_id == learning_id)).one_or_none()
        if row is None:
            raise NotFound("learning", learning_id)
        return row

    def celebrating(self, service: str | None) -> list[Review]:
        """Released success reviews of a service, or of all; the newest first."""
        query = select(*_WHOLE).where(review.c.kind == SUCCESS, review.c.released_on.is_not(None))
        query = query.where(review.c.service == service) if service else query
        return [_review(row) for row in self.uow.execute(query.order_by(review.c.released_on.desc()))]

    def add_line(self, review_id: UUID, change: ReviewChange) -> None:
        """Queue a line of history."""
        self.uow.add(review_change, review_id=review_id, **asdict(change))

    def history(self, review_id: UUID) -> list[ReviewChange]:
        """All lines of a review that was read before, oldest first."""
        query = select(*_LINE).where(review_change.c.review_id == review_id)
        rows = self.uow.execute(query.order_by(review_change.c.version))
        return [ReviewChange(**row._mapping) for row in rows]

    def _seen(self, query: Select[Any], sees_all: bool) -> Select[Any]:
        """Narrowed to the caller's circles; who ``sees_all`` sees all of their areas beside."""
        own = review.c.circle.contains([self.uow.actor])
        areas = self.uow.scope.areas
        if not sees_all:
            return query.where(own)
        return query if areas is None else query.where(or_(own, review.c.area.in_(sorted(areas))))


def _changing(one: Review) -> dict[str, Any]:
    return {
        "proposal": msgspec.to_builtins(one.proposal),
        "participants": msgspec.to_builtins(one.participants),
        "circle": one.circle,
        "record": msgspec.to_builtins(one.record),
        "learning": msgspec.to_builtins(one.learning),
        "learning_id": one.learning.learning_id if one.learning else None,
        "released_on": one.learning.released_on if one.learning else None,
    }


def _review(row: Row[Any]) -> Review:
    return Review(
        **{name: getattr(row, name) for name in _PLAIN},
        case=row.case,
        proposal=msgspec.convert(row.proposal, Proposal),
        participants=msgspec.convert(row.participants, tuple[Participant, ...]),
        record=msgspec.convert(row.record, RECORDS[row.kind]) if row.record else None,
        learning=msgspec.convert(row.learning, Learning) if row.learning else None,
    )
