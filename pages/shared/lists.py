"""A list of LAOs on a page: the rule, the rows, what to take along, and how many there are by office."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from la21data import charts, maps
from la21data.blocks.catalogue import make
from la21data.blocks.tables import as_csv
from la21data.static_files import static_url
from la21data.view import View
from pages.shared.blocks import table


def show_list(view: View, block_id: str, options: Mapping[str, str] | None = None) -> None:
    """A list block with its rows first: people come here for the names."""
    block = make(block_id, view, options)
    with st.container(border=True, key=f"block_{block.id}"):
        st.markdown(f"#### {block.title}", anchors=False)
        if block.table is None or block.draw is None:
            st.info(block.empty, icon=":material/inbox:")
            return
        st.caption(block.subtitle)
        for note in block.notes:
            st.caption(note)
        rows, drawing = block.table, block.draw()
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
            if view.snapshot.meta.is_demo:
                charts.mark_demo(drawing, view.words("app.demo_mark"))
            config = maps.plotly_config(static_url("topostub"), view.lang)
            st.plotly_chart(drawing.spec(), theme=None, key=block.id, alt=block.alt, config=config)
        st.caption(view.source())
