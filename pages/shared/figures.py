"""Key figures in a row of boxes, the same on every page that has them."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from la21data.key_figures import KeyFigure
from pages.shared.plain import plain


def show_figures(figures: Iterable[KeyFigure]) -> None:
    """Each with its change on the year before, and with what it is for the pointer."""
    with st.container(horizontal=True, key="key_figures"):
        for one in figures:
            st.metric(
                one.title, in_its_size(one.text), delta=one.change, delta_color="off", delta_arrow="off", help=one.definition, border=True
            )


def in_its_size(text: str) -> str:
    """A figure as it is; words where there is no figure, in the size of words: they took three lines of a box."""
    return text if any(letter.isdigit() for letter in text) else f":small[{plain(text)}]"
