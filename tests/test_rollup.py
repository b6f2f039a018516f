"""Roll-ups against the plain implementation, and what the tables promise."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import facts
import pytest
from facts import Records
from lao_histories import Row, lao
from plain_world import World, year_of

from la21data.rollup.steps import steps
from la21data.store import Snapshot, Store, health
from la21data.store.schema import SCHEMA, columns

CASES = [(seed + 50, shape) for seed, shape in enumerate(facts.SHAPES)]
DAY = dt.date(2022, 5, 1)
Case = tuple[Snapshot, World]


@pytest.fixture(scope="module", params=CASES, ids=lambda case: f"{case[1]}-{case[0]}")
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Case:
    records = facts.generate(*request.param)
    return facts.publish(tmp_path_factory.mktemp("store"), records), World(records)


# ---------------------------------------------------------------- promises
def test_a_snapshot_with_roll_ups_keeps_every_promise(case: Case) -> None:
    snapshot, _ = case
    assert snapshot.examine(health.faults) == []


def test_working_tables_are_gone_and_every_table_of_the_schema_is_there(case: Case) -> None:
    snapshot, _ = case
    found = snapshot.rows("select table_name, column_name from information_schema.columns order by ordinal_position")
    tables: dict[str, list[str]] = {}
    for table, column in found:
        tables.setdefault(table, []).append(column)
    assert tables == {table: list(names) for table, names in columns().items()}


def test_schema_types_are_read_as_duckdb_reads_them(case: Case) -> None:
    snapshot, _ = case
    for table, column, kind in snapshot.rows("select table_name, column_name, data_type from information_schema.columns"):
        written = columns()[table][column]
        assert written == "" or written.upper().replace(" ", "") == kind.replace(" ", ""), (table, column)
    assert SCHEMA.is_file()


def test_every_roll_up_of_the_schema_is_made_by_a_step() -> None:
    made = {step.name for part in steps() for step in part if not step.working} | {"lineage"}
    text = SCHEMA.read_text(encoding="utf-8").partition("roll-ups (written by")[2]
    assert made == {table for table in columns() if f"create table {table} (" in text}


# ---------------------------------------------------------------- LAO-years
def test_lao_year_says_what_the_records_say(case: Case) -> None:
    snapshot, world = case
    found = {(row["fiscal_year"], row["lao"]): row for row in snapshot.frame("select * from lao_year").to_dict("records")}
    assert set(found) == set(world.place)
    for (year, lao_code), row in found.items():
        assert plain(row) == expected_row(world, year, lao_code), (year, lao_code)


def plain(row: Row) -> Row:
    """The columns that `World` knows, as plain values."""

    def value(name: str) -> object:
        found = row[name]
        return None if found != found or found is None else found

    kept = (
        "province",
        "region",
        "lao_type",
        "valid",
        "applied",
        "withdrawn",
        "taking_part",
        "status",
        "track",
        "step",
        "took_part_before",
        "is_new",
        "first_year",
        "years_same_step",
        "reached_top",
        "ready_to_rise",
        "has_coordinator",
        "has_leader",
        "has_volunteers",
        "dated",
        "late",
        "change_agents",
        "model_lao",
        "activities",
        "awards",
        "visits",
        "assessed",
    )
    told = {name: value(name) for name in kept}
    return {**told, "office": str(row["office"] or "none"), "pilot": "1" if row["pilot"] else "0"}


def expected_row(world: World, year: int, lao_code: str) -> Row:
    place, row, stand = world.place[year, lao_code], world.application.get((year, lao_code)), world.stand(year, lao_code)
    first = world.first_year(lao_code)
    told = year in world.recorded["participation"]
    model = row["model_lao_code"] if row else None
    applied_on = row["applied_on"] if row else None

    def own(kind: str) -> list[Row]:
        return [record for record in world.of_year(kind, year) if world.followed[record["lao_code"]] == lao_code]

    return {
        **{name: place[name] for name in ("province", "region", "office", "pilot", "lao_type", "valid")},
        "applied": row is not None,
        "withdrawn": world.status(year, lao_code) == "withdrawn",
        "taking_part": stand is not None,
        "status": world.status(year, lao_code) or None,
        "track": stand[0] if stand else None,
        "step": stand[1] if stand else None,
        "took_part_before": world.takes_part(year - 1, lao_code) if told else None,
        "is_new": first == year,
        "first_year": first if first is not None and first <= year else None,
        "years_same_step": world.years_standing(year, lao_code),
        "reached_top": world.has_been_at_top(year, lao_code),
        "ready_to_rise": world.may_rise(year, lao_code),
        **{name: row[name] if row else None for name in ("has_coordinator", "has_leader", "has_volunteers")},
        "dated": applied_on is not None,
        "late": applied_on is not None and applied_on > dt.date(year - 543, 9, 30),
        "change_agents": sum(record["change_agents"] or 0 for record in own("participation")),
        "model_lao": world.followed[model] if model else None,
        "activities": len(own("activity")),
        "awards": len(own("award")),
        "visits": len(own("visit")),
        "assessed": bool(own("assessment")),
    }


def test_transitions_say_what_became_of_everyone(case: Case) -> None:
    snapshot, world = case
    wanted = {}
    for year, lao_code in world.place:
        now, before = world.stand(year, lao_code), world.stand(year - 1, lao_code)
        if year in world.recorded["participation"] and (now or before):
            wanted[year, lao_code] = change(now, before, world.first_year(lao_code) == year)
    found = {(year, lao_code): what for year, lao_code, what in snapshot.rows("select fiscal_year, lao, change from step_transition")}
    assert found == wanted


def change(now: tuple[str, int] | None, before: tuple[str, int] | None, first: bool) -> str:
    if now is None:
        return "left"
    if before is None:
        return "joined" if first else "returned"
    if now[0] != before[0]:
        return "changed_track"
    return {1: "advanced", 0: "stayed", -1: "went_back"}[(now[1] > before[1]) - (now[1] < before[1])]


def test_recorded_counts_each_kind_by_year(case: Case) -> None:
    snapshot, world = case
    wanted: dict[tuple[str, int], int] = {}
    for kind in ("participation", "activity", "assessment", "award", "visit", "event"):
        day = {"visit": "visited_on", "event": "held_on"}.get(kind)
        for row in world.records[kind]:
            key = kind, year_of(row[day]) if day else row["fiscal_year"]
            wanted[key] = wanted.get(key, 0) + 1
    for row in world.records["registry_list"]:
        wanted["registry", year_of(row["as_of"])] = row["laos"]
    assert {(kind, year): records for kind, year, records in snapshot.rows("select * from recorded")} == wanted


# ---------------------------------------------------------------- corners
def test_old_and_new_code_in_one_year_count_once_and_the_newer_row_holds(tmp_path: Path) -> None:
    laos = [lao("6000001", valid_to=DAY), lao("7000001", lao_type="subdistrict", valid_from=DAY, predecessor_code="6000001")]
    rows = [
        {"fiscal_year": 2565, "lao_code": code, "track": "ladder", "step": step, "change_agents": agents, "import_id": "p"}
        for code, step, agents in (("6000001", 1, 4), ("7000001", 2, 5))
    ]
    store = facts.publish(tmp_path, Records(dt.date(2023, 1, 1), {"lao": laos, "participation": rows}))
    assert store.rows("select lao, lao_code, lao_type, step, applications, change_agents from lao_year") == [
        ("7000001", "7000001", "subdistrict", 2, 1, 9)
    ]


def test_a_record_of_a_year_without_a_valid_version_takes_the_nearest_one(tmp_path: Path) -> None:
    begin, change, end = (dt.date(year, 1, 1) for year in (2018, 2019, 2020))
    laos = [
        lao("6000001", 1, lao_type="town", valid_from=begin, valid_to=change),
        lao("6000001", 2, lao_type="city", valid_from=change, valid_to=end),
    ]
    award = {"lao_code": "6000001", "award": "ก", "award_level": "national", "award_category": "other", "import_id": "w"}
    store = facts.publish(tmp_path, Records(DAY, {"lao": laos, "award": [{**award, "fiscal_year": year} for year in (2559, 2566)]}))
    assert store.rows("select fiscal_year, lao_type, valid from lao_year order by 1") == [
        (2559, "town", False),
        (2561, "town", True),
        (2562, "city", True),
        (2566, "city", False),
    ]


def test_office_is_the_one_of_the_year(tmp_path: Path) -> None:
    award = {"lao_code": "6000001", "award": "ก", "award_level": "national", "award_category": "other", "import_id": "w"}
    rows = [{**award, "fiscal_year": year} for year in (2560, 2564)]

    def build(connection) -> None:  # type: ignore[no-untyped-def]
        facts.write(connection, Records(DAY, {"lao": [lao("6000001", province="50")], "award": rows}))
        connection.execute("delete from province_office where province = '50'")
        connection.execute("insert into province_office values ('50', 3, null, date '2019-10-01'), ('50', 4, date '2019-10-01', null)")
        facts.rollup.build(connection)

    store = Store(tmp_path)
    with store.writing():
        snapshot = store.open(store.publish(build, is_demo=False, as_of=DAY))
    assert snapshot.rows("select fiscal_year, office from lao_year order by 1") == [(2560, 3), (2561, 3), (2562, 3), (2563, 4), (2564, 4)]


def test_a_lao_that_left_stays_in_view_and_one_that_never_was_there_does_not(tmp_path: Path) -> None:
    laos = [lao("6000001", valid_to=dt.date(2020, 1, 1)), lao("6000002", valid_to=dt.date(2020, 1, 1)), lao("6000003")]
    rows = [{"fiscal_year": 2562, "lao_code": code, "track": "ladder", "step": 1, "import_id": "p"} for code in ("6000001", "6000003")]
    rows.append({**rows[1], "fiscal_year": 2564})
    store = facts.publish(tmp_path, Records(DAY, {"lao": laos, "participation": rows}))
    assert store.rows("select lao, valid, took_part_before from lao_year where fiscal_year = 2564 order by 1") == [
        ("6000001", False, False),
        ("6000003", True, False),
    ]
    assert store.rows("select took_part_before from lao_year where fiscal_year = 2563 and lao = '6000001'") == [(None,)]
    first_year = store.rows("select lao from lao_year where fiscal_year = 2562 order by 1")
    assert first_year == [("6000001",), ("6000002",), ("6000003",)]


def test_a_visit_belongs_to_the_fiscal_year_of_its_day(tmp_path: Path) -> None:
    rows = [
        {"visited_on": day, "lao_code": "6000001", "visit_by": "centre", "visit_kind": "coaching", "import_id": "v"}
        for day in (dt.date(2023, 9, 30), dt.date(2023, 10, 1))
    ]
    store = facts.publish(tmp_path, Records(DAY, {"lao": [lao("6000001")], "visit": rows}))
    assert store.rows("select fiscal_year, visits from lao_year order by 1") == [(2566, 1), (2567, 1)]


def test_an_output_without_unit_or_amount_and_an_empty_list_count_nowhere(tmp_path: Path) -> None:
    activity = {"fiscal_year": 2567, "lao_code": "6000001", "name": "ก", "category": "other", "import_id": "a"}
    rows = [
        {**activity, "activity_id": "1", "output_amount": 5},
        {**activity, "activity_id": "2", "output_unit": "ตัน"},
        {**activity, "activity_id": "3", "output_unit": "ตัน", "output_amount": 2, "modes": [], "partners": []},
    ]
    store = facts.publish(tmp_path, Records(DAY, {"lao": [lao("6000001")], "activity": rows}))
    assert store.rows("select output_unit, activities, amount from lao_year_output") == [("ตัน", 1, 2)]
    assert store.rows("select * from lao_year_mode") == []
    assert store.rows("select partners, optional_cells, filled_cells from lao_year") == [(0, 36, 4)]
