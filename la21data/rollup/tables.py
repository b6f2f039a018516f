"""The tables that roll-ups read, as unbound Ibis tables, and the few casts that every engine agrees on.

An expression names tables only; the engine that runs its SQL holds them.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis.backends.sql.datatypes import DuckDBType

from la21data.store.schema import columns

PLACE = ("province", "region", "office", "pilot", "lao_type", "track")
BUDGETS = ("budget_lao", "budget_deqp", "budget_other")


def table(name: str) -> ir.Table:
    """A table of `schema.sql`."""
    return ibis.table({column: DuckDBType.from_string(kind) for column, kind in columns()[name].items()}, name=name)


def kept(name: str, expression: ir.Table) -> ir.Table:
    """An expression's result as a table of its own, for the expressions that come after it."""
    return ibis.table(expression.schema(), name=name)


def whole(total: ir.NumericValue) -> ir.IntegerValue:
    """A sum as a whole number, 0 where there is nothing. Ibis drops a plain cast, and DuckDB's sum is wider than bigint."""
    return total.cast("decimal(38,0)").cast("int64").fill_null(0)


def exact(total: ir.NumericValue, decimals: int) -> ir.DecimalValue:
    """A sum of decimals with all its digits, 0 where there is nothing. The first cast keeps Ibis from dropping the second."""
    return total.cast(f"decimal(37,{decimals})").cast(f"decimal(38,{decimals})").fill_null(ibis.literal(0).cast(f"decimal(38,{decimals})"))


def counted(rows: ir.Table, where: ir.BooleanValue) -> ir.IntegerValue:
    """How many rows, 0 where there is none (Spark would say null)."""
    return rows.count(where=where).fill_null(0)


def yes(value: ir.BooleanValue) -> ir.BooleanValue:
    """A condition as true or false, never null."""
    return value.fill_null(False)


def fiscal_year(day: ir.DateValue) -> ir.IntegerValue:
    """The B.E. fiscal year of a date: it begins on 1 October of the year before."""
    return (day.year() + 543 + (day.month() >= 10).cast("int32")).cast("int32")


def at_place(rows: ir.Table, lao_year: ir.Table, *values: str) -> ir.Table:
    """Rows of (fiscal_year, lao, values…) with the place columns of their LAO and year."""
    keys = [lao_year[name] for name in ("fiscal_year", "lao", *PLACE)]
    return lao_year.join(rows, ["fiscal_year", "lao"]).select(*keys, *(rows[name] for name in values))
