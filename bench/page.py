"""`docs/performance.md`, written from one run's results and from `bench/notes.md`; plots beside it. A part that failed is left out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from bench.exports import BUDGETS
from bench.plots import plot
from bench.servers import ROOT

DOCS = ROOT / "docs"
NOTES = ROOT / "bench" / "notes.md"  # What a person found in profiles: figures alone do not say why.
ONCE = ROOT / "bench" / "results" / "fifty-million.json"  # Measured once, with the command that stands in it.
COLUMNS = ("scan_s", "roll_up_s", "roll_up_to_scan", "roll_up_peak_gib", "snapshot_mb", "parquet_mb", "snapshot_to_parquet")


def write_page(result: dict[str, Any]) -> None:
    (DOCS / "performance.md").write_text("\n".join([*lines(result), "", NOTES.read_text(encoding="utf-8")]), encoding="utf-8")
    for name, content in plots(result).items():
        (DOCS / name).write_text(content, encoding="utf-8")


def plots(result: dict[str, Any]) -> dict[str, str]:
    found = {}
    if server := result.get("server"):
        sizes = sorted(server, key=int)
        series = {page: [server[size][page]["p50"] for size in sizes] for page in server[sizes[0]]}
        found["performance-pages.svg"] = plot("Server time of a page, by activities", "s", [int(size) for size in sizes], series)
    if facts := result.get("facts"):
        sizes = sorted(facts, key=int)
        whole = [int(size) for size in sizes]
        cost = {name: [facts[size][key] for size in sizes] for name, key in (("scan", "scan_s"), ("roll-ups", "roll_up_s"))}
        found["performance-roll-ups.svg"] = plot("Scan and roll-ups, by activities", "s", whole, cost)
        size_of = {name: [facts[size][key] for size in sizes] for name, key in (("snapshot", "snapshot_mb"), ("Parquet", "parquet_mb"))}
        found["performance-size.svg"] = plot("Snapshot and sorted Parquet, by activities", "MB", whole, size_of)
    return found


def lines(result: dict[str, Any]) -> Iterator[str]:
    machine = result["machine"]
    versions = ", ".join(f"{name} {machine[name]}" for name in ("python", "streamlit", "plotly", "duckdb", "pandas"))
    yield f"# Performance\n\nWritten by `{result['command']}` from one run of {result['seconds']} s."
    yield "All figures: `bench/results/latest.json`. Seconds, p50 / p95.\n"
    yield f"{machine['cores']} cores, {machine['system']}, {versions}."
    yield f"Load average before {machine['load_before']}, after {machine['load_after']}:"
    yield "above the number of cores other work ran beside, and single times are longer than on a quiet machine; ratios suffer less."
    yield "\n## Missed budgets\n"
    yield from [f"- {line}" for line in result["missed"]] or ["None."]
    if all(int(size) < 10_000_000 for size in result.get("facts", ())):
        yield "\nNot judged here, with fewer than 10 million activities: roll-up to scan, size, measures to facts and pandas."
    sections = {"pages": _pages, "wire": _wire, "server": _server, "facts": _facts, "load": _load, "beside_exports": _beside_exports}
    sections |= {"exports": _exports, "importing": _importing}
    for part, section in sections.items():
        if part in result:
            yield from section(result[part])


def _pages(found: dict[str, Any]) -> Iterator[str]:
    yield "\n## Pages in the browser, beside an empty Streamlit app\n"
    yield "| page | first view | rerun | times an empty app: p50, p95 | largest chart, bytes |\n|---|---|---|---|---|"
    empty = found["empty app"]["rerun_s"]
    for name, entry in found.items():
        if "first_view_s" in entry:
            rerun = entry.get("rerun_s")
            times = ", ".join(f"{rerun[share] / empty[share]:.1f}" for share in ("p50", "p95")) if rerun else "–"
            biggest = max(entry.get("chart_bytes_max", {}).values(), default="–")
            yield f"| {name} | {pair(entry['first_view_s'])} | {pair(rerun)} | {times} | {biggest} |"
    began = found["start_to_ready_s"]
    yield f"\nFrom start to ready: {began['ours']} s, an empty app {began['empty app']} s."


def _wire(found: dict[str, Any]) -> Iterator[str]:
    yield "\n## A choropleth on the wire\n"
    yield f"Bytes, deflated: {found['by_url']:,} as sent, {found['inline']:,} with its shapes inline,"
    yield f"{found['bare_values']:,} for the bare values of {found['provinces']} provinces."


def _server(sizes: dict[str, Any]) -> Iterator[str]:
    yield "\n## Server time of each page as the activities grow\n\n![server time by activities](performance-pages.svg)\n"
    yield from _by_page(sizes)
    if ONCE.exists():
        once = json.loads(ONCE.read_text(encoding="utf-8"))
        yield f"\nOnce, by `{once['command']}` (load average {once['machine']['load_before']} to {once['machine']['load_after']}):\n"
        yield from _by_page(once["server"])


def _by_page(sizes: dict[str, Any]) -> Iterator[str]:
    first, last = min(sizes, key=int), max(sizes, key=int)
    yield "| page | " + " | ".join(f"{int(size):,}" for size in sizes) + " | last : first |\n|---|" + "---|" * (len(sizes) + 1)
    for page in sizes[first]:
        growth = sizes[last][page]["p50"] / sizes[first][page]["p50"]
        yield f"| {page} | " + " | ".join(pair(sizes[size][page]) for size in sizes) + f" | {growth:.2f} |"


def _facts(sizes: dict[str, Any]) -> Iterator[str]:
    yield "\n## Below the pages\n\n![scan and roll-ups](performance-roll-ups.svg) ![size](performance-size.svg)\n"
    yield "| activities | scan | roll-ups | times the scan | peak GiB | snapshot MB | Parquet MB | ratio |\n" + "|---" * 8 + "|"
    for size, one in sizes.items():
        yield f"| {int(size):,} | " + " | ".join(str(one[name]) for name in COLUMNS) + " |"
    yield "\nThe scan sums every column (texts and lists by length)."
    yield "Measures by province and year (a frame also has labels, flags and intervals):\n"
    yield "| activities | measure | `metrics.frame` | raw facts | pandas | pandas : frame | raw : frame |\n" + "|---" * 7 + "|"
    for size, one in sizes.items():
        for code, found in one["measures"].items():
            times = " | ".join(pair(found[name]) for name in ("frame_s", "raw_s", "pandas_s"))
            yield f"| {int(size):,} | `{code}` | {times} | {found['pandas_to_frame']} | {found['raw_to_frame']} |"


def _load(found: dict[str, Any]) -> Iterator[str]:
    yield "\n## Many sessions, each changing a filter every 15 s\n\n| sessions | rerun | errors | server MB |\n|---|---|---|---|"
    for number, entry in found.items():
        if number.isdigit():
            yield f"| {number} | {pair(entry['rerun_s'])} | {entry['errors']} | {entry['server_mb']} |"
    yield f"\n{found['mb_per_session']} MB more a session."


def _beside_exports(found: dict[str, Any]) -> Iterator[str]:
    yield f"\nReruns of the map page alone: {pair(found['alone_s'])}."
    for name, one in found.items():
        if name != "alone_s":
            yield f"Beside {name}, {one['exports']} of them one after the other: {pair(one['beside_s'])}, {one['ratio']} times."


def _exports(found: dict[str, float]) -> Iterator[str]:
    yield "\n## Exports\n\n| what | measured | budget |\n|---|---|---|"
    for name, measured in found.items():
        yield f"| {name} | {measured} | {BUDGETS.get(name, '–')} |"


def _importing(found: dict[str, float]) -> Iterator[str]:
    yield "\n## Importing\n\n| what | measured |\n|---|---|"
    yield from (f"| {name} | {measured} |" for name, measured in found.items())


def pair(found: dict[str, float] | None) -> str:
    return f"{found['p50']:.3f} / {found['p95']:.3f}" if found else "–"
