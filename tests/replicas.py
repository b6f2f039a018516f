"""Two or more replicas behind nginx on loopback, and viewers who look on while snapshots are published and a replica dies."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import websockets

from bench.servers import ROOT, free_port
from bench.sessions import Session, View
from la21data.demo import publish_demo
from la21data.store import Store

NGINX = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin")
SNAPSHOT = re.compile(r"[0-9]{5}-[0-9a-f]{8}")
WITHIN = 10  # Seconds until every replica must show what was published.
CONFIGURATION = """
daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1;
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u;
    scgi_temp_path {folder}/s;
    map $http_upgrade $connection_upgrade {{ default upgrade; "" ""; }}
    upstream la21 {{ hash $cookie__streamlit_xsrf consistent; {servers} }}
    server {{
        listen 127.0.0.1:{port};
        location / {{
            proxy_pass http://la21; proxy_http_version 1.1; proxy_read_timeout 120s; proxy_next_upstream error timeout http_502;
            proxy_set_header Host $http_host; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $connection_upgrade;
        }}
    }}
}}
"""


@dataclass
class Replica:
    """One server process with a store of its own that follows `source`."""

    source: Path
    store: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        environment = {**os.environ, "LA21_STORE": str(self.store), "LA21_SOURCE": str(self.source)}
        with self.store.with_suffix(".log").open("ab") as log:
            command = [sys.executable, "server.py", "--port", str(self.port)]
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)

    def await_ready(self) -> None:
        await_ready(self.port)

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()


def await_ready(port: int, patience: float = 90) -> None:
    until = time.monotonic() + patience
    while True:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=2).close()
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


@contextmanager
def replicas(folder: Path, number: int = 2) -> Iterator[tuple[str, Store, list[Replica]]]:
    """The proxy's address, the source's store (a demo), and the replicas."""
    source = Store(folder / "source")
    publish_demo(source)
    running = [Replica(source.path, folder / f"replica{one}") for one in range(number)]
    with ExitStack() as stack:
        for replica in running:
            replica.start()
            stack.callback(replica.kill)
        for replica in running:
            replica.await_ready()
        port = free_port()
        (folder / "proxy").mkdir()
        servers = " ".join(f"server 127.0.0.1:{replica.port} max_fails=1 fail_timeout=2s;" for replica in running)
        file = folder / "proxy" / "nginx.conf"
        file.write_text(CONFIGURATION.format(folder=folder / "proxy", servers=servers, port=port))
        proxy = subprocess.Popen([str(NGINX), "-c", str(file), "-e", str(folder / "proxy" / "error.log")])
        stack.callback(proxy.wait)
        stack.callback(proxy.terminate)
        await_ready(port)
        yield f"http://127.0.0.1:{port}", source, running


@dataclass
class Watched:
    """What viewers saw: (when, view) of each; `lost`: connections that broke and were made again, as a browser does."""

    views: list[tuple[float, View]] = field(default_factory=list)
    lost: int = 0
    waited: float = 0.0

    def snapshots(self, since: float = 0.0) -> set[str]:
        return {shown(view) for when, view in self.views if when >= since}

    def mixed(self) -> int:
        """Views that are not, to the last number, what the snapshot they name says."""
        whole: dict[str, str] = {}
        return sum(whole.setdefault(shown(view), view.digest) != view.digest for _, view in self.views)


def shown(view: View) -> str:
    """The snapshot that a view names; all its places must name the same one."""
    named = {found for text in view.texts for found in SNAPSHOT.findall(text)}
    assert len(named) == 1, named
    return named.pop()


async def watch(base: str, seen: Watched, until: asyncio.Event, pause: float) -> None:
    """One viewer: looks, waits, looks again. A broken connection is made again at once, as the browser does."""
    session = Session(base)
    broken = 0.0
    await session.open()
    while not until.is_set():
        try:
            if broken:
                await session.open()
            began = time.monotonic()
            view = await session.view(fy="2567")
            seen.views.append((began, view))
            seen.waited = max(seen.waited, time.monotonic() - broken if broken else 0.0)
            broken = 0.0
        except (websockets.WebSocketException, OSError):
            seen.lost += not broken
            broken = broken or time.monotonic()
            await asyncio.sleep(0.2)
        with suppress(TimeoutError):
            await asyncio.wait_for(until.wait(), pause)
    await session.close()


async def look_on(base: str, viewers: int, pause: float, plot: list) -> Watched:  # type: ignore[type-arg]
    """Have viewers look while the functions of `plot` run one after the other, each in a thread, with time to settle after each."""
    seen, until = Watched(), asyncio.Event()
    watching = [asyncio.create_task(watch(base, seen, until, pause)) for _ in range(viewers)]
    while len(seen.views) < viewers:
        await asyncio.sleep(0.1)
        for one in watching:
            if one.done():
                one.result()
    for act in plot:
        await asyncio.to_thread(act)
    await asyncio.sleep(2 * pause)
    until.set()
    await asyncio.gather(*watching)
    return seen


def await_all(running: list[Replica], snapshot: str) -> float:
    """Seconds until every replica says that it shows a snapshot. Fails after `WITHIN`."""
    began = time.monotonic()
    for replica in running:
        while Store(replica.store).current_id() != snapshot:
            assert time.monotonic() - began < WITHIN, (replica.port, snapshot)
            time.sleep(0.05)
    return time.monotonic() - began


def publish(source: Store, seed: int) -> str:
    return publish_demo(source, seed=seed)
