"""Pages in real Chromium: first view, rerun after a changed filter, bytes on the wire."""

from __future__ import annotations

import base64
import shutil
import statistics
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page, sync_playwright
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
STATE = "document.querySelector('[data-testid=\"stApp\"]')?.getAttribute('data-test-script-state')"
WATCH = "() => document.addEventListener('click', () => { window.clicked = performance.now(); }, true)"
PAINTED = (
    "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done((performance.now() - window.clicked) / 1000))))"
)


@dataclass
class Wire:
    """What came over the websocket since `clear`, as it travels (deflated, as server and browser agree on): bytes in all, and of
    the message of each Plotly chart by its key. The browser tells of frames after inflating them, so each is deflated here again,
    by itself; the real connection shares its dictionary between frames and sends somewhat less.
    """

    total: int = 0
    finished: bool = False
    charts: dict[str, int] = field(default_factory=dict)

    def clear(self) -> None:
        self.total, self.finished, self.charts = 0, False, {}

    def take(self, payload: str, opcode: int) -> None:
        content = base64.b64decode(payload) if opcode == 2 else payload.encode()
        size = len(zlib.compress(content))
        self.total += size
        message = ForwardMsg.FromString(content)
        self.finished |= message.WhichOneof("type") == "script_finished"
        if message.delta.new_element.HasField("plotly_chart"):
            chart = message.delta.new_element.plotly_chart
            self.charts[chart.id.rsplit("-", 1)[-1]] = size


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium") or shutil.which("google-chrome"), args=FLAGS)
        yield browser
        browser.close()


def first_view(browser: Browser, url: str) -> float:
    """Seconds until a fresh browser has run the page's script once and stands still."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="th-TH")
    page = context.new_page()
    began = time.perf_counter()
    page.goto(url)
    _until_ran(page)
    seconds = time.perf_counter() - began
    context.close()
    return seconds


def reruns(browser: Browser, url: str, times: int) -> tuple[list[float], list[int], list[dict[str, int]]]:
    """Change the fiscal year `times` times. Seconds from the click until all has come and is painted, bytes in all, bytes by chart."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="th-TH")
    page = context.new_page()
    wire = Wire()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.webSocketFrameReceived", lambda event: wire.take(event["response"]["payloadData"], event["response"]["opcode"]))
    page.goto(url)
    _until_ran(page)
    page.evaluate(WATCH)
    seconds, total, charts = [], [], []
    for turn in range(times):
        page.wait_for_timeout(500)
        page.locator('[data-testid="stSelectbox"] [role="combobox"]').first.click()
        option = page.locator('[role="option"]').nth(1 + turn % 4)
        option.wait_for()
        wire.clear()
        option.click()
        while not wire.finished:
            page.wait_for_timeout(2)  # Lets the frames' events in.
        seconds.append(page.evaluate(PAINTED))
        total.append(wire.total)
        charts.append(dict(wire.charts))
    context.close()
    return seconds, total, charts


def summary(seconds: list[float]) -> dict[str, float]:
    """p50 and p95 in seconds. p95 as spreadsheets and numpy have it: between the two values that it falls among."""
    p95 = statistics.quantiles(seconds, n=20, method="inclusive")[-1] if len(seconds) > 1 else seconds[0]
    return {"p50": round(statistics.median(seconds), 4), "p95": round(p95, 4)}


def _until_ran(page: Page) -> None:
    page.wait_for_selector('[data-testid="stApp"]')
    page.wait_for_function(
        f"() => {STATE} === 'notRunning' && document.querySelector('[data-testid=\"stMainBlockContainer\"] *') !== null", timeout=60_000
    )
