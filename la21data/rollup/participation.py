"""Taking part: each LAO's year in the programme, and what it is after the years before."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from la21data.domain import TAKING_PART, TOP_STEP
from la21data.rollup.tables import counted, table, whole, yes

NO_STATUS = "active"  # A row without a status counts as active.
READINESS = ("has_coordinator", "has_leader", "has_volunteers")
OPTIONAL = (
    "applied_on",
    "channels",
    "status",
    *READINESS,
    "plan_adopted_on",
    "lessons_on",
    "self_assessed_on",
    "model_lao_code",
    "change_agents",
)


def participation_year(year: ir.Table, lineage: ir.Table) -> ir.Table:
    """One row a fiscal year and LAO with a participation row of any status.

    Where a LAO has a row under its old code and one under its new code in the same year, the newer code's row holds;
    change agents and cells of both are added up.
    """
    rows = table("participation").join(lineage, "lao_code")
    cells = [rows[name].notnull() if name != "channels" else rows[name].length() > 0 for name in OPTIONAL]
    sums = rows.group_by("fiscal_year", "lao").aggregate(
        change_agents=whole(rows.change_agents.sum()),
        optional_cells=rows.count() * len(OPTIONAL),
        filled_cells=sum(counted(rows, cell) for cell in cells),
    )
    newest = ibis.row_number().over(group_by=["fiscal_year", "lao"], order_by=["generation", "lao_code"])
    own = rows.mutate(newest=newest)
    own = own.filter(own.newest == 0).drop("newest", "change_agents")
    own = own.join(sums, ["fiscal_year", "lao"]).join(year, "fiscal_year")
    status = own.status.fill_null(NO_STATUS)
    items = tuple(own[name] for name in READINESS)
    known = items[0].notnull() & items[1].notnull() & items[2].notnull()
    model = lineage.select(model_lao_code=lineage.lao_code, model_lao=lineage.lao)
    told = own.select(
        "fiscal_year",
        "lao",
        "track",
        "step",
        "channels",
        "lessons_on",
        "applied_on",
        *READINESS,
        "change_agents",
        "optional_cells",
        "filled_cells",
        "model_lao_code",
        status=status,
        taking_part=status.isin(TAKING_PART),
        withdrawn=status == "withdrawn",
        dated=own.applied_on.notnull(),
        late=yes(own.applied_on > own.deadline),
        readiness_known=known,
        ready=yes(items[0] & items[1] & items[2]),
        plan_adopted=yes(own.plan_adopted_on <= own.last_day),
    )
    named = told.left_join(model, "model_lao_code").select(told, "model_lao")
    return named.select(
        *(name for name in told.columns if name != "model_lao_code"), model_lao=ibis.coalesce(named.model_lao, named.model_lao_code)
    )


def taking_part(participation: ir.Table) -> ir.Table:
    """(fiscal_year, lao) of P with track and step, and `years_same_step`: the run of years on end that ends with this one."""
    part = participation.filter(participation.taking_part).select("fiscal_year", "lao", "track", "step")
    # In a run of years on end, year minus position stays the same: that difference names the run.
    position = ibis.row_number().over(group_by=["lao", "track", "step"], order_by="fiscal_year")
    part = part.mutate(position=position)
    part = part.mutate(run=part.fiscal_year - part.position).drop("position")
    length = ibis.row_number().over(group_by=["lao", "track", "step", "run"], order_by="fiscal_year") + 1
    return part.mutate(years_same_step=length).drop("run")


def first_years(part: ir.Table) -> ir.Table:
    """Each LAO that ever took part: the fiscal year it first did, and the one it first stood at the top of its track (or null)."""
    at_top = ibis.or_(*((part.track == track) & (part.step == step) for track, step in TOP_STEP.items()))
    return part.group_by("lao").aggregate(began=part.fiscal_year.min(), top_year=part.fiscal_year.min(where=at_top))
