"""A table's rows as values: every column read, every row matched with its LAO, every fault found that one row shows by itself."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from la21data import reference
from la21data.ingest import checks
from la21data.ingest.kinds import NUMBERS_OF_PEOPLE_OR_MONEY, Column, Kind
from la21data.ingest.locate_lao import find_laos
from la21data.ingest.matching import Matcher
from la21data.ingest.normalise import (
    CE_YEAR,
    IN_PART,
    LONGEST_CELL,
    MENDED,
    MISSING,
    OUT_OF_RANGE,
    UNREADABLE,
    YEAR_TYPO,
    Calendar,
    Values,
    is_dash,
    last_days,
    read_values,
    too_long,
)
from la21data.ingest.reasons import Reason
from la21data.ingest.remarks import Remarks
from la21data.ingest.table import Table

_MATCHED = (
    "lao_code",
    "lao_name",
    "lao_type",
    "province",
    "district",
    "region",
    "office",
)  # Read by the matcher, in a LAO kind.
_MUST_BE_READ = (
    "step",
    "whole",
    "money",
    "score",
)  # A number that cannot be read is not left empty: sums would be wrong.
_MUST_BE_KNOWN = (
    "status",
    "province",
)  # No status counts as active, no province as the whole country: never by mistake.
_BANGKOK_HAS_NONE = ("registry", "lao_code")  # So its absence is judged once the name is known.
_LIMITS = {
    "step": ("1–4", "1–4"),
    "score": ("0–100", "0–100"),
    "whole": ("ต้องไม่ติดลบ", "not negative"),
    "money": ("ต้องไม่ติดลบ", "not negative"),
}


@dataclass
class Batch:
    """`values`: column of the fact table -> values, one a row of the table; only those that the table tells.

    `province`: code of each row's province, None where it is not known.
    """

    file: int
    table: Table
    values: dict[str, pa.Array]
    remarks: Remarks
    province: list[str | None] = field(default_factory=list)

    @property
    def kind(self) -> Kind:
        return self.table.kind

    def __len__(self) -> int:
        return len(self.table)

    def record_keys(self, rows: np.ndarray) -> list[str | None]:
        """The keys that rows have or would have, as text; None where a part of it could not be read."""
        taken = pa.array(rows)
        nothing = [None] * len(rows)
        parts = [self.values[name].take(taken).to_pylist() if name in self.values else nothing for name in self.kind.key]
        may_lack = [name == "province" for name in self.kind.key]
        return [
            None
            if any(part is None and not may for part, may in zip(row, may_lack, strict=True))
            else "|".join("" if part is None else str(part) for part in row)
            for row in zip(*parts, strict=True)
        ]


def read_batch(file: int, table: Table, calendar: Calendar, matcher: Matcher) -> Batch:
    """Read and judge a table row by row."""
    batch = Batch(file, table, {}, Remarks(len(table)))
    _reject_long_cells(batch)
    read: dict[str, Values] = {}
    for column in table.kind.columns:
        if table.kind.has_lao and column.name in _MATCHED:
            continue
        if table.told(column.name):
            read[column.name] = _read(batch, column, calendar)
    _dashes_are_zeros(batch, read)
    if "start_on" in read:
        _end_of_range(batch, read)
    for name, values in read.items():
        batch.values[table.kind.by_name[name].stored] = values.values
    if table.kind.has_lao:
        find_laos(batch, matcher)
    elif "province" in batch.values:
        batch.province = batch.values["province"].to_pylist()
    checks.check(batch, calendar)
    if table.layout:
        batch.remarks.warn_of_line(table.header_row, Reason("years_as_columns", "fiscal_year", *table.layout.told()), "")
    for name in table.header.mended:
        known = f"= «{table.kind.by_name[name].th}»"
        batch.remarks.warn_of_line(table.header_row, Reason("damaged_text", name, known, known), table.header.title(name))
    return batch


def _read(batch: Batch, column: Column, calendar: Calendar) -> Values:
    """Read a column, and hold against its rows what is missing, unreadable or out of range."""
    table, remarks = batch.table, batch.remarks
    values = read_values(column, table.cells[column.name], calendar, any_day=table.kind.code == "registry")
    if column.required and (table.kind.code, column.name) != _BANGKOK_HAS_NONE:
        remarks.reject(values.mask(MISSING), Reason("missing", column.name))
    more = _allowed(column)
    if column.required or column.reader in _MUST_BE_READ or column.name in _MUST_BE_KNOWN:
        code = "unknown_category" if column.name == "category" else "unreadable"
        remarks.reject(values.mask(UNREADABLE), Reason(code, column.name, *more))
        remarks.reject(values.mask(OUT_OF_RANGE), Reason("out_of_range", column.name, *_range(column, calendar)))
    else:
        remarks.warn(values.mask(UNREADABLE, OUT_OF_RANGE), Reason("optional_unreadable", column.name, *more))
    remarks.warn(
        values.mask(IN_PART),
        Reason("optional_unreadable", column.name, "รับเฉพาะคำที่รู้จัก", "only the known words were taken"),
    )
    _warn_of_mended(batch, column, values)
    remarks.warn(values.mask(YEAR_TYPO), Reason("year_typo", column.name))
    remarks.warn(values.mask(CE_YEAR), Reason("ce_year", column.name))
    return values


def _warn_of_mended(batch: Batch, column: Column, values: Values) -> None:
    """Say of each damaged text what it was read as."""
    mended = values.mask(MENDED)
    if not mended.any():
        return
    names = {term.code: term.th for term in column.terms} or {code: place.name_th for code, place in reference.provinces().items()}
    rows_of = defaultdict[str, list[int]](list)
    for row in np.flatnonzero(mended).tolist():
        value = values.values[row].as_py()
        rows_of[", ".join(names[code] for code in (value if isinstance(value, list) else [value]))].append(row)
    for read, rows in rows_of.items():
        batch.remarks.warn(np.array(rows), Reason("damaged_text", column.name, f"= «{read}»", f"= «{read}»"))


def _allowed(column: Column) -> tuple[str, str]:
    if not column.terms:
        return "", ""
    return "ใช้ได้: " + " / ".join(term.th for term in column.terms), "known: " + " / ".join(term.en for term in column.terms)


def _range(column: Column, calendar: Calendar) -> tuple[str, str]:
    if column.reader in ("fiscal_year", "date"):
        return f"(ปีงบประมาณ 2547–{calendar.last_year})", f"(fiscal years 2547–{calendar.last_year})"
    thai_words, english_words = _LIMITS.get(column.reader, ("", ""))
    return (f"({thai_words})", f"({english_words})") if thai_words else ("", "")


def _reject_long_cells(batch: Batch) -> None:
    names = {position: name for name, position in batch.table.header.fields.items()}
    for position, cells in enumerate(batch.table.raw):
        if cells.longest() > LONGEST_CELL:
            batch.remarks.reject(too_long(cells), Reason("cell_too_long", names.get(position) or batch.table.column_title(position)))


def _dashes_are_zeros(batch: Batch, read: dict[str, Values]) -> None:
    """`-` in a money or people column is a zero where the row has another figure, and tells nothing where it has none."""
    figures = [name for name in read if batch.kind.by_name[name].reader in NUMBERS_OF_PEOPLE_OR_MONEY]
    if not figures:
        return
    has_figure = np.logical_or.reduce([~_null(read[name].values) for name in figures])
    for name in figures:
        if name in batch.table.cells and (dashes := is_dash(batch.table.cells[name]) & has_figure).any():
            values = read[name].values
            read[name].values = pc.if_else(
                pa.array(dashes), pa.scalar(Decimal(0) if pa.types.is_decimal(values.type) else 0, values.type), values
            )


def _end_of_range(batch: Batch, read: dict[str, Values]) -> None:
    """`27-28 กุมภาพันธ์ 2563` as the start tells the end too, where the end is empty."""
    ends = last_days(batch.table.cells["start_on"])
    if ends.null_count < len(ends):
        own = read["end_on"].values if "end_on" in read else pa.nulls(len(batch), pa.date32())
        read["end_on"] = Values(pc.coalesce(own, ends), read["end_on"].state if "end_on" in read else np.zeros(len(batch), np.int8))


def _null(values: pa.Array) -> np.ndarray:
    return values.is_null().to_numpy(zero_copy_only=False)
