"""Many open pages for a long while, with an import now and then: what a day of looking does to a server.

Each session is a websocket that speaks as a browser does: it opens a page, waits until the script has finished, then asks for another
scope. An answer that shows an error, or none in time, is an error. `make test` runs some seconds of it, `make torture` half an hour.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.ingest.files import CITY, PARTICIPATION_HEADER, REGISTRY_HEADER, SAO, TOWN, csv_file, registry_rows

ROOT = Path(__file__).resolve().parents[1]
QUERIES = ["", "fy=2567", "region=south", "office=15", "province=81", "lang=en", "type=tesaban_mueang", "fy=2566-2567&lang=en", "pilot=1"]
PAGES = ["", "map", "steps", "pilots", "about"]
ANSWER_SECONDS = 120
REST_SECONDS = (6.0, 14.0)  # A person looks for a while before the next click.


@dataclass
class Soak:
    """What was seen: `memory` in MB over time, `seconds` of each answer."""

    clicks: int = 0
    imports: int = 0
    errors: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    memory: list[tuple[float, float]] = field(default_factory=list)

    def figures(self, warm_seconds: float) -> dict[str, object]:
        after = [size for at, size in self.memory if at >= warm_seconds]
        third = max(1, len(after) // 3)
        begun, ended = statistics.median(after[:third]), statistics.median(after[-third:])
        return {
            "clicks": self.clicks,
            "imports": self.imports,
            "errors": len(self.errors),
            "answer_p50_seconds": round(statistics.median(self.seconds), 3),
            "answer_p95_seconds": round(sorted(self.seconds)[int(0.95 * (len(self.seconds) - 1))], 3),
            "memory_mb_first_third": round(begun, 1),
            "memory_mb_last_third": round(ended, 1),
            "memory_growth_percent": round(100 * (ended / begun - 1), 2),
            "warm_seconds": warm_seconds,
        }


def fill(store: Path, folder: Path) -> None:
    """A store of the small registry of invented LAOs."""
    _import(store, csv_file(folder / "registry_25601201.csv", REGISTRY_HEADER, registry_rows()))


async def soak(base: str, pid: int, store: Path, folder: Path, *, sessions: int, seconds: float, import_every: float) -> Soak:
    """Run it against a server. Every error is noted, none ends it."""
    seen = Soak()
    end = time.monotonic() + seconds
    tasks = [asyncio.create_task(_session(base, number, end, seen)) for number in range(sessions)]
    tasks += [asyncio.create_task(_importer(store, folder, end, import_every, seen)), asyncio.create_task(_memory(pid, end, seen))]
    await asyncio.gather(*tasks)
    return seen


async def _session(base: str, number: int, end: float, seen: Soak) -> None:
    draw = random.Random(number)
    await asyncio.sleep(draw.uniform(0, min(10.0, (end - time.monotonic()) / 4)))
    address = base.replace("http", "ws", 1) + "/_stcore/stream"
    try:
        # A browser sends no pings of its own; the server's, every half minute, are answered as a browser answers them.
        async with websockets.connect(address, subprotocols=["streamlit"], max_size=None, open_timeout=60, ping_interval=None) as socket:
            while time.monotonic() < end:
                began = time.monotonic()
                message = BackMsg()
                message.rerun_script.query_string = draw.choice(QUERIES)
                message.rerun_script.page_name = draw.choice(PAGES)
                await socket.send(message.SerializeToString())
                async with asyncio.timeout(ANSWER_SECONDS):
                    shown = await _answer(socket)
                seen.clicks += 1
                seen.seconds.append(time.monotonic() - began)
                seen.errors += [f"session {number}: {text}" for text in shown]
                await asyncio.sleep(min(draw.uniform(*REST_SECONDS), max(0.0, end - time.monotonic())))
    except (OSError, TimeoutError, websockets.WebSocketException) as error:
        seen.errors.append(f"session {number}: {type(error).__name__} {error}")


async def _answer(socket: websockets.ClientConnection) -> list[str]:
    """Read until the script has finished; the errors that the page shows."""
    shown = []
    while True:
        message = ForwardMsg.FromString(await socket.recv())
        element = message.delta.new_element
        if element.HasField("exception"):
            shown.append(element.exception.type)
        elif element.HasField("alert") and element.alert.format == element.alert.ERROR:
            shown.append(element.alert.body[:200])
        if message.WhichOneof("type") == "script_finished":
            return shown


async def _importer(store: Path, folder: Path, end: float, every: float, seen: Soak) -> None:
    while time.monotonic() + every < end:
        await asyncio.sleep(every)
        number = seen.imports
        rows = [[str(2560 + number % 8), code, "บันได", str(1 + number // 8 % 4)] for code in (CITY, SAO, TOWN)]
        file = csv_file(folder / f"participation_{number}.csv", PARTICIPATION_HEADER, rows)
        try:
            await asyncio.to_thread(_import, store, file)
            seen.imports += 1
        except subprocess.CalledProcessError as error:
            seen.errors.append(f"import {number}: {error.stderr}")


async def _memory(pid: int, end: float, seen: Soak) -> None:
    process, began = psutil.Process(pid), time.monotonic()
    while time.monotonic() < end:
        seen.memory.append((time.monotonic() - began, process.memory_info().rss / 1e6))
        await asyncio.sleep(2)


def _import(store: Path, file: Path) -> None:
    command = [sys.executable, "-m", "la21data", "import", "--store", str(store), str(file)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
