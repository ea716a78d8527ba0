"""Moderation in the invented year (S11): every Inadequate and a random share up to a quarter; 22 % of grades
change, four in five of those downwards, and the lenient auditor's more often."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from shared.demo import words
from shared.demo.chance import stream
from shared.demo.months import Month, working_day
from shared.demo.practice import GRADES, WORST, leniency

K = TypeVar("K", bound=Hashable)

SHARE = 0.25
CHANGED = 0.22
DOWNWARDS = 0.8
WORST_AMONG_MODERATED = 0.28
"""An Inadequate cannot go down, so the others carry the downward changes."""
DOWN = CHANGED * DOWNWARDS / (1 - WORST_AMONG_MODERATED)
UP = CHANGED * (1 - DOWNWARDS)
STEEPNESS = 0.6
"""How much an auditor's leniency raises the odds of a downward change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited(Generic[K]):
    """What moderation looks at: ``key`` is the caller's own name of the audit."""

    key: K
    overall: str
    auditor: str
    completed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ModerationScript(Generic[K]):
    key: K
    grade: str
    moderated_on: date
    reason: str


def moderations(seed: int, month: Month, audits: Sequence[Audited[K]]) -> tuple[ModerationScript[K], ...]:
    """Which of a month's graded audits are moderated, and what the moderator says."""
    rng = stream(seed, "moderation", month.code)
    must = [audit for audit in audits if audit.overall == WORST]
    others = [audit for audit in audits if audit.overall != WORST]
    extra = max(0, round(SHARE * len(audits)) - len(must))
    chosen = must + rng.sample(others, min(extra, len(others)))
    return tuple(_moderate(seed, month, number, audit) for number, audit in enumerate(chosen))


def _moderate(seed: int, month: Month, number: int, audit: Audited[K]) -> ModerationScript[K]:
    rng = stream(seed, "moderation", month.code, number)
    level = GRADES.index(audit.overall)
    kindness = leniency(seed, audit.auditor)
    down = DOWN * math.exp(STEEPNESS * kindness - STEEPNESS**2 / 2) if level > 0 else 0.0
    up = UP if level < len(GRADES) - 1 else 0.0
    draw = rng.random()
    step, verdict = (-1, "down") if draw < down else (1, "up") if draw > 1 - up else (0, "agreed")
    return ModerationScript(
        key=audit.key,
        grade=GRADES[level + step],
        moderated_on=working_day(audit.completed_on + timedelta(days=rng.randint(2, 9))),
        reason=rng.choice(words.MODERATION[verdict]),
    )
