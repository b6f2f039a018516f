"""Faults of what draws pictures: the browser and the typeface."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from la21data.export import browser
from tests.browser.visiting import free_port
from tests.faults.patient import Patient, answers, fault, opened, running, told
from tests.needing import NO_BROWSER, REASON

CHART = ("export", "ladder-now")


def picture() -> bytes:
    return browser.render({"data": [], "layout": {}}, {"format": "png", "width": 300, "height": 100})


@contextmanager
def with_browser(path: Path) -> Iterator[None]:
    """`BROWSER_PATH` names another one; the warm browser is closed before and after."""
    with pytest.MonkeyPatch.context() as changed:
        browser.stop()
        changed.setenv("BROWSER_PATH", str(path))
        yield
        browser.stop()


@fault
def browser_missing(p: Patient) -> str:
    with with_browser(p.folder / "none"):
        return told(picture)


@fault
def browser_that_does_not_start(p: Patient) -> str:
    """It ends at once each time it is started, as one does whose libraries are missing."""
    ends = p.folder / "ends"
    ends.write_text("#!/bin/sh\nexit 1\n", encoding="ascii")
    ends.chmod(0o755)
    with with_browser(ends):
        said = told(picture)
    draws_again()
    return said


@fault
def browser_crash(p: Patient) -> str:
    """It is killed while it draws: whoever waits for the picture gets it from the next browser."""
    if NO_BROWSER:
        pytest.skip(REASON)
    picture()
    first = browser._warm._kaleido.subprocess
    threading.Timer(0.02, first.kill).start()
    for _ in range(3):
        assert picture().startswith(b"\x89PNG")
    assert first.poll() is not None and browser._warm._kaleido.subprocess is not first
    browser.stop()
    return ""


@fault
def font_missing(p: Patient) -> str:
    """The package of Sarabun is not installed: no picture in another typeface. Pages and the other formats go on."""
    without = p.folder / "without"
    without.mkdir()
    (without / "sitecustomize.py").write_text("import fontpkg._registry as found\nfound._cache = {}\n", encoding="ascii")
    lacking = {"PYTHONPATH": str(without)}
    out = p.folder / "chart"
    said = p.refused(*CHART, "--format", "svg", "--out", str(out), **lacking)
    assert not out.exists() and p.run(*CHART, "--format", "pptx", "--out", str(out), **lacking).returncode == 0
    port = free_port()
    with running(p, port, **lacking):
        assert answers(port, "/health/ready", seconds=60) and "exception" not in opened(port)
    draws_again()
    return said


def draws_again() -> None:
    if browser.available():
        assert picture().startswith(b"\x89PNG")
        browser.stop()
