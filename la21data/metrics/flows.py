"""What became of everyone between two fiscal years: who advanced, stayed, returned, left and joined.

For two years on end this says what the roll-up `step_transition` says; for years further apart it looks at both ends only.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from la21data.metrics.sources import usable_columns
from la21data.metrics.survival import SURVIVAL
from la21data.scope import Scope
from la21data.store import Snapshot

if TYPE_CHECKING:
    import pandas as pd

CHANGES = ("advanced", "stayed", "went_back", "changed_track", "joined", "returned", "left")
_FLOW = """
    with before as (select lao, track, step from lao_year where taking_part and fiscal_year = ?),
         moved as (
            select before.track as from_track, before.step as from_step, now.track as to_track, now.step as to_step,
                   case when not now.taking_part then 'left'
                        when before.lao is null then if(now.first_year > ?, 'joined', 'returned')
                        when now.track <> before.track then 'changed_track'
                        when now.step > before.step then 'advanced'
                        when now.step < before.step then 'went_back'
                        else 'stayed' end as change
            from lao_year as now left join before using (lao)
            where now.fiscal_year = ? and (now.taking_part or before.lao is not null) and {where})
    select from_track, cast(from_step as integer) as from_step, to_track, cast(to_step as integer) as to_step, change, count(*) as laos
    from moved {tracks} group by all order by all"""


def years_told(snapshot: Snapshot) -> tuple[int, ...]:
    """The fiscal years with records of participation, oldest first: between which a flow can be told."""
    return snapshot.recorded.get("participation", ())


def default_years(snapshot: Snapshot, scope: Scope) -> tuple[int, int] | None:
    """The last year of the scope that is told, and the one told before it. None: there are no two years to compare."""
    pairs = list(pairwise(years_told(snapshot)))
    if not pairs or not scope.years:
        return None
    return next((pair for pair in reversed(pairs) if pair[1] <= scope.years[-1]), pairs[0])


def flow(snapshot: Snapshot, scope: Scope, first: int, last: int) -> pd.DataFrame:
    """LAOs by where they stood in one fiscal year and in a later one: from_track, from_step, to_track, to_step (null = not taking
    part), change (one of CHANGES), laos.

    Places and types are those of the later year. `joined`: first took part after `first`; `returned`: before it, but not in it.
    A track in the scope keeps those who stood on it at either end.
    """
    where, values = scope.where(tuple(usable_columns(SURVIVAL, "lao_year") - {"track"}))
    tracks, limits = "", []
    if scope.tracks:
        marks = ", ".join("?" for _ in scope.tracks)
        tracks, limits = f"where from_track in ({marks}) or to_track in ({marks})", [*scope.tracks, *scope.tracks]
    found = snapshot.frame(_FLOW.format(where=where, tracks=tracks), [first, first, last, *values, *limits])
    return found.astype({"from_step": "Int64", "to_step": "Int64", "laos": "int64"})
