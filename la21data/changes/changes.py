"""The record of what changed, and how it is come by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from la21data import thai
from la21data.changes import names, steps
from la21data.metrics.labels import labels
from la21data.scope import LIST_COLUMNS, Scope, office_number
from la21data.store import Snapshot

STEPWISE = ("joined", "left", "rose", "fell", "changed_track")
KINDS = (*STEPWISE, "renamed", "retyped")
ADDED = ("activities", "participants", "budget")
LAO_COLUMNS = [*steps.COLUMNS, "name_before", "name", "type_before", "label"]
# Kind of records -> its table. Everything in it counts but which import brought it.
RECORDS = {
    "registry": "lao",
    "participation": "participation",
    "activity": "activity",
    "assessment": "assessment",
    "award": "award",
    "visit": "visit",
    "event": "event",
}


@dataclass(frozen=True)
class Changes:
    """What is new in `after`, within a scope (its years apart): since `before`, another snapshot or a fiscal year (B.E.).

    Each frame is made when it is first asked for.
    """

    before: Snapshot | int
    after: Snapshot
    scope: Scope

    @cached_property
    def laos(self) -> pd.DataFrame:
        """One row a change: what (of `KINDS`), fiscal year (<NA> = not known), LAO, its place, where it stood before and after."""
        if isinstance(self.before, Snapshot):
            parts = steps.of_snapshots(self.before, self.after), names.of_snapshots(self.before, self.after)
        else:
            years = [known for known in self.after.recorded.get("participation", ()) if known > self.before]
            parts = steps.of_years(self.after, years), names.since(self.after, thai.fiscal_year_end(self.before))
        return _together(self.after, *parts, self.scope)

    @cached_property
    def provinces(self) -> pd.DataFrame:
        """One row a province with `activities`, `participants` and `budget` (baht) added, below 0 where there are fewer now."""
        if isinstance(self.before, Snapshot):
            return _by_province(_totals(self.after, self.scope) - _totals(self.before, self.scope))
        return _by_province(_totals(self.after, self.scope, self.before))

    @cached_property
    def records(self) -> pd.DataFrame:
        """Kind of records, rows before and after, and whether they differ at all; empty within one snapshot."""
        if isinstance(self.before, Snapshot):
            return _records(self.before, self.after)
        return pd.DataFrame({"kind": [], "before": [], "after": [], "differs": pd.Series([], dtype=bool)})

    @property
    def differs(self) -> bool:
        return bool(len(self.laos)) or bool(self.provinces[list(ADDED)].any(axis=None)) or bool(self.records["differs"].any())

    def counts(self) -> dict[str, int]:
        """Kind of change -> how many LAOs; one that rose in two years counts once."""
        return count(self.laos)

    def by_province(self) -> pd.DataFrame:
        """One row a province: how many LAOs of each kind of change, and what was added."""
        counted = (
            self.laos.groupby(["province", "change"])["lao"].nunique().unstack(fill_value=0).reindex(columns=list(KINDS), fill_value=0)
        )
        return self.provinces.set_index("province").join(counted).fillna(0).astype({kind: int for kind in KINDS}).reset_index()


def count(laos: pd.DataFrame) -> dict[str, int]:
    """Kind of change -> how many LAOs of `Changes.laos`."""
    return {kind: laos.loc[laos["change"] == kind, "lao"].nunique() for kind in KINDS}


def between(before: Snapshot, after: Snapshot, scope: Scope = Scope()) -> Changes:  # noqa: B008
    """From one snapshot to another."""
    return Changes(before, after, scope)


def since_year(snapshot: Snapshot, year: int, scope: Scope = Scope()) -> Changes:  # noqa: B008
    """Within one snapshot, in all fiscal years after `year` (B.E.)."""
    return Changes(year, snapshot, scope)


def _together(snapshot: Snapshot, stepwise: pd.DataFrame, renamed: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    parts = [part for part in (stepwise, renamed) if len(part)] or [stepwise]
    laos = _in_scope(pd.concat(parts, ignore_index=True).reindex(columns=LAO_COLUMNS), scope)
    known = labels(snapshot, "lao", laos["lao"].unique())
    order = laos["change"].map(KINDS.index)
    return laos.assign(label=laos["lao"].map(known), order=order).sort_values(
        ["order", "fiscal_year", "province", "lao"], kind="stable", ignore_index=True
    )[LAO_COLUMNS]


def _in_scope(laos: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """A change of track is in the scope of either track."""
    kept = pd.Series(True, laos.index)
    for field, column in LIST_COLUMNS.items():
        codes = getattr(scope, field)
        if not codes or column not in laos:
            continue
        wanted = [office_number(code) for code in codes] if column == "office" else list(codes)
        kept &= laos[column].isin(wanted) | (laos["track_before"].isin(wanted) if column == "track" else False)
    if scope.pilot is not None:
        kept &= laos["pilot"] == scope.pilot
    if scope.lao is not None:
        kept &= laos["lao"] == scope.lao
    return laos[kept]


def _totals(snapshot: Snapshot, scope: Scope, after_year: int = 0) -> pd.DataFrame:
    table = "lao_year_category" if scope.categories else "lao_year"
    where, values = scope.where(("region", "office", "province", "lao_type", "track", "pilot", "lao", "category"))
    return snapshot.frame(
        "select province.province, coalesce(sum(activities), 0)::bigint as activities, "
        "coalesce(sum(participants), 0)::bigint as participants, "
        "coalesce(sum(budget_lao + budget_deqp + budget_other), 0)::double as budget "
        f"from province left join (from {table} where fiscal_year > ? and {where}) as own using (province) "
        "group by all order by all",
        [after_year, *values],
    ).set_index("province")


def _by_province(added: pd.DataFrame) -> pd.DataFrame:
    whole: Mapping[str, str] = {"activities": "int64", "participants": "int64"}
    return added.fillna(0).astype(whole).reset_index()


def _records(before: Snapshot, after: Snapshot) -> pd.DataFrame:
    """Rows of each kind, and whether any of them differs in any column, by the sum of their hashes."""

    def told(snapshot: Snapshot, table: str) -> tuple[int, int]:
        own = "" if table == "lao" else "exclude (import_id)"
        rows = snapshot.rows(f"select count(*), coalesce(sum(hash(row)::hugeint), 0) from (select * {own} from {table}) as row")
        return rows[0][0], rows[0][1]

    sides = [(kind, told(before, table), told(after, table)) for kind, table in RECORDS.items()]
    return pd.DataFrame(
        [{"kind": kind, "before": old[0], "after": new[0], "differs": old != new} for kind, old, new in sides],
    )
