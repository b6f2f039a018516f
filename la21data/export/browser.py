"""The one warm browser that draws pictures. It starts at the first picture, and again when it has crashed; nobody need look after it."""

from __future__ import annotations

import asyncio
import atexit
import os
import shutil
import threading
from collections.abc import Mapping
from typing import Any

from la21data.export import fonts
from la21data.problems import CannotUse
from la21data.static_files import STATIC

TABS = 2  # Pictures drawn at once; the others wait their turn.
PATIENCE = 60  # Seconds for one picture.
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")


def available() -> bool:
    """Whether this machine has a browser for pictures (`BROWSER_PATH`, or one of the usual names)."""
    named = os.environ.get("BROWSER_PATH")
    return os.path.isfile(named) if named else any(shutil.which(name) for name in NAMES) or _found()


def render(figure: Mapping[str, Any], options: Mapping[str, Any]) -> bytes:
    """A picture of a plotly figure. `options`: format, width, height, scale.

    Raises CannotUse without a browser, when it fails twice, or without Sarabun: another typeface would be taken, and nobody told.
    """
    if not available():
        raise CannotUse(
            "no_browser",
            "สร้างภาพไม่ได้ เครื่องแม่ข่ายยังไม่มีเบราว์เซอร์ ให้ติดตั้ง Chromium (apt install chromium) หรือระบุที่อยู่ใน BROWSER_PATH "
            "ไฟล์ PPTX XLSX CSV และ HTML ยังดาวน์โหลดได้",
            "no picture can be made: this machine has no browser. Install Chromium (apt install chromium) or name one in BROWSER_PATH. "
            "PPTX, XLSX, CSV and HTML still work",
        )
    fonts.folder()
    return _warm.render(dict(figure), dict(options))


def stop() -> None:
    """Close the browser; the next picture starts another."""
    _warm.stop()


class _Warm:
    """Kaleido on a thread of its own with its own event loop; any thread may ask it for a picture."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._kaleido: Any = None

    def render(self, figure: dict[str, Any], options: dict[str, Any]) -> bytes:
        for attempt in (1, 2):
            kaleido = None
            try:
                kaleido, loop = self._started()
                asked = asyncio.run_coroutine_threadsafe(_picture(kaleido, figure, options), loop)
                return asked.result(PATIENCE + 10)
            except Exception as error:  # A browser can fail in a hundred ways: whatever it was, a fresh one gets one more try.
                if kaleido is not None:
                    self._discard(kaleido)
                if attempt == 2:
                    raise CannotUse(
                        "browser_failed",
                        "สร้างภาพไม่สำเร็จ เบราว์เซอร์ของเครื่องแม่ข่ายหยุดทำงาน ลองใหม่ หรือดาวน์โหลดเป็น PPTX XLSX CSV HTML",
                        f"the picture could not be made, the browser failed ({type(error).__name__}): try again, or take another format",
                    ) from error
        raise AssertionError("unreachable")

    def stop(self) -> None:
        with self._lock:
            kaleido, loop, self._kaleido, self._loop = self._kaleido, self._loop, None, None
        if kaleido is not None and loop is not None:
            _close(kaleido, loop)

    def _started(self) -> tuple[Any, asyncio.AbstractEventLoop]:
        with self._lock:
            if self._kaleido is None or self._kaleido.subprocess.poll() is not None:
                loop = asyncio.new_event_loop()
                threading.Thread(target=loop.run_forever, name="la21-browser", daemon=True).start()
                try:
                    self._kaleido = asyncio.run_coroutine_threadsafe(_open(), loop).result(PATIENCE)
                except BaseException:
                    loop.call_soon_threadsafe(loop.stop)
                    raise
                self._loop = loop
            assert self._loop is not None
            return self._kaleido, self._loop

    def _discard(self, kaleido: Any) -> None:
        """Drop a browser that failed, unless another thread has done so already."""
        with self._lock:
            if self._kaleido is not kaleido or self._loop is None:
                return
            loop, self._kaleido, self._loop = self._loop, None, None
        _close(kaleido, loop)


async def _open() -> Any:
    from choreographer.browsers.chromium import Chromium
    from kaleido import Kaleido

    class WithSarabun(Chromium):
        """Chromium that knows our typeface."""

        def get_env(self) -> Any:
            return {**super().get_env(), "FONTCONFIG_FILE": str(fonts.fontconfig_file())}

    kaleido = Kaleido(n=TABS, timeout=PATIENCE, mathjax=False, browser_cls=WithSarabun)
    await kaleido.open()
    return kaleido


async def _picture(kaleido: Any, figure: dict[str, Any], options: dict[str, Any]) -> bytes:
    picture: bytes = await kaleido.calc_fig(figure, options, topojson=(STATIC / "topostub").resolve().as_uri() + "/")
    return picture


def _close(kaleido: Any, loop: asyncio.AbstractEventLoop) -> None:
    """Close a browser, also one that no longer answers, and its loop."""
    closing = asyncio.run_coroutine_threadsafe(kaleido.close(), loop)
    try:
        closing.result(10)
    except Exception:  # It was broken already; what is left of it is killed.
        if kaleido.subprocess.poll() is None:
            kaleido.subprocess.kill()
    loop.call_soon_threadsafe(loop.stop)


def _found() -> bool:
    from choreographer.browsers.chromium import Chromium

    return bool(Chromium.find_browser(skip_local=False))


_warm = _Warm()
atexit.register(stop)
