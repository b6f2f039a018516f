"""`make bench`: every measurement, to `bench/results/latest.json` and `docs/performance.md`. Exit status 1 names each missed budget.

`--quick` (`make bench-quick`): 1 and 10 million activities, fewer turns, at most 8 minutes; the whole run takes at most 40. A part that
fails, or for which no time is left, is told as a missed budget and loses nothing of the others: results are written after each part.
50 million activities once, kept in a file of its own: `python -m bench --activities 1000000 --activities 50000000 --part facts --part
server --results bench/results/fifty-million.json`.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench import exports, facts, load
from bench.budgets import missed
from bench.loading import importing, loading
from bench.page import write_page
from bench.pages import pages
from bench.servers import ROOT
from bench.wire import wire

RESULTS = ROOT / "bench" / "results" / "latest.json"
SIZES = [1_000_000, 10_000_000]  # Activities.
SESSIONS = (1, 10, 50)
MINUTES, QUICK_MINUTES = 33, 6.3  # After these no part begins; the last one takes up to seven minutes, in the short form two.
Part = tuple[str, str, Callable[[], Any]]  # Where its result stands in the results (and under which key there), and what makes it.


def parts(folder: Path, sizes: list[int], quick: bool) -> Iterator[Part]:
    """What is measured, the cheap and the important first."""
    stores = {rows: folder / f"store{rows}" for rows in sizes}
    largest = stores[min(max(sizes), 10_000_000)] if 10_000_000 in sizes else stores[max(sizes)]
    yield "loading", "", partial(loading, folder)
    for rows in sizes:
        yield "facts", str(rows), partial(facts.measure, rows, folder, 3 if quick else 9)
    for rows, store in stores.items():
        yield "server", str(rows), partial(load.page_times, store, 5 if quick else len(load.YEARS))
    yield "wire", "", partial(wire, folder / "demo")
    yield "beside_exports", "", partial(load.beside_exports, largest, folder, 8 if quick else 20)
    yield "pages", "", partial(pages, largest, 1 if quick else 3, 4 if quick else 20)
    yield "load", "", partial(load.loads, largest, SESSIONS, 1 if quick else 8)
    if not quick:
        yield "exports", "", partial(exports.exports, folder / "demo")
        yield "importing", "", partial(importing, folder)


def measure(result: dict[str, Any], wanted: list[Part], minutes: float, save: Callable[[], None]) -> None:
    """Make each part in turn and keep what it found; why not, where it failed."""
    began = time.perf_counter()
    for part, key, work in wanted:
        name, started = f"{part} {key}".strip(), time.perf_counter()
        try:
            if started - began > 60 * minutes:
                raise TimeoutError(f"no time left: {minutes} minutes were over")
            found = work()
        except Exception as error:
            result["failed"][name] = f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"[:200]
        else:
            place = result.setdefault(part, {}) if key else result
            place[key or part] = found
        result["part_seconds"][name] = round(time.perf_counter() - started, 1)
        result["seconds"] = round(time.perf_counter() - began)
        print(f"{name}: {result['part_seconds'][name]} s {result['failed'].get(name, '')}", flush=True)
        save()


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the dashboard.")
    parser.add_argument("--quick", action="store_true", help="fewer turns, no exports and imports, at most 8 minutes")
    parser.add_argument("--activities", type=int, action="append", help="only this size; may be given several times")
    parser.add_argument("--part", action="append", help="only this part; may be given several times")
    parser.add_argument("--results", type=Path, default=RESULTS, help="where the results go; the page is written for the usual file only")
    parser.add_argument("--folder", type=Path, help="keep the stores here, and use those that are there")
    options = parser.parse_args()
    minutes = QUICK_MINUTES if options.quick else MINUTES
    with tempfile.TemporaryDirectory() as scratch:
        said = ["FOLDER" if options.folder and word == str(options.folder) else word for word in sys.argv[1:]]
        result: dict[str, Any] = {"command": " ".join(["python -m bench", *said]), "machine": _machine(), "failed": {}}
        result |= {"part_seconds": {}, "missed": []}

        def save() -> None:
            result["machine"]["load_after"] = _load()
            result["missed"] = missed(result)
            options.results.parent.mkdir(parents=True, exist_ok=True)
            options.results.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")

        wanted = list(parts(options.folder or Path(scratch), options.activities or SIZES, options.quick))
        measure(result, [one for one in wanted if not options.part or one[0] in options.part], minutes, save)
    if options.results == RESULTS:
        write_page(result)
    for line in result["missed"]:
        print("missed:", line)
    return 1 if result["missed"] else 0


def _machine() -> dict[str, Any]:
    versions = {package: version(package) for package in ("streamlit", "plotly", "duckdb", "pandas")}
    return {"cores": os.cpu_count(), "python": platform.python_version(), "system": platform.system(), "load_before": _load(), **versions}


def _load() -> list[float]:
    return [round(one, 1) for one in os.getloadavg()]


if __name__ == "__main__":
    sys.exit(main())
