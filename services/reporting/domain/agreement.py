"""Agreement between auditors and moderators, corrected for chance.

Kappa misleads where most grades are the same. AC1: K. L. Gwet (2008), Computing inter-rater reliability and its
variance in the presence of high agreement, British Journal of Mathematical and Statistical Psychology 61, 29-48.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

Z_95 = 1.96


@dataclass(frozen=True, slots=True)
class Agreement:
    """Percentage agreement, AC1, and the ends of its 95 % interval, cut off at -1 and 1."""

    observed: float
    value: float
    low: float
    high: float
    n: int


def ac1(pairs: Mapping[tuple[str, str], int], grades: Sequence[str]) -> Agreement:
    """Gwet's AC1 of pairs (auditor, moderator) over these grades; pairs with any other grade are left out.

    Raises:
        ValueError: there is no pair to compare.
    """
    counted = {pair: n for pair, n in pairs.items() if pair[0] in grades and pair[1] in grades and n > 0}
    n, q = sum(counted.values()), len(grades)
    if n == 0:
        raise ValueError("no pair to compare")
    share = {pair: count / n for pair, count in counted.items()}
    mean = {
        grade: sum(p * ((pair[0] == grade) + (pair[1] == grade)) / 2 for pair, p in share.items())
        for grade in grades
    }
    observed = sum(p for pair, p in share.items() if pair[0] == pair[1])
    chance = sum(m * (1 - m) for m in mean.values()) / (q - 1)
    value = (observed - chance) / (1 - chance)
    same = sum(share.get((grade, grade), 0.0) * (1 - mean[grade]) for grade in grades) / (q - 1)
    spread = sum(p * (1 - (mean[a] + mean[b]) / 2) ** 2 for (a, b), p in share.items()) / (q - 1) ** 2
    variance = (
        observed * (1 - observed)
        - 4 * (1 - value) * (same - observed * chance)
        + 4 * (1 - value) ** 2 * (spread - chance**2)
    ) / (n * (1 - chance) ** 2)
    margin = Z_95 * sqrt(max(variance, 0.0))
    return Agreement(observed, value, max(-1.0, value - margin), min(1.0, value + margin), n)
