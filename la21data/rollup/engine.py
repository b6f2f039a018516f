"""Fills a new snapshot's reference tables and roll-ups. Called inside `Store.publish(build=…)`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple
from typing import TYPE_CHECKING

from la21data import reference, thai
from la21data.rollup.engines import HERE, Engine
from la21data.rollup.lineage import follow
from la21data.rollup.steps import steps

if TYPE_CHECKING:
    import duckdb

READ = ("lao", "registry_list", "participation", "activity", "assessment", "award", "visit", "event", "province", "province_office")


def fill_reference(connection: duckdb.DuckDBPyConnection) -> None:
    """Write `province`, `office` and `province_office` of a new snapshot from the reference data."""
    _insert(connection, "province", [(p.code, p.name_th, p.name_en, p.region, p.is_pilot) for p in reference.provinces().values()])
    _insert(connection, "office", [(number, o.name_old, o.name_new, o.seat_th) for number, o in reference.offices().items()])
    _insert(
        connection,
        "province_office",
        [(row.province_code, row.office, row.valid_from, row.valid_to) for row in reference.province_offices()],
    )


def build(connection: duckdb.DuckDBPyConnection, engine: Engine = HERE) -> None:
    """Fill every roll-up table, and `lineage` and `recorded`, from the records and reference tables in `connection`.

    The roll-up tables must be empty. `engine` says who computes: this connection, or Spark; the figures are the same.
    Raises CannotUse where the engine is missing, cannot be reached or gives up.
    """
    before_the_years, after_the_years = steps()
    versions = connection.execute("select lao_code, version, valid_from, valid_to, predecessor_code from lao").fetchall()
    _insert(connection, "lineage", [astuple(followed) for followed in follow(versions)])
    with engine.runner(connection) as runner:
        runner.take(*READ, "lineage")
        for step in before_the_years:
            runner.run(step)
        _make_years(connection)
        runner.take("year_end")
        for step in after_the_years:
            runner.run(step)
    connection.execute("drop table year_end")


def _make_years(connection: duckdb.DuckDBPyConnection) -> None:
    """Every fiscal year from the first record's to the last one's, with its last day and the deadline for applications."""
    connection.execute("create temp table year_end (fiscal_year integer, last_day date, deadline date)")
    first, last = connection.execute("select min(fiscal_year), max(fiscal_year) from recorded").fetchall()[0]
    if first is not None:
        years, deadline = range(first, last + 1), reference.programme().deadline
        _insert(connection, "year_end", [(year, thai.fiscal_year_end(year), deadline(year)) for year in years])


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Iterable[Sequence[object]]) -> None:
    columns = [list(column) for column in zip(*rows, strict=True)]
    if columns:  # Whole columns at once: row by row, a registry's 8,000 LAOs would take seconds.
        connection.execute(f"insert into {table} select {', '.join('unnest(?)' for _ in columns)}", columns)
