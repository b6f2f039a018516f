"""Cells to values, a column at a time. Each distinct text is parsed once, however many rows hold it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from la21data import thai
from la21data.domain import FIRST_FISCAL_YEAR, STEP_TITLES, TOP_STEP, Term
from la21data.ingest.cells import Cells
from la21data.ingest.kinds import Column
from la21data.ingest.places import is_mended, province_code
from la21data.ingest.texts import read_texts
from la21data.ingest.vocabulary import mended_code, term_code

OK, MISSING, UNREADABLE, OUT_OF_RANGE, YEAR_TYPO, IN_PART, CE_YEAR, MENDED = range(8)
LONGEST_CELL = 32_767
MONEY, AMOUNT = pa.decimal128(18, 2), pa.decimal128(18, 3)
_LARGEST = Decimal(10) ** 15
_ROUNDING = Context(prec=60, rounding=ROUND_HALF_UP)
_LAO_CODE = re.compile(r"([0-9]{7})(?:\.0+)?")
_STEP = re.compile(
    r"(?:(?:บันได)?(?:ขั้น|ระยะ)(?:ตอน)?(?:ที่)?|step|stage)?\s*:?\s*([0-9]{1,3})(?:\.0+)?(?!\.?[0-9])(?:\s[^0-9]*)?",
    re.IGNORECASE,
)
_STEP_TITLES = {thai.fold(title.th): int(title.code) for titles in STEP_TITLES.values() for title in titles}
MOST_STEPS = max(TOP_STEP.values())
_SIMPLE_NUMBER = re.compile(r"(?:[0-9]{1,14}|[0-9]{1,3}(?:,[0-9]{3}){1,4})(?:\.[0-9]{1,6})?")

Reading = tuple[Any, int]  # value, state


@dataclass
class Values:
    """A column's values, one a row (null where there is none), and the state of each row's cell."""

    values: pa.Array
    state: np.ndarray

    def mask(self, *states: int) -> np.ndarray:
        """Rows whose cell is in one of these states."""
        return np.isin(self.state, states)


@dataclass(frozen=True)
class Calendar:
    """Which fiscal years (B.E.) and days can be: none before the programme, none after the year that follows today's."""

    today: dt.date

    @property
    def last_year(self) -> int:
        return thai.fiscal_year_of(self.today) + 1

    def has_year(self, fiscal_year: int) -> bool:
        return FIRST_FISCAL_YEAR <= fiscal_year <= self.last_year

    def has_day(self, day: dt.date) -> bool:
        return self.has_year(thai.fiscal_year_of(day))


def read_values(column: Column, cells: Cells, calendar: Calendar, any_day: bool = False) -> Values:
    """Read one column. `any_day`: dates of any year are fine (a registry's history is older than the programme)."""
    if column.reader == "text":
        read = read_texts(cells, arabic_digits=column.name == "activity_id")
        return Values(read, np.where(read.is_null().to_numpy(zero_copy_only=False), MISSING, OK).astype(np.int8))
    reader, kind = _reader(column, calendar, any_day)
    texts = cells.column.dictionary
    plain = _plain_numbers(texts) if column.reader in ("whole", "money", "amount") else np.zeros(len(texts), bool)
    values, states = list[Any](), np.zeros(len(texts), np.int8)
    others = np.flatnonzero(~plain)
    for position, text in zip(others.tolist(), texts.filter(pa.array(~plain)).to_pylist(), strict=True):
        try:
            value, states[position] = reader(text)
        except thai.Unreadable:
            value, states[position] = None, UNREADABLE
        values.append(value)
    read = pa.array(values, kind)
    if plain.any():
        numbers = pc.if_else(pa.array(plain), texts, pa.scalar(None, pa.string())).cast(pa.int64())
        if pa.types.is_decimal(kind):
            numbers = numbers.cast(pa.decimal128(19 + kind.scale, kind.scale)).cast(kind)  # Arrow asks for room for any int64 on the way.
        read = pc.replace_with_mask(numbers, pa.array(~plain), read)
    return Values(read.take(pa.array(cells.codes)), states[cells.codes])


def _plain_numbers(texts: pa.Array) -> np.ndarray:
    """Which texts are whole numbers as a machine writes them: those need no reading, Arrow turns them round by the million."""
    return pc.match_substring_regex(texts, "^[0-9]{1,14}$").to_numpy(zero_copy_only=False)


def last_days(cells: Cells) -> pa.Array:
    """The last day of each cell that names several (`27-28 กุมภาพันธ์ 2563`), null of every other."""

    def last(text: str) -> dt.date | None:
        try:
            days = thai.parse_date_range(text)
        except thai.Unreadable:
            return None
        return days[1] if days and days[1] > days[0] else None

    return pa.array([last(text) for text in cells.texts], pa.date32()).take(pa.array(cells.codes))


def is_dash(cells: Cells) -> np.ndarray:
    """Rows whose cell is a dash, which in a row of figures means none."""
    texts = cells.column.dictionary
    dashes = pc.match_substring_regex(texts, r"^[^0-9A-Za-zก-๛]{1,7}$").to_numpy(zero_copy_only=False).copy()
    for position in np.flatnonzero(dashes).tolist():
        dashes[position] = thai.clean_text(texts[position].as_py()) in ("-", "–", "—")
    return dashes[cells.codes]


def too_long(cells: Cells) -> np.ndarray:
    """Rows whose cell is longer than a spreadsheet can hold."""
    return np.array([len(text) > LONGEST_CELL for text in cells.texts], bool)[cells.codes]


def lao_code(text: str) -> str | None:
    """A LAO's seven digits; None where missing. Raises Unreadable."""
    if thai.is_missing(text):
        return None
    found = _LAO_CODE.fullmatch(thai.fold(text) if "." not in text else thai.to_arabic_digits(thai.clean_text(text)))
    if found is None:
        raise thai.Unreadable(f"not an LAO code: {text[:80]!r}")
    return found[1]


def _reader(column: Column, calendar: Calendar, any_day: bool) -> tuple[Callable[[str], Reading], pa.DataType]:
    """The function that reads one text of a column, and the type of what it reads."""
    terms = column.terms
    by_reader: dict[str, tuple[Callable[[str], Reading], pa.DataType]] = {
        "lao_code": (lambda text: _there(lao_code(text)), pa.string()),
        "lao_type": (lambda text: _known(text, thai.parse_lao_type), pa.string()),
        "province": (_province, pa.string()),
        "fiscal_year": (lambda text: _fiscal_year(text, calendar), pa.int32()),
        "date": (lambda text: _date(text, calendar, column, any_day), pa.date32()),
        "term": (lambda text: _term(text, terms), pa.string()),
        "terms": (lambda text: _terms(text, terms), pa.list_(pa.string())),
        "list": (_list, pa.list_(pa.string())),
        "step": (_step, pa.int32()),
        "whole": (_whole, pa.int64()),
        "money": (lambda text: _decimal(text, 2), MONEY),
        "amount": (lambda text: _decimal(text, 3), AMOUNT),
        "score": (lambda text: _float(text, 0, 100), pa.float64()),
        "yes_no": (lambda text: _there(thai.parse_yes_no(text)), pa.bool_()),
        "latitude": (lambda text: _float(text, -90, 90), pa.float64()),
        "longitude": (lambda text: _float(text, -180, 180), pa.float64()),
        "area": (lambda text: _float(text, 0, 1e6), pa.float64()),
    }
    return by_reader[column.reader]


def _there(value: Any) -> Reading:
    return value, MISSING if value is None else OK


def _known(text: str, code_of: Callable[[str], str | None]) -> Reading:
    if thai.is_missing(text):
        return None, MISSING
    code = code_of(text)
    return code, UNREADABLE if code is None else OK


def _province(text: str) -> Reading:
    code, state = _known(text, province_code)
    return code, MENDED if code and is_mended(text) else state


def _term(text: str, terms: tuple[Term, ...]) -> Reading:
    code, state = _known(text, lambda word: term_code(word, terms))
    if state == UNREADABLE and (code := mended_code(text, terms)):
        return code, MENDED
    return code, state


def _fiscal_year(text: str, calendar: Calendar) -> Reading:
    read = thai.parse_fiscal_year(text)
    if read is None:
        return None, MISSING
    if not calendar.has_year(read[0]):
        return None, OUT_OF_RANGE
    return read[0], CE_YEAR if read[1] else OK


def _date(text: str, calendar: Calendar, column: Column, any_day: bool) -> Reading:
    days = thai.parse_date_range(text)
    if days is None:
        return None, MISSING
    day = days[1] if column.name == "end_on" else days[0]
    if not any_day and not calendar.has_day(day):
        return None, OUT_OF_RANGE if column.required else YEAR_TYPO
    return day, OK


def _terms(text: str, terms: tuple[Term, ...]) -> Reading:
    if thai.is_missing(text):
        return None, MISSING
    words = [text] if term_code(text, terms) else thai.split_list(text, slash=True)
    exact = [term_code(word, terms) for word in words]
    codes = [code or mended_code(word, terms) for code, word in zip(exact, words, strict=True)]
    known = [term.code for term in terms if term.code in codes]
    if not known and codes:
        return None, UNREADABLE
    return known or None, IN_PART if None in codes else OK if codes == exact else MENDED


def _list(text: str) -> Reading:
    if thai.is_missing(text):
        return None, MISSING
    return list(dict.fromkeys(thai.split_list(text))), OK


def _step(text: str) -> Reading:
    """A step's number, alone or in words (`ขั้นที่ 2`, `2 ขับเคลื่อนกิจกรรม`), or its title."""
    if thai.is_missing(text):
        return None, MISSING
    words = thai.to_arabic_digits(thai.clean_text(text))
    if title := _STEP_TITLES.get(thai.fold(words)):
        return title, OK
    found = _STEP.fullmatch(words)
    number = int(found[1]) if found else thai.parse_whole_number(words)
    return (number, OK) if number is not None and 1 <= number <= MOST_STEPS else (None, OUT_OF_RANGE)


def _whole(text: str) -> Reading:
    if text.isascii() and text.isdigit() and len(text) < 16:
        return int(text), OK
    number = thai.parse_whole_number(text)
    if number is None:
        return None, MISSING
    return (number, OK) if 0 <= number < _LARGEST else (None, OUT_OF_RANGE)


def _decimal(text: str, places: int) -> Reading:
    number = Decimal(text.replace(",", "")) if _SIMPLE_NUMBER.fullmatch(text) else thai.parse_number(text)
    if number is None:
        return None, MISSING
    if not 0 <= number < _LARGEST:
        return None, OUT_OF_RANGE
    return number.quantize(Decimal(1).scaleb(-places), context=_ROUNDING), OK


def _float(text: str, lowest: float, highest: float) -> Reading:
    number = Decimal(text) if _SIMPLE_NUMBER.fullmatch(text) and "," not in text else thai.parse_number(text)
    if number is None:
        return None, MISSING
    return (float(number), OK) if lowest <= number <= highest else (None, OUT_OF_RANGE)
