"""ความเปลี่ยนแปลง: what is new since a fiscal year or an earlier snapshot, in sentences, on a map, and LAO by LAO."""

from dataclasses import replace

import streamlit as st

from la21data import metrics
from la21data.blocks.changes import LISTED, WHATS, choices, lao_table, since_of
from la21data.changes import asked
from la21data.changes.changes import ADDED
from la21data.export import carry_table
from la21data.findings.changes import findings
from la21data.problems import CannotUse
from la21data.view import View
from pages.shared import ahead, reads
from pages.shared.blocks import show, table
from pages.shared.carry import carry_rows
from pages.shared.findings import show_findings
from pages.shared.page_frame import begin, end
from pages.shared.pick import pick
from pages.shared.plain import plain


def pick_since(view: View) -> str:
    names = choices(view)
    return pick("since", view.words("changes.since"), list(names), since_of(view, {}), names.__getitem__, width=420)


def listed(view: View, since: str) -> None:
    """Everybody of a kind of change, to look at and to take along; made when it is opened."""
    box = st.expander(view.words("changes.list"), key="changes_list", on_change="rerun", icon=":material/list:")
    if not box.open:
        return
    with box:
        what = pick("list", view.words("changes.change"), LISTED, LISTED[0], lambda kind: view.words(f"changes.{kind}"), width=320)
        laos, still = view.ask(asked.laos, since, view.scope), replace(view, reader=metrics)
        rows = lao_table(view, laos if what == "all" else laos[laos["change"] == what])
        if rows.rows.empty:
            st.info(view.words("changes.none"), icon=":material/inbox:")
            return
        table(view, rows, key="changes_rows")
        told = {"since": since, "list": what}
        carry_rows(
            "changes", lambda: carry_table(still, rows, choices(still)[since], path="/changes", options=told), f"changes-{what}-{since}"
        )


def first_shown(view: View, what: str) -> None:
    """Make what the page shows of a view where nobody has chosen since when."""
    since = since_of(view, {})
    list(findings(view, since))
    for block_id, options in (("changes-map", {"since": since, "what": what}), ("changes-kinds", {"since": since})):
        reads.block(view, block_id, options).shown()


view = begin("nav.changes", "changes.lead", own_keys=("since", "what", "list"))
st.caption(view.words("changes.years_note"))
with st.container(horizontal=True, vertical_alignment="bottom"):
    since = pick_since(view)
    what = pick("what", view.words("changes.what"), WHATS, WHATS[0], lambda kind: view.words(f"changes.{kind}"), width=260)
if "since" not in st.query_params:
    ahead.note(lambda there: first_shown(there, what))  # Since when depends on the year.
try:
    told = list(findings(view, since))
except CannotUse as error:
    st.error(plain(error.problem.text(view.lang)), icon=":material/error:")
    end(view)
    st.stop()
show_findings(view, told, view.words("changes.findings"), "/changes", {"since": since, "what": what})
if len(view.ask(asked.laos, since, view.scope)) or what in ADDED:
    left, right = st.columns([5, 7])
    with left:
        show(view, "changes-map", {"since": since, "what": what})
    with right:
        show(view, "changes-kinds", {"since": since})
        listed(view, since)
end(view)
