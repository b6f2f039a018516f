"""A real server on a free port and a real Chromium that can reach nothing else."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext
from visiting import HEIGHTS, Visit, chromium, serving


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
    """Chromium, as `visiting.chromium` has it."""
    with chromium() as started:
        yield started


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
