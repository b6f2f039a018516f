"""อภิธานศัพท์: every term and measure, Thai and English, searchable, each with an anchor."""

from itertools import groupby

import streamlit as st

from la21data.findings.knowledge import of_measures
from la21data.glossary import Entry, entries
from la21data.view import View
from pages.shared import reads
from pages.shared.findings import show_findings
from pages.shared.page_frame import begin, end
from pages.shared.plain import plain


def searched(view: View) -> str:
    """What is searched for, in the address as `?q=`."""
    key = "glossary_search"
    st.session_state[key] = st.query_params.get("q", "")[:100]

    def write() -> None:
        if st.session_state[key]:
            st.query_params["q"] = st.session_state[key]
        else:
            st.query_params.pop("q", None)

    label, hint = view.words("glossary.search"), view.words("glossary.search_hint")
    return st.text_input(label, key=key, max_chars=100, placeholder=hint, icon=":material/search:", width=480, on_change=write) or ""


def entry(one: Entry) -> None:
    st.subheader(plain(one.title), anchor=one.anchor)
    first = f"*{plain(one.other)}*" if one.other != one.title else ""
    st.markdown("  \n".join([*([first] if first else []), *map(plain, one.lines)]))


view = begin("nav.glossary", "glossary.lead", own_keys=("q",), with_scope=False)
show_findings(view, reads.findings(view, of_measures), view.words("glossary.findings"), "/glossary")
search = searched(view)
found = [one for one in entries(view.lang) if one.matches(search)]
if not found:
    st.info(plain(view.words("glossary.none", search=search)), icon=":material/inbox:")
else:
    st.caption(view.words("glossary.found", n=len(found)))
for group, members in groupby(found, key=lambda one: one.group):
    st.header(view.words(f"glossary.{group}"), anchor=group)
    for one in members:
        entry(one)
end(view)
