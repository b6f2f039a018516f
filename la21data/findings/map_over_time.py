"""What the map says of a measure over time: the country at both ends of the years, where it rose and where it fell between two."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan

import pandas as pd

from la21data import thai
from la21data.findings.finding import Finding, heeded, named, or_why
from la21data.findings.map import PATH, one_part
from la21data.look.words import has_figure, with_unit
from la21data.measures import Measure, measure
from la21data.view import View


def over_years(view: View, code: str, part: str = "") -> Iterator[Finding]:
    """The first and the last recorded year of those that the small maps show; their rows are those of the lines beside them."""
    view = heeded(view, code)
    several = view.scope.years if len(view.scope.years) > 1 else view.years_so_far
    told = [year for year in several if year in view.snapshot.recorded.get(measure(code).records, ())]
    found = _between(view, measure(code), part, told[0], told[-1], "map-regions") if len(told) > 1 else ()
    yield from or_why(view, found, code, PATH)


def between_two(view: View, code: str, part: str, other: int) -> Iterator[Finding]:
    """The year of the view, the last of several, and another one."""
    view = heeded(view, code)
    last = view.scope.years[-1] if view.scope.years else other
    if other != last:  # Nothing of a year against itself.
        first, last = sorted((other, last))
        yield from or_why(view, _between(view, measure(code), part, first, last, "map-difference"), code, PATH)


def _between(view: View, wanted: Measure, part: str, first: int, last: int, rows: str) -> Iterator[Finding]:
    """`rows`: the block whose table has them."""
    scope = view.scope.with_years(first, last)
    wanted, frame = one_part(view, wanted, view.frame(wanted.code, "fiscal_year", "province", scope=scope), part)
    options = {"measure": wanted.code, **({"part": part} if part else {}), "tables": rows}
    told = {"measure": wanted.words(view.lang).title, "first": thai.year_label(first, view.lang), "last": thai.year_label(last, view.lang)}
    whole = _whole(view, wanted, first, last)
    if whole is not None:
        before, now = (with_unit(wanted, value, view.lang) for value in whole)
        yield Finding(view.words("map.finding_ends", before=before, now=now, scope=_where(view), **told), PATH, options)
    change = _changes(frame[frame["province"] != ""], first, last)
    if change.empty or (len(change) < 2 and whole is not None):
        return
    rose, fell = int((change > 0).sum()), int((change < 0).sum())
    counts = {"rose": rose, "fell": fell, "same": len(change) - rose - fell, "of": len(change)}
    yield Finding(view.words("map.finding_moved", **counts, **told), PATH, options)
    firm = change[~change.index.isin(frame.loc[frame["flag"] == "small_number", "province"])]  # A mean of one rises and falls by chance.
    most = firm[firm == firm.max()]
    if len(most) == 1 and most.iloc[0] > 0:
        where, grew = named(view, str(most.index[0])), _written(view, wanted, float(most.iloc[0]))
        yield Finding(view.words("map.finding_most", where=where, change=grew, **told), PATH, options)


def _written(view: View, wanted: Measure, change: float) -> str:
    """«▲ 12.5 จุด», «▲ 43 กิจกรรม»; of outputs, whose unit stands in the title, the number alone."""
    if wanted.format == "percent":
        return thai.format_change(change * 100, view.words("overview.points"), view.lang, 1)
    unit = "" if wanted.format == "amount" else wanted.words(view.lang).unit.split(" (")[0]
    whole = wanted.format in ("count", "baht") or (wanted.format == "amount" and change.is_integer())
    return thai.format_change(change, unit, view.lang, 0 if whole else 1).strip()


def _whole(view: View, wanted: Measure, first: int, last: int) -> tuple[float, float] | None:
    """The figure of all that is looked at, in both years; of a measure that is always split further it is not told."""
    if wanted.always_by:
        return None
    before, now = (view.figure(wanted.code, view.scope.with_years(year)).value for year in (first, last))
    return None if isnan(before) or isnan(now) else (before, now)


def _where(view: View) -> str:
    said = view.in_words(view.scope.with_years()).rpartition(" · ")[0]
    return said[:1].upper() + said[1:]


def _changes(frame: pd.DataFrame, first: int, last: int) -> pd.Series[float]:
    """Province -> change, of those with a figure in either year and known in both: nobody in both is no change."""
    pairs = {}
    for year in (first, last):
        rows = frame[frame["fiscal_year"] == year].set_index("province")
        pairs[year] = (rows["value"].where(has_figure(rows)), rows["flag"] == "not_applied")
    (before, absent), (now, gone) = pairs[first], pairs[last]
    change = (now - before)[~(absent.reindex(now.index, fill_value=True) & gone)]
    return change.dropna().sort_values(ascending=False)
