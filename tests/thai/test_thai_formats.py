"""la21data.thai. How numbers, dates and years are written."""

import datetime as dt
import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from la21data import thai


def test_format_number() -> None:
    assert thai.format_number(1234) == "1,234"
    assert thai.format_number(2.5) == "3"
    assert thai.format_number(Decimal("-1234.565"), decimals=2) == "-1,234.57"
    assert thai.format_number(-0.4) == "0"
    assert thai.format_number(85.94999999999999, decimals=1) == "86.0"  # 171.9 / 2 as floats add up; a spreadsheet writes 86.0 too.


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
