"""ข้อมูล: the store's snapshots, how good the records are, and new files coming in."""

from typing import Any

import pandas as pd
import streamlit as st

from la21data import thai
from la21data.access import may
from la21data.changes.asked import store_of
from la21data.domain import RECORD_KINDS, Language
from la21data.findings.data import findings
from la21data.store import Store
from la21data.text import words
from la21data.view import View
from pages.shared import keeping, person, reads
from pages.shared.blocks import show
from pages.shared.findings import show_findings
from pages.shared.importing import import_panel
from pages.shared.page_frame import begin, end
from pages.shared.pick import section

SECTIONS = ("quality", "rejected", "snapshots", "import")
SHOWN = 100  # Snapshots in the table; the command `snapshots` lists all.


def quality(view: View) -> None:
    left, right = st.columns([5, 7])
    with left:
        show(view, "data-freshness")
    with right:
        show(view, "data-completeness")


def rejected(view: View) -> None:
    left, _ = st.columns([8, 4])
    with left:
        show(view, "data-rejected")
        keeping.rejected_rows(view, person.actor())
        keeping.settle_names(view, store_of(view.snapshot), person.actor())


def snapshots(view: View) -> None:
    """What was published when, and a link to what each brought."""
    store = store_of(view.snapshot)
    told = store.told()
    rows = []
    for snapshot_id in store.ids()[:SHOWN]:
        entry = told.made.get(snapshot_id, {})
        parent = entry.get("parent")
        language = "&lang=en" if view.lang == "en" else ""
        rows.append(
            {
                view.words("data.snapshot"): snapshot_id,
                view.words("data.published_at"): _day(str(entry.get("at", "")), view),
                view.words("data.what"): _what(entry, view),
                view.words("data.files"): len(entry.get("files", ())) or None,
                view.words("data.now"): "✓" if snapshot_id == store.current_id() else "",
                view.words("data.open"): f"/?snapshot={snapshot_id}{language}",
                view.words("data.changes"): f"/changes?snapshot={snapshot_id}&since={parent}{language}" if parent in store.ids() else None,
            }
        )
    st.caption(view.words("data.snapshots_note"))
    links = {
        view.words(f"data.{name}"): st.column_config.LinkColumn(display_text=view.words(f"data.{name}_link"))
        for name in ("open", "changes")
    }
    st.dataframe(pd.DataFrame(rows), hide_index=True, column_config=links, key="snapshots", placeholder="–")
    keeping.history_panel(view, store, person.actor())


def _what(entry: dict[str, Any], view: View) -> str:
    """«an import: Awards»: how a snapshot was made, and of which kinds of records."""
    names = {term.code: term.label(view.lang) for term in RECORD_KINDS}
    kinds = dict.fromkeys(names.get(kind, kind) for file in entry.get("files", ()) for kind in file["kind"].split(",") if kind)
    what = view.words(f"data.what_{entry.get('what', 'import')}")
    return f"{what}: {', '.join(kinds)}" if kinds else what


def _day(at: str, view: View) -> str:
    day = pd.to_datetime(at, errors="coerce")
    return "" if pd.isna(day) else thai.format_date(day.date(), short=True, lang=view.lang)


def first_import(lang: Language) -> None:
    """The way in while the store holds nothing. Its result shows in the same section, once there is a snapshot to open."""
    st.query_params["section"] = "import"
    st.info(words("data.import_first", lang), icon=":material/database:")
    import_panel(lang, Store(), person.actor())


may_look_at_files = may(person.actor(), "dry_run")
view = begin("nav.data", "data.lead", own_keys=("section",), on_empty=first_import if may_look_at_files else None)
sections = (*SECTIONS, "journal") if may(person.actor(), "read_journal") else SECTIONS
shown = section(view.words("block.section"), sections, lambda name: view.words(f"data.section_{name}"))
if shown in ("quality", "rejected", "snapshots"):
    show_findings(view, reads.findings(view, findings), view.words("data.findings"), "/data", {"section": SECTIONS[0]})
if shown == "quality":
    quality(view)
elif shown == "rejected":
    rejected(view)
elif shown == "snapshots":
    snapshots(view)
elif shown == "journal":
    keeping.journal(view, store_of(view.snapshot), person.actor())
else:
    import_panel(view.lang, store_of(view.snapshot), person.actor())
end(view)
