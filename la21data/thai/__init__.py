"""Thai text, digits, numbers, dates and names: pure functions, the lowest layer.

Reads no file, keeps no state, imports the standard library only. Every parse_* function takes a cell's text and gives
None for a missing value; what is there and cannot be read raises `Unreadable` (or is None, where the docstring says).
"""

from .dates import (
    BE_OFFSET,
    MONTHS_EN,
    MONTHS_TH,
    MONTHS_TH_SHORT,
    fiscal_year_end,
    fiscal_year_of,
    fiscal_year_start,
    parse_date,
    parse_date_range,
    parse_fiscal_year,
)
from .formats import (
    exact,
    fiscal_year_label,
    fiscal_years_label,
    format_baht,
    format_change,
    format_date,
    format_number,
    format_percent,
    no_data,
    year_label,
)
from .names import (
    BANGKOK,
    MUNICIPALITY,
    PATTAYA,
    lao_name_parts,
    office_number,
    parse_lao_type,
    province_text,
    region_code,
)
from .numerals import parse_number, parse_whole_number
from .text import (
    Unreadable,
    clean_text,
    collation_key,
    fold,
    is_missing,
    parse_yes_no,
    split_list,
    to_arabic_digits,
    to_thai_digits,
)

__all__ = [
    "BANGKOK",
    "BE_OFFSET",
    "MONTHS_EN",
    "MONTHS_TH",
    "MONTHS_TH_SHORT",
    "MUNICIPALITY",
    "PATTAYA",
    "Unreadable",
    "clean_text",
    "collation_key",
    "exact",
    "fiscal_year_end",
    "fiscal_year_label",
    "fiscal_year_of",
    "fiscal_year_start",
    "fiscal_years_label",
    "fold",
    "format_baht",
    "format_change",
    "format_date",
    "format_number",
    "format_percent",
    "is_missing",
    "lao_name_parts",
    "no_data",
    "office_number",
    "parse_date",
    "parse_date_range",
    "parse_fiscal_year",
    "parse_lao_type",
    "parse_number",
    "parse_whole_number",
    "parse_yes_no",
    "province_text",
    "region_code",
    "split_list",
    "to_arabic_digits",
    "to_thai_digits",
    "year_label",
]
