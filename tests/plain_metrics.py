"""Every measure from raw records, with loops: what `la21data.metrics.frame` must say. See `plain_world` and `plain_items`."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import product
from typing import Any, NamedTuple

from plain_items import DENOMINATOR, LAOS, NUMERATOR, PLACE, STOCK, Item
from plain_world import TOP, World

from la21data.domain import DIMENSIONS
from la21data.scope import Scope

Key = tuple[str, ...]


class Expected(NamedTuple):
    value: float
    numerator: float
    denominator: float
    low: float
    high: float
    flag: str


def expected(
    world: World, measure: str, record: str, by: Sequence[str], scope: Scope, smallest: int, interval: bool
) -> dict[Key, Expected]:
    """Key (codes as text, in the order of `by`) -> figures. `record`, `smallest`, `interval`: as the measure's own file says."""
    each_year = "fiscal_year" in by
    if measure == "years_to_model":
        curves = _survival(world, by, scope)
        top: dict[Key, Any] = {}
        bottom = {key: float(len(lives)) for key, lives in curves.items()}
        shared = tuple(by)
    else:
        years = _years(world, measure, scope, each_year, newest=measure == "lao_total")
        top = _grouped(_items(world, measure, "numerator"), by, scope, years, distinct=measure in LAOS)
        shared, has_items = DENOMINATOR.get(measure, ((), None))
        shared = tuple(name for name in by if name in shared)
        # A rate's number of all LAOs is a stock, whatever the rate itself is.
        as_stock = "lao_total" if measure == "participation_rate" else measure
        bottom = (
            {}
            if has_items is None
            else _grouped(
                _items(world, measure, "denominator"),
                shared,
                scope,
                _years(world, as_stock, scope, each_year, newest=measure == "participation_rate"),
                distinct=measure == "provinces_covered",
            )
        )
    found = {key for key, number in top.items() if number}
    if shared == tuple(by):
        found |= {key for key, number in bottom.items() if number}
    keys = found | _rows(world, measure, record, by, scope, found)
    rows = {}
    for key in keys:
        number = float(top.get(key, 0))
        below = float(bottom.get(tuple(code for name, code in zip(by, key, strict=True) if name in shared), 0))
        has_denominator = measure in DENOMINATOR or measure == "years_to_model"
        if measure == "years_to_model":
            number, value = math.nan, _median(curves.get(key, []))
        else:
            value = (number / below if below else math.nan) if has_denominator else number
        years = _spoken_of(world, measure, by, key, scope)
        flag = _flag(world, measure, record, by, key, scope, years, number, below if has_denominator else math.nan, value, smallest)
        if not set(years) & _told(world, record):
            rows[key] = Expected(*[math.nan] * 5, "no_data")
        else:
            low, high = _wilson(number, below) if interval else (math.nan, math.nan)
            rows[key] = Expected(value, number, below if has_denominator else math.nan, low, high, flag)
    return rows


def _items(world: World, measure: str, part: str) -> list[Item]:
    if (measure, part) not in world.kept:
        make = NUMERATOR[measure] if part == "numerator" else DENOMINATOR[measure][1]
        world.kept[measure, part] = list(make(world))
    return world.kept[measure, part]


def _grouped(items: Iterable[Item], by: Sequence[str], scope: Scope, years: set[int] | None, distinct: bool = False) -> dict[Key, Any]:
    found: dict[Key, list[Any]] = defaultdict(list)
    for where, amount in items:
        if not _in_scope(where, scope) or (years is not None and "fiscal_year" in where and where["fiscal_year"] not in years):
            continue
        codes = [where[name] if isinstance(where[name], list) else [str(where[name])] for name in by]
        for key in product(*codes):
            found[key].append(amount)
    return {key: len(set(amounts)) if distinct else sum(amounts) for key, amounts in found.items()}


def _in_scope(where: dict[str, Any], scope: Scope) -> bool:
    limits = {
        "region": scope.regions,
        "office": scope.offices,
        "province": scope.provinces,
        "lao_type": scope.types,
        "track": scope.tracks,
        "category": scope.categories,
        "lao": (scope.lao,) if scope.lao else (),
        "pilot": () if scope.pilot is None else ("1" if scope.pilot else "0",),
    }
    return all(not allowed or name not in where or where[name] in allowed for name, allowed in limits.items())


def _years(world: World, measure: str, scope: Scope, each_year: bool, newest: bool) -> set[int] | None:
    if measure not in STOCK or each_year:
        return set(scope.years) or None
    return set(_stock_year(world, scope, newest))


def _stock_year(world: World, scope: Scope, newest: bool) -> list[int]:
    year = max(scope.years) if scope.years else max(world.years, default=None) if newest else world.last_complete
    return [] if year is None else [year]


def _spoken_of(world: World, measure: str, by: Sequence[str], key: Key, scope: Scope) -> list[int]:
    if "fiscal_year" in by:
        last = int(key[list(by).index("fiscal_year")])
        return [year for year in world.years if year <= last] if measure == "years_to_model" else [last]
    if measure in STOCK:
        return _stock_year(world, scope, newest=measure == "lao_total")
    if measure == "years_to_model":
        return [year for year in world.years if year <= max(scope.years or world.years, default=0)]
    return list(scope.years or world.years)


def _told(world: World, record: str) -> set[int]:
    return set(world.years) if record == "registry" else world.recorded[record]


def _rows(world: World, measure: str, record: str, by: Sequence[str], scope: Scope, found: set[Key]) -> set[Key]:
    """Every place there is in scope, times every term; units as found; LAOs as found, and who applied."""
    whereabouts = [name for name in by if name in PLACE]
    if "lao" in by:
        places = {tuple(key[list(by).index(name)] for name in whereabouts) for key in found}
        if record in ("participation", "activity") and measure != "years_to_model":
            years = _years(world, measure, scope, "fiscal_year" in by, newest=False)
            for year, lao in world.application:
                where = world.programme(year, lao)
                if measure == "retention_rate":
                    del where["track"]
                if (years is None or year in years) and _in_scope(where, scope):
                    places.add(tuple(str(where[name]) for name in whereabouts))
    else:
        wide = replace(scope, tracks=(), categories=())
        places = {
            tuple(str(place[name]) for name in whereabouts)
            for place in world.place.values()
            if _in_scope(place, wide) and (not scope.years or place["fiscal_year"] in scope.years)
        }
        places = places if whereabouts else {()}
    choices = []
    for name in by:
        if name == "output_unit":
            choices.append(sorted({key[list(by).index(name)] for key in found} - {""}))
        elif name not in PLACE:
            limit = {"category": scope.categories, "track": scope.tracks}.get(name)
            choices.append([code for code in DIMENSIONS[name].codes() if not limit or code in limit])
    rows = set()
    for place, terms in product(places, list(product(*choices))):
        here = dict(zip(whereabouts, place, strict=True)) | dict(zip([n for n in by if n not in PLACE], terms, strict=True))
        tracks = [here["track"]] if "track" in here else list(scope.tracks or TOP)
        if "step" not in here or int(here["step"]) <= max(TOP[track] for track in tracks):
            rows.add(tuple(here[name] for name in by))
    return rows


def _flag(
    world: World,
    measure: str,
    record: str,
    by: Sequence[str],
    key: Key,
    scope: Scope,
    years: list[int],
    number: float,
    below: float,
    value: float,
    smallest: int,
) -> str:
    if measure == "provinces_covered" and below == 0:
        return "not_eligible"
    something = number > 0 or (measure == "years_to_model" and below > 0)
    if record in ("participation", "activity") and not something and set(years) & world.recorded["participation"]:
        here = {name: code for name, code in zip(by, key, strict=True) if name in PLACE and name != "fiscal_year"}
        wide = replace(scope, tracks=(), categories=())
        applied = [world.place[when] for when in world.application if when[0] in years]
        if not any(_in_scope(place, wide) and all(place[name] == code for name, code in here.items()) for place in applied):
            return "not_applied"
    if math.isnan(value):
        return "not_reached" if measure == "years_to_model" and below > 0 else "no_data"
    if "mode" in by or "channel" in by:
        return "overlapping"
    if below < smallest:
        return "small_number"
    if not scope.years and "fiscal_year" not in by and measure not in STOCK:
        years = [year for year in years if year in _told(world, record)]
    return "partial_year" if any(world.is_running(year) for year in years) else ""


def _wilson(number: float, below: float) -> tuple[float, float]:
    """From the quadratic equation that defines it: |share - p| = z · sqrt(p (1 - p) / n)."""
    if below == 0 or number > below:
        return math.nan, math.nan
    z, n, share = 1.959963984540054, below, number / below
    a, b, c = 1 + z * z / n, -(2 * share + z * z / n), share * share
    root = math.sqrt(max(b * b - 4 * a * c, 0))
    return max(0.0, (-b - root) / (2 * a)), min(1.0, (-b + root) / (2 * a))


# ---------------------------------------------------------------- years to model
def _survival(world: World, by: Sequence[str], scope: Scope) -> dict[Key, list[tuple[int, bool]]]:
    """For each group, one (years, reached) a LAO."""
    found: dict[Key, list[tuple[int, bool]]] = defaultdict(list)
    asked = sorted(scope.years or world.years)
    for last in asked if "fiscal_year" in by else asked[-1:]:
        for lao in sorted(set(world.followed.values())):
            stands = [(year, world.stand(year, lao)) for year in world.years if year <= last]
            stands = [(year, stand) for year, stand in stands if stand]
            place = world.place.get((min(last, max(world.years)), lao))
            if not any(stand[0] == "ladder" for _, stand in stands) or place is None or not _in_scope(place, scope):
                continue
            top = [year for year, stand in stands if stand == ("ladder", 4)]
            life = ((top or [stands[-1][0]])[0] - stands[0][0], bool(top))
            found[tuple(str(last) if name == "fiscal_year" else place[name] for name in by)].append(life)
    return found


def _median(lives: list[tuple[int, bool]]) -> float:
    """The first number of years by which half are there: product of (still there / at risk), in whole numbers."""
    above, under = 1, 1
    for years in sorted({years for years, _ in lives}):
        at_risk = sum(1 for length, _ in lives if length >= years)
        there = sum(1 for length, reached in lives if length == years and reached)
        above, under = above * (at_risk - there), under * at_risk
        if 2 * above <= under:
            return float(years)
    return math.nan
