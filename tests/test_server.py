"""What leaves the server: the document, compression, cache rules, security headers, health. Whole pages are in tests/browser."""

import asyncio
import datetime as dt
import gzip
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit import config

import server
from la21data.problems import CannotUse
from la21data.store import Store
from serving import delivery, garbage
from serving.document import document, first_script, first_script_hash, language_of
from serving.health import live, ready
from serving.listening import announce, listen

SHAPES = [{"province": number, "line": [100.123, 14.456] * 20} for number in range(40)]


def stand_in(request: Request) -> Response:
    """Answers as Streamlit does: its own document for whatever it does not know."""
    path = request.url.path
    if path.endswith(".json"):
        return JSONResponse(SHAPES)
    if path.endswith(".js"):
        return PlainTextResponse("export const everything = 'everything'\n" * 200, media_type="text/javascript")
    if path.startswith("/media/"):
        return HTMLResponse("<p>a download</p>")
    if path == "/_stcore/metrics" or path.startswith("/_stcore/agent"):
        return PlainTextResponse("figures about the server")
    return HTMLResponse('<html lang="en"><title>Streamlit</title></html>')


@pytest.fixture
def client() -> Iterator[TestClient]:
    app = Starlette(routes=[Route("/{path:path}", stand_in)], middleware=[Middleware(delivery.Delivery)])
    with TestClient(app) as client:
        yield client


@pytest.fixture(autouse=True)
def nothing_compressed_yet() -> None:
    delivery.compress.cache_clear()


@pytest.mark.parametrize(
    ("query", "lang"),
    [("", "th"), ("?lang=en", "en"), ("?lang=th", "th"), ("?lang=xx", "th"), ("?fy=2567&lang=en", "en"), ("?lang=%FF", "th")],
)
def test_the_document_is_in_the_language_of_the_address(client: TestClient, query: str, lang: str) -> None:
    answer = client.get(f"/map{query}")
    assert answer.status_code == 200
    assert f'<html lang="{lang}">' in answer.text
    assert answer.headers["content-language"] == lang
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("lang", ["th", "en"])
def test_every_change_to_streamlits_document_is_made(lang: str) -> None:
    """Fails when a new Streamlit writes its document otherwise, and a change no longer finds its place."""
    page = document(lang)  # type: ignore[arg-type]
    assert page.count("<title>LA21 &amp; Green City</title>") == 1
    assert '<meta name="description"' in page
    assert re.findall(r'rel="preload"\s+href="([^"]*)"', page) == ["/app/static/fonts/Sarabun-Regular.ttf"]
    assert "shortcut icon" not in page and 'href="data:image/svg+xml;base64,' in page
    assert "_stcore/agent" not in page and "You need to enable JavaScript" not in page
    assert re.findall(r"<script>(.*?)</script>", page, re.DOTALL) == [first_script()]
    assert '<script type="module" crossorigin src="./static/js/' in page
    # Our style is the last thing: Streamlit writes its own into the head, and of two rules of the same weight the later one wins.
    assert re.fullmatch(r"\s*</style>\s*</body>\s*</html>\s*", page[page.index("</style>", page.index("tabular-nums")) :])


def test_the_first_script_carries_the_theme() -> None:
    script = first_script()
    assert "_HERE" not in script
    assert "Sarabun, sans-serif" in script and "app/static/fonts/Sarabun-Regular.ttf" in script


def test_language_of_reads_the_last_value() -> None:
    assert language_of(b"lang=th&lang=en") == "en"
    assert language_of(b"") == "th"


def test_a_path_one_level_down_is_a_real_404(client: TestClient) -> None:
    answer = client.get("/map/somewhere")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/plain; charset=utf-8")


def test_a_missing_script_is_a_404_and_not_a_document(client: TestClient) -> None:
    assert client.get("/static/js/gone").status_code == 404


@pytest.mark.parametrize(
    "path", ["/_stcore/metrics", "/_stcore/agent/interact", "/_stcore/agent/mcp", "/_stcore/agent", "/_stcore/script-health-check"]
)
def test_what_streamlit_answers_to_anyone_is_closed(client: TestClient, path: str) -> None:
    for method in ("GET", "POST", "OPTIONS"):
        answer = client.request(method, path)
        assert answer.status_code == 404
        assert "figures" not in answer.text


def test_files_are_compressed_once_and_kept(client: TestClient) -> None:
    path = "/app/static/geo/provinces-0123456789ab.json"
    plain = client.get(path, headers={"accept-encoding": "identity"})
    small = client.get(path)
    again = client.get(path)
    assert "content-encoding" not in plain.headers
    assert small.headers["content-encoding"] == "gzip"
    assert int(small.headers["content-length"]) < int(plain.headers["content-length"]) / 4
    assert small.json() == again.json() == plain.json() == SHAPES
    assert plain.headers["vary"] == small.headers["vary"] == "Accept-Encoding"
    assert (delivery.compress.cache_info().misses, delivery.compress.cache_info().hits) == (1, 1)


def test_scripts_are_compressed_too_and_a_head_has_no_body(client: TestClient) -> None:
    assert client.get("/static/js/index.js").headers["content-encoding"] == "gzip"
    head = client.head("/static/js/index.js")
    assert (head.status_code, head.content) == (200, b"")


def test_compress_can_be_undone() -> None:
    assert gzip.decompress(delivery.compress(b"abc" * 100)) == b"abc" * 100


@pytest.mark.parametrize(
    ("path", "cache"),
    [
        ("/app/static/geo/provinces-0123456789ab.json", delivery.YEAR),
        ("/app/static/fonts/Sarabun-Regular.json", delivery.YEAR),
        ("/app/static/topostub/world_110m.json", delivery.HOUR),
        ("/app/static/manifest.json", "no-store"),
    ],
)
def test_only_what_never_changes_is_kept_for_long(client: TestClient, path: str, cache: str) -> None:
    assert client.get(path).headers["cache-control"] == cache


@pytest.mark.parametrize(
    "path", ["/", "/map", "/_stcore/metrics", "/static/js/index.js", "/app/static/manifest.json", "/media/file", "/a/b"]
)
def test_every_answer_carries_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == policy["frame-ancestors"] == "'self'"
    assert policy["script-src"] == f"'self' 'wasm-unsafe-eval' '{first_script_hash()}'"
    assert not re.search(r"https?:", headers["content-security-policy"])


def test_behind_tls_no_cookie_travels_without_it() -> None:
    def gives_a_cookie(_: Request) -> Response:
        answer = PlainTextResponse("x")
        answer.set_cookie("a", "1")
        return answer

    app = Starlette(routes=[Route("/x", gives_a_cookie)], middleware=[Middleware(delivery.Delivery)])
    for base, secure in (("https://la21.example", True), ("http://la21.example", False)):
        assert TestClient(app, base_url=base).get("/x").headers["set-cookie"].endswith("; Secure") is secure


def test_downloads_are_passed_on_as_they_are(client: TestClient) -> None:
    assert client.get("/media/file").text == "<p>a download</p>"


def test_live_answers_without_a_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with health(tmp_path, monkeypatch) as client:
        assert client.get("/health/live").json() == {"status": "live"}


def test_ready_says_in_one_line_why_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with health(tmp_path, monkeypatch) as client:
        answer = client.get("/health/ready")
    assert (answer.status_code, answer.text) == (503, "not ready: no_store\n")
    assert str(tmp_path) not in answer.text


def test_ready_names_the_snapshot_and_notices_a_damaged_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path)
    with store.writing():
        first = store.publish(lambda connection: None, is_demo=True, as_of=dt.date(2026, 9, 30))
    with health(tmp_path, monkeypatch) as client:
        told = client.get("/health/ready").json()
        assert told.pop("age_seconds") < 60
        assert told == {"status": "ready", "snapshot": first, "as_of": "2026-09-30", "notice": None}
        (tmp_path / "CURRENT").write_text("00009-00000000\n", encoding="ascii")
        told = client.get("/health/ready").json()
        assert (told["status"], told["snapshot"], told["notice"]) == ("ready", first, "fallback")


def health(store: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setenv("LA21_STORE", str(store))
    return TestClient(Starlette(routes=[Route("/health/live", live), Route("/health/ready", ready)]))


def test_a_port_in_use_is_one_line_and_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CannotUse):
            listen("127.0.0.1", port)
        assert server.main(["--port", str(port)]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and str(port) in said and "Traceback" not in said


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_the_announcement_says_where_and_how_in_both_languages(capsys: pytest.CaptureFixture[str], host: str) -> None:
    announce(host, 8600)
    said = capsys.readouterr().out
    assert said.count("http://127.0.0.1:8600") == 2
    assert said.count("python -m la21data import") >= 2 and "ข้อมูลจริง" in said


WARMED = ("pandas", "plotly", "la21data.charts", "la21data.maps", "la21data.metrics", "la21data.blocks")


def test_nobody_is_answered_before_what_pages_need_is_loaded(demo_store: Path) -> None:
    """In a process of its own, for this one has loaded everything long since."""
    code = (
        "import sys, server\nfrom starlette.testclient import TestClient\nfrom la21data.store import Store\n"
        "found = lambda: [name for name in sys.argv[1:] if name not in sys.modules]\n"
        "cold, app = found(), server.make_app(when_ready=lambda: print('lacks', found(), 'cold', len(cold)))\n"
        "with TestClient(app) as client: print(client.get('/health/ready').status_code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *WARMED],
        cwd=Path(server.__file__).parent,
        env={**os.environ, "LA21_STORE": str(demo_store)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert re.search(r"lacks \[\] cold [1-9].*\n200\n", done.stdout), done.stdout + done.stderr


def test_garbage_is_collected_beside_the_pages_and_not_after_each(monkeypatch: pytest.MonkeyPatch) -> None:
    collected: list[str] = []
    monkeypatch.setattr(garbage, "PAUSE", 0.01)
    monkeypatch.setattr(garbage.gc, "collect", lambda: collected.append("now"))

    async def run() -> None:
        async with garbage.collecting():
            await asyncio.sleep(0.2)

    asyncio.run(run())
    ran = len(collected)
    assert ran >= 2
    assert not config.get_option("runner.postScriptGC")
