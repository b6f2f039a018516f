"""The chart block on a page: the same thing everywhere. Title, subtitle, chart or table, notes, source and snapshot."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st
from plotly.basedatatypes import BaseFigure

from la21data import maps, thai
from la21data.blocks import Block, Table
from la21data.blocks.catalogue import recipes
from la21data.domain import RECORD_KINDS
from la21data.look import Drawing
from la21data.problems import CannotUse
from la21data.static_files import static_url
from la21data.view import View
from pages.shared import addresses, reads
from pages.shared.carry import carry_away
from pages.shared.chips import kept
from pages.shared.columns import columns
from pages.shared.person import still
from pages.shared.plain import plain
from pages.shared.reads import Ready

ROW, HEAD, TALLEST = 35, 38, 520  # Pixels of a table.
DECK_HEIGHT = 560
DRAWN, LISTED = "drawn", "listed"  # How a block is shown.
PICKS = "picks"  # Session key: how many things on maps were pressed.


class Checked(BaseFigure):
    """A drawing for `st.plotly_chart`, which checks every attribute of plain data but not of a plotly figure.

    The tests check all of them; here that would take as long as making the drawing.
    """

    def __init__(self, drawing: Drawing, **layout: Any) -> None:
        self._drawing, self._layout = drawing, layout

    def to_dict(self) -> dict[str, Any]:
        spec = self._drawing.spec()
        return {**spec, "layout": spec["layout"] | self._layout}


def show(
    view: View,
    block_id: str,
    options: Mapping[str, str] | None = None,
    *,
    title: str = "",
    on_pick: Callable[[str], None] | None = None,
) -> None:
    """Make a block of the catalogue and draw it. `title`: other words above it, where the page asks another question.

    `on_pick`: called with the code of the province or LAO that a person pressed on a map; the page then runs again.
    """
    still(view)
    ready = reads.block(view, block_id, options)
    block = ready.block
    with st.container(border=True, key=f"block_{block.id}"):
        st.markdown(f"#### {title or plain(block.title)}", anchors=False)
        if block.empty:
            st.info(block.empty, icon=":material/inbox:")
            if any(term.code not in view.snapshot.recorded for term in RECORD_KINDS if term.code != "registry"):
                st.page_link("pages/data.py", label=view.words("block.to_data"), query_params=kept(view.scope))
            return
        st.caption(plain(block.subtitle))
        _body(view, ready, on_pick)
        # In one: each element of a page takes about 1 ms in a browser.
        st.caption("\n\n".join([*map(plain, block.page_notes), view.source()]))
        carry_away(view, block)


def show_alone(view: View, block_id: str) -> None:
    """One block, as its address asks for it, and nothing else: what an embedded page shows. An unknown one is named.

    A map is no wider than its country, which is tall: in a wide box it would stand small in the middle (`serving/style.css`).
    """
    try:
        is_map = block_id in recipes() and reads.block(view, block_id, addresses.options()).block.is_map
        with st.container(key="alone_map" if is_map else "alone"):
            show(view, block_id, addresses.options())
    except CannotUse as error:
        st.error(plain(error.problem.text(view.lang)), icon=":material/error:")


@st.fragment
def _body(view: View, ready: Ready, on_pick: Callable[[str], None] | None) -> None:
    """Chart or table: what is not chosen is not made, and choosing runs nothing else of the page again.

    No `st.tabs`: in the browser its panels look through all they hold for something to tab to whenever anything in them changes,
    which took a sixth of a page's time there.
    """
    still(view)
    block = ready.block
    if block.table is None:
        draw_block(view, ready, on_pick)
        return
    names = {DRAWN: view.words("block.map" if block.shows_maps else "block.chart"), LISTED: view.words("block.table")}
    widget, as_table = f"ways_{block.id}", block.id in _listed()
    told = as_table or st.session_state.get(widget) == LISTED
    if told:  # Not every time: what is set in the session the browser draws again.
        st.session_state[widget] = LISTED if as_table else DRAWN
    chosen = st.segmented_control(
        view.words("block.ways"),
        list(names),
        default=None if told else DRAWN,
        required=True,
        format_func=names.__getitem__,
        key=widget,
        on_change=lambda: _list(block.id, st.session_state[widget] == LISTED),
        label_visibility="collapsed",
    )
    if chosen == LISTED:
        table(view, block.table, key=f"table_{block.id}")
    else:
        draw_block(view, ready, on_pick)


def _listed() -> list[str]:
    """The blocks that the address shows as tables."""
    return [block_id for block_id in st.query_params.get(addresses.TABLES, "").split(",") if block_id in recipes()]


def _list(block_id: str, as_table: bool) -> None:
    others = [other for other in _listed() if other != block_id]
    if shown := [*others, block_id] if as_table else others:
        st.query_params[addresses.TABLES] = ",".join(shown)
    else:
        st.query_params.pop(addresses.TABLES, None)


def table(view: View, shown: Table, *, key: str) -> None:
    """A table for people, scrolling inside its own box. Paper shows the rows in view: there it says how many there are, and where."""
    height = HEAD + ROW * max(len(shown.rows), 1)
    st.dataframe(
        shown.rows,
        hide_index=True,
        placeholder=thai.no_data(view.lang),
        key=key,
        width="stretch",
        column_config=columns(shown),
        height=min(height, TALLEST),
        alt=shown.title or None,
    )
    if height > TALLEST:
        with st.container(key=f"on_paper_{key}"):
            st.caption(view.words("block.on_paper", rows=f"{len(shown.rows):,}"))


def draw_block(view: View, ready: Ready, on_pick: Callable[[str], None] | None = None) -> None:
    """Only its drawing, marked where it stands on demo data. `on_pick`: as `show` has it."""
    block = ready.block
    if block.deck is not None:
        if view.snapshot.meta.is_demo:
            st.caption(f"**{view.words('app.demo_mark')}**")
        _deck(block, ready.alt, on_pick)
        return
    if ready.drawing is None:
        return
    config = maps.plotly_config(static_url("topostub"), view.lang)
    if on_pick is None:
        st.plotly_chart(Checked(ready.drawing), theme=None, key=block.id, alt=ready.alt, config=config)
        return
    drawing = Checked(ready.drawing, clickmode="event+select")  # What Streamlit else sets after the first drawing, and has all drawn again.
    chart = st.plotly_chart(drawing, theme=None, key=_pick_key(block), alt=ready.alt, config=config, on_select="rerun")
    _picked([point.get("location") for point in chart.selection.points], on_pick)


def _deck(block: Block, alt: str, on_pick: Callable[[str], None] | None) -> None:
    if block.deck is None:
        return
    if on_pick is None:
        st.pydeck_chart(block.deck(), height=DECK_HEIGHT, key=block.id, alt=alt)
        return
    chart = st.pydeck_chart(block.deck(), height=DECK_HEIGHT, key=_pick_key(block), alt=alt, on_select="rerun")
    _picked([thing.get("lao") for things in chart.selection.objects.values() for thing in things], on_pick)


def _pick_key(block: Block) -> str:
    """A new key after each pick: else the chart would remember what was pressed, and open it again when somebody goes back."""
    return f"{block.id}_{st.session_state.get(PICKS, 0)}"


def _picked(codes: Sequence[str | None], on_pick: Callable[[str], None]) -> None:
    for code in codes:
        if code:
            st.session_state[PICKS] = st.session_state.get(PICKS, 0) + 1
            on_pick(code)
            st.rerun()
