"""la21data.thai: every spelling seen in real files, and properties that must hold for any text."""

import csv
import datetime as dt
import math
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from la21data import thai
from la21data.thai import Unreadable

REAL = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "real"
REGISTRIES = ("lao_registry_25601201.csv", "lao_registry_25661109.csv")
TYPE_CODES = {"อบจ.": "pao", "ทน.": "city", "ทม.": "town", "ทต.": "subdistrict", "อบต.": "sao", "พิเศษ": "special"}

THAI_MARKS = "\u0e31\u0e34\u0e35\u0e38\u0e39\u0e3a\u0e47\u0e48\u0e49\u0e4b\u0e4c\u0e4d\u0e4e"
thai_soup = st.text(alphabet=THAI_MARKS + "กนำาเแ '\u200b\u00a0", max_size=12)
cell_soup = st.text(alphabet="0123456789๐๕๙.,-–/() ฿%eE'\u00a0" + "มกคพยตศถึงปีล้านัวบท", max_size=20)
any_text = st.one_of(st.text(max_size=30), thai_soup, cell_soup)
days = st.dates(dt.date(1900, 1, 1), dt.date(2150, 12, 31))


def real_rows(name: str) -> list[dict[str, str]]:
    path = REAL / name
    if not path.exists():
        pytest.skip(f"real file not at hand: {path}")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


# --- text ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("ส\u0e4d\u0e32นักงาน", "สำนักงาน"),
        ("ส\u0e4d \u0e32นักงาน", "สำนักงาน"),
        ("กำาจัด", "กำจัด"),
        ("กำำจัด", "กำจัด"),
        ("น\u0e49\u0e4d\u0e32", "น้ำ"),
        ("น\u0e4d\u0e49\u0e32", "น้ำ"),
        ("น\u0e33\u0e49", "น้ำ"),
        ("ก\u0e48\u0e35", "กี่"),
        ("ก\u0e48\u0e38", "กุ่"),
        ("สิทธ\u0e4c\u0e34", "สิทธิ์"),
        ("ก้้าว", "ก้าว"),
        ("เเม่เเจ่ม", "แม่แจ่ม"),
        ("\ufeffลำ\u200bปาง\u00a0", "ลำปาง"),
        ("ก\u00a0\u2003 ข\r\n\tค", "ก ข ค"),
        ("ก\x00\x07ข", "กข"),
        ("“เมืองสวยน้ำใส”", '"เมืองสวยน้ำใส"'),
        ("'0812", "0812"),
        ("’๒๕๖๗", "๒๕๖๗"),
        ("'เมือง' ยั่งยืน", "'เมือง' ยั่งยืน"),
        ("", ""),
    ],
)
def test_clean_text(typed: str, clean: str) -> None:
    assert thai.clean_text(typed) == clean


@given(any_text)
@example("่ำ่ำ่")
@example("ำ่า่ำาเเเเ")
def test_clean_text_is_idempotent(text: str) -> None:
    once = thai.clean_text(text)
    assert thai.clean_text(once) == once
    assert "\u0e4d\u0e32" not in once
    assert once == once.strip()
    assert "  " not in once


def test_clean_text_takes_the_longest_cell_in_its_stride() -> None:
    for piece in ("ำา่า่", "ํ", "่ี", "' ", "\u200b "):
        assert len(thai.clean_text(piece * 8000)) <= len(piece) * 8000


@pytest.mark.real
@pytest.mark.parametrize("name", REGISTRIES)
def test_clean_text_leaves_well_typed_names_alone(name: str) -> None:
    for row in real_rows(name):
        for column in ("lao_name", "lao_fullname", "province_th", "district_th"):
            assert thai.clean_text(row[column]) == row[column]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("สุไหงโกลก", "สุไหงโก-ลก"),
        ("ต้นตาล - พระยาทด", "ต้นตาล‑พระยาทด"),
        ("ต้นตาล–พระยาทด", "ต้นตาล-พระยาทด"),
        ("รหัส อปท.", "รหัสอปท"),
        ("Fiscal Year", "fiscalyear"),
        ("กม.๕", "กม. 5"),
    ],
)
def test_fold_sees_the_same_name(one: str, other: str) -> None:
    assert thai.fold(one) == thai.fold(other)


def test_fold_keeps_different_names_apart() -> None:
    assert thai.fold("หนองกรุงศรี") != thai.fold("หนองกุงศรี")


@given(st.text())
def test_digits_there_and_back(text: str) -> None:
    assert thai.to_arabic_digits(thai.to_thai_digits(text)) == thai.to_arabic_digits(text)


def test_digits() -> None:
    assert thai.to_thai_digits("ปี 2567") == "ปี ๒๕๖๗"
    assert thai.to_arabic_digits("ปี ๒๕๖๗") == "ปี 2567"


MISSING = [
    "",
    " ",
    "\u00a0",
    *["-", "–", "—", "--", ".", "...", '"-"', "'-", "ไม่มีข้อมูล", "n/a", "N/A", "null", "NaN", "None", "#N/A"],
]


@pytest.mark.parametrize("text", MISSING)
def test_missing_is_none_for_every_reader(text: str) -> None:
    assert thai.is_missing(text)
    for parse in PARSERS:
        assert parse(text) is None
    assert thai.split_list(text) == []


@pytest.mark.parametrize("text", ["0", "ไม่มี", "ไม่", "x", "/", "ก", "-1"])
def test_what_is_no_missing_value(text: str) -> None:
    assert not thai.is_missing(text)


@pytest.mark.parametrize("text", ["มี", "ใช่", "✓", "✔\ufe0f", "√", "☑", "/", "1", "๑", "1.0", "Y", "yes", "TRUE", " มี "])
def test_yes(text: str) -> None:
    assert thai.parse_yes_no(text) is True


@pytest.mark.parametrize("text", ["ไม่มี", "ไม่ใช่", "✗", "x", "X", "×", "0", "๐", "N", "no", "False"])
def test_no(text: str) -> None:
    assert thai.parse_yes_no(text) is False


@pytest.mark.parametrize("text", ["อาจจะ", "2", "มี 3 คน", "yesno"])
def test_neither_yes_nor_no(text: str) -> None:
    with pytest.raises(Unreadable):
        thai.parse_yes_no(text)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("ทสจ., เว็บไซต์", ["ทสจ.", "เว็บไซต์"]),
        ("ร่วมคิด;ร่วมทำ\nร่วมรับ", ["ร่วมคิด", "ร่วมทำ", "ร่วมรับ"]),
        ("1. วัด\r\n2. โรงเรียน", ["วัด", "โรงเรียน"]),
        ("๑) วัด ๒) โรงเรียน", ["วัด", "โรงเรียน"]),
        ("1.วัด 2.บ้าน 3.โรงเรียน", ["วัด", "บ้าน", "โรงเรียน"]),
        ("• วัด • บ้าน", ["วัด", "บ้าน"]),
        ("- วัด\n- บ้าน", ["วัด", "บ้าน"]),
        ("วัด, -, ,บ้าน,", ["วัด", "บ้าน"]),
        ("1,234 คน, 1.5 ตัน", ["1,234 คน", "1.5 ตัน"]),
        ("2561,2562,2563", ["2561", "2562", "2563"]),
        ("สสภ./สคพ.", ["สสภ./สคพ."]),
        ("ไม่มี", []),
    ],
)
def test_split_list(text: str, values: list[str]) -> None:
    assert thai.split_list(text) == values


def test_split_list_parts_at_slashes_only_when_asked() -> None:
    assert thai.split_list("วัด / บ้าน/โรงเรียน", slash=True) == ["วัด", "บ้าน", "โรงเรียน"]


@given(st.lists(st.text(alphabet="กขคงเาิ่ ", min_size=1).map(thai.clean_text).filter(bool), max_size=5))
def test_split_list_there_and_back(values: list[str]) -> None:
    assert thai.split_list(", ".join(values)) == values


def test_collation_is_that_of_a_thai_dictionary() -> None:
    ordered = [
        "กก",
        "กา",
        "ก้าง",
        "เก",
        "เกาะ",
        "แก",
        "ขอนแก่น",
        "เชียงราย",
        "เชียงใหม่",
        "ปา",
        "ป่า",
        "ป้า",
        "ปาก",
        "เลย",
        "สตูล",
        "ไอ",
        "ฮอด",
    ]
    assert sorted(reversed(ordered), key=thai.collation_key) == ordered


def test_collation_ignores_spaces_and_hyphens() -> None:
    assert thai.collation_key("โก-ลก") == thai.collation_key("โก ลก")


@given(any_text)
def test_collation_never_raises(text: str) -> None:
    assert thai.collation_key(text) == thai.collation_key(thai.clean_text(text))


# --- numbers ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("๑๖,๑๔๘,๘๐๐.- บาท", "16148800"),
        ("16,148,800.50.-", "16148800.50"),
        ("฿1,234.50", "1234.50"),
        ("12 วัด", "12"),
        ("71 รางวัล", "71"),
        ("12 พันธุ์", "12"),
        ("1.99 ล้านตัน", "1990000"),
        ("1.5 พันล้านบาท", "1500000000"),
        ("3 หมื่นคน", "30000"),
        ("4.5 million baht", "4500000"),
        ("85 %", "85"),
        ("0.05 ตร.กม.", "0.05"),
        ("๑.๑", "1.1"),
        (".5", "0.5"),
        ("12.", "12"),
        ("(1,234)", "-1234"),
        ("(฿1,234.50)", "-1234.50"),
        ("-5", "-5"),
        ("−5 บาท", "-5"),
        ("-0", "0"),
        ("1.61488E+07", "16148800"),
        ("'0012", "12"),
        ("\u00a01,234\u200b ", "1234"),
    ],
)
def test_parse_number(text: str, number: str) -> None:
    assert thai.parse_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    [
        *[
            "1-ม.ค.",
            "1/1",
            "1,23",
            "1,2345",
            "12,5",
            "inf",
            "-inf",
            "1e400",
            "0xFF",
            "1_000",
            "สิบสอง",
            "บาท",
            "1.2.3",
            "--5",
            "(5",
            "S",
        ],
        *("5 ก.ย.", "5 ก.ย.66", "10-20 คน", "9.30 น.", "100 กว่าคน", "12 หมู่ 3"),
        *("9" * 19, "9" * 5000, "12 ล้านล้านบาท" * 9),
    ],
)
def test_unreadable_number(text: str) -> None:
    with pytest.raises(Unreadable):
        thai.parse_number(text)


def test_parse_whole_number() -> None:
    assert thai.parse_whole_number("12.0") == 12
    assert thai.parse_whole_number("๑,๒๓๔ คน") == 1234
    assert thai.parse_whole_number("1.99 ล้านตัน") == 1_990_000
    with pytest.raises(Unreadable):
        thai.parse_whole_number("12.5")


@given(st.decimals(-(10**17), 10**17, places=2), st.booleans())
def test_number_there_and_back(value: Decimal, thai_digits: bool) -> None:
    text = thai.format_number(value, decimals=2)
    assert thai.parse_number(thai.to_thai_digits(text) if thai_digits else text) == value


@given(st.integers(-999_999, 999_999), st.sampled_from(["th", "en"]))
def test_baht_there_and_back(value: int, lang: str) -> None:
    assert thai.parse_whole_number(thai.format_baht(value, lang)) == value


# --- dates --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("1 ตุลาคม 2562", "2019-10-01"),
        ("5 ก.ย.66", "2023-09-05"),
        ("5 กย 66", "2023-09-05"),
        ("18 ก.ค. 62", "2019-07-18"),
        ("ศุกร์ที่ 4 ต.ค.62", "2019-10-04"),
        ("วันศุกร์ที่ 4 เดือนตุลาคม พ.ศ. 2562 เวลา 09.00 น.", "2019-10-04"),
        ("วันที่ ๔ ต.ค. ๖๒", "2019-10-04"),
        ("พฤ. 5 มี.ค. 2563", "2020-03-05"),
        ("9/เม.ย./2564", "2021-04-09"),
        ("9-เม.ย.-64", "2021-04-09"),
        ("29 08 61", "2018-08-29"),
        ("๒๓ พฤศจิกายน ๒๕๕๙", "2016-11-23"),
        ("๘ มิถุนายน 2560", "2017-06-08"),
        ("14 ธันวาคม 2533", "1990-12-14"),
        ("30/09/2566", "2023-09-30"),
        ("30/09/66", "2023-09-30"),
        ("30/09/2023", "2023-09-30"),
        ("3/4/2566", "2023-04-03"),
        ("30.09.2566 00:00", "2023-09-30"),
        ("2023-09-30", "2023-09-30"),
        ("2023-09-30 00:00:00", "2023-09-30"),
        ("2023-09-30T23:59:59.999+07:00", "2023-09-30"),
        ("2569-06-10", "2026-06-10"),
        ("2566-09-30 00:00:00", "2023-09-30"),
        ("2567-02-29", "2024-02-29"),
        ("29 ก.พ. 2567", "2024-02-29"),
        ("29 กุมภา 67", "2024-02-29"),
        ("45199", "2023-09-30"),
        ("45199.75", "2023-09-30"),
        ("243526", "2023-09-30"),
        ("5-Sep-66", "2023-09-05"),
        ("30 September 2024", "2024-09-30"),
        ("1 ต.ค. ค.ศ. 2023", "2023-10-01"),
        ("27-28 กุมภาพันธ์ 2563", "2020-02-27"),
        ("1 ม.ค. 2500", "1957-01-01"),
    ],
)
def test_parse_date(text: str, iso: str) -> None:
    assert thai.parse_date(text) == dt.date.fromisoformat(iso)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("27-28 กุมภาพันธ์ 2563", "2020-02-27", "2020-02-28"),
        ("27 – 28 ก.พ. ๖๓", "2020-02-27", "2020-02-28"),
        ("27-28/02/2563", "2020-02-27", "2020-02-28"),
        ("27 ก.พ. - 2 มี.ค. 2563", "2020-02-27", "2020-03-02"),
        ("28 ธ.ค. - 3 ม.ค. 2563", "2019-12-28", "2020-01-03"),
        ("28 ธ.ค. 62 ถึง 3 ม.ค. 63", "2019-12-28", "2020-01-03"),
        ("ศุกร์ที่ 4 - เสาร์ที่ 5 ต.ค. 62", "2019-10-04", "2019-10-05"),
        ("ระหว่างวันที่ 1 ถึงวันที่ 3 ตุลาคม 2562", "2019-10-01", "2019-10-03"),
        ("1 และ 3 ต.ค. 62", "2019-10-01", "2019-10-03"),
        ("30/09/2566 - 02/10/2566", "2023-09-30", "2023-10-02"),
        ("2023-09-30 - 2023-10-02", "2023-09-30", "2023-10-02"),
        ("5 ก.ย.66", "2023-09-05", "2023-09-05"),
    ],
)
def test_parse_date_range(text: str, first: str, last: str) -> None:
    assert thai.parse_date_range(text) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))


@pytest.mark.parametrize(
    "text",
    [
        *[
            "31/04/2566",
            "12/25/2023",
            "0/1/2566",
            "2566-13-01",
            "2567",
            "19999",
            "80001",
            "100000",
            "1-ม.ค.",
            "ก่อนสงกรานต์",
            "12",
            "1/1",
        ],
        *("29 ก.พ. 2566", "ตุลาคม 2562", "1 ต.ค. ค.ศ. 23", "5-3 ต.ค. 62", "1 ต.ค. 2300", "1 ต.ค. 256"),
        "1 ต.ค. 62 " * 40,
    ],
)
def test_unreadable_date(text: str) -> None:
    with pytest.raises(Unreadable):
        thai.parse_date(text)


@given(days, st.booleans(), st.sampled_from(["th", "en"]), st.booleans())
@example(dt.date(2024, 2, 29), False, "th", True)
def test_date_there_and_back(day: dt.date, short: bool, lang: str, thai_digits: bool) -> None:
    text = thai.format_date(day, short, lang)
    assert thai.parse_date(thai.to_thai_digits(text) if thai_digits else text) == day


@given(days)
def test_every_numeric_form_of_a_day_is_the_same_day(day: dt.date) -> None:
    be = day.year + 543
    forms = [f"{day}", f"{day} 00:00:00", f"{be}-{day:%m-%d}", f"{day:%d/%m/}{be}", f"{day.day}.{day.month}.{day.year}"]
    if 2500 <= be < 2600:
        forms.append(f"{day:%d/%m/}{be % 100:02}")
    if 20_000 <= (serial := (day - dt.date(1899, 12, 30)).days) <= 80_000:
        forms.append(str(serial))
    assert {thai.parse_date(form) for form in forms} == {day}


@given(days, days)
def test_range_there_and_back(one: dt.date, other: dt.date) -> None:
    first, last = sorted((one, other))
    text = f"{thai.format_date(first, short=True)} - {thai.format_date(last)}"
    assert thai.parse_date_range(text) == (first, last)


@pytest.mark.parametrize(
    ("text", "year", "was_ce"),
    [
        ("2567", 2567, False),
        ("๒๕๖๗", 2567, False),
        ("ปีงบประมาณ พ.ศ. 2567", 2567, False),
        ("ปีงบประมาณ2567", 2567, False),
        ("ปีงบฯ 67", 2567, False),
        ("ปี 2567", 2567, False),
        ("พ.ศ.๒๕๖๗", 2567, False),
        ("67", 2567, False),
        ("2567.0", 2567, False),
        ("2,567", 2567, False),
        ("FY2567", 2567, False),
        ("FY2024", 2567, True),
        ("2024", 2567, True),
        ("ค.ศ. 2024", 2567, True),
    ],
)
def test_parse_fiscal_year(text: str, year: int, was_ce: bool) -> None:
    assert thai.parse_fiscal_year(text) == (year, was_ce)


@pytest.mark.parametrize("text", [*["2566/2567", "256", "2300", "9999", "2567-10-01", "ทุกปี", "FY", "2567.5"], "FY 2567 (2023)"])
def test_unreadable_fiscal_year(text: str) -> None:
    with pytest.raises(Unreadable):
        thai.parse_fiscal_year(text)


@given(st.integers(2443, 2742), st.sampled_from(["th", "en"]))
def test_fiscal_year_there_and_back(year: int, lang: str) -> None:
    assert thai.parse_fiscal_year(thai.fiscal_year_label(year, lang)) == (year, False)


def test_fiscal_year_of_its_first_and_last_day() -> None:
    assert thai.fiscal_year_start(2567) == dt.date(2023, 10, 1)
    assert thai.fiscal_year_end(2567) == dt.date(2024, 9, 30)


@given(days)
def test_a_day_lies_within_its_fiscal_year(day: dt.date) -> None:
    year = thai.fiscal_year_of(day)
    assert thai.fiscal_year_start(year) <= day <= thai.fiscal_year_end(year)
    assert thai.fiscal_year_end(year) + dt.timedelta(days=1) == thai.fiscal_year_start(year + 1)


# --- names --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("ทต.เวียงเทิง", ("subdistrict", "เวียงเทิง")),
        ("ทต เวียงเทิง", ("subdistrict", "เวียงเทิง")),
        ("ท.ต. เวียงเทิง", ("subdistrict", "เวียงเทิง")),
        ("เทศบาลตำบบลปริก", ("subdistrict", "ปริก")),
        ("เทศบาล ตำบลปริก", ("subdistrict", "ปริก")),
        ("สำนักงานเทศบาลตำบลปริก", ("subdistrict", "ปริก")),
        ("เวียงเทิง (ทต.)", ("subdistrict", "เวียงเทิง")),
        ("(ทต.) เวียงเทิง", ("subdistrict", "เวียงเทิง")),
        ("ทม.ลำพูน", ("town", "ลำพูน")),
        ("ทม.เมืองพล", ("town", "เมืองพล")),
        ("เทศบาลเมืองเมืองพล", ("town", "เมืองพล")),
        ("เทศบาลเมืองนครปฐม", ("town", "นครปฐม")),
        ("เทศบาลนครนครปฐม", ("city", "นครปฐม")),
        ("ทน.เชียงราย", ("city", "เชียงราย")),
        ("องค์การบริหารส่วนตำบลบ้านค่าย", ("sao", "บ้านค่าย")),
        ("องค์การบริหารส่วนตำบล (อบต.) บ้านค่าย", ("sao", "บ้านค่าย")),
        ("อบต.ทมนางาม", ("sao", "ทมนางาม")),
        ("อบต บ้านค่าย", ("sao", "บ้านค่าย")),
        ("อบตบ้านค่าย", ("sao", "บ้านค่าย")),
        ("อบจ.ระยอง", ("pao", "ระยอง")),
        ("องค์การบริหารส่วนจังหวัดระยอง", ("pao", "ระยอง")),
        ("เทศบาลเวียงเทิง", (thai.MUNICIPALITY, "เวียงเทิง")),
        ("เทศบาล นครสวรรค์", (thai.MUNICIPALITY, "นครสวรรค์")),
        ("(ทต./อบต.) เหล่าโพนค้อ", (None, "เหล่าโพนค้อ")),
        ("ทต./อบต. เหล่าโพนค้อ", (None, "เหล่าโพนค้อ")),
        ("ทมอ", (None, "ทมอ")),
        ("เมืองพล", (None, "เมืองพล")),
        ("นครปฐม", (None, "นครปฐม")),
        ("กรุงเทพมหานคร", ("special", "กรุงเทพมหานคร")),
        ("กทม.", ("special", "กรุงเทพมหานคร")),
        ("กรุงเทพฯ", ("special", "กรุงเทพมหานคร")),
        ("เมืองพัทยา", ("special", "เมืองพัทยา")),
        ("พัทยา", ("special", "เมืองพัทยา")),
        ("ทต.", ("subdistrict", "")),
        ("", (None, "")),
    ],
)
def test_lao_name_parts(text: str, parts: tuple[str | None, str]) -> None:
    assert thai.lao_name_parts(text) == parts


@pytest.mark.real
@pytest.mark.parametrize("name", REGISTRIES)
def test_every_registered_name_there_and_back(name: str) -> None:
    rows = real_rows(name)
    assert len(rows) > 7_000
    for row in rows:
        code, bare, special = TYPE_CODES[row["lao_type"]], row["lao_name"], row["lao_type"] == "พิเศษ"
        assert thai.lao_name_parts(row["lao_fullname"]) == (code, bare)
        assert thai.lao_name_parts(bare) == ("special" if special else None, bare)
        assert thai.parse_lao_type(row["lao_type"]) == code
        if not special:
            assert thai.lao_name_parts(row["lao_type"] + bare) == (code, bare)
            assert thai.lao_name_parts(f"{row['lao_type']} {bare}") == (code, bare)


@pytest.mark.real
def test_every_awarded_name_has_its_type() -> None:
    for row in real_rows("green-city1.csv"):
        code, bare = thai.lao_name_parts(row["municipality"])
        assert code == TYPE_CODES[row["Type"]]
        assert bare and not bare.startswith("ท.")
        office = row["Environmental Office Region"]
        assert thai.office_number(office) == int(office.removeprefix("สสภ.")[:2])
        assert thai.region_code(row["region"]) is not None
        assert thai.parse_fiscal_year(row["fiscal year"]) == (int(row["fiscal year"]), False)


@given(any_text)
def test_names_never_raise(text: str) -> None:
    thai.lao_name_parts(text)
    thai.parse_lao_type(text)
    thai.region_code(text)
    thai.province_text(text)
    number = thai.office_number(text)
    assert number is None or 1 <= number <= 16


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("อบจ.", "pao"), ("องค์การบริหารส่วนจังหวัด", "pao"), ("PAO", "pao"),
        ("ทน.", "city"), ("เทศบาลนคร", "city"), ("City Municipality", "city"),
        ("ทม", "town"), ("เทศบาลเมือง", "town"), ("เทศบาล เมือง", "town"),
        ("ทต.", "subdistrict"), ("เทศบาลตำบล", "subdistrict"), ("เทศบาลตำบบล", "subdistrict"),
        ("อบต", "sao"), ("องค์การบริหารส่วนตำบล (อบต.)", "sao"), ("TAO", "sao"), ("sao", "sao"),
        ("พิเศษ", "special"), ("รูปแบบพิเศษ", "special"), ("เมืองพัทยา", "special"),
        ("เทศบาล", None), ("ตำบล", None), ("", None), ("อำเภอ", None),
    ],
)  # fmt: skip
def test_parse_lao_type(text: str, code: str | None) -> None:
    assert thai.parse_lao_type(text) == code


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("จ.ปทุมธานี", "ปทุมธานี"),
        ("จ. ปทุมธานี", "ปทุมธานี"),
        ("จังหวัดขอนแก่น", "ขอนแก่น"),
        ("จังหวัด : กระบี่", "กระบี่"),
        ("จันทบุรี", "จันทบุรี"),
        ("จ.จันทบุรี", "จันทบุรี"),
        ("กทม.", "กรุงเทพมหานคร"),
        ("กรุงเทพฯ", "กรุงเทพมหานคร"),
        ("กรุงเทพ", "กรุงเทพมหานคร"),
        ("จังหวัดกรุงเทพมหานคร", "กรุงเทพมหานคร"),
        ("พัทยา", "พัทยา"),
        ("ล\u0e4d\u0e32ปาง", "ลำปาง"),
        ("", ""),
    ],
)
def test_province_text(text: str, name: str) -> None:
    assert thai.province_text(text) == name


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("สสภ.01 (เขียงใหม่)", 1),
        ("สสภ.16 (สงขลา)", 16),
        ("สสภ. 1 เชียงใหม่", 1),
        ("สำนักงานสิ่งแวดล้อมภาคที่ 1", 1),
        ("สำนักงานสิ่งแวดล้อมภาคที่ ๑", 1),
        ("สำนักงานสิ่งแวดล้อมและควบคุมมลพิษที่ 1", 1),
        ("สคพ.1", 1),
        ("สคพ.ที่ 12", 12),
        ("1", 1),
        ("1.0", 1),
        ("0", None),
        ("17", None),
        ("สสภ.", None),
        ("3 แห่ง", None),
        ("", None),
    ],
)
def test_office_number(text: str, number: int | None) -> None:
    assert thai.office_number(text) == number


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ภาคเหนือ", "north"),
        ("กลาง", "central"),
        ("ภาคกลางและภาคตะวันออก", "central"),
        ("ตะวันออกเฉียงเหนือ", "northeast"),
        ("อีสาน", "northeast"),
        ("ใต้", "south"),
        ("south", "south"),
        ("ภาคพื้น", None),
        ("", None),
    ],
)
def test_region_code(text: str, code: str | None) -> None:
    assert thai.region_code(text) == code


# --- formats ------------------------------------------------------------------------------------------------------


def test_format_number() -> None:
    assert thai.format_number(1234) == "1,234"
    assert thai.format_number(2.5) == "3"
    assert thai.format_number(Decimal("-1234.565"), decimals=2) == "-1,234.57"
    assert thai.format_number(-0.4) == "0"


def test_format_percent() -> None:
    assert thai.format_percent(0.1234) == "12.3\u00a0%"
    assert thai.format_percent(1, decimals=0) == "100\u00a0%"


def test_format_date() -> None:
    day = dt.date(2024, 9, 30)
    assert thai.format_date(day) == "30 กันยายน 2567"
    assert thai.format_date(day, short=True) == "30 ก.ย. 2567"
    assert thai.format_date(day, lang="en") == "30 September 2024"
    assert thai.format_date(dt.datetime(2024, 9, 30, 12), short=True, lang="en") == "30 Sep 2024"


@pytest.mark.parametrize(
    ("value", "th", "en"),
    [
        (1234, "1,234 บาท", "1,234 baht"),
        (0, "0 บาท", "0 baht"),
        (4_500_000, "4.5 ล้านบาท", "4.5 million baht"),
        (999_999.6, "1.0 ล้านบาท", "1.0 million baht"),
        (1_234_567_890, "1,234.6 ล้านบาท", "1,234.6 million baht"),
        (-4_500_000, "-4.5 ล้านบาท", "-4.5 million baht"),
    ],
)
def test_format_baht(value: float, th: str, en: str) -> None:
    assert thai.format_baht(value) == th
    assert thai.format_baht(value, "en") == en


def test_format_change() -> None:
    assert thai.format_change(3, "แห่ง") == "▲ 3 แห่ง"
    assert thai.format_change(-2, "แห่ง", "th") == "▼ 2 แห่ง"
    assert thai.format_change(0, "แห่ง") == "ไม่เปลี่ยนแปลง"
    assert thai.format_change(0.3, "areas", "en") == "No change"
    assert thai.format_change(0.3, "จุด", decimals=1) == "▲ 0.3 จุด"


@pytest.mark.parametrize("missing", [None, math.nan, math.inf, -math.inf, Decimal("NaN")])
@pytest.mark.parametrize(("lang", "words"), [("th", "ไม่มีข้อมูล"), ("en", "No data")])
def test_missing_is_said_in_words(missing: float | None, lang: str, words: str) -> None:
    assert thai.format_number(missing, lang=lang) == words
    assert thai.format_percent(missing, lang=lang) == words
    assert thai.format_baht(missing, lang) == words
    assert thai.format_change(missing, "แห่ง", lang) == words
    assert thai.format_date(None, lang=lang) == words
    assert thai.fiscal_year_label(None, lang) == words
    assert thai.no_data(lang) == words


def test_missing_of_pandas_is_said_in_words() -> None:
    pandas = pytest.importorskip("pandas")
    assert thai.format_number(pandas.NA) == "ไม่มีข้อมูล"
    assert thai.format_date(pandas.NaT) == "ไม่มีข้อมูล"
    assert thai.format_date(pandas.Timestamp("2024-09-30")) == "30 กันยายน 2567"


@given(st.one_of(st.floats(), st.integers(), st.decimals()))
def test_no_figure_ever_reads_nan(value: float | Decimal) -> None:
    for write in (thai.format_number, thai.format_percent, thai.format_baht, thai.format_change):
        text = write(value)
        assert "nan" not in text.casefold()
        assert "inf" not in text.casefold()


def test_fiscal_year_labels() -> None:
    assert thai.fiscal_year_label(2567) == "ปีงบประมาณ 2567"
    assert thai.fiscal_year_label(2567, "en") == "FY 2567 (2024)"
    assert thai.fiscal_years_label((2565, 2560, 2561, 2562, 2563)) == "ปีงบประมาณ 2560–2563, 2565"
    assert thai.fiscal_years_label((2560, 2561, 2565), "en") == "FY 2560–2561, 2565 (2017–2018, 2022)"
    assert thai.fiscal_years_label(()) == "ทุกปีงบประมาณ"


# --- every reader -------------------------------------------------------------------------------------------------

PARSERS: list[Callable[[str], object]] = [
    thai.parse_number,
    thai.parse_whole_number,
    thai.parse_date,
    thai.parse_date_range,
    thai.parse_fiscal_year,
    thai.parse_yes_no,
]


@pytest.mark.parametrize("parse", PARSERS)
@given(text=any_text)
def test_readers_raise_nothing_but_unreadable(parse: Callable[[str], object], text: str) -> None:
    try:
        value = parse(text)
    except Unreadable as error:
        assert not thai.is_missing(text)
        assert len(str(error)) < 500
    else:
        assert (value is None) == thai.is_missing(text)


@pytest.mark.parametrize("parse", PARSERS)
def test_readers_take_the_longest_cell_in_their_stride(parse: Callable[[str], object]) -> None:
    for piece in ("1", "1,", "1 ", "(", "ม.ค.", "๑/"):
        with pytest.raises(Unreadable):
            parse(piece * (32_767 // len(piece)))


def test_every_public_name_is_explained() -> None:
    for name in thai.__all__:
        member = getattr(thai, name)
        if callable(member):
            assert member.__doc__, name
