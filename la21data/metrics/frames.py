"""The tidy frame of a measure, and the one figure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from la21data.measures import Measure, Part, measure
from la21data.metrics.flags import PROGRAMME_RECORDS, Flags
from la21data.metrics.groups import PLACES, grouped_keys, groups, in_order
from la21data.metrics.interval import wilson
from la21data.metrics.labels import labels
from la21data.metrics.sources import Key, checked, numerator, read, usable_columns
from la21data.metrics.survival import curves, median
from la21data.metrics.years import read_years
from la21data.problems import CannotUse
from la21data.scope import Scope
from la21data.store import Snapshot

if TYPE_CHECKING:
    import pandas as pd

FIGURES = ("value", "numerator", "denominator", "low", "high")  # Numbers of a Figure, in its order.
NUMBERS = ("fiscal_year", "step")  # Dimensions whose codes are numbers in a frame.


class Figure(NamedTuple):
    """One number and how far to trust it: NaN where undefined; low, high = 95 % interval of a share; flag '' = nothing to say."""

    value: float
    numerator: float
    denominator: float
    low: float
    high: float
    flag: str


NO_DATA = Figure(math.nan, math.nan, math.nan, math.nan, math.nan, "no_data")


def frame(snapshot: Snapshot, measure_code: str, by: Sequence[str] = (), scope: Scope = Scope()) -> pd.DataFrame:  # noqa: B008
    """A measure, split by dimensions, within a scope: the contract that charts, exports and `query` rest on.

    One row a combination of `by` (and what the measure is always split by). Columns: each dimension's code under its name
    (fiscal_year and step as whole numbers, everything else as text, '' = the records do not tell; step <NA> likewise) and its
    Thai label under `<dimension>_th`; then value, numerator, denominator, low, high (float64, NaN where undefined; shares from
    0 to 1; money in baht) and flag (a code of `domain.FLAGS`, or '').
    Raises CannotUse: no such measure, or it cannot be split so.
    """
    import pandas as pd  # Two seconds that a page without a frame should not pay.

    found, dimensions = _figures(snapshot, measure(measure_code), by, scope)
    columns: dict[str, object] = {}
    for position, name in enumerate(dimensions):
        codes = [key[position] for key in found]
        names = labels(snapshot, name, set(codes))
        columns[name] = pd.array([int(code) if code else None for code in codes], dtype="Int64") if name in NUMBERS else codes
        columns[f"{name}_th"] = [names[code] for code in codes]
    # Whole columns at once; none where there is no row.
    *numbers, flags = zip(*found.values(), strict=True) if found else [()] * len(Figure._fields)
    columns |= {name: pd.array(values, dtype="float64") for name, values in zip(FIGURES, numbers, strict=True)}
    columns["flag"] = flags
    result = pd.DataFrame(columns)
    return result.astype({"fiscal_year": "int64"}) if "fiscal_year" in dimensions else result


def figure(snapshot: Snapshot, measure_code: str, scope: Scope = Scope()) -> Figure:  # noqa: B008
    """A measure as one figure. Raises CannotUse: no such measure, or one that is never added up over all its groups."""
    always = measure(measure_code).always_by
    if always:
        raise CannotUse(
            "not_one_figure",
            f"ตัวชี้วัด {measure_code} ต้องแยกตาม {', '.join(always)} เสมอ",
            f"{measure_code} is always split by {', '.join(always)}",
        )
    return _figures(snapshot, measure(measure_code), (), scope)[0][()]


@dataclass(frozen=True)
class _Read:
    """What was read for a frame. `denominators` has the keys of the `shared` dimensions; None where the measure has none."""

    numerators: dict[Key, float]
    denominators: dict[Key, float] | None
    shared: tuple[str, ...]
    medians: dict[Key, float] | None = None  # Of a survival measure, which has no numerator.

    def found(self, dimensions: tuple[str, ...]) -> set[Key]:
        """The keys, whole, that have anything to say."""
        whole = self.denominators if self.denominators is not None and self.shared == dimensions else {}
        return {key for side in (self.numerators, whole) for key, number in side.items() if number}

    def denominator(self, dimensions: tuple[str, ...], key: Key) -> float:
        if self.denominators is None:
            return math.nan
        return self.denominators.get(tuple(code for name, code in zip(dimensions, key, strict=True) if name in self.shared), 0.0)


def _figures(snapshot: Snapshot, of: Measure, by: Sequence[str], scope: Scope) -> tuple[dict[Key, Figure], tuple[str, ...]]:
    dimensions = checked(of, by, scope)
    if of.numerator is None:
        parts = _read_survival(snapshot, dimensions, scope)
    else:
        parts = _read_parts(snapshot, of, of.numerator, dimensions, scope)
    found = parts.found(dimensions)
    keys = groups(snapshot, dimensions, scope, found, _applied(snapshot, of, dimensions, scope))
    # What no group foresees (records that do not tell the dimension) gets a row too, so that rows add up to the whole.
    keys += in_order(dimensions, list(found.difference(keys)))
    flags = Flags(snapshot, of, numerator(of), dimensions, scope)
    return {key: _figure(of, parts, flags, dimensions, key) for key in keys}, dimensions


def _applied(snapshot: Snapshot, of: Measure, dimensions: tuple[str, ...], scope: Scope) -> list[Key]:
    """The LAOs of a frame by LAO that have a row even if it says 0: those that applied, where the measure is about the programme."""
    if "lao" not in dimensions or of.numerator is None or of.records not in PROGRAMME_RECORDS:
        return []
    years = read_years(snapshot, of, of.numerator, scope, "fiscal_year" in dimensions)
    places = tuple(name for name in dimensions if name in PLACES)
    return grouped_keys(snapshot, places, scope, tuple(usable_columns(of.numerator, "lao_year")), years, "applied")


def _read_parts(snapshot: Snapshot, of: Measure, top: Part, dimensions: tuple[str, ...], scope: Scope) -> _Read:
    each_year = "fiscal_year" in dimensions
    _, numerators = read(snapshot, top, dimensions, scope, read_years(snapshot, of, top, scope, each_year))
    if of.denominator is None:
        return _Read(numerators, None, ())
    bottom = of.denominator
    shared, denominators = read(snapshot, bottom, dimensions, scope, read_years(snapshot, of, bottom, scope, each_year))
    return _Read(numerators, denominators, shared)


def _read_survival(snapshot: Snapshot, dimensions: tuple[str, ...], scope: Scope) -> _Read:
    found = curves(snapshot, dimensions, scope)
    medians = {key: float(years) for key, curve in found.items() if (years := median(curve)) is not None}
    return _Read({}, {key: float(curve[0].at_risk) for key, curve in found.items()}, dimensions, medians)


def _figure(of: Measure, parts: _Read, flags: Flags, dimensions: tuple[str, ...], key: Key) -> Figure:
    years = flags.years(key)
    if years.no_records:
        return NO_DATA
    top, bottom = parts.numerators.get(key, 0.0), parts.denominator(dimensions, key)
    if parts.medians is not None:
        top, value = math.nan, parts.medians.get(key, math.nan)
    elif parts.denominators is None:
        value = top
    else:
        value = top / bottom if bottom else math.nan
    low, high = wilson(top, bottom) if of.interval else (math.nan, math.nan)
    return Figure(value, top, bottom, low, high, flags.flag(key, years, top, bottom, value))
