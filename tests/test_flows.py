"""`metrics.flow` against loops over the records, and against the roll-up of one-year steps; the chart's places add up."""

from __future__ import annotations

import itertools
from collections import Counter

import facts
import pandas as pd
import pytest
from plain_world import World

from la21data import charts, metrics
from la21data.metrics.flows import CHANGES, default_years
from la21data.scope import Scope
from la21data.store import Snapshot
from tests.validated import figure

CASES = [
    (seed + 300, shape) for seed, shape in enumerate(("mixed", "mixed", "gap_year", "running_year", "all_withdrawn", "no_participation"))
]
Case = tuple[Snapshot, World]
SCOPES = (Scope(), Scope(regions=("north", "south")), Scope(types=("sao",)), Scope(tracks=("fast_track",)), Scope(pilot=True))


@pytest.fixture(scope="module", params=CASES, ids=lambda case: f"{case[1]}-{case[0]}")
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Case:
    records = facts.generate(*request.param)
    return facts.publish(tmp_path_factory.mktemp("store"), records), World(records)


def expected(world: World, scope: Scope, first: int, last: int) -> Counter:
    """(before, after, change) -> LAOs, each LAO looked at by itself."""
    found: Counter = Counter()
    for lao in set(world.followed.values()):
        before, after, place = world.stand(first, lao), world.stand(last, lao), world.place.get((last, lao))
        if place is None or not (before or after):
            continue
        if (scope.regions and place["region"] not in scope.regions) or (scope.types and place["lao_type"] not in scope.types):
            continue
        if (scope.pilot and place["pilot"] != "1") or (scope.tracks and not {s[0] for s in (before, after) if s} & set(scope.tracks)):
            continue
        if not after:
            change = "left"
        elif not before:
            change = "returned" if any(world.takes_part(year, lao) for year in world.years if year < first) else "joined"
        elif before[0] != after[0]:
            change = "changed_track"
        else:
            change = "stayed" if before[1] == after[1] else "advanced" if after[1] > before[1] else "went_back"
        found[before, after, change] += 1
    return found


def told(frame: pd.DataFrame) -> Counter:
    def end(track: object, step: object) -> tuple | None:
        return (track, int(step)) if isinstance(track, str) else None  # type: ignore[call-overload]

    return Counter(
        {
            (end(row.from_track, row.from_step), end(row.to_track, row.to_step), row.change): int(row.laos)  # type: ignore[arg-type]
            for row in frame.itertuples(index=False)
        }
    )


@pytest.mark.parametrize("scope", SCOPES, ids=lambda scope: scope.to_url() or "all")
def test_between_any_two_years_everyone_is_found_once(case: Case, scope: Scope) -> None:
    snapshot, world = case
    for first, last in itertools.combinations(world.years, 2):
        assert told(metrics.flow(snapshot, scope, first, last)) == expected(world, scope, first, last), (first, last)


def test_one_year_apart_it_says_what_the_roll_up_says(case: Case) -> None:
    snapshot, world = case
    for first, last in itertools.pairwise(sorted(world.recorded["participation"])):
        if last - first == 1:
            found = metrics.flow(snapshot, Scope(), first, last).groupby("change")["laos"].sum().to_dict()
            assert found == dict(snapshot.rows("select change, count(*) from step_transition where fiscal_year = ? group by 1", [last]))


def test_default_years_are_the_last_two_told(case: Case) -> None:
    snapshot, world = case
    years = sorted(world.recorded["participation"])
    wanted = (years[-2], years[-1]) if len(years) > 1 else None
    assert default_years(snapshot, Scope(years=tuple(world.years)[-1:])) == wanted


def test_the_bands_of_the_chart_add_up_and_keep_the_tracks_apart(case: Case) -> None:
    snapshot, world = case
    first, last = world.years[0], world.years[-1]
    frame = metrics.flow(snapshot, Scope(), first, last)
    if frame.empty:
        return
    drawn = figure(charts.step_flow(frame, first, last)).data[0]
    assert sum(drawn.link.value) == frame["laos"].sum()
    assert len(set(drawn.node.label)) >= 2 and not set(drawn.link.source) & set(drawn.link.target)
    assert all("nan" not in text.lower() for text in drawn.node.label)
    assert {charts.change_name(change, "th") for change in CHANGES} >= {text.split("</b>")[0][3:] for text in drawn.link.customdata}
