"""Ten thousand good files, each broken in another way (`tests/ingest/fuzz.py`), imported one after the other by several processes."""

import multiprocessing
import shutil
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from la21data.ingest import import_files
from la21data.store import Store
from tests.ingest.files import REGISTRY_HEADER, TODAY, csv_file, registry_rows
from tests.ingest.fuzz import broken_file, import_holds

FILES, PARTS = 10_000, 8


def run_part(part: int, folder: Path) -> tuple[Counter[str], Counter[str], float]:
    """Import a part of the files; how many were read and refused, how many there were of each kind, and the slowest one's seconds."""
    came, kinds, slowest = Counter[str](), Counter[str](), [0.0]
    store = Store(folder / "store")
    before = store.current_id()

    @seed(2569 + part)
    @settings(max_examples=FILES // PARTS, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(number=st.integers(0, 2**40))
    def run(number):
        path = broken_file(number, folder)
        began = time.process_time()
        came[import_holds(store, path, folder / "report.xlsx" if number % 10 == 0 else None)] += 1
        slowest[0] = max(slowest[0], time.process_time() - began)
        kinds[path.suffix] += 1
        path.unlink()

    run()
    assert store.current_id() == before
    return came, kinds, slowest[0]


def test_ten_thousand_broken_files(tmp_path, figures):
    registry = csv_file(tmp_path / "registry_25601201.csv", REGISTRY_HEADER, registry_rows())
    import_files(Store(tmp_path / "store"), [registry], today=TODAY)
    folders = [tmp_path / f"part {part}" for part in range(PARTS)]
    for folder in folders:
        shutil.copytree(tmp_path / "store", folder / "store")
    with ProcessPoolExecutor(PARTS, mp_context=multiprocessing.get_context("spawn")) as pool:
        parts = list(pool.map(run_part, range(PARTS), folders))
    came, kinds = sum((part[0] for part in parts), Counter()), sum((part[1] for part in parts), Counter())
    figures |= {"files": came.total(), **came, **dict(sorted(kinds.items())), "slowest_cpu_s": round(max(part[2] for part in parts), 2)}
    assert came.total() >= FILES
