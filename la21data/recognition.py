"""What stands in no roll-up: the results of assessments, the sizes and ranks of awards. Some thousand facts, read as they are."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from la21data import metrics
from la21data.domain import DIMENSIONS
from la21data.scope import Scope
from la21data.store.schema import columns
from la21data.view import View

Fact = Literal["result", "award_size", "award_rank"]
_TABLE = {"result": "assessment", "award_size": "award", "award_rank": "award"}
_COLUMN = {"result": "result", "award_size": "size", "award_rank": "award_rank"}


def counted(view: View, *by: str, scope: Scope | None = None, level: str = "") -> pd.DataFrame:
    """Assessments or awards in scope by `by`: one Fact or more, of one table, and columns of `lao_year`.

    A tidy frame as `metrics.frame` has it (value = count, no flags), with rows only for what is there; a fact that the record
    does not tell is ''. `level`: only awards of that level.
    """
    looked_at = scope or view.scope
    facts = [name for name in by if name in _TABLE]
    place, limits = looked_at.where(tuple(columns()["lao_year"]))
    selected = [f"coalesce(cast(fact.{_COLUMN[name]} as varchar), '')" if name in _TABLE else f"place.{name}" for name in by]
    rows = view.snapshot.rows(
        f"select {', '.join(selected)}, count(*) from {_TABLE[facts[0]]} as fact "
        "join lineage on lineage.lao_code = fact.lao_code "
        f"join (select * from lao_year where {place}) as place on place.fiscal_year = fact.fiscal_year and place.lao = lineage.lao "
        "where fact.fiscal_year in (select unnest(cast(? as integer[])))"
        + (" and fact.award_level = ?" if level else "")
        + " group by all",
        [*limits, list(looked_at.years or view.snapshot.fiscal_years), *([level] if level else [])],
    )
    return _tidy(view, by, rows)


def _tidy(view: View, by: tuple[str, ...], rows: list[tuple]) -> pd.DataFrame:
    rows = sorted(rows, key=lambda row: tuple(in_order(name, code) for name, code in zip(by, row, strict=False)))
    made: dict[str, object] = {}
    for at, name in enumerate(by):
        codes = [row[at] for row in rows]
        names = metrics.labels(view.snapshot, name, set(map(str, codes)))
        made[name] = codes
        made[f"{name}_th"] = [names[str(code)] for code in codes]
    counts = [float(row[-1]) for row in rows]
    missing = [float("nan")] * len(rows)
    return pd.DataFrame({**made, "value": counts, "numerator": counts, "denominator": missing, "low": missing, "high": missing, "flag": ""})


def in_order(dimension: str, code: object) -> tuple[int, str]:
    """Terms in their own order, then other codes, what is not told last."""
    codes = DIMENSIONS[dimension].codes()
    if code in codes:
        return codes.index(str(code)), ""
    return (10_000, "") if code == "" else (1_000, str(code))
