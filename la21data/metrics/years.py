"""Which fiscal years a figure speaks of, and for which of them there are records at all."""

from __future__ import annotations

from la21data.measures import Measure, Part
from la21data.scope import Scope
from la21data.store import Snapshot


def read_years(snapshot: Snapshot, measure: Measure, part: Part, scope: Scope, each_year: bool) -> tuple[int, ...] | None:
    """The years that a part is read for; None = every year. `each_year`: the frame has a row a year, so each stands alone."""
    combine = part.combine or measure.combine
    if combine != "stock" or each_year:
        return scope.years or None
    year = stock_year(snapshot, part, scope)
    return () if year is None else (year,)


def stock_year(snapshot: Snapshot, part: Part, scope: Scope) -> int | None:
    """The year as of which a stock stands: the scope's last; without one the last complete year, or the newest (`Part.newest`)."""
    if scope.years:
        return max(scope.years)
    newest = max(snapshot.fiscal_years, default=None)
    return newest if part.newest else snapshot.last_complete_year() or newest


def years_with_records(snapshot: Snapshot, kind: str) -> frozenset[int]:
    """The fiscal years with at least one record of a kind. A registry holds from its list on, and before the first one."""
    return frozenset(snapshot.fiscal_years if kind == "registry" else snapshot.recorded.get(kind, ()))
