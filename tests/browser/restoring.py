"""A page's state in a fresh browser: the same address, words, choices and drawings."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser

from tests.browser.visiting import fresh

SEEN = """() => ({
  address: location.pathname + location.search,
  words: document.querySelector('[data-testid="stMain"]').innerText,
  choices: [...document.querySelectorAll('[data-testid="stMain"] input')].map(one => one.value + one.checked),
  drawings: [...document.querySelectorAll('.js-plotly-plot')].map(plot => JSON.stringify(
    plot.data.map(trace => [trace.type, trace.name, trace.locations, trace.z, trace.x, trace.y, trace.customdata]))),
})"""


DRAWN = """() => !document.querySelector('[data-testid="stSkeleton"]')
  && [...document.querySelectorAll('[data-testid="stPlotlyChart"]')].every(chart => chart.querySelector('.main-svg'))"""
STILL = 1_500  # Milliseconds without a change: a busy machine pauses while it draws.


def seen(browser: Browser, address: str) -> dict[str, Any]:
    """What a person sees at an address."""
    opened = fresh(browser, address)
    found: dict[str, Any] = {}
    while found != (found := opened.page.evaluate(SEEN)):
        opened.page.wait_for_timeout(STILL)
        opened.page.wait_for_function(DRAWN, timeout=60_000)
    found["faults"] = opened.faults()
    opened.page.context.close()
    return found


def twice(browser: Browser, base: str, address: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """An address opened, and the address that it then shows opened by somebody else."""
    first = seen(browser, base + address)
    return first, seen(browser, base + first["address"])
