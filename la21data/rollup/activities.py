"""Activities: the one kind of record that counts in millions, read in two scans; all the rest works on what these leave."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from la21data.domain import MODES
from la21data.rollup.tables import BUDGETS, at_place, counted, exact, table, whole, yes

LISTS = ("modes", "partners")
OPTIONAL = ("step", "start_on", "end_on", *BUDGETS, "participants", *LISTS, "output", "output_amount", "output_unit")
FILLED = tuple(f"filled_{name}" for name in OPTIONAL)
SUMS = ("activities", "participants", *BUDGETS, "partners")


def activity_cell() -> ir.Table:
    """The large scan: one row a fiscal year, LAO code, category and step.

    A mode is counted by asking whether the list holds it: unnesting would first make several rows of each activity.
    """
    activity = table("activity")
    held = {f"held_{mode.code}": activity.modes.contains(mode.code) for mode in MODES}
    told = {f"told_{name}": activity[name].notnull() if name not in LISTS else yes(activity[name].length() > 0) for name in OPTIONAL}
    rows = activity.select(
        "fiscal_year",
        "lao_code",
        "category",
        "step",
        "participants",
        *BUDGETS,
        **held,
        partners=ibis.ifelse(activity.partners.notnull(), activity.partners.length(), 0),
        **told,
    )
    by_mode = {}
    for mode in MODES:
        by_mode[f"activities_{mode.code}"] = counted(rows, rows[f"held_{mode.code}"])
        by_mode[f"participants_{mode.code}"] = whole(rows.participants.sum(where=rows[f"held_{mode.code}"]))
    return rows.group_by("fiscal_year", "lao_code", "category", "step").aggregate(
        activities=rows.count(),
        participants=whole(rows.participants.sum()),
        **{name: exact(rows[name].sum(), 2) for name in BUDGETS},
        partners=whole(rows.partners.sum()),
        **{f"filled_{name}": counted(rows, rows[f"told_{name}"]) for name in OPTIONAL},
        **by_mode,
    )


def output_cell() -> ir.Table:
    """The small scan: amounts by unit, of the activities that tell both."""
    activity = table("activity")
    told = activity.filter(activity.output_unit.notnull(), activity.output_amount.notnull())
    return told.group_by("fiscal_year", "lao_code", "category", "output_unit").aggregate(
        activities=told.count(), amount=exact(told.output_amount.sum(), 3)
    )


def activity_year(cell: ir.Table, lineage: ir.Table) -> ir.Table:
    """One row a fiscal year and LAO: what `lao_year` and `lao_year_filled` say about activities."""
    cell = _followed(cell, lineage)
    filled = {name: whole(cell[name].sum()) for name in FILLED}
    rows = cell.group_by("fiscal_year", "lao").aggregate(**_added_up(cell), **filled)
    return rows.mutate(optional_cells=rows.activities * len(OPTIONAL), filled_cells=sum(rows[name] for name in FILLED))


def lao_year_filled(activity_year: ir.Table, lao_year: ir.Table) -> ir.Table:
    """How many of its activities tell each optional column."""
    return at_place(activity_year, lao_year, "activities", *FILLED)


def lao_year_category(cell: ir.Table, lineage: ir.Table, lao_year: ir.Table) -> ir.Table:
    cell = _followed(cell, lineage)
    rows = cell.group_by("fiscal_year", "lao", "category", "step").aggregate(**_added_up(cell))
    return at_place(rows, lao_year, "category", "step", *SUMS)


def province_year_category(by_lao: ir.Table) -> ir.Table:
    return by_lao.group_by("fiscal_year", "province", "region", "office", "pilot", "category").aggregate(
        laos=by_lao.lao.nunique(), **_added_up(by_lao)
    )


def lao_year_mode(cell: ir.Table, lineage: ir.Table, lao_year: ir.Table) -> ir.Table:
    cell = _followed(cell, lineage)
    parts = []
    for mode in MODES:
        activities, participants = cell[f"activities_{mode.code}"], cell[f"participants_{mode.code}"]
        part = cell.group_by("fiscal_year", "lao", "category").aggregate(
            mode=ibis.literal(mode.code), activities=whole(activities.sum()), participants=whole(participants.sum())
        )
        parts.append(part.filter(part.activities > 0))
    return at_place(ibis.union(*parts), lao_year, "category", "mode", "activities", "participants")


def lao_year_output(cell: ir.Table, lineage: ir.Table, lao_year: ir.Table) -> ir.Table:
    cell = _followed(cell, lineage)
    rows = cell.group_by("fiscal_year", "lao", "category", "output_unit").aggregate(
        activities=whole(cell.activities.sum()), amount=exact(cell.amount.sum(), 3)
    )
    return at_place(rows, lao_year, "category", "output_unit", "activities", "amount")


def _followed(cell: ir.Table, lineage: ir.Table) -> ir.Table:
    return cell.join(lineage, "lao_code").select(cell, lineage.lao)


def _added_up(rows: ir.Table) -> dict[str, ir.Value]:
    return {name: exact(rows[name].sum(), 2) if name in BUDGETS else whole(rows[name].sum()) for name in SUMS}
