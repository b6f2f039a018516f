"""The order of what is compared. Small numbers are neither the highest nor the lowest: noise is not to be read as merit."""

from __future__ import annotations

import pandas as pd

from la21data.look.words import has_figure


def judged(frame: pd.DataFrame) -> pd.Series[bool]:
    """Rows with a figure that stands on enough to be ranked."""
    return has_figure(frame) & (frame["flag"] != "small_number")


def ranks(frame: pd.DataFrame) -> pd.Series[float]:
    """Rank among the judged rows, the highest first; equal figures share the better one. NaN for all others."""
    return frame["value"].where(judged(frame)).rank(ascending=False, method="min")


def highest_first(frame: pd.DataFrame, *, lowest: bool = False) -> pd.DataFrame:
    """The judged rows, then those of small numbers, then those without a figure; each by value, equal ones as they were.

    `lowest`: each from the other end.
    """
    kind = (~judged(frame)).astype(int) + (~has_figure(frame)).astype(int)
    order = pd.DataFrame({"kind": kind, "value": frame["value"] if lowest else -frame["value"]}).reset_index(drop=True)
    return frame.iloc[order.sort_values(["kind", "value"], kind="stable").index]
