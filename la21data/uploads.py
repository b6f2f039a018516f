"""Files that arrive through a page: put on the disk under safe names, judged, and summed up without a single row."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from la21data.access import Actor, may
from la21data.ingest import ImportResult, import_files
from la21data.ingest.registry import Mode
from la21data.problems import Problem
from la21data.store import Store

SUFFIXES = ("xlsx", "xls", "ods", "csv", "tsv")
LONGEST_NAME = 120
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')
Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Upload:
    """A file as it was sent: its name, which may be any text, and its bytes."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class HowToRead:
    """What whoever sends files says of them; as `import_files` takes it. `as_of` and `mode` are of registry lists."""

    kind: str = "auto"
    as_of: dt.date | None = None
    mode: Mode = "auto"


@dataclass(frozen=True)
class FileSummary:
    """One file of an import. `reasons` and `warnings`: (code, column) -> how many rows."""

    name: str
    kind: str
    read: int
    new: int
    updated: int
    unchanged: int
    rejected: int
    skipped: dict[str, int]
    dropped_columns: tuple[str, ...]
    ignored_columns: tuple[str, ...]
    reasons: dict[tuple[str, str], int]
    warnings: dict[tuple[str, str], int]


@dataclass(frozen=True)
class Summary:
    """What an import said, in counts. `files_key`: which files it was about, so that only what was looked at is published.

    `report`: the workbook of rejected rows, where whoever asked may have it, else None.
    """

    files_key: str
    files: tuple[FileSummary, ...]
    notices: tuple[Problem, ...]
    parent: str | None
    snapshot: str | None
    changes_something: bool
    report: bytes | None = field(default=None, repr=False)


def key_of(uploads: Sequence[Upload], how: HowToRead) -> str:
    """The same for the same files, read in the same way."""
    return hashlib.sha256("\n".join([repr(how), *(f"{upload.sha256} {upload.name}" for upload in uploads)]).encode()).hexdigest()


def run(
    store: Store, uploads: Sequence[Upload], actor: Actor, *, how: HowToRead, dry_run: bool, progress: Progress | None = None
) -> Summary:
    """Judge the files, and publish them unless it is a dry run. Nothing of them stays on the disk but what an import keeps.

    Raises CannotUse: as `import_files`.
    """
    with TemporaryDirectory(prefix="la21-upload-") as folder:
        paths = [_put(Path(folder) / str(number), upload) for number, upload in enumerate(uploads)]
        report = Path(folder) / "report.xlsx" if dry_run and may(actor, "rejected_rows") else None
        result = import_files(
            store,
            paths,
            kind=how.kind,
            as_of=how.as_of,
            mode=how.mode,
            dry_run=dry_run,
            report=report,
            progress=progress,
            actor=actor,
        )
        workbook = report.read_bytes() if report is not None and report.exists() and any(file.rejected for file in result.files) else None
    return _summary(result, key_of(uploads, how), workbook)


def safe_name(name: str) -> str:
    """A file's name that names nothing but a file in its own folder; its ending stays, since it tells the format."""
    kept = _NOT_IN_NAMES.sub("_", name.replace("\\", "/").rsplit("/", 1)[-1]).strip(" .")
    return kept[-LONGEST_NAME:] or "file"


def _put(folder: Path, upload: Upload) -> Path:
    folder.mkdir()
    path = folder / safe_name(upload.name)
    path.write_bytes(upload.content)
    return path


def _summary(result: ImportResult, files_key: str, report: bytes | None) -> Summary:
    files = tuple(
        FileSummary(
            file.file,
            file.kind,
            file.read,
            file.new,
            file.updated,
            file.unchanged,
            file.rejected,
            dict(file.skipped),
            tuple(file.dropped_columns),
            tuple(file.ignored_columns),
            *({(one["reason_code"], one["column"]): count for one, count in told.by_reason()} for told in (file.rejections, file.warnings)),
        )
        for file in result.files
    )
    return Summary(files_key, files, tuple(result.notices), result.parent, result.snapshot, result.changes_something, report)
