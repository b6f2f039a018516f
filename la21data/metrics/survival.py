"""Years until a LAO reaches a step: Kaplan–Meier, so that those who are still on their way count as what they are.

A career begins in the fiscal year in which a LAO first takes part. It reaches its end in the first year at the step or above it
(ladder step 4, for the measure `years_to_model`); a LAO that is not there is censored at its last year of taking part. Only LAOs
that were ever on the track are followed. On the fast track, which many come to from the ladder, a career is the years on that track.
The last year of the scope bounds the view: nothing after it is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from la21data.domain import TOP_STEP
from la21data.metrics.sources import SURVIVAL, Key, code_sql, usable_columns
from la21data.scope import Scope
from la21data.store import Snapshot

if TYPE_CHECKING:
    import pandas as pd

_CAREERS = """
    with career as (
        select lao, min(fiscal_year) as began, max(fiscal_year) as last_year, bool_or(track = ?) as on_track,
               min(fiscal_year) filter (where track = ? and step >= ?) as reached_in
        from lao_year where taking_part and fiscal_year <= ? and (track = ? or ?) group by lao)
    select {codes} coalesce(reached_in, last_year) - began, reached_in is not null, count(*)
    from career join lao_year using (lao) where on_track and fiscal_year = ? and {where} group by all"""


@dataclass(frozen=True)
class Careers:
    """LAOs that took part for so many years until they reached the step, or until they were last seen."""

    years: int
    reached: bool
    laos: int


@dataclass(frozen=True)
class Moment:
    """`survival`: the share not yet at the step after so many years, exactly."""

    years: int
    at_risk: int
    reached: int
    censored: int
    survival: Fraction


def kaplan_meier(careers: Iterable[Careers]) -> list[Moment]:
    """The curve, one moment for every year from 0 to the longest career; empty without careers."""
    careers = list(careers)
    at_risk, survival, curve = sum(c.laos for c in careers), Fraction(1), list[Moment]()
    for years in range(max((c.years for c in careers), default=-1) + 1):
        reached = sum(c.laos for c in careers if c.years == years and c.reached)
        censored = sum(c.laos for c in careers if c.years == years and not c.reached)
        survival *= 1 - Fraction(reached, at_risk)
        curve.append(Moment(years, at_risk, reached, censored, survival))
        at_risk -= reached + censored
    return curve


def median(curve: Sequence[Moment]) -> int | None:
    """The first number of years after which at most half are not yet there; None where it is not reached."""
    return next((moment.years for moment in curve if moment.survival <= Fraction(1, 2)), None)


def curves(snapshot: Snapshot, dimensions: Sequence[str], scope: Scope) -> dict[Key, list[Moment]]:
    """A curve for each group that has careers. By fiscal year, each shows what was known when that year had passed."""
    if "fiscal_year" not in dimensions:
        last = max(scope.years or snapshot.fiscal_years, default=0)
        return _curves(snapshot, dimensions, scope, last)
    at = list(dimensions).index("fiscal_year")
    others = [name for name in dimensions if name != "fiscal_year"]
    return {
        (*key[:at], str(year), *key[at:]): curve
        for year in scope.years or snapshot.fiscal_years
        for key, curve in _curves(snapshot, others, scope, year).items()
    }


def survival_curve(
    snapshot: Snapshot,
    scope: Scope = Scope(),  # noqa: B008
    track: str = "ladder",
    step: int = TOP_STEP["ladder"],
) -> pd.DataFrame:
    """The curve within a scope: years, at_risk, reached, censored (LAOs) and survival (0 to 1).

    Years since first taking part; on the fast track since the first year on it.
    Of the LAOs that were ever on `track`, until `step` of it or one above. A scope's track limits nothing here.
    """
    import pandas as pd

    last = max(scope.years or snapshot.fiscal_years, default=0)
    found = _curves(snapshot, (), scope, last, track, step).get((), [])
    rows = [(*astuple(moment)[:-1], float(moment.survival)) for moment in found]
    return pd.DataFrame(rows, columns=["years", "at_risk", "reached", "censored", "survival"]).astype(
        {"years": "int64", "at_risk": "int64", "reached": "int64", "censored": "int64", "survival": "float64"}
    )


def half_after(curve: pd.DataFrame) -> int | None:
    """The first number of years after which at least half have reached the step; None where that is not so."""
    there = curve.loc[curve["survival"] <= 0.5 + 1e-12, "years"]
    return int(there.iloc[0]) if len(there) else None


def still_waiting(curve: pd.DataFrame) -> int:
    """LAOs that were last seen below the step."""
    return int(curve["censored"].sum())


def _curves(
    snapshot: Snapshot, dimensions: Sequence[str], scope: Scope, last: int, track: str = "ladder", step: int = TOP_STEP["ladder"]
) -> dict[Key, list[Moment]]:
    place_year = min(last, max(snapshot.fiscal_years, default=0))  # Where a LAO lies is known for years with records only.
    where, values = scope.where(tuple(usable_columns(SURVIVAL, "lao_year")))
    codes = "".join(f"{code_sql(name)}, " for name in dimensions)
    careers: dict[Key, list[Careers]] = {}
    for row in snapshot.rows(
        _CAREERS.format(codes=codes, where=where), [track, track, step, last, track, track == "ladder", place_year, *values]
    ):
        careers.setdefault(row[:-3], []).append(Careers(*row[-3:]))
    return {key: kaplan_meier(found) for key, found in careers.items()}
