"""Invented children and why they are known, shaped like a city's published statistics; nobody in it is real.

Counts and shares follow the Department for Education's tables for a city of Leicester's size (2025: about
2,100 children in need, of whom 450 have a protection plan and 600 are looked after); the rest is assumed.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from shared.demo.chance import lognormal_days, pick, stream

IN_NEED = 1_500
"""Open cases of the children in need lines, those with a protection plan among them."""
WITH_PROTECTION_PLAN = 450
LOOKED_AFTER = 600
CLOSED_IN_THE_YEAR = 0.12
"""Closed cases beside the open ones, so that the returns show both."""

ETHNICITIES = {"WBRI": 41, "AIND": 14, "WOTH": 9, "MOTH": 5, "MWBC": 5, "BAFR": 7, "APKN": 4, "ABAN": 3}
ETHNICITIES |= {"MWAS": 3, "AOTH": 3, "BOTH": 2, "OOTH": 2, "NOBT": 2}
NEEDS = {"N1": 58, "N4": 13, "N5": 12, "N2": 8, "N3": 3, "N6": 3, "N8": 2, "N7": 1}
ABUSE = {"NEG": 52, "EMO": 36, "PHY": 8, "SAB": 4}
OLDEST_DAYS = 18 * 365
OLDEST_CASE_DAYS = 6 * 365


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedChild:
    """One child and the period they are known for; ``ended`` is None while the case is open."""

    identifier: str
    born: date
    sex: str
    ethnicity: str
    need: str
    began: date
    ended: date | None = None
    protected_since: date | None = None
    abuse: str | None = None


def children_in_need(seed: int, as_at: date) -> tuple[InventedChild, ...]:
    """Open and lately closed cases, in an order that means nothing."""
    rng = stream(seed, "children in need")
    closed = round(IN_NEED * CLOSED_IN_THE_YEAR)
    children = []
    for number, days in enumerate(_lengths(rng, IN_NEED + closed, median=190), start=1):
        child = _child(rng, f"INVC{number:06}", as_at, days, closed=number > IN_NEED)
        if number <= WITH_PROTECTION_PLAN:
            since = child.began + (as_at - child.began) * rng.uniform(0.1, 0.6)
            child = replace(child, need="N1", protected_since=since, abuse=pick(rng, ABUSE))
        children.append(child)
    rng.shuffle(children)
    return tuple(children)


def looked_after_children(seed: int, as_at: date) -> tuple[InventedChild, ...]:
    """Children in care now, and those who left during the year."""
    rng = stream(seed, "looked after children")
    closed = round(LOOKED_AFTER * CLOSED_IN_THE_YEAR)
    children = [
        _child(rng, f"INVL{number:06}", as_at, days, closed=number > LOOKED_AFTER)
        for number, days in enumerate(_lengths(rng, LOOKED_AFTER + closed, median=800), start=1)
    ]
    rng.shuffle(children)
    return tuple(children)


def _lengths(rng: random.Random, count: int, *, median: float) -> Iterator[int]:
    for _ in range(count):
        yield min(OLDEST_CASE_DAYS, lognormal_days(rng, median, 0.9))


def _child(rng: random.Random, identifier: str, as_at: date, days: int, *, closed: bool) -> InventedChild:
    """A case that has lasted ``days``; a closed one ended within the year before ``as_at``."""
    ended = as_at - timedelta(days=rng.randrange(1, 360)) if closed else None
    until = ended or as_at
    age_days = min(OLDEST_DAYS - 30, int(rng.triangular(20, OLDEST_DAYS, OLDEST_DAYS * 0.7)))
    born = until - timedelta(days=age_days)
    return InventedChild(
        identifier=identifier,
        born=born,
        sex=pick(rng, {"1": 53, "2": 47}),
        ethnicity=pick(rng, ETHNICITIES),
        need=pick(rng, NEEDS),
        began=max(born, until - timedelta(days=days)),
        ended=ended,
    )
