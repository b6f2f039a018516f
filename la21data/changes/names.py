"""Whose name or type is another one now."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from la21data import thai
from la21data.changes.steps import followed
from la21data.store import Snapshot

_PLACE = "lao.province, province_place.region, province_place.office, province_place.pilot"

# The newest version of each LAO under the code that it is followed under, and since when it holds.
_NEWEST = f"""select distinct on (lao.lao_code) lao.lao_code as lao, name, lao_type, valid_from, {_PLACE}
    from lao join lineage on lineage.lao_code = lao.lao_code and lineage.lao = lao.lao_code
    left join province_place using (province) where {{condition}} order by lao.lao_code, version desc"""
# Beside it the version that held on a day: only of the few that ever had another name or type.
_SINCE = f"""
    with several as (
        select lineage.lao from lao join lineage using (lao_code) group by lineage.lao having count(distinct (name, lao_type)) > 1),
    held as (
        select distinct on (lineage.lao) lineage.lao, name, lao_type from lao join lineage using (lao_code) semi join several using (lao)
        where (valid_from is null or valid_from <= $day) and (valid_to is null or valid_to > $day)
        order by lineage.lao, generation, lao_code),
    newest as ({_NEWEST.format(condition="lao.lao_code in (from several)")})
    select newest.*, held.name as name_before, held.lao_type as type_before from held join newest using (lao)
    where newest.name <> held.name or newest.lao_type <> held.lao_type order by lao"""


def of_snapshots(before: Snapshot, after: Snapshot) -> pd.DataFrame:
    """Between the newest version of each LAO in two snapshots."""
    old, new = (snapshot.frame(_NEWEST.format(condition="true")) for snapshot in (before, after))
    old["code"] = old["lao"]
    old["lao"] = followed(old["lao"], after)
    old = old.sort_values("code", key=lambda codes: codes.where(codes != old["lao"], ""))  # Of merged ones, the one that lives on.
    both = old.drop_duplicates("lao")[["lao", "name", "lao_type"]].merge(new, "inner", "lao", suffixes=("_before", ""))
    return _told(both.rename(columns={"lao_type_before": "type_before"}))


def since(snapshot: Snapshot, day: dt.date) -> pd.DataFrame:
    """Between the version of each LAO that held on a day and its newest."""
    return _told(snapshot.frame(_SINCE, {"day": day}))


def _told(both: pd.DataFrame) -> pd.DataFrame:
    """A row a change, of rows with what a LAO was and what it is."""
    renamed = both[both["name"] != both["name_before"]].assign(change="renamed")
    retyped = both[both["lao_type"] != both["type_before"]].assign(change="retyped")
    told = pd.concat([renamed, retyped], ignore_index=True)
    years = [thai.fiscal_year_of(day.date()) if pd.notna(day) else None for day in told["valid_from"]]
    return told.assign(fiscal_year=pd.array(years, dtype="Int64")).astype({"office": "Int64"})
