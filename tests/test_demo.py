"""The demo: published figures exactly, no real LAO, the same records for the same seed, and something in every corner."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from la21data import domain, geo, reference
from la21data.demo import AS_OF
from la21data.demo.draws import MARK
from la21data.demo.kinds import COAST, KINDS, PARTNERS
from la21data.store import Snapshot, Store
from la21data.store.health import KEYS
from la21data.store.schema import ACTIVITY_ORDER

REAL_REGISTRIES = sorted((Path(__file__).resolve().parents[2] / "shared" / "data" / "real").glob("lao_registry_*.csv"))
FACTS = ("lao", "registry_list", "participation", "activity", "assessment", "award", "visit", "event")
OF_LAOS = ("participation", "activity", "assessment", "award", "visit")
TAKING_PART = "coalesce(status, 'active') in ('active', 'completed')"
FIRST_DAY, LAST_DAY = "make_date(fiscal_year - 544, 10, 1)", "make_date(fiscal_year - 543, 9, 30)"
LAST = 2569


@pytest.fixture(scope="module")
def store(demo_store: Path) -> Store:
    return Store(demo_store)


@pytest.fixture(scope="module")
def demo(store: Store) -> Snapshot:
    return store.open()


def one(demo: Snapshot, sql: str) -> object:
    return demo.rows(sql)[0][0]


def column(demo: Snapshot, sql: str) -> set[object]:
    return {row[0] for row in demo.rows(sql)}


# ---------------------------------------------------------------- the snapshot
def test_snapshot_is_marked_as_demo_and_tells_of_complete_years(store: Store, demo: Snapshot) -> None:
    assert demo.meta.is_demo
    assert demo.meta.as_of == AS_OF == dt.date(2026, 10, 31)
    assert demo.meta.parent is None
    assert demo.fiscal_years[0] == domain.FIRST_FISCAL_YEAR
    assert demo.last_complete_year("participation") == max(demo.recorded["participation"]) == LAST
    (entry,) = store.journal
    assert {key: entry[key] for key in ("what", "seed", "activities")} == {"what": "demo", "seed": 21, "activities": None}
    assert store.faults(demo) == []


def test_every_fact_row_says_that_it_is_demo(demo: Snapshot) -> None:
    for table in FACTS[1:]:
        assert column(demo, f"select import_id from {table}") == {"demo"}, table


def test_keys_are_unique(demo: Snapshot) -> None:
    for table, key in KEYS.items():
        assert one(demo, f"select count(*) from {table}") == one(demo, f"select count(*) from (select distinct {key} from {table})"), table


# ---------------------------------------------------------------- published figures
def test_lao_counts_are_the_published_ones(demo: Snapshot) -> None:
    published = reference.programme()
    assert dict(demo.rows("select lao_type, count(*) from lao group by 1")) == dict(published.lao_counts)
    assert demo.rows("select as_of, mode, laos from registry_list") == [(dt.date(2017, 12, 1), "full", 7_852)]
    assert demo.rows("select count(*), count(valid_from), count(valid_to) from lao") == [(7_852, 0, 0)]
    valid = demo.rows("select fiscal_year, count(*) filter (where valid) from lao_year group by 1 order by 1")
    assert [number for _, number in valid] == [7_852] * len(demo.fiscal_years)


def test_every_province_has_its_laos(demo: Snapshot) -> None:
    rows = demo.rows("""select province, count(*) filter (where lao_type = 'pao'), count(*) filter (where lao_type = 'subdistrict'),
                        count(*) filter (where lao_type = 'sao') from lao where lao_type <> 'special' group by 1""")
    assert {row[0] for row in rows} == set(reference.provinces()) - {domain.BANGKOK}
    assert all(pao == 1 and subdistrict >= 3 and sao >= 3 for _, pao, subdistrict, sao in rows)


def test_208_laos_have_taken_part_and_fewer_in_any_year(demo: Snapshot) -> None:
    assert one(demo, f"select count(distinct lao_code) from participation where {TAKING_PART}") == 208
    by_year = dict(demo.rows(f"select fiscal_year, count(*) from participation where {TAKING_PART} group by 1"))
    assert sorted(by_year) == list(range(2547, LAST + 1))
    assert max(by_year.values()) < 208
    assert 100 <= by_year[LAST] <= 150
    assert one(demo, "select count(distinct lao_code) from participation") > 208  # Some only ever applied or withdrew.


def test_all_pilots_take_part_and_work_is_left_to_do(demo: Snapshot) -> None:
    sql = f"select distinct province from participation join lao using (lao_code) where {TAKING_PART}"
    ever, last_year = column(demo, sql), column(demo, f"{sql} and fiscal_year = {LAST}")
    assert set(reference.programme().pilot_provinces) <= last_year
    assert 60 <= len(last_year) <= 66
    assert len(last_year) < len(ever) < 76
    assert domain.BANGKOK not in ever


# ---------------------------------------------------------------- no real LAO
def test_names_and_texts_say_that_they_are_examples(demo: Snapshot) -> None:
    real = {("กรุงเทพมหานคร", "10", "1100000"), ("เมืองพัทยา", "20", "3200408")}
    assert set(demo.rows("select name, province, lao_code from lao where lao_type = 'special'")) == real
    names = pd.DataFrame(demo.rows("select province, name from lao where lao_type <> 'special'"), columns=["province", "name"])
    expected = names["province"].map(lambda code: f"{MARK} {reference.provinces()[code].name_th} ")
    assert all(name.startswith(start) for name, start in zip(names["name"], expected, strict=True))
    assert not names["name"].duplicated().any()
    for table, text in (("activity", "name"), ("award", "award"), ("visit", "finding"), ("event", "name"), ("event", "place")):
        assert one(demo, f"select count(*) from {table} where not starts_with({text}, '{MARK}')") == 0, table


def test_codes_follow_the_pattern_and_are_out_of_the_real_range(demo: Snapshot) -> None:
    codes = demo.rows("select lao_code, lao_type, province from lao where lao_type <> 'special'")
    digits = {"pao": "2", "city": "3", "town": "4", "subdistrict": "5", "sao": "6"}
    for code, lao_type, province in codes:
        assert len(code) == 7 and code.isdigit()
        assert code[0] == digits[lao_type]
        assert reference.districts()[code[1:5]].province_code == province == code[1:3]
        assert code[5:] >= "51"


def test_bangkok_and_pattaya_have_no_record(demo: Snapshot) -> None:
    for table in OF_LAOS:
        assert one(demo, f"select count(*) from {table} where lao_code in ('1100000', '3200408')") == 0, table
    assert one(demo, "select count(*) from event where province = '10'") == 0


@pytest.mark.real
@pytest.mark.skipif(not REAL_REGISTRIES, reason="the real registries are not beside the repository")
def test_no_name_or_code_is_a_real_one(demo: Snapshot) -> None:
    names, codes = column(demo, "select name from lao"), column(demo, "select lao_code from lao")
    for path in REAL_REGISTRIES:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert names & {row[key] for row in rows for key in ("lao_name", "lao_fullname")} == {"กรุงเทพมหานคร", "เมืองพัทยา"}
        assert codes & {row["lao_code"] for row in rows} == {"3200408"}


def test_coordinates_lie_inside_their_province(demo: Snapshot) -> None:
    lao = demo.frame("select province, lat, lon from lao")
    assert 0.58 < lao["lat"].notna().mean() < 0.66
    assert (lao["lat"].isna() == lao["lon"].isna()).all()
    assert not geo.points_outside(lao).any()


# ---------------------------------------------------------------- every code, and how it hangs together
@pytest.mark.parametrize(
    ("sql", "codes"),
    [
        (
            "select distinct lao_type from participation join lao using (lao_code)",
            [t.code for t in domain.LAO_TYPES if t.code != "special"],
        ),
        ("select distinct status from participation", [*(t.code for t in domain.STATUSES), None]),
        ("select distinct unnest(channels) from participation", [t.code for t in domain.CHANNELS]),
        (
            f"select distinct (track, step) from participation where fiscal_year = {LAST} and {TAKING_PART}",
            [(track, step) for track, top in domain.TOP_STEP.items() for step in range(1, top + 1)],
        ),
        ("select distinct category from activity", [t.code for t in domain.CATEGORIES]),
        ("select distinct unnest(modes) from activity", [t.code for t in domain.MODES]),
        ("select distinct unnest(partners) from activity", PARTNERS),
        ("select distinct output_unit from activity", {kind.unit for kind in KINDS}),
        ("select distinct step from activity", [1, 2, 3, 4, None]),
        ("select distinct result from assessment", [*(t.code for t in domain.RESULTS), None]),
        ("select distinct award_level from award", [t.code for t in domain.AWARD_LEVELS]),
        ("select distinct award_category from award", [t.code for t in domain.AWARD_CATEGORIES]),
        ("select distinct visit_by from visit", [t.code for t in domain.VISIT_BY]),
        ("select distinct visit_kind from visit", [t.code for t in domain.VISIT_KINDS]),
        ("select distinct event_kind from event", [t.code for t in domain.EVENT_KINDS]),
        ("select distinct event_level from event", [t.code for t in domain.EVENT_LEVELS]),
        ("select distinct change from step_transition", ["joined", "returned", "left", "stayed", "advanced", "went_back", "changed_track"]),
    ],
)
def test_every_code_occurs_and_no_other(demo: Snapshot, sql: str, codes: list[object]) -> None:
    found = [tuple(value.values()) if isinstance(value, dict) else value for value in (row[0] for row in demo.rows(sql))]
    assert set(found) == set(codes)


def test_records_belong_to_known_laos(demo: Snapshot) -> None:
    for table in OF_LAOS:
        assert one(demo, f"select count(*) from {table} where lao_code not in (select lao_code from lao)") == 0, table
    for table in ("activity", "assessment", "award"):  # Only who takes part that year acts, is assessed and wins.
        orphans = f"""select count(*) from {table}
                      anti join (select * from participation where {TAKING_PART}) using (fiscal_year, lao_code)"""
        assert one(demo, orphans) == 0, table


def test_models_had_reached_the_top_before(demo: Snapshot) -> None:
    sql = f"""
        with reached as (select lao_code, min(fiscal_year) as since from participation
                         where {TAKING_PART} and step = if(track = 'ladder', 4, 3) group by 1)
        select count(*), count(*) filter (where since < fiscal_year and model_lao_code <> participation.lao_code)
        from participation left join reached on reached.lao_code = model_lao_code where model_lao_code is not null"""
    ((followers, sound),) = demo.rows(sql)
    assert followers == sound > 100


def test_dates_are_sane(demo: Snapshot) -> None:
    wrong = {
        "application": f"""select count(*) from participation
                           where applied_on not between {FIRST_DAY} and least({LAST_DAY} + 80, date '{AS_OF}')""",
        "plan": f"select count(*) from participation where plan_adopted_on > {LAST_DAY} or plan_adopted_on < {FIRST_DAY} - 366 * 5",
        "lessons": f"select count(*) from participation where lessons_on not between {FIRST_DAY} and {LAST_DAY}",
        "self-assessment": f"select count(*) from participation where self_assessed_on not between {FIRST_DAY} and {LAST_DAY}",
        "activity": f"select count(*) from activity where start_on > end_on or start_on < {FIRST_DAY} or end_on > {FIRST_DAY} + 364",
        "visit": f"select count(*) from visit where visited_on not between date '2003-10-01' and date '{AS_OF}'",
        "event": f"select count(*) from event where held_on not between date '2003-10-01' and date '{AS_OF}'",
    }
    assert {what: one(demo, sql) for what, sql in wrong.items()} == dict.fromkeys(wrong, 0)


def test_values_are_sane(demo: Snapshot) -> None:
    wrong = {
        "money": "select count(*) from activity where least(budget_lao, budget_deqp, budget_other) < 0",
        "people": "select count(*) from activity where participants not between 1 and 10000",
        "output": "select count(*) from activity where output_amount <= 0 or (output_amount is not null and output_unit is null)",
        "scores": """select count(*) from assessment where least(score_livable, score_people, score_environment, score_learning) < 0
                     or greatest(score_livable, score_people, score_environment, score_learning) > 100""",
        "mangroves inland": f"""select count(*) from activity join lao using (lao_code)
                     where category = 'mangrove' and province not in ({", ".join(repr(code) for code in COAST)})""",
    }
    assert {what: one(demo, sql) for what, sql in wrong.items()} == dict.fromkeys(wrong, 0)


# ---------------------------------------------------------------- believable shapes
def test_network_grows_levels_off_and_dips(demo: Snapshot) -> None:
    laos = dict(demo.rows(f"select fiscal_year, count(*) from participation where {TAKING_PART} group by 1"))
    assert laos[2547] < laos[2552] < laos[2557] < laos[2562]
    assert min(laos[2564], laos[2565]) < laos[2562]
    assert laos[2565] < laos[LAST]


def test_there_is_something_to_do(demo: Snapshot) -> None:
    ((stalled, ready),) = demo.rows(f"""select count(*) filter (where years_same_step >= 3 and step < if(track = 'ladder', 4, 3)),
                                      count(*) filter (where ready_to_rise) from lao_year where fiscal_year = {LAST}""")
    assert stalled > 0
    assert ready > 0
    ((late, dated),) = demo.rows("select count(*) filter (where late), count(*) filter (where dated) from lao_year")
    assert 0.10 <= late / dated <= 0.25


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        (
            "participation",
            [
                "applied_on",
                "channels",
                "has_coordinator",
                "has_leader",
                "has_volunteers",
                "plan_adopted_on",
                "lessons_on",
                "self_assessed_on",
                "model_lao_code",
                "change_agents",
            ],
        ),
        (
            "activity",
            [
                "step",
                "start_on",
                "end_on",
                "budget_lao",
                "budget_deqp",
                "budget_other",
                "participants",
                "modes",
                "partners",
                "output",
                "output_amount",
            ],
        ),
        ("lao", ["lat", "area_km2"]),
        ("event", ["province", "participants"]),
        ("visit", ["finding"]),
    ],
)
def test_optional_cells_have_gaps_but_not_only_gaps(demo: Snapshot, table: str, columns: list[str]) -> None:
    filled = demo.frame(f"select {', '.join(f'count({c}) / count(*) as {c}' for c in columns)} from {table}").iloc[0]
    assert ((filled > 0) & (filled < 1)).all(), filled.to_dict()


def test_activities_stand_in_the_order_that_packs_them(demo: Snapshot) -> None:
    order = ", ".join(ACTIVITY_ORDER.values())
    assert demo.rows("select activity_id from activity") == demo.rows(f"select activity_id from activity order by {order}")
