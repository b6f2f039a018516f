"""What calamine does not tell of an OpenDocument spreadsheet (.ods): its merged cells, and how far its repeated cells would reach."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from la21data.ingest.readers.limits import CELLS, check_columns, check_rows, far_off
from la21data.ingest.readers.sheet import Merge

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_WORTH_PARSING = re.compile(rb'number-(?:rows|columns)-(?:spanned="(?:[2-9]|[0-9]{2,})"|repeated="[0-9]{4,}")')


@dataclass
class _Extent:
    height: int = 0
    width: int = 0
    merges: list[Merge] = field(default_factory=list)


def merged_cells(path: Path) -> dict[str, list[Merge]]:
    """Merged cells of each sheet, by position; nothing for a file that is no OpenDocument.

    A cell that stands once in the file may be repeated a million times: raises CannotUse where that would pass a limit, before
    anything is laid out in memory. Raises ElementTree.ParseError where the file is damaged.
    """
    with zipfile.ZipFile(path) as archive:
        if "content.xml" not in archive.namelist():
            return {}
        content = archive.read("content.xml")  # Its size has been checked before.
    if b"<!DOCTYPE" in content or not _WORTH_PARSING.search(content):
        return {}
    extents, current = dict[str, _Extent](), _Extent()
    for event, element in ElementTree.iterparse(io.BytesIO(content), ("start", "end")):
        if event == "start" and element.tag == f"{_TABLE}table":
            current = extents[element.get(f"{_TABLE}name", "")] = _Extent()
        elif event == "end" and element.tag == f"{_TABLE}table-row":
            _read_row(element, current)
            element.clear()
    for extent in extents.values():
        check_columns(extent.width, path.name)
        check_rows(extent.height, path.name)
        if extent.width * extent.height > CELLS:
            raise far_off(path.name, extent.height, extent.width)
    return {name: extent.merges for name, extent in extents.items()}


def _read_row(row: ElementTree.Element, extent: _Extent) -> None:
    """Add a row: how far its filled cells reach, and which cells of it are merged with others."""
    top, left, filled = extent.height, 0, False
    for cell in row:
        down, across = (int(cell.get(f"{_TABLE}number-{way}-spanned", 1)) for way in ("rows", "columns"))
        if down > 1 or across > 1:
            extent.merges.append((top, left, top + down - 1, left + across - 1))
        left += int(cell.get(f"{_TABLE}number-columns-repeated", 1))
        if cell.get(f"{_OFFICE}value-type") is not None or len(cell):
            filled = True
            extent.width = max(extent.width, left)
    repeated = int(row.get(f"{_TABLE}number-rows-repeated", 1))
    extent.height += repeated if filled or repeated < 1_000 else 0  # The empty rest of a sheet counts for nothing.
