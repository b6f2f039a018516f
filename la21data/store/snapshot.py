"""One published snapshot, opened read-only."""

from __future__ import annotations

import datetime as dt
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import duckdb

from la21data.problems import CannotUse, Problem

if TYPE_CHECKING:
    import pandas as pd

SCHEMA_VERSION = 3
READ_ONLY: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "lock_configuration": "true",
    "autoload_known_extensions": "false",
    "autoinstall_known_extensions": "false",
}
KEPT_OPEN = 4  # Snapshots a process keeps open: the current one, and a few that old links ask for.
Key = tuple[str, int]  # A file's path and inode: a file put in its place is another snapshot.
KEPT_ANSWERS = 4_000  # Of each: some kB an answer.


@dataclass(frozen=True)
class Meta:
    """The snapshot's own row of table `meta`."""

    snapshot_id: str
    schema_version: int
    parent: str | None
    is_demo: bool
    as_of: dt.date
    created_at: dt.datetime


class Snapshot:
    """A read-only snapshot: `opened` gives it. Safe to share between threads: each call uses a cursor of its own.

    It holds no file and no answers itself: an open page keeps its snapshot for hours, and each open file costs megabytes and threads.
    """

    def __init__(self, path: Path, key: Key) -> None:
        self.path = path
        self.notice: Problem | None = None  # Why this is not the snapshot that CURRENT names, if so.
        self._key = key

    def require_open(self) -> None:
        """Raises CannotUse where it may not be read any more: withdrawn, pruned. An open page asks before it shows what it still holds."""
        _entry(self.path)

    def with_notice(self, notice: Problem) -> Self:
        """The same file, with something to say about it."""
        noticed = copy(self)
        noticed.notice = notice
        return noticed

    def kept(self, question: Hashable, answer: Callable[[], Any]) -> Any:
        """`answer()`, asked once and kept with the snapshot: the file never changes, and what was kept goes when it is closed.

        Everybody gets the same object, so nobody may change it.
        """
        entry = _open.get(self._key) or _entry(self.path)
        with entry.answering:
            if question in entry.answers:
                entry.answers.move_to_end(question)
                return entry.answers[question]
        found = answer()
        with entry.answering:
            if len(entry.answers) >= KEPT_ANSWERS:
                entry.answers.popitem(last=False)
            return entry.answers.setdefault(question, found)

    def rows(self, sql: str, parameters: Sequence[object] | dict[str, object] | None = None) -> list[tuple[Any, ...]]:
        """Every row of a query. Values go in as bound parameters only."""
        cursor = _entry(self.path).connection.cursor()
        try:
            return cursor.execute(sql, parameters).fetchall()
        finally:
            cursor.close()

    def frame(self, sql: str, parameters: Sequence[object] | dict[str, object] | None = None) -> pd.DataFrame:
        """The result of a query as a DataFrame."""
        cursor = _entry(self.path).connection.cursor()
        try:
            return cursor.execute(sql, parameters).df()
        finally:
            cursor.close()

    def examine(self, look: Callable[[duckdb.DuckDBPyConnection], list[str]]) -> list[str]:
        """Run a check that needs a connection of its own."""
        cursor = _entry(self.path).connection.cursor()
        try:
            return look(cursor)
        except duckdb.Error as error:
            return [f"{self.path.stem}: cannot be read ({str(error).splitlines()[0]})"]
        finally:
            cursor.close()

    @cached_property
    def meta(self) -> Meta:
        return Meta(*self.rows("select snapshot_id, schema_version, parent, is_demo, as_of, created_at from meta")[0])

    @property
    def id(self) -> str:
        return self.meta.snapshot_id

    @cached_property
    def fiscal_years(self) -> tuple[int, ...]:
        """Every fiscal year (B.E.) the snapshot speaks of, oldest first; empty where it holds no LAO."""
        return tuple(row[0] for row in self.rows("select distinct fiscal_year from lao_year order by 1"))

    @cached_property
    def recorded(self) -> dict[str, tuple[int, ...]]:
        """Record kind -> the fiscal years in which there is at least one such record."""
        years: dict[str, list[int]] = {}
        for kind, year in self.rows("select kind, fiscal_year from recorded order by 1, 2"):
            years.setdefault(kind, []).append(year)
        return {kind: tuple(found) for kind, found in years.items()}

    def is_running(self, fiscal_year: int) -> bool:
        """Whether a fiscal year had not ended on the day on which the records stand."""
        return dt.date(fiscal_year - 543, 9, 30) >= self.meta.as_of

    def last_complete_year(self, kind: str | None = None) -> int | None:
        """The last fiscal year that had ended, among those with records of `kind` (None: among all)."""
        years = self.fiscal_years if kind is None else self.recorded.get(kind, ())
        return max((year for year in years if not self.is_running(year)), default=None)

    @cached_property
    def default_year(self) -> int | None:
        """The year that pages open on: the last complete one with participation, else with any record, else any year."""
        of_records = max((self.last_complete_year(kind) or 0 for kind in self.recorded if kind != "registry"), default=0)
        return self.last_complete_year("participation") or of_records or self.last_complete_year() or max(self.fiscal_years, default=None)


@dataclass
class _Entry:
    """What a process holds of an open snapshot."""

    snapshot: Snapshot
    connection: duckdb.DuckDBPyConnection
    answers: OrderedDict[Hashable, Any] = field(default_factory=OrderedDict)  # The last used at the end.
    answering: threading.Lock = field(default_factory=threading.Lock)


_open: OrderedDict[Key, _Entry] = OrderedDict()
_open_lock = threading.Lock()


def opened(path: Path) -> Snapshot:
    """The process's one snapshot of a file. Raises CannotUse where the file is withdrawn, missing, damaged or of another schema."""
    return _entry(path.absolute()).snapshot


def _withdrawn(snapshot_id: str) -> CannotUse:
    return CannotUse(
        "snapshot_withdrawn",
        f"สแนปช็อต {snapshot_id} ถูกเพิกถอนแล้ว เปิดไม่ได้อีก เปิดหน้านี้โดยไม่ระบุ snapshot เพื่อดูข้อมูลปัจจุบัน",
        f"snapshot {snapshot_id} has been withdrawn and cannot be opened: leave out its id to see the current one",
    )


def _entry(path: Path) -> _Entry:
    """What is held of a file, opened where it is not yet, or was put aside since. Looked up on the disk each time."""
    if path.with_suffix(".withdrawn").exists():
        raise _withdrawn(path.stem)
    try:
        key = (str(path), path.stat().st_ino)
    except OSError as error:
        raise CannotUse("snapshot_missing", f"ไม่พบสแนปช็อต {path.stem} ในคลังข้อมูล", f"snapshot {path.stem} is not in the store") from error
    with _open_lock:
        if key in _open:
            _open.move_to_end(key)
            return _open[key]
        _open[key] = entry = _Entry(Snapshot(path, key), _open_checked(path))
        while len(_open) > KEPT_OPEN:
            _open.popitem(last=False)  # Its answers are forgotten, its file closed when the last query on it has ended.
        return entry


def _open_checked(path: Path) -> duckdb.DuckDBPyConnection:
    try:
        connection = duckdb.connect(str(path), read_only=True, config=READ_ONLY)
        found = connection.execute("select schema_version from meta").fetchall()
    except duckdb.Error as error:
        raise CannotUse(
            "snapshot_damaged",
            f"สแนปช็อต {path.stem} เสียหาย เปิดไม่ได้ ตรวจด้วยคำสั่ง python -m la21data check",
            f"snapshot {path.stem} is damaged and cannot be opened: run python -m la21data check",
        ) from error
    version = found[0][0] if found else None
    if version != SCHEMA_VERSION:
        connection.close()
        raise CannotUse(
            "schema_version",
            f"คลังข้อมูลนี้สร้างด้วยโครงสร้างรุ่น {version} แต่โปรแกรมนี้ใช้รุ่น {SCHEMA_VERSION} สร้างใหม่ด้วยคำสั่ง "
            f"python -m la21data rebuild --store {path.parent.parent}",
            f"this store was made with schema version {version}, this program needs {SCHEMA_VERSION}: "
            f"run python -m la21data rebuild --store {path.parent.parent}",
        )
    return connection
