"""la21data.thai. Dates, their ranges and fiscal years: every spelling seen in real files."""

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from la21data import thai
from la21data.thai import Unreadable
from tests.thai.texts import days


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
