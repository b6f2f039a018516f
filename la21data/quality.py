"""How good the records are: which optional columns are filled where, which rows were rejected, how fresh each province is.

Counts only: a rejected row itself is for people with a role (`ingest/report.py`).
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from la21data import metrics
from la21data.ingest.kinds import KINDS
from la21data.rollup import activities, lao_year, participation
from la21data.scope import NO_OFFICE, Scope
from la21data.store import Snapshot
from la21data.store.schema import columns

# Kind -> its optional columns: the same cells that the measure `completeness` counts.
OPTIONAL = {"participation": participation.OPTIONAL, "activity": activities.OPTIONAL, "assessment": lao_year.ASSESSMENT_OPTIONAL}
LONGEST = 5  # Years behind; more are no news.
_RECORD = "applied or activities > 0 or assessed or awards > 0 or visits > 0"


def completeness(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """One row an optional column and office, of the last fiscal year in scope, as a tidy frame.

    Columns: column (`participation.applied_on`), column_th (its header), office, office_th, value (share filled, NaN without a row),
    numerator, denominator (cells), low, high, flag.
    """
    year = max(scope.years, default=snapshot.default_year or 0)
    rows = [row for kind in OPTIONAL for row in _of_kind(snapshot, kind, scope, year)]
    frame = pd.DataFrame(rows, columns=["column", "column_th", "office", "numerator", "denominator"])
    names = metrics.labels(snapshot, "office", set(frame["office"]))
    frame = frame.assign(office_th=frame["office"].map(names), value=frame["numerator"] / frame["denominator"], flag="")
    return frame.assign(low=float("nan"), high=float("nan"))


def _of_kind(snapshot: Snapshot, kind: str, scope: Scope, year: int) -> list[tuple[str, str, str, int, int]]:
    found = (_of_activities if kind == "activity" else _of_records)(snapshot, kind, scope, year)
    headers = {column.stored: column.th for column in KINDS[kind].columns if column.stored}
    return [
        (f"{kind}.{name}", headers[name], str(office or NO_OFFICE), cells, of)
        for position, name in enumerate(OPTIONAL[kind])
        for office, of, *counts in found
        for cells in (counts[position],)
    ]


def _of_activities(snapshot: Snapshot, kind: str, scope: Scope, year: int) -> list[tuple[Any, ...]]:
    """Office, activities, and how many of them tell each column. From a roll-up: there can be millions of them."""
    where, values = scope.where(tuple(columns()["lao_year_filled"]))
    filled = ", ".join(f"sum(filled_{name})::bigint" for name in OPTIONAL[kind])
    return snapshot.rows(
        f"select office, sum(activities)::bigint, {filled} from lao_year_filled "
        f"where fiscal_year = ? and {where} group by office order by office",
        [year, *values],
    )


def _of_records(snapshot: Snapshot, kind: str, scope: Scope, year: int) -> list[tuple[Any, ...]]:
    """The same of other kinds, which have a row a LAO and year, from the records."""
    where, values = scope.where(tuple(columns()["lao_year"]))
    types = columns()[kind]
    told = (f"len({name}) > 0" if types[name].endswith("[]") else f"{name} is not null" for name in OPTIONAL[kind])
    filled = ", ".join(f"count(*) filter (where {one})" for one in told)
    return snapshot.rows(
        f"with place as (select lao, office from lao_year where fiscal_year = ? and {where}) "
        f"select office, count(*), {filled} from {kind} join lineage using (lao_code) join place using (lao) "
        "where fiscal_year = ? group by office order by office",
        [year, *values, year],
    )


def rejected(snapshot: Snapshot, scope: Scope = Scope()) -> pd.DataFrame:  # noqa: B008
    """One row a kind of records and reason: how many rejected rows are `open` and `resolved`, of the provinces in scope (of one LAO:
    its province). Rows of no known province count too, unless a place is chosen."""
    inside, values = scope.where(("lao",) if scope.lao else ("region", "office", "province", "pilot"))
    places = "lao_year" if scope.lao else "province_place"
    where = "true" if inside == "true" else f"province in (select province from {places} where {inside})"
    return snapshot.frame(
        "select kind, reason_code, count(*) filter (where resolved_in is null) as open, "
        f"count(*) filter (where resolved_in is not null) as resolved from rejected_row where {where} group by all "
        "order by open desc, resolved desc, kind, reason_code",
        values,
    )


def freshness(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """One row a province in scope: `last`, its newest fiscal year with any record, up to the last one in scope (<NA>: none), and
    `value`: how many years that is before it (0 = up to date, 5 = five or more)."""
    year = max(scope.years, default=snapshot.default_year or 0)
    where, values = scope.where(("region", "province", "lao_type", "pilot", "lao"))
    office, mentored = scope.where(("office",))  # Those of the year: what a province recorded under another office is its own all the same.
    found = snapshot.frame(
        f"select province, max(fiscal_year) filter (where ({_RECORD}) and fiscal_year <= ?) as last from lao_year where {where} "
        f"and province in (select province from lao_year where fiscal_year = ? and {office}) group by all order by province",
        [year, *values, year, *mentored],
    ).astype({"last": "Int64"})
    behind = (year - found["last"]).clip(0, LONGEST).astype("Float64").astype(float)
    labels = metrics.labels(snapshot, "province", set(found["province"]))
    nothing = {name: float("nan") for name in ("denominator", "low", "high")}
    flags = ["no_data" if missing else "" for missing in found["last"].isna()]
    return found.assign(province_th=found["province"].map(labels), value=behind, numerator=behind, flag=flags, **nothing)
