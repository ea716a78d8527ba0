"""The monthly sample: drawn by a seed, so that anybody can draw it again and get the same."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from services.activities.domain.calendar import ensure_activity_month, last_of, year_before

RULES = "open; child alive; not allocated; not audited in the last 12 months; v1"
"""Named inside the frame's hash: other rules, another frame."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameCase:
    """A case that might be drawn, with what decides whether it may.

    ``team`` and ``worker`` are those of the day the sample is drawn for; a statutory file knows neither.
    """

    case: str
    area: str
    service: str
    opened_on: date
    closed_on: date | None = None
    died_on: date | None = None
    team: str | None = None
    worker: str | None = None
    last_audited_on: date | None = None
    allocated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A sample and what is needed to draw it again. ``excluded`` counts the cases left out, by rule."""

    seed: int
    as_at: date
    frame_size: int
    frame_hash: str
    excluded: Mapping[str, int]
    cases: tuple[FrameCase, ...]


def as_at(month: date, today: date) -> date:
    """The day on which a case must be open: the month's last, or today while the month has not ended."""
    return min(today, last_of(month))


def exclusion(case: FrameCase, month: date, on: date) -> str | None:
    """The rule that keeps a case out of the sample, or None."""
    if case.opened_on > on or (case.closed_on is not None and case.closed_on <= on):
        return "closed"
    if case.died_on is not None:  # a death is looked at in a review of its own, not by a monthly audit
        return "child-died"
    if case.allocated:
        return "already-allocated"
    if case.last_audited_on is not None and case.last_audited_on > year_before(month):
        return "audited-within-12-months"
    return None


def draw(frame: Iterable[FrameCase], *, month: date, size: int, seed: int, today: date) -> Drawn:
    """Draw ``size`` cases, or all there are when there are fewer.

    Raises:
        ReflectionMonth: August or December (S05).
    """
    ensure_activity_month(month)
    on = as_at(month, today)
    excluded: Counter[str] = Counter()
    eligible: list[FrameCase] = []
    for case in frame:
        reason = exclusion(case, month, on)
        if reason:
            excluded[reason] += 1
        else:
            eligible.append(case)
    eligible.sort(key=lambda one: one.case)
    cases = random.Random(seed).sample(eligible, min(size, len(eligible)))
    return Drawn(
        seed=seed,
        as_at=on,
        frame_size=len(eligible),
        frame_hash=frame_hash(eligible),
        excluded=dict(sorted(excluded.items())),
        cases=tuple(cases),
    )


def frame_hash(eligible: Sequence[FrameCase]) -> str:
    """SHA-256 of the rules and the sorted pseudonyms: what the sample was drawn from."""
    return sha256("\n".join([RULES, *(one.case for one in eligible)]).encode()).hexdigest()
