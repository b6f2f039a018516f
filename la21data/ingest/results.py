"""What an import says of itself: per file, and in all. `to_json` is the contract of `report.json`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any, overload

import numpy as np

from la21data.ingest.batch import Batch
from la21data.ingest.judge import NEW, REJECTED, UNCHANGED, UPDATED
from la21data.ingest.remark_list import Remark, RemarkList, warnings_of
from la21data.problems import Problem


class Several(Sequence[Remark]):
    """The remarks on a file's tables, one table after the other. They are put into words when they are read, never all at once."""

    def __init__(self, parts: Iterable[RemarkList] = ()) -> None:
        self.parts = list(parts)

    def __len__(self) -> int:
        return sum(map(len, self.parts))

    @overload
    def __getitem__(self, index: int) -> Remark: ...
    @overload
    def __getitem__(self, index: slice) -> list[Remark]: ...
    def __getitem__(self, index: int | slice) -> Remark | list[Remark]:
        if isinstance(index, slice):
            return list(islice(self, *index.indices(len(self)))) if (index.step or 1) > 0 else list(self)[index]
        position = range(len(self))[index]
        for part in self.parts:
            if position < len(part):
                return part[position]
            position -= len(part)
        raise IndexError(index)

    def by_reason(self) -> list[tuple[Remark, int]]:
        """The first remark of each reason and column, and how many there are; the most frequent first."""
        found = dict[tuple[str, str], tuple[Remark, int]]()
        for part in self.parts:
            for position, count in part.first_of_each():
                remark = part[position]
                first, before = found.get((remark["reason_code"], remark["column"]), (remark, 0))
                found[remark["reason_code"], remark["column"]] = first, before + count
        return sorted(found.values(), key=lambda one: -one[1])

    def __iter__(self) -> Iterator[Remark]:
        return chain.from_iterable(self.parts)


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
    rejections: Several = field(default_factory=Several)
    warnings: Several = field(default_factory=Several)

    @property
    def accepted(self) -> int:
        return self.new + self.updated

    def add(self, batch: Batch, verdicts: np.ndarray, rejections: RemarkList) -> None:
        """Count one table's rows, and take over what was held against them."""
        counts = np.bincount(verdicts, minlength=4)
        self.read += len(batch)
        self.new += int(counts[NEW])
        self.updated += int(counts[UPDATED])
        self.unchanged += int(counts[UNCHANGED])
        self.rejected += int(counts[REJECTED])
        self.skipped.update(batch.table.skipped)
        for told, positions in ((self.dropped_columns, batch.table.personal), (self.ignored_columns, batch.table.ignored)):
            titles = map(batch.table.column_title, positions)
            told += [title for title in dict.fromkeys(titles) if title not in told]  # A sheet a province repeats them 77 times.
        self.rejections.parts.append(rejections)
        self.warnings.parts.append(warnings_of(batch))
        if self.read != self.accepted + self.unchanged + self.rejected or counts[REJECTED] != batch.remarks.rejected.sum():
            raise AssertionError(
                f"{self.file}: {self.read} rows were read, but {self.accepted} + {self.unchanged} + {self.rejected} judged"
            )

    def head(self) -> dict[str, Any]:
        """All but the remarks."""
        names = ("file", "sha256", "kind", "read", "accepted", "new", "updated", "unchanged", "rejected")
        return {
            **{name: getattr(self, name) for name in names},
            "skipped": dict(self.skipped),
            "dropped_columns": self.dropped_columns,
            "ignored_columns": self.ignored_columns,
        }

    def to_json(self) -> dict[str, Any]:
        return {**self.head(), "rejections": list(self.rejections), "warnings": list(self.warnings)}


@dataclass
class ImportResult:
    """One import. `snapshot`: the id that was published, None where nothing was. `unusable`: files that were left out, and why.

    `changes_something`: whether publishing it makes a snapshot.
    """

    import_id: str
    parent: str | None
    files: list[FileResult]
    snapshot: str | None = None
    notices: list[Problem] = field(default_factory=list)
    unusable: list[Problem] = field(default_factory=list)
    changes_something: bool = False

    @property
    def published(self) -> bool:
        return self.snapshot is not None

    @property
    def exit_status(self) -> int:
        """0 done, 1 rows were rejected or a file was left out. (2 is a CannotUse that was raised.)"""
        return 1 if self.unusable or any(file.rejected for file in self.files) else 0

    def head(self) -> dict[str, Any]:
        """All but the files."""
        return {"import_id": self.import_id, "snapshot": self.snapshot, "parent": self.parent, "published": self.published}

    def to_json(self) -> dict[str, Any]:
        return {**self.head(), "files": [file.to_json() for file in self.files]}
