"""Half an hour of fifty open pages with an import each minute. `SOAK_SECONDS=300` makes it shorter; the figures say how long it was."""

import asyncio
import os
from pathlib import Path
from typing import Any

from tests.browser.visiting import free_port, serving
from tests.soak import fill, soak

SECONDS = float(os.environ.get("SOAK_SECONDS", "1800"))
SESSIONS = 50
WARM_SECONDS = min(300.0, SECONDS / 3)


def test_soak(tmp_path: Path, figures: dict[str, Any]) -> None:
    store = tmp_path / "store"
    fill(store, tmp_path)
    pid = tmp_path / "pid"
    with serving(store, tmp_path / "log", port=free_port(), pid_file=pid) as base:
        seen = asyncio.run(soak(base, int(pid.read_text()), store, tmp_path, sessions=SESSIONS, seconds=SECONDS, import_every=60))
    figures |= {"sessions": SESSIONS, "soak_seconds": SECONDS, **seen.figures(WARM_SECONDS)}
    print(figures, seen.errors[:5])
    assert seen.errors == []
    assert seen.imports >= SECONDS / 60 * 0.7
    assert figures["memory_growth_percent"] < 5
