"""Start a server of ours on a free port of this machine, and end it again."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 60  # Seconds until a server must be ready.


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@contextmanager
def served(store: Path, script: str = "dashboard.py") -> Iterator[tuple[str, float]]:
    """A running server's address, and the seconds from its start until it was ready."""
    port = free_port()
    code = f"import sys, server; sys.exit(server.main(['--port', '{port}'], script=server.ROOT / {script!r}))"
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "LA21_STORE": str(store)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        while True:
            try:
                urllib.request.urlopen(f"{address}/health/live", timeout=2).close()
                break
            except OSError:
                if process.poll() is not None or time.perf_counter() - began > PATIENCE:
                    raise RuntimeError(f"the server for {script} did not start") from None
                time.sleep(0.05)
        yield address, time.perf_counter() - began
    finally:
        process.terminate()
        process.wait(timeout=20)
