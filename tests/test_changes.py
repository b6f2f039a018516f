"""`la21data.changes` against the plain implementation, on small random records before and after random changes."""

import copy
import datetime as dt
import random
from dataclasses import replace

import facts
import plain_changes
import pytest
from plain_world import World

from la21data import changes
from la21data.changes import KINDS, STEPWISE
from la21data.reference import provinces
from la21data.scope import Scope

CASES = [(31, "mixed"), (32, "mixed"), (33, "running_year"), (34, "gap_year"), (35, "no_participation")]


def later(records, seed):
    """The same records some time later: steps, tracks, statuses, names and types changed, rows added and taken away, a year more."""
    draw = random.Random(seed)
    tables = copy.deepcopy(records.tables)
    rows = tables.get("participation", [])
    kept = [row for row in rows if draw.random() > 0.1]
    for row in kept:
        if draw.random() < 0.3:
            row["step"] = draw.randint(1, 3)
        if draw.random() < 0.1:
            row["track"], row["step"] = draw.choice([("ladder", 2), ("fast_track", 1)])
        if draw.random() < 0.1:
            row["status"] = draw.choice(["withdrawn", "active", None])
    last = max((row["fiscal_year"] for row in rows), default=0)
    kept += [
        {**row, "fiscal_year": last + 1, "step": draw.randint(1, 3)} for row in rows if row["fiscal_year"] == last and draw.random() < 0.8
    ]
    tables["participation"] = kept
    newest = {row["lao_code"]: row for row in sorted(tables["lao"], key=lambda row: row["version"])}
    for code in draw.sample(sorted(newest), min(6, len(newest))):
        day = dt.date(records.as_of.year, 6, 1)
        if newest[code]["valid_to"] is None and (newest[code]["valid_from"] is None or newest[code]["valid_from"] < day):
            newest[code]["valid_to"] = day
            other = draw.choice([{"name": "ใหม่"}, {"lao_type": "city"}, {"name": "ใหม่มาก", "lao_type": "town"}])
            tables["lao"].append({**newest[code], **other, "version": newest[code]["version"] + 1, "valid_from": day, "valid_to": None})
    activities = tables.get("activity", [])
    tables["activity"] = [row for row in activities if draw.random() > 0.05] + [
        {**row, "activity_id": f"{row['activity_id']}-2"} for row in activities if draw.random() < 0.2
    ]
    return replace(records, tables=tables)


@pytest.fixture(scope="module", params=CASES, ids=lambda case: f"{case[1]}-{case[0]}")
def pair(request, tmp_path_factory):
    """(snapshot, plain world) before and after."""
    seed, shape = request.param
    records = facts.generate(seed, shape)
    return [(facts.publish(tmp_path_factory.mktemp("store"), found), World(found)) for found in (records, later(records, seed))]


def stepwise(found):
    rows = found.laos[found.laos["change"].isin(STEPWISE)]
    return sorted(zip(rows["change"], map(int, rows["fiscal_year"]), rows["lao"], strict=True))


def renamed(found):
    rows = found.laos[~found.laos["change"].isin(STEPWISE)]
    return sorted(zip(rows["change"], rows["lao"], strict=True))


def added(found):
    rows = found.provinces.itertuples()
    return {
        row.province: (row.activities, row.participants, pytest.approx(row.budget))
        for row in rows
        if row.activities or row.participants or row.budget
    }


def test_what_changed_is_what_the_plain_implementation_finds(pair):
    (before, old), (after, new) = pair
    found = changes.between(before, after)
    assert stepwise(found) == sorted(plain_changes.step_changes(old, new))
    assert renamed(found) == sorted(plain_changes.name_changes(old, new))
    assert added(found) == plain_changes.added(old, new)
    back = changes.between(after, before)
    assert stepwise(back) == sorted(plain_changes.step_changes(new, old))
    for kind, table in changes.changes.RECORDS.items():
        row = found.records.set_index("kind").loc[kind]
        assert (row["before"], row["after"]) == (len(old.records[table]), len(new.records[table]))
        assert row["differs"] == (old.records[table] != new.records[table]), kind


def test_what_is_new_since_a_year_is_what_the_plain_implementation_finds(pair):
    _, (after, world) = pair
    for year in (*world.years, min(world.years) - 1):
        found = changes.since_year(after, year)
        assert stepwise(found) == sorted(plain_changes.year_changes(world, {y for y in world.recorded["participation"] if y > year}))
        assert renamed(found) == sorted(plain_changes.names_since(world, year))
        assert added(found) == {province: own for province, own in plain_changes.totals(world, year).items() if any(own)}


def test_nothing_differs_between_a_snapshot_and_itself(pair):
    (before, _), (after, _) = pair
    same = changes.between(before, before)
    assert not same.differs and same.laos.empty and not any(same.counts().values())
    assert changes.between(before, after).differs


def test_province_region_and_nation_say_the_same(pair):
    (before, _), (after, _) = pair
    nation = changes.between(before, after)
    by_province = nation.by_province().set_index("province")
    for scope in (Scope(regions=("south",)), Scope(provinces=("50",)), Scope(pilot=True), Scope(regions=("north",), types=("sao",))):
        own = changes.between(before, after, scope)
        inside = [code for code, p in provinces().items() if holds(scope, code, p)]
        expected = nation.laos[nation.laos["province"].isin(inside) & (nation.laos["lao_type"].isin(scope.types) if scope.types else True)]
        assert len(own.laos) == len(expected)
        if not scope.types:
            assert own.provinces["activities"].sum() == by_province.loc[inside, "activities"].sum()
    assert (
        sum(nation.counts().values()) == by_province[list(KINDS)].to_numpy().sum()
        or nation.laos.groupby("lao")["province"].nunique().max() > 1
    )


def holds(scope, code, province):
    return (
        (not scope.regions or province.region in scope.regions)
        and (not scope.provinces or code in scope.provinces)
        and (scope.pilot is None or province.is_pilot == scope.pilot)
    )
