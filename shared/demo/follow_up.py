"""What becomes of an action: evidence, closure by somebody else, and for a few a reopening (S23)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from shared.demo import words
from shared.demo.chance import lognormal_days, stream
from shared.demo.months import working_day

ON_TIME = 0.65
LATE_MEDIAN_DAYS = 18
LATE_SPREAD = 0.8
REOPENED = 0.04

Kind = Literal["evidence", "closure", "reopening"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something done to an action on a day."""

    kind: Kind
    on: date
    text: str = ""


def follow_up(seed: int, *key: object, opened_on: date, due_on: date) -> tuple[Step, ...]:
    """The action's story in order of time; whoever tells it stops at the end of the year."""
    rng = stream(seed, "follow-up", *key)
    given = max(1, (due_on - opened_on).days)
    if rng.random() < ON_TIME:
        closed = min(due_on, working_day(opened_on + timedelta(days=round(given * rng.uniform(0.35, 1.0)))))
    else:
        closed = working_day(due_on + timedelta(days=lognormal_days(rng, LATE_MEDIAN_DAYS, LATE_SPREAD)))
    evidenced = max(opened_on, closed - timedelta(days=rng.randint(0, 4)))
    steps = [
        Step(kind="evidence", on=evidenced, text=rng.choice(words.EVIDENCE)),
        Step(kind="closure", on=closed),
    ]
    if rng.random() < REOPENED:
        reopened = working_day(closed + timedelta(days=rng.randint(5, 25)))
        again = working_day(reopened + timedelta(days=rng.randint(7, 30)))
        steps += [
            Step(kind="reopening", on=reopened, text=rng.choice(words.REOPENING)),
            Step(kind="evidence", on=again, text=rng.choice(words.EVIDENCE)),
            Step(kind="closure", on=working_day(again + timedelta(days=2))),
        ]
    return tuple(steps)
