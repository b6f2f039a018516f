"""With what a pilot province is compared: the provinces most like it, by a rule that is stated, and what groups of provinces come to.

The rule: provinces of the same region that are no pilots; the nearer, the more alike in the number of LAOs and in their mix by type.
Distance = |ln(LAOs of one / LAOs of the other)| + half the sum of the differences between their shares by type (0 = the same mix,
1 = nothing in common). The nearest five are the peers; equal distances go by code. Nothing about the programme enters it.
"""

from __future__ import annotations

import math
from collections.abc import Collection

import pandas as pd

from la21data import reference
from la21data.domain import BANGKOK, LAO_TYPES
from la21data.measures import Measure
from la21data.metrics import frame
from la21data.scope import Scope
from la21data.store import Snapshot

PEERS = 5
Mix = dict[str, float]  # LAO type -> LAOs.


def pilots() -> list[str]:
    """The codes of the pilot provinces."""
    return [code for code, province in reference.provinces().items() if province.is_pilot]


def matched_peers(snapshot: Snapshot, year: int) -> pd.DataFrame:
    """One row a pilot and peer, the nearest first: pilot, peer (province codes), distance, laos (the peer's), size (its LAOs divided by
    the pilot's) and mix (the difference of their mixes by type, 0 to 1), as of a fiscal year."""
    mixes = _mixes(snapshot, year)
    rows = []
    for pilot in pilots():
        if not sum(mixes.get(pilot, {}).values()):
            continue
        found = sorted((distance(mixes[pilot], mixes[code]), code) for code in _candidates(pilot) if sum(mixes.get(code, {}).values()))
        for near, code in found[:PEERS]:
            laos, of = sum(mixes[code].values()), sum(mixes[pilot].values())
            rows.append((pilot, code, near, laos, laos / of, difference(mixes[pilot], mixes[code])))
    return pd.DataFrame(rows, columns=["pilot", "peer", "distance", "laos", "size", "mix"])


def distance(one: Mix, other: Mix) -> float:
    """How unlike two provinces are: 0 = as many LAOs in the same mix."""
    return abs(math.log(sum(other.values()) / sum(one.values()))) + difference(one, other)


def difference(one: Mix, other: Mix) -> float:
    """Half the sum of the differences between the shares of each type: 0 to 1."""
    ours, theirs = sum(one.values()), sum(other.values())
    return sum(abs(one.get(term.code, 0) / ours - other.get(term.code, 0) / theirs) for term in LAO_TYPES) / 2


def pooled(by_province: pd.DataFrame, measure: Measure, provinces: Collection[str]) -> float:
    """What several provinces come to: of a measure with a denominator their numerators over their denominators, of any other the mean
    of a province. NaN where there is nothing. Bangkok is in no mean: it is one LAO, not a province of many."""
    rows = by_province[by_province["province"].isin(set(provinces) - {BANGKOK}) & by_province["value"].notna()]
    if measure.denominator is None:
        return float(rows["value"].mean()) if len(rows) else math.nan
    below = rows["denominator"].sum()
    return float(rows["numerator"].sum() / below) if below else math.nan


def _mixes(snapshot: Snapshot, year: int) -> dict[str, Mix]:
    found: dict[str, Mix] = {}
    rows = frame(snapshot, "lao_total", ("province", "lao_type"), Scope(years=(year,)))
    for province, kind, laos in zip(rows["province"], rows["lao_type"], rows["value"].fillna(0), strict=True):
        found.setdefault(province, {})[kind] = float(laos)
    return found


def _candidates(pilot: str) -> list[str]:
    region = reference.provinces()[pilot].region
    return [
        code for code, province in reference.provinces().items() if province.region == region and not province.is_pilot and code != BANGKOK
    ]
