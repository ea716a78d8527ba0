"""Facts: one narrow row per activity, plan, theme, action, feedback, message or review, folded from its events.

A state keeps one part per step of an activity's life, and each part its own sequence. So a moderation that arrives
before its submission is kept, and an older event never overwrites a newer one: order and repeats cannot hurt.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, TypeVar, get_args
from uuid import UUID

from shared.contracts.events.themes import Agreement, Indicator, ThemeKind

Kind = Literal["activity", "plan", "action", "feedback", "notification", "recorded", "review", "theme"]
KINDS: tuple[Kind, ...] = get_args(Kind)
ANYWHERE = "-"
"""The service of what belongs to no service, such as a message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocated:
    """An auditor was given the case; as it stands after the last handing on or extension that is known."""

    sequence: int
    kind: str
    area: str
    service: str
    month: date
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted:
    """The activity was finished; ``theme`` is the id of what it serves."""

    sequence: int
    kind: str
    area: str
    service: str
    month: date
    submitted_on: date
    due_on: date | None
    overall: str | None
    domains: dict[str, str]
    family_voice: str
    took_part: bool
    must_be_moderated: bool
    theme: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moderated:
    """A moderator's judgement beside the auditor's (S11)."""

    sequence: int
    kind: str
    area: str
    service: str
    month: date
    moderated_on: date
    original: str | None
    moderated: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjudicated:
    """A third person's decision between ratings that differ; it is final."""

    sequence: int
    kind: str
    area: str
    service: str
    month: date
    adjudicated_on: date
    because: str
    original: str | None
    moderated: str | None
    adjudicated: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """An allocated audit will not be done."""

    sequence: int
    kind: str
    area: str
    service: str
    month: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """An audit or observation as far as its events have arrived."""

    allocated: Allocated | None = None
    submitted: Submitted | None = None
    moderated: Moderated | None = None
    adjudicated: Adjudicated | None = None
    withdrawn: Withdrawn | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How many activities of a kind a service is to do in a month."""

    sequence: int
    kind: str
    area: str
    service: str
    month: date
    target: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """An action as it stands."""

    sequence: int
    area: str
    service: str
    reach: str
    priority: str
    opened_on: date
    due_on: date
    closed_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What a child, family or partner said, as far as it is counted."""

    sequence: int
    area: str
    service: str
    kind: str
    voice: str
    received_on: date
    rating: int | None
    stage: int | None
    outcome: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification:
    """One person was told of one cause."""

    sequence: int
    area: str
    topic: str
    channel: str
    sent_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Accuracy:
    """Of one field of the performance data, how many values were looked up and how many differ (S21)."""

    field: str
    checked: int
    differing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class External:
    """A review from outside: its type by code and title, and how much it found and asked for (S17)."""

    type: str
    title: str
    findings: int
    recommendations: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A QA activity of another kind than audits and observations, as it stands; area ``all`` is the whole division.

    ``withdrawn`` is the reason of one that counts no more. ``accuracy`` is of dip samples whose cases were drawn.
    """

    sequence: int
    kind: str
    area: str
    service: str
    month: date
    external: External | None = None
    theme: str | None = None
    accuracy: tuple[Accuracy, ...] = ()
    withdrawn: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A success or learning review that was written."""

    sequence: int
    area: str
    service: str
    kind: str
    completed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """What a month looks at, or a service for its own regulation, and why (S09, S13, S14)."""

    sequence: int
    kind: ThemeKind
    title: str
    area: str
    service: str
    begins: date
    ends: date | None
    chosen_on: date | None
    indicator: Indicator | None
    agreement: Agreement | None
    regulation: str

    def of(self, month: date) -> bool:
        """Whether it is one of this month's."""
        return self.begins <= month and (self.ends is None or self.ends >= month)


P = TypeVar("P", Allocated, Submitted, Moderated, Adjudicated, Withdrawn)
State = Activity | Plan | Action | Feedback | Notification | Recorded | Review | Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A state with its place and its lineage: ``events`` are the ids of every event under it, oldest first."""

    kind: Kind
    id: UUID
    sequence: int
    area: str
    service: str
    team: str | None
    month: date
    state: State
    events: tuple[UUID, ...]


def merge(older: Fact, newer: Fact) -> Fact:
    """One fact out of two halves of the same one; whichever part is newer stands, whatever came first."""
    first, last = (older, newer) if newer.sequence >= older.sequence else (newer, older)
    state: State
    if isinstance(older.state, Activity) and isinstance(newer.state, Activity):
        state = Activity(
            allocated=_later(older.state.allocated, newer.state.allocated),
            submitted=_later(older.state.submitted, newer.state.submitted),
            moderated=_later(older.state.moderated, newer.state.moderated),
            adjudicated=_later(older.state.adjudicated, newer.state.adjudicated),
            withdrawn=_later(older.state.withdrawn, newer.state.withdrawn),
        )
    else:
        state = last.state
    return replace(
        last,
        state=state,
        team=last.team or first.team,
        events=tuple(sorted({*older.events, *newer.events}, key=lambda event: event.int)),
    )


def _later(older: P | None, newer: P | None) -> P | None:
    if older is None or newer is None:
        return older or newer
    return newer if newer.sequence >= older.sequence else older
