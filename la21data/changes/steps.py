"""Who joined, left, rose, fell or changed track, one row a LAO and fiscal year."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from la21data.store import Snapshot

PLACE = ["province", "region", "office", "pilot", "lao_type"]
COLUMNS = ["change", "fiscal_year", "lao", *PLACE, "track_before", "step_before", "track", "step"]
# What a roll-up's transition is called here. Who returned after some years joins again; who stayed changes nothing.
_OF_TRANSITION = {
    "joined": "joined",
    "returned": "joined",
    "left": "left",
    "advanced": "rose",
    "went_back": "fell",
    "changed_track": "changed_track",
}
MIRRORED = {"joined": "left", "left": "joined", "rose": "fell", "fell": "rose"}


def of_years(snapshot: Snapshot, years: Collection[int]) -> pd.DataFrame:
    """The changes of some years of a snapshot, each year against the one before it.

    Nobody has left in a year that is still running: its records are not all in yet.
    """
    wanted = sorted(years)
    running = [year for year in wanted if snapshot.is_running(year)]
    found = snapshot.frame(
        f"select change, fiscal_year, lao, {', '.join(PLACE)}, from_track as track_before, from_step as step_before, "
        "to_track as track, to_step as step from step_transition "
        "where list_contains(cast($years as integer[]), fiscal_year) and change <> 'stayed' "
        "and not (change = 'left' and list_contains(cast($running as integer[]), fiscal_year)) order by fiscal_year, lao",
        {"years": wanted, "running": running},
    )
    return _typed(found.assign(change=found["change"].map(_OF_TRANSITION)))


def of_snapshots(before: Snapshot, after: Snapshot) -> pd.DataFrame:
    """The changes from one snapshot to another.

    A year that both know: the two are compared. A year that only `after` knows: compared with the year before it; one that only
    `before` knows: the same, turned round, so that the changes there and back mirror each other.
    """
    known_before, known_after = (set(snapshot.recorded.get("participation", ())) for snapshot in (before, after))
    lost = of_years(before, known_before - known_after)
    parts = [
        _of_same_years(before, after, known_before & known_after),
        of_years(after, known_after - known_before),
        _mirrored(lost.assign(lao=followed(lost["lao"], after))),
    ]
    return _typed(pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True))


def followed(codes: pd.Series, after: Snapshot) -> pd.Series:
    """The code under which a newer snapshot follows each LAO, which may have got a new code since."""
    lineage = dict(after.rows("select lao_code, lao from lineage"))
    return codes.map(lambda code: lineage.get(code, code))


def _of_same_years(before: Snapshot, after: Snapshot, years: Collection[int]) -> pd.DataFrame:
    old, new = _taking_part(before, years), _taking_part(after, years)
    old = old.assign(lao=followed(old["lao"], after)).drop_duplicates(["fiscal_year", "lao"])
    both = old.merge(new, "outer", ["fiscal_year", "lao"], suffixes=("_before", ""), indicator=True)
    for name in PLACE:
        both[name] = both[name].where(both["_merge"] != "left_only", both[f"{name}_before"])
    change = pd.Series("", both.index)
    there = both["_merge"] == "both"
    same_track = there & (both["track"] == both["track_before"])
    change[both["_merge"] == "right_only"] = "joined"
    change[both["_merge"] == "left_only"] = "left"
    change[there & ~same_track] = "changed_track"
    change[same_track & (both["step"] > both["step_before"])] = "rose"
    change[same_track & (both["step"] < both["step_before"])] = "fell"
    return _typed(both.assign(change=change)[change != ""])


def _taking_part(snapshot: Snapshot, years: Collection[int]) -> pd.DataFrame:
    return snapshot.frame(
        f"select fiscal_year, lao, {', '.join(PLACE)}, track, step from lao_year "
        "where taking_part and list_contains(cast(? as integer[]), fiscal_year) order by fiscal_year, lao",
        [sorted(years)],
    )


def _mirrored(changes: pd.DataFrame) -> pd.DataFrame:
    return changes.assign(
        change=changes["change"].replace(MIRRORED),
        track_before=changes["track"],
        step_before=changes["step"],
        track=changes["track_before"],
        step=changes["step_before"],
    )


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    whole = {name: "Int64" for name in ("fiscal_year", "office", "step", "step_before")}
    return frame.reindex(columns=COLUMNS).astype(whole).reset_index(drop=True)
