"""The LAOs of a place in one fiscal year, with their coordinates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from la21data.domain import LAO_TYPES
from la21data.scope import Scope
from la21data.store import Snapshot

if TYPE_CHECKING:
    import pandas as pd

SHORT_TYPES = {term.code: term.short_th for term in LAO_TYPES}
LIMITS = ("region", "office", "province", "pilot", "lao_type", "lao")  # A track limits which LAOs count, not which there are.
# An amendment may leave a coordinate out, so that of the newest version that has one is taken: arg_max passes over nulls.
LAOS = """
with told as (
    select lao_code, arg_max(name, version) as name, arg_max(district, version) as district,
           arg_max(lat, version) as lat, arg_max(lon, version) as lon
    from lao group by lao_code
)
select lao, lao_code, name, lao_type, province, district, lat, lon, taking_part, track, step, activities
from lao_year left join told using (lao_code)
where fiscal_year = ? and (valid or applied) and {where}
order by lao
"""


def laos_of(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """One row a LAO that was valid, or had applied, in the last fiscal year of the scope.

    Columns: lao, lao_code, name (with its type in short), lao_type, province, district, lat, lon (degrees, both or neither),
    taking_part, track, step (missing where it does not take part), activities (of that year).
    """
    where, values = scope.where(LIMITS)
    year = scope.years[-1] if scope.years else snapshot.default_year
    rows = snapshot.frame(LAOS.format(where=where), [year, *values])
    names = [written(name, kind) for name, kind in zip(rows["name"], rows["lao_type"], strict=True)]
    return rows.assign(name=names)


def written(name: str, lao_type: str) -> str:
    """A LAO's name with its type in short; Bangkok and Pattaya stand alone."""
    return name if lao_type == "special" else f"{SHORT_TYPES[lao_type]}{name}"
