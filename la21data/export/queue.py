"""At most a few exports at once; the others wait their turn. What is made for one reader must not slow every other one."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

AT_ONCE = 2

_places = threading.BoundedSemaphore(AT_ONCE)
_lock = threading.Lock()
_asked = 0  # Exports that are being made or wait.


@contextmanager
def turn() -> Iterator[None]:
    """Wait for a place, and hold it."""
    global _asked
    with _lock:
        _asked += 1
    try:
        with _places:
            yield
    finally:
        with _lock:
            _asked -= 1


def ahead() -> int:
    """How many a new export would have to wait for."""
    return max(_asked - AT_ONCE + 1, 0)
