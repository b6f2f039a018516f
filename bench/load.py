"""Many sessions at once: each changes a filter every 15 s. Waiting time, errors, memory of the server, exports beside it."""

from __future__ import annotations

import asyncio
import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import Any

import psutil

from bench.browser import summary
from bench.servers import ROOT, served
from bench.sessions import Session, View
from la21data.export.aside import NICENESS

WITH_YEAR = ("", "map", "steps", "pilots", "applications", "activities", "standard", "network", "place", "changes")
PAGES = (*WITH_YEAR, "meeting", "data", "glossary", "about")
PAUSE = 15.0
YEARS = [str(year) for year in range(2559, 2570)]


async def _viewer(base: str, number: int, turns: int, views: list[View]) -> None:
    draw = random.Random(number)
    session = Session(base)
    await asyncio.sleep(draw.random() * PAUSE)
    await session.open()
    page = WITH_YEAR[number % len(WITH_YEAR)]
    await session.view(page)
    for _ in range(turns):
        await asyncio.sleep(PAUSE)
        views.append(await session.view(page, fy=draw.choice(YEARS)))
    await session.close()


async def _together(base: str, sessions: int, turns: int) -> list[View]:
    views: list[View] = []
    await asyncio.gather(*(_viewer(base, number, turns, views) for number in range(sessions)))
    return views


def _server_memory(base: str) -> float:
    port = int(base.rsplit(":", 1)[1])
    owner = next(one.pid for one in psutil.net_connections("tcp") if one.status == "LISTEN" and one.laddr.port == port)
    return float(psutil.Process(int(owner or 0)).memory_info().rss) / 1e6


def loads(store: Path, sizes: tuple[int, ...], turns: int) -> dict[str, Any]:
    """For each number of sessions: seconds of a rerun, errors, the server's memory in MB at its end."""
    found: dict[str, Any] = {}
    with served(store) as (base, _):
        for sessions in sizes:
            views = asyncio.run(_together(base, sessions, turns))
            times = [view.seconds for view in views]
            found[str(sessions)] = {
                "rerun_s": summary(times),
                "errors": sum(view.failed for view in views),
                "server_mb": round(_server_memory(base)),
            }
    first, last = found[str(sizes[0])]["server_mb"], found[str(sizes[-1])]["server_mb"]
    found["mb_per_session"] = round((last - first) / (sizes[-1] - sizes[0]), 1)
    return found


def page_times(store: Path, turns: int) -> dict[str, dict[str, float]]:
    """Seconds of the server for each page, a year that nobody has looked at each time, one session."""

    async def run(base: str) -> dict[str, dict[str, float]]:
        session = Session(base)
        await session.open()
        found = {}
        for page in PAGES:
            await session.view(page)
            views = [await session.view(page, fy=year) for year in YEARS[:turns]]
            if any(view.failed for view in views):
                raise RuntimeError(f"/{page} failed")
            found[f"/{page}"] = summary([view.seconds for view in views])
        await session.close()
        return found

    with served(store) as (base, _):
        return asyncio.run(run(base))


def beside_exports(store: Path, folder: Path, turns: int) -> dict[str, Any]:
    """Reruns of one session, alone and while another process of the same machine exports, again and again."""

    async def run(base: str, regions: tuple[str, str], **more: str) -> dict[str, float]:
        session = Session(base)
        await session.open()
        await session.view("map", **more)
        seen = list(product(regions, YEARS))[:turns]  # Nothing is looked at twice: it would come from the cache.
        times = [(await session.view("map", region=region, fy=year, **more)).seconds for region, year in seen]
        await session.close()
        return summary(times)

    command = [sys.executable, "-m", "la21data"]
    picture = [*command, "export", "map", "--store", str(store), "--format", "png", "--out", str(folder / "map.png")]
    pack = [*command, "pack", "--store", str(store), "--scope", "office=5", "--out", str(folder / "pack")]
    with served(store) as (base, _):
        alone = asyncio.run(run(base, ("north", "central")))
        found: dict[str, Any] = {"alone_s": alone}
        # A page makes a picture in its own process, and a pack in one of low priority (`la21data/export/aside.py`).
        exported: list[tuple[str, list[str], tuple[str, str], dict[str, str]]] = [
            ("map as PNG", picture, ("northeast", "south"), {}),
            ("office pack", ["nice", "-n", str(NICENESS), *pack], ("north", "central"), {"pilot": "0"}),
        ]
        for name, work, regions, more in exported:
            with _exporting(work) as statuses:
                beside = asyncio.run(run(base, regions, **more))
            found[name] = {
                "beside_s": beside,
                "ratio": round(beside["p50"] / alone["p50"], 2),
                "exports": len(statuses),
                "export_status": max(statuses),
            }
    return found


@contextmanager
def _exporting(command: list[str]) -> Iterator[list[int]]:
    """Run it again and again until the end; the exit status of each."""
    over, statuses = threading.Event(), list[int]()

    def work() -> None:
        while not over.is_set():
            statuses.append(subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode)

    worker = threading.Thread(target=work)
    worker.start()
    try:
        yield statuses
    finally:
        over.set()
        worker.join()
