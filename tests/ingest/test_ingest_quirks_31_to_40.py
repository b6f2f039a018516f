"""Quirks 31 to 40 of those seen in public files, each in a file as an office makes it; and that none of the forty lacks its test."""

import datetime as dt
import re

import pytest
import xlsxwriter

from tests.ingest import test_ingest_quirks_1_to_20, test_ingest_quirks_21_to_30
from tests.ingest.files import (
    ACTIVITY_HEADER,
    CITY,
    PAO,
    PARTICIPATION_HEADER,
    REGISTRY_HEADER,
    SAO,
    TOWN,
    accepted,
    column,
    counts,
    csv_file,
    judge,
    load,
    only,
    registry_rows,
    rejected,
    warned,
    xlsx_file,
)

LADDER = "บันได 4 ขั้น"
NAMED = ["ปีงบประมาณ", "ชื่อ อปท.", "จังหวัด", "เส้นทาง", "ขั้น"]


def skipped(file):
    return dict(file.skipped)


def test_quirk_31_damaged_thai_is_mended_where_it_can_be_one_word_only(store, tmp_path):
    header = ["รหัสกิจกรรม", "ปีงบประมาณ", "รหัส อปท.", "ชือ่ กิจกรรม", "ประเภทกิ�กรรม", "ขัน้", "จานวนผู้เข้าร่วม", "รูปแบบการมีส่วนร่วม"]
    row = ["A1", "2567", CITY, "สานักงานร่วมก�าจัดขยะใน พืน้ ที่", "เพิ่มพืน้ ที่สีเขียว", "ขั�นที่ 2", "๑๒", "ร่วมลงมือปฏิบั�ิ"]
    file, records = accepted(store, xlsx_file(tmp_path / "a.xlsx", {"ก": [header, row]}))
    assert (file.kind, counts(file), file.ignored_columns) == ("activity", (1, 0, 0, 0), [])
    assert column(records, "name", "category", "step", "participants", "modes") == [
        ("สำนักงานร่วมกำจัดขยะใน พื้นที่", "green_space", 2, 12, ["act"])
    ]
    assert warned(file) == {"damaged_text": 2}  # The header and the mode; everyday words are mended like any other slip of typing.
    doubled = ["A1", "2567", CITY, "สํานักงานร่วมกำาจัดขยะใน พื้นที่", "เพิ่มพื้นที่สีเขียว", "2", "12", "ร่วมลงมือปฏิบัติ"]
    _, proper = accepted(store, xlsx_file(tmp_path / "b.xlsx", {"ก": [header, doubled]}))
    assert {**proper[0], "name": records[0]["name"]} == records[0]


def test_quirk_31_a_damaged_name_of_a_lao_is_not_guessed(store, tmp_path):
    rows = [[2567, "ทต.ตัว�ย่างงาม", "กระบี่", LADDER, 1], [2567, "เทศบาลตาบลตัวอย่างงาม", "กระบี่", LADDER, 1]]
    file = only(judge(store, xlsx_file(tmp_path / "a.xlsx", {"ก": [NAMED, *rows]})))
    assert (counts(file), rejected(file)) == ((1, 0, 0, 1), [(2, "ชื่อ อปท.", "unknown_lao")])
    assert file.rejections[0]["candidates"][0].startswith(CITY)


def test_quirk_32_counts_with_units_and_coded_bands(store, tmp_path):
    header = [*ACTIVITY_HEADER, "ผู้เข้าร่วม", "ปริมาณผลผลิต", "หน่วย", "ช่วงประชากร"]
    rows = [
        ["A1", 2567, CITY, "ก", "คัดแยกขยะ", "71 คน", "1.99 ล้านตัน", "ตัน", "S"],
        ["A2", 2567, CITY, "ข", "คัดแยกขยะ", "138", "12 วัด", "", "M"],
    ]
    file, records = accepted(store, xlsx_file(tmp_path / "a.xlsx", {"ก": [header, *rows]}))
    assert (counts(file), file.ignored_columns) == ((2, 0, 0, 0), ["ช่วงประชากร"])
    assert column(records, "participants", "output_amount") == [(71, 1_990_000), (138, 12)]


def test_quirk_33_hyphens_and_spaces_and_names_of_an_older_list(store, tmp_path):
    renamed = [[cell.replace("ตัวอย่างใหม่", "ตัวอย่าง-โกลก") if row[0] == TOWN else cell for cell in row] for row in registry_rows()]
    load(store, csv_file(tmp_path / "registry_25661109.csv", REGISTRY_HEADER, renamed))
    names = {2560: "ทม.ตัวอย่างใหม่", 2565: "ทม.ตัวอย่างโกลก", 2568: "ทม.ตัวอย่าง - โกลก", 2569: "ทม.ตัวอย่าง-โกลก"}
    rows = [[year, name, "ปทุมธานี", LADDER, 1] for year, name in names.items()]
    file, records = accepted(store, xlsx_file(tmp_path / "a.xlsx", {"ก": [NAMED, *rows]}))
    assert counts(file) == (4, 0, 0, 0)
    assert set(column(records, "lao_code")) == {TOWN}


@pytest.mark.parametrize("form", ["สสภ.{}", "สำนักงานสิ่งแวดล้อมภาคที่ {}", "สำนักงานสิ่งแวดล้อมและควบคุมมลพิษที่ {}", "สคพ.{}", "สสภ.{} (ภูเก็ต)"])
def test_quirk_34_offices_under_old_and_new_names(store, tmp_path, form):
    rows = [[2566 + n, CITY, LADDER, 1, form.format(number)] for n, number in enumerate(("๑๕", "15", "9"))]
    file = only(judge(store, xlsx_file(tmp_path / "a.xlsx", {"ก": [[*PARTICIPATION_HEADER, "สสภ."], *rows]})))
    assert (counts(file), warned(file), file.warnings[0]["row"]) == ((3, 0, 0, 0), {"office_contradicts": 1}, 4)


def test_quirk_35_a_total_that_differs_from_its_parts_is_said(store, tmp_path):
    rows = [["A1", 2561, CITY, "ก", "คัดแยกขยะ", 57], ["A2", 2561, CITY, "ข", "คัดแยกขยะ", 26], ["A3", 2561, CITY, "ค", "คัดแยกขยะ", 24]]
    book = {"ก": [[*ACTIVITY_HEADER, "ผู้เข้าร่วม (คน)"], *rows, ["รวม", "", "", "", "", 108]]}
    file = only(judge(store, xlsx_file(tmp_path / "a.xlsx", book)))
    assert (counts(file), warned(file), file.warnings[0]["row"]) == ((3, 0, 0, 0), {"total_mismatch": 1}, 5)


def test_quirk_36_titles_notes_hidden_rows_and_columns_and_spacers(store, tmp_path):
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        sheet = book.add_worksheet("ก")
        for number, row in enumerate(
            [
                ["รายชื่อ อปท. ที่เข้าร่วมโครงการ"],
                ["ข้อมูล ณ วันที่ 30 กันยายน 2567"],
                ["", "ปีงบประมาณ", "", "รหัส อปท.", "เส้นทาง", "ขั้น"],
                ["", 2567, "", CITY, LADDER, 1],
                ["", 2567, "", SAO, LADDER, 2],
                ["ที่มา: ทสจ.กระบี่"],
                ["หมายเหตุ: ข้อมูลเบื้องต้น"],
            ]
        ):
            sheet.write_row(number, 0, row)
        sheet.set_row(4, options={"hidden": True})
        sheet.set_column("D:D", options={"hidden": True})
    file = only(judge(store, tmp_path / "a.xlsx"))
    assert (counts(file), file.ignored_columns) == ((2, 0, 0, 0), [])
    assert skipped(file) == {"title": 2, "source": 1, "note": 1}


def test_quirk_37_a_province_merged_over_its_rows_with_numbers_that_restart(store, tmp_path):
    header = ["จังหวัด", "ลำดับ", "ชื่อ อปท.", "ปีงบประมาณ", "เส้นทาง", "ขั้น"]
    rows = [
        ["กระบี่", 1, "ทต.ตัวอย่างงาม", 2567, LADDER, 1],
        ["", 2, "อบต.ตัวอย่างงาม", 2567, LADDER, 1],
        ["", 3, "อบจ.กระบี่", 2567, LADDER, 1],
        ["ปทุมธานี", 1, "ทม.ตัวอย่างใหม่", 2567, LADDER, 1],
        ["", 2, "ทม.ตัวอย่างใหม่", 2568, LADDER, 1],
    ]
    merges = {"ก": [("A2:A4", "กระบี่"), ("A5:A6", "ปทุมธานี")]}
    for file in (xlsx_file(tmp_path / "a.xlsx", {"ก": [header, *rows]}, merges), csv_file(tmp_path / "a.csv", header, rows)):
        _, records = accepted(store, file)
        assert column(records, "lao_code") == [PAO, TOWN, CITY, SAO, TOWN], file.name


def test_quirk_38_numbers_stored_as_text_with_what_is_not_seen(store, tmp_path):
    header = [*ACTIVITY_HEADER, "ผู้เข้าร่วม (คน)", "งบ อปท. (บาท)"]
    row = ["'A1", "\u00a02567\u200b", f"'{CITY}", "  ปลูก\u00a0ป่า ", "อนุรักษ์ป่า\u200b", "'120", "1,500\u00a0"]
    _, records = accepted(store, xlsx_file(tmp_path / "a.xlsx", {"ก": [header, row]}))
    assert column(records, "activity_id", "fiscal_year", "name", "participants", "budget_lao") == [("A1", 2567, "ปลูก ป่า", 120, 1500)]


def test_quirk_39_fiscal_years_and_days_in_both_calendars(store, tmp_path):
    days = ["30/09/66", "30/09/2023", "2023-09-30", "30/09/2566", 45199, dt.date(2566, 9, 30), dt.date(2023, 9, 30)]
    rows = [
        [year, f"63001{n:02d}", LADDER, 1, day]
        for n, (day, year) in enumerate(zip(days, [2567, 2024, "FY2024", "67", 2567, 2567, 2567], strict=True))
    ]
    file, records = accepted(store, xlsx_file(tmp_path / "a.xlsx", {"ก": [[*PARTICIPATION_HEADER, "วันที่สมัคร"], *rows]}))
    assert (counts(file), warned(file)) == ((7, 0, 0, 0), {"ce_year": 2})
    assert set(column(records, "fiscal_year", "applied_on")) == {(2567, dt.date(2023, 9, 30))}


def test_quirk_40_a_sheet_for_each_province_or_year_with_the_key_in_its_name(store, tmp_path):
    header = ["ชื่อ อปท.", "ระดับ", "รางวัล"]
    sheets = {
        "กระบี่ 2566": [header, ["ทต.ตัวอย่างงาม", "ระดับประเทศ", "ชมเชย"]],
        "จ.ปทุมธานี ปี2567": [header, ["ทม.ตัวอย่างใหม่", "ระดับประเทศ", "ชมเชย"]],
        "2565": [[*header, "จังหวัด"], ["อบต.ตัวอย่างงาม", "ระดับประเทศ", "ชมเชย", "กระบี่"]],
    }
    _, records = accepted(store, xlsx_file(tmp_path / "a.xlsx", sheets))
    assert column(records, "fiscal_year", "lao_code") == [(2565, SAO), (2566, CITY), (2567, TOWN)]


def test_every_one_of_the_forty_quirks_has_its_test():
    names = {*globals(), *vars(test_ingest_quirks_1_to_20), *vars(test_ingest_quirks_21_to_30)}
    assert {int(found[1]) for found in (re.match("test_quirk_([0-9]{2})_", name) for name in names) if found} == set(range(1, 41))
