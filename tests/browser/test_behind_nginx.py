"""nginx with the files of deploy/, before two servers on this machine: pages, websockets, limits, one server gone."""

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx2 as httpx
import pytest
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from visiting import free_port, serving

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
NGINX = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin")


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Holds the process id of the second server."""
    return tmp_path_factory.mktemp("second") / "pid"


@pytest.fixture(scope="module")
def proxied(demo_store: Path, second: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if NGINX is None:
        reason = "no nginx on this machine (Debian: apt install nginx-light)"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    folder, port, ports = tmp_path_factory.mktemp("nginx"), free_port(), (free_port(), free_port())
    site = (DEPLOY / "nginx.conf").read_text(encoding="utf-8").replace("listen 8080", f"listen 127.0.0.1:{port}")
    (folder / "site.conf").write_text(site, encoding="utf-8")
    upstream = (DEPLOY / "upstream.conf").read_text(encoding="utf-8")
    (folder / "upstream.conf").write_text(upstream.replace(":8501", f":{ports[0]}").replace(":8502", f":{ports[1]}"), encoding="utf-8")
    paths = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}} http {{ access_log off; {paths} include site.conf; }}\n",
        encoding="utf-8",
    )
    with ExitStack() as stack:
        for number, one in enumerate(ports):
            stack.enter_context(serving(demo_store, folder / f"log{number}", port=one, pid_file=second))
        command = [NGINX, "-p", str(folder), "-c", "nginx.conf", "-e", str(folder / "error.log")]
        assert subprocess.run([*command, "-t"], capture_output=True).returncode == 0
        process = subprocess.Popen(command)
        stack.callback(process.wait, 10)
        stack.callback(process.terminate)
        _wait_for(f"http://127.0.0.1:{port}/health/live")
        yield f"http://127.0.0.1:{port}"


def test_pages_files_and_health_come_through_with_their_headers(proxied: str) -> None:
    page = httpx.get(f"{proxied}/map")
    assert page.status_code == 200 and "frame-ancestors 'self'" in page.headers["content-security-policy"]
    assert httpx.get(f"{proxied}/health/ready").json()["status"] == "ready"
    assert httpx.get(f"{proxied}/_stcore/metrics").status_code == 404


async def open_page(proxied: str, reader: str = "") -> bool:
    address, cookie = proxied.replace("http", "ws", 1) + "/_stcore/stream", {"cookie": f"_streamlit_xsrf={reader}"} if reader else {}
    async with websockets.connect(address, subprotocols=["streamlit"], origin=proxied, max_size=None, additional_headers=cookie) as page:
        await page.send(BackMsg(rerun_script={"query_string": "lang=en"}).SerializeToString())
        async with asyncio.timeout(60):
            while ForwardMsg.FromString(await page.recv()).WhichOneof("type") != "script_finished":
                pass
        return True


def test_a_page_opens_over_the_websocket(proxied: str) -> None:
    assert asyncio.run(open_page(proxied))


def test_another_sites_page_cannot_open_the_websocket(proxied: str) -> None:
    async def open_page() -> None:
        address = proxied.replace("http", "ws", 1) + "/_stcore/stream"
        async with websockets.connect(address, subprotocols=["streamlit"], origin="https://evil.example"):
            pass

    with pytest.raises(websockets.InvalidStatus):
        asyncio.run(open_page())


def test_a_body_that_is_too_large_is_refused(proxied: str) -> None:
    host, port = proxied.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=30) as line:
        line.sendall(f"PUT /_stcore/upload_file/a/b HTTP/1.1\r\nHost: {host}\r\nContent-Length: 80000000\r\n\r\n".encode())
        assert line.recv(100).startswith(b"HTTP/1.1 413")


def test_with_one_server_gone_every_reader_gets_a_page_from_the_other(proxied: str, second: Path) -> None:
    """The last test here: it stops one of the two."""
    readers = [f"reader{number}" for number in range(12)]  # nginx spreads them over both by their cookie.
    os.kill(int(second.read_text(encoding="ascii")), signal.SIGTERM)
    time.sleep(1)
    for reader in readers:
        assert httpx.get(f"{proxied}/map", headers={"cookie": f"_streamlit_xsrf={reader}"}).status_code == 200
    assert all(asyncio.run(open_page(proxied, reader)) for reader in readers[:4])


def _wait_for(address: str) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            if httpx.get(address).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    pytest.fail("nginx did not answer")
