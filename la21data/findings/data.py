"""What the records themselves say: how full they are, how fresh, and how many rows wait to be mended."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from la21data import quality, thai
from la21data.findings.finding import Finding
from la21data.look.words import with_counts
from la21data.measures import measure
from la21data.view import View

PATH = "/data"


def findings(view: View) -> Iterator[Finding]:
    """Up to three sentences: those that the records of the scope allow."""
    cells = view.ask(quality.completeness, view.scope)
    if cells["denominator"].sum() > 0:
        last = view.with_scope(view.scope.with_years(*view.scope.years[-1:]))
        share = with_counts(measure("completeness"), last.frame("completeness").iloc[0], view.lang)
        years = thai.fiscal_years_label(last.scope.years, view.lang)
        yield Finding(view.words("data.finding_complete", years=years, share=share), PATH, {"section": "quality"})
    fresh = view.ask(quality.freshness, view.scope)
    if fresh["value"].notna().any():
        yield Finding(how_fresh(view, fresh), PATH, {"section": "quality"})
    rejected = view.ask(quality.rejected, view.scope)
    told = {part: f"{rejected[part].sum():,}" for part in ("open", "resolved")}
    yield Finding(view.words("data.rejected_none" if rejected.empty else "data.rejected_alt", **told), PATH, {"section": "rejected"})


def how_fresh(view: View, fresh: pd.DataFrame) -> str:
    """How many provinces lack records of the year, and how many never had any; nothing is said of 0 of them.

    `fresh`: the frame of `quality.freshness`, with a row. One row is the place that is looked at, and is not counted.
    """
    late, none = int((fresh["value"] > 0).sum()), int(fresh["value"].isna().sum())
    told = {"late": thai.format_number(late), "none": thai.format_number(none), "n": thai.format_number(len(fresh))}
    if len(fresh) == 1:
        if none:
            return view.words("data.fresh_one_none")
        if late:
            return view.words("data.fresh_one_late", last=thai.fiscal_year_label(int(fresh["last"].iloc[0]), view.lang))
        return view.words("data.fresh_one")
    if not late and not none:
        return view.words("data.finding_fresh", **told)
    return view.words("data.fresh_both" if late and none else "data.fresh_late" if late else "data.fresh_none", **told)
