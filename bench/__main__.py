"""`make bench`: every measurement, to `bench/results/latest.json` and `docs/performance.md`. Exit status 1 names each missed budget.

`--quick` (`make bench-quick`): 1 and 10 million activities, fewer turns, at most 8 minutes.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import platform
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench import browser as chrome
from bench import exports, facts, load
from bench.loading import importing, missed
from bench.page import write_page
from bench.servers import ROOT, served
from la21data.demo import demo_facts, publish_demo
from la21data.ingest import import_files
from la21data.store import Store

RESULTS = ROOT / "bench" / "results" / "latest.json"
PAGES = ("", "map", "steps", "pilots", "activities", "standard", "network", "about")
REAL_REGISTRY = ROOT.parent / "shared" / "data" / "real" / "lao_registry_25661109.csv"
QUICK, WHOLE = [1_000_000, 10_000_000], [1_000_000, 10_000_000, 50_000_000]  # Activities.
JUDGED_FROM = 10_000_000  # Below it the work that grows with LAO-years outweighs what is measured.
SESSIONS = (1, 10, 50)


def loading(folder: Path) -> dict[str, Any]:
    """Seconds to build the demo and to import a registry of about 7,850 rows."""
    began = time.perf_counter()
    publish_demo(Store(folder / "demo"))
    demo = time.perf_counter() - began
    file = REAL_REGISTRY if REAL_REGISTRY.exists() else demo_registry(folder)
    began = time.perf_counter()
    result = import_files(Store(folder / "real"), [file])
    seconds = time.perf_counter() - began
    return {
        "demo_build_s": round(demo, 2),
        "registry_import_s": round(seconds, 2),
        "registry_rows": sum(f.read for f in result.files),
        "registry": "real" if file == REAL_REGISTRY else "made from the demo",
    }


def demo_registry(folder: Path) -> Path:
    """A registry file of the demo's LAOs, where no real one is at hand."""
    file = folder / "registry.csv"
    frame = demo_facts()["lao"]
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["lao_code", "lao_name", "lao_type", "province", "lat", "lon"])
        writer.writerows(frame[["lao_code", "name", "lao_type", "province", "lat", "lon"]].itertuples(index=False))
    return file


def pages(store: Path, turns: int) -> dict[str, Any]:
    """First view and rerun of each page beside an empty Streamlit app in the same run."""
    found: dict[str, Any] = {}
    with served(store, "bench/empty_app.py") as (empty, _), served(store) as (ours, started), chrome.chromium() as browser:
        found["start_to_ready_s"] = round(started, 2)
        for name, url in (("empty app", empty), *((f"/{page}", f"{ours}/{page}") for page in PAGES)):
            first = [chrome.first_view(browser, url) for _ in range(2)]
            entry: dict[str, Any] = {"first_view_s": chrome.summary(first)}
            if name != "/about":  # It has no filter to change.
                seconds, total, charts = chrome.reruns(browser, url, turns)
                entry |= {
                    "rerun_s": chrome.summary(seconds),
                    "wire_bytes_max": max(total),
                    "chart_bytes_max": {
                        key: max(turn.get(key, 0) for turn in charts) for key in sorted({k for turn in charts for k in turn})
                    },
                }
            found[name] = entry
            print(name, json.dumps(entry), flush=True)
    return found


def budgets(result: dict[str, Any]) -> list[str]:
    """One line for each budget that this run missed."""
    missed = []
    views = result["pages"]
    empty = views["empty app"]
    for name, entry in views.items():
        if not isinstance(entry, dict) or name == "empty app":
            continue
        if entry["first_view_s"]["p50"] > empty["first_view_s"]["p50"] + 3:
            missed.append(
                f"{name}: first view {entry['first_view_s']['p50']} s, an empty app {empty['first_view_s']['p50']} s (budget + 3 s)"
            )
        if "rerun_s" in entry and entry["rerun_s"]["p95"] > 3 * empty["rerun_s"]["p95"]:
            missed.append(f"{name}: rerun p95 {entry['rerun_s']['p95']} s, an empty app {empty['rerun_s']['p95']} s (budget 3x)")
        if "rerun_s" in entry and entry["rerun_s"]["p50"] > 2 * empty["rerun_s"]["p50"]:
            missed.append(f"{name}: rerun p50 {entry['rerun_s']['p50']} s, an empty app {empty['rerun_s']['p50']} s (budget 2x)")
        for key, size in entry.get("chart_bytes_max", {}).items():
            if size > 10_000:
                missed.append(f"{name}: chart {key} {size:,} bytes on the wire (budget 10,000)")
    for key, limit in (("demo_build_s", 20), ("registry_import_s", 5)):
        if result["loading"][key] > limit:
            missed.append(f"{key}: {result['loading'][key]} (budget {limit})")
    return missed + below_pages(result) + under_load(result)


def below_pages(result: dict[str, Any]) -> list[str]:
    missed = []
    for found in result["facts"]:
        if found["rows"] < JUDGED_FROM:
            continue
        rows = f"{found['rows']:,} activities"
        for key, limit in (("roll_up_to_scan", 10), ("roll_up_peak_gib", 2), ("snapshot_to_parquet", 2)):
            if found[key] > limit:
                missed.append(f"{rows}: {key} {found[key]} (budget {limit})")
        for code, one in found["measures"].items():
            for key, limit in (("pandas_to_frame", 20), ("raw_to_frame", 3)):
                if one[key] < limit:
                    missed.append(f"{rows}: {code} {key} {one[key]} (budget at least {limit})")
    first, last = (result["page_server_s"][key] for key in (min(result["page_server_s"], key=int), max(result["page_server_s"], key=int)))
    for page, time_ in last.items():
        if time_["p50"] > 1.25 * first[page]["p50"]:
            missed.append(f"{page}: server {time_['p50']} s at the largest size, {first[page]['p50']} s at the smallest (budget 1.25x)")
    return missed


def under_load(result: dict[str, Any]) -> list[str]:
    missed, loads = [], result["load"]
    most = loads[str(SESSIONS[-1])]
    if most["rerun_s"]["p95"] > 1:
        missed.append(f"{SESSIONS[-1]} sessions: p95 {most['rerun_s']['p95']} s (budget 1 s)")
    if any(loads[str(number)]["errors"] for number in SESSIONS):
        missed.append("sessions: errors (budget 0)")
    if loads["mb_per_session"] > 15:
        missed.append(f"memory: {loads['mb_per_session']} MB a session (budget 15)")
    if result["beside_exports"]["ratio"] > 2:
        missed.append(f"exports: reruns {result['beside_exports']['ratio']} times as long (budget 2)")
    return missed


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the dashboard.")
    parser.add_argument("--quick", action="store_true", help="1 and 10 million activities, fewer turns")
    parser.add_argument("--activities", type=int, action="append", help="only this size; may be given several times")
    options = parser.parse_args()
    quick = options.quick
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        result: dict[str, Any] = {
            "form": "bench-quick" if quick else "bench",
            "machine": {
                "cores": os.cpu_count(),
                "python": platform.python_version(),
                "system": platform.system(),
                "load_before": [round(one, 1) for one in os.getloadavg()],
                **{package: version(package) for package in ("streamlit", "plotly", "duckdb", "pandas")},
            },
            "loading": loading(folder),
        }
        print(json.dumps(result["loading"]), flush=True)
        sizes = options.activities or (QUICK if quick else WHOLE)
        result["facts"] = [facts.measure(rows, folder) for rows in sizes]
        print(json.dumps(result["facts"]), flush=True)
        stores = {rows: folder / f"store{rows}" for rows in sizes}
        small = {} if len(sizes) > 1 else {8_000: folder / "demo"}
        result["page_server_s"] = {str(rows): load.page_times(store, 8 if quick else 20) for rows, store in {**small, **stores}.items()}
        largest = stores[10_000_000 if 10_000_000 in stores else max(stores)]
        result["pages"] = pages(largest, 4 if quick else 20)
        result["load"] = load.loads(largest, SESSIONS, 2 if quick else 8)
        print(json.dumps(result["load"]), flush=True)
        if not quick:
            result["importing"] = importing(folder)
            result["exports"] = exports.exports(folder / "demo")
        result["beside_exports"] = load.beside_exports(largest, folder, 20)
    result["machine"]["load_after"] = [round(one, 1) for one in os.getloadavg()]
    result["seconds"] = round(time.perf_counter() - began)
    result["missed"] = budgets(result)
    if not quick:
        result["missed"] += [*missed(result["importing"]), *exports.budgets(result["exports"])]
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    write_page(result)
    for line in result["missed"]:
        print("missed:", line)
    return 1 if result["missed"] else 0


if __name__ == "__main__":
    sys.exit(main())
