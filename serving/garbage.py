"""When garbage is collected. Streamlit does it after each run of a page, through everything that is loaded: for long three
quarters of the server's time (docs/performance.md). Here it is done now and then, beside the pages.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

PAUSE = 30.0  # Seconds: a closed session's objects wait no longer.


def freeze() -> None:
    """Leave out what is loaded by now, in every collection to come: it stays for good."""
    gc.collect()
    gc.freeze()


@asynccontextmanager
async def collecting() -> AsyncIterator[None]:
    """Collect garbage every `PAUSE` seconds while the server runs."""
    task = asyncio.create_task(_now_and_then())
    try:
        yield
    finally:
        task.cancel()


async def _now_and_then() -> None:
    while True:
        await asyncio.sleep(PAUSE)
        gc.collect()
