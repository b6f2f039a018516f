"""Where one is: the places around a place, the widest first, each a way back to it."""

from __future__ import annotations

import streamlit as st

from la21data import places
from la21data.scope import KEYS
from la21data.view import View
from pages.shared.plain import plain


def crumbs(view: View, place: places.Place, *, named: bool = True) -> None:
    """Everything that the place lies in, then, unless a heading says it, its own name (`named`). A press opens the same page for it;
    the page's own choices stay.

    Buttons: Streamlit's links to the page that one is on do nothing.
    """
    asked = st.query_params.to_dict()
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="crumbs"):
        for wider in places.around(view.snapshot, place, view.lang):
            st.button(
                plain(wider.name) + " ›",
                key=f"crumb_{wider.kind}",
                type="tertiary",
                on_click=st.query_params.from_dict,
                args=(_address(view, wider, asked),),
            )
        if named:
            st.markdown(f"**{plain(place.name)}**", width="content")


def _address(view: View, place: places.Place, asked: dict[str, str]) -> dict[str, str]:
    """A place in the years and types of the view; the year that the page filled in itself is left out, so that the address stays short."""
    own = {key: value for key, value in asked.items() if key not in KEYS.values()}
    return {key: value for key, value in place.narrow(view.scope).to_query().items() if key != "fy" or "fy" in asked} | own
