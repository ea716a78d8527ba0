"""How far two raters agree over ordered grades, and how sure that is (S06).

Percentage agreement says what was seen; the others take away what chance would give. Kappa misleads where most
grades are the same, AC1 and AC2 do not. AC2 and kappa count grades that lie near each other as nearly agreed.

Sources:
    AC1, AC2 and their variance: K. L. Gwet (2008), Computing inter-rater reliability and its variance in the presence
    of high agreement, British Journal of Mathematical and Statistical Psychology 61, 29-48; with weights: K. L. Gwet
    (2014), Handbook of Inter-Rater Reliability, 4th edition, chapter 5.
    Weighted kappa: J. Cohen (1968), Psychological Bulletin 70, 213-220; its large-sample variance: J. L. Fleiss,
    J. Cohen and B. S. Everitt (1969), Psychological Bulletin 72, 323-327.
    Interval of a percentage: E. B. Wilson (1927), Journal of the American Statistical Association 22, 209-212.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum, sqrt
from statistics import NormalDist

from services.activities.domain.chance import student
from services.activities.domain.vocabulary import GRADES

Pair = tuple[str, str]
Weight = Callable[[int, int], float]

ONE_PAIR = "fewer than 2 pairs"
ONE_GRADE = "both raters used one and the same grade only"
NO_SPREAD = "no pair differs from another, so the spread cannot be told"

Z_95 = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A value with the ends of its 95 % interval; what is None is undefined, and ``reason`` says why."""

    value: float | None
    low: float | None = None
    high: float | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Of ``n`` pairs: the share that is the same (0 to 1), AC1, and by quadratic weights AC2 and Cohen's kappa."""

    n: int
    percentage: Coefficient
    ac1: Coefficient
    ac2: Coefficient
    kappa: Coefficient


def agreement(pairs: Sequence[Pair], scale: Sequence[str] = GRADES) -> Agreement:
    """All coefficients of (first, second) grades; every grade is one of the ordered ``scale``."""
    return Agreement(
        n=len(pairs),
        percentage=percentage(pairs),
        ac1=gwet(pairs, identity, scale),
        ac2=gwet(pairs, quadratic(len(scale)), scale),
        kappa=cohen(pairs, quadratic(len(scale)), scale),
    )


def identity(first: int, second: int) -> float:
    """Agreed or not, by the places of the two grades on the scale."""
    return float(first == second)


def quadratic(grades: int) -> Weight:
    """Full agreement is 1, the two ends of a scale of so many grades are 0, and distance counts squared."""
    return lambda first, second: 1 - ((first - second) / (grades - 1)) ** 2


def percentage(pairs: Sequence[Pair]) -> Coefficient:
    """The share of pairs that are the same, with Wilson's score interval."""
    n = len(pairs)
    if n < 2:
        return Coefficient(None, reason=ONE_PAIR)
    share = sum(first == second for first, second in pairs) / n
    middle = (share + Z_95**2 / (2 * n)) / (1 + Z_95**2 / n)
    margin = Z_95 / (1 + Z_95**2 / n) * sqrt(share * (1 - share) / n + Z_95**2 / (4 * n**2))
    return Coefficient(share, max(0.0, middle - margin), min(1.0, middle + margin))


def gwet(pairs: Sequence[Pair], weight: Weight, scale: Sequence[str] = GRADES) -> Coefficient:
    """AC1 by ``identity``, AC2 by other weights; variance by Gwet, interval by Student's t with n - 1."""
    if len(pairs) < 2:
        return Coefficient(None, reason=ONE_PAIR)
    q = len(scale)
    cells = _cells(pairs, scale)
    mean = [(a + b) / 2 for a, b in zip(_margin(cells, 0, q), _margin(cells, 1, q), strict=True)]
    total = fsum(weight(k, m) for k in range(q) for m in range(q)) / (q * (q - 1))
    chance = total * fsum(share * (1 - share) for share in mean)
    return _coefficient(cells, len(pairs), weight, chance, lambda k, m: -total * (mean[k] + mean[m]))


def cohen(pairs: Sequence[Pair], weight: Weight, scale: Sequence[str] = GRADES) -> Coefficient:
    """Weighted kappa; large-sample variance by Fleiss, Cohen and Everitt, interval by Student's t with n - 1."""
    if len(pairs) < 2:
        return Coefficient(None, reason=ONE_PAIR)
    if len({grade for pair in pairs for grade in pair}) == 1:
        return Coefficient(None, reason=ONE_GRADE)
    q = len(scale)
    cells = _cells(pairs, scale)
    first, second = _margin(cells, 0, q), _margin(cells, 1, q)
    row = [fsum(weight(k, m) * second[m] for m in range(q)) for k in range(q)]
    column = [fsum(weight(k, m) * first[k] for k in range(q)) for m in range(q)]
    chance = fsum(share * expected for share, expected in zip(first, row, strict=True))
    return _coefficient(cells, len(pairs), weight, chance, lambda k, m: row[k] + column[m])


def _coefficient(
    cells: Mapping[tuple[int, int], float], n: int, weight: Weight, chance: float, pull: Weight
) -> Coefficient:
    """A coefficient corrected for ``chance``. ``pull`` is how much more chance one more pair in a cell would make, but
    for a constant: both variances are that of weight less pull over the pairs, for a fixed value. An interval ends at 1
    and has no lower end of its own: of few pairs that are all far apart, AC2 itself is below -1."""
    seen = fsum(share * weight(*cell) for cell, share in cells.items())
    value = (seen - chance) / (1 - chance)
    parts = {cell: weight(*cell) - (1 - value) * pull(*cell) for cell in cells}
    mean = fsum(share * parts[cell] for cell, share in cells.items())
    spread = fsum(share * (parts[cell] - mean) ** 2 for cell, share in cells.items())
    error = sqrt(spread / n) / (1 - chance)
    if error < 1e-9:
        return Coefficient(value, reason=NO_SPREAD)
    margin = student(n - 1) * error
    return Coefficient(value, value - margin, min(1.0, value + margin))


def _cells(pairs: Sequence[Pair], scale: Sequence[str]) -> dict[tuple[int, int], float]:
    """The share of pairs in each cell of the table of both raters, by places on the scale."""
    counted = Counter((scale.index(first), scale.index(second)) for first, second in pairs)
    return {cell: count / len(pairs) for cell, count in counted.items()}


def _margin(cells: Mapping[tuple[int, int], float], rater: int, grades: int) -> list[float]:
    """How often one of the two raters gave each grade."""
    return [fsum(share for cell, share in cells.items() if cell[rater] == k) for k in range(grades)]
