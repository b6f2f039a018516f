"""The smallest .xls that a reader accepts: BIFF8 records in a compound file, because no package here writes the old format."""

import struct
from collections.abc import Sequence
from pathlib import Path

_SECTOR = 512


def xls_file(path: Path, name: str, rows: Sequence[Sequence[object]], merges: Sequence[tuple[int, int, int, int]] = ()) -> Path:
    """One worksheet; numbers stay numbers, everything else is text. `merges`: first row, last row, first column, last column."""
    path.write_bytes(_compound_file(_workbook(name, rows, merges)))
    return path


def _record(number: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", number, len(body)) + body


def _workbook(name: str, rows: Sequence[Sequence[object]], merges: Sequence[tuple[int, int, int, int]]) -> bytes:
    begin = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0x0600))
    title = struct.pack("<BB", len(name), 1) + name.encode("utf-16-le")
    sheet_at = len(begin) + 4 + 6 + len(title) + 4
    book = begin + _record(0x0085, struct.pack("<IH", sheet_at, 0) + title) + _record(0x000A)
    width = max(map(len, rows))
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0x0600)) + _record(
        0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0)
    )
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, int | float):
                sheet += _record(0x0203, struct.pack("<HHHd", row, column, 0, cell))
            elif cell:
                text = str(cell)
                sheet += _record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + text.encode("utf-16-le"))
    if merges:
        sheet += _record(0x00E5, struct.pack("<H", len(merges)) + b"".join(struct.pack("<HHHH", *merge) for merge in merges))
    return book + sheet + _record(0x000A)


def encrypted_file(path: Path) -> Path:
    """A workbook with a password, as Office keeps it: an encrypted package in a compound file."""
    path.write_bytes(_compound_file(bytes(range(256)) * 40, "EncryptedPackage"))
    return path


def _compound_file(stream: bytes, name: str = "Workbook") -> bytes:
    """One stream in sectors 2…; sector 0 is the allocation table, sector 1 the directory."""
    stream = stream.ljust(4096, b"\0")  # Shorter streams would live in a table of their own.
    sectors = -(-len(stream) // _SECTOR)
    stream = stream.ljust(sectors * _SECTOR, b"\0")
    table = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, sectors + 2), 0xFFFFFFFE]
    table += [0xFFFFFFFF] * (_SECTOR // 4 - len(table))
    assert len(table) == _SECTOR // 4, "too large for one sector of the allocation table"
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
        + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
        + struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    )
    directory = _entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1) + _entry(name, 2, 2, len(stream)) + _entry("", 0, 0, 0) * 2
    return header + struct.pack(f"<{len(table)}I", *table) + directory + stream


def _entry(name: str, kind: int, start: int, size: int, child: int = 0xFFFFFFFF) -> bytes:
    text = name.encode("utf-16-le")
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(text) + 2 if name else 0, kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
