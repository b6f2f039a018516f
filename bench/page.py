"""`docs/performance.md`, written from one run's results and from `bench/notes.md`; plots beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bench.servers import ROOT

PAGE = ROOT / "docs" / "performance.md"
NOTES = ROOT / "bench" / "notes.md"  # What a person found in profiles: figures alone do not say why.
PLOT = ROOT / "docs" / "performance-size.svg"
COLUMNS = ("scan_s", "roll_up_s", "roll_up_to_scan", "roll_up_peak_gib", "snapshot_mb", "parquet_mb", "snapshot_to_parquet")
WIDTH, HEIGHT, LEFT, BOTTOM = 640, 300, 60, 260


def write_page(result: dict[str, Any]) -> None:
    PLOT.write_text(plot(result["page_server_s"]), encoding="utf-8")
    PAGE.write_text("\n".join([*lines(result), "", NOTES.read_text(encoding="utf-8")]), encoding="utf-8")


def lines(result: dict[str, Any]) -> Iterator[str]:
    machine = result["machine"]
    yield "# Performance\n"
    yield f"Written by `make {result['form']}` from one run of {result['seconds']} s."
    yield "All figures: `bench/results/latest.json`. Seconds, p50 / p95.\n"
    versions = ", ".join(f"{name} {machine[name]}" for name in ("python", "streamlit", "plotly", "duckdb", "pandas"))
    yield f"{machine['cores']} cores, {machine['system']}, {versions}."
    yield f"Load average before {machine['load_before']}, after {machine['load_after']}:"
    yield "above the number of cores other work ran beside, and single times are longer than on a quiet machine; ratios suffer less.\n"
    yield "## Missed budgets\n"
    yield from [f"- {line}" for line in result["missed"]] or ["None."]
    if max(one["rows"] for one in result["facts"]) < 10_000_000:
        yield "\nNot judged here, with fewer than 10 million activities: roll-up to scan, size, measures to facts and pandas."
    yield "\n## Pages in the browser, beside an empty Streamlit app\n"
    yield "| page | first view | rerun | times an empty app | largest chart, bytes |\n|---|---|---|---|---|"
    empty = result["pages"]["empty app"]["rerun_s"]["p50"]
    for name, entry in result["pages"].items():
        if isinstance(entry, dict):
            rerun = entry.get("rerun_s")
            times = f"{rerun['p50'] / empty:.1f}" if rerun else "–"
            biggest = max(entry.get("chart_bytes_max", {}).values(), default="–")
            yield f"| {name} | {pair(entry['first_view_s'])} | {pair(rerun)} | {times} | {biggest} |"
    yield f"\nFrom start to ready: {result['pages']['start_to_ready_s']} s.\n"
    yield "## Server time of each page as the activities grow\n\n![server time by activities](performance-size.svg)\n"
    sizes = list(result["page_server_s"])
    yield "| page | " + " | ".join(f"{int(size):,}" for size in sizes) + " |\n|---|" + "---|" * len(sizes)
    for page in result["page_server_s"][sizes[0]]:
        yield f"| {page} | " + " | ".join(pair(result["page_server_s"][size][page]) for size in sizes) + " |"
    yield "\n## Below the pages\n"
    yield "| activities | scan | roll-ups | times the scan | peak GiB | snapshot MB | Parquet MB | ratio |\n" + "|---" * 8 + "|"
    for one in result["facts"]:
        yield f"| {one['rows']:,} | " + " | ".join(str(one[name]) for name in COLUMNS) + " |"
    yield "\nThe scan sums every column (texts and lists by length). Measures by province and year:\n"
    yield "| activities | measure | `metrics.frame` | its query alone | raw facts | pandas | pandas : frame | raw : frame | raw : query |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for one in result["facts"]:
        for code, m in one["measures"].items():
            times = " | ".join(pair(m[name]) for name in ("frame_s", "rolled_s", "raw_s", "pandas_s"))
            yield f"| {one['rows']:,} | `{code}` | {times} | {m['pandas_to_frame']} | {m['raw_to_frame']} | {m['raw_to_rolled']} |"
    yield "\n## Many sessions, each changing a filter every 15 s\n\n| sessions | rerun | errors | server MB |\n|---|---|---|---|"
    loads = result["load"]
    for number, entry in loads.items():
        if isinstance(entry, dict):
            yield f"| {number} | {pair(entry['rerun_s'])} | {entry['errors']} | {entry['server_mb']} |"
    exports = result["beside_exports"]
    yield f"\n{loads['mb_per_session']} MB more a session."
    yield f"Beside an export: {pair(exports['beside_s'])}, alone {pair(exports['alone_s'])}, {exports['ratio']} times."


def pair(found: dict[str, float] | None) -> str:
    return f"{found['p50']:.3f} / {found['p95']:.3f}" if found else "–"


def plot(times: dict[str, dict[str, dict[str, float]]]) -> str:
    """Server time (p50) of each page against the number of activities; one line a page."""
    sizes = list(times)
    most = max(one["p50"] for pages in times.values() for one in pages.values())
    step = (WIDTH - LEFT - 140) / max(len(sizes) - 1, 1)
    parts = [f'<line x1="{LEFT}" y1="{BOTTOM}" x2="{WIDTH - 130}" y2="{BOTTOM}" stroke="#777"/>']
    parts += [f'<text x="{LEFT + step * n}" y="{BOTTOM + 18}" text-anchor="middle">{int(size):,}</text>' for n, size in enumerate(sizes)]
    parts += [f'<text x="{LEFT - 6}" y="{BOTTOM - 220 * share}" text-anchor="end">{most * share:.2f} s</text>' for share in (0, 0.5, 1)]
    for number, page in enumerate(times[sizes[0]]):
        points = [(LEFT + step * n, BOTTOM - 220 * times[size][page]["p50"] / most) for n, size in enumerate(sizes)]
        colour = f"hsl({number * 50} 60% 35%)"
        parts.append(
            f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{" ".join(f"{x:.0f},{y:.0f}" for x, y in points)}"/>'
        )
        parts.append(f'<text x="{WIDTH - 125}" y="{40 + number * 18}" fill="{colour}">{page}</text>')
    style = 'font-family="sans-serif" font-size="12"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" {style}>{"".join(parts)}</svg>\n'
