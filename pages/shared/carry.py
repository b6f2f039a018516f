"""Carry a block away: one light button under it. What it offers is made when it is opened, and each file when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from la21data import metrics
from la21data.blocks import Block
from la21data.export import Carried, browser, carry, queue
from la21data.export.definition import MOST_PIECES, Piece
from la21data.export.formats import FORMATS, FileFormat
from la21data.view import View
from pages.shared.addresses import frame
from pages.shared.person import still

LOOK_AGAIN = 3.0  # Seconds.
DECK = "deck"  # Session key: the pieces that a person gathered, in their order.


@st.fragment
def carry_away(view: View, block: Block) -> None:
    """The button, and behind it the formats and «add to my deck»."""
    with st.popover(
        view.words("carry.open"), icon=":material/download:", type="tertiary", key=f"carry_{block.id}", on_change="rerun"
    ) as menu:
        if menu.open:
            _menu(view, block)


def deck() -> list[Piece]:
    """What this person gathered so far."""
    pieces: list[Piece] = st.session_state.setdefault(DECK, [])
    return pieces


def _menu(view: View, block: Block) -> None:
    still(view)
    piece = Piece(block.id, replace(view.scope, snapshot=None).to_url(), dict(block.options))
    if piece in deck():
        st.caption(view.words("carry.added", n=len(deck())))
    else:
        st.button(
            view.words("carry.add"),
            icon=":material/add_to_photos:",
            key=f"carry_{block.id}_add",
            on_click=lambda: deck().append(piece),
            disabled=len(deck()) >= MOST_PIECES,
            width="stretch",
        )
    about, drawn = carry(view, block.id, block.options).imprint, browser.available()
    st.caption(view.words("carry.formats"))
    with st.container(horizontal=True, gap="small"):
        for one in FORMATS.values():
            usable = drawn or not one.browser
            st.download_button(
                one.code.upper(),
                _later(view, block, one) if usable else b"",
                about.file_name(one.code),
                one.mime,
                key=f"carry_{block.id}_{one.code}",
                help=view.words(f"carry.{one.code}"),
                on_click="ignore",
                disabled=not usable,
            )
    if not drawn:
        st.caption(view.words("carry.no_browser"))
    waiting(view)
    st.caption(view.words("carry.frame"))
    st.code(frame(view, block.title, block.id, block.options), language=None, wrap_lines=True)


def carry_rows(key: str, make: Callable[[], Carried], name: str) -> None:
    """Buttons for the rows of a list as a workbook and as CSV, made when they are asked for. `name`: of the file."""
    with st.container(horizontal=True, gap="small"):
        for code in ("xlsx", "csv"):
            st.download_button(
                code.upper(),
                partial(_of_rows, make, code),
                f"{name}.{code}",
                FORMATS[code].mime,
                key=f"carry_{key}_{code}",
                icon=":material/download:",
                on_click="ignore",
                type="tertiary",
            )


def _of_rows(make: Callable[[], Carried], code: str) -> bytes:
    with queue.turn():
        return FORMATS[code].make(make())


@st.fragment(run_every=LOOK_AGAIN)
def waiting(view: View) -> None:
    """How many files are before the next one, for as long as somebody looks."""
    if queue.ahead():
        st.caption(view.words("carry.waiting", n=queue.ahead()))


def _later(view: View, block: Block, form: FileFormat) -> Callable[[], bytes]:
    """Makes the file when it is asked for, off the page's thread, when its turn has come."""
    still = replace(view, reader=metrics)

    def make() -> bytes:
        view.snapshot.require_open()
        with queue.turn():
            carried: Carried = carry(still, block.id, block.options)
            return form.make(carried)

    return make
