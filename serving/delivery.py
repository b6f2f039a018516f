"""Middleware around Streamlit's application: what every answer over HTTP gets on its way out."""

from __future__ import annotations

import gzip
import re
from functools import lru_cache
from typing import Literal

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from serving.document import document, first_script_hash, language_of

# Of scripts only our own files and the one at the head of the document. Streamlit writes styles into the page as it runs, so those
# must be allowed inline; its spreadsheet-like table and deck.gl carry WebAssembly; maplibre draws in workers made from blobs.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' '{script}'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self' ws: wss:; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'self'"
)
SECURITY_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
# Streamlit answers these to anyone: figures about the server, and an interface for programs that this dashboard does not offer.
CLOSED = re.compile(r"/_stcore/(metrics|script-health-check|agent)(/.*)?")
APP_STATIC = "/app/static/"
FILES = ("/static/", APP_STATIC, "/favicon.png", "/manifest.json")
NOT_PAGES = ("/component/", "/media/", "/_stcore/", *FILES)
COMPRESSIBLE = re.compile(r"text/|image/svg|font/([ot]tf|sfnt)|application/(javascript|([\w.]+\+)?json|(x-)?font-[ot]tf)")
NEVER_CHANGES = re.compile(r"/app/static/(.*-[0-9a-f]{8,}\.\w+|fonts/.*)")  # Named by its content, or by a pinned package.
YEAR = "public, max-age=31536000, immutable"
HOUR = "public, max-age=3600"

Kind = Literal["document", "file", "stream"]


class Delivery:
    """ASGI middleware. Pages get our document, files are compressed once, all get cache and security headers; websockets pass."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def dress_and_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                _dress(scope["path"], message)
                if scope["scheme"] == "https":  # As the proxy says (X-Forwarded-Proto): then no cookie travels without TLS.
                    message["headers"] = [_secured(name, value) for name, value in message["headers"]]
            await send(message)

        if CLOSED.fullmatch(scope["path"]):
            await not_found()(scope, receive, dress_and_send)
        else:
            await self._answer(scope, receive, dress_and_send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        start: Message = {}
        body: list[bytes] = []
        kind: Kind = "stream"

        async def pass_on(message: Message) -> None:
            nonlocal start, kind
            if message["type"] == "http.response.start":
                start, kind = message, _kind(scope, message)
            if kind == "stream":
                await send(message)
            elif message["type"] == "http.response.body":
                body.append(message.get("body", b""))
                if not message.get("more_body"):
                    answer = _page(scope) if kind == "document" else await _compressed(start["headers"], b"".join(body))
                    await answer(scope, receive, send)

        # Streamlit compresses some files itself, anew for each viewer: ask it for them plain, and compress once here.
        ours = scope["path"].startswith(FILES)
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        await self.app({**scope, "headers": plain} if ours else scope, receive, pass_on)


def not_found() -> Response:
    """A real 404, where Streamlit would answer 200 with its document."""
    return PlainTextResponse("ไม่พบหน้านี้ / not found\n", status_code=404, headers={"cache-control": "no-store"})


@lru_cache(maxsize=512)
def compress(content: bytes) -> bytes:
    """As small as gzip can. Kept by the content itself, so a file costs the time once and not once a viewer."""
    return gzip.compress(content, compresslevel=9, mtime=0)


def _kind(scope: Scope, start: Message) -> Kind:
    """`document`: to be replaced by ours; `file`: to be compressed once and kept; `stream`: passed on piece by piece."""
    headers = Headers(raw=start["headers"])
    path, content_type = scope["path"], headers.get("content-type", "")
    if start["status"] != 200 or scope["method"] not in ("GET", "HEAD"):
        return "stream"
    if content_type.startswith("text/html") and (path.startswith("/static/") or not path.startswith(NOT_PAGES)):
        return "document"
    wanted = scope["method"] == "GET" and path.startswith(FILES) and _takes_gzip(scope)
    return "file" if wanted and COMPRESSIBLE.match(content_type) else "stream"


def _takes_gzip(scope: Scope) -> bool:
    return "gzip" in Headers(scope=scope).get("accept-encoding", "")


def _page(scope: Scope) -> Response:
    if scope["path"].count("/") > 1:
        return not_found()  # The document's links are relative: one level down, it would be a blank page.
    lang = language_of(scope["query_string"])
    return HTMLResponse(document(lang), headers={"cache-control": "no-cache", "content-language": lang})


async def _compressed(headers: list[tuple[bytes, bytes]], content: bytes) -> Response:
    small = await run_in_threadpool(compress, content)
    answer = Response(small)
    answer.raw_headers = [
        *((name, value) for name, value in headers if name != b"content-length"),
        (b"content-encoding", b"gzip"),
        (b"content-length", str(len(small)).encode()),
    ]
    return answer


def _secured(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    return name, value + b"; Secure" if name == b"set-cookie" and b"; secure" not in value.lower() else value


def _dress(path: str, start: Message) -> None:
    headers = MutableHeaders(raw=[*start["headers"]])
    headers.update(SECURITY_HEADERS)
    headers["content-security-policy"] = CONTENT_SECURITY_POLICY.format(script=first_script_hash())
    if path.startswith(FILES):
        headers.add_vary_header("Accept-Encoding")
    if path.startswith(APP_STATIC):
        known = start["status"] == 200 and path != f"{APP_STATIC}manifest.json"
        headers["cache-control"] = (YEAR if NEVER_CHANGES.fullmatch(path) else HOUR) if known else "no-store"
    start["headers"] = headers.raw
