"""Ten thousand good files, each broken in another way (`tests/ingest/fuzz.py`), imported one after the other."""

import time
from collections import Counter

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from la21data.ingest import import_files
from la21data.store import Store
from tests.ingest.files import REGISTRY_HEADER, TODAY, csv_file, registry_rows
from tests.ingest.fuzz import broken_file, import_holds

FILES = 10_000


def test_ten_thousand_broken_files(tmp_path, figures):
    store = Store(tmp_path / "store")
    import_files(store, [csv_file(tmp_path / "registry_25601201.csv", REGISTRY_HEADER, registry_rows())], today=TODAY)
    before, came, kinds, slowest = store.current_id(), Counter(), Counter(), 0.0

    @seed(2569)
    @settings(
        max_examples=FILES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(number=st.integers(0, 2**40))
    def run(number):
        nonlocal slowest
        path = broken_file(number, tmp_path)
        began = time.perf_counter()
        came[import_holds(store, path, tmp_path / "report.xlsx" if number % 10 == 0 else None)] += 1
        slowest = max(slowest, time.perf_counter() - began)
        kinds[path.suffix] += 1
        path.unlink()

    run()
    assert store.current_id() == before
    figures |= {"files": sum(came.values()), **came, **dict(sorted(kinds.items())), "slowest_s": round(slowest, 2)}
    assert sum(came.values()) >= FILES
