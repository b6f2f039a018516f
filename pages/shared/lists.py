"""A list of LAOs on a page: the rule, the rows, what to take along, and how many there are by office."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from la21data.blocks.catalogue import make
from la21data.blocks.tables import as_csv
from la21data.view import View
from pages.shared.blocks import draw_block, table
from pages.shared.plain import plain


def show_list(view: View, block_id: str, options: Mapping[str, str] | None = None) -> None:
    """A list block with its rows first: people come here for the names."""
    block = make(block_id, view, options)
    with st.container(border=True, key=f"block_{block.id}"):
        st.markdown(f"#### {plain(block.title)}", anchors=False)
        rows = block.table
        if rows is None:
            st.info(block.empty, icon=":material/inbox:")
            return
        st.caption(plain(block.subtitle))
        for note in block.notes:
            st.caption(plain(note))
        table(view, rows, key=f"rows_{block.id}")
        st.download_button(
            view.words("lists.download"),
            lambda: as_csv(rows),
            file_name=f"{block.id}-{view.scope.years[-1]}.csv",
            mime="text/csv",
            icon=":material/download:",
            key=f"download_{block.id}",
            on_click="ignore",
        )
        st.markdown(f"**{view.words('lists.by_office')}**")
        narrow, _ = st.columns([7, 5])
        with narrow:
            draw_block(view, block)
        st.caption(view.source())
