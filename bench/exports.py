"""What people carry away: seconds and memory of each kind of export. `python -m bench.exports STORE` prints them."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench.facts import peak_gib
from la21data import metrics
from la21data.commands.packs import _each
from la21data.export import brief, browser, carry, files
from la21data.export.definition import Definition
from la21data.export.image import to_png
from la21data.export.pack import gather, slides
from la21data.export.slides import to_pptx
from la21data.scope import Scope
from la21data.store import Store
from la21data.view import View

BUDGETS = {
    "png_warm_s": 0.7,
    "chart_pptx_s": 0.3,
    "brief_beyond_images_s": 1.0,
    "office_pack_s": 8.0,
    "offices_16_s": 90.0,
    "memory_mib": 1024,
}
TURNS = 5


def exports(store: Path) -> dict[str, Any]:
    """Measured in a process of its own, so that its peak of memory is its own."""
    done = subprocess.run([sys.executable, "-m", "bench.exports", str(store)], check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _here(store: Path) -> dict[str, Any]:
    """Seconds of each. `memory_mib`: this process's peak, or that of its largest child where that is more."""
    snapshot = Store(store).open()
    view = View(snapshot, metrics.default_scope(snapshot, Scope()))
    office = view.with_scope(replace(view.scope, offices=("5",)))
    found: dict[str, Any] = {"png_cold_s": _once(lambda: to_png(carry(view, "map")))}
    found["png_warm_s"] = _median(lambda: to_png(carry(view, "map")))
    found["chart_pptx_s"] = _median(lambda: to_pptx(carry(view, "ladder-years")))
    found["map_pptx_s"] = _median(lambda: to_pptx(carry(view, "map")))
    made = gather(office, Definition())
    found["office_deck_s"] = _median(lambda: slides(made))
    with_images = _median(lambda: brief.to_pdf(made))
    found["brief_s"] = with_images
    found["brief_beyond_images_s"] = round(with_images - _images(made), 2)
    found["office_pack_s"] = _once(lambda: files.of_pack(gather(office, Definition())))
    found["offices_16_s"] = _once(lambda: [files.of_pack(gather(one, Definition())) for one in _each(view, "office")])
    browser.stop()
    found["memory_mib"] = round(max(1024 * peak_gib(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024))
    return found


def budgets(found: dict[str, Any]) -> list[str]:
    """One line for each budget that was missed."""
    return [f"exports {name}: {found[name]} (budget {limit})" for name, limit in BUDGETS.items() if found[name] > limit]


def _images(made: Any) -> float:
    with tempfile.TemporaryDirectory() as name:
        return _median(lambda: brief._pictures(made, Path(name)))


def _once(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return round(time.perf_counter() - began, 2)


def _median(work: Callable[[], Any]) -> float:
    return sorted(_once(work) for _ in range(TURNS))[TURNS // 2]


if __name__ == "__main__":
    print(json.dumps(_here(Path(sys.argv[1]))))
