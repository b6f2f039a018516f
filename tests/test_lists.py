"""Lists of LAOs against loops over the records: nobody is missing, nobody is on one twice."""

from __future__ import annotations

import facts
import pandas as pd
import pytest
from plain_world import TOP, World, year_of

from la21data import lists, metrics
from la21data.scope import Scope
from la21data.store import Snapshot

CASES = [(seed + 500, shape) for seed, shape in enumerate(("mixed", "mixed", "gap_year", "no_participation"))]
Case = tuple[Snapshot, World]


@pytest.fixture(scope="module", params=CASES, ids=lambda case: f"{case[1]}-{case[0]}")
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Case:
    records = facts.generate(*request.param)
    return facts.publish(tmp_path_factory.mktemp("store"), records), World(records)


def everyone(world: World) -> list[str]:
    return sorted(set(world.followed.values()))


def named(found: pd.DataFrame) -> list[str]:
    assert not found["lao"].duplicated().any()
    return sorted(found["lao"])


def test_standing_still_for_any_number_of_years(case: Case) -> None:
    snapshot, world = case
    for year in world.years:
        for years in (2, 3, 4):
            wanted = [
                lao
                for lao in everyone(world)
                if (stand := world.stand(year, lao)) and stand[1] < TOP[stand[0]] and world.years_standing(year, lao) >= years
            ]
            found = lists.standing_still(snapshot, Scope(years=(year,)), years)
            assert named(found) == wanted
            assert list(found["years_same_step"]) == [world.years_standing(year, lao) for lao in found["lao"]]


def test_ready_to_rise_and_the_measures_that_count_them(case: Case) -> None:
    snapshot, world = case
    for year in world.years:
        scope = Scope(years=(year,))
        found = lists.ready_to_rise(snapshot, scope)
        assert named(found) == [lao for lao in everyone(world) if world.may_rise(year, lao)]
        if year in world.recorded["participation"]:
            assert len(found) == metrics.figure(snapshot, "ready_to_rise", scope).value
            assert len(lists.standing_still(snapshot, scope)) == metrics.figure(snapshot, "stalled_laos", scope).value


def test_not_visited_for_any_number_of_years(case: Case) -> None:
    snapshot, world = case
    visits = [(year_of(row["visited_on"]), world.followed[row["lao_code"]]) for row in world.records["visit"]]
    for year in world.years:
        for years in (1, 2, 4):
            seen = {lao for when, lao in visits if year - years < when <= year}
            wanted = [lao for lao in everyone(world) if world.takes_part(year, lao) and lao not in seen]
            found = lists.not_visited(snapshot, Scope(years=(year,)), years)
            assert named(found) == wanted
            for lao, last in zip(found["lao"], found["last_visit"], strict=True):
                assert (None if pd.isna(last) else last) == max((when for when, who in visits if who == lao and when <= year), default=None)


def test_learning_centres_and_who_names_them(case: Case) -> None:
    snapshot, world = case
    for year in world.years:
        names: dict[str, list[str]] = {}
        for lao in everyone(world):
            row = world.application.get((year, lao))
            if row and world.takes_part(year, lao) and row["model_lao_code"] in world.followed:
                names.setdefault(world.followed[row["model_lao_code"]], []).append(lao)
        found = lists.learning_centres(snapshot, Scope(years=(year,)))
        centres = {lao for lao in everyone(world) if world.has_been_at_top(year, lao)}
        assert named(found) == sorted(centres | {lao for lao in names if (year, lao) in world.place})
        assert dict(zip(found["lao"], found["followers"], strict=True)) == {lao: len(names.get(lao, ())) for lao in found["lao"]}
        assert set(found.loc[found["since"].notna(), "lao"]) == centres
        assert all(len(text.split(", ")) == count for text, count in zip(found["follower_names"], found["followers"], strict=True) if count)


def test_applicants_and_who_has_not_applied(case: Case) -> None:
    snapshot, world = case
    for year in world.years:
        found = lists.applicants(snapshot, Scope(years=(year,)))
        assert named(found) == [lao for lao in everyone(world) if (year, lao) in world.application]
        for row in found.to_dict("records"):
            told = world.application[year, row["lao"]]
            assert row["channels"] == ",".join(sorted(set(told["channels"] or ())))
            assert (None if pd.isna(row["applied_on"]) else row["applied_on"].date()) == told["applied_on"]
            assert all(
                (None if pd.isna(row[item]) else row[item]) is told[item] for item in ("has_coordinator", "has_leader", "has_volunteers")
            )
            before = max((then for then in world.years if then < year and world.takes_part(then, row["lao"])), default=None)
            assert (None if pd.isna(row["took_part"]) else row["took_part"]) == before
        gone = [lao for lao in everyone(world) if world.takes_part(year - 1, lao) and (year, lao) not in world.application]
        assert named(lists.not_applied(snapshot, Scope(years=(year,)))) == gone


def test_a_list_keeps_to_its_scope_and_names_everyone(case: Case) -> None:
    snapshot, world = case
    year = world.years[-1]
    whole = lists.ready_to_rise(snapshot, Scope(years=(year,)))
    south = lists.ready_to_rise(snapshot, Scope(years=(year,), regions=("south",), tracks=("ladder",)))
    place = {lao: world.place[year, lao] for lao in whole["lao"]}
    wanted = [lao for lao in whole["lao"] if place[lao]["region"] == "south" and world.stand(year, lao)[0] == "ladder"]  # type: ignore[index]
    assert named(south) == sorted(wanted)
    assert list(whole["province"]) == [place[lao]["province"] for lao in whole["lao"]]
    assert list(whole["office"]) == [place[lao]["office"] for lao in whole["lao"]]
    assert all(whole["name"]) and whole["lao_code"].isin(world.followed).all()
    numbers = [int(office) if office.isdigit() else 99 for office in whole["office"]]
    assert numbers == sorted(numbers)
