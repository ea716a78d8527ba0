"""Why a review is proposed: a difference that several saw, or one of three triggers (S24, S25)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

import msgspec

from services.activities.domain.activity import Activity
from services.activities.domain.review_refusals import AuditNotInadequate, TooFewSources
from services.activities.domain.review_words import Trigger
from services.activities.domain.vocabulary import AUDIT


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Who or what saw the difference, and what they saw. ``reference`` is an activity's id or a piece of feedback's."""

    kind: str
    saw: str
    reference: UUID | None = None


class Procedure(msgspec.Struct, frozen=True, kw_only=True):
    """A procedure that runs alongside, and where it is found."""

    kind: str
    reference: str


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """What was said when the review was proposed. ``auditor`` is that of the audit which triggered it."""

    why: str
    sources: tuple[Source, ...] = ()
    trigger: Trigger | None = None
    audit_id: UUID | None = None
    auditor: str | None = None
    procedures: tuple[Procedure, ...] = ()

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every piece of free text with the field it stands in."""
        yield "why", self.why
        for n, source in enumerate(self.sources):
            yield f"sources.{n}.saw", source.saw
        for n, procedure in enumerate(self.procedures):
            yield f"procedures.{n}.reference", procedure.reference


def ensure_several(sources: Sequence[Source]) -> None:
    """A success review rests on what sources of at least two kinds saw.

    Raises:
        TooFewSources: fewer.
    """
    if len({source.kind for source in sources}) < 2:
        raise TooFewSources(
            "A success review is proposed when several sources saw a real difference",
            fields={"sources": ["needs at least two of different kinds"]},
        )


def ensure_inadequate(audit: Activity) -> None:
    """The audit stands as Inadequate, whoever of auditor, moderator and adjudicator judged last.

    Raises:
        AuditNotInadequate: another grade, none yet, or no audit.
    """
    if audit.kind != AUDIT or audit.final != "inadequate":
        raise AuditNotInadequate(
            "A learning review follows from an audit that stands as Inadequate",
            fields={"audit_id": ["is no audit that stands as Inadequate"]},
        )
