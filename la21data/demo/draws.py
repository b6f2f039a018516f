"""Drawing lots: what every room of the demo shares."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from la21data.domain import FIRST_FISCAL_YEAR

MARK = "ตัวอย่าง"  # Opens every invented name and text.
IMPORT_ID = "demo"
AS_OF = dt.date(2026, 10, 31)  # 31 ต.ค. 2569: fiscal year 2569 is complete.
LAST_FISCAL_YEAR = 2569
YEARS = tuple(range(FIRST_FISCAL_YEAR, LAST_FISCAL_YEAR + 1))
PANDEMIC = (2563, 2564, 2565)  # Fiscal years in which meetings were hardly possible: fewer join, more leave.


def generator(seed: int, stream: str) -> np.random.Generator:
    """A stream of its own for each purpose: a change in one room leaves the draws of the others as they were."""
    return np.random.default_rng([seed, *stream.encode()])


def share_out(total: int, weights: ArrayLike, at_least: int = 0) -> NDArray[np.int64]:
    """Whole numbers that add up to `total`, in proportion to `weights` (largest remainder; of equals the first gains)."""
    given = np.asarray(weights, dtype=float)
    quota = (total - at_least * len(given)) * given / given.sum()
    whole = np.floor(quota).astype(np.int64)
    left = total - at_least * len(given) - int(whole.sum())
    whole[np.argsort(-(quota - whole), kind="stable")[:left]] += 1
    return whole + at_least


def day_of_year(fiscal_year: ArrayLike, day: ArrayLike) -> NDArray[np.datetime64]:
    """The last working day (Monday to Friday) up to the `day`-th of a fiscal year; 0 is 1 October."""
    start = (np.asarray(fiscal_year) - 543 - 1 - 1970).astype("datetime64[Y]").astype("datetime64[M]") + 9
    return np.busday_offset(start.astype("datetime64[D]") + np.asarray(day, dtype=np.int64), 0, roll="backward")


def dates(days: NDArray[np.datetime64], missing: NDArray[np.bool_]) -> pd.Series:
    """A column of dates, some of them missing."""
    return pd.Series(days.astype("datetime64[s]")).mask(missing)


def pick(rng: np.random.Generator, choices: Sequence[str], chances: Sequence[float], n: int) -> NDArray[np.object_]:
    """`n` draws from `choices`; the chances need not add up to 1."""
    return np.array(choices, dtype=object)[rng.choice(len(choices), n, p=np.array(chances) / sum(chances))]
