"""Files made for a test: CSV, workbooks, and the rows of a small registry of invented LAOs."""

import csv
import datetime as dt
import zipfile
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter

from la21data.ingest import FileResult, ImportResult, import_files
from la21data.ingest.options import Options
from la21data.ingest.run import Run
from la21data.ingest.sources import file_source
from la21data.store import Store

TODAY = dt.date(2024, 11, 15)  # Fiscal year 2568, so that 2569 is the last year that a record may name.
REGISTRY_HEADER = ["รหัส อปท.", "ชื่อ อปท.", "ประเภท อปท.", "จังหวัด", "อำเภอ"]
CITY, SAO, TOWN, PAO, PATTAYA, TWIN_A, TWIN_B = (
    "5810101",
    "6810102",
    "4130101",
    "2810101",
    "3200408",
    "5340101",
    "5340201",
)
ACTIVITY_HEADER = ["รหัสกิจกรรม", "ปีงบประมาณ", "รหัส อปท.", "ชื่อกิจกรรม", "ประเภทกิจกรรม"]
PARTICIPATION_HEADER = ["ปีงบประมาณ", "รหัส อปท.", "เส้นทาง", "ขั้น"]
AWARD_HEADER = ["ปีงบประมาณ", "ชื่อ อปท.", "จังหวัด", "ระดับ", "รางวัล"]


def registry_rows() -> list[list[str]]:
    """Seven LAOs that tests name, Bangkok, and a hundred more, so that one per cent is one LAO."""
    return [
        ["", "กรุงเทพมหานคร", "พิเศษ", "กรุงเทพมหานคร", ""],
        [CITY, "ตัวอย่างงาม", "ทต.", "กระบี่", "เมืองกระบี่"],
        [SAO, "ตัวอย่างงาม", "อบต.", "กระบี่", "เมืองกระบี่"],
        [TOWN, "ตัวอย่างใหม่", "ทม.", "ปทุมธานี", "เมืองปทุมธานี"],
        [PAO, "กระบี่", "อบจ.", "กระบี่", "เมืองกระบี่"],
        [PATTAYA, "เมืองพัทยา", "พิเศษ", "ชลบุรี", "บางละมุง"],
        [TWIN_A, "ตัวอย่างไทร", "ทต.", "อุบลราชธานี", "โพธิ์ไทร"],
        [TWIN_B, "ตัวอย่างไทร", "ทต.", "อุบลราชธานี", "พิบูลมังสาหาร"],
        *([f"63001{number:02d}", f"ตัวอย่างที่ {number}", "อบต.", "นครราชสีมา", "เมืองนครราชสีมา"] for number in range(100)),
    ]


def csv_file(path: Path, header: Sequence[str], rows: Sequence[Sequence[object]], encoding: str = "utf-8", delimiter: str = ",") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([header, *rows])
    return path


PERSONAL = ("สมชาย", "081-234", "somchai@", "1-1037", "1103700")  # What is personal in the next file.


def personal_file(path: Path) -> Path:
    """Participation as people send it: names, phones, e-mails and ID numbers in columns, cells, title and notes. Its first row is sound."""
    header = [*PARTICIPATION_HEADER, "มีเจ้าหน้าที่ประสานงาน", "ผู้ประสานงาน", "โทรศัพท์", "อื่น", "หมายเหตุ"]
    person, phone = "นายสมชาย ใจดี", "081-234-5678"
    rows = [
        header,
        ["2567", CITY, "บันได", "1", "มี", person, phone, "somchai@example.go.th", "ดี"],
        ["2567", SAO, "บันได", "9", f"{person} {phone}", person, phone, "1-1037-00123-45-6", ""],
        [f"ติดต่อ {person} โทร {phone}"],
        [f"หมายเหตุ: {person} somchai@example.go.th"],
    ]
    return csv_file(path, [f"แบบตอบรับ ผู้ประสานงาน {person}"], rows)


def xlsx_file(
    path: Path,
    sheets: Mapping[str, Sequence[Sequence[object]]],
    merges: Mapping[str, Sequence[tuple[str, object]]] | None = None,
    hidden: Sequence[str] = (),
) -> Path:
    """A workbook; `merges`: sheet -> (range, value)."""
    workbook = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    day = workbook.add_format({"num_format": "dd/mm/yyyy"})
    for name, rows in sheets.items():
        sheet = workbook.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, dt.date):
                    sheet.write_datetime(number, column, dt.datetime.combine(cell, dt.time()), day)
                elif cell not in (None, ""):
                    sheet.write(number, column, cell)
        for where, value in (merges or {}).get(name, ()):
            sheet.merge_range(where, value)
        if name in hidden:
            sheet.hide()
    workbook.close()
    return path


def ods_file(path: Path, name: str, rows: Sequence[Sequence[object]], down: Mapping[tuple[int, int], int] | None = None) -> Path:
    """An OpenDocument spreadsheet; `down`: (row, column) -> rows that its cell spans."""
    table = []
    for number, row in enumerate(rows):
        cells = []
        for column, cell in enumerate(row):
            spans = (down or {}).get((number, column), 1)
            attributes = f' table:number-rows-spanned="{spans}" table:number-columns-spanned="1"' if spans > 1 else ""
            cells.append(
                f'<table:table-cell office:value-type="string"{attributes}><text:p>{escape(str(cell))}</text:p></table:table-cell>'
                if cell != ""
                else "<table:table-cell/>"
            )
        table.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    spaces = " ".join(f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text"))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="{name}">{"".join(table)}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
        "</manifest:manifest>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return path


def judge(store: Store, *files: Path, **options: object) -> ImportResult:
    """Import without publishing: every verdict, in a tenth of the time."""
    result = import_files(store, list(files), dry_run=True, today=TODAY, **options)  # type: ignore[arg-type]
    assert not result.published
    return result


def load(store: Store, *files: Path, **options: object) -> ImportResult:
    return import_files(store, list(files), **{"today": TODAY, **options})  # type: ignore[arg-type]


def accepted(store: Store, *files: Path, **options: object) -> tuple[FileResult, list[dict[str, Any]]]:
    """The verdict on the first file, and the records that would be stored, by their key: without publishing, in a tenth of the time."""
    run = Run(store, Options(today=TODAY, **options), store.current_id())  # type: ignore[arg-type]
    run.open([partial(file_source, file) for file in files], False, lambda *_: None)
    run.judge(False, lambda *_: None)
    tables = [judged.accepted.sort_by([(name, "ascending") for name in judged.kind.key]) for judged in run.records]
    return run.result.files[0], [record for table in tables for record in table.to_pylist()]


def column(records: Sequence[Mapping[str, Any]], *names: str) -> list[Any]:
    """One column of records, or several as tuples."""
    rows = [tuple(record[name] for name in names) for record in records]
    return [row[0] for row in rows] if len(names) == 1 else rows


def only(result: ImportResult) -> FileResult:
    assert len(result.files) == 1
    return result.files[0]


def counts(file: FileResult) -> tuple[int, int, int, int]:
    """(new, updated, unchanged, rejected)"""
    assert file.read == file.accepted + file.unchanged + file.rejected
    return file.new, file.updated, file.unchanged, file.rejected


def rejected(file: FileResult) -> list[tuple[int, str, str]]:
    """(row, column, reason code) of every rejection."""
    return [(remark["row"], remark["column"], remark["reason_code"]) for remark in file.rejections]


def warned(file: FileResult) -> Counter[str]:
    return Counter(remark["reason_code"] for remark in file.warnings)
