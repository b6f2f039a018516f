"""Spreadsheets as people make them: titles, two-row headers, groups, totals, merged cells, several sheets."""

import datetime as dt

import pytest

from la21data.problems import CannotUse
from tests.ingest.files import (
    ACTIVITY_HEADER,
    CITY,
    PARTICIPATION_HEADER,
    SAO,
    TOWN,
    counts,
    csv_file,
    judge,
    load,
    ods_file,
    only,
    rejected,
    warned,
    xlsx_file,
)

LADDER = "บันได 4 ขั้น"


def skipped(file):
    return dict(file.skipped)


def test_titles_above_and_notes_below_are_skipped_and_counted(store, tmp_path):
    rows = [
        ["รายชื่อ อปท. ที่เข้าร่วมโครงการ"],
        ["ข้อมูล ณ วันที่ 30 กันยายน 2567"],
        [],
        ["", *PARTICIPATION_HEADER],
        ["", "2567", CITY, LADDER, "2"],
        ["", ""],
        ["", "2567", SAO, LADDER, "1"],
        ["หมายเหตุ : ตัวเลขเบื้องต้น"],
        ["ที่มา: ทสจ.กระบี่"],
        ["* ไม่รวม กทม."],
        ["ข้อมูล ณ 1 ต.ค. 67"],
    ]
    file = only(judge(store, csv_file(tmp_path / "a.csv", rows[0], rows[1:])))
    assert counts(file) == (2, 0, 0, 0)
    assert skipped(file) == {"title": 2, "empty": 2, "note": 2, "source": 1, "as_of": 1}
    assert file.ignored_columns == []


def test_row_numbers_are_the_spreadsheets_own(store, tmp_path):
    rows = [[], ["หัวเรื่อง"], [], ["", "", *PARTICIPATION_HEADER], ["", "", 2567, CITY, LADDER, 9]]
    for file in (xlsx_file(tmp_path / "a.xlsx", {"ก": rows}), csv_file(tmp_path / "a.csv", rows[0], rows[1:])):
        assert rejected(only(judge(store, file))) == [(5, "ขั้น", "out_of_range")], file.name


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_two_header_rows_with_merged_titles(store, tmp_path, kind):
    upper = [
        "ลำดับ",
        "ปีงบประมาณ",
        "รหัส อปท.",
        "รหัสกิจกรรม",
        "ชื่อกิจกรรม",
        "ประเภทกิจกรรม",
        "งบประมาณ (บาท)",
        "",
        "",
        "ผู้เข้าร่วม\n(คน)",
    ]
    lower = ["", "", "", "", "", "", "อปท.", "กรม", "อื่น ๆ", ""]
    row = ["1", "2567", CITY, "A1", "ปลูกป่า", "อนุรักษ์ป่า", "100", "200", "300", "12"]
    if kind == "xlsx":
        merges = [
            (f"{letter}2:{letter}3", title) for letter, title in zip("ABCDEFJ", [t for t in upper if t and "งบ" not in t[:3]], strict=False)
        ]
        file = xlsx_file(
            tmp_path / "a.xlsx",
            {"ก": [["แบบรายงาน"], upper, lower, row]},
            {"ก": [*merges, ("G2:I2", "งบประมาณ (บาท)")]},
        )
    else:
        file = csv_file(tmp_path / "a.csv", ["แบบรายงาน"], [upper, lower, row])
    result = load(store, file)
    assert counts(only(result)) == (1, 0, 0, 0)
    assert (only(result).ignored_columns, skipped(only(result))) == (["ลำดับ"], {"title": 1})
    assert store.open().rows("select budget_lao, budget_deqp, budget_other, participants from activity") == [(100, 200, 300, 12)]


def test_province_as_group_rows_with_the_header_repeated_and_totals_between(store, tmp_path):
    header = ["ลำดับ", "ชื่อ อปท.", "ปีงบประมาณ", "ระดับ", "รางวัล"]
    rows = [
        ["1 จังหวัด : กระบี่"],
        header,
        ["1", "ทต.ตัวอย่างงาม", "2562", "ระดับประเทศ", "ชมเชย"],
        ["2", "อบต.ตัวอย่างงาม", "2562", "ระดับพื้นที่", "ระดับดี"],
        ["รวม 2", "", "", "", ""],
        ["2 จังหวัด : ปทุมธานี"],
        header,
        ["1", "ทม.ตัวอย่างใหม่", "2562", "ระดับประเทศ", "ชมเชย"],
        ["", "รวมทั้งสิ้น 3 แห่ง", "", "", ""],
    ]
    result = load(store, csv_file(tmp_path / "a.csv", ["รางวัลเมืองน่าอยู่"], rows))
    assert counts(only(result)) == (3, 0, 0, 0)
    assert skipped(only(result)) == {"title": 2, "repeated_header": 1, "group": 1, "subtotal": 2}
    assert store.open().rows("select lao_code from award order by 1") == [(TOWN,), (CITY,), (SAO,)]


def test_a_name_that_begins_like_a_total_is_a_name(store, tmp_path):
    header = [*ACTIVITY_HEADER, "ผู้เข้าร่วม (คน)"]
    rows = [
        ["A1", "2567", CITY, "รวมพลังปลูกป่า", "อนุรักษ์ป่า", "10"],
        ["A2", "2567", CITY, "รวม", "อนุรักษ์ป่า", "20"],
        ["", "", "", "รวม", "", "30"],
    ]
    file = only(judge(store, csv_file(tmp_path / "a.csv", header, rows)))
    assert (counts(file), skipped(file), warned(file)) == ((2, 0, 0, 0), {"subtotal": 1}, {})


def test_totals_that_differ_from_their_parts_are_said(store, tmp_path):
    header = [*ACTIVITY_HEADER, "ผู้เข้าร่วม (คน)", "งบ อปท. (บาท)"]
    rows = [
        ["A1", "2561", CITY, "ก", "อนุรักษ์ป่า", "57", "1"],
        ["A2", "2561", CITY, "ข", "อนุรักษ์ป่า", "26", "1"],
        ["รวม", "", "", "", "", "83", "2"],
        ["A3", "2561", CITY, "ค", "อนุรักษ์ป่า", "24", "1"],
        ["รวม", "", "", "", "", "24", "1"],
        ["รวมทั้งสิ้น", "", "", "", "", "108", "3"],
    ]
    file = only(judge(store, csv_file(tmp_path / "a.csv", header, rows)))
    assert (counts(file), warned(file)) == ((3, 0, 0, 0), {"total_mismatch": 1})
    assert (file.warnings[0]["row"], file.warnings[0]["column"]) == (7, "ผู้เข้าร่วม (คน)")


def test_merged_cells_fill_down_but_money_is_not_multiplied(store, tmp_path):
    header = ["จังหวัด", "ชื่อ อปท.", "ปีงบประมาณ", "รหัสกิจกรรม", "ชื่อกิจกรรม", "ประเภทกิจกรรม", "งบ อปท. (บาท)"]
    rows = [
        header,
        ["กระบี่", "ทต.ตัวอย่างงาม", 2567, "A1", "ก", "อนุรักษ์ป่า", 900],
        ["", "อบต.ตัวอย่างงาม", "", "A2", "ข", "อนุรักษ์ป่า", ""],
        ["", "ทต.ตัวอย่างงาม", "", "A3", "ค", "อนุรักษ์ป่า", ""],
    ]
    merges = {"ก": [("A2:A4", "กระบี่"), ("C2:C4", 2567), ("G2:G4", 900)]}
    result = load(store, xlsx_file(tmp_path / "a.xlsx", {"ก": rows}, merges))
    assert counts(only(result)) == (3, 0, 0, 0)
    assert store.open().rows("select activity_id, lao_code, fiscal_year, budget_lao from activity order by 1") == [
        ("A1", CITY, 2567, 900),
        ("A2", SAO, 2567, None),
        ("A3", CITY, 2567, None),
    ]
    ods = ods_file(tmp_path / "a.ods", "ก", rows, {(1, 0): 3, (1, 2): 3})
    assert counts(only(judge(store, ods))) == (0, 0, 3, 0)


def test_an_empty_required_cell_that_is_not_merged_is_missing(store, tmp_path):
    rows = [PARTICIPATION_HEADER, [2567, CITY, LADDER, 1], ["", SAO, LADDER, 1]]
    assert rejected(only(judge(store, xlsx_file(tmp_path / "a.xlsx", {"ก": rows})))) == [(3, "ปีงบประมาณ", "missing")]


def test_several_kinds_and_sheets_in_one_workbook(store, tmp_path):
    sheets = {
        "เข้าร่วม": [PARTICIPATION_HEADER, [2567, CITY, LADDER, 1]],
        "คำอธิบาย": [["วิธีกรอก"], ["กรอกทุกช่อง"]],
        "ว่าง": [],
        "กิจกรรม": [ACTIVITY_HEADER, ["A1", 2567, CITY, "ก", "อนุรักษ์ป่า"], ["A2", 2567, CITY, "ข", "ไม่รู้"]],
    }
    file = only(judge(store, xlsx_file(tmp_path / "a.xlsx", sheets)))
    assert (file.kind, counts(file)) == ("participation,activity", (2, 0, 0, 1))
    assert (file.rejections[0]["sheet"], skipped(file)) == ("กิจกรรม", {"sheet_without_table": 2})


def test_a_sheet_that_lacks_a_column_stops_the_file(store, tmp_path):
    sheets = {
        "ดี": [PARTICIPATION_HEADER, [2567, CITY, LADDER, 1]],
        "ขาด": [[*ACTIVITY_HEADER[:4], "ขั้น"], ["A1", 2567, CITY, "ก", 1]],
    }
    with pytest.raises(CannotUse) as error:
        judge(store, xlsx_file(tmp_path / "a.xlsx", sheets))
    assert "(ขาด)" in error.value.problem.th and "ประเภทกิจกรรม" in error.value.problem.th


@pytest.mark.parametrize(("names", "year"), [(("กระบี่ 2567", "จังหวัดปทุมธานี ปี2567"), 2567), (("จ.กระบี่", "ปทุมธานี"), None)])
def test_the_key_in_a_sheets_name(store, tmp_path, names, year):
    header = ["ชื่อ อปท.", "ระดับ", "รางวัล"] if year else ["ปีงบประมาณ", "ชื่อ อปท.", "ระดับ", "รางวัล"]
    before = [] if year else ["2567"]
    sheets = {
        names[0]: [header, [*before, "ทต.ตัวอย่างงาม", "ระดับประเทศ", "ชมเชย"]],
        names[1].replace(" ปี2567", "_2567"): [header, [*before, "ทม.ตัวอย่างใหม่", "ระดับประเทศ", "ชมเชย"]],
    }
    result = load(store, xlsx_file(tmp_path / "a.xlsx", sheets))
    assert counts(only(result)) == (2, 0, 0, 0)
    assert store.open().rows("select fiscal_year, lao_code from award order by 2") == [(2567, TOWN), (2567, CITY)]


def test_a_title_may_carry_the_fiscal_year(store, tmp_path):
    rows = [["ปีงบประมาณ 2566"], PARTICIPATION_HEADER[1:], [CITY, LADDER, "1"]]
    load(store, csv_file(tmp_path / "a.csv", ["แบบสรุป"], rows))
    assert store.open().rows("select fiscal_year, lao_code from participation") == [(2566, CITY)]


def test_headers_in_any_spelling(store, tmp_path):
    header = ["  ปีงบประมาณ * ", "รหัส\nอปท", "LAO_NAME", "เส้นทาง", "ขั้น.", "จํานวนผู้นําการเปลี่ยนแปลง (คน)", "", "คอลัมน์แปลก"]
    file = only(judge(store, csv_file(tmp_path / "a.csv", header, [["๒๕๖๗", CITY, "ทต.ตัวอย่างงาม", LADDER, "๒", "๗", "", "x"]])))
    assert (counts(file), file.ignored_columns, warned(file)) == ((1, 0, 0, 0), ["คอลัมน์แปลก"], {})


def test_blank_spacer_columns_are_not_worth_a_word(store, tmp_path):
    header = ["", PARTICIPATION_HEADER[0], "", *PARTICIPATION_HEADER[1:], ""]
    file = only(
        judge(
            store,
            csv_file(
                tmp_path / "a.csv",
                header,
                [["", "2567", "", CITY, LADDER, "1", ""], ["", "2567", "", SAO, LADDER, "1", "หลง"]],
            ),
        )
    )
    assert (counts(file), file.ignored_columns) == ((2, 0, 0, 0), ["G"])


def test_an_excel_date_that_shows_a_thai_year(store, tmp_path):
    rows = [
        [*PARTICIPATION_HEADER, "วันที่สมัคร"],
        [2567, CITY, LADDER, 1, dt.date(2566, 9, 30)],
        [2567, SAO, LADDER, 1, 45199],
    ]
    load(store, xlsx_file(tmp_path / "a.xlsx", {"ก": rows}))
    assert store.open().rows("select applied_on from participation") == [(dt.date(2023, 9, 30),)] * 2


def test_a_province_in_the_first_row_of_its_group_only(store, tmp_path):
    header = ["จังหวัด", "ชื่อ อปท.", "ปีงบประมาณ", "ระดับ", "รางวัล"]
    rows = [
        ["กระบี่", "ทต.ตัวอย่างงาม", "2562", "ระดับประเทศ", "ก"],
        ["", "อบต.ตัวอย่างงาม", "2562", "ระดับประเทศ", "ก"],
        ["", "ทต.ตัวอย่างงาม", "2562", "ระดับประเทศ", "ข"],
        ["ปทุมธานี", "ทม.ตัวอย่างใหม่", "2562", "ระดับประเทศ", "ก"],
        ["", "ทม.ตัวอย่างใหม่", "2562", "ระดับประเทศ", "ข"],
    ]
    assert counts(only(judge(store, csv_file(tmp_path / "a.csv", header, rows)))) == (5, 0, 0, 0)
    assert rejected(only(judge(store, csv_file(tmp_path / "b.csv", header, rows[:2])))) == [(3, "จังหวัด", "missing")]
    twice = [
        rows[0],
        ["กระบี่", *rows[2][1:]],
        *rows[1:2],
        *([*row[:3], *row[3:4], f"{n}"] for n, row in enumerate([rows[1]] * 4)),
    ]
    assert counts(only(judge(store, csv_file(tmp_path / "c.csv", header, twice)))) == (2, 0, 0, 5)


def test_a_year_in_an_unknown_column_is_not_taken_for_the_fiscal_year(store, tmp_path):
    rows = [["ปีงบประมาณ 2567", CITY, LADDER, "1"]]
    with pytest.raises(CannotUse, match="missing: ปีงบประมาณ"):
        judge(store, csv_file(tmp_path / "a.csv", ["รอบ", "รหัส อปท.", "เส้นทาง", "ขั้น"], rows))
