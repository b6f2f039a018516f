"""Which rows of a sheet are data. Everything else is skipped with a reason, and counted.

A line is only taken for a note, a group or a total where it cannot be a record: a record never has so few filled cells,
or has its LAO, its activity or its name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from la21data import reference, thai
from la21data.ingest.headers import Header
from la21data.ingest.personal import names_a_person
from la21data.ingest.places import province_code
from la21data.ingest.readers import Sheet

EXAMPLE = "(ตัวอย่าง)"  # What the name of a template's example row begins with.
FEWEST_CELLS = 3  # Fewer filled cells than this are no record of any kind.
_AS_OF = re.compile(r"ข้อมูล\s*(?:ณ|เมื่อ)|as of\b", re.IGNORECASE)
_SOURCE = re.compile(r"(?:แหล่ง)?ที่มา(?:ของข้อมูล)?\s*[:.]?|แหล่งข้อมูล|source\s*:", re.IGNORECASE)
_NOTE = re.compile(r"หมายเหตุ|\*|note\s*:|remark", re.IGNORECASE)
_TOTAL = re.compile(
    r"(?:ยอด|ผล)?รวม(?:ทั้งสิ้น|ทั้งหมด|ทั้งประเทศ|ย่อย|ยอด|สุทธิ|เป็นเงิน)*\s*[:=]?\s*[0-9.,]*\s*(?:แห่ง|บาท|คน|โครงการ|กิจกรรม|รายการ|อปท\.?)?"
    r"|รวม\s*(?:จังหวัด|จ\.|ภาค|อำเภอ|อ\.|ปี|สสภ|สคพ).*|(?:ค่า)?เฉลี่ย|.*\s(?:ผลรวม|total)|(?:grand|sub)?[\s-]*total\b.{0,30}",
    re.IGNORECASE,
)
_LIKE_A_TOTAL = "รวม|เฉลี่ย|(?i)total"
_GROUP = re.compile(
    r"(?:\(?[0-9]{1,3}[.)]?\s*)?(?P<what>จังหวัด|จ\.|ปีงบประมาณ|ปี\s*พ\.?ศ\.?|อำเภอ|อ\.|ภาค|สสภ\.?|สคพ\.?|สำนักงานสิ่งแวดล้อม)\s*[:：]?\s*(?P<value>.+)"
)


@dataclass
class Rows:
    """Positions of the data rows in the sheet; what was skipped, by reason; the totals among it; what group rows tell."""

    data: np.ndarray
    skipped: Counter[str] = field(default_factory=Counter)
    totals: list[int] = field(default_factory=list)
    groups: dict[str, pa.DictionaryArray] = field(default_factory=dict)  # column name -> one text a data row
    as_of: list[str] = field(default_factory=list)  # texts that say on which day the list stands


def split_rows(sheet: Sheet, header: Header, columns: Sequence[pa.DictionaryArray]) -> Rows:
    """Tell data from the rest. `columns`: the sheet's, merged cells filled down."""
    height = sheet.height
    filled = np.zeros(height, np.int32)
    few = np.full((FEWEST_CELLS - 1, height), -1, np.int32)  # the columns of the first filled cells
    total_word = np.zeros(height, bool)
    for position, column in enumerate(columns):
        codes = column.indices.to_numpy(zero_copy_only=False)
        there = _mask(pc.not_equal(pc.utf8_trim_whitespace(column.dictionary), ""))[codes]
        for rank in range(FEWEST_CELLS - 1):
            few[rank, there & (filled == rank)] = position
        filled += there
        totals = _holding(column.dictionary, _LIKE_A_TOTAL, is_total)
        if totals.any():
            total_word |= totals[codes]
    reason = np.zeros(height, object)
    reason[: header.last + 1] = "title"
    reason[header.first : header.last + 1] = "header"
    reason[(filled == 0)] = "empty"
    body = np.arange(height) > header.last
    reason[body & (reason == 0) & _repeats(header, columns, height)] = "repeated_header"
    reason[body & (reason == 0) & _examples(header, columns, height)] = "example"
    if total_word.any():
        reason[body & (reason == 0) & total_word & ~_identified(header, columns, height)] = "subtotal"
    groups = _read_lines(sheet, columns, reason, filled, few, header)
    data = np.flatnonzero(reason == 0)
    rows = Rows(data, Counter(reason[(reason != 0) & (reason != "header")].tolist()))
    rows.totals = np.flatnonzero(reason == "subtotal").tolist()
    rows.groups = {name: _spread(told, data) for name, told in groups.items()}
    rows.as_of = [_line(columns, row) for row in range(height if height < 200 else 200) if reason[row] in ("title", "as_of")]
    rows.as_of += [_line(columns, int(row)) for row in np.flatnonzero(reason == "as_of") if row >= 200]
    return rows


def is_total(text: str) -> bool:
    """Whether a cell says that its row is a total (รวม, รวมทั้งสิ้น 7 แห่ง, Grand Total): never a mere beginning (รวมไทยพัฒนา)."""
    return _TOTAL.fullmatch(thai.to_arabic_digits(thai.clean_text(text))) is not None


def group_of(text: str, alone: bool = False) -> tuple[str, str] | None:
    """(column name, value) of a group row's text, `1 จังหวัด : กระบี่` -> ('province', 'กระบี่'); None where it is none.

    `alone`: also take the bare name of a province or a bare year.
    """
    cell = thai.to_arabic_digits(thai.clean_text(text))
    if found := _GROUP.fullmatch(cell):
        what, value = found["what"], found["value"]
        if what in ("จังหวัด", "จ."):
            return ("province", value) if province_code(value) else None
        if what.startswith("ปี"):
            return ("fiscal_year", value) if _is_year(value) else None
        if what in ("อำเภอ", "อ."):
            return "district", value
        return ("region", cell) if thai.region_code(cell) else ("office", cell) if thai.office_number(cell) else None
    if alone and _is_year(cell):
        return "fiscal_year", cell
    return ("province", cell) if alone and reference.province_code(cell) and not cell.isdigit() else None


def _is_year(text: str) -> bool:
    try:
        return thai.parse_fiscal_year(text) is not None
    except thai.Unreadable:
        return False


def _read_lines(
    sheet: Sheet,
    columns: Sequence[pa.DictionaryArray],
    reason: np.ndarray,
    filled: np.ndarray,
    few: np.ndarray,
    header: Header,
) -> dict[str, dict[int, str]]:
    """Give every line with too few cells its reason; returns what the group rows and titles among them tell, by row."""
    groups: dict[str, dict[int, str]] = {}
    alone = "province" not in header.fields and "lao_code" not in header.fields
    for row in np.flatnonzero((filled > 0) & (filled < FEWEST_CELLS) & ((reason == 0) | (reason == "title"))).tolist():
        cells = [columns[position][row].as_py() for position in few[: filled[row], row].tolist()]
        text = " ".join(map(thai.clean_text, cells))
        if reason[row] == "title":
            if told := group_of(text):
                groups.setdefault(told[0], {})[row] = told[1]
        elif _AS_OF.match(text):
            reason[row] = "as_of"
        elif _SOURCE.match(text):
            reason[row] = "source"
        elif _NOTE.match(text) or names_a_person(text):
            reason[row] = "note"
        elif told := group_of(text, alone):
            reason[row] = "group"
            groups.setdefault(told[0], {})[row] = told[1]
    return groups


def _repeats(header: Header, columns: Sequence[pa.DictionaryArray], height: int) -> np.ndarray:
    """Rows that say again what a row of the header says, in most of its cells."""
    repeated = np.zeros(height, bool)
    for texts in header.rows:
        told = [position for position, text in enumerate(texts) if text.strip()]
        same = np.zeros(height, np.int32)
        for position in told:
            column = columns[position]
            equal = _mask(pc.equal(pc.utf8_trim_whitespace(column.dictionary), texts[position].strip()))
            if equal.any():
                same += equal[column.indices.to_numpy(zero_copy_only=False)]
        repeated |= same >= max(2, 0.6 * len(told))
    return repeated


def _examples(header: Header, columns: Sequence[pa.DictionaryArray], height: int) -> np.ndarray:
    """A template's example row: its LAO's, activity's or event's name says so."""
    found = np.zeros(height, bool)
    for name in ("lao_name", "activity_name", "event_name"):
        if name in header.fields:
            column = columns[header.fields[name]]
            says = _mask(pc.starts_with(pc.utf8_ltrim_whitespace(column.dictionary), EXAMPLE))
            if says.any():
                found |= says[column.indices.to_numpy(zero_copy_only=False)]
    return found


def _identified(header: Header, columns: Sequence[pa.DictionaryArray], height: int) -> np.ndarray:
    """Rows that have what makes them a record: their LAO; an activity its id too, an event its name."""
    names = ("lao_code", "lao_name") if header.kind.has_lao or header.kind.code == "registry" else ("event_name",)
    found = np.zeros(height, bool)
    for name in names:
        if name in header.fields:
            found |= _says_something(columns[header.fields[name]])
    if header.kind.code == "activity":
        found &= _says_something(columns[header.fields["activity_id"]])
    return found


def _says_something(column: pa.DictionaryArray) -> np.ndarray:
    texts = column.dictionary.to_pylist()
    says = np.fromiter(
        (not thai.is_missing(text) and not is_total(text) if len(text) < 60 else True for text in texts),
        bool,
        len(texts),
    )
    return says[column.indices.to_numpy(zero_copy_only=False)]


def _mask(condition: pa.Array) -> np.ndarray:
    return condition.to_numpy(zero_copy_only=False)


def _holding(texts: pa.Array, like: str, test: Callable[[str], bool]) -> np.ndarray:
    """Which texts pass a test; only those that look `like` it (a regular expression, in Arrow) are asked."""
    found = _mask(pc.match_substring_regex(texts, like)).copy()
    for position in np.flatnonzero(found).tolist():
        found[position] = test(texts[position].as_py())
    return found


def _spread(told: dict[int, str], data: np.ndarray) -> pa.DictionaryArray:
    """What each data row's group row says: that of the last one above it, '' where there is none."""
    rows = np.array(sorted(told))
    texts = ["", *(told[row] for row in rows.tolist())]
    return pa.DictionaryArray.from_arrays(pa.array(np.searchsorted(rows, data).astype(np.int32)), pa.array(texts))


def _line(columns: Sequence[pa.DictionaryArray], row: int) -> str:
    return " ".join(filter(None, (thai.clean_text(column[row].as_py()) for column in columns)))
