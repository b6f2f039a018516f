"""Streamlit hands plotly every figure twice. The second time nothing has changed and nothing may be drawn: a reader waits for drawing."""

from collections.abc import Callable

import pytest
from visiting import Visit

# By chart: batches of changes that brought drawing areas of plotly (its first drawing), and parts of the drawing taken away later.
WATCH = """() => {
    window.drawings = new Map();
    new MutationObserver(changes => {
        const here = new Map();
        for (const change of changes) {
            const chart = change.target.closest?.('.stPlotlyChart');
            if (!chart) continue;
            const found = here.get(chart) ?? {areas: 0, removed: 0};
            found.areas += [...change.addedNodes].filter(node => node.classList?.contains('main-svg')).length;
            found.removed += change.target.closest('svg.main-svg') ? change.removedNodes.length : 0;
            here.set(chart, found);
        }
        for (const [chart, found] of here) {
            const all = window.drawings.get(chart) ?? {first: 0, again: 0};
            if (found.areas) all.first += 1; else all.again += found.removed;
            window.drawings.set(chart, all);
        }
    }).observe(document.querySelector('.stMainBlockContainer'), {subtree: true, childList: true});
}"""
SEEN = "() => [...window.drawings].filter(([chart, seen]) => seen.first && chart.isConnected).map(([_, seen]) => [seen.first, seen.again])"


@pytest.mark.parametrize("path,charts", [("/", 2), ("/map", 2), ("/standard", 1), ("/steps?section=flow", 1), ("/activities", 1)])
def test_a_changed_chart_is_drawn_once(visit: Callable[..., Visit], path: str, charts: int) -> None:
    visited = visit(path)
    page = visited.page
    page.evaluate(WATCH)
    page.locator('[data-testid="stSelectbox"] [role="combobox"]').first.click()
    page.locator('[role="option"]').nth(2).click()
    page.wait_for_timeout(300)  # Until the script has begun.
    visited.stand_still()
    seen = page.evaluate(SEEN)
    assert len(seen) >= charts, "charts of the chosen year"
    assert seen == [[1, 0]] * len(seen), "drawn once, and no part of it taken away again"
