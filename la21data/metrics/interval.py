"""How sure a share is."""

from __future__ import annotations

import math

Z = 1.959963984540054  # The normal distribution's 97.5 % point: a two-sided interval of 95 %.


def wilson(successes: float, trials: float) -> tuple[float, float]:
    """The 95 % Wilson score interval of a share; NaN where there is no trial, or more successes than trials."""
    if trials <= 0 or successes > trials:
        return math.nan, math.nan
    share = successes / trials
    centre = share + Z * Z / (2 * trials)
    half = Z * math.sqrt(share * (1 - share) / trials + Z * Z / (4 * trials * trials))
    scale = 1 + Z * Z / trials
    low = 0.0 if successes == 0 else (centre - half) / scale  # At the ends exactly, not but for a rounding error.
    high = 1.0 if successes == trials else (centre + half) / scale
    return low, high
