"""Why a figure is missing or weak: one code of `domain.FLAGS` a row, the weightiest first."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property

from la21data.measures import Measure, Part
from la21data.metrics.groups import PLACES, grouped_keys
from la21data.metrics.sources import Key
from la21data.metrics.years import stock_year, years_with_records
from la21data.scope import Scope
from la21data.store import Snapshot

OVERLAPPING = ("mode", "channel")  # One activity or application counts in each of its modes or channels.
PROGRAMME_RECORDS = ("participation", "activity")  # Only LAOs that take part are expected to have them.


class Flags:
    """The flags of one frame. What they rest on is read once, when the first row asks."""

    def __init__(self, snapshot: Snapshot, measure: Measure, part: Part, dimensions: Sequence[str], scope: Scope) -> None:
        self.snapshot, self.measure, self.part, self.dimensions, self.scope = snapshot, measure, part, dimensions, scope
        self.told = years_with_records(snapshot, measure.records)
        self.applications_told = years_with_records(snapshot, "participation")
        self.overlapping = any(name in OVERLAPPING for name in dimensions)

    def no_records(self, key: Key) -> bool:
        """Whether the whole country has no record of the measure's kind in any of the row's years."""
        return not self.told.intersection(self._years(key))

    def flag(self, key: Key, numerator: float, denominator: float, value: float) -> str:
        """The flag of a row, '' where nothing is to be said. `denominator` is NaN where the measure has none."""
        if self.no_records(key):
            return "no_data"
        if self.measure.code == "provinces_covered" and denominator == 0:
            return "not_eligible"  # Bangkok: on the map, but none of the provinces that are to be covered.
        if self._not_applied(key, numerator, denominator):
            return "not_applied"
        if math.isnan(value):
            return "not_reached" if self.measure.combine == "survival" and denominator > 0 else "no_data"
        if self.overlapping:
            return "overlapping"
        if denominator < self.measure.smallest_denominator:
            return "small_number"
        return "partial_year" if self._partial(key) else ""

    def _years(self, key: Key) -> tuple[int, ...]:
        """The fiscal years that a row speaks of."""
        if "fiscal_year" in self.dimensions:
            last = int(key[self.dimensions.index("fiscal_year")])
        elif self.measure.combine == "stock":
            year = stock_year(self.snapshot, self.part, self.scope)
            return () if year is None else (year,)
        elif self.measure.combine == "survival":
            last = max(self.scope.years or self.snapshot.fiscal_years, default=0)
        else:
            return self.scope.years or self.snapshot.fiscal_years
        # Survival looks back on everything up to its last year.
        return tuple(year for year in self.snapshot.fiscal_years if year <= last) if self.measure.combine == "survival" else (last,)

    def _partial(self, key: Key) -> bool:
        """Whether a year of the row is still running. Where nobody named the years, only those with records count."""
        years = set(self._years(key))
        if not self.scope.years and "fiscal_year" not in self.dimensions and self.measure.combine != "stock":
            years &= self.told
        return any(self.snapshot.is_running(year) for year in years)

    def _not_applied(self, key: Key, numerator: float, denominator: float) -> bool:
        there_is_something = numerator > 0 or (self.measure.combine == "survival" and denominator > 0)
        if self.measure.records not in PROGRAMME_RECORDS or there_is_something:
            return False
        years = self._years(key)
        if not self.applications_told.intersection(years):
            return False  # Nobody knows who applied.
        return not self._applied.get(self._place(key), frozenset()).intersection(years)

    def _place(self, key: Key) -> Key:
        return tuple(code for name, code in zip(self.dimensions, key, strict=True) if name in self._places)

    @cached_property
    def _places(self) -> tuple[str, ...]:
        return tuple(name for name in self.dimensions if name in PLACES and name != "fiscal_year")

    @cached_property
    def _applied(self) -> dict[Key, set[int]]:
        """The places that have a LAO with a participation row, and the years in which they do."""
        years: dict[Key, set[int]] = {}
        for *place, year in grouped_keys(self.snapshot, (*self._places, "fiscal_year"), self.scope, PLACES, None, "applied"):
            years.setdefault(tuple(place), set()).add(int(year))
        return years
