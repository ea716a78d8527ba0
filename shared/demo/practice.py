"""How good the invented practice is, and how an auditor sees it.

A Gaussian copula with one factor: each domain is the case's general quality plus something of its own, so
that grades within one audit hang together (correlation of about .55 between graded domains). The auditor's
leniency (standard deviation .35 of a grade) enters the common factor, and shows in moderation.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from statistics import NormalDist

from shared.demo.chance import stream

GRADES = ("inadequate", "requires_improvement", "good", "outstanding")
WORST = GRADES[0]

EVERYWHERE = (
    "history_chronology",
    "assessment_risk",
    "childs_voice",
    "plan_review",
    "direct_work",
    "multi_agency",
    "management_oversight",
    "recording",
    "impact",
)
PERMANENCE_SERVICES = frozenset({"looked-after", "fostering-adoption", "residential-homes"})
EARLY_HELP = frozenset({"youth-justice", "children-centres", "targeted-youth", "multisystemic-therapy"})

SHARES = dict(zip(GRADES, (0.082, 0.4415, 0.4265, 0.05), strict=True))
"""Overall grades outside early help. With early help's (29 % of audits) they make O5 / G47 / RI41 / I7."""
EARLY_HELP_SHARES = dict(zip(GRADES, (0.041, 0.3325, 0.5765, 0.05), strict=True))
"""Early help is judged Good 15 points more often."""

DOMAIN_SHIFT = {"management_oversight": -0.45, "recording": -0.15, "direct_work": 0.25, "childs_voice": 0.1}
"""Standard deviations from the average domain: management oversight is the worst everywhere."""

BETWEEN_DOMAINS = 0.62
"""Of the hidden scores; grades are coarser, and correlate at about .55."""
OVERALL_WITH_FACTOR = 0.95
LENIENCY = 0.55
"""Of the hidden factor: about .35 of a grade."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A planted change: what an honest measure of impact should, or should not, find."""

    service: str
    domain: str
    since: date
    shift: float
    announced: str


def planted(year: int) -> tuple[Change, ...]:
    """One true improvement, and one announced programme that changed nothing."""
    october = date(year, 10, 1)
    return (
        Change(
            service="children-centres",
            domain="recording",
            since=october,
            shift=1.0,
            announced="Recording workshops in every children's centre",
        ),
        Change(
            service="looked-after",
            domain="management_oversight",
            since=october,
            shift=0.0,
            announced="A new supervision template for looked after children's teams",
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What an auditor writes down, and how lenient that auditor is (standard deviations)."""

    overall: str
    domains: Mapping[str, str]
    leniency: float


def leniency(seed: int, auditor: str) -> float:
    """How much kinder than the average an auditor is; the same all year."""
    return stream(seed, "leniency", auditor).gauss(0, 1)


def domains_of(service: str) -> tuple[str, ...]:
    return (*EVERYWHERE, "permanence") if service in PERMANENCE_SERVICES else EVERYWHERE


def judge(
    rng: random.Random, *, service: str, on: date, kindness: float, changes: tuple[Change, ...]
) -> Judgement:
    """One audit's grades."""
    cuts = _cuts(EARLY_HELP_SHARES if service in EARLY_HELP else SHARES)
    factor = math.sqrt(1 - LENIENCY**2) * rng.gauss(0, 1) + LENIENCY * kindness
    overall = _mix(OVERALL_WITH_FACTOR**2, factor, rng)
    grades = {}
    for domain in domains_of(service):
        shift = DOMAIN_SHIFT.get(domain, 0.0) + sum(
            change.shift
            for change in changes
            if (change.service, change.domain) == (service, domain) and on >= change.since
        )
        grades[domain] = _grade(_mix(BETWEEN_DOMAINS, factor, rng) + shift, cuts)
    return Judgement(overall=_grade(overall, cuts), domains=grades, leniency=kindness)


def _mix(share: float, factor: float, rng: random.Random) -> float:
    return math.sqrt(share) * factor + math.sqrt(1 - share) * rng.gauss(0, 1)


def _cuts(shares: Mapping[str, float]) -> tuple[float, ...]:
    total, cuts = 0.0, []
    for grade in GRADES[:-1]:
        total += shares[grade]
        cuts.append(NormalDist().inv_cdf(total))
    return tuple(cuts)


def _grade(score: float, cuts: tuple[float, ...]) -> str:
    return GRADES[sum(score > cut for cut in cuts)]
