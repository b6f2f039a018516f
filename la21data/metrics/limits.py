"""Control limits of a funnel plot: how far a share may lie from the country's by chance alone, given how many it is of.

Exact binomial limits, interpolated between two counts (D. J. Spiegelhalter, Funnel plots for comparing institutional performance,
Statistics in Medicine 24, 2005, appendix A.1.1), so that they are smooth lines and right where counts are small.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

ROUNDING = 1e-9
TAILS = {"low_998": 0.001, "low_95": 0.025, "high_95": 0.975, "high_998": 0.999}
Verdict = Literal["far_below", "below", "within", "above", "far_above"]


@dataclass(frozen=True)
class Limits:
    """Shares, 0 to 1: where 95 % and 99.8 % of provinces would lie if nothing but chance set them apart.

    `most_95`, `most_998`: the share of the whole count at the upper limits. A line between two counts lies below the upper of them,
    which chance reaches more often than the limit says: 1 of 1 lies above its line, whatever the country's share.
    """

    low_998: float
    low_95: float
    high_95: float
    high_998: float
    most_95: float
    most_998: float

    def verdict(self, share: float) -> Verdict:
        """On which side of which limits a share lies: beyond them chance would bring it in fewer than 2.5 or 0.1 % of cases."""
        if share < self.low_95:
            return "far_below" if share < self.low_998 else "below"
        if share > self.most_95 + ROUNDING:
            return "far_above" if share > self.most_998 + ROUNDING else "above"
        return "within"


def control_limits(share: float, n: int) -> Limits:
    """The limits around a share, 0 to 1, for so many trials (1 or more)."""
    if share <= 0 or share >= 1:
        return Limits(*[share] * 6)
    quantiles = dict(zip(TAILS, _quantiles(share, n, list(TAILS.values())), strict=True))
    lines = {name: min(max(between / n, 0.0), 1.0) for name, (between, _) in quantiles.items()}
    return Limits(**lines, most_95=quantiles["high_95"][1] / n, most_998=quantiles["high_998"][1] / n)


def _quantiles(share: float, n: int, tails: list[float]) -> list[tuple[float, int]]:
    """The count at each tail, interpolated and whole, tails in rising order."""
    found, below, count = list[tuple[float, int]](), 0.0, 0
    at = _probability(share, n, 0)
    for tail in tails:
        while below + at < tail and count < n:
            below += at
            count += 1
            at = _probability(share, n, count)
        found.append((count - (below + at - tail) / at if at else float(count), count))
    return found


def _probability(share: float, n: int, count: int) -> float:
    """Of exactly so many successes."""
    ways = math.lgamma(n + 1) - math.lgamma(count + 1) - math.lgamma(n - count + 1)
    return math.exp(ways + count * math.log(share) + (n - count) * math.log1p(-share))
