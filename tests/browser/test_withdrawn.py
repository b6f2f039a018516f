"""A page that stays open while its snapshot is withdrawn: what it still holds in the server's memory is not shown any more."""

import asyncio
import shutil
from pathlib import Path

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from visiting import serving

from la21data.demo import publish_demo
from la21data.store import Store, withdraw

Messages = list[ForwardMsg]


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


def test_an_open_page_shows_nothing_more_of_a_withdrawn_snapshot(demo_store: Path, tmp_path: Path) -> None:
    store = Store(shutil.copytree(demo_store, tmp_path / "store"))
    publish_demo(store, seed=2)
    first = store.ids()[-1]

    async def look(base: str) -> tuple[tuple[set[str], str], ...]:
        address = base.replace("http", "ws", 1) + "/_stcore/stream"
        async with websockets.connect(address, subprotocols=["streamlit"], max_size=None) as page:
            before = await ask(page, query_string=f"snapshot={first}&lang=en")
            fragment = next(message.delta.fragment_id for message in before if message.delta.fragment_id)
            again = await ask(page, query_string=f"snapshot={first}&lang=en", fragment_id=fragment)
            withdraw(store, first)
            gone = await ask(page, query_string=f"snapshot={first}&lang=en", fragment_id=fragment)
            link = await ask(page, query_string=f"snapshot={first}&lang=en")
            return shown(before), shown(again), shown(gone), shown(link)

    with serving(store.path, tmp_path / "log") as base:
        before, again, gone, link = asyncio.run(look(base))
    assert "plotly_chart" in before[0] and "plotly_chart" in again[0] and "withdrawn" not in before[1] + again[1]
    assert gone[0] <= {"alert"} and "withdrawn" in gone[1]
    assert "plotly_chart" not in link[0] and "withdrawn" in link[1]
