"""A server started for tests, and what a visit to one of its pages notes."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # No other host can be reached. (Playwright's own interception would switch the browser's cache off.)
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
HEIGHTS = {1440: 900, 390: 844}
START_SECONDS = 60
STILL_SECONDS = 60


@contextmanager
def chromium() -> Iterator[Browser]:
    """A started browser. Where there is none a test is skipped and says so; in CI it fails."""
    if CHROMIUM is None:
        reason = "no chromium, chromium-browser or google-chrome on this machine (Debian: apt install chromium)"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


def fresh(browser: Browser, address: str, width: int = 1440) -> Visit:
    """An address opened in a browser that knows nothing yet, once it stands still. The caller closes `page.context`."""
    context = browser.new_context(viewport={"width": width, "height": HEIGHTS[width]}, locale="th-TH")
    opened = Visit(context.new_page())
    opened.watch("/".join(address.split("/")[:3]))
    opened.page.goto(address)
    opened.stand_still()
    return opened


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@contextmanager
def serving(
    store: Path, log: Path, *arguments: str, port: int = 0, environment: Mapping[str, str] | None = None, pid_file: Path | None = None
) -> Iterator[str]:
    """`server.py` over a store, from its first answer until the end of the block; yields its address."""
    port = port or free_port()
    base = f"http://127.0.0.1:{port}"
    with log.open("wb") as out:
        server = subprocess.Popen(
            [sys.executable, "server.py", "--port", str(port), *arguments],
            cwd=ROOT,
            stdout=out,
            stderr=out,
            env={**os.environ, "LA21_STORE": str(store), **(environment or {})},
        )
    if pid_file:
        pid_file.write_text(str(server.pid), encoding="ascii")
    try:
        _wait_until_it_answers(f"{base}/health/live", server, log)
        yield base
    finally:
        server.terminate()
        try:
            server.wait(15)
        except subprocess.TimeoutExpired:
            server.kill()


def _wait_until_it_answers(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=START_SECONDS):
                return
        except urllib.error.URLError:
            time.sleep(0.1)
    pytest.fail(f"the server did not start:\n{log.read_text(encoding='utf-8', errors='replace')[-3000:]}")


@dataclass
class Visit:
    """One opened page, and what went wrong while it was open."""

    page: Page
    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def watch(self, base: str) -> None:
        """Note from now on what the page asks of other hosts, and its errors."""

        def note(url: str) -> None:
            if not url.startswith((f"{base}/", "data:", "blob:", base.replace("http", "ws", 1))):
                self.outside.append(url)

        self.page.on("request", lambda request: note(request.url))
        self.page.on("websocket", lambda socket: note(socket.url))
        self.page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def stand_still(self) -> None:
        """Wait until the script has run and the page has stopped changing."""
        self.page.wait_for_function(
            "() => document.querySelector('[data-testid=\"stApp\"]')?.getAttribute('data-test-script-state') === 'notRunning'",
            timeout=STILL_SECONDS * 1000,
        )
        before = None
        for _ in range(40):
            now = self.page.evaluate("document.body.innerText.length + '/' + document.querySelectorAll('svg *, canvas').length")
            if now == before:
                return
            before = now
            self.page.wait_for_timeout(250)
        pytest.fail(f"{self.page.url} never stood still")

    def faults(self) -> list[str]:
        """What a reader must never meet: a raw exception, our own apology, sideways scrolling, errors in the console, other hosts."""
        found = [f"error in the console: {error}" for error in self.errors] + [f"asked another host: {url}" for url in self.outside]
        found += [
            f"shown: {text[:200]}"
            for text in self.page.locator('[data-testid="stException"], [data-testid="stAlertContentError"]').all_inner_texts()
        ]
        sideways = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        return found + ([f"scrolls {sideways} px sideways"] if sideways > 0 else [])
