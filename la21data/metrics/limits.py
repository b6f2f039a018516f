"""Control limits of a funnel plot: how far a share may lie from the country's by chance alone, given how many it is of.

Exact binomial limits, interpolated between two counts (D. J. Spiegelhalter, Funnel plots for comparing institutional performance,
Statistics in Medicine 24, 2005, appendix A.1.1), so that they are smooth lines and right where counts are small.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

TAILS = {"low_998": 0.001, "low_95": 0.025, "high_95": 0.975, "high_998": 0.999}
Verdict = Literal["far_below", "below", "within", "above", "far_above"]


@dataclass(frozen=True)
class Limits:
    """Shares, 0 to 1: where 95 % and 99.8 % of provinces would lie if nothing but chance set them apart."""

    low_998: float
    low_95: float
    high_95: float
    high_998: float

    def verdict(self, share: float) -> Verdict:
        """On which side of which limits a share lies."""
        if share < self.low_95:
            return "far_below" if share < self.low_998 else "below"
        if share > self.high_95:
            return "far_above" if share > self.high_998 else "above"
        return "within"


def control_limits(share: float, n: int) -> Limits:
    """The limits around a share, 0 to 1, for so many trials (1 or more)."""
    if share <= 0 or share >= 1:
        return Limits(share, share, share, share)
    quantiles = iter(_quantiles(share, n, list(TAILS.values())))
    return Limits(**{name: min(max(next(quantiles) / n, 0.0), 1.0) for name in TAILS})


def _quantiles(share: float, n: int, tails: list[float]) -> list[float]:
    """The interpolated count at each tail, tails in rising order."""
    found, below, count = list[float](), 0.0, 0
    at = _probability(share, n, 0)
    for tail in tails:
        while below + at < tail and count < n:
            below += at
            count += 1
            at = _probability(share, n, count)
        found.append(count - (below + at - tail) / at if at else float(count))
    return found


def _probability(share: float, n: int, count: int) -> float:
    """Of exactly so many successes."""
    ways = math.lgamma(n + 1) - math.lgamma(count + 1) - math.lgamma(n - count + 1)
    return math.exp(ways + count * math.log(share) + (n - count) * math.log1p(-share))
