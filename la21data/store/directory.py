"""The store's directory: which snapshots there are, which one is current, and how a new one becomes so."""

from __future__ import annotations

import datetime as dt
import os
import re
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from la21data.problems import CannotUse, Problem
from la21data.settings import store_path
from la21data.store import health
from la21data.store.journal import Journal
from la21data.store.schema import SCHEMA
from la21data.store.snapshot import SCHEMA_VERSION, Snapshot, opened
from la21data.store.told import Told, tell
from la21data.store.workbench import building, workbench

ID = re.compile(r"[0-9]{5}-[0-9a-f]{8}")
FACTS = ("lao", "registry_list", "participation", "activity", "assessment", "award", "visit", "event", "alias", "rejected_row")


class Store:
    """A directory of snapshots. Making one reads nothing and creates nothing."""

    def __init__(self, path: Path | str | None = None) -> None:
        self.path = store_path() if path is None else Path(path)
        self.snapshots_dir = self.path / "snapshots"
        self.imports_dir = self.path / "imports"
        self.journal = Journal(self.path / "journal.jsonl")
        self._held: list[dict[str, object]] | None = None  # Journal lines that wait for `announcing_at_end`.

    # ------------------------------------------------------------ reading
    def ids(self) -> list[str]:
        """Every snapshot's id that can be opened, newest first. The number in an id counts up, so no clock is trusted."""
        there = {file.stem for file in self.snapshots_dir.glob("*.duckdb") if ID.fullmatch(file.stem)}
        return sorted(there - {file.stem for file in self.snapshots_dir.glob("*.withdrawn")}, reverse=True)

    def is_withdrawn(self, snapshot_id: str) -> bool:
        """Whether a snapshot may never be opened again. Looked up on the disk each time, so every process obeys at once."""
        return (self.snapshots_dir / f"{snapshot_id}.withdrawn").exists()

    def told(self) -> Told:
        """What the journal tells."""
        return tell(self.journal)

    def current_id(self) -> str | None:
        """What `CURRENT` names; None where there is no such file or its text is no id."""
        try:
            text = (self.path / "CURRENT").read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            return None
        return text if ID.fullmatch(text) else None

    def open(self, snapshot_id: str | None = None) -> Snapshot:
        """A snapshot by id, or the current one.

        Where the current one is missing or damaged the newest good one is opened and `notice` says so.
        Raises CannotUse: no store, unknown id, withdrawn, damaged, another schema version.
        """
        if snapshot_id is not None:
            return self._named(snapshot_id)
        current = self.current_id()
        if current is None and not self.ids():
            raise CannotUse(
                "no_store",
                f"ยังไม่มีข้อมูลใน {self.path} สร้างข้อมูลสาธิตด้วยคำสั่ง python -m la21data demo หรือนำเข้าไฟล์ด้วย python -m la21data import",
                f"there are no data in {self.path} yet: make demo data with python -m la21data demo, "
                "or load your files with python -m la21data import",
            )
        try:
            if current is not None:
                return self._named(current)
        except CannotUse as error:
            if error.problem.code == "schema_version":
                raise
        return self._newest_good(current)

    def _named(self, snapshot_id: str) -> Snapshot:
        if ID.fullmatch(snapshot_id):
            try:
                return opened(self._file(snapshot_id))
            except CannotUse as error:
                if error.problem.code != "snapshot_missing":
                    raise
        raise missing(snapshot_id, pruned=snapshot_id in self.told().pruned)

    def faults(self, snapshot: Snapshot) -> list[str]:
        """One English line for each promise that a snapshot breaks: its file's hash as journalled, keys, references, totals."""
        published = self.told().made.get(snapshot.id, {}).get("snapshot_sha256")
        found = []
        if published not in (None, health.sha256(snapshot.path)):
            found.append(f"{snapshot.id}: the file is not the one that was published (its SHA-256 differs)")
        return found + snapshot.examine(health.faults)

    @contextmanager
    def workbench(self, parent: str | None) -> Iterator[duckdb.DuckDBPyConnection]:
        """A throw-away in-memory database for an import's comparisons, with a snapshot attached read-only as `parent`."""
        with workbench(None if parent is None else self._file(parent)) as connection:
            yield connection

    def _newest_good(self, wanted: str | None) -> Snapshot:
        for candidate in self.ids():
            if candidate == wanted:
                continue
            try:
                return opened(self._file(candidate)).with_notice(
                    Problem(
                        "fallback",
                        f"เปิดสแนปช็อตปัจจุบัน ({wanted or 'ไม่ระบุ'}) ไม่ได้ จึงแสดงสแนปช็อตล่าสุดที่ใช้ได้ {candidate}",
                        f"the current snapshot ({wanted or 'not named'}) cannot be opened; showing the newest good one, {candidate}",
                    )
                )
            except CannotUse:
                continue
        raise CannotUse(
            "store_damaged",
            f"ไม่มีสแนปช็อตที่เปิดได้ใน {self.path} สร้างใหม่ด้วยคำสั่ง python -m la21data rebuild --store {self.path}",
            f"no snapshot in {self.path} can be opened: run python -m la21data rebuild --store {self.path}",
        )

    def _file(self, snapshot_id: str) -> Path:
        return self.snapshots_dir / f"{snapshot_id}.duckdb"

    # ------------------------------------------------------------ writing
    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the store's one writer's lock. The system lets go of it when the process dies.

        Raises CannotUse at once where another process holds it, or where the directory cannot be written.
        """
        try:
            self.snapshots_dir.mkdir(parents=True, exist_ok=True)
            self.imports_dir.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.path / "LOCK")
            lock.acquire(timeout=0)
        except Timeout as error:
            raise CannotUse(
                "locked",
                "มีการนำเข้าอื่นกำลังทำงานอยู่ รอให้เสร็จแล้วลองใหม่",
                "another import is running on this store: wait until it has ended, then try again",
            ) from error
        except OSError as error:
            raise CannotUse(
                "not_writable",
                f"เขียนลงคลังข้อมูล {self.path} ไม่ได้ ({error.strerror})",
                f"cannot write to the store {self.path} ({error.strerror})",
            ) from error
        try:
            self.settle()
            yield
        finally:
            lock.release()

    def settle(self) -> None:
        """Make the directory what the journal tells, and remove what a killed writer left half done. Call inside `writing()`."""
        for left in self.snapshots_dir.glob(".building-*"):
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        told = self.told()
        if not told.made:
            return
        for snapshot_id in told.withdrawn:
            (self.snapshots_dir / f"{snapshot_id}.withdrawn").touch()
        if told.current is None:
            (self.path / "CURRENT").unlink(missing_ok=True)
        elif self._file(told.current).is_file() and self.current_id() != told.current:
            self.make_current(told.current)
        newest = max(told.made)
        for file in self.snapshots_dir.glob("*.duckdb"):
            # Newer than any that is told of: moved into place, but its journal line was never written, so it never became current.
            if file.stem in told.gone or (ID.fullmatch(file.stem) and file.stem > newest):
                with suppress(PermissionError):  # Windows: a reader has it open. The next writer tries again.
                    file.unlink()

    def publish(
        self,
        build: Callable[[duckdb.DuckDBPyConnection], None],
        *,
        is_demo: bool,
        as_of: dt.date,
        parent: str | None = None,
        entry: dict[str, object] | None = None,
    ) -> str:
        """Build a new snapshot beside the others, prove it, and make it current. Call inside `writing()`.

        `build` gets a connection with the schema, and the parent's records copied in; it fills the facts and the roll-ups.
        `entry` is the journal's line about it. Returns the new id; on any error nothing is published.
        """
        snapshot_id = self._next_id()
        beside = self.snapshots_dir / f".building-{snapshot_id}.duckdb"
        try:
            with building(beside, self.snapshots_dir / ".building-tmp") as connection:
                connection.execute(SCHEMA.read_text(encoding="utf-8"))
                connection.execute(
                    "insert into meta values (?, ?, ?, ?, ?, ?)",
                    [snapshot_id, SCHEMA_VERSION, parent, is_demo, as_of, dt.datetime.now(dt.UTC).replace(tzinfo=None)],
                )
                if parent is not None:
                    self._copy_records(connection, parent)
                build(connection)
                health.prove(connection)
                connection.execute("checkpoint")
            _sync(beside)
            digest = health.sha256(beside)
            os.replace(beside, self._file(snapshot_id))
            _sync(self.snapshots_dir)
        except (OSError, duckdb.IOException, duckdb.TransactionException, duckdb.FatalException) as error:
            raise _no_room(self.path) from error
        finally:
            beside.unlink(missing_ok=True)
            beside.with_name(f"{beside.name}.wal").unlink(missing_ok=True)
        line: dict[str, object] = {**(entry or {}), "snapshot": snapshot_id, "parent": parent, "snapshot_sha256": digest}
        if self._held is not None:
            self._held.append(line)
            return snapshot_id
        self.journal.add(line)
        self.make_current(snapshot_id)
        return snapshot_id

    @contextmanager
    def announcing_at_end(self) -> Iterator[Callable[[dict[str, object]], None]]:
        """Have several snapshots published as one: readers see the last of them when all are there, or none. Inside `writing()`.

        Gives a function that adds a line of its own to the journal's. Where the process dies in between, the next writer removes what
        was not announced.
        """
        held = self._held = []
        try:
            yield held.append
        except BaseException:
            for line in held:
                self._file(str(line.get("snapshot"))).unlink(missing_ok=True)
            raise
        else:
            if held:
                self.journal.add_together(held)
                self.settle()
        finally:
            self._held = None

    def _copy_records(self, connection: duckdb.DuckDBPyConnection, parent: str) -> None:
        path = str(self._file(parent)).replace("'", "''")
        connection.execute(f"attach '{path}' as parent (read_only)")
        for table in FACTS:
            connection.execute(f"insert into {table} by name select * from parent.{table}")
        connection.execute("detach parent")

    def _next_id(self) -> str:
        newest = max((int(name.split("-")[0]) for name in (*self.ids(), *self.told().made)), default=0)
        return f"{newest + 1:05d}-{secrets.token_hex(4)}"

    def take_in(self, file: Path, snapshot_id: str) -> None:
        """Make a whole, proved file a snapshot of this store, by one rename. It is not current by that."""
        _sync(file)
        os.replace(file, self._file(snapshot_id))
        _sync(self.snapshots_dir)

    def make_current(self, snapshot_id: str) -> None:
        """Point `CURRENT` at a snapshot, by one rename. The journal is not told: only a writer or a replica may call this."""
        beside = self.path / ".CURRENT.new"
        beside.write_text(snapshot_id + "\n", encoding="ascii")
        _sync(beside)
        os.replace(beside, self.path / "CURRENT")
        _sync(self.path)


def missing(snapshot_id: str, pruned: bool = False) -> CannotUse:
    """No such snapshot; what was asked for may be any text, so only its beginning is repeated."""
    shown = snapshot_id[:40]
    th, en = f"ไม่พบสแนปช็อต {shown} ในคลังข้อมูล", f"snapshot {shown} is not in the store"
    if pruned:
        th, en = f"สแนปช็อต {shown} ถูกลบแล้วเพื่อประหยัดที่", f"snapshot {shown} has been removed to save space"
    return CannotUse("snapshot_missing", th, en)


def _no_room(path: Path) -> CannotUse:
    return CannotUse(
        "no_room",
        f"เขียนลง {path} ไม่สำเร็จ ดิสก์เต็มหรือเขียนไม่ได้ ไม่มีสิ่งใดถูกเผยแพร่ เพิ่มที่ว่าง (python -m la21data prune --keep 10) แล้วนำเข้าใหม่",
        f"writing to {path} failed: the disk is full or cannot be written; nothing was published. "
        "Make room (python -m la21data prune --keep 10), then import again",
    )


def _sync(path: Path) -> None:
    """Have the system write a file, or a directory's list of names, to the disk."""
    if path.is_dir() and os.name == "nt":
        return  # Windows has no such call for directories.
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
