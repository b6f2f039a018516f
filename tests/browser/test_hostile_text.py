"""Pages in a real browser over a store whose names try to be markup: nothing runs, nothing is asked of another host."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser
from visiting import Visit, serving

from la21data.__main__ import main
from pages.shared.links import PAGES
from tests.hostile import HOSTILE
from tests.ingest.files import ACTIVITY_HEADER, PARTICIPATION_HEADER, REGISTRY_HEADER, csv_file, registry_rows

PATHS = [path for pages in PAGES.values() for path, _ in pages.values()]


@pytest.fixture(scope="module")
def hostile_base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("hostile-pages")
    store = folder / "store"
    codes = [f"58101{number:02d}" for number in range(10, 10 + len(HOSTILE))]
    names = [[code, text, "อบต.", "กระบี่", text] for code, text in zip(codes, HOSTILE, strict=True)]
    main(["import", "--store", str(store), str(csv_file(folder / "registry_25601201.csv", REGISTRY_HEADER, [*registry_rows(), *names]))])
    taking_part = csv_file(folder / "p.csv", PARTICIPATION_HEADER, [["2567", code, "บันได", "1"] for code in codes])
    activities = [[f"A{code}", "2567", code, text, "อนุรักษ์ป่า"] for code, text in zip(codes, HOSTILE, strict=True)]
    main(["import", "--store", str(store), str(taking_part), str(csv_file(folder / "a.csv", ACTIVITY_HEADER, activities))])
    with serving(store, folder / "log", "--prepare") as address:
        yield address


@pytest.mark.parametrize("path", PATHS)
def test_a_name_runs_nothing_on_a_page(hostile_base: str, browser: Browser, path: str) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    visit = Visit(page)
    visit.watch(hostile_base)
    page.goto(f"{hostile_base}/{path}?province=81&fy=2567")
    visit.stand_still()
    assert page.evaluate("typeof window.hacked") == "undefined" and dialogs == []
    made = page.locator("img[onerror], a[href^='javascript'], a[href*='evil.example']")
    assert [made.nth(n).evaluate("e => e.parentElement.outerHTML") for n in range(made.count())] == []
    assert not visit.outside
    context.close()


def test_an_address_runs_nothing(hostile_base: str, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    visit = Visit(page)
    visit.watch(hostile_base)
    for text in HOSTILE[:8]:
        asked = "&".join(f"{key}={quote(text[:300], safe='')}" for key in ("province", "measure", "snapshot", "office"))
        page.goto(f"{hostile_base}/map?{asked}")
        visit.stand_still()
        assert page.evaluate("typeof window.hacked") == "undefined"
        assert page.locator("img[onerror], a[href*='evil.example']").count() == 0
    assert not visit.outside
    context.close()
