"""`make bench`: run every measurement and write `bench/results/latest.json`. Exit status 1 where a budget is missed."""

from __future__ import annotations

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
from bench import exports
from bench.loading import importing, missed
from bench.servers import ROOT, served
from la21data.demo import demo_facts, publish_demo
from la21data.ingest import import_files
from la21data.store import Store

RESULTS = ROOT / "bench" / "results" / "latest.json"
PAGES = ("", "map", "steps", "pilots", "about")
REAL_REGISTRY = ROOT.parent / "shared" / "data" / "real" / "lao_registry_25661109.csv"
TURNS = 12


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


def pages(store: Path) -> dict[str, Any]:
    """First view and rerun of each page beside an empty Streamlit app in the same run."""
    found: dict[str, Any] = {}
    with served(store, "bench/empty_app.py") as (empty, _), served(store) as (ours, started), chrome.chromium() as browser:
        found["start_to_ready_s"] = round(started, 2)
        for name, url in (("empty app", empty), *((f"/{page}", f"{ours}/{page}") for page in PAGES)):
            first = [chrome.first_view(browser, url) for _ in range(3)]
            entry: dict[str, Any] = {"first_view_s": chrome.summary(first)}
            if name != "/about":  # It has no filter to change.
                seconds, total, charts = chrome.reruns(browser, url, TURNS)
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
        if "rerun_s" in entry and entry["rerun_s"]["p50"] > 2 * empty["rerun_s"]["p50"]:
            missed.append(f"{name}: rerun p50 {entry['rerun_s']['p50']} s, an empty app {empty['rerun_s']['p50']} s (budget 2x)")
        for key, size in entry.get("chart_bytes_max", {}).items():
            if size > 10_000:
                missed.append(f"{name}: chart {key} {size:,} bytes on the wire (budget 10,000)")
    for key, limit in (("demo_build_s", 20), ("registry_import_s", 5)):
        if result["loading"][key] > limit:
            missed.append(f"{key}: {result['loading'][key]} (budget {limit})")
    return missed


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        result: dict[str, Any] = {
            "machine": {
                "cores": os.cpu_count(),
                "python": platform.python_version(),
                "system": platform.system(),
                **{package: version(package) for package in ("streamlit", "plotly", "duckdb", "pandas")},
            },
            "loading": loading(folder),
            "importing": importing(folder),
        }
        print(json.dumps(result["loading"]), flush=True)
        result["pages"] = pages(folder / "demo")
        result["exports"] = exports.exports(folder / "demo")
    result["missed"] = [*budgets(result), *missed(result["importing"]), *exports.budgets(result["exports"])]
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    for line in result["missed"]:
        print("missed:", line)
    return 1 if result["missed"] else 0


if __name__ == "__main__":
    sys.exit(main())
