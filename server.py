"""The ASGI entry, one for development and production: `python server.py`, or `uvicorn server:app`.

It serves `dashboard.py` through Streamlit's own ASGI application, with `serving.delivery` around it and health beside it.
It draws nothing and computes nothing.
"""

from __future__ import annotations

import argparse
import importlib
import logging
import os
import secrets
import socket
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
import uvicorn
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from streamlit import config
from streamlit.runtime.pages_manager import PagesManager

from la21data.domain import Language
from la21data.problems import CannotUse
from la21data.store import Store
from la21data.text import words
from serving.delivery import Delivery

ROOT = Path(__file__).resolve().parent
PING_SECONDS = 30  # Also how long a browser that stopped answering is kept.


# ------------------------------------------------------------ the application
def make_app(script: Path | str = ROOT / "dashboard.py", when_ready: Callable[[], None] = lambda: None) -> st.App:
    """The whole dashboard as one ASGI application. `when_ready` is called once, when it is warm."""

    @asynccontextmanager
    async def lifespan(_: st.App) -> AsyncIterator[None]:
        warm_up()
        when_ready()
        yield

    app = st.App(
        script,
        lifespan=lifespan,
        routes=[Route("/health/live", live), Route("/health/ready", ready)],
        middleware=[Middleware(Delivery)],
        on_script_error=say_sorry,
    )
    # A server's files do not change under it, and watching them costs. While writing pages: `streamlit run dashboard.py`.
    config.set_option("server.fileWatcherType", "none")
    # Else a first visit to /map would run pages/map.py alone, with a menu of file names, until somebody opened the first page.
    PagesManager.uses_pages_directory = False
    return app


def live(_: Request) -> Response:
    """The process answers."""
    return JSONResponse({"status": "live"}, headers={"cache-control": "no-store"})


def ready(_: Request) -> Response:
    """The store has a snapshot that opens; 503 and one line where it has none. `notice` says when it is not the current one."""
    try:
        snapshot = Store().open()
    except CannotUse as error:
        return PlainTextResponse(f"not ready: {error.problem.code}\n", status_code=503, headers={"cache-control": "no-store"})
    notice = snapshot.notice.code if snapshot.notice else None
    return JSONResponse({"status": "ready", "snapshot": snapshot.id, "notice": notice}, headers={"cache-control": "no-store"})


def say_sorry(_: Exception) -> bool:
    """What a viewer sees of a fault of the program: a line and a code, by which the operator finds the traceback in the log."""
    code = secrets.token_hex(3)
    logging.getLogger("la21").error("the fault above was shown to a reader with the code %s", code)
    lang: Language = "en" if st.query_params.get("lang") == "en" else "th"
    st.error(f"**{words('app.page_error', lang)}**  \n{words('app.page_error_mend', lang, code=code)}", icon=":material/error:")
    return True


def warm_up() -> None:
    """Pay before the first viewer does: the imports (pandas, plotly; 2 s), and opening the current snapshot."""
    for module in ("la21data.charts", "la21data.maps", "la21data.metrics"):
        importlib.import_module(module)
    try:
        Store().open().frame("select * from meta")
    except CannotUse as error:
        print(f"{error.problem.th}\n{error.problem.en}", flush=True)  # The pages say so too; a store may yet come.


app = make_app()


# ------------------------------------------------------------ the command
def prepare() -> None:
    """Build what a clean clone lacks: the static files, and demo data where the store has no data at all."""
    from la21data import static_files

    static_files.build(ROOT / "static")
    store = Store()
    if not store.ids():
        from la21data.demo import publish_demo  # A second of imports that a store with data does not need.

        print("กำลังสร้างข้อมูลสาธิต (ครั้งแรกครั้งเดียว) / making demo data, this once", flush=True)
        publish_demo(store)


def listen(host: str, port: int) -> socket.socket:
    """A bound socket. Raises CannotUse where the address or the port cannot be had."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else str(error)
        raise CannotUse(
            "port",
            f"ใช้ที่อยู่ {host} พอร์ต {port} ไม่ได้ ({why}) ระบุพอร์ตอื่นด้วย --port",
            f"cannot serve at {host} port {port} ({why}): name another with --port",
        ) from error


def announce(host: str, port: int) -> None:
    """Where the page is, and how real data get in."""
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    print(
        f"เปิดแดชบอร์ดที่ http://{shown}:{port}  (หยุดด้วย Ctrl+C)\n"
        f"  นำเข้าข้อมูลจริง: python -m la21data import ไฟล์.xlsx …  (ดูวิธีใช้: python -m la21data import --help)\n"
        f"The dashboard is at http://{shown}:{port}  (Ctrl+C stops it)\n"
        f"  load real data: python -m la21data import FILE.xlsx …  (more: python -m la21data import --help)",
        flush=True,
    )


def serve(application: st.App, listening: socket.socket) -> None:
    """Run until stopped, with the websocket settings of `.streamlit/config.toml`."""
    settings = uvicorn.Config(
        application,
        lifespan="on",
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=5,
        ws="websockets-sansio",
        ws_ping_interval=PING_SECONDS,
        ws_ping_timeout=PING_SECONDS,
        ws_max_size=config.get_option("server.maxMessageSize") * 1024 * 1024,
        ws_per_message_deflate=config.get_option("server.enableWebsocketCompression"),
    )
    uvicorn.Server(settings).run(sockets=[listening])


def main(arguments: Sequence[str] | None = None, script: Path | str = ROOT / "dashboard.py") -> int:
    """Serve until stopped. Exit status 2 and one line where it cannot."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # A Windows console may not be UTF-8.
    parser = argparse.ArgumentParser(description="Serve the dashboard.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1: this machine only; 0.0.0.0: all)")
    parser.add_argument("--port", type=int, default=os.environ.get("PORT") or 8501, help="port to listen on (PORT, or 8501)")
    parser.add_argument("--prepare", action="store_true", help="first build the static files, and demo data where there are none")
    options = parser.parse_args(arguments)
    try:
        with listen(options.host, options.port) as listening:
            if options.prepare:
                prepare()
            port = listening.getsockname()[1]
            serve(make_app(script, lambda: announce(options.host, port)), listening)
    except CannotUse as error:
        print(f"server: {error.problem.th} / {error.problem.en}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
