"""Viewers without a browser: sessions that speak Streamlit's websocket, for loads that no machine has browsers enough for."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
import time
import urllib.request
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.typing import Subprotocol

PATIENCE = 60.0  # Seconds until a view must be whole.


@dataclass
class View:
    """One whole run of a page: how long it took, its bytes before compression, and all it says (of what differs, the hash)."""

    seconds: float
    size: int
    failed: bool
    texts: list[str] = field(default_factory=list)
    digest: str = ""


class Session:
    """One viewer's connection. By its `cookie` a proxy keeps this viewer on one replica."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.cookie = f"_streamlit_xsrf={secrets.token_hex(16)}"
        self.socket: websockets.ClientConnection | None = None

    async def open(self) -> None:
        """Fetch the document, as a browser does, and connect."""
        await asyncio.to_thread(_fetch, self.base, self.cookie)
        place = urlsplit(self.base)
        self.socket = await websockets.connect(
            f"ws://{place.netloc}/_stcore/stream",
            subprotocols=[Subprotocol("streamlit")],
            additional_headers={"Cookie": self.cookie},
            origin=None,
            max_size=None,
            open_timeout=PATIENCE,
        )

    async def view(self, page: str = "", **query: str) -> View:
        """Have a page made and read all of it. Raises what websockets raises where the connection is lost."""
        assert self.socket is not None
        asked = BackMsg()
        asked.rerun_script.page_name = page
        asked.rerun_script.query_string = urlencode(query)
        began = time.perf_counter()
        await self.socket.send(asked.SerializeToString())
        return await asyncio.wait_for(self._read(began), PATIENCE)

    async def _read(self, began: float) -> View:
        assert self.socket is not None
        size, texts, whole, failed = 0, list[str](), hashlib.sha256(), False
        while True:
            content = await self.socket.recv(decode=False)
            size += len(content)
            message = ForwardMsg.FromString(content)
            kind = message.WhichOneof("type")
            if kind == "delta" and message.delta.HasField("new_element"):
                element = message.delta.new_element
                failed |= element.HasField("exception")
                texts.append(element.markdown.body if element.HasField("markdown") else "")
                whole.update(element.SerializeToString(deterministic=True))
            elif kind == "script_finished":
                done = ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY
                if message.script_finished not in (done, ForwardMsg.ScriptFinishedStatus.FINISHED_EARLY_FOR_RERUN):
                    failed = True
                if message.script_finished == done or failed:
                    return View(time.perf_counter() - began, size, failed, texts, whole.hexdigest())

    async def close(self) -> None:
        if self.socket is not None:
            await self.socket.close()


def _fetch(base: str, cookie: str) -> None:
    urllib.request.urlopen(urllib.request.Request(base, headers={"Cookie": cookie}), timeout=PATIENCE).close()
