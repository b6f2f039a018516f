"""One table: a sheet whose header was found, with its data rows, ready to be read value by value."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from la21data import thai
from la21data.ingest.cells import Cells, column_letters
from la21data.ingest.headers import Header, NearMiss, header_key, locate, missing_headers, strength
from la21data.ingest.kinds import KINDS, NUMBERS_OF_PEOPLE_OR_MONEY, REGISTRY, Kind
from la21data.ingest.personal import holds_personal_values, is_personal_header, names_a_person
from la21data.ingest.readers import Sheet
from la21data.ingest.readers.sheet import empty_column
from la21data.ingest.rows import group_of, split_rows
from la21data.ingest.year_columns import Unfolded, YearColumns, column_of_measure, unfold, years_as_columns

if TYPE_CHECKING:
    from la21data.ingest.references import References

HEAD_ROWS = 101
LONGEST_HEADER = 500  # A cell of megabytes is no header, and is not compared with thousands of them.
FEWEST_ROWS = 3
PERSON = "[ข้อมูลส่วนบุคคล]"
NEVER_FILLED_DOWN = (
    *NUMBERS_OF_PEOPLE_OR_MONEY,
    "amount",
)  # One budget over three merged rows is one budget, not three.


@dataclass
class Table:
    """`rows`: the spreadsheet's own numbers of the data rows. `cells`: column name -> cells, of the columns that are told."""

    sheet: str
    header: Header
    rows: np.ndarray
    cells: dict[str, Cells]
    raw: list[Cells]  # every column as read, personal ones blanked
    personal: list[int]
    ignored: list[int]
    skipped: Counter[str]
    total_rows: list[tuple[int, int, dict[str, str]]] = field(default_factory=list)  # row number, data rows above it, its figures
    as_of: list[str] = field(default_factory=list)
    header_row: int = 1  # the spreadsheet's own number
    layout: YearColumns | None = None  # where the sheet has its years as columns
    references: References | None = None  # where the sheet is of a report workbook

    @property
    def kind(self) -> Kind:
        return self.header.kind

    def __len__(self) -> int:
        return len(self.rows)

    def told(self, name: str) -> bool:
        """Whether the sheet tells this column at all: what it does not tell keeps its stored values."""
        return name in self.cells

    @property
    def unprinted(self) -> set[int]:
        """Columns that a report leaves out: personal ones, and those that were folded into another."""
        return {*self.personal, *(self.layout.folded if self.layout else ())}

    def records(self, rows: Sequence[int]) -> list[str]:
        """Header -> cell of some data rows as JSON, whole, personal columns blanked. A header that repeats gets its column's letter."""
        keys = dict[str, None]()
        for position, header in enumerate(self.header.texts):
            keys[header if header and header not in keys else f"{header} ({column_letters(position)})".strip()] = None
        named = [bool(header) for header in self.header.texts]
        columns = [cells.column.take(pa.array(rows, pa.int64())).to_pylist() for cells in self.raw]
        return [
            json.dumps({key: text for key, is_named, text in zip(keys, named, cells, strict=True) if text or is_named}, ensure_ascii=False)
            for cells in zip(*columns, strict=True)
        ]

    def column_title(self, position: int) -> str:
        """A column's header, its letter where it has none."""
        return self.header.texts[position] or column_letters(position)


def find_table(sheet: Sheet, kinds: Iterable[Kind] = tuple(KINDS.values())) -> Table | NearMiss | None:
    """The table in a sheet; where there is none, the kind that it comes nearest to."""
    kinds, named = tuple(kinds), _told_by_name(sheet.name)
    given = {*named, *_group_columns(sheet)}
    head = [[cell[:LONGEST_HEADER] for cell in row] for row in sheet.head(HEAD_ROWS)]
    header = locate(head, kinds, given)
    if not isinstance(header, Header) or header.kind is REGISTRY:  # Any table of LAOs also looks like a registry.
        layout = years_as_columns(head, kinds, given)
        stronger = layout and (
            not isinstance(header, Header) or strength(layout.header.kind, layout.header.fields) > strength(REGISTRY, header.fields)
        )
        if layout and stronger and (table := _read_table(sheet, layout.header, named, layout)):
            return table
    if not isinstance(header, Header):
        return header
    table = _read_table(sheet, header, named)
    if table and (missing := missing_headers(header.kind, table.cells)):  # What looked like a group row told nothing after all.
        return NearMiss(header.kind, len(header.fields), missing)
    return table


def _read_table(sheet: Sheet, header: Header, named: Mapping[str, str], layout: YearColumns | None = None) -> Table | None:
    """The data rows of a sheet under a header. None where the years that stand as columns turn out to be something else."""
    columns = _filled_columns(sheet, header, layout)
    rows = split_rows(sheet, header, columns)
    personal, ignored = _other_columns(header, columns, rows.data)
    for position in ignored:  # No kind knows the column, so anything may be in a cell of it: a phone number among remarks too.
        columns[position] = _without_persons(columns[position])
        if position < len(sheet.columns):
            sheet.columns[position] = _without_persons(sheet.columns[position])
    raw = [Cells(column.take(pa.array(rows.data))) for column in columns]
    years = unfold(layout, columns, rows.data) if layout else None
    if layout:
        if years is None:
            return None
        rows.skipped += Counter({"no_year_filled": years.without} if years.without else {})
        raw, personal, ignored = _unfolded(layout, years, columns, raw, rows.data, personal, ignored)
    numbers = rows.data if years is None else rows.data[years.row]
    for position in personal:
        raw[position] = Cells.all_the_same(len(numbers), "")
    cells = {name: raw[position] for name, position in header.fields.items()}
    for name, group in rows.groups.items():
        _complete(cells, name, Cells(group if years is None else group.take(pa.array(years.row))), header.kind)
    for name, text in named.items():
        _complete(cells, name, Cells.all_the_same(len(numbers), text), header.kind)
    _fill_provinces(cells)
    figures = {
        name: columns[position]
        for name, position in header.fields.items()
        if header.kind.by_name[name].reader in NUMBERS_OF_PEOPLE_OR_MONEY and not layout
    }
    return Table(
        sheet.name,
        header,
        numbers + sheet.first_row,
        cells,
        raw,
        personal,
        ignored,
        rows.skipped,
        total_rows=[
            (
                row + sheet.first_row,
                int(np.searchsorted(rows.data, row)),
                {name: column[row].as_py() for name, column in figures.items()},
            )
            for row in rows.totals
        ],
        as_of=rows.as_of,
        header_row=header.first + sheet.first_row,
        layout=layout,
    )


def _filled_columns(sheet: Sheet, header: Header, layout: YearColumns | None) -> list[pa.DictionaryArray]:
    """The sheet's columns with merged cells filled down where that is right, and no person's name among answers to yes or no."""
    readers = {position: header.kind.by_name[name].reader for name, position in header.fields.items()}
    of_years = {position for positions in layout.measures.values() for position in positions} if layout else set[int]()
    columns = [
        column if readers.get(position) in NEVER_FILLED_DOWN or position in of_years else sheet.filled_down(position)
        for position, column in enumerate(sheet.columns)
    ]
    for position, reader in readers.items():
        if reader == "yes_no" and position < len(columns):  # Where a form asks «is there a coordinator?», people write who it is.
            columns[position] = sheet.columns[position] = _without_persons(columns[position])
    return [*columns, empty_column(sheet.height)] if layout else columns


def _unfolded(
    layout: YearColumns,
    years: Unfolded,
    columns: Sequence[pa.DictionaryArray],
    raw: list[Cells],
    data: np.ndarray,
    personal: list[int],
    ignored: list[int],
) -> tuple[list[Cells], list[int], list[int]]:
    """The columns with a row for each record; those of later years are empty, what they held stands in the first year's."""
    taken, nothing = pa.array(years.row), Cells.all_the_same(len(years.row), "")
    unfolded = [Cells(cells.column.take(taken)) for cells in raw]
    for measure, positions in layout.measures.items():
        unfolded[measure] = Cells(column_of_measure(positions, columns, data, years))
        if not {*positions}.isdisjoint(personal):
            personal = sorted({*personal, *(position for position in positions if position >= 0)})
    for position in layout.folded:
        unfolded[position] = nothing
    unfolded[-1] = Cells.of(years.year.astype(np.int32), list(layout.years))
    return unfolded, personal, [position for position in ignored if position not in layout.folded and position != layout.marks]


def _told_by_name(sheet: str) -> dict[str, str]:
    """The key that a sheet's name carries: a province, a fiscal year, or both (`กระบี่ 2567`)."""
    told = dict(filter(None, (group_of(part, alone=True) for part in (sheet, *sheet.replace("_", " ").split()))))
    return {
        name: told[name] for name in ("province", "fiscal_year") if name in told and not (name == "fiscal_year" and len(told[name]) < 4)
    }


def _group_columns(sheet: Sheet) -> set[str]:
    """What the group rows of a sheet would tell, so that its header need not."""
    told = set[str]()
    for column in sheet.columns[:3]:
        for text in column.dictionary.to_pylist()[:5_000]:
            if len(text) < 80 and (found := group_of(text)):
                told.add(found[0])
    return told


def _complete(cells: dict[str, Cells], name: str, other: Cells, kind: Kind) -> None:
    """Fill the empty cells of a column from what a group row or the sheet's name tells."""
    if name not in kind.by_name:
        return
    if name not in cells:
        cells[name] = other
        return
    codes, texts = cells[name].codes, cells[name].texts
    empty = np.fromiter(map(thai.is_missing, texts), bool, len(texts))[codes]
    if empty.any():
        cells[name] = Cells.of(np.where(empty, other.codes + len(texts), codes), texts + other.texts)


def _fill_provinces(cells: dict[str, Cells]) -> None:
    """Fill down a province that stands in the first row of its group only: how merged cells look once they are saved as CSV.

    Only where that is plain to see: most rows have none, the first row has one, and none is written twice running. A row whose
    province is merely missing stays as it is; and no LAO is found in a province that is not its own.
    """
    if "province" not in cells or len(cells["province"].column) < FEWEST_ROWS:
        return
    codes, texts = cells["province"].codes, cells["province"].texts
    told = ~np.fromiter(map(thai.is_missing, texts), bool, len(texts))[codes]
    rows = np.flatnonzero(told)
    if not told[0] or len(rows) * 2 >= len(codes) or (np.diff(codes[rows]) == 0).any():
        return
    cells["province"] = Cells.of(codes[rows[np.cumsum(told) - 1]], texts)


def _without_persons(column: pa.DictionaryArray) -> pa.DictionaryArray:
    texts = [PERSON if names_a_person(text) else text for text in column.dictionary.to_pylist()]
    return pa.DictionaryArray.from_arrays(column.indices, pa.array(texts, pa.string()))


def _other_columns(header: Header, columns: Sequence[pa.DictionaryArray], data: np.ndarray) -> tuple[list[int], list[int]]:
    """Positions of the columns that no kind knows: those with personal data, and the rest that hold anything."""
    personal, ignored = [], []
    for position, column in enumerate(columns):
        if position in header.fields.values():
            continue
        texts = (
            pa.DictionaryArray.from_arrays(column.indices.take(pa.array(data)), column.dictionary).unique().cast(pa.string()).to_pylist()
        )
        if is_personal_header(header_key(header.texts[position])) or holds_personal_values(texts[:2_000]):
            personal.append(position)
        elif header.texts[position] or any(text.strip() for text in texts):
            ignored.append(position)
    return personal, ignored
