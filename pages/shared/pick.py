"""A choice of the page's own (a measure, a way of drawing) that lives in the address beside the scope."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

import streamlit as st


def pick(
    key: str, label: str, options: Sequence[str], default: str, label_of: Callable[[str], str], width: int | Literal["stretch"] = "stretch"
) -> str:
    """A select box bound to `?key=`. An unknown value in the address counts as the default; the default leaves the address short."""
    asked = st.query_params.get(key)
    current = asked if asked is not None and asked in options else default
    widget = f"pick_{key}"
    st.session_state[widget] = current

    def write() -> None:
        if st.session_state[widget] == default:
            st.query_params.pop(key, None)
        else:
            st.query_params[key] = st.session_state[widget]

    st.selectbox(label, options, key=widget, format_func=label_of, on_change=write, width=width)
    return current


def section(label: str, options: Sequence[str], label_of: Callable[[str], str], key: str = "section", default: str = "") -> str:
    """The part of a page that is shown, bound to `?section=`: the other parts are not made. Without a `default` it is the first."""
    default = default or options[0]
    asked = st.query_params.get(key)
    current = asked if asked is not None and asked in options else default
    widget = f"pick_{key}"
    st.session_state[widget] = current

    def write() -> None:
        if st.session_state[widget] == default:
            st.query_params.pop(key, None)
        else:
            st.query_params[key] = st.session_state[widget]

    st.segmented_control(
        label, options, key=widget, format_func=label_of, on_change=write, required=True, label_visibility="collapsed", width="stretch"
    )
    return current
