"""What each figure may cost, and one line for each that costs more. A part that was not measured is a missed budget too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bench import exports, loading

JUDGED_FROM = 10_000_000  # Activities. Below it the work that grows with LAO-years outweighs what is measured.
FACTS = {"roll_up_to_scan": 10, "roll_up_peak_gib": 2, "snapshot_to_parquet": 2}
MEASURES = {"pandas_to_frame": 20, "raw_to_frame": 3}
CHART_BYTES = 10_000
MORE_SECONDS = 3  # Than an empty app: first view, from start to ready.


def missed(result: dict[str, Any]) -> list[str]:
    """One line for each budget that this run missed."""
    lines = [f"{part}: not measured ({why})" for part, why in result["failed"].items()]
    judges = {
        "loading": _loading,
        "facts": _facts,
        "server": _server,
        "pages": _pages,
        "wire": _wire,
        "load": _load,
        "beside_exports": _beside_exports,
        "importing": loading.missed,
        "exports": exports.budgets,
    }
    for part, judge in judges.items():
        if part in result:
            lines += judge(result[part])
    return lines


def _loading(found: dict[str, Any]) -> Iterator[str]:
    for key, limit in (("demo_build_s", 20), ("registry_import_s", 5)):
        if found[key] > limit:
            yield f"{key}: {found[key]} (budget {limit})"


def _facts(sizes: dict[str, Any]) -> Iterator[str]:
    for size, found in sizes.items():
        if int(size) < JUDGED_FROM:
            continue
        for key, limit in FACTS.items():
            if found[key] > limit:
                yield f"{int(size):,} activities: {key} {found[key]} (budget {limit})"
        for code, one in found["measures"].items():
            for key, limit in MEASURES.items():
                if one[key] < limit:
                    yield f"{int(size):,} activities: {code} {key} {one[key]} (budget at least {limit})"


def _server(sizes: dict[str, Any]) -> Iterator[str]:
    first, last = min(sizes, key=int), max(sizes, key=int)
    for page, times in sizes[last].items():
        now, before = times["p50"], sizes[first][page]["p50"]
        if now > 1.25 * before:
            yield f"{page}: server {now} s at {int(last):,} activities, {before} s at {int(first):,} (budget 1.25x)"


def _pages(found: dict[str, Any]) -> Iterator[str]:
    empty, began = found["empty app"], found["start_to_ready_s"]
    if began["ours"] > began["empty app"] + MORE_SECONDS:
        yield f"start to ready: {began['ours']} s, an empty app {began['empty app']} s (budget + {MORE_SECONDS} s)"
    for name, entry in found.items():
        if not name.startswith("/"):
            continue
        if "failed" in entry:
            yield f"{name}: not measured ({entry['failed']})"
            continue
        first, plain = entry["first_view_s"]["p50"], empty["first_view_s"]["p50"]
        if first > plain + MORE_SECONDS:
            yield f"{name}: first view {first} s, an empty app {plain} s (budget + {MORE_SECONDS} s)"
        for share, times in (("p50", 2), ("p95", 3)):
            if "rerun_s" in entry and entry["rerun_s"][share] > times * empty["rerun_s"][share]:
                yield f"{name}: rerun {share} {entry['rerun_s'][share]} s, an empty app {empty['rerun_s'][share]} s (budget {times}x)"
        for key, size in entry.get("chart_bytes_max", {}).items():
            if size > CHART_BYTES:
                yield f"{name}: chart {key} {size:,} bytes on the wire (budget {CHART_BYTES:,})"


def _wire(found: dict[str, Any]) -> Iterator[str]:
    if found["by_url"] > CHART_BYTES:
        yield f"a choropleth: {found['by_url']:,} bytes on the wire (budget {CHART_BYTES:,})"


def _load(found: dict[str, Any]) -> Iterator[str]:
    most = max((number for number in found if number.isdigit()), key=int)
    if found[most]["rerun_s"]["p95"] > 1:
        yield f"{most} sessions: p95 {found[most]['rerun_s']['p95']} s (budget 1 s)"
    for number, entry in found.items():
        if number.isdigit() and entry["errors"]:
            yield f"{number} sessions: {entry['errors']} errors (budget 0)"
    if found["mb_per_session"] > 15:
        yield f"memory: {found['mb_per_session']} MB a session (budget 15)"


def _beside_exports(found: dict[str, Any]) -> Iterator[str]:
    for name, one in found.items():
        if name == "alone_s":
            continue
        if one["export_status"] != 0:
            yield f"exports under load: {name} ended with {one['export_status']}"
        if one["ratio"] > 2:
            yield f"exports under load: reruns {one['ratio']} times as long beside {name} (budget 2)"
