"""For everyone: nothing cut on a phone, a desktop, a projector or paper; no serious fault by axe-core; keys alone suffice."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Page
from visiting import Visit

from pages.shared.links import PAGES

PATHS = tuple(f"/{path}" for pages in PAGES.values() for path, _ in pages.values())
AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe*.js"))
# Streamlit's own elements, which no page of ours can change. Each with what axe says of it.
STREAMLITS = {
    '[data-testid="stSidebarNavItems"]': "list, listitem: its groups of pages are <div>s between <ul> and <li>",
    '[data-testid="stDataFrame"]': "its grid is a canvas with a hidden table; its scrolling box has no key of its own",
}
CUT = """() => {
  const seen = [];
  const told = (element, why) => seen.push(why + ": " + (element.textContent || element.tagName).trim().slice(0, 60));
  for (const plot of document.querySelectorAll(".js-plotly-plot")) {
    const box = plot.getBoundingClientRect();
    for (const text of plot.querySelectorAll("svg text")) {
      const at = text.getBoundingClientRect();
      if (!at.width || !text.textContent.trim() || text.closest(".hoverlayer, .modebar, defs")) continue;
      const sideways = at.left < box.left - 2 || at.right > box.right + 2;
      if (sideways || at.top < box.top - 2 || at.bottom > box.bottom + 2) told(text, "outside its chart");
    }
  }
  const scrolls = element => {
    for (let at = element; at && at.dataset.testid !== "stMain"; at = at.parentElement) {
      if (["auto", "scroll"].includes(getComputedStyle(at).overflowX) && at.scrollWidth > at.clientWidth) return true;
    }
    return false;
  };
  const own = element => [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
  for (const element of document.querySelectorAll('[data-testid="stMain"] *')) {
    if (!own(element) || element.closest('svg, [data-testid="stDataFrame"], [data-testid="stSelectbox"], style, [hidden]')) continue;
    const style = getComputedStyle(element), at = element.getBoundingClientRect();
    if (!at.width || at.height < 4 || style.visibility === "hidden" || style.opacity === "0") continue;
    if (style.overflowX !== "visible" && style.overflowX !== "auto" && element.scrollWidth > element.clientWidth + 1) told(element, "cut");
    if (at.right > document.documentElement.clientWidth + 1 && !scrolls(element)) told(element, "beyond the edge");
  }
  return seen;
}"""


def serious(page: Page) -> list[str]:
    """What axe-core calls serious or critical outside Streamlit's own elements."""
    page.evaluate(AXE.read_text(encoding="utf-8"))  # Not as a script of the page: that our headers forbid.
    found: Any = page.evaluate(
        "excluded => axe.run({exclude: excluded.map(one => [one])}, {resultTypes: ['violations']})", list(STREAMLITS)
    )
    return [
        f"{fault['id']}: {node['html'][:150]} {[one['message'] for one in node['any']]}"
        for fault in found["violations"]
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]


def widened(opened: Visit, width: int) -> None:
    opened.page.set_viewport_size({"width": width, "height": 1080})
    opened.page.wait_for_timeout(400)
    opened.stand_still()


@pytest.mark.parametrize("path", PATHS)
def test_a_page_in_thai_is_whole_on_phone_projector_and_paper_and_axe_finds_no_fault(visit: Callable[..., Visit], path: str) -> None:
    opened = visit(path, 390)
    assert opened.faults() == [] and opened.page.evaluate(CUT) == []
    assert serious(opened.page) == []
    widened(opened, 1920)
    assert opened.faults() == [] and opened.page.evaluate(CUT) == []
    opened.page.emulate_media(media="print")
    printed = opened.page.evaluate(
        "() => [document.documentElement.scrollHeight, document.querySelector('[data-testid=\"stMainBlockContainer\"]').scrollHeight]"
    )
    assert printed[0] >= printed[1]  # A box that scrolls would print its first page only.
    assert not opened.page.locator('[data-testid="stSidebar"]').is_visible()


@pytest.mark.parametrize("path", PATHS)
def test_a_page_in_english_is_whole_on_a_desktop_and_axe_finds_no_fault(visit: Callable[..., Visit], path: str) -> None:
    opened = visit(f"{path}?lang=en", 1440)
    assert opened.faults() == [] and opened.page.evaluate(CUT) == []
    assert serious(opened.page) == []
    assert opened.page.evaluate("document.documentElement.lang") == "en"


def test_what_is_cut_would_be_found(visit: Callable[..., Visit]) -> None:
    opened = visit("/about", 390)
    opened.page.evaluate(
        """() => {
            const cut = document.createElement("p");
            Object.assign(cut.style, {width: "40px", overflow: "hidden", whiteSpace: "nowrap", flex: "none"});
            cut.textContent = "คำที่ยาวกว่ากล่อง";
            document.querySelector('[data-testid="stMainBlockContainer"]').append(cut);
        }"""
    )
    assert opened.page.evaluate(CUT) == ["cut: คำที่ยาวกว่ากล่อง"]
    opened.page.evaluate("() => { document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=\"/x.png\">') }")
    assert any(fault.startswith("image-alt") for fault in serious(opened.page))


def test_a_chart_is_told_in_words_from_its_data(visit: Callable[..., Visit]) -> None:
    opened = visit("/activities", 1440)
    told = opened.page.locator('[data-testid="stPlotlyChart"]').first.evaluate("chart => chart.closest('[data-testid]').outerHTML")
    assert "คัดแยกขยะ" in told and "สูงสุด" in told


def test_keys_alone_choose_a_section_and_a_table(visit: Callable[..., Visit]) -> None:
    """Tab reaches every control, in an order that is the page's, and what has the focus shows it."""
    opened = visit("/activities", 1440)
    page = opened.page

    def reach(words: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("(document.activeElement.innerText || '').trim()") == words:
                return
        pytest.fail(f"Tab never reached {words}")

    reach("ประเภทและขั้น")
    outline = page.evaluate("(s => s.outlineStyle + s.boxShadow)(getComputedStyle(document.activeElement))")
    assert outline != "nonenone"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.search.includes('section=people')")
    opened.stand_still()
    reach("แผนภูมิ")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_selector('[data-testid="stDataFrame"]')
    assert opened.faults() == []
