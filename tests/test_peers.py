"""With what the pilots are compared: the stated rule, worked out again by loops over the registry; and what groups come to."""

from __future__ import annotations

import math
from pathlib import Path

import pandas as pd
import pytest

from la21data import metrics, peers, reference
from la21data.measures import measure
from la21data.scope import Scope
from la21data.store import Snapshot, Store

YEAR = 2569


@pytest.fixture(scope="module")
def snapshot(demo_store: Path) -> Snapshot:
    return Store(demo_store).open()


def counts(snapshot: Snapshot) -> dict[str, dict[str, int]]:
    """Province -> type -> LAOs valid on the last day, from the registry itself."""
    found: dict[str, dict[str, int]] = {}
    sql = """select province, lao_type from lao where (valid_from is null or valid_from <= '2026-09-30')
             and (valid_to is null or valid_to > '2026-09-30')"""
    for province, kind in snapshot.rows(sql):
        found.setdefault(province, {}).setdefault(kind, 0)
        found[province][kind] += 1
    return found


def test_the_peers_are_the_nearest_by_the_stated_rule(snapshot: Snapshot) -> None:
    mixes, places = counts(snapshot), reference.provinces()
    found = peers.matched_peers(snapshot, YEAR)
    assert set(found["pilot"]) == {code for code, place in places.items() if place.is_pilot}
    for pilot, rows in found.groupby("pilot"):
        ours, wanted = mixes[pilot], []
        for code, place in places.items():
            if place.is_pilot or code == "10" or place.region != places[pilot].region:
                continue
            theirs = mixes[code]
            n, m = sum(ours.values()), sum(theirs.values())
            unlike = sum(abs(ours.get(kind, 0) / n - theirs.get(kind, 0) / m) for kind in {*ours, *theirs}) / 2
            wanted.append((round(abs(math.log(n / m)) + unlike, 12), code))
        assert list(rows["peer"]) == [code for _, code in sorted(wanted)[:5]]
        assert [round(near, 12) for near in rows["distance"]] == [near for near, _ in sorted(wanted)[:5]]


def test_the_same_province_is_at_no_distance_and_nothing_in_common_is_one_apart() -> None:
    assert peers.distance({"sao": 10, "town": 2}, {"sao": 10, "town": 2}) == 0
    assert peers.difference({"sao": 10}, {"town": 7}) == 1
    assert peers.distance({"sao": 10}, {"sao": 20}) == pytest.approx(math.log(2)) == peers.distance({"sao": 20}, {"sao": 10})


@pytest.mark.parametrize("code", ["participation_rate", "step3plus_rate", "standard_score", "participating_laos", "budget_total"])
def test_a_group_of_provinces_comes_to_what_the_metrics_say_of_it(snapshot: Snapshot, code: str) -> None:
    wanted, scope = measure(code), Scope(years=(YEAR,))
    by_province = metrics.frame(snapshot, code, ("province",), scope)
    group = ("50", "52", "57", "80")
    told = metrics.figure(snapshot, code, Scope(years=(YEAR,), provinces=group))
    assert peers.pooled(by_province, wanted, group) == pytest.approx(told.value if wanted.denominator else told.value / len(group))


def test_bangkok_is_in_no_mean_and_nothing_is_no_number() -> None:
    rows = pd.DataFrame({"province": ["10", "50"], "value": [1.0, 3.0], "numerator": [1.0, 3.0], "denominator": [1.0, 6.0]})
    assert peers.pooled(rows, measure("participating_laos"), ["10", "50"]) == 3
    assert peers.pooled(rows, measure("participation_rate"), ["10", "50"]) == 0.5
    assert math.isnan(peers.pooled(rows, measure("participation_rate"), ["90"]))
