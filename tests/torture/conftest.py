"""The long tests: the whole of what `make test` only samples. `make torture` runs them; they write their figures into `results/`.

Conventions: what a long test does stands beside its room's tests (`tests/ingest/fuzz.py`), with a seed and a size; the seeded sample
runs there, the whole here, in `test_torture_<name>.py`. A test takes the fixture `figures` and puts in what it measured, or counted;
after a passed test they are in `results/<name>.json`, which is committed. Everything in this folder is marked `torture`.
"""

from __future__ import annotations

import json
import os
import platform
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
RESULTS = HERE / "results"
PASSED = pytest.StashKey[bool]()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("torture")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    report = yield
    if report.when == "call":
        item.stash[PASSED] = report.passed
    return report


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> Iterator[dict[str, Any]]:
    """What a test measured or counted, name -> value; written under the test's name once it has passed."""
    found: dict[str, Any] = {}
    began = time.perf_counter()
    yield found
    if not request.node.stash.get(PASSED, False):
        return
    found |= {"seconds": round(time.perf_counter() - began, 1), "cores": os.cpu_count(), "python": platform.python_version()}
    file = RESULTS / f"{request.path.stem.removeprefix('test_torture_')}.json"
    before = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    after = dict(sorted({**before, request.node.name.removeprefix("test_"): found}.items()))
    RESULTS.mkdir(exist_ok=True)
    file.write_text(json.dumps(after, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
