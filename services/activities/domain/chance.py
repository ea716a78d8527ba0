"""How far chance reaches: exact binomial tails and Student's t, without a library for them."""

from __future__ import annotations

from math import atan, cos, exp, fsum, lgamma, log, log1p, pi, sin, sqrt


def at_most(changed: int, n: int, share: float) -> float:
    """The probability that ``changed`` or fewer of ``n`` happen where each happens with this share."""
    return min(1.0, fsum(_exactly(k, n, share) for k in range(changed + 1)))


def at_least(changed: int, n: int, share: float) -> float:
    """The probability that ``changed`` or more of ``n`` happen where each happens with this share."""
    return at_most(n - changed, n, 1 - share)


def student(df: int) -> float:
    """The t that holds 95 % of Student's distribution between -t and t, to ten decimals.

    Found by halving over the closed form for whole degrees of freedom: M. Abramowitz and I. A. Stegun (1964),
    Handbook of Mathematical Functions, 26.7.3 and 26.7.4.
    """
    low, high = 0.0, 13.0
    while high - low > 1e-11:
        middle = (low + high) / 2
        low, high = (middle, high) if _held(middle, df) < 0.95 else (low, middle)
    return low


def _held(t: float, df: int) -> float:
    """The share of Student's distribution between -t and t."""
    angle = atan(t / sqrt(df))
    odd = df % 2
    term = cos(angle) if odd else 1.0
    total = term if df > 1 else 0.0
    for k in range(2 + odd, df, 2):
        term *= cos(angle) ** 2 * (k - 1) / k
        total += term
    return 2 / pi * (angle + sin(angle) * total) if odd else sin(angle) * total


def _exactly(changed: int, n: int, share: float) -> float:
    """By logarithms, so that many audits do not overflow."""
    if share in (0.0, 1.0):
        return float(changed == n * share)
    ways = lgamma(n + 1) - lgamma(changed + 1) - lgamma(n - changed + 1)
    return exp(ways + changed * log(share) + (n - changed) * log1p(-share))
