"""Every page in real Chromium, beside an empty Streamlit app in the same run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser
from playwright.sync_api import Error as BrowserError

from bench import browser as chrome
from bench.load import PAGES, WITH_YEAR
from bench.servers import served
from la21data.store import Store


def pages(store: Path, views: int, turns: int) -> dict[str, Any]:
    """Seconds from start to ready, of the first view, and of a rerun after another fiscal year was chosen; bytes of each chart."""
    found: dict[str, Any] = {}
    Store(store).open()  # A store that cannot be opened fails here, with a reason.
    with served(store, "bench/empty_app.py") as (empty, plain), served(store) as (ours, started), chrome.chromium() as browser:
        found["start_to_ready_s"] = {"ours": round(started, 2), "empty app": round(plain, 2)}
        for name, url in (("empty app", empty), *((f"/{page}", f"{ours}/{page}") for page in PAGES)):
            try:
                found[name] = _page(browser, url, views, turns if name == "empty app" or name[1:] in WITH_YEAR else 0)
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
