"""Pages in real Chromium: first view, rerun after a changed filter, bytes on the wire."""

from __future__ import annotations

import base64
import shutil
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page, sync_playwright
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
         "--disable-sync"]
STATE = "document.querySelector('[data-testid=\"stApp\"]')?.getAttribute('data-test-script-state')"
# Times of the last click and of each change of the script's state, as the page itself sees them.
WATCH = """() => {
  window.clicked = 0; window.states = [];
  document.addEventListener('click', () => { window.clicked = performance.now(); window.states = []; }, true);
  const app = document.querySelector('[data-testid="stApp"]');
  new MutationObserver(() => window.states.push([performance.now(), app.getAttribute('data-test-script-state')]))
    .observe(app, {attributes: true, attributeFilter: ['data-test-script-state']});
}"""


@dataclass
class Wire:
    """What came over the websocket since `clear`: bytes in all, and bytes of the figure of each Plotly chart by its key."""

    total: int = 0
    charts: dict[str, int] = field(default_factory=dict)

    def clear(self) -> None:
        self.total, self.charts = 0, {}

    def take(self, payload: str, opcode: int) -> None:
        content = base64.b64decode(payload) if opcode == 2 else payload.encode()
        self.total += len(content)
        message = ForwardMsg.FromString(content)
        if message.delta.new_element.HasField("plotly_chart"):
            chart = message.delta.new_element.plotly_chart
            self.charts[chart.id.rsplit("-", 1)[-1]] = len(content)


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
    """Change the fiscal year `times` times. Seconds from the click until the script has run, bytes in all, bytes by chart."""
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
        page.wait_for_function("() => window.states.length && window.states.at(-1)[1] === 'notRunning'", timeout=30_000)
        page.wait_for_timeout(150)  # A rerun may end and start again at once.
        page.wait_for_function(f"() => {STATE} === 'notRunning'")
        seconds.append(page.evaluate("(window.states.filter(s => s[1] === 'notRunning').at(-1)[0] - window.clicked) / 1000"))
        total.append(wire.total)
        charts.append(dict(wire.charts))
    context.close()
    return seconds, total, charts


def summary(seconds: list[float]) -> dict[str, float]:
    """p50 and p95 in seconds."""
    ranked = sorted(seconds)
    return {"p50": round(statistics.median(ranked), 4), "p95": round(ranked[min(len(ranked) - 1, int(0.95 * len(ranked)))], 4)}


def _until_ran(page: Page) -> None:
    page.wait_for_selector('[data-testid="stApp"]')
    page.wait_for_function(f"() => {STATE} === 'notRunning' && document.querySelector('[data-testid=\"stMainBlockContainer\"] *') !== null",
                           timeout=60_000)
