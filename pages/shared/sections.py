"""The sections of a page as tabs: the open one lives in the address, and what a closed one holds is not made."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

KEY = "section"
WIDGET = "sections"


def sections(names: Mapping[str, str]) -> tuple[str, DeltaGenerator]:
    """Draw the tabs. `names`: code -> label, the first one opens. Returns the code of the open section and where to draw it.

    An unknown code in the address counts as the first; the first leaves the address short. Put `KEY` among the page's own keys.
    """
    first = next(iter(names))
    asked = st.query_params.get(KEY, first)
    current = asked if asked in names else first
    st.session_state[WIDGET] = names[current]

    def write() -> None:
        chosen = next(code for code, name in names.items() if name == st.session_state[WIDGET])
        if chosen == first:
            st.query_params.pop(KEY, None)
        else:
            st.query_params[KEY] = chosen

    tabs = st.tabs(list(names.values()), key=WIDGET, on_change=write)
    return current, tabs[list(names).index(current)]
