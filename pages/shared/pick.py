"""A choice of the page's own (a measure, a way of drawing) that lives in the address beside the scope."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

import streamlit as st

from la21data import thai
from la21data.text import words
from la21data.view import View
from pages.shared.page_frame import language
from pages.shared.plain import plain

LONGEST = 40  # Letters of a value that is named.


def pick(
    key: str,
    label: str,
    options: Sequence[str],
    default: str,
    label_of: Callable[[str], str],
    width: int | Literal["stretch"] = "stretch",
    *,
    told: bool = True,
) -> str:
    """A select box bound to `?key=`. A value that cannot be used counts as the default, which is said unless not `told`; the default
    leaves the address short."""
    current, widget, write = _bound(key, options, default)
    st.selectbox(label, options, key=widget, format_func=label_of, on_change=write, width=width)
    if told:
        _say_other(key, current, label_of)
    return current


def pick_years(view: View, told: Sequence[int], shown: tuple[int, int]) -> dict[str, str]:
    """Two select boxes bound to `?from=&to=`, the earlier year first. `told`: the years to choose from, oldest first; `shown`: the pair
    that the address comes to, whatever order it names."""
    first, last = shown
    choices = {"from": [year for year in told if year < told[-1]], "to": [year for year in told if year > first]}

    def write() -> None:
        chosen = st.session_state["pick_from"], st.session_state["pick_to"]
        end = chosen[1] if chosen[1] > chosen[0] else told[-1]
        st.query_params.from_dict({**st.query_params.to_dict(), "from": str(chosen[0]), "to": str(end)})  # At once: one step back.

    for column, key, year in zip(st.columns([3, 3, 6]), choices, (first, last), strict=False):
        st.session_state[f"pick_{key}"] = year
        column.selectbox(
            view.words(f"flows.{key}"),
            list(reversed(choices[key])),
            key=f"pick_{key}",
            format_func=lambda one: thai.fiscal_year_label(one, view.lang),
            on_change=write,
        )
    for key, year in zip(choices, shown, strict=True):
        if (asked := st.query_params.get(key)) not in (None, str(first), str(last)):
            _say(key, str(asked), thai.fiscal_year_label(year, view.lang))
    return {"from": str(first), "to": str(last)}


def section(label: str, options: Sequence[str], label_of: Callable[[str], str], key: str = "section", default: str = "") -> str:
    """The part of a page that is shown, bound to `?section=`: the other parts are not made. Without a `default` it is the first."""
    current, widget, write = _bound(key, options, default or options[0])
    st.segmented_control(
        label, options, key=widget, format_func=label_of, on_change=write, required=True, label_visibility="collapsed", width="stretch"
    )
    _say_other(key, current, label_of)
    return current


def _bound(key: str, options: Sequence[str], default: str) -> tuple[str, str, Callable[[], None]]:
    """What the address chooses, the key of the widget that shows it, and what writes a person's choice back."""
    asked = st.query_params.get(key)
    current = asked if asked is not None and asked in options else default
    widget = f"pick_{key}"
    st.session_state[widget] = current

    def write() -> None:
        if st.session_state[widget] == default:
            st.query_params.pop(key, None)
        else:
            st.query_params[key] = st.session_state[widget]

    return current, widget, write


def _say_other(key: str, current: str, label_of: Callable[[str], str]) -> None:
    if (asked := st.query_params.get(key)) not in (None, current):
        _say(key, str(asked), label_of(current))


def _say(key: str, value: str, shown: str) -> None:
    """What an address asks for and gets something else: a short value is named, a long one cut."""
    told = {"name": key, "value": value if len(value) <= LONGEST else value[: LONGEST - 1] + "…", "shown": shown}
    st.caption(plain(words("scope.not_here", language(), **told)))
