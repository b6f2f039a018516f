"""The rejected rows that a store still holds, as a workbook for whoever has a role: mend them there, then import it.

Each row carries its reference, so that what is mended settles it.
"""

from __future__ import annotations

import io
import json
from typing import Any

import xlsxwriter

from la21data.access import Actor
from la21data.domain import RECORD_KINDS
from la21data.ingest.references import BESIDE, LABEL, reference_of
from la21data.ingest.report import kept_rejections
from la21data.ingest.report_workbook import LONGEST_CELL, TEXT_ONLY, height_of, lay_out
from la21data.store import Snapshot, Store

MOST_ROWS = 50_000  # More is a task for the server: the report of each import (`--report`) holds every row.
_KIND_NAMES = {term.code: term.th for term in RECORD_KINDS}
Row = dict[Any, Any]


def kept_workbook(snapshot: Snapshot, actor: Actor) -> bytes:
    """A sheet for each kind and its headers, with the rows of the role's own provinces that nobody has mended yet, whole.

    Raises CannotUse: without a role no rejected row is given out.
    """
    journal = [line for line in Store(snapshot.path.parent.parent).journal if "import_id" in line]
    hashes = {(line["import_id"], file["file"]): file["sha256"] for line in journal for file in line["files"]}
    sheets = dict[tuple[str, tuple[str, ...]], list[Row]]()
    for row in kept_rejections(snapshot, actor).head(MOST_ROWS).to_dict("records"):
        row["reference"] = reference_of(hashes.get((row["import_id"], row["file"]), ""), row["sheet"], row["row"], row["cells"])
        row["cells"] = json.loads(row["cells"])
        sheets.setdefault((row["kind"], tuple(row["cells"])), []).append(row)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {**TEXT_ONLY, "in_memory": True})
    head = book.add_format({"bold": True, "bg_color": "#E7F0E7", "border": 1})
    wrong = book.add_format({"bg_color": "#FFC7CE", "font_color": "#9C0006"})
    for number, ((kind, titles), rows) in enumerate(sheets.items(), start=1):
        sheet = book.add_worksheet(f"{number} {_KIND_NAMES.get(kind, kind)}"[:31])
        lay_out(sheet, titles)
        _write(sheet, 0, [(title, head) for title in (*titles, *BESIDE, LABEL)])
        for at, row in enumerate(rows, start=1):
            cells = [(row["cells"][title], wrong if title == row["column"] else None) for title in titles]
            place = f"{row['file']} {row['sheet']} แถว {row['row']}".replace("  ", " ")
            beside = (place, row["column"], row["reason_th"], row["reason_en"], "\n".join(row["candidates"]), row["reference"])
            sheet.set_row(at, height_of([str(text or "") for text, _ in cells], beside))
            _write(sheet, at, [*cells, *((text, None) for text in beside)])
    if not sheets:
        sheet = book.add_worksheet("ไม่มีแถวค้าง")
        sheet.set_column(0, 0, 60)
        sheet.write_string(0, 0, "ไม่มีแถวที่ไม่รับค้างอยู่ในพื้นที่ของท่าน · no rejected row is open in your area")
    book.close()
    return out.getvalue()


def _write(sheet: Any, at: int, cells: list[tuple[object, Any]]) -> None:
    for column, (text, form) in enumerate(cells):
        sheet.write_string(at, column, str(text or "")[:LONGEST_CELL], form)
