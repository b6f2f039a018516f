"""Files, or what was kept of them, to tables: which sheets hold records, of which kind, and why a file cannot be used."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from la21data.domain import RECORD_KINDS
from la21data.ingest.headers import NearMiss
from la21data.ingest.kinds import KINDS
from la21data.ingest.personal import without_persons
from la21data.ingest.readers import Sheet, read_file
from la21data.ingest.references import detach
from la21data.ingest.table import Table, find_table
from la21data.problems import CannotUse

_KIND_NAMES = {term.code: term for term in RECORD_KINDS}


@dataclass(frozen=True)
class Source:
    """Something to import: a file's name and SHA-256, and how to read its sheets."""

    name: str
    sha256: str
    read: Callable[[], list[Sheet]]


@dataclass
class Opened:
    """A source that was read: the sheets with tables, and the rows of the sheets without."""

    source: Source
    sheets: list[tuple[Sheet, Table]] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)


def file_source(path: Path) -> Source:
    """A file on disk. Raises CannotUse where it cannot be read."""
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise CannotUse(
            "unreadable_file",
            f"{path.name}: เปิดไฟล์ไม่ได้ ({error.strerror})",
            f"{path.name}: cannot be opened ({error.strerror})",
        ) from error
    return Source(without_persons(path.stem) + path.suffix, digest, partial(read_file, path))


def open_source(source: Source, kind: str = "auto") -> Opened:
    """Read a source and find its tables. Raises CannotUse where there is none, where none has a row, or where a table lacks a column."""
    kinds = tuple(KINDS.values()) if kind == "auto" else (KINDS[kind],)
    opened, near = Opened(source), list[tuple[str, NearMiss]]()
    for number, sheet in enumerate(source.read(), 1):
        if (name := without_persons(sheet.name)) != sheet.name:
            sheet.name = f"{name} {number}"  # Two sheets must not become one.
        references = detach(sheet)
        table = find_table(sheet, kinds)
        if isinstance(table, Table):
            table.references = references
            opened.sheets.append((sheet, table))
            continue
        opened.skipped["sheet_without_table"] += sheet.height
        if table is not None:
            near.append((sheet.name, table))
    close = [(name, miss) for name, miss in near if miss.is_close] if opened.sheets else near
    if close or not opened.sheets:
        raise _lacks_headers(source.name, close)
    if not any(len(table) for _, table in opened.sheets):
        raise CannotUse("no_rows", f"{source.name}: พบหัวตารางแต่ไม่มีแถวข้อมูล", f"{source.name}: there is a header, but no row of data")
    return opened


def _lacks_headers(file: str, near: Sequence[tuple[str, NearMiss]]) -> CannotUse:
    if not near:
        return CannotUse(
            "no_header",
            f"{file}: ไม่พบหัวตารางของข้อมูลชนิดใด ใช้แบบฟอร์มจากคำสั่ง template",
            f"{file}: no header of any kind of records was found: start from a template",
        )
    sheet, miss = max(near, key=lambda found: (-len(found[1].missing), found[1].found))
    kind, columns = _KIND_NAMES[miss.kind.code], ", ".join(miss.missing)
    place = f" ({sheet})" if sheet else ""
    return CannotUse(
        "missing_headers",
        f"{file}{place}: ใกล้เคียงข้อมูล{kind.th} แต่ไม่มีคอลัมน์ {columns}",
        f"{file}{place}: nearest to {kind.en.lower()} ({kind.code}), but these columns are missing: {columns}",
    )
