"""Why a figure is missing or weak: one code of `domain.FLAGS` a row, the weightiest first."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from la21data.measures import Measure, Part
from la21data.metrics.groups import PLACES, grouped_keys
from la21data.metrics.sources import Key
from la21data.metrics.years import stock_year, years_with_records
from la21data.scope import Scope
from la21data.store import Snapshot

OVERLAPPING = ("mode", "channel")  # One activity or application counts in each of its modes or channels.
NEVER: frozenset[int] = frozenset()
PROGRAMME_RECORDS = ("participation", "activity")  # Only LAOs that take part are expected to have them.


class Years(NamedTuple):
    """What is known of the fiscal years that a row speaks of."""

    years: frozenset[int]
    no_records: bool  # The whole country has no record of the measure's kind in any of them.
    applications_told: bool  # Somebody's application is known from one of them.
    partial: bool  # One of them is still running. Where nobody named the years, only those with records count.


class Flags:
    """The flags of one frame. What they rest on is read once, when the first row asks, and worked out once a fiscal year."""

    def __init__(self, snapshot: Snapshot, measure: Measure, part: Part, dimensions: Sequence[str], scope: Scope) -> None:
        self.snapshot, self.measure, self.part, self.scope = snapshot, measure, part, scope
        self.overlapping = any(name in OVERLAPPING for name in dimensions)
        self._year_at = dimensions.index("fiscal_year") if "fiscal_year" in dimensions else None
        self._place_at = [at for at, name in enumerate(dimensions) if name in PLACES and name != "fiscal_year"]
        self._places = tuple(dimensions[at] for at in self._place_at)
        self._known: dict[str, Years] = {}  # By the fiscal year's code; '' where the frame has no rows by year.

    def flag(self, key: Key, years: Years, numerator: float, denominator: float, value: float) -> str:
        """The flag of a row, '' where nothing is to be said. `denominator` is NaN where the measure has none."""
        if years.no_records:
            return "no_data"
        if self.measure.code == "provinces_covered" and denominator == 0:
            return "not_eligible"  # Bangkok: on the map, but none of the provinces that are to be covered.
        if self._not_applied(key, years, numerator, denominator):
            return "not_applied"
        if math.isnan(value):
            return "not_reached" if self.measure.combine == "survival" and denominator > 0 else "no_data"
        if self.overlapping:
            return "overlapping"
        if denominator < self.measure.smallest_denominator:
            return "small_number"
        return "partial_year" if years.partial else ""

    def years(self, key: Key) -> Years:
        """What is known of the years that a row speaks of."""
        code = "" if self._year_at is None else key[self._year_at]
        if code not in self._known:
            self._known[code] = self._look_up(frozenset(self._spoken_of(code)))
        return self._known[code]

    def _spoken_of(self, code: str) -> tuple[int, ...]:
        """The fiscal years that a row speaks of."""
        if code:
            last = int(code)
        elif self.measure.combine == "stock":
            year = stock_year(self.snapshot, self.part, self.scope)
            return () if year is None else (year,)
        elif self.measure.combine == "survival":
            last = max(self.scope.years or self.snapshot.fiscal_years, default=0)
        else:
            return self.scope.years or self.snapshot.fiscal_years
        # Survival looks back on everything up to its last year.
        return tuple(year for year in self.snapshot.fiscal_years if year <= last) if self.measure.combine == "survival" else (last,)

    def _look_up(self, years: frozenset[int]) -> Years:
        told = years_with_records(self.snapshot, self.measure.records)
        applications_told = years_with_records(self.snapshot, "participation")
        named = self.scope.years or self._year_at is not None or self.measure.combine == "stock"
        running = any(self.snapshot.is_running(year) for year in (years if named else years & told))
        return Years(years, told.isdisjoint(years), not applications_told.isdisjoint(years), running)

    def _not_applied(self, key: Key, years: Years, numerator: float, denominator: float) -> bool:
        there_is_something = numerator > 0 or (self.measure.combine == "survival" and denominator > 0)
        if self.measure.records not in PROGRAMME_RECORDS or there_is_something:
            return False
        if not years.applications_told:
            return False  # Nobody knows who applied.
        return self._applied.get(tuple(key[at] for at in self._place_at), NEVER).isdisjoint(years.years)

    @cached_property
    def _applied(self) -> dict[Key, set[int]]:
        """The places that have a LAO with a participation row, and the years in which they do."""
        years: dict[Key, set[int]] = {}
        for *place, year in grouped_keys(self.snapshot, (*self._places, "fiscal_year"), self.scope, PLACES, None, "applied"):
            years.setdefault(tuple(place), set()).add(int(year))
        return years
