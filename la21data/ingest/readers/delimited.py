"""Text files: .csv, .tsv and what Excel saves as Unicode text; the encoding and the delimiter are found, not asked for."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO

from la21data.ingest.readers.limits import check_bytes, check_columns, check_rows
from la21data.ingest.readers.sheet import CHUNK_ROWS, Sheet, SheetBuilder
from la21data.problems import CannotUse

DELIMITERS = ",\t;|"
_SAMPLE = 65_536
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_HIGH_BYTES = (0x00, 0x0E)  # Of Latin and of Thai letters in UTF-16.
_LONGEST_FIELD = 2**31 - 1  # A cell that is too long is a rejected row, not a file that cannot be read.


def read_delimited(path: Path) -> Sheet:
    """The file's records as one sheet without a name; row 1 is the first record. Raises CannotUse."""
    check_bytes(path.stat().st_size, path.name)
    with path.open("rb") as file:
        encoding = _encoding(file, path.name)
    csv.field_size_limit(_LONGEST_FIELD)
    with path.open(encoding=encoding, newline="") as text:
        builder, height = SheetBuilder(), 0
        try:
            delimiter = _delimiter(text.read(_SAMPLE))
            text.seek(0)
            records = csv.reader(_without_nul(text), delimiter=delimiter)
            while rows := list(islice(records, CHUNK_ROWS)):
                height += len(rows)
                check_rows(height, path.name)
                check_columns(max(map(len, rows)), path.name)
                builder.add(rows)
        except (csv.Error, UnicodeError) as error:
            raise _no_table(path.name) from error
    if not builder.width:
        raise _no_table(path.name)
    return Sheet("", builder.columns())


def _encoding(file: IO[bytes], name: str) -> str:
    """By its byte order mark; else UTF-16 where every other byte says so, else UTF-8 where every byte agrees, else Thai Windows (cp874)."""
    start = file.read(_SAMPLE)
    for mark, encoding in _BOMS:
        if start.startswith(mark):
            return encoding
    for high_bytes, encoding in ((start[1::2], "utf-16-le"), (start[::2], "utf-16-be")):
        if high_bytes.count(0) and sum(map(high_bytes.count, _HIGH_BYTES)) > 0.8 * len(high_bytes):
            return encoding
    if start.count(0) > len(start) // 1_000:
        raise _no_table(name)  # Zeros here and there: a picture, a program, anything but text.
    for encoding in ("utf-8", "cp874"):
        file.seek(0)
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            while piece := file.read(1 << 20):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
            return encoding
        except UnicodeDecodeError:
            continue
    raise _no_table(name)


def _delimiter(sample: str) -> str:
    """The character that parts most records of the sample into the same number of cells."""
    first = sample.split("\n", 1)[0].strip().casefold()
    if first.startswith("sep=") and len(first) == 5:
        return first[4]
    records = sample.splitlines()[:50]

    def agreement(delimiter: str) -> tuple[int, int]:
        widths = [len(record) for record in csv.reader(io.StringIO("\n".join(records)), delimiter=delimiter) if record]
        usual = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        return (widths.count(usual) * (usual > 1), usual)

    return max(DELIMITERS, key=agreement)


def _without_nul(lines: IO[str]) -> Iterator[str]:
    for line in lines:
        yield line.replace("\0", "") if "\0" in line else line


def _no_table(name: str) -> CannotUse:
    return CannotUse(
        "no_table",
        f"{name}: ไม่ใช่ไฟล์ตารางที่อ่านได้ (รับ .xlsx .xls .ods .csv .tsv)",
        f"{name}: this is no table that can be read (.xlsx, .xls, .ods, .csv and .tsv are)",
    )
