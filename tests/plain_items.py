"""What each measure counts, as plain items worked out from raw records. See `plain_world`, and `plain_metrics` that adds them up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from lao_histories import Row
from plain_world import TOP, World, last_day

from la21data import reference
from la21data.domain import COMPONENTS

Item = tuple[dict[str, Any], Any]  # Dimensions (a list where it counts in several groups), and an amount or who it is.
PLACE = ("fiscal_year", "region", "office", "province", "pilot", "lao_type", "lao")
PROGRAMME = (*PLACE, "track", "step", "status")
OPTIONAL = {
    "participation": (
        "applied_on",
        "channels",
        "status",
        "has_coordinator",
        "has_leader",
        "has_volunteers",
        "plan_adopted_on",
        "lessons_on",
        "self_assessed_on",
        "model_lao_code",
        "change_agents",
    ),
    "activity": (
        "step",
        "start_on",
        "end_on",
        "budget_lao",
        "budget_deqp",
        "budget_other",
        "participants",
        "modes",
        "partners",
        "output",
        "output_amount",
        "output_unit",
    ),
    "assessment": ("result",),
}


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
        yield (
            {
                **standing,
                "category": row["category"],
                "step": str(row["step"] or ""),
                "mode": list(set(row["modes"] or ())),
                "output_unit": row["output_unit"],
            },
            amount(row),
        )


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
            standing = world.programme(year, world.followed[row["lao_code"]])
            yield {**standing, "visit_by": row["visit_by"], "visit_kind": row["visit_kind"]}, 1


def _events(world: World, amount: Callable[[Row], int]) -> Iterator[Item]:
    for row in world.records["event"]:
        year = row["held_on"].year + 543 + (row["held_on"].month > 9)
        yield (
            {
                "fiscal_year": year,
                **world.province_place(row["province"], year),
                "event_kind": row["event_kind"],
                "event_level": row["event_level"],
            },
            amount(row),
        )


def _cells(world: World, filled: bool) -> Iterator[Item]:
    for kind, names in OPTIONAL.items():
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


def _stayed(world: World, year: int, lao: str) -> bool:
    return _was_there(world, year, lao) and world.takes_part(year, lao)


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
    for year in world.years:
        for code in reference.provinces():
            if code != "10":
                yield {"fiscal_year": year, **world.province_place(code, year)}, code


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
LAOS = frozenset(
    ("applicants", "withdrawn_laos", "participating_laos", "participation_rate", "assessed_laos", "awarded_laos", "provinces_covered")
)
STOCK = frozenset(
    (
        "lao_total",
        "plan_rate",
        "laos_at_step",
        "step3plus_rate",
        "fast2plus_rate",
        "learning_centres",
        "stalled_laos",
        "ready_to_rise",
        "completeness",
    )
)
NUMERATOR: dict[str, Callable[[World], Iterator[Item]]] = {
    "lao_total": _valid,
    "applicants": lambda w: ((where, where["lao"]) for where, _ in _applications(w, lambda row, year: True)),
    "withdrawn_laos": lambda w: ((where, where["lao"]) for where, _ in _applications(w, lambda row, year: row["status"] == "withdrawn")),
    "participating_laos": lambda w: ((where, where["lao"]) for where, _ in _programme(w, _takes_part)),
    "participation_rate": lambda w: ((where, where["lao"]) for where, _ in _programme(w, _takes_part)),
    "provinces_covered": _covered,
    "new_laos": lambda w: _programme(w, lambda w, year, lao: w.first_year(lao) == year),
    "retention_rate": lambda w: _without(_programme(w, _stayed), *REGISTRY_FREE),
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
    "budget_lao": lambda w: _activities(w, lambda row: row["budget_lao"] or 0),
    "budget_deqp": lambda w: _activities(w, lambda row: row["budget_deqp"] or 0),
    "budget_other": lambda w: _activities(w, lambda row: row["budget_other"] or 0),
    "activities_per_lao": lambda w: _activities(w, lambda row: 1),
    "budget_deqp_share": lambda w: _activities(w, lambda row: row["budget_deqp"] or 0),
    "partners_per_activity": lambda w: _activities(w, lambda row: len(row["partners"] or ())),
    "outputs": _outputs,
    "standard_score": lambda w: ((where, _mean(row)) for where, row in _scores(w)),
    "standard_component": lambda w: _components(w, count=False),
    "assessed_laos": lambda w: ((where, where["lao"]) for where, _ in _scores(w)),
    "assessments": lambda w: ((where, 1) for where, _ in _scores(w)),
    "awarded_laos": _awards,
    "awards": lambda w: ((where, 1) for where, _ in _awards(w)),
    "visits": _visits,
    "events": lambda w: _events(w, lambda row: 1),
    "event_participants": lambda w: _events(w, lambda row: row["participants"] or 0),
    "completeness": lambda w: _cells(w, filled=True),
}
DENOMINATOR: dict[str, tuple[tuple[str, ...], Callable[[World], Iterator[Item]]]] = {
    "participation_rate": (PLACE, _valid),
    "provinces_covered": (("fiscal_year", "region", "office", "province", "pilot"), _to_cover),
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
