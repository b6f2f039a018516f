"""Which of the provinces that are to be covered have anybody: the same ones for figures, sentences, lists and bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from la21data.scope import Scope
from la21data.view import View

if TYPE_CHECKING:
    import pandas as pd


def by_province(view: View, measure: str, scope: Scope | None = None) -> pd.Series[float]:
    """Province -> figure of a count, 0 where there is none, of the provinces that `provinces_covered` counts: Bangkok is none.

    With types chosen a province without any LAO of them is there too, as it is among the 76 of that measure. Empty where nothing is
    recorded in these years.
    """
    covered = view.frame("provinces_covered", "province", scope=scope)
    codes = covered.loc[covered["denominator"] > 0, "province"]
    counts = view.frame(measure, "province", scope=scope).set_index("province")["value"]
    return counts.reindex(codes).fillna(0.0)
