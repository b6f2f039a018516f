"""An import from end to end: read, judge, report, publish. Either everything of a call is published, in one snapshot, or nothing."""

from __future__ import annotations

import datetime as dt
import secrets
import tempfile
from collections.abc import Callable, Collection, Sequence
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from la21data.access import OPERATOR, Actor, require
from la21data.ingest import checks, lists, publishing
from la21data.ingest.batch import Batch, read_batch
from la21data.ingest.facts import holds_new_rejection
from la21data.ingest.judge import Judged, judge
from la21data.ingest.kept_rows import keep_rows
from la21data.ingest.kinds import KINDS
from la21data.ingest.lao_index import LaoIndex
from la21data.ingest.matching import Matcher
from la21data.ingest.normalise import Calendar
from la21data.ingest.options import Options
from la21data.ingest.references import Named, ReadBefore, files_told, named_rows, read_before
from la21data.ingest.registry import Mode
from la21data.ingest.remark_list import RemarkList, rejections_of
from la21data.ingest.report import rejected_rows
from la21data.ingest.results import FileResult, ImportResult
from la21data.ingest.sources import Opened, Source, file_source, open_source
from la21data.problems import CannotUse, Problem
from la21data.rollup import HERE, Engine, engine_of
from la21data.store import Store

if TYPE_CHECKING:
    import duckdb

Progress = Callable[[str, float], None]


def import_files(
    store: Store,
    files: Sequence[Path],
    *,
    kind: str = "auto",
    as_of: dt.date | None = None,
    mode: Mode = "auto",
    dry_run: bool = False,
    strict: bool = False,
    keep_going: bool = False,
    report: Path | None = None,
    progress: Progress | None = None,
    today: dt.date | None = None,
    areas: Collection[str] | None = None,
    actor: Actor = OPERATOR,
    engine: str = "duckdb",
) -> ImportResult:
    """Import files into a store and publish one new snapshot for all of them.

    `kind`: a kind of records for every file, or `auto`: found by their columns. `as_of`: the day on which registry lists stand. `mode`: how
    a registry is read. `dry_run`: judge and report only. `strict`: a rejected row means that nothing is published. `keep_going`: leave out
    files that cannot be used. `report`: a workbook to write, with the rejected rows. `today`: the day that ranges are judged by.
    `areas`: provinces to write to (None: all).
    `actor`: who imports; a role of an area writes to its own provinces only. A page must name it, a command runs as the operator.
    `engine`: who makes the roll-ups, `duckdb` or a Spark master.

    Raises CannotUse (nothing was published): the actor may not, a file cannot be used, another import runs, the store cannot be written.
    """
    require(actor, "dry_run" if dry_run else "import")
    say = progress or (lambda what, share: None)
    rolled_up_by = engine_of(engine, store)
    options = Options(kind, as_of, mode, today or dt.date.today(), _both(areas, actor.areas))
    with nullcontext() if dry_run else store.writing():
        parent, notices = publishing.parent_of(store)
        run = Run(store, options, parent, notices=notices, engine=rolled_up_by)
        run.open([partial(file_source, Path(path)) for path in files], keep_going, say)
        run.judge(keep_going, say)
        if report is not None:
            from la21data.ingest.report_workbook import write_workbook

            write_workbook(report, run.result, run.judged)
        if not dry_run and not (strict and any(file.rejected for file in run.result.files)):
            run.publish(say, actor.signature())
        return run.result


def _both(one: Collection[str] | None, other: Collection[str] | None) -> tuple[str, ...] | None:
    """The provinces of both, in order; None: all."""
    if one is None or other is None:
        bound = other if one is None else one
        return None if bound is None else tuple(sorted(bound))
    return tuple(sorted(set(one) & set(other)))


class Run:
    """One import under way."""

    def __init__(
        self,
        store: Store,
        options: Options,
        parent: str | None,
        import_id: str | None = None,
        notices: Sequence[Problem] = (),
        engine: Engine = HERE,
    ) -> None:
        self.store = store
        self.engine = engine
        self.options = options
        self.opened: list[Opened] = []
        self.judged: list[tuple[Batch, RemarkList]] = []
        self.records: list[Judged] = []
        self.registry: lists.Read | None = None
        self.rejected: pa.Table | Path | None = None
        self.named = Named({}, (), None)
        self.read_before = list[ReadBefore]()
        self._spill = tempfile.TemporaryDirectory(prefix="la21-rejected-")  # It goes with the run.
        self.result = ImportResult(import_id or _new_id(), parent, [], notices=list(notices))

    # ------------------------------------------------------------ reading
    def open(self, sources: Sequence[Callable[[], Source]], keep_going: bool, say: Progress) -> None:
        """Read every file and find its tables. Raises CannotUse at the first that cannot be used, unless told to keep going."""
        for number, make in enumerate(sources):
            say("อ่านไฟล์", 0.4 * number / len(sources))
            try:
                self.opened.append(open_source(make(), self.options.kind))
            except CannotUse as error:
                self._left_out(error, keep_going)
        if not self.opened:
            problem = self.result.unusable[0] if self.result.unusable else Problem("no_files", "ไม่ได้ระบุไฟล์", "no file was given")
            raise CannotUse(problem.code, problem.th, problem.en)

    def _left_out(self, error: CannotUse, keep_going: bool) -> None:
        if not keep_going:
            raise error
        self.result.unusable.append(error.problem)
        self.result.notices.append(Problem("left_out", f"ข้ามไฟล์: {error.problem.th}", f"left out: {error.problem.en}"))

    # ------------------------------------------------------------ judging
    def judge(self, keep_going: bool, say: Progress) -> None:
        """Judge every row; fills the result."""
        parent = self.result.parent
        with self.store.workbench(parent) as bench:
            say("ตรวจทะเบียน", 0.4)
            known, aliases = publishing.known(bench) if parent else (lists.Known(), {})
            verdicts = self._judge_registry(bench, known, keep_going)
            versions = self.registry.change.versions if self.registry else known.versions
            matcher = Matcher(LaoIndex(versions), aliases)
            for share, kind in enumerate(list(KINDS.values())[1:]):
                say(f"ตรวจ {kind.code}", 0.45 + 0.05 * share)
                batches = self._batches(kind.code, matcher)
                if not batches:
                    continue
                self._keep_to_areas(bench, batches)
                if kind.has_lao and not versions:
                    self._say_no_registry()
                judged = judge(bench, kind, batches, self._files, has_parent=parent is not None)
                verdicts |= {id(batch): own for batch, own in zip(batches, judged.verdicts, strict=True)}
                self.records.append(judged)
                self._hold(batches)
            self._sum_up(verdicts)
            self.rejected = rejected_rows(self.result.import_id, self.judged, self._files, Path(self._spill.name))
            every = [(batch, verdicts[id(batch)]) for batch, _ in self.judged]
            told = files_told(self.store)
            self.named = named_rows(every, told, self.options.areas)
            self.read_before = read_before(told, self.result.files, self.result.import_id)
            self.result.changes_something = self._finds_change(bench)

    @property
    def _files(self) -> list[str]:
        return [opened.source.name for opened in self.opened]

    def _batches(self, kind: str, matcher: Matcher) -> list[Batch]:
        calendar = Calendar(self.options.today)
        return [
            read_batch(number, table, calendar, matcher)
            for number, opened in enumerate(self.opened)
            for _, table in opened.sheets
            if table.kind.code == kind and len(table)
        ]

    def _keep_to_areas(self, bench: duckdb.DuckDBPyConnection, batches: Sequence[Batch]) -> None:
        if self.options.areas is not None:
            for batch in batches:
                checks.check_areas(batch, self.options.areas)
                if self.result.parent:
                    checks.check_records_of_others(bench, batch, self.options.areas)

    def _judge_registry(self, bench: duckdb.DuckDBPyConnection, known: lists.Known, keep_going: bool) -> dict[int, np.ndarray]:
        batches = self._batches("registry", Matcher(LaoIndex(known.versions)))
        if not batches:
            return {}
        self._keep_to_areas(bench, batches)
        try:
            self.registry = lists.read_lists(
                bench,
                known,
                batches,
                self._files,
                as_of=self.options.as_of,
                mode=self.options.registry_mode,
                today=self.options.today,
            )
        except CannotUse as error:
            self._left_out(error, keep_going)
            without = {batch.file for batch in batches}
            self.opened = [opened for number, opened in enumerate(self.opened) if number not in without]
            if not self.opened:
                raise
            return {}
        self._hold(batches)
        self.result.notices += self.registry.notices
        return self.registry.verdicts

    def _hold(self, batches: Sequence[Batch]) -> None:
        self.judged += [(batch, rejections_of(batch)) for batch in batches]

    def _sum_up(self, verdicts: dict[int, np.ndarray]) -> None:
        for number, opened in enumerate(self.opened):
            own = [(batch, rejections) for batch, rejections in self.judged if batch.file == number]
            kinds = ",".join(dict.fromkeys(batch.kind.code for batch, _ in own))
            file = FileResult(opened.source.name, opened.source.sha256, kinds)
            for batch, rejections in own:
                file.add(batch, verdicts[id(batch)], rejections)
            for _, table in opened.sheets:
                if not len(table):
                    file.skipped.update(table.skipped)
            file.skipped.update(opened.skipped)
            self.result.files.append(file)

    def _finds_change(self, bench: duckdb.DuckDBPyConnection) -> bool:
        if self.result.parent and any(settled := self.named.count(bench)):
            self._say_settled(*settled)
            return True
        if any(len(judged.accepted) for judged in self.records) or (self.registry and self.registry.changes_something):
            return True
        if self.rejected is None or not any(file.rejected for file in self.result.files):
            return False
        return self.result.parent is None or holds_new_rejection(bench, self.rejected, self.read_before)

    def _say_no_registry(self) -> None:
        self.result.notices.append(
            Problem(
                "no_registry",
                "คลังข้อมูลยังไม่มีทะเบียน อปท. จึงจับคู่ อปท. ไม่ได้ นำเข้าทะเบียนก่อน",
                "the store has no LAO registry yet, so no LAO can be found: import a registry first",
            )
        )

    def _say_settled(self, mended: int, again: int) -> None:
        self.result.notices.append(
            Problem(
                "settled",
                f"จากไฟล์รายงาน: แก้ไขแถวที่เคยไม่รับแล้ว {mended:,} แถว ยังไม่รับ {again:,} แถว",
                f"from a report workbook: {mended:,} rows rejected before are mended, {again:,} are rejected again",
            )
        )

    # ------------------------------------------------------------ publishing
    def publish(self, say: Progress, entry: dict[str, object] | None = None) -> None:
        """Keep the rows as read, then publish, unless nothing changed."""
        if not self.result.changes_something:
            self.result.notices.append(
                Problem(
                    "nothing_changed",
                    "ไม่มีข้อมูลเปลี่ยนแปลง จึงไม่เผยแพร่สแนปช็อตใหม่",
                    "nothing changed, so nothing was published",
                )
            )
            return
        say("เก็บแถวที่อ่าน", 0.75)
        folders = [self._keep(opened) for opened in self.opened]
        self.judged, self.opened = [], []  # The texts are not needed any more: what follows needs the memory.
        pa.default_memory_pool().release_unused()
        say("เผยแพร่", 0.8)
        publishing.publish(self.store, self, folders, entry)
        say("เสร็จ", 1.0)

    def _keep(self, opened: Opened) -> str:
        keep_rows(self.store.imports_dir / opened.source.sha256, opened.sheets)
        return opened.source.sha256


def _new_id() -> str:
    return f"{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"
