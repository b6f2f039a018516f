"""Each kind of records, from a file made for it to the fact table, in Thai and in English."""

import datetime as dt

import pytest

from la21data.ingest.kinds import KINDS
from tests.ingest.a_row_of_each import FILES
from tests.ingest.files import (
    CITY,
    PAO,
    SAO,
    TODAY,
    counts,
    csv_file,
    judge,
    load,
    only,
    rejected,
    warned,
    xlsx_file,
)

STORED = {
    "award": "fiscal_year, lao_code, award, award_level, award_category, award_rank, size",
    "event": "held_on, name, event_kind, event_level, province, place, participants",
}


def thai_header(kind: str, names: list[str]) -> list[str]:
    return [KINDS[kind].by_name[name].th for name in names]


def test_every_kind_is_read_in_thai_and_in_english_to_the_same_values(store, tmp_path):
    """All kinds in one call, so that a store is built twice and not twelve times."""
    for language in ("thai", "english"):
        files = [
            csv_file(tmp_path / f"{language}_{kind}.csv", thai_header(kind, names) if language == "thai" else names, [row])
            for kind, (row, names, _) in FILES.items()
        ]
        result = load(store, *files)
        assert {file.kind for file in result.files} == set(FILES)
        wanted = (1, 0, 0, 0) if language == "thai" else (0, 0, 1, 0)
        assert [counts(file) for file in result.files] == [wanted] * len(files)
        assert result.published == (language == "thai")
        assert all(not file.ignored_columns and not file.warnings for file in result.files)
    snapshot = store.open()
    for kind, (_, _, values) in FILES.items():
        columns = STORED.get(kind) or "* exclude import_id"
        assert snapshot.rows(f"select {columns} from {kind}") == [values], kind
    assert store.faults(snapshot) == []
    assert snapshot.meta.as_of == TODAY


@pytest.mark.parametrize(
    ("kind", "column", "text", "reason"),
    [
        ("participation", "fiscal_year", "", "missing"),
        ("participation", "fiscal_year", "ปีหน้า", "unreadable"),
        ("participation", "fiscal_year", "2546", "out_of_range"),
        ("participation", "fiscal_year", "2570", "out_of_range"),
        ("participation", "track", "", "missing"),
        ("participation", "track", "ทางด่วน", "unreadable"),
        ("participation", "step", "", "missing"),
        ("participation", "step", "5", "out_of_range"),
        ("participation", "step", "0", "out_of_range"),
        ("participation", "step", "สอง", "unreadable"),
        ("participation", "step", "2.5", "unreadable"),
        ("participation", "step", "ขั้น 2 หรือ 3", "unreadable"),
        ("participation", "change_agents", "หลายคน", "unreadable"),
        ("participation", "change_agents", "-3", "out_of_range"),
        ("participation", "change_agents", "12.5", "unreadable"),
        ("participation", "status", "กำลังคิด", "unreadable"),
        ("participation", "lao_code", "58101", "unreadable"),
        ("participation", "lao_code", "5999999", "unknown_lao"),
        ("activity", "activity_id", "-", "missing"),
        ("activity", "activity_name", " ", "missing"),
        ("activity", "category", "", "missing"),
        ("activity", "category", "ปลูกปะการัง", "unknown_category"),
        ("activity", "budget_lao", "-500", "out_of_range"),
        ("activity", "budget_lao", "ห้าร้อย", "unreadable"),
        ("activity", "participants", "-1", "out_of_range"),
        ("activity", "end_on", "31/10/2566", "out_of_range"),
        ("activity", "step", "9", "out_of_range"),
        ("assessment", "score_people", "130", "out_of_range"),
        ("assessment", "score_people", "-1", "out_of_range"),
        ("assessment", "score_people", "สูง", "unreadable"),
        ("assessment", "score_people", "", "missing"),
        ("award", "level", "ระดับโลก", "unreadable"),
        ("award", "award", "", "missing"),
        ("visit", "date", "เมื่อวาน", "unreadable"),
        ("visit", "date", "1 ม.ค. 2540", "out_of_range"),
        ("visit", "by", "อบต.", "unreadable"),
        ("visit", "kind", "", "missing"),
        ("event", "level", "", "missing"),
        ("event", "province", "กะบี่", "unreadable"),
        ("event", "participants", "มาก", "unreadable"),
    ],
)
def test_a_row_is_rejected_with_its_reason_and_column(store, tmp_path, kind, column, text, reason):
    row, names, _ = FILES[kind]
    changed = [text if name == column else cell for name, cell in zip(names, row, strict=True)]
    file = only(judge(store, csv_file(tmp_path / "a.csv", thai_header(kind, names), [changed])))
    assert counts(file) == (0, 0, 0, 1)
    assert rejected(file) == [(2, KINDS[kind].by_name[column].th, reason)]
    remark = file.rejections[0]
    assert remark["reason_th"] != remark["reason_en"]
    assert text.strip(" -") in remark["reason_th"]


@pytest.mark.parametrize(
    ("kind", "column", "text", "warning"),
    [
        ("participation", "applied_on", "เร็ว ๆ นี้", "optional_unreadable"),
        ("participation", "has_leader", "อาจจะ", "optional_unreadable"),
        ("participation", "channel", "โทรเลข, เว็บไซต์", "optional_unreadable"),
        ("participation", "fiscal_year", "2024", "ce_year"),
        ("participation", "model_lao_code", "5999999", "optional_unreadable"),
        ("activity", "start_on", "14 ธันวาคม 2533", "year_typo"),
        ("activity", "output_amount", "ประมาณหนึ่ง", "optional_unreadable"),
        ("assessment", "result", "พอใช้", "optional_unreadable"),
    ],
)
def test_a_row_is_accepted_with_a_warning(store, tmp_path, kind, column, text, warning):
    row, names, _ = FILES[kind]
    changed = [text if name == column else cell for name, cell in zip(names, row, strict=True)]
    file = only(judge(store, csv_file(tmp_path / "a.csv", thai_header(kind, names), [changed])))
    assert counts(file) == (1, 0, 0, 0)
    assert warned(file) == {warning: 1}
    assert text in file.warnings[0]["reason_th"] and text in file.warnings[0]["reason_en"]


def test_the_fast_track_has_three_stages(store, tmp_path):
    header = ["ปีงบประมาณ", "รหัส อปท.", "เส้นทาง", "ขั้น"]
    file = only(
        judge(
            store,
            csv_file(tmp_path / "a.csv", header, [["2567", CITY, "Fast Track", "4"], ["2567", SAO, "เส้นทางลัด", "3"]]),
        )
    )
    assert (counts(file), rejected(file)) == ((1, 0, 0, 1), [(2, "ขั้น", "out_of_range")])


def test_a_dash_is_zero_only_beside_other_figures(store, tmp_path):
    header = ["รหัสกิจกรรม", "ปีงบประมาณ", "รหัส อปท.", "ชื่อกิจกรรม", "ประเภทกิจกรรม", "งบ อปท. (บาท)", "ผู้เข้าร่วม (คน)"]
    rows = [
        ["1", "2567", CITY, "ก", "คัดแยกขยะ", "-", "10"],
        ["2", "2567", CITY, "ข", "คัดแยกขยะ", "-", "-"],
        ["3", "2567", CITY, "ค", "คัดแยกขยะ", ".", "10"],
    ]
    load(store, csv_file(tmp_path / "a.csv", header, rows))
    assert store.open().rows("select activity_id, budget_lao, participants from activity order by 1") == [
        ("1", 0, 10),
        ("2", None, None),
        ("3", None, 10),
    ]


def test_cells_of_a_workbook_keep_their_types(store, tmp_path):
    rows = [
        ["ปีงบประมาณ", "รหัส อปท.", "เส้นทาง", "ขั้น", "วันที่สมัคร", "มีผู้นำ"],
        [2567, int(CITY), "บันได 4 ขั้น", 2, dt.date(2023, 9, 30), True],
        [2567, SAO, "บันได 4 ขั้น", "๒", dt.date(2566, 9, 30), "x"],
    ]
    load(store, xlsx_file(tmp_path / "a.xlsx", {"ข้อมูล": rows}))
    day = dt.date(2023, 9, 30)
    assert store.open().rows("select lao_code, step, applied_on, has_leader from participation order by 1") == [
        (CITY, 2, day, True),
        (SAO, 2, day, False),
    ]


def test_a_range_of_days_tells_start_and_end(store, tmp_path):
    header = ["รหัสกิจกรรม", "ปีงบประมาณ", "รหัส อปท.", "ชื่อกิจกรรม", "ประเภทกิจกรรม", "วันที่เริ่ม"]
    load(store, csv_file(tmp_path / "a.csv", header, [["1", "2563", CITY, "ก", "คัดแยกขยะ", "27-28 กุมภาพันธ์ 2563"]]))
    assert store.open().rows("select start_on, end_on from activity") == [(dt.date(2020, 2, 27), dt.date(2020, 2, 28))]


def test_a_cell_longer_than_a_spreadsheet_holds_is_rejected(store, tmp_path):
    header = ["date", "event_name", "kind", "level", "remarks"]
    rows = [["1/10/2566", "ก", "อบรม", "ภาค", "ย" * 32_768], ["1/10/2566", "ข", "อบรม", "ภาค", "ย" * 32_767]]
    file = only(judge(store, csv_file(tmp_path / "a.csv", header, rows)))
    assert (counts(file), rejected(file)) == ((1, 0, 0, 1), [(2, "remarks", "cell_too_long")])


def test_the_kind_can_be_forced_and_then_its_headers_are_required(store, tmp_path):
    from la21data.problems import CannotUse

    file = csv_file(tmp_path / "a.csv", ["ปีงบประมาณ", "รหัส อปท.", "เส้นทาง", "ขั้น"], [["2567", PAO, "บันได", "1"]])
    with pytest.raises(CannotUse) as error:
        judge(store, file, kind="activity")
    assert "รหัสกิจกรรม" in error.value.problem.th and error.value.problem.code == "missing_headers"
    assert only(judge(store, file, kind="participation")).accepted == 1
