"""What an import says of itself: per file, and in all. `to_json` is the contract of `report.json`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypedDict

import numpy as np

from la21data.ingest.batch import Batch
from la21data.ingest.judge import NEW, REJECTED, UNCHANGED, UPDATED
from la21data.ingest.reasons import Reason
from la21data.problems import Problem


class Remark(TypedDict):
    """A rejection or a warning in one place: `row` is the spreadsheet's own number, `column` the header there."""

    sheet: str
    row: int
    column: str
    reason_code: str
    reason_th: str
    reason_en: str
    candidates: list[str]


@dataclass
class FileResult:
    """One file: read = accepted + unchanged + rejected, and accepted = new + updated."""

    file: str
    sha256: str
    kind: str
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    read: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    dropped_columns: list[str] = field(default_factory=list)
    ignored_columns: list[str] = field(default_factory=list)
    rejections: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)

    @property
    def accepted(self) -> int:
        return self.new + self.updated

    def add(self, batch: Batch, verdicts: np.ndarray, rejections: Sequence[tuple[int, Remark]]) -> None:
        """Count one table's rows, and take over what was held against them."""
        counts = np.bincount(verdicts, minlength=4)
        self.read += len(batch)
        self.new += int(counts[NEW])
        self.updated += int(counts[UPDATED])
        self.unchanged += int(counts[UNCHANGED])
        self.rejected += int(counts[REJECTED])
        self.skipped.update(batch.table.skipped)
        self.dropped_columns += [batch.table.column_title(position) for position in batch.table.personal]
        self.ignored_columns += [batch.table.column_title(position) for position in batch.table.ignored]
        self.rejections += [remark for _, remark in rejections]
        self.warnings += sorted(_warnings_of(batch), key=lambda remark: remark["row"])
        if self.read != self.accepted + self.unchanged + self.rejected or counts[REJECTED] != batch.remarks.rejected.sum():
            raise AssertionError(
                f"{self.file}: {self.read} rows were read, but {self.accepted} + {self.unchanged} + {self.rejected} judged"
            )

    def to_json(self) -> dict[str, Any]:
        names = ("file", "sha256", "kind", "read", "accepted", "new", "updated", "unchanged", "rejected")
        return {
            **{name: getattr(self, name) for name in names},
            "skipped": dict(self.skipped),
            "dropped_columns": self.dropped_columns,
            "ignored_columns": self.ignored_columns,
            "rejections": self.rejections,
            "warnings": self.warnings,
        }


@dataclass
class ImportResult:
    """One import. `snapshot`: the id that was published, None where nothing was. `unusable`: files that were left out, and why."""

    import_id: str
    parent: str | None
    files: list[FileResult]
    snapshot: str | None = None
    notices: list[Problem] = field(default_factory=list)
    unusable: list[Problem] = field(default_factory=list)

    @property
    def published(self) -> bool:
        return self.snapshot is not None

    @property
    def exit_status(self) -> int:
        """0 done, 1 rows were rejected or a file was left out. (2 is a CannotUse that was raised.)"""
        return 1 if self.unusable or any(file.rejected for file in self.files) else 0

    def to_json(self) -> dict[str, Any]:
        return {
            "import_id": self.import_id,
            "snapshot": self.snapshot,
            "parent": self.parent,
            "published": self.published,
            "files": [file.to_json() for file in self.files],
        }


def rejections_of(batch: Batch) -> Iterator[tuple[int, Remark]]:
    """(position, remark) of every rejected row of a table, in order."""
    for row, reason in batch.remarks.reasons():
        yield row, _remark(batch, row, reason, batch.remarks.texts, batch.remarks.candidates.get(row, []))


def _warnings_of(batch: Batch) -> Iterator[Remark]:
    rejected = batch.remarks.rejected
    for warned in batch.remarks.warned:
        for row in warned.rows.tolist():
            if not rejected[row]:  # A rejected row's reason says what to mend; its warnings come when it is imported again.
                yield _remark(batch, row, warned.reason, warned.texts, [])
    for number, reason, text in batch.remarks.lines:
        yield _said(batch, number, reason, text, [])
    for position in batch.table.personal:
        header = batch.table.column_title(position)
        thai_words, english_words = Reason("personal_data").sentences(header, "")
        yield Remark(
            sheet=batch.table.sheet,
            row=batch.table.header_row,
            column=header,
            reason_code="personal_data",
            reason_th=thai_words,
            reason_en=english_words,
            candidates=[],
        )


def _remark(batch: Batch, row: int, reason: Reason, texts: dict[int, str], candidates: Sequence[str]) -> Remark:
    cells = batch.table.cells.get(reason.column)
    text = texts.get(row) if row in texts else (cells[row] if cells is not None else "")
    return _said(batch, int(batch.table.rows[row]), reason, text or "", candidates)


def _said(batch: Batch, number: int, reason: Reason, text: str, candidates: Sequence[str]) -> Remark:
    header = batch.table.header.title(reason.column) if reason.column in batch.kind.by_name else reason.column
    thai_words, english_words = reason.sentences(header, text)
    return Remark(
        sheet=batch.table.sheet,
        row=number,
        column=header,
        reason_code=reason.code,
        reason_th=thai_words,
        reason_en=english_words,
        candidates=list(candidates),
    )
