"""Quirks 1 to 20 of those seen in public files, each in a file as an office makes it; a test is named for what it is about.

That none of the forty lacks its test is checked beside the other twenty.
"""

import datetime as dt

import pytest

from la21data.ingest import import_files
from la21data.store import Store
from tests.ingest.files import (
    AWARD_HEADER,
    CITY,
    PARTICIPATION_HEADER,
    REGISTRY_HEADER,
    SAO,
    TODAY,
    TOWN,
    TWIN_A,
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
GREEN_CITY = [
    "fiscal year",
    "municipality",
    "province",
    "Environmental Office Region",
    "region",
    "Type of Certificate",
    "Certificate",
    "size",
]


def award(name, province="กระบี่", text="ชมเชย", year="2562", level="ระดับประเทศ"):
    return [year, name, province, level, text]


def test_quirk_01_the_type_is_glued_to_the_name(store, tmp_path):
    rows = [award("ทต.ตัวอย่างงาม"), award("ทม.ตัวอย่างใหม่", "ปทุมธานี"), award("อบต.ตัวอย่างงาม")]
    _, records = accepted(store, csv_file(tmp_path / "green-city.csv", AWARD_HEADER, rows, "utf-8-sig"))
    assert column(records, "lao_code") == [TOWN, CITY, SAO]


def test_quirk_02_one_type_spelled_three_ways_and_two_types_left_open(store, tmp_path):
    header = ["ปีงบประมาณ", "ประเภท อปท.", "ชื่อ อปท.", "จังหวัด", "เส้นทาง", "ขั้น"]
    types = ("อบต.", "องค์การบริหารส่วนตำบล", "องค์การบริหารส่วนตำบล (อบต.)")
    rows = [[2560 + n, spelled, "ตัวอย่างงาม", "กระบี่", LADDER, 1] for n, spelled in enumerate(types)]
    rows += [[2567, "เทศบาลตำบล", "ตัวอย่างงาม", "กระบี่", LADDER, 1], [2568, "", "(ทต./อบต.) ตัวอย่างงาม", "กระบี่", LADDER, 1]]
    file = only(load(store, xlsx_file(tmp_path / "a.xlsx", {"อปท.": [header, *rows]})))
    assert (counts(file), rejected(file)) == ((4, 0, 0, 1), [(6, "ชื่อ อปท.", "ambiguous_lao")])
    assert store.open().rows("select lao_code, count(*) from participation group by 1 order by 2") == [(CITY, 1), (SAO, 3)]


def test_quirk_03_a_misspelt_name_comes_back_with_candidates(store, tmp_path):
    file = only(judge(store, csv_file(tmp_path / "a.csv", AWARD_HEADER, [award("ทต.ตัวอยางงาม"), award("ทต.ตัวอย่างงามม")])))
    assert rejected(file) == [(row, "ชื่อ อปท.", "unknown_lao") for row in (2, 3)]
    assert all(remark["candidates"][0].startswith(f"{CITY} ทต.ตัวอย่างงาม") for remark in file.rejections)


def test_quirk_04_slips_in_a_size_and_in_an_offices_seat(store, tmp_path):
    row = ["2563", "ทต.ตัวอย่างงาม", "กระบี่", "สสภ.14 (สุราษฏร์ธานี)", "ภาคใต้", "ระดับประเทศ", "ชมเชย", "ตำบบล"]
    file, records = accepted(store, csv_file(tmp_path / "a.csv", GREEN_CITY, [row]))
    assert file.accepted == 1
    assert column(records, "size") == ["ตำบล"]
    typed = ["2563", "เทศบาลตำบบลตัวอย่างงาม", "กระบี่", "สสภ.01 (เขียงใหม่)", "ภาคใต้", "ระดับประเทศ", "ดีเด่น", "ตำบล"]
    assert warned(only(judge(store, csv_file(tmp_path / "b.csv", GREEN_CITY, [typed])))) == {"office_contradicts": 1}


def test_quirk_05_the_wrong_office_or_region_is_said_and_the_province_holds(store, tmp_path):
    row = ["2563", "ทม.ตัวอย่างใหม่", "ปทุมธานี", "สสภ.09 (อุดรธานี)", "ภาคตะวันออกเฉียงเหนือ", "ระดับประเทศ", "ชมเชย", "เมือง"]
    file = only(load(store, csv_file(tmp_path / "green-city.csv", GREEN_CITY, [row])))
    assert (counts(file), warned(file)) == ((1, 0, 0, 0), {"office_contradicts": 2})
    assert store.open().rows("select province from lao join award using (lao_code)") == [("13",)]


def test_quirk_06_an_exact_duplicate_is_unchanged(store, tmp_path):
    assert counts(only(judge(store, csv_file(tmp_path / "a.csv", AWARD_HEADER, [award("ทต.ตัวอย่างงาม")] * 2)))) == (1, 0, 1, 0)


def test_quirk_07_size_classes_of_two_eras_stand_as_they_were_given(store, tmp_path):
    rows = [[year, "ทต.ตัวอย่างงาม", "กระบี่", "", "", "ระดับประเทศ", "ชมเชย", size] for year, size in (("2559", "เล็ก"), ("2561", "ตำบล"))]
    _, records = accepted(store, csv_file(tmp_path / "green-city.csv", GREEN_CITY, rows))
    assert column(records, "fiscal_year", "size") == [(2559, "เล็ก"), (2561, "ตำบล")]


def test_quirk_08_variants_of_an_awards_text_have_one_category_and_rank(store, tmp_path):
    texts = ["รางวัลรองชนะเลิศ อันดับ 1 (สวล.)", "รองชนะเลิศ อันดับ 1 (สวล.)", "ทบ.น่าอยู่", "เทศบาลน่าอยู่อย่างยั่งยืน"]
    rows = [award("ทต.ตัวอย่างงาม", text=text, year=2560 + n) for n, text in enumerate(texts)]
    _, records = accepted(store, csv_file(tmp_path / "a.csv", AWARD_HEADER, rows))
    found = column(records, "award_category", "award_rank")
    assert found == [("environment", "runner_up_1")] * 2 + [("livable", None)] * 2


def test_quirk_09_curly_quotes_inside_a_cell(store, tmp_path):
    curly, straight = "ชนะเลิศ “เมืองสวยน้ำใส”", 'ชนะเลิศ "เมืองสวยน้ำใส"'
    rows = [award("ทต.ตัวอย่างงาม", text=text) for text in (curly, straight)]
    file, records = accepted(store, csv_file(tmp_path / "a.csv", AWARD_HEADER, rows))
    assert counts(file) == (1, 0, 1, 0)
    assert column(records, "award") == [straight]


def test_quirk_10_the_type_of_a_lao_changes_with_time(store, tmp_path):
    newer = [[cell.replace("ทม.", "ทน.") if row[0] == TOWN else cell for cell in row] for row in registry_rows()]
    load(store, csv_file(tmp_path / "registry_25661109.csv", REGISTRY_HEADER, newer))
    rows = [[year, name, "ปทุมธานี", LADDER, 1] for year, name in ((2560, "ทม.ตัวอย่างใหม่"), (2568, "ทน.ตัวอย่างใหม่"), (2569, "ทม.ตัวอย่างใหม่"))]
    file = only(load(store, xlsx_file(tmp_path / "a.xlsx", {"ก": [["ปีงบประมาณ", "ชื่อ อปท.", "จังหวัด", "เส้นทาง", "ขั้น"], *rows]})))
    assert (counts(file), warned(file)) == ((3, 0, 0, 0), {"type_changed": 1})


def test_quirk_11_a_name_that_stands_twice_in_a_province_needs_its_district(store, tmp_path):
    header = ["ปีงบประมาณ", "ชื่อ อปท.", "อำเภอ", "จังหวัด", "เส้นทาง", "ขั้น"]
    rows = [["2567", "ทต.ตัวอย่างไทร", "", "อุบลราชธานี", LADDER, "1"], ["2567", "ทต.ตัวอย่างไทร", "อ.โพธิ์ไทร", "อุบลราชธานี", LADDER, "1"]]
    file, records = accepted(store, csv_file(tmp_path / "a.csv", header, rows))
    assert (counts(file), rejected(file)) == ((1, 0, 0, 1), [(2, "ชื่อ อปท.", "ambiguous_lao")])
    assert len(file.rejections[0]["candidates"]) == 2
    assert column(records, "lao_code") == [TWIN_A]


def test_quirk_12_english_headers_with_spaces_over_thai_data(store, tmp_path):
    row = ["2562", "ทต.ตัวอย่างงาม", "กระบี่", "", "", "ระดับประเทศ", "ชมเชย", "ตำบล"]
    file = only(judge(store, csv_file(tmp_path / "green-city1.csv", GREEN_CITY, [row], "utf-8-sig")))
    assert (file.kind, counts(file), file.ignored_columns) == ("award", (1, 0, 0, 0), [])


def test_quirk_13_misspelt_headers_and_trailing_dots(store, tmp_path):
    header = ["ปี งบประมาณ.", "รหัส  อปท", "เว็ปไซต์ของอปท", "เส้นทาง ", "ขั้น."]
    file = only(judge(store, csv_file(tmp_path / "a.csv", header, [["2567", CITY, "www.example.go.th", LADDER, "1"]])))
    assert (counts(file), file.ignored_columns) == ((1, 0, 0, 0), ["เว็ปไซต์ของอปท"])


def test_quirk_14_a_house_number_that_excel_made_a_date_harms_nothing(tmp_path):
    header = [*REGISTRY_HEADER, "ที่ตั้งสำนักงานเลขที่"]
    rows = [header, *([*row, dt.date(2023, 1, 1)] if n % 2 else [*row, "1-ม.ค."] for n, row in enumerate(registry_rows()))]
    file = only(import_files(Store(tmp_path / "store"), [xlsx_file(tmp_path / "a.xlsx", {"ก": rows})], today=TODAY))
    assert (file.accepted, file.rejected, file.ignored_columns) == (len(registry_rows()), 0, ["ที่ตั้งสำนักงานเลขที่"])


def test_quirk_15_a_dash_a_dot_and_nothing_are_all_missing(store, tmp_path):
    header = [*PARTICIPATION_HEADER, "วันที่สมัคร", "จำนวนผู้นำการเปลี่ยนแปลง", "สถานะ"]
    rows = [[2567 - n, CITY, LADDER, 1, blank, blank, blank] for n, blank in enumerate(("-", ".", "", " - ", '"-"'))]
    file, records = accepted(store, xlsx_file(tmp_path / "a.xlsx", {"ก": [header, *rows]}))
    assert (counts(file), warned(file)) == ((5, 0, 0, 0), {})
    assert set(column(records, "applied_on", "change_agents", "status")) == {(None, None, None)}


def test_quirk_16_one_lao_repeated_for_each_of_its_subdistricts(tmp_path):
    rows = [[*row, f"ตำบลที่ {n}"] for row in registry_rows() for n in range(3)]
    file = only(import_files(Store(tmp_path / "store"), [csv_file(tmp_path / "dla.csv", [*REGISTRY_HEADER, "ตำบล"], rows)], today=TODAY))
    assert counts(file) == (len(registry_rows()), 0, 2 * len(registry_rows()), 0)


def test_quirk_17_broken_addresses_with_commas_and_quotes_shift_no_column(store, tmp_path):
    lines = ["ปีงบประมาณ,รหัส อปท.,เว็บไซต์,เส้นทาง,ขั้น", f'2565,{CITY},"www,tlpm.go.th",{LADDER},1', f'2566,{CITY},"""-""",{LADDER},2']
    lines += [f"2567,{CITY},WWW..Aolueknuea.go.th,{LADDER},3", f"2568,{CITY},www.Khlongphon go.th,{LADDER},4"]
    (tmp_path / "a.csv").write_text("\n".join(lines), encoding="utf-8")
    file, records = accepted(store, tmp_path / "a.csv")
    assert counts(file) == (4, 0, 0, 0)
    assert column(records, "step") == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("lat", "lon", "warning"),
    [("5", "97", "coords_outside"), ("8.08", "", "optional_unreadable"), ("9.9", "98.9", "coords_outside"), ("", "", None)],
)
def test_quirk_18_bad_coordinates_are_dropped_and_said(store, tmp_path, lat, lon, warning):
    rows = [[*row, *((lat, lon) if row[0] == CITY else ("", ""))] for row in registry_rows()]
    file = only(load(store, csv_file(tmp_path / "registry_25661109.csv", [*REGISTRY_HEADER, "ละติจูด", "ลองจิจูด"], rows)))
    assert (file.rejected, warned(file)) == (0, {warning: 1} if warning else {})
    assert store.open().rows("select lat, lon from lao where lao_code = ? order by version desc limit 1", [CITY]) == [(None, None)]


@pytest.mark.parametrize(("code", "area", "kept"), [(SAO, "0.05", None), (SAO, "27,431", None), (SAO, "12.5", 12.5), (CITY, "0.39", 0.39)])
def test_quirk_19_an_implausible_area_is_left_out_and_said(store, tmp_path, code, area, kept):
    rows = [[*row, area if row[0] == code else ""] for row in registry_rows()]
    file = only(load(store, csv_file(tmp_path / "registry_25661109.csv", [*REGISTRY_HEADER, "พื้นที่ (ตร.กม.)"], rows)))
    assert (file.rejected, warned(file)) == (0, {} if kept else {"area_implausible": 1})
    assert store.open().rows("select area_km2 from lao where lao_code = ? order by version desc limit 1", [code]) == [(kept,)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp874", "utf-16", "utf-16-le"])
def test_quirk_20_any_encoding_with_or_without_its_mark(store, tmp_path, encoding):
    assert only(judge(store, csv_file(tmp_path / "a.csv", AWARD_HEADER, [award("ทต.ตัวอย่างงาม")] * 30, encoding))).accepted == 1
