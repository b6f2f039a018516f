"""A store to break, and what is asked of it: commands, a server, a page.

The caller (`tests/test_faults.py`) checks before, in between and after that looking is possible.
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from la21data.problems import CannotUse
from la21data.store import Store

ROOT = Path(__file__).resolve().parents[2]
FAULTS: dict[str, Callable[[Patient], str]] = {}
BLIND = {"every_snapshot_damaged", "old_schema", "no_store"}  # Looking waits until it is mended; the page says with which command.


@dataclass
class Patient:
    """A store with two snapshots of a small registry, and a file that would make a third."""

    store: Path
    file: Path
    folder: Path

    def run(
        self, *arguments: str, limit: int | None = None, before: Sequence[str] = (), **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """One command; `limit`: bytes after which the disk is full, as far as this process can tell; `before`: what runs it."""
        return subprocess.run(
            [*before, sys.executable, "-m", "la21data", arguments[0], "--store", str(self.store), *arguments[1:]],
            cwd=ROOT,
            capture_output=True,
            text=True,
            env={**os.environ, **environment},
            preexec_fn=None if limit is None else lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        )

    def refused(self, *arguments: str, limit: int | None = None, **environment: str) -> str:
        """The one line of a command that cannot be done: status 2, no traceback, nothing published."""
        before = Store(self.store).ids()
        done = self.run(*arguments, limit=limit, **environment)
        assert done.returncode == 2 and "Traceback" not in done.stderr, done.stderr
        assert Store(self.store).ids() == before
        return done.stderr

    def imports(self) -> None:
        """The next import works: whatever was left behind is put right by it."""
        done = self.run("import", str(self.file))
        assert done.returncode == 0, done.stderr
        assert Store(self.store).open().notice is None

    def imports_or_nothing_new(self) -> None:
        """The next import works, whether or not the one before had been in time."""
        assert self.run("import", str(self.file)).returncode == 0
        assert Store(self.store).open().notice is None

    @property
    def current(self) -> Path:
        return self.store / "snapshots" / f"{Store(self.store).current_id()}.duckdb"

    def damage_current(self, content: bytes) -> None:
        """Under a new inode: a published file is never written to, and a process that has it open keeps what it has."""
        file = self.current
        file.unlink()
        file.write_bytes(content)


def fault(function: Callable[[Patient], str]) -> Callable[[Patient], str]:
    FAULTS[function.__name__] = function
    return function


def told(call: Callable[[], object]) -> str:
    """What a call that cannot be done says."""
    try:
        call()
    except CannotUse as error:
        return f"{error.problem.th} / {error.problem.en}"
    raise AssertionError("it was done")


@contextmanager
def running(
    p: Patient, port: int, log: Path = Path(os.devnull), before: Sequence[str] = (), **environment: str
) -> Iterator[subprocess.Popen[bytes]]:
    """A server over the patient's store, told to stop at the end."""
    command = [*before, sys.executable, "server.py", "--port", str(port)]
    with log.open("wb") as out:
        server = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out, env={**os.environ, "LA21_STORE": str(p.store), **environment})
    try:
        yield server
    finally:
        server.terminate()
        server.wait(20)


def opened(port: int) -> str:
    """The kinds of elements and the alerts of the first page, as a browser gets them over its websocket."""

    async def look() -> str:
        found = []
        async with websockets.connect(f"ws://127.0.0.1:{port}/_stcore/stream", subprotocols=["streamlit"], max_size=None) as page:
            await page.send(BackMsg(rerun_script={"query_string": ""}).SerializeToString())
            async with asyncio.timeout(60):
                while (message := ForwardMsg.FromString(await page.recv())).WhichOneof("type") != "script_finished":
                    element = message.delta.new_element
                    found += [element.WhichOneof("type") or "", element.alert.body]
        assert "plotly_chart" in found
        return " ".join(found)

    return asyncio.run(look())


def slow_line(port: int) -> socket.socket:
    """A connection with so little room that a server cannot send a large file before somebody reads it."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    line.settimeout(30)
    line.connect(("127.0.0.1", port))
    return line


def accepts(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=2).close()
    except OSError:
        return False
    return True


def answers(port: int, path: str, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
                return json.load(answer)["status"] == "ready"
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    return False
