"""What a browser is told and sent: policy, cache, compression, and how much a first visit costs."""

import json
import socket
import urllib.error
import urllib.request
from collections.abc import Callable
from email.message import Message

import pytest
from visiting import ROOT, Visit

FIRST_VISIT_KB = 3_500  # Measured: 2,900 kB with a map, of which Streamlit's plotly 1,415 (uncompressed, all would be 9,400).


def headers(address: str, **asked: str) -> Message:
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip", **asked})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.headers


def test_the_policy_stops_a_script_that_is_not_ours(visit: Callable[..., Visit]) -> None:
    opened = visit("/")
    opened.page.evaluate("""() => {
        const script = document.createElement('script');
        script.textContent = 'window.gotIn = true';
        document.body.append(script);
    }""")
    assert opened.page.evaluate("window.gotIn") is None
    assert any("Content Security Policy" in error for error in opened.errors)


def test_static_files_are_named_by_their_content_and_kept(base: str) -> None:
    names = json.loads((ROOT / "static" / "manifest.json").read_text(encoding="utf-8"))
    assert "no-store" in headers(f"{base}/app/static/manifest.json")["cache-control"]
    shapes = [name for name in names.values() if name.startswith("geo/")]
    assert shapes
    for name in [*shapes, "fonts/Sarabun-Regular.ttf"]:
        told = headers(f"{base}/app/static/{name}")
        assert (told["content-encoding"], told["cache-control"]) == ("gzip", "public, max-age=31536000, immutable"), name


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/a/b", "/app/static/../server.py"])
def test_closed_and_unknown_addresses_are_404_or_400(base: str, path: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(base + path, timeout=30)
    assert refused.value.code in (400, 404)
    refused.value.close()


def test_the_websocket_deflates_with_its_whole_window(base: str) -> None:
    """As `test_the_years_play_in_small_steps…` deflates what it counts: with a smaller window each step would be half as large again."""
    host = base.removeprefix("http://")
    asked = (
        f"GET /_stcore/stream HTTP/1.1\r\nHost: {host}\r\nOrigin: {base}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n"
    )
    with socket.create_connection(tuple(host.split(":")), timeout=30) as browser:
        browser.sendall(asked.encode())
        answer = browser.recv(4096).decode().lower()
    agreed = [line for line in answer.splitlines() if line.startswith("sec-websocket-extensions")]
    assert agreed == ["sec-websocket-extensions: permessage-deflate"]


def test_a_first_visit_stays_small(visit: Callable[..., Visit]) -> None:
    opened = visit("/about")
    session = opened.page.context.new_cdp_session(opened.page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    opened.page.goto(opened.page.url.replace("/about", "/map"))
    opened.stand_still()
    assert 1000 < sum(sizes) / 1000 < FIRST_VISIT_KB
