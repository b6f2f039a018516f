"""Random states of pages, restored in a fresh browser: three here, fifty in `make torture`."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from la21data.store import Store
from tests.browser.restoring import twice
from tests.states import random_address


@pytest.mark.parametrize("seed", range(3))
def test_a_random_state_is_the_same_in_a_fresh_browser(browser: Browser, base: str, demo_store: Path, seed: int) -> None:
    first, again = twice(browser, base, random_address(seed, Store(demo_store).open().id))
    assert first["faults"] == [] and first["words"]
    assert again == first
