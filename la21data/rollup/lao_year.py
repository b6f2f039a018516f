"""The table that most of the dashboard reads: one row a fiscal year and LAO."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from la21data.domain import COMPONENTS
from la21data.rollup.participation import READINESS, first_years, taking_part
from la21data.rollup.tables import BUDGETS, fiscal_year, table, yes

SCORES = tuple(f"score_{component.code}" for component in COMPONENTS)
ASSESSMENT_OPTIONAL = ("result",)
KEY = ("fiscal_year", "lao")
COUNTS = ("change_agents", "activities", "participants", "partners", "awards", "visits")


def assessment_year(lineage: ir.Table) -> ir.Table:
    """(fiscal_year, lao) with the scores; of rows under an old and a new code the newer code's holds."""
    rows = table("assessment").join(lineage, "lao_code")
    newest = ibis.row_number().over(group_by=list(KEY), order_by=["generation", "lao_code"])
    both = rows.group_by(*KEY).aggregate(
        assessment_optional_cells=rows.count() * len(ASSESSMENT_OPTIONAL), assessment_filled_cells=rows.result.count()
    )
    rows = rows.mutate(newest=newest)
    rows = rows.filter(rows.newest == 0)
    mean = sum(rows[name] for name in SCORES) / len(SCORES)
    return rows.join(both, list(KEY)).select(
        *KEY, *SCORES, "assessment_optional_cells", "assessment_filled_cells", score=mean, assessed=True
    )


def counted_year(kind: str, name: str, lineage: ir.Table) -> ir.Table:
    """(fiscal_year, lao) with the number of awards or visits."""
    rows = table(kind).join(lineage, "lao_code")
    if kind == "visit":
        rows = rows.mutate(fiscal_year=fiscal_year(rows.visited_on))
    return rows.group_by(*KEY).aggregate(**{name: rows.count()})


def lao_year(place: ir.Table, participation: ir.Table, activities: ir.Table, lineage: ir.Table, recorded: ir.Table) -> ir.Table:
    part = taking_part(participation)
    before = part.select(fiscal_year=part.fiscal_year + 1, lao=part.lao, in_before=True)
    run = part.select(*KEY, "years_same_step")
    told = recorded.filter(recorded.kind == "participation").select("fiscal_year", participation_told=True)
    activity_cells = activities.rename(activity_optional_cells="optional_cells", activity_filled_cells="filled_cells")
    beside = (
        (participation.mutate(applied=True), KEY),
        (run, KEY),
        (before, KEY),
        (first_years(part), ("lao",)),
        (told, ("fiscal_year",)),
        (activity_cells, KEY),
        (assessment_year(lineage), KEY),
        (counted_year("award", "awards", lineage), KEY),
        (counted_year("visit", "visits", lineage), KEY),
    )
    rows = place
    for other, key in beside:
        keys = list(key)
        rows = rows.left_join(other, keys).select(rows, *(column for column in other.columns if column not in keys))
    return rows.select(
        *place.columns,
        **_participation(rows),
        **_sums(rows),
        **{name: rows[name] for name in ("score", *SCORES)},
        assessed=yes(rows.assessed),
    )


def _participation(rows: ir.Table) -> dict[str, ir.Value]:
    there = yes(rows.taking_part)
    began = ibis.ifelse(rows.began <= rows.fiscal_year, rows.began, None)
    flags = {name: yes(rows[name]) for name in ("applied", "withdrawn", "dated", "late", "readiness_known", "ready", "plan_adopted")}
    return {
        **flags,
        "taking_part": there,
        "track": ibis.ifelse(there, rows.track, None),
        "step": ibis.ifelse(there, rows.step, None),
        "status": rows.status,
        "took_part_before": ibis.ifelse(yes(rows.participation_told), yes(rows.in_before), None),
        "first_year": began,
        "is_new": there & yes(began == rows.fiscal_year),
        "years_same_step": rows.years_same_step.fill_null(0),
        "reached_top": yes(rows.top_year <= rows.fiscal_year),
        "ready_to_rise": there & yes(_ready_to_rise(rows)),
        "applications": flags["applied"].cast("int32"),
        **{name: rows[name] for name in ("applied_on", *READINESS, "model_lao")},
    }


def _ready_to_rise(rows: ir.Table) -> ir.BooleanValue:
    """What each step asks before the next one: a plan adopted, an activity that year, lessons drawn."""
    planned, lessons, active = yes(rows.plan_adopted), rows.lessons_on.notnull(), yes(rows.activities > 0)
    asked = {("ladder", 1): planned, ("ladder", 2): active, ("ladder", 3): lessons, ("fast_track", 1): lessons, ("fast_track", 2): active}
    return ibis.or_(*((rows.track == track) & (rows.step == step) & condition for (track, step), condition in asked.items()))


def _sums(rows: ir.Table) -> dict[str, ir.Value]:
    money = {name: rows[name].fill_null(ibis.literal(0).cast("decimal(38,2)")) for name in BUDGETS}
    cells = {
        name: sum(rows[column].fill_null(0) for column in (name, f"activity_{name}", f"assessment_{name}"))
        for name in ("optional_cells", "filled_cells")
    }
    return {**{name: rows[name].fill_null(0) for name in COUNTS}, **money, **cells}


def components(lao_year: ir.Table) -> ir.Table:
    """`lao_year_component`: each of the four scores on a row of its own."""
    assessed = lao_year.filter(lao_year.assessed)
    place = [assessed[name] for name in ("fiscal_year", "lao", "province", "region", "office", "pilot", "lao_type", "track")]
    return ibis.union(
        *(
            assessed.select(*place, component=ibis.literal(component.code), score=assessed[f"score_{component.code}"])
            for component in COMPONENTS
        )
    )
