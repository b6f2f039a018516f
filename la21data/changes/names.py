"""Whose name or type is another one now."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from la21data import thai
from la21data.changes.steps import followed
from la21data.store import Snapshot

_PLACE = "lao.province, province_place.region, province_place.office, province_place.pilot"


def of_snapshots(before: Snapshot, after: Snapshot) -> pd.DataFrame:
    """Between the newest version of each LAO in two snapshots."""
    old, new = newest(before), newest(after)
    old["code"] = old["lao"]
    old["lao"] = followed(old["lao"], after)
    old = old.sort_values("code", key=lambda codes: codes.where(codes != old["lao"], ""))  # Of merged ones, the one that lives on.
    return _compared(old.drop_duplicates("lao"), new)


def since(snapshot: Snapshot, day: dt.date) -> pd.DataFrame:
    """Between the version of each LAO that held on a day and its newest."""
    held = snapshot.frame(
        "select distinct on (lineage.lao) lineage.lao, name, lao_type from lao join lineage using (lao_code) "
        "where (valid_from is null or valid_from <= $day) and (valid_to is null or valid_to > $day) "
        "order by lineage.lao, generation, lao_code",
        {"day": day},
    )
    return _compared(held, newest(snapshot))


def newest(snapshot: Snapshot) -> pd.DataFrame:
    """The newest version of every LAO under the code it is followed under, and since when it holds."""
    return snapshot.frame(
        f"select distinct on (lao.lao_code) lao.lao_code as lao, name, lao_type, valid_from, {_PLACE} "
        "from lao join lineage on lineage.lao_code = lao.lao_code and lineage.lao = lao.lao_code "
        "left join province_place using (province) order by lao.lao_code, version desc"
    )


def _compared(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    both = old[["lao", "name", "lao_type"]].merge(new, "inner", "lao", suffixes=("_before", ""))
    both = both.rename(columns={"lao_type_before": "type_before"})
    both["fiscal_year"] = pd.array(
        [thai.fiscal_year_of(day.date()) if pd.notna(day) else None for day in both["valid_from"]], dtype="Int64"
    )
    renamed = both[both["name"] != both["name_before"]].assign(change="renamed")
    retyped = both[both["lao_type"] != both["type_before"]].assign(change="retyped")
    return pd.concat([renamed, retyped], ignore_index=True).astype({"office": "Int64"})
