"""The `--report` workbook: every rejected row whole, its faulty cell coloured and the reason beside it, ready to be mended.

Text stays text: a cell that begins with `=` must never become a formula on somebody's desk.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pyarrow as pa
import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from la21data.domain import RECORD_KINDS
from la21data.ingest.batch import Batch
from la21data.ingest.cells import Cells
from la21data.ingest.headers import known_header
from la21data.ingest.readers.sheet import CHUNK_ROWS
from la21data.ingest.references import BESIDE, LABEL, reference_of
from la21data.ingest.remark_list import Remark, RemarkList
from la21data.ingest.results import FileResult, ImportResult
from la21data.problems import CannotUse
from la21data.text import words

TEXT_ONLY = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "constant_memory": True,
    "default_format_properties": {"font_name": "Sarabun", "font_size": 11, "valign": "top", "text_wrap": True},
}
SHEET_ROWS = 1_000_000  # A worksheet holds a few more; what is past them goes to another.
LONGEST_CELL = 32_767
_WIDTH = 18  # Of the sheet's own columns, in letters.
_SHOWN_LETTERS = 120  # So many of a cell have room in its row; all of them are in it.
_BESIDE_WIDTHS = (26, 20, 40, 40, 40, 14)  # Of BESIDE and the reference, in letters.
_LINE_HEIGHT = 18  # In points. Said for each row: not every spreadsheet finds the height of wrapped text by itself.
_MEND = "แผ่นถัดไปเป็นแถวที่ไม่รับ แก้ช่องสีแดง บันทึก แล้วนำเข้าสมุดงานนี้ได้เลย ไม่ต้องลบแผ่นหรือคอลัมน์ใด"
_SUMMARY = (
    ("ไฟล์ · file", "file"),
    ("ชนิด · kind", "kind"),
    ("อ่าน · read", "read"),
    ("รับ · accepted", "accepted"),
    ("ใหม่ · new", "new"),
    ("ปรับปรุง · updated", "updated"),
    ("ไม่เปลี่ยน · unchanged", "unchanged"),
    ("ไม่รับ · rejected", "rejected"),
)
_REMARKS = (
    ("ไฟล์ · file", 24),
    ("ชีต · sheet", 14),
    ("แถว · row", 8),
    ("คอลัมน์ · column", 20),
    ("รหัส · code", 18),
    ("คำอธิบาย", 60),
    ("explanation", 60),
)
_TOLD: tuple[Literal["column", "reason_code", "reason_th", "reason_en"], ...] = ("column", "reason_code", "reason_th", "reason_en")
_KIND_NAMES = {term.code: term.th for term in RECORD_KINDS}


@dataclass
class _Formats:
    header: Any
    wrong: Any
    wrong_header: Any
    reason: Any
    note: Any
    quiet: Any
    quiet_header: Any


def write_workbook(path: Path, result: ImportResult, judged: Sequence[tuple[Batch, RemarkList]]) -> None:
    """Write the report. Raises CannotUse where the file cannot be written (it may be open in a spreadsheet)."""
    workbook = xlsxwriter.Workbook(str(path), TEXT_ONLY)
    formats = _Formats(
        workbook.add_format({"bold": True, "bg_color": "#E7F0E7", "border": 1}),
        workbook.add_format({"bg_color": "#FFC7CE", "font_color": "#9C0006"}),
        workbook.add_format({"bold": True, "bg_color": "#FFC7CE", "border": 1}),
        workbook.add_format({"font_color": "#9C0006"}),
        workbook.add_format({"text_wrap": False}),
        workbook.add_format({"font_color": "#767676", "text_wrap": False}),
        workbook.add_format({"font_color": "#767676", "bg_color": "#F2F2F2", "border": 1}),
    )
    _write_summary(workbook, formats, result)
    for number, (batch, rejections) in enumerate(judged, start=1):
        file = result.files[batch.file]
        for part, start in enumerate(range(0, len(rejections), SHEET_ROWS)):
            name = f"{number}{'abcdefgh'[part - 1] if part else ''} {_KIND_NAMES[batch.kind.code]}"[:31]
            _write_rejected(workbook, formats, name, file, batch, rejections, range(start, min(start + SHEET_ROWS, len(rejections))))
    _write_warnings(workbook, formats, result)
    try:
        workbook.close()
    except (OSError, XlsxWriterException) as error:
        raise CannotUse(
            "report_not_written",
            f"เขียนรายงาน {path.name} ไม่ได้ ปิดไฟล์นี้ในโปรแกรมอื่นแล้วลองใหม่",
            f"the report {path.name} cannot be written: close it elsewhere and try again",
        ) from error


def _write_summary(workbook: Any, formats: _Formats, result: ImportResult) -> None:
    sheet = workbook.add_worksheet("สรุป")
    sheet.set_row(0, 2 * _LINE_HEIGHT)
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, len(_SUMMARY) - 1, 16)
    _fit_to_width(sheet)
    for column, (title, _) in enumerate(_SUMMARY):
        sheet.write_string(0, column, title, formats.header)
    for row, file in enumerate(result.files, start=1):
        kinds = ", ".join(_KIND_NAMES.get(kind, kind) for kind in file.kind.split(","))
        _write_counts(sheet, row, [file.file, kinds, *(getattr(file, name) for _, name in _SUMMARY[2:])])
    row = len(result.files)
    if row > 1:
        row += 1
        _write_counts(sheet, row, ["รวม · total", "", *(sum(getattr(file, name) for file in result.files) for _, name in _SUMMARY[2:])])
    row += 1
    notes = [_MEND] if any(file.rejected for file in result.files) else []
    notes += [notice.th for notice in result.notices]
    for file in result.files:
        notes += [f"{file.file}: ข้าม{words(f'data.skipped_{reason}', 'th')} {count:,} บรรทัด" for reason, count in file.skipped.items()]
        notes += [f"{file.file}: ตัดคอลัมน์ข้อมูลส่วนบุคคล «{name}»" for name in file.dropped_columns]
        notes += [f"{file.file}: ไม่รู้จักคอลัมน์ «{name}» จึงไม่อ่าน" for name in file.ignored_columns]
    for note in notes:
        row += 1
        sheet.write_string(row, 0, note[:LONGEST_CELL], formats.note)


def _write_counts(sheet: Any, row: int, values: Sequence[str | int]) -> None:
    for column, value in enumerate(values):
        if isinstance(value, str):
            sheet.write_string(row, column, value)
        else:
            sheet.write_number(row, column, value)


@dataclass(frozen=True)
class _Printed:
    """A column of the report: what stands above it, the header under which the sheet had it, and its cells."""

    title: str
    header: str
    cells: Cells


def _printed(batch: Batch) -> list[_Printed]:
    """The sheet's columns as they must stand to be imported again without the rows around them.

    A header of two rows becomes one that is known alone; what the sheet's name, a group row or a merged cell told stands in each row.
    """
    table, kind = batch.table, batch.kind
    names = {position: name for name, position in table.header.fields.items()}
    columns = []
    for position, raw in enumerate(table.raw):
        title, name = table.column_title(position), names.get(position)
        if position not in table.unprinted and (table.header.texts[position] or raw.longest()):
            known = name is None or known_header(kind, title) == name
            columns.append(_Printed(title if known else kind.by_name[name or ""].th, title, table.cells[name] if name else raw))
    told = [name for name in table.cells if name not in table.header.fields]
    return columns + [_Printed(kind.by_name[name].th, kind.by_name[name].th, table.cells[name]) for name in told]


def _write_rejected(
    workbook: Any, formats: _Formats, name: str, file: FileResult, batch: Batch, rejections: RemarkList, part: range
) -> None:
    """Some of a table's rejected rows under its own headers, so that the sheet can be imported as it stands once it is mended."""
    sheet = workbook.add_worksheet(name)
    printed = _printed(batch)
    lay_out(sheet, [one.title for one in printed])
    for column, one in enumerate(printed):
        sheet.write_string(0, column, one.title[:LONGEST_CELL], formats.header)
    for column, title in enumerate((*BESIDE, LABEL), start=len(printed)):
        sheet.write_string(0, column, title, formats.quiet_header if title == LABEL else formats.wrong_header)
    positions = np.flatnonzero(batch.remarks.rejected)
    row = 0
    for start in range(part.start, part.stop, CHUNK_ROWS):
        chunk = slice(start, min(start + CHUNK_ROWS, part.stop))
        taken = pa.array(positions[chunk])
        cells = zip(*(one.cells.column.take(taken).to_pylist() for one in printed), strict=True)
        records = batch.table.records(positions[chunk].tolist())
        for texts, remark, record in zip(cells, rejections[chunk], records, strict=True):
            row += 1
            place = f"{file.file} {remark['sheet']} แถว {remark['row']}".replace("  ", " ")
            beside = (place, remark["column"], remark["reason_th"], remark["reason_en"], "\n".join(remark["candidates"]))
            sheet.set_row(row, height_of(texts, beside))
            for column, (text, one) in enumerate(zip(texts, printed, strict=True)):
                _write_cell(sheet, row, column, text, formats.wrong if one.header == remark["column"] else None)
            for column, text in enumerate(beside, start=len(printed)):
                sheet.write_string(row, column, text[:LONGEST_CELL], formats.reason)
            reference = reference_of(file.sha256, remark["sheet"], remark["row"], record)
            sheet.write_string(row, len(printed) + len(beside), reference, formats.quiet)


def lay_out(sheet: Any, titles: Sequence[str]) -> None:
    """Widths of a sheet of rejected rows and the height of its header, which stays in sight. `titles`: of the rows' own columns."""
    sheet.set_column(0, len(titles) - 1, _WIDTH)
    for column, width in enumerate(_BESIDE_WIDTHS, start=len(titles)):
        sheet.set_column(column, column, width)
    sheet.set_row(0, height_of(titles, (*BESIDE, LABEL)))
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    _fit_to_width(sheet)


def height_of(texts: Sequence[str], beside: Sequence[str]) -> int:
    """Points that a rejected row needs: its own cells, and what stands beside them."""
    longest = max((text[:_SHOWN_LETTERS] for text in texts), key=len, default="")
    return _height([(longest, _WIDTH), *zip(beside, _BESIDE_WIDTHS, strict=False)])


def _fit_to_width(sheet: Any) -> None:
    """Printed on A4 lying, all columns side by side."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _height(cells: Iterable[tuple[str, int]]) -> int:
    """Points that a row needs for wrapped texts in columns of some width in letters."""
    return _LINE_HEIGHT * max(sum(_lines(line, width) for line in text.split("\n")) for text, width in cells)


def _lines(text: str, width: int) -> int:
    letters = len(text) if len(text) <= width else sum(unicodedata.category(letter) != "Mn" for letter in text)  # Marks take no width.
    return max(1, -(-letters // width))


def _write_cell(sheet: Any, row: int, column: int, text: str, wrong: Any) -> None:
    if text or not wrong:
        sheet.write_string(row, column, text[:LONGEST_CELL], wrong)
    else:
        sheet.write_blank(row, column, None, wrong)


def _write_warnings(workbook: Any, formats: _Formats, result: ImportResult) -> None:
    """Every warning, on as many sheets as they need."""
    sheet, number, row = _warnings_sheet(workbook, formats, 1), 1, 0
    for file, warning in _all_warnings(result):
        if row >= SHEET_ROWS:
            number += 1
            sheet, row = _warnings_sheet(workbook, formats, number), 0
        row += 1
        texts = [file, warning["sheet"], str(warning["row"]), *(str(warning[name]) for name in _TOLD)]
        sheet.set_row(row, _height((text, width) for text, (_, width) in zip(texts, _REMARKS, strict=True)))
        for column, text in enumerate(texts):
            sheet.write_string(row, column, text[:LONGEST_CELL])


def _warnings_sheet(workbook: Any, formats: _Formats, number: int) -> Any:
    sheet = workbook.add_worksheet("คำเตือน" if number == 1 else f"คำเตือน {number}")
    _fit_to_width(sheet)
    for column, (title, width) in enumerate(_REMARKS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, formats.header)
    return sheet


def _all_warnings(result: ImportResult) -> Iterator[tuple[str, Remark]]:
    for file in result.files:
        for warning in file.warnings:
            yield file.file, warning
