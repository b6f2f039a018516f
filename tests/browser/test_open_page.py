"""A page that stays open while its snapshot is withdrawn, or its reader signs out: what the server still holds for it is not shown."""

import asyncio
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import websockets
from signing_in import Person, provider, with_sign_in
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from visiting import serving
from websockets.typing import Origin, Subprotocol

from la21data.demo import publish_demo
from la21data.store import Store, withdraw

Messages = list[ForwardMsg]
Seen = list[tuple[set[str], str]]


def shown(messages: Messages) -> tuple[set[str], str]:
    """The kinds of elements that a page drew, and its alerts."""
    elements = [message.delta.new_element for message in messages]
    alerts = " ".join(element.alert.body for element in elements if element.HasField("alert"))
    return {element.WhichOneof("type") for element in elements if element.WhichOneof("type")}, alerts


async def ask(page: websockets.ClientConnection, **rerun: str) -> Messages:
    message = BackMsg()
    for name, value in rerun.items():
        setattr(message.rerun_script, name, value)
    await page.send(message.SerializeToString())
    answers: Messages = []
    async with asyncio.timeout(60):
        while not answers or answers[-1].WhichOneof("type") != "script_finished":
            answers.append(ForwardMsg.FromString(await page.recv()))
    return answers


async def look(base: str, query: str, then: Callable[[], object], cookies: Mapping[str, str] | None = None) -> Seen:
    """What a page shows, a part of it that runs again alone, that part once `then` has happened, and the page then."""
    address = base.replace("http", "ws", 1) + "/_stcore/stream"
    cookie = "; ".join(f"{name}={value}" for name, value in (cookies or {}).items())
    protocols = [Subprotocol(one) for one in ("streamlit", (cookies or {}).get("_streamlit_xsrf", "")) if one]  # As a browser does.
    async with websockets.connect(
        address, subprotocols=protocols, origin=Origin(base), max_size=None, additional_headers={"cookie": cookie}
    ) as page:
        before = await ask(page, query_string=query)
        fragment = next(message.delta.fragment_id for message in before if message.delta.fragment_id)
        again = await ask(page, query_string=query, fragment_id=fragment)
        await asyncio.to_thread(then)
        ended = await ask(page, query_string=query, fragment_id=fragment)
        return [shown(before), shown(again), shown(ended), shown(await ask(page, query_string=query))]


def nothing_more(seen: Seen, word: str) -> None:
    before, again, ended, page = seen
    assert "plotly_chart" in before[0] and "plotly_chart" in again[0] and word not in before[1] + again[1]
    assert ended[0] <= {"alert"} and word in ended[1]
    assert "plotly_chart" not in page[0] and word in page[1]


def test_an_open_page_shows_nothing_more_of_a_withdrawn_snapshot(demo_store: Path, tmp_path: Path) -> None:
    store = Store(shutil.copytree(demo_store, tmp_path / "store"))
    publish_demo(store, seed=2)
    first = store.ids()[-1]
    with serving(store.path, tmp_path / "log") as base:
        nothing_more(asyncio.run(look(base, f"snapshot={first}&lang=en", lambda: withdraw(store, first))), "withdrawn")


def test_an_open_page_of_private_mode_shows_nothing_more_after_signing_out(demo_store: Path, tmp_path: Path) -> None:
    with provider() as issuer, with_sign_in(tmp_path, demo_store, issuer, LA21_PRIVATE="1") as base:
        person = Person(base)
        person.sign_in("u-guest")
        person.http.get(f"{base}/_stcore/health")  # Gives the cookie against cross-site requests.
        seen = asyncio.run(look(base, "lang=en", lambda: person.http.get(f"{base}/auth/logout"), person.cookies))
        nothing_more(seen, "sign")
