"""What the page of applications tells, counted again from the records of a small world; overlapping groups are never added up."""

from __future__ import annotations

import facts
import pandas as pd
import pytest
from lao_histories import Row
from plain_world import World

from la21data.blocks.applications_list import WHICH
from la21data.blocks.catalogue import make
from la21data.domain import CHANNELS
from la21data.findings.applications import findings
from la21data.reference import provinces
from la21data.scope import Scope
from la21data.store import Snapshot
from la21data.view import View

CASES = [(seed + 600, shape) for seed, shape in enumerate(("mixed", "mixed", "all_withdrawn"))]
Case = tuple[Snapshot, World, int]


@pytest.fixture(scope="module", params=CASES, ids=lambda case: f"{case[1]}-{case[0]}")
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Case:
    world = World(facts.generate(*request.param, laos=70))
    return facts.publish(tmp_path_factory.mktemp("store"), world.records), world, world.years[-1]


def table(case: Case, block_id: str, **options: str) -> pd.DataFrame:
    block = make(block_id, View(case[0], Scope(years=(case[2],))), options)
    assert block.table is not None, block.empty
    return block.table.rows


def of_year(world: World, year: int) -> dict[str, Row]:
    return {lao: row for (when, lao), row in world.application.items() if when == year}


def test_channels_count_each_application_in_each_of_its_channels(case: Case) -> None:
    _, world, year = case
    rows = table(case, "applications-channels").set_index("ช่องทางสมัคร")
    for when, column in ((year, str(year)), (year - 1, "ปีก่อน")):
        told = of_year(world, when).values()
        for term in CHANNELS:
            assert rows.loc[term.th, column] == sum(term.code in (row["channels"] or ()) for row in told)
        assert rows.loc["ไม่ระบุช่องทาง", column] == sum(not row["channels"] for row in told)


def test_readiness_is_a_share_of_those_that_tell_it(case: Case) -> None:
    _, world, year = case
    rows = table(case, "applications-readiness").set_index("ความพร้อม")
    told = list(of_year(world, year).values())
    items = {"เจ้าหน้าที่ประสานงาน": "has_coordinator", "ผู้นำ": "has_leader", "ชุมชนจิตอาสา": "has_volunteers"}
    for name, item in items.items():
        yes, no = (sum(row[item] is answer for row in told) for answer in (True, False))
        assert tuple(rows.loc[name, ["มี (ใบ)", "ไม่มี (ใบ)", "ไม่ระบุ (ใบ)"]]) == (yes, no, len(told) - yes - no)
    known = [row for row in told if all(row[item] is not None for item in items.values())]
    ready = sum(all(row[item] for item in items.values()) for row in known)
    assert tuple(rows.loc["ครบทั้งสามข้อ", ["มี (ใบ)", "ไม่มี (ใบ)"]]) == (ready, len(known) - ready)


def test_on_time_late_and_undated_are_all_applications(case: Case) -> None:
    _, world, _ = case
    rows = table(case, "applications-time").set_index("ปีงบประมาณ")
    for year in world.recorded["participation"]:
        days = [row["applied_on"] for row in of_year(world, year).values()]
        late = sum(day is not None and (day.year, day.month, day.day) > (year - 543, 9, 30) for day in days)
        undated = days.count(None)
        assert tuple(rows.loc[year, ["ทันกำหนด", "ล่าช้า", "ไม่ระบุวันที่"]]) == (len(days) - late - undated, late, undated)


def test_new_continuing_and_returning_are_all_applicants(case: Case) -> None:
    _, world, year = case
    rows = table(case, "applications-origins").set_index("ที่มา")[str(year)]
    wanted = {"ใหม่": 0, "ต่อเนื่อง": 0, "กลับมา": 0}
    for lao in of_year(world, year):
        before = [when for when in world.years if when < year and world.takes_part(when, lao)]
        wanted["ใหม่" if not before else "ต่อเนื่อง" if year - 1 in before else "กลับมา"] += 1
    assert rows.to_dict() == wanted


@pytest.mark.parametrize("block_id", ["provinces-without-application", "provinces-without-lao"])
def test_provinces_without_any(case: Case, block_id: str) -> None:
    snapshot, world, year = case
    block = make(block_id, View(snapshot, Scope(years=(year,))), {})
    of_all = block_id == "provinces-without-application"
    there = {world.place[year, lao]["province"] for lao in of_year(world, year) if of_all or world.takes_part(year, lao)}
    wanted = {province.name_th for code, province in provinces().items() if code not in {*there, "10"}}
    assert set(block.table.rows["จังหวัด"] if block.table else ()) == wanted


@pytest.mark.parametrize("which", WHICH)
def test_the_lists_hold_whom_they_name(case: Case, which: str) -> None:
    snapshot, world, year = case
    block = make("applications-list", View(snapshot, Scope(years=(year,))), {"list": which})
    found = set(block.table.rows["รหัส อปท."]) if block.table else set()
    items = ("has_coordinator", "has_leader", "has_volunteers")

    def belongs(lao: str, row: Row) -> bool:
        before = [when for when in world.years if when < year and world.takes_part(when, lao)]
        day = row["applied_on"]
        return {
            "all": True,
            "late": day is not None and (day.year, day.month, day.day) > (year - 543, 9, 30),
            "undated": day is None,
            "unready": any(row[item] is False for item in items),
            "new": not before,
            "withdrawn": row["status"] == "withdrawn",
            "returning": bool(before) and year - 1 not in before,
        }[which]

    if which == "gone":
        wanted = {lao for lao in set(world.followed.values()) if world.takes_part(year - 1, lao)} - set(of_year(world, year))
    else:
        wanted = {lao for lao, row in of_year(world, year).items() if belongs(lao, row)}
    assert {world.followed[code] for code in found} == wanted and len(found) == len(wanted)


def test_findings_are_three_sentences(case: Case) -> None:
    snapshot, _, year = case
    found = list(findings(View(snapshot, Scope(years=(year,)))))
    assert len(found) == 3 and all("nan" not in finding.text and finding.path == "/applications" for finding in found)
