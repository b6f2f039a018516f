"""Dates and fiscal years as people write them. Days come before months; two-digit years are always B.E. 25xx."""

import re
from datetime import date, timedelta

from .text import Unreadable, clean_text, is_missing, to_arabic_digits

BE_OFFSET = 543
MONTHS_TH = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
MONTHS_TH_SHORT = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip
MONTHS_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def _month_spellings(number: int) -> str:
    """Pattern of one month: long, long without its ending (มกรา), short with or without dots, English."""
    long, short, english = MONTHS_TH[number - 1], MONTHS_TH_SHORT[number - 1], MONTHS_EN[number - 1]
    stem = re.sub("(คม|ยน|พันธ์)$", lambda ending: f"(?:{ending[0]})?", long)
    first, second = short.rstrip(".").split(".")
    rest = english[3:]
    return rf"{stem}|{first}\.?\s?{second}\.?|{english[:3]}(?:{'t|' if number == 9 else ''}{rest})?\.?"


_MONTH_PATTERNS = [re.compile(_month_spellings(number), re.IGNORECASE) for number in range(1, 13)]
_ANY_MONTH = "|".join(pattern.pattern for pattern in _MONTH_PATTERNS)
MONTH_NAME = re.compile(_ANY_MONTH, re.IGNORECASE)

# Words that a date can do without. ค.ศ. goes only from before a full year: `ค.ศ. 23` must stay unreadable.
_WORDS = re.compile(
    r"(?:วัน)?(?:อาทิตย์|จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัสฯ?|ศุกร์|เสาร์)(?:\s*ที่)?|(?:ระหว่าง\s*)?วันที่|ระหว่าง|เดือน|ปี"
    r"|พุทธศักราช|พ\.?\s?ศ\.?|B\.?E\.?(?=\s*[0-9])|(?:ค\.?\s?ศ\.?|A\.?D\.?)(?=\s*[0-9]{4})|^(?:อา|จ|อ|พ|พฤ|ศ|ส)\.(?=\s*[0-9])",
    re.IGNORECASE,
)
_TIME = (
    r"(?:(?:\s*,?\s*เวลา\s*|[T,\s]+)[0-9]{1,2}[:.][0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?"
    r"\s*(?:น\.?|[AP]\.?M\.?)?\s*(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_DAY = "[0-9]{1,2}"
_YEAR = "[0-9]{4}|[0-9]{2}"


def _month_and_gaps(name: str) -> str:
    """A month with what parts it from its neighbours: a named one may touch them, a numbered one may not."""
    named, gap = rf"[\s/.,\-]*(?P<{name}>{_ANY_MONTH})[\s/.,\-]*", r"\s*[/.\-\s]\s*"
    return rf"(?:{named}|{gap}(?P<{name}_number>{_DAY}){gap})"


_UNTIL = r"\s*(?:-|–|—|ถึง|และ|,|&|~|\bto\b)\s*"
_ONE_DAY = re.compile(rf"(?P<day>{_DAY}){_month_and_gaps('month')}(?P<year>{_YEAR}){_TIME}", re.IGNORECASE)
_DAYS = re.compile(
    rf"(?P<first>{_DAY})(?:(?:[\s/.,\-]*(?P<first_month>{_ANY_MONTH})|\s*[/.]\s*(?P<first_month_number>{_DAY}))"
    rf"(?:[\s/.,\-]*(?P<first_year>{_YEAR}))?)?{_UNTIL}"
    rf"(?P<day>{_DAY}){_month_and_gaps('month')}(?P<year>{_YEAR})",
    re.IGNORECASE,
)
_ISO = rf"([0-9]{{4}})[-/.]({_DAY})[-/.]({_DAY}){_TIME}"
_ISO_DAYS = re.compile(rf"{_ISO}(?:\s*(?:–|—|ถึง|/|~|\s-\s)\s*{_ISO})?", re.IGNORECASE)
_SERIAL = re.compile(r"([0-9]{5,6})(?:\.[0-9]+)?")
_SERIAL_ZERO = date(1899, 12, 30)  # the 1900 system, with its missing leap day
_LONGEST = 120

_FISCAL_YEAR = re.compile(
    r"(?:ปี)?\s*(?:งบประมาณ|งบฯ?)?\s*(?:ปี)?\s*(?:พ\.?\s?ศ\.?|FY|B\.?E\.?|fiscal year)?\s*\.?\s*"
    r"(?P<year>[0-9],?[0-9]{3}|[0-9]{2})(?:\.0+)?(?:\s*\((?P<ce>[0-9]{4})\))?|(?:ปี)?\s*(?:ค\.?\s?ศ\.?|A\.?D\.?)\s*(?P<only_ce>[0-9]{4})",
    re.IGNORECASE,
)


def _ce_year(year: int) -> int:
    """A year of two or four digits as CE. Raises ValueError between the two calendars, where no record can be."""
    if year < 100:
        return 2500 + year - BE_OFFSET
    if 2400 <= year < 2800:
        return year - BE_OFFSET
    if 1857 <= year < 2200:
        return year
    raise ValueError(year)


def _month_number(name: str | None, number: str | None) -> int:
    if name is None:
        return int(number or 0)
    return next(n for n, pattern in enumerate(_MONTH_PATTERNS, 1) if pattern.fullmatch(name))


def _from_serial(cell: re.Match[str]) -> tuple[date, date]:
    """An Excel serial, also one of a cell in which somebody typed a B.E. year as if it were CE."""
    serial = int(cell[1])
    if not (20_000 <= serial <= 80_000 or 219_000 <= serial <= 256_000):
        raise ValueError(serial)
    day = _SERIAL_ZERO + timedelta(days=serial)
    day = day.replace(year=_ce_year(day.year))
    return day, day


def _from_iso(cell: re.Match[str]) -> tuple[date, date]:
    numbers = [int(group) for group in cell.groups() if group is not None]
    days = [date(_ce_year(y), m, d) for y, m, d in zip(numbers[0::3], numbers[1::3], numbers[2::3], strict=True)]
    return days[0], days[-1]


def _from_days(cell: re.Match[str]) -> tuple[date, date]:
    """`27-28 ก.พ. 2563`, `28 ธ.ค. - 3 ม.ค. 2563`: what the first day leaves out, it shares with the last."""
    year, month = _ce_year(int(cell["year"])), _month_number(cell["month"], cell["month_number"])
    last = date(year, month, int(cell["day"]))
    first_month = month
    if cell["first_month"] or cell["first_month_number"]:
        first_month = _month_number(cell["first_month"], cell["first_month_number"])
    if cell["first_year"]:
        year = _ce_year(int(cell["first_year"]))
    elif first_month > month:
        year -= 1
    return date(year, first_month, int(cell["first"])), last


def _read(cell: str) -> tuple[date, date]:
    """First and last day of a cleaned cell. Raises ValueError."""
    if serial := _SERIAL.fullmatch(cell):
        return _from_serial(serial)
    if iso := _ISO_DAYS.fullmatch(cell):
        return _from_iso(iso)
    cell = " ".join(_WORDS.sub(" ", cell).split())
    if one := _ONE_DAY.fullmatch(cell):
        month = _month_number(one["month"], one["month_number"])
        day = date(_ce_year(int(one["year"])), month, int(one["day"]))
        return day, day
    if days := _DAYS.fullmatch(cell):
        return _from_days(days)
    raise ValueError(cell)


def parse_date_range(text: str) -> tuple[date, date] | None:
    """First and last day (CE) of a cell, the same day twice when it names one; missing -> None.

    Reads what `parse_date` reads, and `27-28 กุมภาพันธ์ 2563`, `28 ธ.ค. 62 ถึง 3 ม.ค. 63`, `30/09/2566 - 02/10/2566`.
    Raises `Unreadable`, also when the last day comes before the first.
    """
    if is_missing(text):
        return None
    cell = to_arabic_digits(clean_text(text))
    try:
        if len(cell) > _LONGEST:
            raise ValueError(cell[:_LONGEST])
        first, last = _read(cell)
        if last < first:
            raise ValueError(cell)
    except ValueError:
        raise Unreadable(f"not a date: {text[:80]!r}") from None
    return first, last


def parse_date(text: str) -> date | None:
    """The day in a cell as CE `date`; of several days the first; missing -> None.

    Reads `1 ตุลาคม 2562`, `ศุกร์ที่ 4 ต.ค.62`, `9/เม.ย./2564`, `30/09/66`, `29 08 61`, ISO in either calendar with or
    without a time, English month names, Excel serials. A four-digit year from 2400 on is B.E., a two-digit one always
    (66 = B.E. 2566). Raises `Unreadable` for all else, and for days that no calendar has.
    """
    days = parse_date_range(text)
    return days[0] if days else None


def parse_fiscal_year(text: str) -> tuple[int, bool] | None:
    """(B.E. fiscal year, True when it was written in CE); missing -> None. Raises `Unreadable`.

    Reads `2567`, `๒๕๖๗`, `67`, `2567.0`, `ปีงบประมาณ พ.ศ. 2567`, `FY2024`, and what `fiscal_year_label` writes.
    """
    if is_missing(text):
        return None
    found = _FISCAL_YEAR.fullmatch(to_arabic_digits(clean_text(text))) if len(text) <= _LONGEST else None
    try:
        if found is None:
            raise ValueError(text)
        written = int((found["year"] or found["only_ce"]).replace(",", ""))
        year = _ce_year(written)
        beside = found["ce"]  # FY 2567 (2024)
        if (found["only_ce"] and year != written) or (beside and int(beside) != year):
            raise ValueError(text)
    except ValueError:
        raise Unreadable(f"not a fiscal year: {text[:80]!r}") from None
    return year + BE_OFFSET, written == year


def fiscal_year_of(day: date) -> int:
    """B.E. fiscal year that a day (CE) belongs to: 1 October 2023 – 30 September 2024 is 2567."""
    return day.year + BE_OFFSET + (day.month >= 10)


def fiscal_year_start(fiscal_year: int) -> date:
    """First day, 1 October, of a B.E. fiscal year."""
    return date(fiscal_year - BE_OFFSET - 1, 10, 1)


def fiscal_year_end(fiscal_year: int) -> date:
    """Last day, 30 September, of a B.E. fiscal year: the deadline of its applications."""
    return date(fiscal_year - BE_OFFSET, 9, 30)
