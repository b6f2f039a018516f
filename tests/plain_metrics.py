"""Every measure from raw records, with loops: what `la21data.metrics.frame` must say. See `plain_world`."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import Any, NamedTuple

from facts import Row
from plain_world import TOP, World, last_day

from la21data import reference
from la21data.domain import COMPONENTS, DIMENSIONS
from la21data.scope import Scope

Key = tuple[str, ...]
Item = tuple[dict[str, Any], Any]  # Dimensions (a list where it counts in several groups), and an amount or who it is.
PLACE = ("fiscal_year", "region", "office", "province", "pilot", "lao_type", "lao")
PROGRAMME = (*PLACE, "track", "step", "status")


class Expected(NamedTuple):
    value: float
    numerator: float
    denominator: float
    low: float
    high: float
    flag: str


# ---------------------------------------------------------------- items of each kind
def _programme(world: World, amount: Callable[[World, int, str], Any]) -> Iterator[Item]:
    """One item a LAO-year for which there is an amount."""
    for year, lao in world.place:
        found = amount(world, year, lao)
        if found:
            yield world.programme(year, lao), found


def _applications(world: World, amount: Callable[[Row, int], Any]) -> Iterator[Item]:
    for (year, lao), row in world.application.items():
        found = amount(row, year)
        if found:
            yield {**world.programme(year, lao), "channel": list(set(row["channels"] or ()))}, found


def _activities(world: World, amount: Callable[[Row], Any]) -> Iterator[Item]:
    for row in world.records["activity"]:
        year, lao = row["fiscal_year"], world.followed[row["lao_code"]]
        standing = world.programme(year, lao)
        yield {**standing, "category": row["category"], "step": str(row["step"] or ""), "mode": list(set(row["modes"] or ())),
               "output_unit": row["output_unit"]}, amount(row)


def _scores(world: World) -> Iterator[tuple[dict[str, Any], Row]]:
    newest: dict[tuple[int, str], Row] = {}
    for row in sorted(world.records["assessment"], key=lambda row: (-world.age[row["lao_code"]], row["lao_code"])):
        newest[row["fiscal_year"], world.followed[row["lao_code"]]] = row
    for (year, lao), row in newest.items():
        yield world.programme(year, lao), row


def _awards(world: World) -> Iterator[Item]:
    for row in world.records["award"]:
        lao = world.followed[row["lao_code"]]
        yield {**world.programme(row["fiscal_year"], lao), "award_level": row["award_level"], "award_category": row["award_category"]}, lao


def _visits(world: World) -> Iterator[Item]:
    for year in world.years:
        for row in world.of_year("visit", year):
            yield {**world.programme(year, world.followed[row["lao_code"]]), "visit_by": row["visit_by"], "visit_kind": row["visit_kind"]}, 1


def _events(world: World, amount: Callable[[Row], int]) -> Iterator[Item]:
    for row in world.records["event"]:
        year = row["held_on"].year + 543 + (row["held_on"].month > 9)
        yield {"fiscal_year": year, **world.province_place(row["province"], year), "event_kind": row["event_kind"],
               "event_level": row["event_level"]}, amount(row)


def _cells(world: World, filled: bool) -> Iterator[Item]:
    columns = {
        "participation": ("applied_on channels status has_coordinator has_leader has_volunteers plan_adopted_on lessons_on self_assessed_on "
                          "model_lao_code change_agents").split(),
        "activity": ("step start_on end_on budget_lao budget_deqp budget_other participants modes partners output output_amount "
                     "output_unit").split(),
        "assessment": ["result"]}
    for kind, names in columns.items():
        for row in world.records[kind]:
            cells = [row[name] is not None and row[name] != [] for name in names]
            yield world.programme(row["fiscal_year"], world.followed[row["lao_code"]]), sum(cells) if filled else len(cells)


def _baht(row: Row) -> Any:
    return sum(row[name] or 0 for name in ("budget_lao", "budget_deqp", "budget_other"))


def _mean(row: Row) -> float:
    return sum(row[f"score_{component.code}"] for component in COMPONENTS) / 4


def _ready(row: Row, year: int) -> bool:
    return all(row[name] is True for name in ("has_coordinator", "has_leader", "has_volunteers"))


def _known(row: Row, year: int) -> bool:
    return all(row[name] is not None for name in ("has_coordinator", "has_leader", "has_volunteers"))


def _planned(world: World, year: int, lao: str) -> bool:
    adopted = world.application[year, lao]["plan_adopted_on"] if world.takes_part(year, lao) else None
    return adopted is not None and adopted <= last_day(year)


def _stalled(world: World, year: int, lao: str) -> bool:
    stand = world.stand(year, lao)
    return stand is not None and stand[1] != TOP[stand[0]] and world.years_standing(year, lao) >= 3


def _was_there(world: World, year: int, lao: str) -> bool:
    return year in world.recorded["participation"] and world.takes_part(year - 1, lao)


def _on_track(track: str, step: int = 1) -> Callable[[World, int, str], bool]:
    def there(world: World, year: int, lao: str) -> bool:
        stand = world.stand(year, lao)
        return stand is not None and stand[0] == track and stand[1] >= step
    return there


def _takes_part(world: World, year: int, lao: str) -> bool:
    return world.takes_part(year, lao)


def _valid(world: World) -> Iterator[Item]:
    for place in world.place.values():
        if place["valid"]:
            yield {name: place[name] for name in PLACE}, 1


def _covered(world: World) -> Iterator[Item]:
    for where, _ in _programme(world, _takes_part):
        if where["province"] != "10":
            yield {name: code for name, code in where.items() if name != "lao"}, where["province"]


def _to_cover(world: World) -> Iterator[Item]:
    for code in reference.provinces():
        if code != "10":
            now = max(world.years, default=2567) + 50  # As offices stand now.
            yield {name: place for name, place in world.province_place(code, now).items()}, 1


def _change_agents(world: World) -> Iterator[Item]:
    for row in world.records["participation"]:
        yield world.programme(row["fiscal_year"], world.followed[row["lao_code"]]), row["change_agents"] or 0


def _outputs(world: World) -> Iterator[Item]:
    for where, row in _activities(world, lambda row: row):
        if row["output_unit"] is not None and row["output_amount"] is not None:
            yield {name: code for name, code in where.items() if name not in ("mode", "step")}, row["output_amount"]


def _components(world: World, count: bool) -> Iterator[Item]:
    for where, row in _scores(world):
        for component in COMPONENTS:
            yield {**where, "component": component.code}, 1 if count else row[f"score_{component.code}"]


def _without(items: Iterator[Item], *names: str) -> Iterator[Item]:
    for where, amount in items:
        yield {name: code for name, code in where.items() if name not in names}, amount


REGISTRY_FREE = ("track", "step", "status")
LAOS = frozenset(("applicants", "withdrawn_laos", "participating_laos", "participation_rate", "assessed_laos", "awarded_laos", "provinces_covered"))
STOCK = frozenset(("lao_total", "plan_rate", "laos_at_step", "step3plus_rate", "fast2plus_rate", "learning_centres", "stalled_laos",
                   "ready_to_rise", "completeness"))
NUMERATOR: dict[str, Callable[[World], Iterator[Item]]] = {
    "lao_total": _valid,
    "applicants": lambda w: ((where, where["lao"]) for where, _ in _applications(w, lambda row, year: True)),
    "withdrawn_laos": lambda w: ((where, where["lao"]) for where, _ in _applications(w, lambda row, year: row["status"] == "withdrawn")),
    "participating_laos": lambda w: ((where, where["lao"]) for where, _ in _programme(w, _takes_part)),
    "participation_rate": lambda w: ((where, where["lao"]) for where, _ in _programme(w, _takes_part)),
    "provinces_covered": _covered,
    "new_laos": lambda w: _programme(w, lambda w, year, lao: w.first_year(lao) == year),
    "retention_rate": lambda w: _without(_programme(w, lambda w, year, lao: _was_there(w, year, lao) and w.takes_part(year, lao)), *REGISTRY_FREE),
    "late_application_rate": lambda w: _applications(w, lambda row, year: row["applied_on"] and row["applied_on"] > last_day(year)),
    "readiness_rate": lambda w: _applications(w, _ready),
    "plan_rate": lambda w: _programme(w, _planned),
    "laos_at_step": lambda w: _programme(w, _takes_part),
    "step3plus_rate": lambda w: _programme(w, _on_track("ladder", 3)),
    "fast2plus_rate": lambda w: _programme(w, _on_track("fast_track", 2)),
    "learning_centres": lambda w: _programme(w, lambda w, year, lao: w.has_been_at_top(year, lao)),
    "stalled_laos": lambda w: _programme(w, _stalled),
    "ready_to_rise": lambda w: _programme(w, lambda w, year, lao: w.may_rise(year, lao)),
    "change_agents": _change_agents,
    "activities": lambda w: _activities(w, lambda row: 1),
    "participants": lambda w: _activities(w, lambda row: row["participants"] or 0),
    "budget_total": lambda w: _activities(w, _baht),
    "activities_per_lao": lambda w: _activities(w, lambda row: 1),
    "budget_deqp_share": lambda w: _activities(w, lambda row: row["budget_deqp"] or 0),
    "partners_per_activity": lambda w: _activities(w, lambda row: len(row["partners"] or ())),
    "outputs": _outputs,
    "standard_score": lambda w: ((where, _mean(row)) for where, row in _scores(w)),
    "standard_component": lambda w: _components(w, count=False),
    "assessed_laos": lambda w: ((where, where["lao"]) for where, _ in _scores(w)),
    "awarded_laos": _awards,
    "awards": lambda w: ((where, 1) for where, _ in _awards(w)),
    "visits": _visits,
    "events": lambda w: _events(w, lambda row: 1),
    "event_participants": lambda w: _events(w, lambda row: row["participants"] or 0),
    "completeness": lambda w: _cells(w, filled=True),
}
DENOMINATOR: dict[str, tuple[tuple[str, ...], Callable[[World], Iterator[Item]]]] = {
    "participation_rate": (PLACE, _valid),
    "provinces_covered": (("region", "office", "province", "pilot"), _to_cover),
    "retention_rate": (PLACE, lambda w: _without(_programme(w, _was_there), *REGISTRY_FREE)),
    "late_application_rate": ((*PROGRAMME, "channel"), lambda w: _applications(w, lambda row, year: row["applied_on"] is not None)),
    "readiness_rate": ((*PROGRAMME, "channel"), lambda w: _applications(w, _known)),
    "plan_rate": (PROGRAMME, lambda w: _programme(w, _takes_part)),
    "step3plus_rate": (PROGRAMME, lambda w: _programme(w, _on_track("ladder"))),
    "fast2plus_rate": (PROGRAMME, lambda w: _programme(w, _on_track("fast_track"))),
    "activities_per_lao": ((*PLACE, "track"), lambda w: _without(_programme(w, _takes_part), "step")),
    "budget_deqp_share": ((*PLACE, "track", "step", "category"), lambda w: _activities(w, _baht)),
    "partners_per_activity": ((*PLACE, "track", "step", "category"), lambda w: _activities(w, lambda row: 1)),
    "standard_score": (PROGRAMME, lambda w: ((where, 1) for where, _ in _scores(w))),
    "standard_component": ((*PLACE, "track", "component"), lambda w: _components(w, count=True)),
    "completeness": (PROGRAMME, lambda w: _cells(w, filled=False)),
}


# ---------------------------------------------------------------- from items to a frame
def expected(world: World, measure: str, record: str, by: Sequence[str], scope: Scope, smallest: int, interval: bool) -> dict[Key, Expected]:
    """Key (codes as text, in the order of `by`) -> figures. `record`, `smallest`, `interval`: as the measure's own file says."""
    each_year = "fiscal_year" in by
    if measure == "years_to_model":
        curves = _survival(world, by, scope)
        top: dict[Key, Any] = {}
        bottom = {key: float(len(lives)) for key, lives in curves.items()}
        shared = tuple(by)
    else:
        top = _grouped(NUMERATOR[measure](world), by, scope, _years(world, measure, scope, each_year, newest=measure == "lao_total"),
                       distinct=measure in LAOS)
        shared, items = DENOMINATOR.get(measure, ((), None))
        shared = tuple(name for name in by if name in shared)
        # A rate's number of all LAOs is a stock, whatever the rate itself is.
        as_stock = "lao_total" if measure == "participation_rate" else measure
        bottom = {} if items is None else _grouped(
            items(world), shared, scope, _years(world, as_stock, scope, each_year, newest=measure == "participation_rate"))
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


def _grouped(items: Iterator[Item], by: Sequence[str], scope: Scope, years: set[int] | None, distinct: bool = False) -> dict[Key, Any]:
    found: dict[Key, list[Any]] = defaultdict(list)
    for where, amount in items:
        if not _in_scope(where, scope) or (years is not None and "fiscal_year" in where and where["fiscal_year"] not in years):
            continue
        codes = [where[name] if isinstance(where[name], list) else [str(where[name])] for name in by]
        for key in product(*codes):
            found[key].append(amount)
    return {key: len(set(amounts)) if distinct else sum(amounts) for key, amounts in found.items()}


def _in_scope(where: dict[str, Any], scope: Scope) -> bool:
    limits = {"region": scope.regions, "office": scope.offices, "province": scope.provinces, "lao_type": scope.types, "track": scope.tracks,
              "category": scope.categories, "lao": (scope.lao,) if scope.lao else (),
              "pilot": () if scope.pilot is None else ("1" if scope.pilot else "0",)}
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
        wide = Scope(regions=scope.regions, offices=scope.offices, provinces=scope.provinces, types=scope.types, pilot=scope.pilot, lao=scope.lao)
        places = {tuple(str(place[name]) for name in whereabouts) for place in world.place.values()
                  if _in_scope(place, wide) and (not scope.years or place["fiscal_year"] in scope.years)}
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


def _flag(world: World, measure: str, record: str, by: Sequence[str], key: Key, scope: Scope, years: list[int], number: float, below: float,
          value: float, smallest: int) -> str:
    if measure == "provinces_covered" and below == 0:
        return "not_eligible"
    something = number > 0 or (measure == "years_to_model" and below > 0)
    if record in ("participation", "activity") and not something and set(years) & world.recorded["participation"]:
        here = {name: code for name, code in zip(by, key, strict=True) if name in PLACE and name != "fiscal_year"}
        wide = Scope(regions=scope.regions, offices=scope.offices, provinces=scope.provinces, types=scope.types, pilot=scope.pilot, lao=scope.lao)
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
