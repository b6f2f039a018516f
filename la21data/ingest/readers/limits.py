"""How large a file may be. A file past a limit cannot be used: it would take the machine with it."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path
from typing import IO

from la21data.problems import CannotUse

EXPANDED_BYTES = 512 * 1024 * 1024
COLUMNS = 1_000
ROWS = 2_000_000
CELLS = 50_000_000  # A workbook's sheet is laid out in memory from its first to its last cell, empty ones too.
_PIECE = 1 << 20
_WIDE_CELL = re.compile(rb'"([A-Z]{2,3})([0-9]{1,7})"')
_PROLOGUE = 4_096
_DOCTYPE = re.compile(rb"<\0?!\0?(?:D\0?O\0?C\0?T\0?Y\0?P\0?E|E\0?N\0?T\0?I\0?T\0?Y)")
_ROW = re.compile(rb'<(?:\w+:)?row [^>]*?\br="([0-9]{1,7})"')


def check_columns(width: int, file: str) -> None:
    """Raise CannotUse where a sheet is wider than COLUMNS."""
    if width > COLUMNS:
        raise CannotUse(
            "too_large",
            f"{file}: มี {width:,} คอลัมน์ เกินที่รับได้ {COLUMNS:,} คอลัมน์ ลบคอลัมน์ที่ไม่ใช้แล้วนำเข้าใหม่",
            f"{file}: {width:,} columns, at most {COLUMNS:,} can be read: delete those that are not needed",
        )


def check_rows(height: int, file: str) -> None:
    """Raise CannotUse where a file has more rows than ROWS."""
    if height > ROWS:
        raise CannotUse(
            "too_large",
            f"{file}: มีเกิน {ROWS:,} แถว แบ่งเป็นหลายไฟล์แล้วนำเข้าใหม่",
            f"{file}: more than {ROWS:,} rows: split it into several files",
        )


def check_bytes(size: int, file: str) -> None:
    """Raise CannotUse where a file is, or unpacks to, more than EXPANDED_BYTES."""
    if size > EXPANDED_BYTES:
        megabytes = EXPANDED_BYTES // 1024 // 1024
        raise CannotUse(
            "too_large",
            f"{file}: ขนาดเมื่อขยายแล้วเกิน {megabytes} MiB แบ่งเป็นหลายไฟล์แล้วนำเข้าใหม่",
            f"{file}: larger than {megabytes} MiB when unpacked: split it into several files",
        )


def check_archive(path: Path) -> None:
    """Unpack a workbook's parts without keeping them, and raise CannotUse past a limit or where a part is broken.

    The sizes that an archive states are not believed: it is unpacked, piece by piece, until a limit is met.
    """
    total = 0
    try:
        with zipfile.ZipFile(path) as archive:
            check_bytes(sum(part.file_size for part in archive.infolist()), path.name)
            for part in archive.infolist():
                with path.open("rb") as file:
                    total += _unpacked(file, part, path.name, EXPANDED_BYTES - total)
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError) as error:
        raise CannotUse(
            "unreadable_file",
            f"{path.name}: ไฟล์เสียหาย เปิดไม่ได้ เปิดด้วยโปรแกรมตารางแล้วบันทึกใหม่",
            f"{path.name}: the file is damaged and cannot be opened: open it in a spreadsheet and save it again",
        ) from error


def _unpacked(file: IO[bytes], part: zipfile.ZipInfo, name: str, left: int) -> int:
    """Bytes that one part unpacks to; a sheet's last row and widest cell are watched on the way."""
    file.seek(part.header_offset)
    header = file.read(30)
    file.seek(part.header_offset + 30 + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"))
    inflate = zlib.decompressobj(-15) if part.compress_type == zipfile.ZIP_DEFLATED else None
    is_sheet = part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml")
    size, packed_left, tail, width, height = 0, part.compress_size, b"", 26, 0
    pending = b""
    while packed_left or pending:
        if not pending:
            pending = file.read(min(_PIECE, packed_left))
            packed_left -= len(pending)
            if not pending:
                break
        if inflate is None:
            piece, pending = pending, b""
        else:
            piece = inflate.decompress(pending, _PIECE)
            pending = inflate.unconsumed_tail
        size += len(piece)
        if _DOCTYPE.search(piece[:_PROLOGUE]):  # No spreadsheet program writes one; it is how other files, or endless text, are drawn in.
            raise zipfile.BadZipFile("a part of the workbook has a document type")
        if size > left:
            check_bytes(EXPANDED_BYTES + 1, name)
        if is_sheet and piece:
            seen = tail + piece
            width = max([width, *map(_column_number, set(_letters(seen)))])
            last = seen.rfind(b"<row ")
            if last >= 0 and (row := _ROW.match(seen, last)):
                height = int(row[1])
            tail = piece[-100:]
    if width * height > CELLS:
        raise far_off(name, height, width)
    return size


def far_off(file: str, height: int, width: int) -> CannotUse:
    """The error for a sheet that is laid out over more than CELLS."""
    return CannotUse(
        "too_large",
        f"{file}: มีเซลล์อยู่ไกลจากตาราง (แถว {height:,} คอลัมน์ {width:,}) ลบแถวและคอลัมน์ว่างแล้วบันทึกใหม่",
        f"{file}: a cell lies far off the table (row {height:,}, column {width:,}): delete the empty rows and columns",
    )


def _letters(xml: bytes) -> list[bytes]:
    return [letters for letters, _ in _WIDE_CELL.findall(xml)]


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
