"""Who gets in: private mode, uploads, and how large a request may be. It refuses before Streamlit reads anything."""

from __future__ import annotations

import html
import re

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.user_info import generate_login_redirect_url

from la21data.access import may
from la21data.domain import Language
from la21data.roles import end_session
from la21data.settings import BODY_MB, PRIVATE
from la21data.text import words
from serving.document import language_of
from serving.signed_in import claims_of, is_signed_in, known, sender

SIGN_IN = "/sign-in"
# What answers without a sign-in even in private mode: health, the way in, and what is public anyway (shapes of provinces, fonts).
OPEN = re.compile(r"/health/(live|ready)|/sign-in|/auth/(login|logout)|/oauth2callback|/app/static/(geo|fonts|topostub)/[\w.-]+")
UPLOADS = "/_stcore/upload_file/"
NO_STORE = {"cache-control": "no-store"}


class Doors:
    """ASGI middleware around everything that Streamlit answers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif PRIVATE.on() and not OPEN.fullmatch(scope["path"]) and not is_signed_in(scope):
            await _turn_away(scope, receive, send)
        elif scope["type"] == "http":
            await self._let_in(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _let_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] == "/auth/logout":
            end_session(claims_of(scope))  # Streamlit forgets this browser's cookie only; a copy of it, and other tabs, end here.
        if scope["path"].startswith(UPLOADS) and scope["method"] in ("PUT", "POST") and not may(sender(scope), "dry_run"):
            await _refusal(403, "ไม่มีสิทธิ์ส่งไฟล์", "your role may not upload files")(scope, receive, send)
            return
        limit = int(BODY_MB.number() * 1_000_000)
        told = Headers(scope=scope).get("content-length", "0")
        if not told.isdigit() or int(told) > limit:
            await _too_large()(scope, receive, send)
            return
        if scope["path"] == "/auth/login":
            await self._to_the_provider(scope, receive, send)
        else:
            await self.app(scope, _counted(receive, limit), send)

    async def _to_the_provider(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Where the provider does not answer Streamlit says no more than «Authentication error»."""
        failed = False

        async def unless_failed(message: Message) -> None:
            nonlocal failed
            failed = failed or (message["type"] == "http.response.start" and message["status"] == 400)
            if not failed:
                await send(message)

        await self.app(scope, receive, unless_failed)
        if failed:
            await _refusal(
                503,
                "ลงชื่อเข้าใช้ไม่ได้ในขณะนี้ ระบบยืนยันตัวตนไม่ตอบ ลองใหม่ภายหลัง หากไม่ได้เปิดเฉพาะผู้ลงชื่อเข้าใช้ ยังดูข้อมูลได้ตามปกติ",
                "nobody can sign in at the moment: the identity provider does not answer. Try again later; "
                "unless this server is for signed-in people only, looking goes on without",
            )(scope, receive, send)


def sign_in(request: Request) -> Response:
    """The way to the provider. Its address holds for two minutes only, so that it is made when somebody asks for it."""
    name = request.query_params.get("provider", "default")
    if name not in known():
        return _refusal(404, words("person.private_off", "th"), words("person.private_off", "en"))
    return RedirectResponse(generate_login_redirect_url(name), status_code=302, headers=NO_STORE)


async def _turn_away(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
    else:
        await _way_in(language_of(scope["query_string"]))(scope, receive, send)


def _way_in(lang: Language) -> Response:
    """A page without scripts, and without anything of the data, that leads to the sign-in."""
    links = "".join(
        f'<p><a href="{SIGN_IN}?provider={html.escape(name)}">'
        + html.escape(words("person.sign_in", lang) if name == "default" else words("person.sign_in_with", lang, provider=name))
        + "</a></p>"
        for name in known()
    )
    title = html.escape(words("person.private_title", lang))
    page = (
        f'<!doctype html><html lang="{lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{title}</title>"
        "<style>@font-face{font-family:Sarabun;src:url(/app/static/fonts/Sarabun-Regular.ttf)}"
        "body{font:18px/1.7 Sarabun,sans-serif;max-width:32rem;margin:15vh auto;padding:0 1rem}a{color:#1B6B4A}</style>"
        f"<h1>{title}</h1>{links or '<p>' + html.escape(words('person.private_off', lang)) + '</p>'}"
    )
    return HTMLResponse(page, status_code=401, headers=NO_STORE)


def _counted(receive: Receive, limit: int) -> Receive:
    """`receive` that ends the request where a body without a length grows too large."""
    seen = 0

    async def counting() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        return {"type": "http.disconnect"} if seen > limit else message

    return counting


def _too_large() -> Response:
    return _refusal(413, "คำขอมีขนาดใหญ่เกินไป", "the request is too large")


def _refusal(status: int, th: str, en: str) -> Response:
    return PlainTextResponse(f"{th} / {en}\n", status_code=status, headers=NO_STORE)
