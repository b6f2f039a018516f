"""The ASGI entry, one for development and production: `python server.py`, or `uvicorn server:app`.

It serves `dashboard.py` through Streamlit's own ASGI application, with the rooms of `serving/` around it.
It draws nothing and computes nothing.
"""

from __future__ import annotations

import argparse
import importlib
import logging
import secrets
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route
from streamlit import config
from streamlit.runtime.pages_manager import PagesManager

from la21data.domain import Language
from la21data.problems import CannotUse
from la21data.settings import PORT, SOURCE
from la21data.store import Store, following
from la21data.text import words
from pages.shared import ahead
from pages.shared.plain import plain
from serving.delivery import Delivery
from serving.doors import SIGN_IN, Doors, sign_in
from serving.garbage import collecting, freeze
from serving.health import live, ready
from serving.listening import announce, listen, say, serve
from serving.log import set_up_log
from serving.secrets_file import check_secrets
from serving.watching import Watching, start_watching

ROOT = Path(__file__).resolve().parent


# ------------------------------------------------------------ the application
def make_app(script: Path | str = ROOT / "dashboard.py", when_ready: Callable[[], None] = lambda: None) -> st.App:
    """The whole dashboard as one ASGI application. `when_ready` is called once, when it is warm."""

    @asynccontextmanager
    async def lifespan(_: st.App) -> AsyncIterator[None]:
        with following(SOURCE.text(), Store()):
            warm_up()
            when_ready()
            with ahead.working():
                async with collecting():
                    yield

    set_up_log()
    check_secrets()
    app = st.App(
        script,
        lifespan=lifespan,
        routes=[Route("/health/live", live), Route("/health/ready", ready), Route(SIGN_IN, sign_in)],
        middleware=[Middleware(Watching), Middleware(Delivery), Middleware(Doors)],
        on_script_error=say_sorry,
    )
    # A server's files do not change under it, and watching them costs. For writing pages: `streamlit run dashboard.py`, without our style.
    config.set_option("server.fileWatcherType", "none")
    config.set_option("runner.postScriptGC", False)  # Garbage is collected beside the pages: serving/garbage.py.
    # Else a first visit to /map would run pages/map.py alone, with a menu of file names, until somebody opened the first page.
    PagesManager.uses_pages_directory = False
    return app


def say_sorry(error: Exception) -> bool:
    """What a viewer sees of a fault of the program: a line and a code, by which the operator finds the traceback in the log.

    What cannot be used says why itself: a page was open while its snapshot was withdrawn or pruned.
    """
    lang: Language = "en" if st.query_params.get("lang") == "en" else "th"
    if isinstance(error, CannotUse):
        st.error(plain(error.problem.text(lang)), icon=":material/error:")
        return True
    code = secrets.token_hex(3)
    logging.getLogger("la21").error("the fault above was shown to a reader with the code %s", code)
    st.error(f"**{words('app.page_error', lang)}**  \n{words('app.page_error_mend', lang, code=code)}", icon=":material/error:")
    return True


def warm_up() -> None:
    """Pay before the first viewer does: the imports (pandas, plotly; 2 s), and opening the current snapshot."""
    for module in ("la21data.charts", "la21data.maps", "la21data.metrics", "la21data.blocks"):
        importlib.import_module(module)
    try:
        Store().open().frame("select * from meta")
    except CannotUse as error:
        say(f"{error.problem.th}\n{error.problem.en}")  # The pages say so too; a store may yet come.
    freeze()


app = make_app()


# ------------------------------------------------------------ the command
def prepare() -> None:
    """Build what a clean clone lacks: the static files, and demo data where the store has no data at all."""
    from la21data import static_files

    static_files.build(ROOT / "static")
    store = Store()
    if not store.ids():
        from la21data.demo import publish_demo  # A second of imports that a store with data does not need.

        say("กำลังสร้างข้อมูลสาธิต (ครั้งแรกครั้งเดียว) / making demo data, this once")
        publish_demo(store)


def main(arguments: Sequence[str] | None = None, script: Path | str = ROOT / "dashboard.py") -> int:
    """Serve until stopped. Exit status 2 and one line where it cannot."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # A Windows console may not be UTF-8.
    parser = argparse.ArgumentParser(description="Serve the dashboard.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1: this machine only; 0.0.0.0: all)")
    parser.add_argument("--port", type=int, default=PORT.text(), help="port to listen on (LA21_PORT, or 8501)")
    parser.add_argument("--prepare", action="store_true", help="first build the static files, and demo data where there are none")
    options = parser.parse_args(arguments)
    try:
        with listen(options.host, options.port) as listening:
            start_watching()
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
