"""Which LAO a record is about: every rule of the contract, and that nothing is guessed."""

import datetime as dt

import pytest

from la21data.ingest.asked import Asked
from la21data.ingest.lao_index import LaoIndex, Version
from la21data.ingest.matching import Matcher

CHANGE = dt.date(2023, 11, 9)  # Fiscal year 2567 (1 October 2023 to 30 September 2024) has days before and after it.
VERSIONS = [
    Version("5810101", 1, "ตัวอย่างงาม", "subdistrict", "81", "เมืองกระบี่"),
    Version("6810102", 1, "ตัวอย่างงาม", "sao", "81", "เมืองกระบี่"),
    Version("6810103", 1, "ตัวอย่างดอน", "sao", "81", "เขาพนม"),
    Version("2810101", 1, "กระบี่", "pao", "81"),
    Version("5340101", 1, "ตัวอย่างไทร", "subdistrict", "34", "โพธิ์ไทร"),
    Version("5340201", 1, "ตัวอย่างไทร", "subdistrict", "34", "พิบูลมังสาหาร"),
    Version("4130101", 1, "ตัวอย่างรุ่ง", "town", "13", valid_to=CHANGE),
    Version("3130101", 1, "ตัวอย่างรุ่ง", "city", "13", valid_from=CHANGE, predecessor_code="4130101"),
    Version("6130202", 1, "ตัวอย่างทุ่ง", "sao", "13", valid_to=CHANGE),
    Version("5130202", 1, "ตัวอย่างทุ่ง", "subdistrict", "13", valid_from=CHANGE, predecessor_code="6130202"),
    Version("5960901", 1, "ตัวอย่างโกลก", "subdistrict", "96", valid_to=CHANGE),
    Version("5960901", 2, "ตัวอย่างบุรี", "subdistrict", "96", valid_from=CHANGE),
    Version("4960101", 1, "ตัวอย่าง-โก", "town", "96"),
    Version("1100000", 1, "กรุงเทพมหานคร", "special", "10"),
    Version("3200408", 1, "เมืองพัทยา", "special", "20"),
    Version("6200408", 1, "พัทยา", "sao", "20"),
]
MATCHER = Matcher(LaoIndex(VERSIONS), {("lao", "ทตตัวอย่างงามม", "81"): "5810101", ("province", "กะบี่", ""): "81"})


def ask(code="", name="", lao_type="", province="", district="", year=2567):
    return MATCHER.match(Asked(code, name, lao_type, province, district, year))


def code_of(**asked):
    match = ask(**asked)
    return match.lao and match.lao.lao_code


def reason_of(**asked):
    match = ask(**asked)
    assert match.lao is None
    return match.reason.code, match.reason.column


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"code": "5810101"}, "5810101"),
        ({"code": "๕๘๑๐๑๐๑"}, "5810101"),
        ({"code": "5810101.0"}, "5810101"),
        ({"code": "5-8101-01"}, "5810101"),
        ({"name": "ทต.ตัวอย่างงาม", "province": "กระบี่"}, "5810101"),
        ({"name": "ตัวอย่างงาม", "lao_type": "อบต.", "province": "จ.กระบี่"}, "6810102"),
        ({"name": "องค์การบริหารส่วนตำบลตัวอย่างงาม", "province": "จังหวัดกระบี่"}, "6810102"),
        ({"name": "อบจ.กระบี่", "province": "Krabi"}, "2810101"),
        ({"name": "อบจ.กระบี่"}, "2810101"),
        ({"name": "องค์การบริหารส่วนจังหวัด", "province": "กระบี่"}, "2810101"),
        ({"name": "ทต.ตัวอย่างไทร", "province": "อุบลราชธานี", "district": "อำเภอโพธิ์ไทร"}, "5340101"),
        ({"name": "ทม.ตัวอย่างโก", "province": "นราธิวาส"}, "4960101"),
        ({"name": "ทม.ตัวอย่าง โก", "province": "นราธิวาส"}, "4960101"),
        ({"name": "กทม.", "province": "กรุงเทพฯ"}, "1100000"),
        ({"name": "กรุงเทพมหานคร"}, "1100000"),
        ({"name": "พัทยา", "province": "ชลบุรี"}, "3200408"),
        ({"name": "เทศบาลตัวอย่างงาม", "province": "กระบี่"}, "5810101"),
        ({"name": "ตัวอย่างดอน", "province": "กระบี่"}, "6810103"),
        ({"name": "ทต.ตัวอย่างโกลก", "province": "นราธิวาส", "year": 2560}, "5960901"),
        ({"name": "ทต.ตัวอย่างโกลก", "province": "นราธิวาส", "year": 2568}, "5960901"),
        ({"name": "ทต.ตัวอย่างงามม", "province": "กระบี่"}, "5810101"),
        ({"name": "ทต.ตัวอย่างงาม", "province": "กะบี่"}, "5810101"),
        ({"name": "อบต.ตัวอย่างทุ่ง", "province": "ปทุมธานี", "year": 2560}, "6130202"),
    ],
)
def test_found_by_code_or_by_name(asked, code):
    match = ask(**asked)
    assert match.lao is not None and match.lao.lao_code == code
    assert match.changed_to == ""


@pytest.mark.parametrize(
    ("asked", "code", "title"),
    [
        ({"name": "ทม.ตัวอย่างงาม", "province": "กระบี่"}, "5810101", "ทต.ตัวอย่างงาม"),
        ({"name": "ทม.ตัวอย่างรุ่ง", "province": "ปทุมธานี", "year": 2568}, "3130101", "ทน.ตัวอย่างรุ่ง"),
        ({"name": "ทน.ตัวอย่างรุ่ง", "province": "ปทุมธานี", "year": 2560}, "4130101", "ทม.ตัวอย่างรุ่ง"),
        ({"name": "อบต.ตัวอย่างทุ่ง", "province": "ปทุมธานี", "year": 2568}, "5130202", "ทต.ตัวอย่างทุ่ง"),
        ({"code": "3130101", "name": "ทม.ตัวอย่างรุ่ง", "province": "ปทุมธานี", "year": 2568}, "3130101", "ทน.ตัวอย่างรุ่ง"),
    ],
)
def test_another_type_is_followed_through_the_history_with_a_warning(asked, code, title):
    match = ask(**asked)
    assert match.lao is not None
    assert (match.lao.lao_code, match.changed_to) == (code, title)


def test_the_year_of_a_change_knows_both_sides_of_it():
    assert code_of(name="ทม.ตัวอย่างรุ่ง", province="ปทุมธานี", year=2567) == "4130101"
    assert code_of(name="ทน.ตัวอย่างรุ่ง", province="ปทุมธานี", year=2567) == "3130101"


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({}, ("missing", "lao_name")),
        ({"province": "กระบี่"}, ("missing", "lao_name")),
        ({"name": "ทต.ตัวอย่างงาม"}, ("missing", "province")),
        ({"code": "58101"}, ("unreadable", "lao_code")),
        ({"code": "5999999"}, ("unknown_lao", "lao_code")),
        ({"name": "ทต.ตัวอย่างไทร", "province": "อุบลราชธานี"}, ("ambiguous_lao", "lao_name")),
        ({"name": "ทต.ตัวอย่างไทร", "province": "อุบลราชธานี", "district": "วารินชำราบ"}, ("ambiguous_lao", "lao_name")),
        ({"name": "ตัวอย่างงาม", "province": "กระบี่"}, ("ambiguous_lao", "lao_name")),
        ({"name": "(ทต./อบต.) ตัวอย่างงาม", "province": "กระบี่"}, ("ambiguous_lao", "lao_name")),
        ({"name": "ทต.ตัวอย่างงอม", "province": "กระบี่"}, ("unknown_lao", "lao_name")),
        ({"name": "ทต.ตัวอย่างงาม", "province": "กระบี"}, ("unknown_lao", "province")),
        ({"name": "ทต.ตัวอย่างดอน", "province": "กระบี่"}, ("unknown_lao", "lao_name")),
        ({"name": "อบต.ตัวอย่างไทร", "province": "อุบลราชธานี"}, ("unknown_lao", "lao_name")),
        ({"name": "ทม.ตัวอย่างไทร", "province": "อุบลราชธานี"}, ("unknown_lao", "lao_name")),
        ({"name": "ทต.ตัวอย่างงาม", "province": "ปทุมธานี"}, ("unknown_lao", "lao_name")),
        ({"code": "5810101", "name": "อบต.ตัวอย่างงาม", "province": "กระบี่"}, ("code_name_conflict", "lao_code")),
        ({"code": "5810101", "name": "อบต.ตัวอย่างดอน"}, ("code_name_conflict", "lao_code")),
        ({"code": "5810101", "province": "ปทุมธานี"}, ("code_name_conflict", "lao_code")),
    ],
)
def test_not_guessed(asked, reason):
    assert reason_of(**asked) == reason


def test_a_code_outweighs_a_name_that_is_nobodys():
    assert code_of(code="5810101", name="ทต.ตัวอย่างงอม", province="กระบี่") == "5810101"


def test_candidates_are_named_with_code_and_district():
    assert ask(name="ทต.ตัวอย่างงอม", province="กระบี่").candidates[0] == "5810101 ทต.ตัวอย่างงาม อ.เมืองกระบี่ จ.กระบี่"
    assert len(ask(name="ทต.ตัวอย่าง", province="กระบี่").candidates) == 3
    twins = ask(name="ทต.ตัวอย่างไทร", province="อุบลราชธานี").candidates
    assert twins == ("5340101 ทต.ตัวอย่างไทร อ.โพธิ์ไทร จ.อุบลราชธานี", "5340201 ทต.ตัวอย่างไทร อ.พิบูลมังสาหาร จ.อุบลราชธานี")
    assert ask(name="ทต.ตัวอย่างงาม", province="กระบี").candidates[0] == "กระบี่"
    conflict = ask(code="5810101", name="อบต.ตัวอย่างดอน", province="กระบี่")
    assert [candidate[:7] for candidate in conflict.candidates] == ["5810101", "6810103"]
    assert all(code in conflict.reason.more_th for code in ("5810101", "6810103"))
