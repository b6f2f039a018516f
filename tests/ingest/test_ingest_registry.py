"""A registry's history over several lists: who begins, ends, changes, continues; and what a list is and of which day."""

import datetime as dt

import pytest

from la21data.ingest.lao_index import Version
from la21data.ingest.list_date import list_date
from la21data.ingest.registry import apply_list
from la21data.problems import CannotUse
from la21data.store import Store
from tests.ingest.files import (
    REGISTRY_HEADER,
    TODAY,
    counts,
    csv_file,
    judge,
    load,
    only,
    registry_rows,
    rejected,
    warned,
)

FIRST, SECOND = dt.date(2017, 12, 1), dt.date(2023, 11, 9)
ROWS = [
    {
        "lao_code": f"63001{number:02d}",
        "name": f"ตัวอย่าง {number}",
        "lao_type": "sao",
        "province": "30",
        "district": "เมือง",
        "lat": 15.0,
    }
    for number in range(100)
]
HISTORY = apply_list([], ROWS, FIRST, set()).versions


def changed(*changes, without=()):
    """The rows with changes by position, new rows behind them."""
    rows = [{**row, **next((change for position, change in changes if position == number), {})} for number, row in enumerate(ROWS)]
    rows = [row for number, row in enumerate(rows) if number not in without]
    return rows + [{**ROWS[0], **change} for position, change in changes if position is None]


def of(outcome, code):
    return [(v.version, v.name, v.lao_type, v.valid_from, v.valid_to, v.predecessor_code) for v in outcome.versions if v.lao_code == code]


def test_the_first_list_is_full_and_its_laos_come_from_an_unknown_past():
    outcome = apply_list([], ROWS, FIRST, set(), "amendment")
    assert (outcome.mode, set(outcome.verdicts), len(outcome.versions)) == ("full", {"new"}, 100)
    assert of(outcome, "6300100") == [(1, "ตัวอย่าง 0", "sao", None, None, None)]


def test_a_newer_full_list_begins_ends_and_opens_versions():
    rows = changed(
        (1, {"name": "ชื่อใหม่"}),
        (2, {"lao_type": "subdistrict"}),
        (3, {"name": "ตัวอย่าง-3"}),
        (4, {"district": "โนนไทย"}),
        (None, {"lao_code": "6300200", "name": "เพิ่งมี"}),
        without=[5],
    )
    outcome = apply_list(HISTORY, rows, SECOND, {FIRST})
    assert (outcome.mode, outcome.ended) == ("full", 1)
    assert of(outcome, "6300101") == [
        (1, "ตัวอย่าง 1", "sao", None, SECOND, None),
        (2, "ชื่อใหม่", "sao", SECOND, None, None),
    ]
    assert of(outcome, "6300102") == [
        (1, "ตัวอย่าง 2", "sao", None, SECOND, None),
        (2, "ตัวอย่าง 2", "subdistrict", SECOND, None, None),
    ]
    assert of(outcome, "6300103") == [(1, "ตัวอย่าง-3", "sao", None, None, None)]  # Another spelling of the same name.
    assert of(outcome, "6300104") == [(1, "ตัวอย่าง 4", "sao", None, None, None)]
    assert of(outcome, "6300105") == [(1, "ตัวอย่าง 5", "sao", None, SECOND, None)]
    assert of(outcome, "6300200") == [(1, "เพิ่งมี", "sao", SECOND, None, None)]
    verdicts = dict(zip([row["lao_code"] for row in rows], outcome.verdicts, strict=True))
    assert [verdicts[f"63001{n:02d}"] for n in range(5)] == ["unchanged", "updated", "updated", "updated", "updated"]
    assert verdicts["6300200"] == "new" and list(verdicts.values()).count("unchanged") == 95
    again = apply_list(outcome.versions, rows, SECOND, {FIRST, SECOND})
    assert set(again.verdicts) == {"unchanged"} and sorted(again.versions, key=repr) == sorted(outcome.versions, key=repr)


def test_less_than_nine_tenths_is_an_amendment_and_ends_nobody():
    outcome = apply_list(HISTORY, ROWS[:89], SECOND, {FIRST})
    assert (outcome.mode, outcome.ended, len(outcome.versions)) == ("amendment", 0, 100)
    assert [notice.code for notice in outcome.notices] == ["amendment"]
    assert apply_list(HISTORY, ROWS[:98], SECOND, {FIRST}).mode == "full"


def test_a_list_that_would_end_more_than_two_per_cent_must_be_asked_for():
    assert apply_list(HISTORY, ROWS[:98], SECOND, {FIRST}).ended == 2
    with pytest.raises(CannotUse, match="--full"):
        apply_list(HISTORY, ROWS[:97], SECOND, {FIRST})
    assert apply_list(HISTORY, ROWS[:50], SECOND, {FIRST}, "full").ended == 50
    assert apply_list(HISTORY, ROWS[:97], SECOND, {FIRST}, "amendment").ended == 0
    assert apply_list(HISTORY, ROWS[:97], SECOND, {FIRST}, mentioned=["6300197"]).ended == 2


def test_a_new_code_continues_the_old_one_of_the_same_number_or_the_same_name():
    upgraded = {"lao_code": "5300105", "lao_type": "subdistrict", "name": "เลื่อนชั้น"}
    moved = {"lao_code": "6300901", "name": "ตัวอย่าง 6"}
    outcome = apply_list(HISTORY, changed((None, upgraded), (None, moved), without=[5, 6]), SECOND, {FIRST})
    assert of(outcome, "5300105") == [(1, "เลื่อนชั้น", "subdistrict", SECOND, None, "6300105")]
    assert of(outcome, "6300901") == [(1, "ตัวอย่าง 6", "sao", SECOND, None, "6300106")]
    assert "2 continue" in outcome.notices[0].en
    twice = [{"lao_code": code, "name": "ตัวอย่าง 6"} for code in ("6300901", "6300902")]
    unclear = apply_list(HISTORY, changed(*((None, one) for one in twice), without=[6]), SECOND, {FIRST})
    assert [of(unclear, one["lao_code"])[0][5] for one in twice] == [None, None]


def test_a_file_may_tell_its_own_dates_and_predecessors():
    day = dt.date(2020, 1, 1)
    told = {
        "lao_code": "5300105",
        "lao_type": "subdistrict",
        "valid_from": day,
        "valid_to": None,
        "predecessor_code": "6300105",
    }
    outcome = apply_list(HISTORY, [{**ROWS[5], **told}, {**ROWS[7], "valid_to": day}], SECOND, {FIRST})
    assert outcome.mode == "amendment"
    assert of(outcome, "5300105")[0][3:] == (day, None, "6300105")
    assert of(outcome, "6300105")[0][4] == day and of(outcome, "6300107")[0][4] == day


def test_an_lao_that_ended_may_come_back_under_its_code():
    gone = apply_list(HISTORY, ROWS[:99], SECOND, {FIRST}).versions
    back = apply_list(gone, ROWS, dt.date(2024, 5, 1), {FIRST, SECOND})
    assert [(v[0], v[3], v[4]) for v in of(back, "6300199")] == [(1, None, SECOND), (2, dt.date(2024, 5, 1), None)]


def test_an_older_list_may_only_say_again_what_is_known():
    rows = changed((1, {"name": "ชื่อใหม่"}), (4, {"lat": 16.0}))
    newest = apply_list(HISTORY, rows, SECOND, {FIRST}).versions
    outcome = apply_list(newest, ROWS, FIRST, {FIRST, SECOND})
    assert set(outcome.verdicts) == {"unchanged"} and outcome.versions == sorted(newest, key=lambda v: (v.lao_code, v.version))
    with pytest.raises(CannotUse, match="order of time"):
        apply_list(newest, changed((9, {"name": "ไม่เคยชื่อนี้"})), FIRST, {FIRST, SECOND})


def test_a_second_look_at_the_same_day_corrects_instead_of_opening_a_version():
    outcome = apply_list(HISTORY, changed((1, {"name": "แก้คำผิด"})), FIRST, {FIRST})
    assert of(outcome, "6300101") == [(1, "แก้คำผิด", "sao", None, None, None)]


def test_versions_know_the_days_they_hold():
    version = Version("1", 1, "ก", "sao", "30", valid_from=FIRST, valid_to=SECOND)
    assert [version.holds_on(day) for day in (FIRST, SECOND, dt.date(2017, 11, 30))] == [True, False, False]
    assert [version.holds_in(year) for year in (2560, 2561, 2567, 2568)] == [False, True, True, False]


@pytest.mark.parametrize(
    ("lines", "name", "day"),
    [
        ([], "lao_registry_25661109.csv", SECOND),
        ([], "re01_9112566tambon.csv", SECOND),
        ([], "re01_09112566.xls", SECOND),
        ([], "lao_2566.csv", None),
        ([], "list_25661332.csv", None),
        (["ข้อมูล ณ วันที่ 1 ธันวาคม 2560"], "x_25661109.csv", FIRST),
        (["จำนวน อปท. (ข้อมูล ณ 1 ธ.ค. 60)"], "x.csv", FIRST),
        (["รายชื่อ"], "๒๕๖๐๑๒๐๑.csv", FIRST),
    ],
)
def test_the_day_of_a_list(lines, name, day):
    assert list_date(lines, name) == day


def test_a_registry_file_from_end_to_end(store, tmp_path):
    header = [*REGISTRY_HEADER, "ละติจูด", "ลองจิจูด", "พื้นที่ (ตร.กม.)"]
    rows = [[*row, "", "", ""] for row in registry_rows()]
    rows[1][5:] = ["8.06", "98.92", "12.5"]  # in Krabi
    rows[2][5:] = ["5", "97", "-"]
    rows[3][5:] = ["13.9", "", "."]
    rows[4][1] = "อบจ.กระบี่"
    rows += [
        ["5810199", "เพิ่งมี", "ทต.", "กระบี่", "เหนือคลอง", "", "", ""],
        ["58101", "รหัสสั้น", "ทต.", "กระบี่", "", "", "", ""],
        ["5810198", "", "ทต.", "กระบี่", "", "", "", ""],
        ["5810197", "ไม่รู้ชนิด", "เทศบาล", "กระบี่", "", "", "", ""],
        ["5810196", "ก", "ทต.", "กะบี่", "", "", "", ""],
        ["", "ไร้รหัส", "ทต.", "กระบี่", "", "", "", ""],
        ["5810199", "เพิ่งมี", "ทต.", "กระบี่", "เหนือคลอง", "", "", ""],
    ]
    result = load(store, csv_file(tmp_path / "list.csv", ["ข้อมูล ณ วันที่ 9 พฤศจิกายน 2566"], [header, *rows]))
    file = only(result)
    assert counts(file) == (1, 1, len(registry_rows()), 5)
    start = len(registry_rows()) + 4
    assert rejected(file) == [
        (start, "รหัส อปท.", "unreadable"),
        (start + 1, "ชื่อ อปท.", "missing"),
        (start + 2, "ประเภท อปท.", "unreadable"),
        (start + 3, "จังหวัด", "unreadable"),
        (start + 4, "รหัส อปท.", "missing"),
    ]
    assert warned(file) == {"coords_outside": 1, "optional_unreadable": 1}
    snapshot = store.open()
    assert snapshot.rows("select lao_code, name, lat, lon, area_km2 from lao where lat is not null") == [
        ("5810101", "ตัวอย่างงาม", 8.06, 98.92, 12.5)
    ]
    assert snapshot.rows("select valid_from from lao where lao_code = '5810199'") == [(SECOND,)]
    assert snapshot.rows("select as_of, mode, laos from registry_list order by 1") == [
        (FIRST, "full", len(registry_rows())),
        (SECOND, "full", len(registry_rows()) + 1),
    ]
    assert snapshot.rows("select lao_code, name, province from lao where lao_type = 'special' order by 1") == [
        ("1100000", "กรุงเทพมหานคร", "10"),
        ("3200408", "เมืองพัทยา", "20"),
    ]


def test_an_lao_in_a_rejected_row_is_not_absent(store, tmp_path):
    rows = registry_rows()
    rows[1][2] = "ทต?"
    rows[3][0] = "41301O1"
    result = load(store, csv_file(tmp_path / "registry_25661109.csv", REGISTRY_HEADER, rows))
    assert counts(only(result))[3] == 2
    assert store.open().rows("select count(*) from lao where valid_to is not null") == [(0,)]


def test_fan_out_rows_are_one_lao(tmp_path):
    rows = [[*row, f"ตำบล {n}"] for row in registry_rows() for n in range(3)]
    file = only(judge(Store(tmp_path / "s"), csv_file(tmp_path / "a.csv", [*REGISTRY_HEADER, "ตำบล"], rows)))
    assert counts(file) == (len(registry_rows()), 0, 2 * len(registry_rows()), 0)


def test_several_files_of_one_day_are_one_list_and_lists_are_read_in_the_order_of_time(tmp_path):
    rows = registry_rows()
    later = csv_file(tmp_path / "x_25661109.csv", REGISTRY_HEADER, rows[1:])
    parts = [
        csv_file(tmp_path / "a_25601201.csv", REGISTRY_HEADER, rows[:50]),
        csv_file(tmp_path / "b_25601201.csv", REGISTRY_HEADER, rows[50:]),
    ]
    store = Store(tmp_path / "store")
    result = load(store, later, *parts)
    assert [counts(file) for file in result.files] == [
        (0, 0, len(rows) - 1, 0),
        (50, 0, 0, 0),
        (len(rows) - 50, 0, 0, 0),
    ]
    assert store.open().rows("select lao_code, valid_to from lao where valid_to is not null") == [("1100000", SECOND)]


def test_the_caller_may_tell_the_day(store, tmp_path):
    file = csv_file(tmp_path / "registry_25661109.csv", REGISTRY_HEADER, registry_rows()[1:])
    load(store, file, as_of=dt.date(2020, 1, 1))
    assert store.open().rows("select valid_to from lao where lao_code = '1100000'") == [(dt.date(2020, 1, 1),)]
    undated = csv_file(tmp_path / "registry.csv", REGISTRY_HEADER, registry_rows())
    load(store, undated)
    assert store.open().rows("select valid_from from lao where lao_code = '1100000' order by version") == [
        (None,),
        (TODAY,),
    ]
