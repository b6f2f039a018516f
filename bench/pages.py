"""Every page in real Chromium, beside an empty Streamlit app in the same run."""

from __future__ import annotations

import json
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser
from playwright.sync_api import Error as BrowserError

from bench import browser as chrome
from bench.load import PAGES, WITH_YEAR
from bench.servers import served
from la21data.store import Store

BESIDE = {  # What every page is measured beside; all but the first tell what a page with charts costs at least.
    "empty app": "bench/empty_app.py",
    "empty app, one bar chart": "bench/one_bar_app.py",
    "empty app, one choropleth": "bench/one_map_app.py",
    "bare first page": "bench/bare_page_app.py",
}


def pages(store: Path, views: int, turns: int) -> dict[str, Any]:
    """Seconds from start to ready, of the first view, and of a rerun after another fiscal year was chosen; bytes of each chart."""
    found: dict[str, Any] = {}
    Store(store).open()  # A store that cannot be opened fails here, with a reason.
    with ExitStack() as running:
        beside = {name: running.enter_context(served(store, script)) for name, script in BESIDE.items()}
        ours, started = running.enter_context(served(store))
        browser = running.enter_context(chrome.chromium())
        found["start_to_ready_s"] = {"ours": round(started, 2), "empty app": round(beside["empty app"][1], 2)}
        addresses = {name: url for name, (url, _) in beside.items()} | {f"/{page}": f"{ours}/{page}" for page in PAGES}
        for name, url in addresses.items():
            try:
                found[name] = _page(browser, url, views, turns if name in BESIDE or name[1:] in WITH_YEAR else 0)
            except (BrowserError, ValueError) as error:
                found[name] = {"failed": str(error).splitlines()[0]}
            print(name, json.dumps(found[name]), flush=True)
    return found


def _page(browser: Browser, url: str, views: int, turns: int) -> dict[str, Any]:
    entry: dict[str, Any] = {"first_view_s": chrome.summary([chrome.first_view(browser, url) for _ in range(views)])}
    if turns:
        seconds, total, charts = chrome.reruns(browser, url, turns)
        keys = sorted({key for turn in charts for key in turn})
        entry |= {"rerun_s": chrome.summary(seconds), "wire_bytes_max": max(total)}
        entry["chart_bytes_max"] = {key: max(turn.get(key, 0) for turn in charts) for key in keys}
    return entry
