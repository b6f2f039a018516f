"""Figures for whoever watches the server (Prometheus), on a port of this machine alone. No address, name or query is in them."""

from __future__ import annotations

import time
from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, start_http_server
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from la21data.problems import CannotUse
from la21data.settings import METRICS_PORT
from la21data.store import Store
from serving.health import age_of

REGISTRY = CollectorRegistry()
REQUESTS = Counter("la21_requests", "Answers over HTTP, by what was asked for and status.", ["what", "status"], registry=REGISTRY)
SECONDS = Histogram("la21_request_seconds", "Seconds until an answer was sent, by what was asked for.", ["what"], registry=REGISTRY)
SESSIONS = Gauge("la21_sessions", "Open pages (websockets).", registry=REGISTRY)
CLICKS = Counter("la21_clicks", "Messages from open pages: each has a page run again.", registry=REGISTRY)
KINDS = (("/health/", "health"), ("/media/", "media"), ("/_stcore/upload_file/", "upload"), ("/app/static/", "file"), ("/static/", "file"))


class _SnapshotAge:
    """The snapshot that is shown, looked up when somebody asks for the figures."""

    def collect(self) -> Iterator[Metric]:
        ready = GaugeMetricFamily("la21_ready", "1 where a snapshot opens, else 0.")
        age = GaugeMetricFamily("la21_snapshot_age_seconds", "Seconds since the shown snapshot was published.", labels=["snapshot"])
        try:
            snapshot = Store().open()
            age.add_metric([snapshot.id], age_of(snapshot))
            ready.add_metric([], 1)
        except CannotUse:
            ready.add_metric([], 0)
        yield ready
        yield age


class _Exports:
    """The queue of exports (`la21data.export.queue`)."""

    def collect(self) -> Iterator[Metric]:
        from la21data.export import queue  # Loads what draws charts, which a server that only starts does not wait for.

        counts = queue.counts()
        now = GaugeMetricFamily("la21_exports", "Exports that wait or are being made.", labels=["state"])
        now.add_metric(["waiting"], counts.waiting)
        now.add_metric(["running"], counts.running)
        ended = CounterMetricFamily("la21_exports_ended", "Exports that have ended, by how.", labels=["how"])
        ended.add_metric(["done"], counts.done)
        ended.add_metric(["failed"], counts.failed)
        yield now
        yield ended


REGISTRY.register(_SnapshotAge())
REGISTRY.register(_Exports())


class Watching:
    """ASGI middleware that counts."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._count_answer(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._count_session(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _count_answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        began, what = time.perf_counter(), _what(scope["path"])

        async def counting(message: Message) -> None:
            if message["type"] == "http.response.start":
                REQUESTS.labels(what, str(message["status"])).inc()
            await send(message)

        await self.app(scope, receive, counting)
        SECONDS.labels(what).observe(time.perf_counter() - began)

    async def _count_session(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def counting() -> Message:
            message = await receive()
            if message["type"] == "websocket.receive":
                CLICKS.inc()
            return message

        with SESSIONS.track_inprogress():
            await self.app(scope, counting, send)


def _what(path: str) -> str:
    return next((kind for start, kind in KINDS if path.startswith(start)), "page" if path.count("/") == 1 else "other")


def start_watching() -> None:
    """Answer on 127.0.0.1 at LA21_METRICS_PORT, if it is set. Raises CannotUse where that port cannot be had."""
    port = int(METRICS_PORT.number())
    if not port:
        return
    try:
        start_http_server(port, addr="127.0.0.1", registry=REGISTRY)
    except OSError as error:
        raise CannotUse(
            "port",
            f"ใช้พอร์ต {port} สำหรับตัวเลขเฝ้าระวังไม่ได้ เปลี่ยน LA21_METRICS_PORT",
            f"cannot use port {port} for metrics: change LA21_METRICS_PORT",
        ) from error
