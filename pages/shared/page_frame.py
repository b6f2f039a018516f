"""What every page has: the snapshot and scope it looks at, its title, the demo banner, notices and foot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

import streamlit as st

from la21data import metrics, thai
from la21data.access import may
from la21data.domain import Language
from la21data.problems import CannotUse
from la21data.scope import parse
from la21data.store import Snapshot
from la21data.text import words
from la21data.view import View
from pages.shared import ahead, chips, person, reads, scope_bar
from pages.shared.addresses import NOT_OPTIONS, ONLY
from pages.shared.blocks import show_alone
from pages.shared.plain import plain
from pages.shared.scope_bar import CARRIED

LAST_PAGE, LAST_PATH = "last_page", "last_path"  # Session keys.


def language() -> Language:
    """The language in the address; on a page reached through the menu, whose address is empty at first, the one before.

    An address without one is Thai: somebody may have gone back to it.
    """
    url = urlsplit(str(st.context.url or ""))
    if st.query_params or (url.path and url.path == st.session_state.get(LAST_PATH)):
        return "en" if st.query_params.get("lang") == "en" else "th"
    return "en" if st.session_state.get(CARRIED, {}).get("lang") == "en" else "th"


def begin(
    title_key: str,
    lead_key: str,
    *,
    own_keys: Sequence[str] = (),
    with_scope: bool = True,
    on_empty: Callable[[Language], None] | None = None,
) -> View:
    """Draw the head of a page and say what it looks at. Where there is nothing to open, say so and stop.

    `on_empty`: what to draw instead while the store holds nothing at all.
    """
    ahead.begin()
    lang = language()
    alone = st.query_params.get(ONLY, "") if st.context.is_embedded else ""
    if not alone:
        st.title(words(title_key, lang), anchor=False)
        st.caption(words(lead_key, lang))
    _carry(title_key)
    try:
        snapshot = reads.open_snapshot(st.query_params.get("snapshot"))
    except CannotUse as error:
        if error.problem.code == "no_store" and on_empty is not None:
            on_empty(lang)
            st.stop()
        nobody_yet = error.problem.code == "no_store"  # Who sets a server up may read either language.
        why = (error.problem.th, error.problem.en) if nobody_yet else (error.problem.text(lang),)
        st.error("  \n".join([f"**{words('app.cannot_open', lang)}**", *map(plain, why)]), icon=":material/error:")
        if nobody_yet:
            st.info(plain(words("app.how_to_load", lang)))
            if may(person.actor(), "import"):
                st.page_link("pages/data.py", label=words("data.import_title", lang), icon=":material/upload_file:")
        elif st.query_params.get("snapshot"):
            st.button(words("app.open_current", lang), on_click=_leave_old, key="leave_old", icon=":material/update:")
        st.stop()
    scope, problems = parse(
        st.query_params.to_dict(),
        fiscal_years=snapshot.fiscal_years,
        lao_known=metrics.lao_lookup(snapshot),
        own_keys=tuple(st.query_params) if alone else (*own_keys, *NOT_OPTIONS),
    )
    st.session_state[CARRIED] = chips.kept(scope)
    st.session_state[LAST_PATH] = urlsplit(str(st.context.url or "")).path
    if snapshot.meta.is_demo:
        st.warning(words("app.demo_banner", lang), icon=":material/science:")
    if snapshot.notice:
        st.warning(plain(snapshot.notice.text(lang)), icon=":material/history:")
    if scope.snapshot:
        _say_old(snapshot, lang)
    if problems:
        st.info(
            words("app.dropped", lang) + " " + "; ".join(plain(problem.text(lang)) for problem in problems),
            icon=":material/filter_alt_off:",
        )
    view = View(snapshot, metrics.default_scope(snapshot, scope), lang, reads)
    if alone:
        show_alone(view, alone)
        st.stop()
    if not st.context.is_embedded:
        if with_scope:
            scope_bar.draw(view, scope)
        else:
            scope_bar.language_switch(scope)
    for sentence in view.running:
        st.caption(f":material/hourglass_top: {sentence}")
    return view


def end(view: View) -> None:
    """Draw the foot: source, snapshot, and the demo mark again."""
    ahead.end(view)
    if st.context.is_embedded:
        return  # Every block says its source itself.
    st.divider()
    st.caption(view.source())


def _say_old(snapshot: Snapshot, lang: Language) -> None:
    """An old link shows its very numbers; say so where there are newer ones, and lead there."""
    current = reads.open_snapshot(None)
    if current.id == snapshot.id:
        return
    dates = {"old": thai.format_date(snapshot.meta.as_of, lang=lang), "new": thai.format_date(current.meta.as_of, lang=lang)}
    st.warning(words("app.old_snapshot", lang, id=snapshot.id, **dates), icon=":material/history:")
    st.button(words("app.open_current", lang), on_click=_leave_old, key="leave_old", icon=":material/update:")


def _leave_old() -> None:
    st.query_params.pop("snapshot", None)


def _carry(page: str) -> None:
    """Fill in an address that says nothing: with the scope of the page before; on a first visit with the role's own place.

    Later, on the same page, it stays empty: somebody went back to it, or took the last filter away. An address that says
    anything, a link that somebody shared, stays as it is.
    """
    before = st.session_state.get(LAST_PAGE)
    st.session_state[LAST_PAGE] = page
    if st.query_params or before == page:
        return
    if filled := st.session_state.get(CARRIED) or chips.at_home():
        st.query_params.from_dict(filled)
