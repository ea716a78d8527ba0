"""Rounds of moderation and what is whose to moderate, as rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, exists, func, select, text, update

from services.activities.domain.selection import Submitted
from services.activities.domain.vocabulary import AUDIT
from services.activities.tables.activities import SUMMARY
from services.activities.tables.ratings import LIVE, unblinded
from services.activities.tables.schema import (
    activity,
    adjudication,
    moderation_round,
    moderation_task,
    second_rating,
)
from shared.contracts.errors import NotFound
from shared.db.unit import UnitOfWork

_ROUND = [one for one in moderation_round.c if one.name != "frame"]


class RoundStore:
    """What was drawn from what, and who moderates it."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow

    def hold(self) -> None:
        """One draw at a time: two at once would give an audit two moderators."""
        self.uow.execute(text("SELECT pg_advisory_xact_lock(hashtext('activities.moderation'))"))

    def frame_of(self, area: str, month: date) -> dict[str, tuple[Submitted, Row[Any]]]:
        """The submitted audits that count in this month, by id, each with its row."""
        live = (second_rating.c.activity_id == activity.c.activity_id) & second_rating.c.status.in_(LIVE)
        query = (
            select(*SUMMARY, second_rating.c.rater)
            .select_from(activity.outerjoin(second_rating, live))
            .where(
                activity.c.area == area,
                activity.c.month == month,
                activity.c.kind == AUDIT,
                activity.c.status.in_(("submitted", "moderated")),
                ~activity.c.historic,
            )
        )
        return {str(row.activity_id): (_submitted(row), row) for row in self.uow.fetch(query)}

    def earlier_frames(self, area: str, month: date) -> list[bytes]:
        """The packed frames of the rounds that were drawn before."""
        query = select(moderation_round.c.frame)
        query = query.where(moderation_round.c.area == area, moderation_round.c.month == month)
        return [row.frame for row in self.uow.fetch(query)]

    def load(self) -> Mapping[str, int]:
        """How many audits wait for each moderator; across areas, for the load is a person's."""
        query = (
            select(moderation_task.c.moderator, func.count().label("audits"))
            .join(activity, activity.c.activity_id == moderation_task.c.activity_id)
            .where(activity.c.status == "submitted", moderation_task.c.moderator.is_not(None))
            .group_by(moderation_task.c.moderator)
        )
        return {row.moderator: row.audits for row in self.uow.execute(query)}

    def add(self, tasks: Sequence[Mapping[str, Any]], **row: Any) -> None:
        self.uow.add(moderation_round, **row, drawn_by=self.uow.actor)
        for one in tasks:
            self.uow.add(moderation_task, **one)

    def get(self, round_id: UUID) -> Row[Any]:
        """All but the frame, which is long. Raises NotFound."""
        row = self.uow.fetch_one(select(*_ROUND).where(moderation_round.c.round_id == round_id))
        if row is None:
            raise NotFound("moderation round", round_id)
        return row

    def frame(self, round_id: UUID) -> bytes:
        """The packed frame of a round that the caller has seen."""
        found = select(moderation_round.c.frame).where(moderation_round.c.round_id == round_id)
        return bytes(self.uow.execute(found).scalar_one())

    def task(self, activity_id: UUID) -> Row[Any]:
        """Who is to moderate an audit that the caller has seen. Raises NotFound: it was not drawn."""
        row = self.uow.execute(
            select(moderation_task).where(moderation_task.c.activity_id == activity_id)
        ).one_or_none()
        if row is None:
            raise NotFound("moderation task of", activity_id)
        return row

    def hand_over(self, activity_id: UUID, moderator: str) -> None:
        """Its activity's version, which rises with it, keeps two from doing so at once."""
        found = moderation_task.c.activity_id == activity_id
        self.uow.execute(update(moderation_task).where(found).values(moderator=moderator))

    def tasks(
        self, *, moderator: str | None, waiting: bool, after: UUID | None, limit: int
    ) -> Sequence[Row[Any]]:
        """Audits that were drawn, with who moderates them by when; ``waiting`` leaves out those that are done.

        What the caller is still to rate a second time is left out (S06).
        """
        theirs = moderation_task.c
        query = (
            select(
                *SUMMARY,
                theirs.round_id,
                theirs.because,
                theirs.moderator,
                theirs.due_on.label("moderate_by"),
            )
            .join_from(activity, moderation_task, theirs.activity_id == activity.c.activity_id)
            .where(unblinded(self.uow.actor))
        )
        query = query.where(theirs.moderator == moderator) if moderator else query
        if waiting:
            decided = exists().where(adjudication.c.activity_id == activity.c.activity_id)
            query = query.where(activity.c.status == "submitted", ~decided)
        query = query.where(activity.c.activity_id > after) if after else query
        return self.uow.fetch(query.order_by(activity.c.activity_id).limit(limit))


def _submitted(row: Row[Any]) -> Submitted:
    return Submitted(
        id=str(row.activity_id),
        required=row.must_be_moderated,
        moderated=row.status == "moderated",
        auditor=row.auditor,
        practitioner=row.practitioner,
        rater=row.rater,
    )
