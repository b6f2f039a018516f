"""What people carry away: seconds and memory of each kind of export, and what a pack in the making does to other readers."""

from __future__ import annotations

import resource
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

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
    """Measure every figure once, in this process. `memory_mib`: its peak, and the largest child's."""
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
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    found["memory_mib"] = round(peak / 1024)
    return found


def budgets(found: dict[str, Any]) -> list[str]:
    """One line for each budget that was missed."""
    return [f"exports {name}: {found[name]} (budget {limit})" for name, limit in BUDGETS.items() if found[name] > limit]


def while_packing(rerun: Callable[[], float], store: Path) -> tuple[float, float]:
    """Median seconds of `rerun` alone, and while packs are made in a process of their own."""
    from la21data.export import aside

    snapshot = Store(store).open()
    view = View(snapshot, metrics.default_scope(snapshot, Scope(offices=("5",))))
    alone = sorted(rerun() for _ in range(2 * TURNS))[TURNS]
    done = threading.Event()

    def pack() -> None:
        while not done.is_set():
            aside.zipped_pack(view, Definition())

    worker = threading.Thread(target=pack)
    worker.start()
    busy = sorted(rerun() for _ in range(4 * TURNS))[2 * TURNS]
    done.set()
    worker.join()
    return round(alone, 3), round(busy, 3)


def _images(made: Any) -> float:
    with tempfile.TemporaryDirectory() as name:
        return _median(lambda: brief._pictures(made, Path(name)))


def _once(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return round(time.perf_counter() - began, 2)


def _median(work: Callable[[], Any]) -> float:
    return sorted(_once(work) for _ in range(TURNS))[TURNS // 2]
