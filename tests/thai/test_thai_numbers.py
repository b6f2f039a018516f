"""la21data.thai. Numbers and baht: every spelling seen in real files."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from la21data import thai
from la21data.thai import Unreadable


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
