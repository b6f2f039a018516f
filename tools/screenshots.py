"""Take the pictures of `docs/screenshots/`: every page of the demo at 1440 px, two of them at 390 px.

    python -m tools.screenshots

Needs Chromium and the packages of requirements-dev.txt. The demo is built anew, so the pictures show what the code draws today.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from bench.browser import chromium
from bench.servers import ROOT, served
from la21data.demo import publish_demo
from la21data.store import Store

OUT = ROOT / "docs" / "screenshots"
PAGES = ("", "map", "steps", "pilots", "about")
SHOTS = [(1440, page) for page in PAGES] + [(390, ""), (390, "map")]
SETTLED = 5_000  # Milliseconds: charts are drawn by the browser after the script has run.
TALLEST = 2_400
MAIN = "() => Math.max(...[...document.querySelectorAll('[data-testid=\"stMain\"]')].map(e => e.scrollHeight))"


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        publish_demo(Store(Path(folder)))
        with served(Path(folder)) as (address, _), chromium() as browser:
            for width, name in SHOTS:
                page = browser.new_page(viewport={"width": width, "height": 900}, locale="th-TH")
                page.goto(f"{address}/{name}")
                page.wait_for_timeout(SETTLED)
                page.set_viewport_size({"width": width, "height": min(page.evaluate(MAIN), TALLEST)})
                page.wait_for_timeout(SETTLED // 2)
                page.screenshot(path=OUT / f"{width}-{name or 'home'}.png")
                page.close()


if __name__ == "__main__":
    main()
