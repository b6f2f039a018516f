"""Imports killed at random moments of every phase: a sample in `make test`, the whole in `make torture`."""

from __future__ import annotations

import multiprocessing
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from la21data.ingest import import_files
from la21data.store import Store
from tests.ingest.files import TODAY
from tests.ingest.histories import contents, files

# The phases of an import, in order. When each began stands in memory shared with who kills it.
READING, KEEPING, BUILDING, PLACING, REPORTING, ENDING = range(6)
PHASES = (
    "reading and judging",
    "keeping the rows as read",
    "building the snapshot",
    "putting it in place: file, journal, CURRENT",
    "after publishing: reports",
    "after publishing: the process ends",
)
_SAID = {"เก็บแถวที่อ่าน": KEEPING, "เผยแพร่": BUILDING, "เสร็จ": ENDING}


def run_import(path: Path, paths: Sequence[Path], began: Any, aim: int = -1, seconds: float = 0) -> None:
    """What the process that is killed does: an ordinary import, which says when each phase begins.

    In the phase `aim` it sets an alarm that nothing handles: the kernel ends the process at that moment, however busy the machine is,
    and no line of Python runs any more.
    """
    store = Store(path)
    before = store.current_id()

    def enter(phase: int) -> None:
        if not began[phase]:
            began[phase] = time.perf_counter()
            if phase == aim:
                signal.setitimer(signal.ITIMER_REAL, max(seconds, 1e-6))

    def heard(event: str, args: tuple[object, ...]) -> None:
        """The system calls tell where the import is: the audit hook hears of each before it is made."""
        if event == "os.rename" and began[BUILDING] and str(args[1]).endswith(".duckdb"):
            enter(PLACING)
        elif event == "open" and str(args[0]) == str(path) and began[PLACING] and not began[REPORTING] and store.current_id() != before:
            enter(REPORTING)  # CURRENT names the new snapshot, and the directory is about to be written to the disk.

    def said(what: str, share: float) -> None:
        if what in _SAID:
            enter(_SAID[what])

    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    enter(READING)
    sys.addaudithook(heard)
    import_files(store, paths, today=TODAY, progress=said)


def kill_imports(begun: Path, folder: Path, times: int, seed: int) -> Counter[str]:
    """Kill an import of the same files `times` times, aimed at a random moment of each phase in turn; `begun`: the store before.

    Counts in which phase they were killed, and what was left. Raises AssertionError where a store is neither the old nor the new one,
    breaks a promise, or does not take the next import.
    """
    paths = files(folder, 1)
    whole = Store(shutil.copytree(begun, folder / "whole"))
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["la21data.ingest.run", "la21data.rollup", "tests.ingest.kills"])
    lasts = _one_import(context, whole.path, paths)
    before, old, new = Store(begun).current_id(), contents(Store(begun)), contents(whole)
    assert old != new
    draw, found = random.Random(seed), Counter[str]()
    while found["killed"] < times:
        # A path of its own: this process may still have the file of the last one open.
        store = Store(shutil.copytree(begun, folder / f"killed-{sum(found.values())}"))
        aim = found["killed"] % len(PHASES)
        found += _kill(context, (store.path, paths), aim, draw.random() * lasts[aim])
        left = list(store.snapshots_dir.glob(".building-*"))
        now = contents(store)
        assert now in (old, new), f"kill {found['killed']}: the store is neither the old nor the new one"
        assert store.faults(store.open()) == []
        found["new" if now == new else "old"] += 1
        found["half a snapshot lay there"] += bool(left)
        announced = store.told().current != before  # The journal is written first: readers may still see the old one.
        found["old to readers, announced in the journal"] += announced and now == old
        result = import_files(store, paths, today=TODAY)
        assert contents(store) == new and store.faults(store.open()) == [] and not list(store.snapshots_dir.glob(".building-*"))
        assert result.published != announced
        shutil.rmtree(store.path)
    return found


def _kill(context: Any, arguments: tuple[Path, Sequence[Path]], aim: int, seconds: float) -> Counter[str]:
    """Have an import killed some seconds after it has come to a phase; where it has ended by then, count that apart: that was no kill."""
    began = context.RawArray("d", len(PHASES))
    process = context.Process(target=run_import, args=(*arguments, began, aim, seconds))
    process.start()
    process.join()
    if process.exitcode == 0:
        return Counter({"ended before it was killed": 1})
    assert process.exitcode == -signal.SIGALRM
    return Counter({"killed": 1, f"killed while {PHASES[max(phase for phase in range(len(PHASES)) if began[phase])]}": 1})


def _one_import(context: Any, path: Path, paths: Sequence[Path]) -> list[float]:
    """How many seconds each phase of an import takes in a process of its own; the first one warms up."""
    for_warmth = context.Process(target=len, args=([],))
    for_warmth.start()
    for_warmth.join()
    began = context.RawArray("d", len(PHASES))
    process = context.Process(target=run_import, args=(path, paths, began))
    process.start()
    process.join()
    assert process.exitcode == 0 and all(began)
    return [after - before for before, after in pairwise([*began, time.perf_counter()])]
