"""Whether a snapshot keeps the promises of `schema.sql`. Each check is one query that counts what breaks it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import duckdb

KEYS = {
    "province": "province",
    "office": "office",
    "lao": "lao_code, version",
    "participation": "fiscal_year, lao_code",
    "activity": "activity_id",
    "assessment": "fiscal_year, lao_code",
    "award": "fiscal_year, lao_code, award",
    "visit": "visited_on, lao_code, visit_by, visit_kind",
    "event": "held_on, name, event_level, province",
    "lineage": "lao_code",
    "lao_year": "fiscal_year, lao",
    "lao_year_filled": "fiscal_year, lao",
    "step_transition": "fiscal_year, lao",
    "province_year_category": "fiscal_year, province, category",
    "recorded": "kind, fiscal_year",
}
LAO_RECORDS = ("participation", "activity", "assessment", "award", "visit")
# (what must be equal, one side, other side)
TOTALS = (
    ("activities", "select count(*) from activity", "select sum(activities) from lao_year"),
    ("activities by category", "select count(*) from activity", "select sum(activities) from lao_year_category"),
    ("activities by province", "select count(*) from activity", "select sum(activities) from province_year_category"),
    ("participants", "select sum(participants) from activity", "select sum(participants) from lao_year"),
    (
        "budget",
        "select sum(coalesce(budget_lao, 0) + coalesce(budget_deqp, 0) + coalesce(budget_other, 0)) from activity",
        "select sum(budget_lao + budget_deqp + budget_other) from lao_year",
    ),
    ("activities that tell their output", "select count(output) from activity", "select sum(filled_output) from lao_year_filled"),
    ("awards", "select count(*) from award", "select sum(awards) from lao_year"),
    ("awards by level", "select count(*) from award", "select sum(awards) from lao_year_award"),
    ("visits", "select count(*) from visit", "select sum(visits) from lao_year"),
    ("events", "select count(*) from event", "select sum(events) from province_year_event"),
    ("change agents", "select sum(change_agents) from participation", "select sum(change_agents) from lao_year"),
)


def faults(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """One English line for each promise that the open snapshot breaks; empty where it keeps them all."""
    found = []
    for table, key in KEYS.items():
        repeated = _number(connection, f"select count(*) from (select {key} from {table} group by all having count(*) > 1)")
        if repeated:
            found.append(f"{table}: {repeated} keys ({key}) are there more than once")
    for table in LAO_RECORDS:
        orphans = _number(connection, f"select count(*) from {table} where lao_code not in (select lao_code from lao)")
        if orphans:
            found.append(f"{table}: {orphans} rows of a LAO that is not in the registry")
    for what, one, other in TOTALS:
        left, right = _number(connection, one), _number(connection, other)
        if left != right:
            found.append(f"{what}: records say {left}, roll-ups say {right}")
    return found


def prove(connection: duckdb.DuckDBPyConnection) -> None:
    """Raise AssertionError where a snapshot that is about to be published breaks a promise: a fault of the program, not of a file."""
    found = faults(connection)
    if found:
        raise AssertionError("snapshot not published: " + "; ".join(found))


def sha256(path: Path) -> str:
    """The file's SHA-256, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _number(connection: duckdb.DuckDBPyConnection, sql: str) -> object:
    return connection.execute(sql).fetchall()[0][0] or 0
