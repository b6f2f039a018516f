"""Workbooks: .xlsx, .xls and .ods through calamine; every cell becomes the text that a person would have typed."""

from __future__ import annotations

import datetime as dt
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pyarrow as pa
import pyarrow.compute as pc
import python_calamine as calamine

from la21data.ingest.readers.limits import check_archive, check_bytes, check_columns, check_rows
from la21data.ingest.readers.open_document import merged_cells
from la21data.ingest.readers.probe import survives_reading
from la21data.ingest.readers.sheet import CHUNK_ROWS, Merge, Sheet, SheetBuilder
from la21data.problems import CannotUse

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"  # How .xlsx and .ods begin, and how .xls does.
_EXACT = 10**15  # Whole floats below this are the whole numbers that somebody typed.


def is_workbook(start: bytes) -> bool:
    """Whether a file that begins so is a workbook, whatever its name says."""
    return start.startswith((ZIP, OLE))


def read_workbook(path: Path) -> list[Sheet]:
    """Every visible worksheet that has a cell, in order. Raises CannotUse.

    Hidden rows and columns are read like any other: a filter that somebody left on must not lose records. Hidden sheets
    (the lists behind a template's drop-downs) are not.
    """
    with path.open("rb") as file:
        is_archive = file.read(len(ZIP)) == ZIP
    if is_archive:
        check_archive(path)
    else:
        check_bytes(path.stat().st_size, path.name)
        if not survives_reading(path):
            raise _damaged(path.name)
    try:
        merges = merged_cells(path) if is_archive else {}
        with _panics_are_errors(), calamine.CalamineWorkbook.from_path(path) as workbook:
            sheets = [_read(workbook.get_sheet_by_name(name), path.name, merges) for name in _visible(workbook)]
    except calamine.PasswordError as error:
        raise CannotUse(
            "password",
            f"{path.name}: ไฟล์มีรหัสผ่าน บันทึกใหม่โดยไม่มีรหัสผ่านแล้วนำเข้าอีกครั้ง",
            f"{path.name}: the file has a password: save it without one and import it again",
        ) from error
    except (calamine.CalamineError, ElementTree.ParseError, zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError) as error:
        raise _damaged(path.name) from error
    found = [sheet for sheet in sheets if sheet is not None]
    check_rows(sum(sheet.height for sheet in found), path.name)
    return found


def _damaged(file: str) -> CannotUse:
    return CannotUse(
        "unreadable_file",
        f"{file}: เปิดไฟล์ไม่ได้ เปิดด้วยโปรแกรมตารางแล้วบันทึกใหม่เป็น .xlsx",
        f"{file}: the file cannot be opened: open it in a spreadsheet and save it again as .xlsx",
    )


@contextmanager
def _panics_are_errors() -> Iterator[None]:
    """A damaged file can make the reader, which is written in Rust, panic: to Python that is no Exception, to the user it is one file."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise ValueError("the reader gave up") from error
        raise


def _visible(workbook: calamine.CalamineWorkbook) -> list[str]:
    return [
        about.name
        for about in workbook.sheets_metadata
        if about.typ == calamine.SheetTypeEnum.WorkSheet and about.visible == calamine.SheetVisibleEnum.Visible
    ]


def _read(cells: calamine.CalamineSheet, file: str, merges: Mapping[str, Sequence[Merge]]) -> Sheet | None:
    if cells.start is None or cells.end is None:
        return None
    check_columns(cells.end[1] + 1, file)
    builder, rows, floats = SheetBuilder(), iter(cells.iter_rows()), _FloatTexts()
    while chunk := list(islice(rows, CHUNK_ROWS)):
        builder.add_columns(len(chunk), [_column(column, floats) for column in zip(*chunk, strict=True)])
    told = cells.merged_cell_ranges  # None where calamine does not tell: OpenDocument.
    positions = merges.get(cells.name, ()) if told is None else [(*start, *end) for start, end in told]
    return Sheet(cells.name, builder.columns(), merges=_beside(positions, cells.start[1]))


def _beside(merges: Iterable[Merge], first_column: int) -> list[Merge]:
    """Merged cells by position in the columns read: calamine leaves out empty columns at the left, never rows at the top."""
    return [
        (top, max(left - first_column, 0), bottom, right - first_column) for top, left, bottom, right in merges if right >= first_column
    ]


class _FloatTexts(dict[float, str]):
    """Texts of numbers, each made once: a sheet of figures repeats most of them."""

    def __missing__(self, number: float) -> str:
        text = self[number] = str(int(number)) if number.is_integer() and abs(number) < _EXACT else repr(number)
        return text


def _column(cells: Sequence[Any], floats: _FloatTexts) -> pa.DictionaryArray:
    """A column's cells as text. Columns of text alone, or of numbers alone, are a loop in Arrow instead of one here."""
    types = set(map(type, cells))
    if types == {float}:
        numbers = pa.array(cells, pa.float64()).dictionary_encode()
        return pa.DictionaryArray.from_arrays(numbers.indices, _texts(numbers.dictionary, floats))
    if types != {str}:
        cells = [cell if cell.__class__ is str else floats[cell] if cell.__class__ is float else _text(cell) for cell in cells]
    return pa.array(cells, pa.string()).dictionary_encode()


def _texts(numbers: pa.Array, floats: _FloatTexts) -> pa.Array:
    """Numbers as text: whole ones, as most columns have no other, by Arrow."""
    if pc.all(pc.less(pc.abs(numbers), _EXACT)).as_py() and pc.all(pc.equal(numbers, pc.trunc(numbers))).as_py():
        return numbers.cast(pa.int64()).cast(pa.string())
    return pa.array([floats[number] for number in numbers.to_pylist()])


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ")
    return str(cell)  # Whole numbers, dates and times print as they are read back.
