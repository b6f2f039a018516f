"""Where one is: the places around a place, the widest first, each a link back to it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from la21data import places
from la21data.scope import KEYS
from la21data.view import View
from pages.shared.links import page_of
from pages.shared.page_frame import plain


def crumbs(view: View, path: str, place: places.Place) -> None:
    """Links to the same page for everything that the place lies in, then its own name. The page's own choices stay."""
    asked = st.query_params.to_dict()
    own = {key: value for key, value in asked.items() if key not in KEYS.values()}
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="crumbs"):
        for wider in places.around(view.snapshot, place, view.lang):
            query = {**wider.narrow(view.scope).to_query(), **own}
            st.page_link(page_of(path), label=plain(wider.name) + " ›", query_params=_as_asked(query, asked), width="content")
        st.markdown(f"**{plain(place.name)}**", width="content")


def _as_asked(query: dict[str, str], asked: dict[str, str]) -> Sequence[tuple[str, str]]:
    """Without the year that the page filled in itself: the address stays as short as it was."""
    return [(key, value) for key, value in query.items() if key != "fy" or "fy" in asked]
