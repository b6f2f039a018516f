"""What people look at, whole: every section and tab in both languages before axe-core, and fifty states in fresh browsers."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from la21data.store import Store
from tests.browser.everyone import faults_of
from tests.browser.restoring import twice
from tests.browser.visiting import chromium, fresh, serving
from tests.states import in_language, random_address, sections

STATES = 50


@pytest.fixture
def base(demo_store: Path, tmp_path: Path) -> Iterator[str]:
    with serving(demo_store, tmp_path / "log", "--prepare") as address:
        yield address


@pytest.mark.parametrize("lang", ["th", "en"])
def test_every_section_and_tab_serves_everyone(base: str, figures: dict[str, Any], lang: str) -> None:
    faults: dict[str, list[str]] = {}
    with chromium() as browser:
        for address in sections():
            opened = fresh(browser, base + in_language(address, lang))
            if found := faults_of(opened):
                faults[address] = found
            opened.page.context.close()
    figures |= {"sections": len(sections()), "with_a_fault": len(faults)}
    assert faults == {}


def test_fifty_states_in_a_fresh_browser(base: str, demo_store: Path, figures: dict[str, Any]) -> None:
    addresses = [random_address(seed, Store(demo_store).open().id) for seed in range(STATES)]
    changed, faulty = [], []
    with chromium() as browser:
        for address in addresses:
            first, again = twice(browser, base, address)
            changed += [address] if again != first else []
            faulty += [address] if first["faults"] else []
    figures |= {"states": len(set(addresses)), "restored": STATES - len(changed), "with_a_fault": len(faulty)}
    assert not changed and not faulty, (changed, faulty)
