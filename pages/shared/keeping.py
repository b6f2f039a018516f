"""The store's history for people with a role: going back, taking away, the journal, rejected rows. Rights are asked of the library."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from la21data.access import Actor, may
from la21data.ingest.aliases import add_alias, open_names
from la21data.ingest.kept_report import MOST_ROWS, kept_workbook
from la21data.problems import CannotUse
from la21data.store import Store, rollback, withdraw
from la21data.store.history import JOURNAL_COLUMNS, journal_csv, read_journal
from la21data.view import View
from pages.shared.plain import plain

DONE = "keeping_done"  # Session key: what the last button did, to be said when the page has run again.
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def history_panel(view: View, store: Store, actor: Actor) -> None:
    """For stewards and admins: make another snapshot the current one; for admins: have one never opened again."""
    _say_done()
    if not may(actor, "roll_back"):
        return
    with st.expander(view.words("data.history_title"), icon=":material/settings_backup_restore:"):
        chosen = st.selectbox(view.words("data.snapshot"), store.ids(), key="history_snapshot", width=320)
        st.caption(view.words("data.rollback_note"))
        if st.button(view.words("data.rollback"), key="rollback", disabled=chosen == store.current_id()):
            _do(view, lambda: rollback(store, chosen, actor), view.words("data.rollback_done", id=chosen))
        if may(actor, "withdraw"):
            st.caption(view.words("data.withdraw_note"))
            sure = st.checkbox(view.words("data.withdraw_sure", id=chosen), key=f"withdraw_{chosen}")
            if st.button(view.words("data.withdraw"), key="withdraw", disabled=not sure, type="primary"):
                _do(view, lambda: withdraw(store, chosen, actor), view.words("data.withdraw_done", id=chosen))


def journal(view: View, store: Store, actor: Actor) -> None:
    """The journal, newest line first, and all of it to take away. For admins; the library refuses everybody else."""
    try:
        lines = read_journal(store, actor)
    except CannotUse as error:
        st.error(plain(error.problem.text(view.lang)), icon=":material/error:")
        return
    st.caption(view.words("data.journal_note"))
    shown = pd.DataFrame(list(reversed(lines)), columns=list(JOURNAL_COLUMNS))
    names = {name: view.words(f"data.journal_{name}") for name in JOURNAL_COLUMNS}
    st.dataframe(shown.rename(columns=names), hide_index=True, key="journal")
    st.download_button(
        view.words("data.journal_csv"),
        lambda: journal_csv(read_journal(store, actor)),
        file_name="la21-journal.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key="journal_csv",
    )


def rejected_rows(view: View, actor: Actor) -> None:
    """The workbook of rejected rows that are still open, of the role's own provinces."""
    if not may(actor, "rejected_rows"):
        return
    st.download_button(
        view.words("data.rejected_own"),
        lambda: kept_workbook(view.snapshot, actor),
        file_name="rejected-rows.xlsx",
        mime=XLSX,
        icon=":material/download:",
        on_click="ignore",
        key="rejected_own",
    )
    st.caption(view.words("data.rejected_own_note", n=f"{MOST_ROWS:,}"))


def settle_names(view: View, store: Store, actor: Actor) -> None:
    """For stewards: say once which LAO a misspelt name of rejected rows means. The likeliest ones are offered, none is chosen."""
    _say_done()
    if not may(actor, "settle_aliases"):
        return
    with st.expander(view.words("data.settle_title"), icon=":material/spellcheck:"):
        names = open_names(store, actor)
        if not names:
            st.caption(view.words("data.settle_none"))
            return
        st.caption(view.words("data.settle_note"))
        at = st.selectbox(
            view.words("data.settle_name"),
            range(len(names)),
            format_func=lambda at: view.words("data.settle_rows", name=names[at].written, n=names[at].rows),
            key="settle_name",
        )
        name = names[at]
        meant = st.radio(view.words("data.settle_meant"), name.candidates, index=None, format_func=plain, key=f"settle_meant_{at}")
        if st.button(view.words("data.settle"), key="settle", disabled=meant is None) and meant:
            said = view.words("data.settle_done", name=name.written, lao=meant)
            _do(view, lambda: add_alias(store, "lao", name.written, meant.split()[0], name.province, actor=actor), said)


def _say_done() -> None:
    """What the last button did, now that the page has run again."""
    if done := st.session_state.pop(DONE, None):
        st.success(plain(done), icon=":material/check:")


def _do(view: View, act: Callable[[], object], said: str) -> None:
    try:
        act()
    except CannotUse as error:
        st.error(plain(error.problem.text(view.lang)), icon=":material/error:")
        return
    st.session_state[DONE] = said
    st.rerun()
