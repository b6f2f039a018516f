"""Every roll-up in the order in which they are made: the expressions, and what each of them rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import ibis
import ibis.expr.types as ir

from la21data.rollup import activities, others, participation, places
from la21data.rollup import lao_year as years
from la21data.rollup.tables import kept, table

YEAR = ibis.table({"fiscal_year": "int32", "last_day": "date", "deadline": "date"}, name="year_end")


@dataclass(frozen=True)
class Step:
    """One table to make. `working`: it only serves the steps after it, and is no part of the snapshot."""

    name: str
    rows: ir.Table
    working: bool = False


@cache
def steps() -> tuple[tuple[Step, ...], tuple[Step, ...]]:
    """The steps that need `lineage`, and then those that also need `year_end` (made from what `recorded` says)."""
    return tuple(_before_the_years()), tuple(_after_the_years())


CELL = kept("activity_cell", activities.activity_cell())


def _before_the_years() -> Iterator[Step]:
    yield Step("activity_cell", activities.activity_cell(), working=True)
    yield Step("recorded", others.recorded(CELL))


def _after_the_years() -> Iterator[Step]:
    lineage, lao_year = table("lineage"), table("lao_year")
    made: dict[str, ir.Table] = {}

    def working(name: str, rows: ir.Table) -> Step:
        made[name] = kept(name, rows)
        return Step(name, rows, working=True)

    yield working("output_cell", activities.output_cell())
    yield working("activity_year", activities.activity_year(CELL, lineage))
    yield working("office_year", places.office_year(YEAR))
    yield working("place_year", places.place_year(YEAR, lineage, CELL, made["office_year"]))
    yield working("participation_year", participation.participation_year(YEAR, lineage))
    yield Step(
        "lao_year", years.lao_year(made["place_year"], made["participation_year"], made["activity_year"], lineage, table("recorded"))
    )
    yield Step("lao_year_filled", activities.lao_year_filled(made["activity_year"], lao_year))
    yield Step("lao_year_category", activities.lao_year_category(CELL, lineage, lao_year))
    yield Step("province_year_category", activities.province_year_category(table("lao_year_category")))
    yield Step("lao_year_mode", activities.lao_year_mode(CELL, lineage, lao_year))
    yield Step("lao_year_output", activities.lao_year_output(made["output_cell"], lineage, lao_year))
    yield Step("lao_year_channel", others.lao_year_channel(made["participation_year"], lao_year))
    yield Step("lao_year_component", years.components(lao_year))
    yield Step("lao_year_award", others.lao_year_award(lineage, lao_year))
    yield Step("lao_year_visit", others.lao_year_visit(lineage, lao_year))
    yield Step("province_year_event", others.province_year_event(made["office_year"]))
    yield Step("step_transition", others.step_transition(lao_year))
