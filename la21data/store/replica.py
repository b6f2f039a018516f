"""A local store that follows another one: a shared directory, or object storage through fsspec (`s3://bucket/store`).

Only looked at, never written to: what becomes current there is copied, proved by its journalled checksum, and becomes current here.
While the source is away, or holds half a file, what is here stays.
"""

from __future__ import annotations

import logging
import os
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import fsspec

from la21data.problems import CannotUse
from la21data.store import health
from la21data.store.directory import ID, Store
from la21data.store.journal import entries
from la21data.store.told import Told, tell

EVERY = 2.0  # Seconds between two looks at the source.
KEPT = 2  # Snapshots that stay here: the current one, and the one before for whoever is still reading it.
log = logging.getLogger("la21.replica")


class Replica:
    """`store` follows the store at `source` (a directory, or a URL that fsspec knows)."""

    def __init__(self, source: str, store: Store) -> None:
        self.source = source.rstrip("/")
        self.store = store

    def look(self) -> bool:
        """Look at the source once: obey withdrawals, then take what is current there. Returns whether `CURRENT` changed here.

        Raises CannotUse where the source's snapshot is not whole, and whatever the file system raises where it cannot be read.
        """
        files, root = fsspec.core.url_to_fs(self.source)
        files.invalidate_cache()
        told = tell(entries(files.cat_file(f"{root}/journal.jsonl").decode("utf-8")))
        self._obey(told)
        if told.current is None:
            return False
        wanted = files.cat_file(f"{root}/CURRENT").decode("ascii").strip()
        here = wanted in self.store.ids()
        if (here and wanted == self.store.current_id()) or wanted in told.withdrawn or not ID.fullmatch(wanted):
            return False
        if not here:
            self._fetch(files, f"{root}/snapshots/{wanted}.duckdb", wanted, told)
        self.store.open(wanted)  # Paid before the first viewer asks; and a file that cannot be opened never becomes current.
        self.store.make_current(wanted)
        self._tidy(wanted)
        return True

    def _obey(self, told: Told) -> None:
        self.store.snapshots_dir.mkdir(parents=True, exist_ok=True)
        for snapshot_id in told.withdrawn:
            (self.store.snapshots_dir / f"{snapshot_id}.withdrawn").touch()
            self._remove(snapshot_id)
        if told.current is None:
            (self.store.path / "CURRENT").unlink(missing_ok=True)

    def _fetch(self, files: fsspec.AbstractFileSystem, path: str, snapshot_id: str, told: Told) -> None:
        beside = self.store.snapshots_dir / f".fetching-{os.getpid()}-{secrets.token_hex(4)}"
        try:
            files.get_file(path, str(beside))
            if health.sha256(beside) != told.made.get(snapshot_id, {}).get("snapshot_sha256"):
                raise CannotUse(
                    "not_whole",
                    f"สแนปช็อต {snapshot_id} ที่ {self.source} ไม่ครบหรือเสียหาย จึงยังแสดงชุดเดิม",
                    f"snapshot {snapshot_id} at {self.source} is not whole (its SHA-256 differs): the one before is shown on",
                )
            self.store.take_in(beside, snapshot_id)
        finally:
            beside.unlink(missing_ok=True)

    def _tidy(self, current: str) -> None:
        for snapshot_id in [name for name in self.store.ids() if name != current][KEPT - 1 :]:
            self._remove(snapshot_id)
        for left in self.store.snapshots_dir.glob(".fetching-*"):
            left.unlink(missing_ok=True)

    def _remove(self, snapshot_id: str) -> None:
        with suppress(PermissionError):  # Windows: a reader has it open. The next look tries again.
            Path(self.store.snapshots_dir / f"{snapshot_id}.duckdb").unlink(missing_ok=True)


@contextmanager
def following(source: str | None, store: Store) -> Iterator[None]:
    """Follow `source` in the background for as long as the block runs, after one look before it. None: there is nothing to follow."""
    if not source:
        yield
        return
    over = threading.Event()
    watcher = _Watcher(Replica(source, store))
    watcher.look()
    thread = threading.Thread(target=watcher.until, args=(over,), name="replica", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(timeout=EVERY)


class _Watcher:
    """Looks again and again. A source that is away is said once in the log, and once more when it is back."""

    def __init__(self, replica: Replica) -> None:
        self.replica = replica
        self.trouble = ""

    def until(self, over: threading.Event) -> None:
        while not over.wait(EVERY):
            self.look()

    def look(self) -> None:
        try:
            if self.replica.look():
                log.warning("now showing snapshot %s from %s", self.replica.store.current_id(), self.replica.source)
            trouble = ""
        except Exception as error:  # Each file system raises its own; whatever it is, what is here is shown on, and the log says why.
            trouble = f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"
        if trouble != self.trouble:
            log.warning("%s: %s", self.replica.source, trouble or "can be read again")
        self.trouble = trouble
