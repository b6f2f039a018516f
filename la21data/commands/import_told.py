"""What an import says on a terminal: a table of counts, then of each file what was skipped, rejected and warned of."""

from __future__ import annotations

import argparse
import unicodedata
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from la21data.domain import RECORD_KINDS
from la21data.problems import one_line
from la21data.text import words

if TYPE_CHECKING:
    from la21data.ingest import FileResult, ImportResult
    from la21data.ingest.remark_list import Remark

COUNTS = ("read", "accepted", "new", "updated", "unchanged", "rejected")
SHOWN_REJECTIONS = 20
LONGEST_NAME = 32  # Letters of a file's name in the table; it stands whole above its details.


def lines_of(result: ImportResult, options: argparse.Namespace) -> Iterator[str]:
    """Every line of an import's result, in Thai and English."""
    if result.files:
        yield from _table(result.files)
    for file in result.files:
        if details := [*_details(file)]:
            yield f"\n{one_line(file.file)}"
            yield from details
    yield ""
    for notice in result.notices:
        yield one_line(f"{notice.th} / {notice.en}")  # A notice may name a file.
    yield _ending(result, options)


def _ending(result: ImportResult, options: argparse.Namespace) -> str:
    if result.published:
        return f"เผยแพร่สแนปช็อต {result.snapshot} แล้ว / published snapshot {result.snapshot}"
    if options.dry_run:
        return "ตรวจอย่างเดียว ไม่มีสิ่งใดถูกเผยแพร่ / checked only: nothing was published"
    if options.strict and any(file.rejected for file in result.files):
        return "มีแถวที่ไม่รับ และสั่ง --strict จึงไม่เผยแพร่ / rows were rejected, and with --strict nothing was published"
    return "ไม่มีสิ่งใดถูกเผยแพร่ / nothing was published"


def _table(files: Sequence[FileResult]) -> Iterator[str]:
    heads = [(words(f"data.import_{name}", "th"), name) for name in ("file", "kind", *COUNTS)]
    kinds = {term.code: term.th for term in RECORD_KINDS}
    rows = [
        [_short(one_line(file.file)), _several([kinds.get(kind, kind) for kind in file.kind.split(",")]), *_counts([file])]
        for file in files
    ]
    if len(files) > 1:
        rows.append(["รวม/total", "", *_counts(files)])
    lines = [[thai for thai, _ in heads], [english for _, english in heads], *rows]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    for number, line in enumerate(lines):
        padded = [_pad(cell, width, left=column < 2) for column, (cell, width) in enumerate(zip(line, widths, strict=True))]
        yield "  ".join(padded).rstrip()
        if number == 1 or (len(files) > 1 and number == len(lines) - 2):
            yield "─" * (sum(widths) + 2 * (len(widths) - 1))


def _several(kinds: Sequence[str]) -> str:
    return kinds[0] if len(kinds) == 1 else f"{kinds[0]} +{len(kinds) - 1}"


def _counts(files: Sequence[FileResult]) -> list[str]:
    return [f"{sum(getattr(file, name) for file in files):,}" for name in COUNTS]


def _details(file: FileResult) -> Iterator[str]:
    if file.skipped:
        skipped = (f"{words(f'data.skipped_{why}', 'th')}/{why} {count:,}" for why, count in file.skipped.items())
        yield f"  ข้ามบรรทัด/lines skipped: {', '.join(skipped)}"
    for label, names in (
        ("ตัดคอลัมน์ข้อมูลส่วนบุคคล/personal columns dropped", file.dropped_columns),
        ("คอลัมน์ที่ไม่รู้จัก/unknown columns", file.ignored_columns),
    ):
        if names:
            yield f"  {label}: {one_line(', '.join(names))}"
    for remark in file.rejections[:SHOWN_REJECTIONS]:
        yield _said("ไม่รับ/rejected", remark)
    if (more := len(file.rejections) - SHOWN_REJECTIONS) > 0:
        yield f"  ไม่รับอีก {more:,} แถว ดูครบด้วย --report ไฟล์.xlsx / {more:,} more rejected rows: see them all with --report FILE.xlsx"
    for remark, count in file.warnings.by_reason():
        yield _said("คำเตือน/warning", remark) + (f" · เช่นนี้ {count:,} แถว/{count:,} rows like this" if count > 1 else "")


def _said(what: str, remark: Remark) -> str:
    where = f"{remark['sheet']} " if remark["sheet"] else ""
    near = f" (ใกล้เคียง/candidates: {', '.join(remark['candidates'])})" if remark["candidates"] else ""
    return one_line(
        f"  {what}: {where}แถว/row {remark['row']} [{remark['column'] or '-'}] {remark['reason_code']}: {remark['reason_th']}{near}"
    )


def _width(text: str) -> int:
    """Cells of a terminal that a text takes: the marks above and below Thai letters take none."""
    return sum(unicodedata.category(letter) not in ("Mn", "Cf") for letter in text)


def _pad(text: str, width: int, left: bool) -> str:
    space = " " * (width - _width(text))
    return text + space if left else space + text


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 13]}…{name[-12:]}"
