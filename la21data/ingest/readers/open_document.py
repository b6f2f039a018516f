"""Merged cells of an OpenDocument spreadsheet (.ods): calamine reads its cells, but does not tell which are merged."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.etree import ElementTree

from la21data.ingest.readers.sheet import Merge

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_MERGED = (b"number-rows-spanned", b"number-columns-spanned")


def merged_cells(path: Path, sheet: str) -> list[Merge]:
    """Merged cells of one sheet, by position in the sheet; none where the file is no OpenDocument."""
    with zipfile.ZipFile(path) as archive:
        if "content.xml" not in archive.namelist():
            return []
        content = archive.read("content.xml")  # Its size has been checked before.
    if b"<!DOCTYPE" in content or not any(mark in content for mark in _MERGED):
        return []
    for table in ElementTree.fromstring(content).iter(f"{_TABLE}table"):
        if table.get(f"{_TABLE}name") == sheet:
            return _of_table(table)
    return []


def _of_table(table: ElementTree.Element) -> list[Merge]:
    merges, top = list[Merge](), 0
    for row in table.iter(f"{_TABLE}table-row"):
        left = 0
        for cell in row:
            down, across = int(cell.get(f"{_TABLE}number-rows-spanned", 1)), int(cell.get(f"{_TABLE}number-columns-spanned", 1))
            if down > 1 or across > 1:
                merges.append((top, left, top + down - 1, left + across - 1))
            left += int(cell.get(f"{_TABLE}number-columns-repeated", 1))
        top += int(row.get(f"{_TABLE}number-rows-repeated", 1))
    return merges
