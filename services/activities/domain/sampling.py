"""The monthly sample: drawn by a seed, so that anybody can draw it again and get the same.

Cases are ordered by the SHA-256 of ``<seed>:<pseudonym>`` and the first are taken, of each stratum as many as its
quota says. No random numbers are asked for, so every machine and every Python draws the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from heapq import nsmallest

import msgspec

from services.activities.domain import frame as frames
from services.activities.domain.calendar import ensure_activity_month, last_of, months_before
from services.activities.domain.case import SCHEMES
from services.activities.domain.frame import ELIGIBLE, Judged
from services.activities.domain.rules import Rules
from services.activities.domain.strata import NOT_KNOWN, band, ethnicity_group, quotas

RULES = (
    "open; child alive; of a status asked for; not allocated; not audited within the window; "
    "strata by largest remainder; first by SHA-256 of seed and pseudonym; v2"
)
"""Kept with every sample, and changed whenever the algorithm is: other rules, another sample."""

DIP_RULES = (
    "open; child alive; of a status asked for; strata by largest remainder; first by SHA-256 of seed and pseudonym; "
    "dip v1"
)
"""As ``RULES``, of a dip sample: data are tested on audited and allocated cases as on others."""

AUDITED, DIPPED = "audit", "dip_sample"
PURPOSES = (AUDITED, DIPPED)
"""What a sample is drawn for: to be audited, or to hold performance data against the record (S21)."""

WHOLE = "all"
"""The only stratum of a draw that is not stratified."""


class FrameCase(msgspec.Struct, frozen=True, gc=False):
    """A case that might be drawn, with what decides whether it may.

    ``team`` and ``worker`` are those of the day the sample is drawn for; a statutory file knows neither.
    ``birth_month`` is the first day of a month, ``ethnicity`` a code of the returns.
    """

    case: str
    area: str
    service: str
    opened_on: date
    scheme: str = "cin"
    closed_on: date | None = None
    died_on: date | None = None
    birth_month: date | None = None
    ethnicity: str | None = None
    team: str | None = None
    worker: str | None = None
    last_audited_on: date | None = None
    allocated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a draw is asked for. ``not_audited_within`` is in months before the sample's, and None where neither a
    past nor an allocated audit keeps a case out; ``minimum`` counts cases of each stratum."""

    size: int
    seed: int
    stratify_by: str | None = None
    minimum: int = 1
    not_audited_within: int | None
    statuses: Sequence[str] = SCHEMES


@dataclass(frozen=True, slots=True, kw_only=True)
class Stratum:
    """How many cases of a stratum might have been drawn, and how many were."""

    stratum: str
    eligible: int
    drawn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A sample and what is needed to draw it again. ``excluded`` counts the cases left out, by rule."""

    as_at: date
    frame_size: int
    frame: str
    frame_hash: str
    excluded: Mapping[str, int]
    strata: tuple[Stratum, ...]
    cases: tuple[FrameCase, ...]


def as_at(month: date, today: date) -> date:
    """The day on which a case must be open: the month's last, or today while the month has not ended."""
    return min(today, last_of(month))


def exclusion(case: FrameCase, month: date, on: date, terms: Terms) -> str | None:
    """The rule that keeps a case out of the sample, or None."""
    if case.opened_on > on or (case.closed_on is not None and case.closed_on <= on):
        return "closed"
    if case.died_on is not None:  # a death is looked at in a review of its own, not by a monthly audit
        return "child-died"
    if case.scheme not in terms.statuses:
        return "other-status"
    months = terms.not_audited_within
    if months is None:
        return None
    if case.allocated:
        return "already-allocated"
    if case.last_audited_on is not None and case.last_audited_on > months_before(month, months):
        return f"audited-within-{months}-months"
    return None


def stratum_of(case: FrameCase, by: str | None, on: date) -> str:
    """The stratum of a case on a day; ``not_known`` where the frame does not say."""
    if by is None:
        return WHOLE
    if by == "age_band":
        return band(case.birth_month, on)
    if by == "ethnicity_group":
        return ethnicity_group(case.ethnicity)
    return (case.scheme if by == "status" else case.team) or NOT_KNOWN


def draw(frame: Iterable[FrameCase], terms: Terms, *, month: date, today: date, rules: Rules) -> Drawn:
    """Draw as many cases as the terms say, or all there are when there are fewer.

    Raises:
        ReflectionMonth: a month without activity (S05).
    """
    ensure_activity_month(month, rules)
    on = as_at(month, today)
    cases = {case.case: case for case in frame}
    judged = [
        Judged(name, stratum_of(case, terms.stratify_by, on), exclusion(case, month, on, terms) or ELIGIBLE)
        for name, case in cases.items()
    ]
    strata, drawn = pick(judged, terms)
    text = frames.written(judged)
    excluded = Counter(one.eligibility for one in judged if one.eligibility != ELIGIBLE)
    return Drawn(
        as_at=on,
        frame_size=sum(one.eligible for one in strata),
        frame=text,
        frame_hash=frames.digest(text),
        excluded=dict(sorted(excluded.items())),
        strata=strata,
        cases=tuple(cases[name] for name in drawn),
    )


def pick(judged: Iterable[Judged], terms: Terms) -> tuple[tuple[Stratum, ...], tuple[str, ...]]:
    """The strata, and the pseudonyms drawn in the order of their rank."""
    eligible: dict[str, list[str]] = {}
    for case, stratum, eligibility in judged:
        if eligibility == ELIGIBLE:
            eligible.setdefault(stratum, []).append(case)
    share = quotas({name: len(cases) for name, cases in eligible.items()}, terms.size, terms.minimum)
    key = rank(terms.seed)
    drawn = [case for name, cases in eligible.items() for case in nsmallest(share[name], cases, key=key)]
    strata = (
        Stratum(stratum=name, eligible=len(eligible[name]), drawn=share[name]) for name in sorted(eligible)
    )
    return tuple(strata), tuple(sorted(drawn, key=key))


def rank(seed: int) -> Callable[[str], bytes]:
    """The order in which a seed draws pseudonyms."""
    return lambda case: sha256(f"{seed}:{case}".encode()).digest()


def drawn_again(frame: str, frame_hash: str, terms: Terms, drawn: Sequence[str]) -> bool:
    """Whether a kept frame has this hash, and these terms draw these cases from it in this order."""
    return frames.digest(frame) == frame_hash and pick(frames.read(frame), terms)[1] == tuple(drawn)
