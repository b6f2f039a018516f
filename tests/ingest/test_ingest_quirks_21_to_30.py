"""Quirks 21 to 30 of those seen in public files, each in a file as an office makes it."""

import datetime as dt

import pytest

from tests.ingest.files import (
    ACTIVITY_HEADER,
    CITY,
    PARTICIPATION_HEADER,
    PATTAYA,
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


def test_quirk_21_windows_line_ends(store, tmp_path):
    text = "\r\n".join([",".join(PARTICIPATION_HEADER), f"2567,{CITY},{LADDER},1", f'2567,{SAO},"บันได\r\n4 ขั้น",2', ""])
    (tmp_path / "a.csv").write_bytes(text.encode("utf-8-sig"))
    assert counts(only(judge(store, tmp_path / "a.csv"))) == (2, 0, 0, 0)


DATES = {
    "1 ตุลาคม 2562": "2019-10-01",
    "5 ก.ย.66": "2023-09-05",
    "18 ก.ค. 62": "2019-07-18",
    "ศุกร์ที่ 4 ต.ค.62": "2019-10-04",
    "9/เม.ย./2564": "2021-04-09",
    "29 08 61": "2018-08-29",
    "๒๓ พฤศจิกายน ๒๕๕๙": "2016-11-23",
    "๘ มิถุนายน 2560": "2017-06-08",
    "2568-06-10": "2025-06-10",
}


def test_quirk_22_dates_in_every_thai_form(store, tmp_path):
    rows = [[2560, f"63001{n:02d}", LADDER, 1, text] for n, text in enumerate(DATES)]
    file, records = accepted(store, xlsx_file(tmp_path / "a.xlsx", {"ก": [[*PARTICIPATION_HEADER, "วันที่ถอดบทเรียน"], *rows]}))
    assert (counts(file), warned(file)) == ((len(DATES), 0, 0, 0), {})
    assert [f"{day}" for day in column(records, "lessons_on")] == list(DATES.values())


def test_quirk_23_a_mistyped_year_and_a_range_of_days(store, tmp_path):
    rows = [["A1", "2564", CITY, "ก", "คัดแยกขยะ", "14 ธันวาคม 2533"], ["A2", "2563", CITY, "ข", "คัดแยกขยะ", "27-28 กุมภาพันธ์ 2563"]]
    file, records = accepted(store, csv_file(tmp_path / "a.csv", [*ACTIVITY_HEADER, "วันที่เริ่ม"], rows))
    assert (counts(file), warned(file)) == ((2, 0, 0, 0), {"year_typo": 1})
    assert column(records, "start_on", "end_on") == [
        (None, None),
        (dt.date(2020, 2, 27), dt.date(2020, 2, 28)),
    ]


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("re01_9112566tambon.csv", dt.date(2023, 11, 9)),
        ("tesaban_25660331.csv", dt.date(2023, 3, 31)),
        ("สรุป_๒๕๖๖๐๓๓๑.csv", dt.date(2023, 3, 31)),
    ],
)
def test_quirk_24_the_day_of_a_list_in_its_files_name(store, tmp_path, name, day):
    load(store, csv_file(tmp_path / name, REGISTRY_HEADER, registry_rows()))
    assert store.open().rows("select max(as_of) from registry_list") == [(day,)]


def test_quirk_25_a_header_of_two_rows_merged_over_repeated_sub_headers(store, tmp_path):
    upper = ["ที่", "ปีงบประมาณ", "รหัส อปท.", "รหัสกิจกรรม", "ชื่อกิจกรรม", "ประเภทกิจกรรม", "งบประมาณ (บาท)", "", "", "หมายเหตุ"]
    lower = ["", "", "", "", "", "", "อปท.", "กรม", "อื่น ๆ", ""]
    row = ["๑", 2567, CITY, "A1", "ปลูกป่า", "อนุรักษ์ป่า", 100, 200, 300, "ดำเนินการแล้ว"]
    merges = [(f"{letter}2:{letter}3", title) for letter, title in zip("ABCDEFJ", [*upper[:6], upper[9]], strict=True)]
    book = {"แผน": [["แผนการดำเนินงาน ประจำปี"], upper, lower, row]}
    file, records = accepted(store, xlsx_file(tmp_path / "a.xlsx", book, {"แผน": [*merges, ("G2:I2", "งบประมาณ (บาท)")]}))
    assert (counts(file), file.ignored_columns) == ((1, 0, 0, 0), ["ที่", "หมายเหตุ"])
    assert column(records, "budget_lao", "budget_deqp", "budget_other") == [(100, 200, 300)]


def test_quirk_26_new_lines_and_units_inside_a_header(store, tmp_path):
    header = [*ACTIVITY_HEADER, "ผู้เข้าร่วม\n(คน)", "งบ อปท.\n(บาท)", "ปริมาณผลผลิต\n(ตัน/วัน)"]
    _, records = accepted(store, xlsx_file(tmp_path / "a.xlsx", {"ก": [header, ["A1", 2567, CITY, "ก", "คัดแยกขยะ", 12, 5_000, 1.5]]}))
    assert column(records, "participants", "budget_lao", "output_amount") == [(12, 5_000, 1.5)]


def test_quirk_27_a_group_row_for_each_province_and_the_years_as_columns(store, tmp_path):
    header = ["ลำดับ", "ชื่อ อปท.", "ระดับ", "รางวัล", "2547", "2548", "2549", "รวม"]
    rows = [
        ["รางวัลเทศบาลน่าอยู่"],
        ["1 จังหวัด : กระบี่"],
        header,
        [1, "ทต.ตัวอย่างงาม", "ระดับประเทศ", "ชมเชย", "/", "", "/", 2],
        [2, "อบต.ตัวอย่างงาม", "ระดับประเทศ", "ชมเชย", "", "", "", 0],
        ["รวม 2", "", "", "", 1, "", 1, 2],
        ["2 จังหวัด : ปทุมธานี"],
        header,
        [1, "ทม.ตัวอย่างใหม่", "ระดับประเทศ", "ชมเชย", "", "✓", "", 1],
        ["รวม 1", "", "", "", "", 1, "", 1],
    ]
    file, records = accepted(store, xlsx_file(tmp_path / "a.xlsx", {"ก": rows}))
    assert (file.kind, counts(file), warned(file)) == ("award", (3, 0, 0, 0), {"years_as_columns": 1})
    assert skipped(file) == {"title": 2, "group": 1, "repeated_header": 1, "subtotal": 2, "no_year_filled": 1}
    assert column(records, "lao_code", "fiscal_year") == [(CITY, 2547), (TOWN, 2548), (CITY, 2549)]


def test_quirk_28_subtotals_among_the_rows(store, tmp_path):
    header = ["จังหวัด", "การบริหาร", "ชื่อ อปท.", "ปีงบประมาณ", "เส้นทาง", "ขั้น", "จำนวนผู้นำการเปลี่ยนแปลง"]
    rows = [
        ["กระบี่", "เทศบาล", "ทต.ตัวอย่างงาม", 2567, LADDER, 1, 4],
        ["กระบี่", "อบต.", "อบต.ตัวอย่างงาม", 2567, LADDER, 1, 6],
        ["กระบี่", "รวม", "", "", "", "", 10],
        ["รวมทั้งสิ้น", "", "", "", "", "", 10],
    ]
    file = only(judge(store, xlsx_file(tmp_path / "a.xlsx", {"ก": [header, *rows]})))
    assert (counts(file), skipped(file), warned(file)) == ((2, 0, 0, 0), {"subtotal": 2}, {})


@pytest.mark.parametrize(
    ("name", "province", "code", "mended"),
    [
        ("ทต.ตัวอย่างงาม", "จ.กระบี่", CITY, False),
        ("ทต.ตัวอย่างงาม", "จังหวัดกระบี่", CITY, False),
        ("ทต.ตัวอย่างงาม", "จ.กบ.", CITY, False),
        ("ทต.ตัวอย่างงาม", "ก.บ.", CITY, False),
        ("ทม.ตัวอย่างใหม่", "ปท", TOWN, False),
        ("กรุงเทพมหานคร", "กทม.", "1100000", False),
        ("กรุงเทพฯ", "กรุงเทพฯ", "1100000", False),
        ("เมืองพัทยา", "พัทยา", PATTAYA, False),
        ("ทม.ตัวอย่างใหม่", "ปทุม�านี", TOWN, True),
        ("ทม.ตัวอย่างใหม่", "ปทุม านี", TOWN, True),
    ],
)
def test_quirk_29_a_province_in_every_form(store, tmp_path, name, province, code, mended):
    file, records = accepted(store, xlsx_file(tmp_path / "a.xlsx", {"ก": [NAMED, [2567, name, province, LADDER, 1]]}))
    assert (counts(file), warned(file)) == ((1, 0, 0, 0), {"damaged_text": 1} if mended else {})
    assert column(records, "lao_code") == [code]


def test_quirk_29_an_abbreviation_that_may_be_several_provinces_is_not_guessed(store, tmp_path):
    rows = [[2567, "ทต.ตัวอย่างงาม", province, LADDER, 1] for province in ("น.ร.", "กะบี่")]
    file = only(judge(store, xlsx_file(tmp_path / "a.xlsx", {"ก": [NAMED, *rows]})))
    assert rejected(file) == [(2, "จังหวัด", "unknown_lao"), (3, "จังหวัด", "unknown_lao")]
    assert len(file.rejections[0]["candidates"]) == 3 and all(name.startswith("น") for name in file.rejections[0]["candidates"])
    assert file.rejections[1]["candidates"][0] == "กระบี่"


def test_quirk_30_thai_digits_in_numbering_and_money(store, tmp_path):
    header = ["ที่", *ACTIVITY_HEADER, "งบ อปท. (บาท)", "งบกรม (บาท)"]
    rows = [["๑.๑", "ก-๑", "๒๕๖๗", CITY, "ปลูกป่า", "อนุรักษ์ป่า", "๑๖,๑๔๘,๘๐๐.- บาท", "฿1,250.50"]]
    _, records = accepted(store, csv_file(tmp_path / "a.csv", header, rows))
    assert [str(value) for value in column(records, "activity_id", "fiscal_year", "budget_lao", "budget_deqp")[0]] == [
        "ก-1",
        "2567",
        "16148800.00",
        "1250.50",
    ]
