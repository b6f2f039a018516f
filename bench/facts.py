"""The work below the pages, as the activities grow: roll-ups beside a scan, size beside Parquet, measures beside pandas and raw
facts (`bench.measures`).

Each size runs in a process of its own (`python -m bench.facts ROWS FOLDER TURNS`), so that its peak of memory is its own.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import duckdb

from bench.measures import compare, seconds
from la21data import rollup
from la21data.demo import publish_demo
from la21data.rollup.steps import steps
from la21data.store import Store

MOST_IN_PANDAS = 10_000_000  # Activities that are loaded into memory to be compared with.
# Every column is read and summed: numbers as they are, texts and lists by their length, dates by their day.
SCAN = """
select sum(fiscal_year), sum(step), sum(budget_lao), sum(budget_deqp), sum(budget_other), sum(participants), sum(output_amount),
    sum(strlen(activity_id)), sum(strlen(lao_code)), sum(strlen(name)), sum(strlen(category)), sum(strlen(output)),
    sum(strlen(output_unit)), sum(len(modes)), sum(len(partners)), sum(epoch(start_on)), sum(epoch(end_on))
from activity
"""


def measure(rows: int, folder: Path, turns: int) -> dict[str, Any]:
    """One size, in a process of its own; each measure is asked `turns` times."""
    command = [sys.executable, "-m", "bench.facts", str(rows), str(folder), str(turns)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _all(rows: int, folder: Path, turns: int) -> dict[str, Any]:
    began = time.perf_counter()
    store = Store(folder / f"store{rows}")
    file = store.snapshots_dir / f"{store.current_id() or publish_demo(store, activities=rows)}.duckdb"
    found: dict[str, Any] = {"demo_s": round(time.perf_counter() - began, 1)}
    found |= _sizes(file, folder)  # Before the store is open here: DuckDB opens a file in one way only.
    measures = compare(store.open(), turns) if rows <= MOST_IN_PANDAS else {}
    return found | {"measures": measures} | _roll_up(rows, file, folder)


def _roll_up(rows: int, file: Path, folder: Path) -> dict[str, Any]:
    """Again in a fresh process: this one's peak is the demo's."""
    command = [sys.executable, "-m", "bench.facts", "--roll-up", str(file), str(folder / f"again{rows}.duckdb")]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _roll_up_here(file: Path, work: Path) -> dict[str, Any]:
    work.write_bytes(file.read_bytes())
    with duckdb.connect(str(work)) as connection:
        for name in ["lineage", *(step.name for part in steps() for step in part if not step.working)]:
            connection.execute(f"delete from {name}")
        before = seconds(lambda: connection.execute(SCAN).fetchall(), 3)
        began = time.perf_counter()
        rollup.build(connection)
        taken = time.perf_counter() - began
        after = seconds(lambda: connection.execute(SCAN).fetchall(), 3)
    work.unlink()
    scan = statistics.mean([before["p50"], after["p50"]])
    return {
        "scan_s": round(scan, 3),
        "roll_up_s": round(taken, 3),
        "roll_up_to_scan": round(taken / scan, 2),
        "roll_up_peak_gib": round(peak_gib(), 2),
    }


def peak_gib() -> float:
    """The most memory this process had. `getrusage` would tell the parent's, which has the facts in pandas: exec hands it on."""
    told = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM:"))
    return int(told.split()[1]) / 1024**2


def _sizes(file: Path, folder: Path) -> dict[str, Any]:
    out, total = folder / "sorted.parquet", 0
    with duckdb.connect(str(file), read_only=True) as connection:
        for table in ("activity", "participation", "lao", "assessment", "award", "visit", "event"):
            order = "fiscal_year, lao_code, activity_id" if table == "activity" else "all"
            connection.execute(f"copy (select * from {table} order by {order}) to '{out}' (format parquet, compression zstd)")
            total += out.stat().st_size
    size = file.stat().st_size
    return {"snapshot_mb": round(size / 1e6, 1), "parquet_mb": round(total / 1e6, 1), "snapshot_to_parquet": round(size / total, 3)}


if __name__ == "__main__":
    if sys.argv[1] == "--roll-up":
        print(json.dumps(_roll_up_here(Path(sys.argv[2]), Path(sys.argv[3]))))
    else:
        print(json.dumps(_all(int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))))
