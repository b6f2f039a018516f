"""What limits the view, as chips that a press removes; and «my office», which the address keeps from page to page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import streamlit as st

from la21data import reference
from la21data.domain import Language
from la21data.metrics import labels
from la21data.places import office
from la21data.scope import MINE, Scope
from la21data.store import Snapshot
from la21data.text import words
from pages.shared.person import home
from pages.shared.plain import plain

WIDGET = "my_office"
NO_LIMIT = Scope()
LIMITS = ("regions", "offices", "provinces", "types", "tracks", "pilot", "categories", "lao")
ROW = "scope_chips"


def my_office() -> str:
    """The number of the office that the address calls one's own; '' where it names none, or none that there is."""
    asked = st.query_params.get(MINE, "")
    return asked if asked in map(str, reference.offices()) else ""


def kept(scope: Scope) -> dict[str, str]:
    """What goes along to another page: the scope, and the office that is one's own."""
    mine = my_office()
    return scope.to_query() | ({MINE: mine} if mine else {})


def at_home() -> dict[str, str]:
    """The address that a role lands on: its own place; of an office also marked as one's own."""
    query = dict(home())
    return query | {MINE: query["office"]} if "office" in query else query


def limits(scope: Scope, lang: Language, name: str | None = None) -> Iterator[tuple[str, str, Scope]]:
    """(field, its words, the scope without it) of everything that limits a scope, years apart."""
    unlimited = NO_LIMIT.describe(lang).split(" · ")
    for field in LIMITS:
        if getattr(scope, field) != getattr(NO_LIMIT, field):
            alone = replace(NO_LIMIT, **{field: getattr(scope, field)})
            said = [part for part in alone.describe(lang, name).split(" · ") if part not in unlimited]
            yield field, " ".join(said), replace(scope, **{field: getattr(NO_LIMIT, field)})


def draw(snapshot: Snapshot, scope: Scope, lang: Language, write: Callable[[Scope], None]) -> None:
    """A row of chips; nothing where nothing limits the view. `write` puts a scope into the address."""
    mine = my_office()
    found = list(limits(scope, lang, lao_name(snapshot, scope)))
    if not found and not mine:
        return
    with st.container(horizontal=True, gap="small", key=ROW):
        for field, named, without in found:
            said = plain(named)
            own = field == "offices" and scope.offices == (mine,)
            said = words("scope.my_office_chip", lang, office=said) if own else said
            st.button(f"{said} ✕", key=f"chip_{field}", on_click=write, args=(without,), help=words("scope.remove", lang), type="secondary")
        if mine and scope.offices != (mine,):
            label = words("scope.to_my_office", lang, office=_name(mine, lang))
            st.button(label, key="to_my_office", on_click=write, args=(lens(scope),), type="tertiary", icon=":material/home_pin:")


def lao_name(snapshot: Snapshot, scope: Scope) -> str | None:
    """The name of the one LAO of a scope, if it has one."""
    return labels(snapshot, "lao", [scope.lao])[scope.lao] if scope.lao else None


def choose(scope: Scope, lang: Language, write: Callable[[Scope], None]) -> None:
    """Name one's own office, and look at it; «none» forgets it."""
    st.session_state[WIDGET] = my_office()

    def chosen() -> None:
        st.query_params.pop(MINE, None)
        if st.session_state[WIDGET]:
            st.query_params[MINE] = st.session_state[WIDGET]
            write(lens(scope))

    st.selectbox(
        words("scope.my_office", lang),
        ["", *map(str, reference.offices())],
        key=WIDGET,
        format_func=lambda code: _name(code, lang) if code else words("scope.my_office_none", lang),
        on_change=chosen,
        help=words("scope.my_office_help", lang),
    )


def lens(scope: Scope) -> Scope:
    """A scope seen through one's own office: its other places go, what is left stays."""
    return replace(scope, regions=(), provinces=(), pilot=None, lao=None, offices=(my_office(),))


def _name(code: str, lang: Language) -> str:
    return office(code, lang).name
