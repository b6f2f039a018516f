"""Tables in which the fiscal years stand side by side, as columns: each year of a row is read as a record of its own.

    | ชื่อ อปท. | จังหวัด | เส้นทาง | ขั้น            |        | ชื่อ อปท. | จังหวัด | เส้นทาง | ขั้น | ปีงบประมาณ |
    |          |        |        | 2565 | 2566 |   ->   | ก        | ข      | บันได   | 1   | 2565      |
    | ก        | ข      | บันได   | 1    | 2    |        | ก        | ข      | บันได   | 2   | 2566      |

What a year's cells tell is named by the header above, beside or below the year. Where nothing names it, it is the one required column
that is missing; where none is missing, the cells are marks (✓): the record is there in that year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from la21data import thai
from la21data.ingest.headers import Header, candidates, column_keys, fields_of, header_key, missing_headers, strength, titles
from la21data.ingest.kinds import KINDS, Kind

_YEAR = re.compile(
    r"\(?(?:ปี\s*(?:งบประมาณ)?\s*)?(?:พ\.?\s?ศ\.?|ค\.?\s?ศ\.?|FY)?\s*(?<![0-9])(?P<year>(?:(?:25|20)[0-9]{2}|(?<=ปี)[0-9]{2}|(?<=ปี\s)[0-9]{2}))(?![0-9])\)?",
    re.IGNORECASE,
)
_NAMES_YEARS = frozenset(map(header_key, ("ปีงบประมาณ", "ปี", "ปี พ.ศ.", "พ.ศ.", "ปีงบประมาณ พ.ศ.", "fiscal year", "FY", "year")))
_FEWEST_YEARS = 2
MARKS = "marks"  # In `measures`: what the cells of a year are, where they only say that the record is there.


@dataclass(frozen=True)
class YearColumns:
    """How to read such a table. `header`: that of the table it becomes; the fiscal year is the column behind the last one.

    `years`: as they are written. `measures`: position in the header -> position in the sheet, year by year (-1: none).
    """

    header: Header
    years: tuple[str, ...]
    measures: dict[int, tuple[int, ...]]
    marks: int | None = None
    assumed: str = ""  # the column that bare years were taken for

    @property
    def folded(self) -> list[int]:
        """Positions of the sheet's columns that stand in another one's place now."""
        return sorted({position for positions in self.measures.values() for position in positions if position >= 0} - {*self.measures})

    def told(self) -> tuple[str, str]:
        """What was done, in Thai and English: the years, and what their cells are."""
        names = [self.header.texts[position] for position in self.measures if self.header.texts[position]]
        what_th, what_en = ("เครื่องหมาย", "marks") if self.marks is not None else (", ".join(names),) * 2
        years = f"{self.years[0]}–{self.years[-1]}"
        return f"({years} · ค่าใต้ปี = {what_th})", f"({years} · the cells are: {what_en})"


def years_as_columns(head: Sequence[Sequence[str]], kinds: Iterable[Kind], given: Iterable[str]) -> YearColumns | None:
    """The best reading of a sheet's first rows as a table with years as columns; None where there is none."""
    kinds = tuple(kind for kind in kinds if "fiscal_year" in kind.by_name)
    best: YearColumns | None = None
    for first, last, rows in candidates(head):
        parts = [_year_and_rest([row[position] for row in rows]) for position in range(len(rows[0]))]
        years = tuple(dict.fromkeys(year for year, _ in parts if year))
        if len(years) < _FEWEST_YEARS:
            continue
        texts, measures = _told_apart(rows, parts, years)
        for kind in kinds:
            found = _as_kind(kind, (first, last, rows), texts, years, measures, frozenset(given))
            if found and (best is None or strength(kind, found.header.fields) > strength(best.header.kind, best.header.fields)):
                best = found
    return best


def _year_and_rest(cells: Sequence[str]) -> tuple[str, str]:
    """The one year in a column's header ('' where there is none, or several), and what else stands there."""
    cells = list(dict.fromkeys(thai.to_arabic_digits(thai.clean_text(cell)) for cell in cells))
    found = {year["year"] for cell in cells for year in _YEAR.finditer(cell)}
    if len(found) != 1:
        return "", ""
    rest = [thai.clean_text(_YEAR.sub(" ", cell)) for cell in cells]
    return found.pop(), " ".join(part for part in rest if part and header_key(part) not in _NAMES_YEARS)


def _told_apart(
    rows: Sequence[Sequence[str]], parts: Sequence[tuple[str, str]], years: Sequence[str]
) -> tuple[list[list[str]], dict[int, tuple[int, ...]]]:
    """The header's rows with one column for each measure and one for the year, and where each measure stands year by year."""
    texts = [[*("" if parts[position][0] else cell for position, cell in enumerate(row)), ""] for row in rows]
    texts[-1][-1] = KINDS["participation"].by_name["fiscal_year"].th
    first: dict[str, int] = {}
    places: dict[int, list[int]] = {}
    for position, (year, rest) in enumerate(parts):
        if year:
            measure = first.setdefault(header_key(rest), position)
            texts[-1][measure] = parts[measure][1]
            places.setdefault(measure, [-1] * len(years))[years.index(year)] = position
    return texts, {measure: tuple(positions) for measure, positions in places.items()}


def _as_kind(
    kind: Kind,
    place: tuple[int, int, Sequence[Sequence[str]]],
    texts: list[list[str]],
    years: tuple[str, ...],
    measures: dict[int, tuple[int, ...]],
    given: frozenset[str],
) -> YearColumns | None:
    """The table as records of one kind; None where columns are missing, or the years tell nothing that the kind knows."""
    first, last, rows = place
    fields = fields_of(kind, column_keys(texts))
    year_column = len(texts[0]) - 1
    if fields.get("fiscal_year") != year_column:
        return None  # The table names its year itself.
    names = list(titles(texts))
    bare = next((position for position in measures if not names[position]), None)
    missing, marks, assumed = missing_headers(kind, fields, given), None, ""
    if bare is not None and len(missing) == 1:
        column = next((column for column in kind.columns if column.th == missing[0] and column.required), None)
        if column is None:
            return None
        fields[column.name], names[bare], missing, assumed = bare, column.th, (), column.name
    elif bare is not None and not missing:
        marks = bare
    if missing or (marks is None and not any(position in fields.values() for position in measures)):
        return None
    header = Header(kind, first, last, tuple(map(tuple, rows)), tuple(names), fields)
    return YearColumns(header, years, measures, marks, assumed)


@dataclass(frozen=True)
class Unfolded:
    """Records of a table with years as columns: the data row and the year that each comes from."""

    row: np.ndarray
    year: np.ndarray
    without: int  # data rows that have nothing in any year


def unfold(layout: YearColumns, columns: Sequence[pa.DictionaryArray], data: np.ndarray) -> Unfolded | None:
    """Which data rows have a record in which year. None where the cells do not fit: marks that are none, or nothing but marks."""
    there = np.zeros((len(data), len(layout.years)), bool)
    bare = layout.marks if layout.marks is not None else layout.header.fields.get(layout.assumed)
    answers = set[str]()
    for measure, positions in layout.measures.items():
        for number, position in enumerate(positions):
            if position < 0:
                continue
            texts, codes = columns[position].dictionary.to_pylist(), columns[position].indices.to_numpy(zero_copy_only=False)[data]
            says: np.ndarray = np.fromiter((not thai.is_missing(text) for text in texts), bool, len(texts))
            if measure == bare:
                answers |= {texts[code] for code in np.unique(codes).tolist() if says[code]}
            if measure == layout.marks:
                says &= np.fromiter((_is_yes(text) for text in texts), bool, len(texts))
            there[:, number] |= says[codes]
    only_marks = all(map(_is_mark, answers))
    if layout.marks is not None and not only_marks:
        return None
    if layout.assumed and answers and only_marks:
        return None  # A tick, or nothing but 1, under a year does not say which step.
    row, year = there.nonzero()
    return Unfolded(row, year, int((~there.any(axis=1)).sum()))


def column_of_measure(
    positions: Sequence[int], columns: Sequence[pa.DictionaryArray], data: np.ndarray, unfolded: Unfolded
) -> pa.DictionaryArray:
    """A measure's cell of each record."""
    taken = pa.array(data)
    empty = pa.array([""] * len(data), pa.string())
    side_by_side = pa.concat_arrays(
        [columns[position].take(taken).dictionary_decode() if position >= 0 else empty for position in positions]
    )
    return side_by_side.take(pa.array(unfolded.year * len(data) + unfolded.row)).dictionary_encode()


def _is_mark(text: str) -> bool:
    try:
        return thai.parse_yes_no(text) is not None
    except thai.Unreadable:
        return False


def _is_yes(text: str) -> bool:
    try:
        return thai.parse_yes_no(text) is True
    except thai.Unreadable:
        return False
