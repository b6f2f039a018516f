"""Readers while imports publish, and the same files again: a sample in `make test`, the whole in `make torture`. Kills: `kills.py`."""

from __future__ import annotations

import multiprocessing
import random
import shutil
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


def contents(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that the current snapshot says; which import brought a row, and when, apart."""
    snapshot = store.open()
    names = {table: [name for name, *_ in snapshot.rows(f"describe {table}") if name != "import_id"] for table in TABLES}
    return {table: snapshot.rows(f"""select "{'", "'.join(names[table])}" from {table} order by all""") for table in TABLES}


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
