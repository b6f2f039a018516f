"""A real server on a free port and a real Chromium that can reach nothing else."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from visiting import Visit, serving

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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


# ------------------------------------------------------------ the server
@pytest.fixture(scope="session")
def base(demo_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over the demo store, one for the whole session."""
    with serving(demo_store, tmp_path_factory.mktemp("server") / "log", "--prepare") as address:
        yield address


# ------------------------------------------------------------ the browser
@pytest.fixture(scope="module")  # Closed before other tests run: Playwright keeps an event loop running in this thread.
def browser() -> Iterator[Browser]:
    """Chromium. Where there is none a test is skipped and says so; in CI it fails."""
    if CHROMIUM is None:
        reason = "no chromium, chromium-browser or google-chrome on this machine (Debian: apt install chromium)"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser, base: str) -> Iterator[Callable[..., Visit]]:
    """`visit(path, width)` opens a page and waits until it stands still. Each test has a fresh profile for each width."""
    contexts: dict[int, BrowserContext] = {}

    def open_page(path: str, width: int = 1440) -> Visit:
        if width not in contexts:
            contexts[width] = browser.new_context(viewport={"width": width, "height": HEIGHTS[width]}, locale="th-TH")
        opened = Visit(contexts[width].new_page())
        opened.watch(base)
        opened.page.goto(base + path)
        opened.stand_still()
        return opened

    yield open_page
    for context in contexts.values():
        context.close()
