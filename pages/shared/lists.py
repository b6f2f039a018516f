"""A list of LAOs on a page: the rule, the rows, what to take along, and how many there are by office."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from la21data.view import View
from pages.shared import reads
from pages.shared.blocks import draw_block, show, table
from pages.shared.carry import carry_away
from pages.shared.plain import plain


def show_rows(
    view: View, block_id: str, options: Mapping[str, str] | None = None, *, title: str = "", beside_its_drawing: bool = False
) -> None:
    """The rows of a block, shown at once, without its drawing. Nothing where it has none.

    `beside_its_drawing`: the block itself stands on the page too, with its notes, its source and what there is to take along.
    """
    block = reads.block(view, block_id, options).block
    if block.table is None:
        return
    with st.container(border=True, key=f"block_rows_{block_id}"):
        st.markdown(f"#### {plain(title or block.title)}", anchors=False)
        st.caption(plain(block.subtitle))
        table(view, block.table, key=f"rows_{block_id}")
        if beside_its_drawing:
            return
        for note in block.page_notes:
            st.caption(plain(note))
        st.caption(view.source())
        carry_away(view, block)


def show_provinces(view: View, block_id: str, rows_title: str) -> None:
    """Provinces without any: how many by region, and beside it which."""
    left, right = st.columns([5, 7])
    with left:
        show(view, block_id)
    with right:
        show_rows(view, block_id, title=rows_title, beside_its_drawing=True)


def show_list(view: View, block_id: str, options: Mapping[str, str] | None = None, *, drawn_key: str = "lists.by_office") -> None:
    """A list block with its rows first: people come here for the names. `drawn_key`: the words over its drawing."""
    ready = reads.block(view, block_id, options)
    block = ready.block
    with st.container(border=True, key=f"block_{block.id}"):
        st.markdown(f"#### {plain(block.title)}", anchors=False)
        if block.table is None:
            st.info(block.empty, icon=":material/inbox:")
            return
        st.caption(plain(block.subtitle))
        for note in block.page_notes:
            st.caption(plain(note))
        carry_away(view, block)
        table(view, block.table, key=f"rows_{block.id}")
        st.markdown(f"**{view.words(drawn_key)}**")
        narrow, _ = st.columns([7, 5])
        with narrow:
            draw_block(view, ready)
        st.caption(view.source())
