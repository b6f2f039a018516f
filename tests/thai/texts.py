"""Texts of every sort, the readers of cells, and the real names, for the tests of la21data.thai."""

import csv
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import strategies as st

from la21data import thai

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "real"
REGISTRIES = ("lao_registry_25601201.csv", "lao_registry_25661109.csv")

THAI_MARKS = "\u0e31\u0e34\u0e35\u0e38\u0e39\u0e3a\u0e47\u0e48\u0e49\u0e4b\u0e4c\u0e4d\u0e4e"
thai_soup = st.text(alphabet=THAI_MARKS + "กนำาเแ '\u200b\u00a0", max_size=12)
cell_soup = st.text(alphabet="0123456789๐๕๙.,-–/() ฿%eE'\u00a0" + "มกคพยตศถึงปีล้านัวบท", max_size=20)
any_text = st.one_of(st.text(max_size=30), thai_soup, cell_soup)
days = st.dates(dt.date(1900, 1, 1), dt.date(2150, 12, 31))

PARSERS: list[Callable[[str], object]] = [
    thai.parse_number,
    thai.parse_whole_number,
    thai.parse_date,
    thai.parse_date_range,
    thai.parse_fiscal_year,
    thai.parse_yes_no,
]


def real_rows(name: str) -> list[dict[str, str]]:
    path = REAL / name
    if not path.exists():
        pytest.skip(f"real file not at hand: {path}")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
