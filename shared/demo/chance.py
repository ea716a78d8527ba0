"""Seeded chance. Every part of the year draws from a stream of its own name, so that a change in one part
leaves the others as they were."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from typing import TypeVar

T = TypeVar("T")


def stream(seed: int, *name: object) -> random.Random:
    """The same numbers for the same seed and name, on every machine and version of Python."""
    return random.Random("/".join(str(part) for part in (seed, *name)))


def pick(rng: random.Random, shares: Mapping[T, float]) -> T:
    """One key, as likely as its share."""
    return rng.choices(list(shares), weights=list(shares.values()))[0]


def poisson(rng: random.Random, mean: float) -> int:
    """A count with that mean (Knuth's method: our means are small)."""
    limit, count, product = math.exp(-mean), 0, rng.random()
    while product > limit:
        count += 1
        product *= rng.random()
    return count


def lognormal_days(rng: random.Random, median: float, spread: float) -> int:
    """Whole days, at least one, half of them below ``median``."""
    return max(1, round(rng.lognormvariate(math.log(median), spread)))
