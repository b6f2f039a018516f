"""At most a few exports at once; the others wait their turn. What is made for one reader must not slow every other one."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

AT_ONCE = 2


@dataclass
class Counts:
    """`waiting` and `running` now; `done` and `failed` since the process began."""

    waiting: int = 0
    running: int = 0
    done: int = 0
    failed: int = 0


_places = threading.BoundedSemaphore(AT_ONCE)
_lock = threading.Lock()
_counts = Counts()


@contextmanager
def turn() -> Iterator[None]:
    """Wait for a place, and hold it."""
    _count(waiting=1)
    with _places:
        _count(waiting=-1, running=1)
        outcome = "failed"
        try:
            yield
            outcome = "done"
        finally:
            _count(**{"running": -1, outcome: 1})


def ahead() -> int:
    """How many a new export would have to wait for."""
    asked = counts()
    return max(asked.waiting + asked.running - AT_ONCE + 1, 0)


def counts() -> Counts:
    """The figures of this moment."""
    with _lock:
        return replace(_counts)


def _count(**changes: int) -> None:
    with _lock:
        for name, change in changes.items():
            setattr(_counts, name, getattr(_counts, name) + change)
