"""The day on which a registry list stands: told by the caller, by a line of the file, or by the file's name."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from la21data import thai

_LINE = re.compile(r"(?:ข้อมูล\s*)?(?:ณ|เมื่อ|as of)\s*(?:วันที่)?\s*(.+)", re.IGNORECASE)
_DIGITS = re.compile(r"[0-9]{7,8}")
_YEAR_FIRST = re.compile(r"(25[0-9]{2})(0[1-9]|1[0-2])([0-3][0-9])")
_DAY_FIRST = re.compile(r"([0-3]?[0-9])(0[1-9]|1[0-2])(25[0-9]{2})")


def list_date(lines: Iterable[str], file_name: str) -> dt.date | None:
    """The day in a `ข้อมูล ณ วันที่ …` line, else the B.E. date in the file's name; None where neither tells one."""
    for line in lines:
        if day := _in_line(line):
            return day
    return _in_name(file_name)


def _in_line(line: str) -> dt.date | None:
    found = _LINE.search(thai.clean_text(line))
    if found is None:
        return None
    try:
        return thai.parse_date(found[1].strip(" ()"))
    except thai.Unreadable:
        return None


def _in_name(name: str) -> dt.date | None:
    """`lao_registry_25661109.csv` and `re01_9112566tambon.csv` (day, month, year, glued) -> 9 November 2566."""
    for digits in _DIGITS.findall(thai.to_arabic_digits(name)):
        if found := _YEAR_FIRST.fullmatch(digits):
            year, month, day = (int(part) for part in found.groups())
        elif found := _DAY_FIRST.fullmatch(digits):
            day, month, year = (int(part) for part in found.groups())
        else:
            continue
        try:
            return dt.date(year - thai.BE_OFFSET, month, day)
        except ValueError:
            continue
    return None
