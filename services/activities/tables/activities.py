"""Activities and their moderation, as rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Row, Select, case, func, select, tuple_

from services.activities.domain.activity import Activity
from services.activities.domain.adjudication import Adjudication
from services.activities.domain.content import Content
from services.activities.domain.moderation import Moderation
from services.activities.domain.tool import ToolRef
from services.activities.domain.vocabulary import AUDIT
from services.activities.tables.history import changed
from services.activities.tables.ratings import unblinded
from services.activities.tables.schema import activity, activity_change, adjudication, moderation
from shared.contracts.difference import Difference
from shared.contracts.errors import NotFound, Stale
from shared.db.unit import UnitOfWork

SUMMARY = (
    activity.c.activity_id,
    activity.c.version,
    activity.c.kind,
    activity.c.status,
    activity.c.area,
    activity.c.service,
    activity.c.team,
    activity.c.pseudonym.label("case"),
    activity.c.auditor,
    activity.c.practitioner,
    activity.c.month,
    activity.c.due_on,
    activity.c.sample_id,
    activity.c.submitted_on,
    activity.c.made_at,
    case((activity.c.submitted_on.is_not(None), activity.c.recorded_at)).label("received_at"),
    activity.c.overall,
    activity.c.must_be_moderated,
    activity.c.historic,
    activity.c.tool,
    activity.c.theme_id,
)
OWN = tuple(one for one in SUMMARY if one.name != "overall")
"""The columns that an activity is made from; the overall grade follows from the content."""
_JOINED = activity.outerjoin(moderation, moderation.c.activity_id == activity.c.activity_id).outerjoin(
    adjudication, adjudication.c.activity_id == activity.c.activity_id
)
_WHOLE = select(
    *SUMMARY,
    activity.c.content,
    moderation.c.moderator,
    moderation.c.moderated_on,
    moderation.c.overall.label("judged"),
    moderation.c.domains,
    moderation.c.comment,
    moderation.c.on_behalf_of.label("moderated_for"),
    adjudication.c.adjudicator,
    adjudication.c.adjudicated_on,
    adjudication.c.because,
    adjudication.c.overall.label("decided"),
    adjudication.c.domains.label("decided_domains"),
    adjudication.c.comment.label("decided_comment"),
    adjudication.c.on_behalf_of.label("decided_for"),
).select_from(_JOINED)


class ActivityStore:
    """Reads under the caller's areas; new activities are only queued, so that a capture can share its commit."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow

    def add(self, new: Activity, identifier: bytes | None = None) -> None:
        """Queue a new activity, and its moderation where it came with one. ``identifier`` is sealed."""
        self.uow.add(
            activity,
            activity_id=new.activity_id,
            version=new.version,
            kind=new.kind,
            status=new.status,
            area=new.area,
            service=new.service,
            team=new.team,
            pseudonym=new.case,
            identifier=identifier,
            auditor=new.auditor,
            practitioner=new.practitioner,
            month=new.month,
            due_on=new.due_on,
            sample_id=new.sample_id,
            submitted_on=new.submitted_on,
            overall=new.overall,
            must_be_moderated=new.must_be_moderated,
            content=new.content,
            recorded_by=self.uow.actor,
            historic=new.historic,
            recorded_at=self.uow.now(),
            made_at=new.made_at,
            tool=new.tool,
            theme_id=new.theme_id,
        )
        if new.moderation is not None:
            self._add_moderation(new, new.moderation)

    def get(self, activity_id: UUID, *, version: int | None = None) -> Activity:
        """One activity with what was written and how it was moderated.

        Raises:
            NotFound: none that the caller may see. Stale: it is no longer at ``version``.
        """
        row = self.uow.fetch_one(self._of(activity_id, _WHOLE))
        if row is None:
            raise NotFound("activity", activity_id)
        if version is not None and row.version != version:
            raise Stale(self._changed(activity_id, version))
        return _activity(row)

    def find(self, activity_id: UUID) -> Activity | None:
        """The activity of any area, to be compared with what was sent again and not to be shown before."""
        row = self.uow.execute(self._of(activity_id, _WHOLE)).one_or_none()
        return _activity(row) if row else None

    def sealed_identifier(self, activity_id: UUID) -> bytes | None:
        """The identifier that was kept with the activity itself."""
        row = self.uow.fetch_one(self._of(activity_id, select(activity.c.identifier)))
        return row.identifier if row else None

    def save_submission(self, before: Activity, after: Activity) -> None:
        """Raises Stale."""
        self.uow.update(
            activity,
            {"activity_id": after.activity_id},
            {
                "status": after.status,
                "practitioner": after.practitioner,
                "submitted_on": after.submitted_on,
                "overall": after.overall,
                "must_be_moderated": after.must_be_moderated,
                "content": msgspec.to_builtins(after.content),
                "recorded_by": self.uow.actor,
                "recorded_at": after.received_at,
                "made_at": after.made_at,
                "tool": msgspec.to_builtins(after.tool),
                "theme_id": after.theme_id,
            },
            version=before.version,
        )

    def save_moderation(self, before: Activity, after: Activity, made: Moderation) -> None:
        """Put the judgement beside the original. Raises Stale."""
        self.uow.update(
            activity, {"activity_id": after.activity_id}, {"status": after.status}, version=before.version
        )
        self._add_moderation(after, made)

    def save_adjudication(self, before: Activity, after: Activity, made: Adjudication) -> None:
        """Put the decision beside the two that it decides between. Raises Stale."""
        self.save_life(before, after)
        self.uow.add(adjudication, activity_id=after.activity_id, **asdict(made))

    def save_life(self, before: Activity, after: Activity) -> None:
        """Keep that an allocated activity was withdrawn, handed on or extended. Raises Stale."""
        self.uow.update(
            activity,
            {"activity_id": after.activity_id},
            {"status": after.status, "auditor": after.auditor, "due_on": after.due_on},
            version=before.version,
        )

    def page(
        self,
        filters: Mapping[str, Any],
        *,
        tag: str | None,
        awaiting: bool,
        after: tuple[bool, UUID] | None,
        limit: int,
    ) -> Sequence[Row[Any]]:
        """Summaries without narrative, oldest first; of those ``awaiting`` moderation, the Inadequate before others.

        ``filters`` are columns and values; None does not filter. ``after`` is the last row of the page before.
        What the caller is still to rate a second time is left out (S06).
        """
        query = select(*SUMMARY).where(unblinded(self.uow.actor))
        for name, value in filters.items():
            query = query.where(activity.c[name] == value) if value is not None else query
        query = query.where(activity.c.content["tags"].contains([tag])) if tag else query
        order = [~activity.c.must_be_moderated] if awaiting else []
        if awaiting:
            query = query.where(
                activity.c.status == "submitted", activity.c.kind == AUDIT, ~activity.c.historic
            )
        if after and awaiting:
            query = query.where(
                tuple_(~activity.c.must_be_moderated, activity.c.activity_id) > (not after[0], after[1])
            )
        elif after:
            query = query.where(activity.c.activity_id > after[1])
        return self.uow.fetch(query.order_by(*order, activity.c.activity_id).limit(limit))

    def load(self, month: date) -> Mapping[str, int]:
        """How many audits of a month each auditor has; across areas, for the load is a person's.

        A withdrawn audit is nobody's load.
        """
        query = select(activity.c.auditor, func.count().label("audits")).where(
            activity.c.month == month, activity.c.kind == AUDIT, activity.c.status != "withdrawn"
        )
        return {row.auditor: row.audits for row in self.uow.execute(query.group_by(activity.c.auditor)).all()}

    def _add_moderation(self, judged: Activity, made: Moderation) -> None:
        self.uow.add(
            moderation,
            activity_id=judged.activity_id,
            moderator=made.moderator,
            moderated_on=made.moderated_on,
            original=judged.overall,
            overall=made.overall,
            domains=dict(made.domains),
            comment=made.comment,
            on_behalf_of=made.on_behalf_of,
        )

    def _changed(self, activity_id: UUID, since: int) -> Difference | None:
        """What happened after this version, by the history of the activity."""
        lines = select(activity_change).where(
            activity_change.c.activity_id == activity_id, activity_change.c.version > since
        )
        return changed(self.uow.execute(lines.order_by(activity_change.c.version)).all())

    def _of(self, activity_id: UUID, query: Select[Any]) -> Select[Any]:
        return query.where(activity.c.activity_id == activity_id)


def _activity(row: Row[Any]) -> Activity:
    judged = (
        Moderation(
            moderator=row.moderator,
            moderated_on=row.moderated_on,
            overall=row.judged,
            domains=row.domains,
            comment=row.comment,
            on_behalf_of=row.moderated_for,
        )
        if row.moderator
        else None
    )
    decided = (
        Adjudication(
            adjudicator=row.adjudicator,
            adjudicated_on=row.adjudicated_on,
            because=row.because,
            overall=row.decided,
            domains=row.decided_domains,
            comment=row.decided_comment,
            on_behalf_of=row.decided_for,
        )
        if row.adjudicator
        else None
    )
    return Activity(
        **{one.name: getattr(row, one.name) for one in OWN if one.name != "tool"},
        content=msgspec.convert(row.content, Content) if row.content else None,
        tool=msgspec.convert(row.tool, ToolRef) if row.tool else None,
        moderation=judged,
        adjudication=decided,
    )
