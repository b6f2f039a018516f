"""The ASGI entry, one for development and production: `python server.py`, or `uvicorn server:app`.

It serves `dashboard.py` through Streamlit's own ASGI application, and adds what Streamlit leaves to whoever hosts it: the language of
the document, files compressed once, cache rules, security headers and health. It draws nothing and reads no record.
"""

from __future__ import annotations

import argparse
import gzip
import os
import re
import socket
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from functools import lru_cache
from pathlib import Path
from urllib.parse import parse_qs

import streamlit as st
import uvicorn
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config as streamlit_config
from streamlit import file_util

from la21data.problems import CannotUse
from la21data.store import Store

ROOT = Path(__file__).resolve().parent
STATIC = ROOT / "static"
TITLES = {"th": "แดชบอร์ดท้องถิ่นน่าอยู่สู่สังคมสีเขียว (LA21 & Green City)", "en": "LA21 & Green City dashboard"}
SUMMARIES = {
    "th": "ความก้าวหน้าขององค์กรปกครองส่วนท้องถิ่นในกิจกรรมส่งเสริมท้องถิ่นน่าอยู่สู่สังคมสีเขียวและสิ่งแวดล้อมเมืองยั่งยืน",
    "en": "How Thailand's local administrative organizations progress in the Local Agenda 21 & Green City programme",
}
NO_SCRIPT = {"th": "หน้านี้ต้องใช้ JavaScript โปรดเปิดใช้ในเบราว์เซอร์แล้วโหลดใหม่", "en": "This page needs JavaScript: allow it in the browser and reload."}
FONT = "/app/static/fonts/Sarabun-Regular.ttf"  # The same file that .streamlit/config.toml names.

# Streamlit writes its styles into the page as it runs, so styles must be allowed inline; scripts need not be.
CONTENT_SECURITY_POLICY = "; ".join([
    "default-src 'self'", "script-src 'self'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data: blob:", "font-src 'self' data:",
    "connect-src 'self' ws: wss:", "worker-src 'self' blob:", "object-src 'none'", "base-uri 'self'", "form-action 'self'",
    "frame-ancestors 'self'"])
SECURITY_HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
# Streamlit answers these to anyone: figures about the server, and an interface for programs that this dashboard does not offer.
CLOSED = re.compile(r"/_stcore/(metrics|script-health-check|agent)(/.*)?")
FILES = ("/static/", "/app/static/", "/favicon.png", "/manifest.json")
PACKABLE = re.compile(r"text/|application/(javascript|json|geo\+json|manifest\+json)|image/svg|font/(ttf|otf)|application/(x-)?font-[to]tf")
HASHED = re.compile(r"/app/static/(.*-[0-9a-f]{8,}\.\w+|fonts/.*)")
YEAR = "public, immutable, max-age=31536000"


# ------------------------------------------------------------ on its way out
@lru_cache(maxsize=512)
def packed(body: bytes) -> bytes:
    """A file, compressed as well as gzip can. Kept by its content, so that each file costs the time once and not once a viewer."""
    return gzip.compress(body, compresslevel=9, mtime=0)


@lru_cache(maxsize=2)
def first_page(lang: str) -> str:
    """The document that Streamlit serves for every page, in the reader's language, without what this dashboard does not use."""
    page = (Path(file_util.get_static_dir()) / "index.html").read_text(encoding="utf-8")
    head = (f'<title>{TITLES[lang]}</title>\n    <meta name="description" content="{SUMMARIES[lang]}" />\n'
            f'    <link rel="preload" href="{FONT}" as="font" type="font/ttf" crossorigin />')
    for pattern, text in (
        (r'<html lang="en">', f'<html lang="{lang}">'),
        (r"<title>.*?</title>", head.replace("&", "&amp;")),
        (r'<link\s+rel="preload"\s+href="[^"]*SourceSans[^>]*>', ""),  # A typeface that no page uses.
        (r'<!--\s+Machine-readable pointer.*?<link rel="service-desc"[^>]*>', ""),  # Its endpoint is closed.
        (r"<!-- initialize window\.prerenderReady.*?</script>", ""),  # The one inline script, for a hosted service.
        (r"<noscript>.*?</noscript>", f"<noscript><p>{NO_SCRIPT[lang]}</p></noscript>"),
    ):
        page = re.sub(pattern, text, page, count=1, flags=re.DOTALL)
    return page


class Delivery:
    """Middleware: what every answer over HTTP gets on its way out. Websockets pass untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif CLOSED.fullmatch(scope["path"]):
            await _with_headers(PlainTextResponse("ไม่พบหน้านี้ / not found\n", status_code=404), scope, receive, send)
        else:
            await self._answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        start: Message = {}
        body: list[bytes] = []
        kind = "stream"

        async def finish(message: Message) -> None:
            nonlocal start, kind
            if message["type"] == "http.response.start":
                start, kind = message, _kind(scope, message)
                if kind == "stream":
                    _add_headers(scope["path"], message)
                    await send(message)
                return
            if kind == "stream":
                await send(message)
                return
            body.append(message.get("body", b""))
            if message.get("more_body"):
                return
            answer = _document(scope) if kind == "document" else await _file(start, b"".join(body))
            await _with_headers(answer, scope, receive, send)

        await self.app(scope, receive, finish)


def _kind(scope: Scope, start: Message) -> str:
    """What is done with an answer: `document` is replaced, `file` is compressed once and kept, `stream` passes as it comes."""
    headers = Headers(raw=start["headers"])
    content_type = headers.get("content-type", "")
    if scope["method"] != "GET" or start["status"] != 200:
        return "stream"
    if content_type.startswith("text/html") and not scope["path"].startswith(("/component/", "/media/", "/app/static/", "/_stcore/")):
        return "document"
    accepted = Headers(scope=scope).get("accept-encoding", "")
    packable = PACKABLE.match(content_type) and "content-encoding" not in headers and "gzip" in accepted
    return "file" if packable and scope["path"].startswith(FILES) else "stream"


def _document(scope: Scope) -> Response:
    if scope["path"].count("/") > 1:
        # Streamlit would answer with its document, whose relative links then lead nowhere: a blank page.
        return PlainTextResponse("ไม่พบหน้านี้ / not found\n", status_code=404)
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", ["th"])[-1]
    return HTMLResponse(first_page("en" if asked == "en" else "th"), headers={"cache-control": "no-cache"})


async def _file(start: Message, body: bytes) -> Response:
    answer = Response(await run_in_threadpool(packed, body))
    kept = [(name, value) for name, value in start["headers"] if name.lower() not in (b"content-length", b"accept-ranges")]
    answer.raw_headers = [*kept, (b"content-encoding", b"gzip"), (b"content-length", str(len(answer.body)).encode())]
    return answer


def _add_headers(path: str, start: Message) -> None:
    headers = MutableHeaders(raw=start["headers"])
    headers.update(SECURITY_HEADERS)
    if path.startswith(FILES):
        headers.add_vary_header("Accept-Encoding")
    if path.startswith("/app/static/"):
        if path == "/app/static/manifest.json" or start["status"] != 200:
            headers["cache-control"] = "no-store"
        else:
            headers["cache-control"] = YEAR if HASHED.fullmatch(path) else "public, max-age=3600"
    start["headers"] = headers.raw


async def _with_headers(answer: Response, scope: Scope, receive: Receive, send: Send) -> None:
    async def finish(message: Message) -> None:
        if message["type"] == "http.response.start":
            _add_headers(scope["path"], message)
        await send(message)

    await answer(scope, receive, finish)
