"""Making ready what is likely asked next: what a page shows, for the fiscal years around the one that is looked at.

The first look at a year costs the server several times what each later one does (docs/performance.md). So while no page runs, one
thread makes what the last pages showed for the nearest years; it is kept with the snapshot as if somebody had looked. Only a server
has that thread (`server.py`): without it nothing is made that nobody asked for.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from la21data.problems import CannotUse
from la21data.view import View

Maker = Callable[[View], object]
NEAREST = 4  # Years.
MOST = 8  # Pages that wait for their turn; the oldest gives way.
QUIET = 0.2  # Seconds without a page that begins, before something is made.


@dataclass(frozen=True)
class Asked:
    """What a page showed, and when it had (monotonic)."""

    view: View
    makers: tuple[Maker, ...]
    at: float


_running = threading.local()  # `makers`: what the page that runs in this thread shows.
_waiting: deque[Asked] = deque(maxlen=MOST)  # The newest at the end.
_asked = threading.Condition()
_began = 0.0  # When a page last began (monotonic).


def begin() -> None:
    """A page begins to run in this thread."""
    global _began
    _began, _running.makers = time.monotonic(), []


def note(maker: Maker) -> None:
    """The page shows what `maker` makes of its view, and keeps it (`reads`). Nothing is called here."""
    if (makers := getattr(_running, "makers", None)) is not None:
        makers.append(maker)


def end(view: View) -> None:
    """The page has run: what it showed of one fiscal year is to be made for the years around."""
    makers, _running.makers = getattr(_running, "makers", None), None
    if makers and len(view.scope.years) == 1:
        with _asked:
            _waiting.append(Asked(view, tuple(makers), time.monotonic()))
            _asked.notify()


@contextmanager
def working() -> Iterator[None]:
    """Have the thread work until the end of the block."""
    stop = threading.Event()
    thread = threading.Thread(target=_work, args=(stop,), name="ahead", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        with _asked:
            _asked.notify()
        thread.join(timeout=2)


def _work(stop: threading.Event) -> None:
    while not stop.is_set():
        with _asked:
            while not _waiting and not stop.is_set():
                _asked.wait()
            if stop.is_set():
                return
            asked = _waiting.pop()  # The last page: somebody still looks at it.
        try:
            _make(asked, stop)
        except CannotUse:
            continue  # Withdrawn or pruned meanwhile.
        except Exception:  # Whoever looks at that year is told, as for any fault of a page.
            logging.getLogger("la21").exception("could not be made ready for another year")


def _make(asked: Asked, stop: threading.Event) -> None:
    view = asked.view
    for year in _around(view):
        there = view.with_scope(view.scope.with_years(year))
        for maker in asked.makers:
            while time.monotonic() - _began < QUIET and not stop.is_set():
                stop.wait(QUIET / 4)
            if stop.is_set():
                return
            if _waiting and _waiting[-1].at > asked.at:  # A newer page first; what is made by then is kept.
                if len(_waiting) < MOST:
                    _waiting.appendleft(asked)
                return
            view.snapshot.require_open()
            maker(there)


def _around(view: View) -> list[int]:
    now = view.scope.years[0]
    others = [year for year in view.snapshot.fiscal_years if year != now]
    return sorted(others, key=lambda year: (abs(year - now), -year))[:NEAREST]
