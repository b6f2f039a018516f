"""What a page must be for everyone: whole at any width, and without a serious fault by axe-core, in every section and tab."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

from tests.browser.visiting import Visit

AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe*.js"))
# Streamlit's own elements, which no page of ours can change. Each with what axe says of it.
STREAMLITS = {
    '[data-testid="stSidebarNavItems"]': "list, listitem: its groups of pages are <div>s between <ul> and <li>",
    '[data-testid="stDataFrame"]': "its grid is a canvas with a hidden table; its scrolling box has no key of its own",
}
GRIDS = "least => document.querySelectorAll('[data-testid=\"stDataFrame\"]').length >= least"
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


def faults_of(opened: Visit) -> list[str]:
    """Everything wrong with what a page shows, then with the tables of its charts, and with the filters once they are open."""
    found = _faults(opened, "as it opens")
    tables = opened.page.locator('[class*="st-key-ways_"] button:last-child')
    for at in range(tables.count()):
        tables.nth(at).click()
        opened.page.wait_for_function(GRIDS, arg=at + 1)
        opened.stand_still()
    if tables.count():
        found += _faults(opened, "with the tables open")
    filters = opened.page.locator(".st-key-scope_filters button").first
    if filters.count():
        filters.click()
        opened.stand_still()
        found += _faults(opened, "with the filters open")
    return found


def _faults(opened: Visit, when: str) -> list[str]:
    return [f"{when}: {fault}" for fault in (*opened.faults(), *opened.page.evaluate(CUT), *serious(opened.page))]
