"""The map over the years, a year at a time: a slider, and a button that plays them. Beside it the ranking of the same year.

Each step sends the values of one year, no shapes. It moves only when somebody asks for it, by whole years and without any glide,
so nobody who asks for less motion gets more.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from la21data import thai
from la21data.view import View
from pages.shared.blocks import show

SECONDS = 1.6  # A year: long enough to find what has changed.
PLAYING, AT, SLIDER, MOVED = "map_playing", "map_playing_at", "map_year", "map_year_moved"  # Session keys.


def player(view: View, options: dict[str, str], years: Sequence[int]) -> None:
    """Map and ranking of the last year in scope, the map in the classes of all years. The year goes into the address at the end."""
    now = view.scope.years[-1] if view.scope.years and view.scope.years[-1] in years else years[-1]
    on = bool(st.session_state.get(PLAYING))
    label, icon = ("map.pause", ":material/pause:") if on else ("map.play", ":material/play_arrow:")
    st.button(view.words(label), icon=icon, key="map_play", on_click=_stop if on else _start, args=(years, now))
    st.fragment(_year, run_every=SECONDS if on else None)(view, options, tuple(years), now)


def _start(years: Sequence[int], now: int) -> None:
    """From the year that is shown, or from the first where that is the last."""
    st.session_state[PLAYING] = True
    st.session_state[AT] = years.index(now) - 1 if now != years[-1] else -1


def _stop(years: Sequence[int], now: int) -> None:
    st.session_state[PLAYING] = False
    at = st.session_state.get(AT, -1)
    st.query_params["fy"] = str(years[at] if 0 <= at < len(years) else now)


def _moved() -> None:
    st.session_state[PLAYING], st.session_state[MOVED] = False, True
    st.query_params["fy"] = str(st.session_state[SLIDER])


def _year(view: View, options: dict[str, str], years: tuple[int, ...], now: int) -> None:
    if st.session_state.pop(MOVED, False):
        st.rerun()
    if st.session_state.get(PLAYING):
        st.session_state[AT] += 1
        if st.session_state[AT] >= len(years) - 1:
            _stop(years, years[-1])
            st.query_params["fy"] = str(years[-1])
            st.rerun()
        now = years[st.session_state[AT]]
    shown = view.with_scope(view.scope.with_years(now))
    left, right = st.columns(2)
    with left:
        if len(years) > 1:
            st.session_state[SLIDER] = now
            st.select_slider(
                view.words("scope.year"), years, key=SLIDER, format_func=lambda year: thai.year_label(year, view.lang), on_change=_moved
            )
        show(shown, "map", {**options, "over": "years"})
    with right:
        show(shown, "ranking", options)
