"""The work below the pages, as the activities grow: roll-ups beside a scan, size beside Parquet, measures beside pandas and raw facts.

Each size runs in a process of its own (`python -m bench.facts ROWS FOLDER`), so that its peak of memory is its own.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from la21data import metrics, rollup
from la21data.demo import publish_demo
from la21data.measures import measures
from la21data.rollup.steps import steps
from la21data.scope import Scope
from la21data.store import Store

TIMES = 5
# Every column is read and summed: numbers as they are, texts and lists by their length, dates by their day.
SCAN = """
select sum(fiscal_year), sum(step), sum(budget_lao), sum(budget_deqp), sum(budget_other), sum(participants), sum(output_amount),
    sum(strlen(activity_id)), sum(strlen(lao_code)), sum(strlen(name)), sum(strlen(category)), sum(strlen(output)),
    sum(strlen(output_unit)), sum(len(modes)), sum(len(partners)), sum(epoch(start_on)), sum(epoch(end_on))
from activity
"""
BAHT = "coalesce(budget_lao, 0) + coalesce(budget_deqp, 0) + coalesce(budget_other, 0)"
RAW = {"activities": "count(*)", "participants": "sum(participants)", "budget_total": f"sum({BAHT})"}


ROLLED = "select province, fiscal_year, sum({}) from province_year_category group by all"
FROM_FACTS = """
select province, fiscal_year, {} from activity join (select distinct lao_code, province from lao) using (lao_code) group by all
"""


def measure(rows: int, folder: Path) -> dict[str, Any]:
    """One size, in a process of its own."""
    done = subprocess.run([sys.executable, "-m", "bench.facts", str(rows), str(folder)], check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def seconds(work: Callable[[], object], times: int = TIMES) -> dict[str, float]:
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return {"p50": round(statistics.median(taken), 4), "p95": round(max(taken), 4)}


def _all(rows: int, folder: Path) -> dict[str, Any]:
    began = time.perf_counter()
    store = Store(folder / f"store{rows}")
    file = store.snapshots_dir / f"{publish_demo(store, activities=rows)}.duckdb"
    found: dict[str, Any] = {"rows": rows, "demo_s": round(time.perf_counter() - began, 1)}
    return found | _sizes(file, folder) | _measures(store) | _roll_up(rows, file, folder)


def _roll_up(rows: int, file: Path, folder: Path) -> dict[str, Any]:
    """Again in a fresh process: this one's peak is the demo's."""
    command = [sys.executable, "-m", "bench.facts", "--roll-up", str(file), str(folder / f"again{rows}.duckdb")]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _roll_up_here(file: Path, work: Path) -> dict[str, Any]:
    work.write_bytes(file.read_bytes())
    with duckdb.connect(str(work)) as connection:
        for name in ["lineage", *(step.name for part in steps() for step in part if not step.working)]:
            connection.execute(f"delete from {name}")
        before = seconds(lambda: connection.execute(SCAN).fetchall())
        began = time.perf_counter()
        rollup.build(connection)
        taken = time.perf_counter() - began
        after = seconds(lambda: connection.execute(SCAN).fetchall())
    work.unlink()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    scan = statistics.mean([before["p50"], after["p50"]])
    return {
        "scan_s": round(scan, 3),
        "roll_up_s": round(taken, 3),
        "roll_up_to_scan": round(taken / scan, 2),
        "roll_up_peak_gib": round(peak, 2),
    }


def _sizes(file: Path, folder: Path) -> dict[str, Any]:
    out, total = folder / "sorted.parquet", 0
    with duckdb.connect(str(file), read_only=True) as connection:
        for table in ("activity", "participation", "lao", "assessment", "award", "visit", "event"):
            order = "fiscal_year, lao_code, activity_id" if table == "activity" else "all"
            connection.execute(f"copy (select * from {table} order by {order}) to '{out}' (format parquet, compression zstd)")
            total += out.stat().st_size
    size = file.stat().st_size
    return {"snapshot_mb": round(size / 1e6, 1), "parquet_mb": round(total / 1e6, 1), "snapshot_to_parquet": round(size / total, 2)}


def _measures(store: Store) -> dict[str, Any]:
    """By province and year: from roll-ups, from raw facts in DuckDB, from facts in pandas (loaded before the clock starts)."""
    snapshot, found = store.open(), {}
    facts = snapshot.frame(
        "select fiscal_year, province, participants, budget_lao::double a, budget_deqp::double b, budget_other::double c "
        "from activity join (select distinct lao_code, province from lao) using (lao_code)"
    )
    plain: dict[str, Callable[[], pd.Series]] = {
        "activities": lambda: facts.groupby(["fiscal_year", "province"]).size(),
        "participants": lambda: facts.groupby(["fiscal_year", "province"])["participants"].sum(),
        "budget_total": lambda: facts[["a", "b", "c"]].sum(axis=1).groupby([facts["fiscal_year"], facts["province"]]).sum(),
    }
    for code, sql in RAW.items():
        assert code in measures()
        ours = seconds(partial(metrics.frame, snapshot, code, ("province", "fiscal_year"), Scope()))
        rolled = seconds(partial(snapshot.rows, ROLLED.format(_column(code))))
        raw = seconds(partial(snapshot.rows, FROM_FACTS.format(sql)))
        pandas = seconds(plain[code], 3)
        found[code] = {
            "frame_s": ours,
            "rolled_s": rolled,
            "raw_s": raw,
            "pandas_s": pandas,
            "pandas_to_frame": round(pandas["p50"] / ours["p50"], 1),
            "raw_to_frame": round(raw["p50"] / ours["p50"], 1),
            "raw_to_rolled": round(raw["p50"] / rolled["p50"], 1),
            "pandas_to_rolled": round(pandas["p50"] / rolled["p50"], 1),
        }
    return {"measures": found}


def _column(code: str) -> str:
    return "budget_lao + budget_deqp + budget_other" if code == "budget_total" else code


if __name__ == "__main__":
    if sys.argv[1] == "--roll-up":
        print(json.dumps(_roll_up_here(Path(sys.argv[2]), Path(sys.argv[3]))))
    else:
        print(json.dumps(_all(int(sys.argv[1]), Path(sys.argv[2]))))
