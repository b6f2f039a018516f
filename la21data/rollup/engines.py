"""Who runs the steps: the DuckDB connection that builds the snapshot (the default), or an Apache Spark cluster."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import ibis

from la21data.problems import CannotUse
from la21data.rollup.steps import Step, steps
from la21data.settings import SHARED

if TYPE_CHECKING:
    import duckdb

    from la21data.store import Store

SPARK = re.compile(r"spark://[\w.-]+:\d+|local(-cluster)?\[[\d,*]+\]")


class Runner(Protocol):
    """Runs one step after the other."""

    def take(self, *tables: str) -> None:
        """From now on steps read these tables of the connection, as they stand."""

    def run(self, step: Step) -> None:
        """Compute a step. Its rows are in the connection afterwards, unless it only serves the steps after it."""


@dataclass(frozen=True)
class Engine:
    """`address`: `duckdb`, or a Spark master. `shared`: a directory that this process and every worker of that master can write to."""

    address: str = "duckdb"
    shared: Path = Path()

    def runner(self, connection: duckdb.DuckDBPyConnection) -> AbstractContextManager[Runner]:
        if self.address == "duckdb":
            return _here(connection)
        from la21data.rollup.spark import on_spark  # Most stores never meet Spark.

        return on_spark(connection, self.address, self.shared)


HERE = Engine()


def engine_of(address: str, store: Store) -> Engine:
    """The engine that a person named. Shared storage is `LA21_SHARED`, else a directory inside the store that is removed afterwards.

    Raises CannotUse where no such engine is known.
    """
    if address == "duckdb":
        return HERE
    if not SPARK.fullmatch(address):
        shown = address[:60]
        raise CannotUse(
            "engine_unknown",
            f"ไม่รู้จักเครื่องประมวลผล {shown} ใช้ duckdb หรือ spark://เครื่อง:พอร์ต",
            f"the engine {shown} is not known: use duckdb or spark://HOST:PORT",
        )
    parent = Path(SHARED.text() or store.snapshots_dir).resolve()
    return Engine(address, parent / f".building-spark-{secrets.token_hex(4)}")


@contextmanager
def _here(connection: duckdb.DuckDBPyConnection) -> Iterator[Runner]:
    runner = _Here(connection)
    yield runner
    for name in runner.working:
        connection.execute(f"drop table {name}")


@cache
def _sql_here() -> dict[str, str]:
    """Each step's SQL for DuckDB. It is the same for every snapshot, and making it takes longer than running it over a small one."""
    return {step.name: str(ibis.to_sql(step.rows, dialect="duckdb")) for several in steps() for step in several}


class _Here:
    """The steps as tables of the connection itself; working tables are temporary."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        self.working: list[str] = []

    def take(self, *tables: str) -> None:
        """They are here already."""

    def run(self, step: Step) -> None:
        sql = _sql_here()[step.name]
        self.connection.execute(f"create temp table {step.name} as {sql}" if step.working else f"insert into {step.name} by name {sql}")
        if step.working:
            self.working.append(step.name)
