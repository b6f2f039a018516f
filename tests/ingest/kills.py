"""Imports killed at random moments, and readers while imports publish: a sample in `make test`, the whole in `make torture`."""

from __future__ import annotations

import multiprocessing
import random
import shutil
import signal
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from la21data import metrics
from la21data.ingest import import_files
from la21data.problems import CannotUse
from la21data.scope import Scope
from la21data.store import Store
from tests.ingest.files import ACTIVITY_HEADER, PARTICIPATION_HEADER, TODAY, csv_file

LAOS = [f"63001{number:02d}" for number in range(100)]
YEARS = range(2560, 2568)
TABLES = ("lao", "participation", "activity", "lao_year", "province_year_category", "recorded", "rejected_row")


def files(folder: Path, number: int, activities: int = 400) -> list[Path]:
    """An import's files: participation and activities, other ones for each number; one row of each is rejected."""
    draw = random.Random(number)
    taking_part = [[str(year), lao, "บันได", str(draw.randint(1, 4))] for year in YEARS for lao in draw.sample(LAOS, 60)]
    done = [[f"{number}-{n}", str(draw.choice(YEARS)), draw.choice(LAOS), f"กิจกรรม {n}", "คัดแยกขยะ"] for n in range(activities)]
    return [
        csv_file(folder / f"p{number}.csv", PARTICIPATION_HEADER, [*taking_part, ["2567", LAOS[0], "บันได", "9"]]),
        csv_file(folder / f"a{number}.csv", ACTIVITY_HEADER, [*done, [f"{number}-x", "2567", "9999999", "ไม่มี อปท.", "คัดแยกขยะ"]]),
    ]


# ---------------------------------------------------------------- kills
def contents(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that the current snapshot says; which import brought a row, and when, apart."""
    snapshot = store.open()
    names = {table: [name for name, *_ in snapshot.rows(f"describe {table}") if name != "import_id"] for table in TABLES}
    return {table: snapshot.rows(f"""select "{'", "'.join(names[table])}" from {table} order by all""") for table in TABLES}


def run_import(path: Path, paths: Sequence[Path]) -> None:
    """What the process that is killed does."""
    import_files(Store(path), paths, today=TODAY)


def kill_imports(begun: Path, folder: Path, times: int, seed: int) -> Counter[str]:
    """Kill an import of the same files `times` times, each at its own moment; `begun`: the store before. Counts what was left.

    Raises AssertionError where a store is neither the old nor the new one, breaks a promise, or does not take the next import.
    """
    paths = files(folder, 1)
    whole = Store(shutil.copytree(begun, folder / "whole"))
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["la21data.ingest.run", "la21data.rollup", "tests.ingest.kills"])
    seconds = _one_import(context, whole.path, paths)
    old, new = contents(Store(begun)), contents(whole)
    assert old != new
    draw, found = random.Random(seed), Counter[str]()
    while found["killed"] < times:
        # A path of its own: this process may still have the file of the last one open.
        store = Store(shutil.copytree(begun, folder / f"killed-{found['old'] + found['new']}"))
        seconds = (
            _kill_in_the_middle(context.Process(target=run_import, args=(store.path, paths)), draw.random() * seconds, found) or seconds
        )
        left = list(store.snapshots_dir.glob(".building-*"))
        now = contents(store)
        assert now in (old, new), f"kill {found['killed']}: the store is neither the old nor the new one"
        assert store.faults(store.open()) == []
        found["new" if now == new else "old"] += 1
        found["half a snapshot lay there"] += bool(left)
        result = import_files(store, paths, today=TODAY)
        assert contents(store) == new and store.faults(store.open()) == [] and not list(store.snapshots_dir.glob(".building-*"))
        assert result.published == (now != new)
        shutil.rmtree(store.path)
    return found


def _kill_in_the_middle(process: Any, after: float, found: Counter[str]) -> float | None:
    """Kill a process after some seconds; where it has ended by then, count that apart and say how long it took: that was no kill."""
    began = time.perf_counter()
    process.start()
    process.join(after)
    if process.is_alive():
        process.kill()
        process.join()
    if process.exitcode == 0:
        found["ended before it was killed"] += 1
        return time.perf_counter() - began
    assert process.exitcode == -signal.SIGKILL
    found["killed"] += 1
    return None


def _one_import(context: Any, path: Path, paths: Sequence[Path]) -> float:
    """Seconds that an import takes in a process of its own; the first one warms up."""
    for_warmth = context.Process(target=len, args=([],))
    for_warmth.start()
    for_warmth.join()
    began = time.perf_counter()
    process = context.Process(target=run_import, args=(path, paths))
    process.start()
    process.join()
    assert process.exitcode == 0
    return time.perf_counter() - began


# ---------------------------------------------------------------- readers
def page_view(path: Path) -> tuple[str, tuple[float, ...]]:
    """One page view: the current snapshot is opened once, several figures are asked of it. Raises AssertionError where they disagree."""
    snapshot = Store(path).open()
    assert snapshot.notice is None
    scope = Scope(years=tuple(YEARS))
    activities = metrics.figure(snapshot, "activities", scope).value
    by_province = metrics.frame(snapshot, "activities", ("province",), scope)
    by_category = metrics.frame(snapshot, "activities", ("category",), scope)
    (facts,) = snapshot.rows("select count(*) from activity")[0]
    assert activities == by_province["value"].sum() == by_category["value"].sum() == facts, "figures of one page view disagree"
    taking_part = metrics.figure(snapshot, "participating_laos", scope).value
    return snapshot.id, (activities, taking_part, float(snapshot.rows("select count(*) from participation")[0][0]))


def read_on(path: Path, threads: int, stop: Any, answers: Any) -> None:
    """A process with several readers, as a server with several visitors; puts {snapshot: answers}, the number of views, the faults."""

    def reader(_: int) -> tuple[dict[str, set[tuple[float, ...]]], int, list[str]]:
        seen: dict[str, set[tuple[float, ...]]] = {}
        views, faults = 0, list[str]()
        while not stop.is_set() or not views:
            try:
                snapshot_id, figures = page_view(path)
                seen.setdefault(snapshot_id, set()).add(figures)
            except (AssertionError, CannotUse, OSError, RuntimeError) as error:
                faults.append(repr(error))
            views += 1
        return seen, views, faults

    with ThreadPoolExecutor(threads) as pool:
        answers.put(list(pool.map(reader, range(threads))))


def read_while_importing(begun: Path, folder: Path, *, imports: int, processes: int, threads: int) -> dict[str, Any]:
    """Readers look while imports publish. Returns what was seen; raises AssertionError at any failed or mixed answer."""
    store = Store(shutil.copytree(begun, folder / "read"))
    import_files(store, files(folder, 0), today=TODAY)
    context = multiprocessing.get_context("spawn")
    stop, answers = context.Event(), context.Queue()
    readers = [context.Process(target=read_on, args=(store.path, threads, stop, answers)) for _ in range(processes)]
    for reader in readers:
        reader.start()
    for number in range(1, imports + 1):
        assert import_files(store, files(folder, number), today=TODAY).published
    stop.set()
    told = [one for _ in readers for one in answers.get(timeout=120)]
    for reader in readers:
        reader.join()
    seen: dict[str, set[tuple[float, ...]]] = {}
    for own, _, faults in told:
        assert faults == []
        for snapshot_id, figures in own.items():
            seen.setdefault(snapshot_id, set()).update(figures)
    assert set(seen) <= set(store.ids())
    assert all(len(figures) == 1 for figures in seen.values()), "one snapshot gave two answers"
    return {"readers": len(told), "imports": imports, "page_views": sum(views for _, views, _ in told), "snapshots_seen": len(seen)}


# ---------------------------------------------------------------- again
def import_again(begun: Path, folder: Path) -> dict[str, int]:
    """Import the same files twice: the second time all rows are unchanged or rejected as before, and nothing is published."""
    store = Store(shutil.copytree(begun, folder / "again"))
    paths = files(folder, 1)
    first = import_files(store, paths, today=TODAY)
    before, ids = contents(store), store.ids()
    second = import_files(store, paths, today=TODAY)
    assert first.published and not second.published and store.ids() == ids and contents(store) == before
    for one, two in zip(first.files, second.files, strict=True):
        assert (two.accepted, two.unchanged, two.rejected) == (0, one.accepted + one.unchanged, one.rejected)
    return {"rows": sum(file.read for file in second.files), "unchanged": sum(file.unchanged for file in second.files)}
