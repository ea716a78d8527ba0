"""What families and partners say in the invented year, beside the conversations within audits (S32-S34)."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from shared.demo import words
from shared.demo.chance import pick, stream
from shared.demo.months import Month, working_days_after

SURVEYS = 415
COMPLIMENTS = 120
COMPLAINTS = {1: 95, 2: 8, 3: 2}
PARTNERS = 60
LINKED = 0.45
"""Of the family feedback in audit months, how much follows an audit or observation."""
OUTCOMES = {"not_upheld": 0.58, "partly_upheld": 0.26, "upheld": 0.16}
CLOCKS = {1: (6, 22), 2: (20, 65), 3: (25, 60)}
"""Working days from complaint to conclusion by stage: most within 10-20 at stage 1 and 25-65 at stage 2."""
RATINGS = {1: 0.05, 2: 0.1, 3: 0.2, 4: 0.38, 5: 0.27}
FAMILY = {"parent": 0.6, "child": 0.25, "carer": 0.15}
WHERE = {
    "line-cin": 26,
    "looked-after": 16,
    "children-centres": 20,
    "targeted-youth": 8,
    "youth-justice": 6,
    "independent-chairs": 5,
    "fostering-adoption": 8,
    "residential-homes": 4,
    "multisystemic-therapy": 2,
    "rights-participation": 3,
    "complaints-records": 2,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceScript:
    """One piece of feedback. ``linked`` asks for an activity of the same service, where there is one."""

    kind: str
    voice: str
    service: str
    received_on: date
    words: str
    rating: int | None = None
    stage: int | None = None
    linked: bool = False
    outcome: str | None = None
    concluded_on: date | None = None


def year_of_voices(seed: int, months: tuple[Month, ...]) -> dict[Month, tuple[VoiceScript, ...]]:
    """The whole year's feedback by the month in which it came."""
    rng = stream(seed, "voices")
    by_month: dict[Month, list[VoiceScript]] = {month: [] for month in months}
    for voice in _all(rng, months):
        by_month[_month_of(voice.received_on, months)].append(voice)
    return {month: tuple(sorted(said, key=lambda v: v.received_on)) for month, said in by_month.items()}


def _all(rng: random.Random, months: tuple[Month, ...]) -> Iterator[VoiceScript]:
    for _ in range(SURVEYS):
        yield _said(
            rng, months, "family_feedback", pick(rng, FAMILY), pick(rng, RATINGS), rng.random() < LINKED
        )
    for _ in range(COMPLIMENTS):
        yield _said(rng, months, "compliment", pick(rng, FAMILY), None, rng.random() < LINKED / 3)
    for _ in range(PARTNERS):
        yield _said(rng, months, "partner_feedback", "partner", pick(rng, RATINGS), False)
    for stage, count in COMPLAINTS.items():
        for _ in range(count):
            yield _complaint(rng, months, stage)


def _said(
    rng: random.Random, months: tuple[Month, ...], kind: str, voice: str, rating: int | None, linked: bool
) -> VoiceScript:
    return VoiceScript(
        kind=kind,
        voice=voice,
        service=pick(rng, WHERE),
        received_on=_day(rng, months),
        words=rng.choice(words.FEEDBACK[kind]),
        rating=rating,
        linked=linked,
    )


def _complaint(rng: random.Random, months: tuple[Month, ...], stage: int) -> VoiceScript:
    received = _day(rng, months)
    concluded = working_days_after(received, rng.randint(*CLOCKS[stage]))
    return VoiceScript(
        kind="complaint",
        voice=pick(rng, FAMILY),
        service=pick(rng, WHERE),
        received_on=received,
        words=rng.choice(words.FEEDBACK["complaint"]),
        stage=stage,
        outcome=pick(rng, OUTCOMES),
        concluded_on=concluded,
    )


def _day(rng: random.Random, months: tuple[Month, ...]) -> date:
    days = (months[-1].last - months[0].first).days
    return months[0].first + timedelta(days=rng.randint(0, days))


def _month_of(on: date, months: tuple[Month, ...]) -> Month:
    return next(month for month in months if month.first <= on <= month.last)
