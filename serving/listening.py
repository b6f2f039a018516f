"""The socket, the words on the terminal, and uvicorn: how the process serves until it is told to stop."""

from __future__ import annotations

import logging
import os
import socket
from contextlib import suppress
from typing import Any

import streamlit as st
import uvicorn
from streamlit import config
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory

from la21data.problems import CannotUse
from la21data.settings import DRAIN_SECONDS, LOG

PING_SECONDS = 30  # Also how long a browser that stopped answering is kept.
LONGEST_MESSAGE = 4_000_000  # What a page sends is some kB; a file comes by an upload of its own.


class Sending(WebSocketsSansIOProtocol):
    """uvicorn's websocket, deflating with the whole window (32 kB) in place of 4 kB, in which a figure does not find itself again.

    A step of the years that play was 11.0 kB on its way. It costs 110 kB of memory a viewer.
    """

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        if self.config.ws_per_message_deflate:
            self.conn.available_extensions = [ServerPerMessageDeflateFactory(compress_settings={"memLevel": 5})]


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


def say(text: str) -> None:
    """Words for whoever started the server. A log that cannot be written (its disk is full) is no reason not to serve."""
    if LOG.text() == "json":
        logging.getLogger("la21.server").info(text)
        return
    with suppress(OSError):
        print(text, flush=True)


def announce(host: str, port: int) -> None:
    """Where the page is, and how real data get in."""
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    say(
        f"เปิดแดชบอร์ดที่ http://{shown}:{port}  (หยุดด้วย Ctrl+C)\n"
        f"  นำเข้าข้อมูลจริง: python -m la21data import ไฟล์.xlsx …  (ดูวิธีใช้: python -m la21data import --help)\n"
        f"The dashboard is at http://{shown}:{port}  (Ctrl+C stops it)\n"
        f"  load real data: python -m la21data import FILE.xlsx …  (more: python -m la21data import --help)"
    )


def serve(application: st.App, listening: socket.socket) -> None:
    """Run until stopped, with the websocket settings of `.streamlit/config.toml`. SIGTERM: running requests get LA21_DRAIN_SECONDS."""
    settings = uvicorn.Config(
        application,
        lifespan="on",
        log_level="warning",
        log_config=None if LOG.text() == "json" else uvicorn.config.LOGGING_CONFIG,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=int(DRAIN_SECONDS.number()),
        ws=Sending,
        ws_ping_interval=PING_SECONDS,
        ws_ping_timeout=PING_SECONDS,
        ws_max_size=LONGEST_MESSAGE,
        ws_per_message_deflate=config.get_option("server.enableWebsocketCompression"),
    )
    uvicorn.Server(settings).run(sockets=[listening])
