"""la21data.thai. Text: marks, spaces, digits, missing cells, yes and no, lists, the order of a dictionary."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from la21data import thai
from la21data.thai import Unreadable
from tests.thai.texts import PARSERS, REGISTRIES, any_text, real_rows


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
