"""Every page opens whole, on a desktop and on a phone, in both languages, and asks no other host for anything."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser
from visiting import Visit, serving

PATHS = {"/", "/map", "/steps", "/pilots", "/about"}  # Links to these stand in people's slides.


def menu(visit: Callable[..., Visit]) -> list[str]:
    """Where the menu leads: a new page is tried without being named here."""
    links = visit("/").page.locator('[data-testid="stSidebarNavLink"]').evaluate_all("links => links.map(link => link.href)")
    return sorted({urlsplit(link).path or "/" for link in links})


@pytest.mark.parametrize(("width", "lang"), [(1440, "th"), (1440, "en"), (390, "th")])
def test_every_page_of_the_menu_opens_whole(visit: Callable[..., Visit], width: int, lang: str) -> None:
    paths = menu(visit)
    assert set(paths) >= PATHS
    faults = {}
    for path in paths:
        opened = visit(f"{path}?lang={lang}", width)
        faults[path] = opened.faults()
        if opened.page.locator("h1").count() != 1:
            faults[path].append("has no heading, or several")
        opened.page.close()
    assert not any(faults.values()), faults


def test_the_menu_leads_from_page_to_page(visit: Callable[..., Visit]) -> None:
    opened = visit("/")
    for link in range(opened.page.locator('[data-testid="stSidebarNavLink"]').count()):
        opened.page.locator('[data-testid="stSidebarNavLink"]').nth(link).click()
        opened.stand_still()
        assert opened.faults() == []


def test_the_first_visit_of_all_may_be_to_any_page(browser: Browser, demo_store: Path, tmp_path: Path) -> None:
    """Streamlit takes `pages/` for pages of its own kind until the router has run once."""
    with serving(demo_store, tmp_path / "log") as fresh:
        opened = Visit(browser.new_page())
        opened.watch(fresh)
        opened.page.goto(f"{fresh}/steps")
        opened.stand_still()
        links = opened.page.locator('[data-testid="stSidebarNavLink"]').evaluate_all("links => links.map(link => link.pathname)")
        assert set(links) >= PATHS
        assert opened.faults() == []
        opened.page.close()
