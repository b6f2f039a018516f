"""Figures and dates for people to read, in Thai (`lang="th"`, also for any unknown language) and English (`"en"`).

What is missing (None, NaN, infinite, pandas' NA and NaT) reads "ไม่มีข้อมูล" / "No data", never 0 and never nan.
"""

import math
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation

from .dates import BE_OFFSET, MONTHS_EN, MONTHS_TH, MONTHS_TH_SHORT

Number = int | float | Decimal | None

NO_BREAK_SPACE = "\u00a0"
_MILLION = 1_000_000
_ROUNDING = Context(prec=400, rounding=ROUND_HALF_UP)  # wide enough for any float


def no_data(lang: str = "th") -> str:
    """The words for a missing value."""
    return "No data" if lang == "en" else "ไม่มีข้อมูล"


def exact(value: object) -> Decimal:
    """The number that a person and a spreadsheet see: of a float its 15 significant digits, so that a mean of 85.94999999999999 is 85.95.

    Raises InvalidOperation for what is no number.
    """
    return Decimal(format(value, ".15g") if isinstance(value, float) else str(value))


def _rounded(value: object, decimals: int, scale: int = 1) -> Decimal | None:
    """value × scale, half away from zero, no negative zero; None when there is no finite number."""
    try:
        number = exact(value)
        if not number.is_finite():
            return None
        number = _ROUNDING.multiply(number, Decimal(scale)).quantize(Decimal(1).scaleb(-decimals), context=_ROUNDING)
    except InvalidOperation:
        return None
    return number if number else abs(number)


def half_up(value: Number, decimals: int = 0, scale: int = 1) -> float:
    """value × scale as the functions below write it, as a number for a table's cell; NaN where there is none."""
    number = _rounded(value, decimals, scale)
    return math.nan if number is None else float(number)


def format_number(value: Number, decimals: int = 0, lang: str = "th") -> str:
    """1234.5 -> '1,235' (half away from zero); missing -> the words for it."""
    number = _rounded(value, decimals)
    return no_data(lang) if number is None else f"{number:,f}"


def format_percent(share: Number, decimals: int = 1, lang: str = "th") -> str:
    """A share, 0 to 1, as per cent: 0.1234 -> '12.3 %', with a no-break space."""
    number = _rounded(share, decimals, scale=100)
    return no_data(lang) if number is None else f"{number:,f}{NO_BREAK_SPACE}%"


def format_date(day: date | None, short: bool = False, lang: str = "th") -> str:
    """'30 กันยายน 2567' (B.E.), short '30 ก.ย. 2567'; in English '30 September 2024' (CE), short '30 Sep 2024'."""
    if day is None or math.isnan(day.year):  # the year of NaT
        return no_data(lang)
    month = day.month - 1
    if lang == "en":
        return f"{day.day} {MONTHS_EN[month][:3] if short else MONTHS_EN[month]} {day.year}"
    return f"{day.day} {MONTHS_TH_SHORT[month] if short else MONTHS_TH[month]} {day.year + BE_OFFSET}"


def format_baht(value: Number, lang: str = "th") -> str:
    """Baht: '1,234 บาท', from a million on '4.5 ล้านบาท'; in English '1,234 baht', '4.5 million baht'."""
    number = _rounded(value, 0)
    if number is None:
        return no_data(lang)
    if abs(number) < _MILLION:
        return f"{number:,f} {'baht' if lang == 'en' else 'บาท'}"
    millions = _rounded(exact(value) / _MILLION, 1)
    return f"{millions:,f} {'million baht' if lang == 'en' else 'ล้านบาท'}"


def format_change(delta: Number, unit: str = "", lang: str = "th", decimals: int = 0) -> str:
    """'▲ 3 แห่ง', '▼ 2 แห่ง', and 'ไม่เปลี่ยนแปลง' / 'No change' for what rounds to nothing. `unit` is shown as given."""
    number = _rounded(delta, decimals)
    if number is None:
        return no_data(lang)
    if not number:
        return "No change" if lang == "en" else "ไม่เปลี่ยนแปลง"
    return f"{'▲' if number > 0 else '▼'} {abs(number):,f} {unit}".rstrip()


def fiscal_year_label(fiscal_year: int | None, lang: str = "th") -> str:
    """A B.E. fiscal year: 'ปีงบประมาณ 2567' / 'FY 2567 (2024)'."""
    return no_data(lang) if fiscal_year is None else fiscal_years_label((fiscal_year,), lang)


def year_label(fiscal_year: int, lang: str = "th") -> str:
    """A B.E. year where the words around it say what it is: '2567' / '2567 (2024)'."""
    return f"{fiscal_year} ({fiscal_year - BE_OFFSET})" if lang == "en" else str(fiscal_year)


def fiscal_years_label(fiscal_years: Iterable[int], lang: str = "th") -> str:
    """B.E. fiscal years in any order: 'ปีงบประมาณ 2560–2563, 2565' / 'FY 2560–2563, 2565 (2017–2020, 2022)'.

    No year at all is a scope without one: 'ทุกปีงบประมาณ' / 'All fiscal years'.
    """
    runs: list[list[int]] = []
    for year in sorted(set(fiscal_years)):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    if not runs:
        return "All fiscal years" if lang == "en" else "ทุกปีงบประมาณ"

    def joined(offset: int) -> str:
        ends = ((run[0] - offset, run[-1] - offset) for run in runs)
        return ", ".join(f"{first}–{last}" if first != last else f"{first}" for first, last in ends)

    return f"FY {joined(0)} ({joined(BE_OFFSET)})" if lang == "en" else f"ปีงบประมาณ {joined(0)}"
