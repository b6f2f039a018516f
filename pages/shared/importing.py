"""Files that come in through the page: a dry run first, what it says, then publishing. Rights are asked of `la21data.access`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import get_args

import pandas as pd
import streamlit as st

from la21data import thai, uploads
from la21data.access import Actor, may
from la21data.domain import RECORD_KINDS, Language
from la21data.ingest.registry import Mode
from la21data.problems import CannotUse
from la21data.store import Store
from la21data.text import words
from la21data.uploads import FileSummary, HowToRead, Summary, Upload
from pages.shared.page_frame import plain
from pages.shared.uploader import words_of_uploader

JUDGED = "import_judged"  # Session key: the dry run's summary.
DONE = "import_done"  # Session key: what was published.
SHOWN = 50  # Reasons in the table of a file.


def import_panel(lang: Language, store: Store, actor: Actor) -> None:
    """Where importing is not allowed: how it is done on the server."""
    st.subheader(words("data.import_title", lang), anchor=False)
    if not may(actor, "dry_run"):
        st.info(words("data.import_not_here", lang), icon=":material/lock:")
        st.code(
            "python -m la21data template activity --out form.xlsx\npython -m la21data import filled.xlsx --dry-run\n"
            "python -m la21data import filled.xlsx --report rejected.xlsx",
            language=None,  # Its colours for a shell are too faint to read.
        )
        return
    st.caption(words("data.import_lead", lang) if may(actor, "import") else words("data.import_only_dry", lang))
    files = _sent(lang)
    how = _how_to_read(lang, actor)
    if st.button(words("data.import_check", lang), icon=":material/fact_check:", disabled=not files or how is None, key="import_check"):
        st.session_state.pop(DONE, None)
        st.session_state[JUDGED] = _run(lang, store, files, actor, how or HowToRead(), dry_run=True)
    judged: Summary | None = st.session_state.get(JUDGED)
    if judged is None or how is None or not files or judged.files_key != uploads.key_of(files, how):
        return
    done: Summary | None = st.session_state.get(DONE)
    if done is None:
        _result(lang, judged, words("data.import_judged", lang))
        done = _offer_to_publish(lang, store, files, actor, how, judged)
    if done is not None:
        _published(lang, done)


def _sent(lang: Language) -> list[Upload]:
    if lang != "en":
        limit = words("data.import_limit", lang, megabytes=st.get_option("server.maxUploadSize"), kinds=" ".join(uploads.SUFFIXES).upper())
        words_of_uploader(words("data.import_choose", lang), limit)
    sent = st.file_uploader(words("data.import_files", lang), type=list(uploads.SUFFIXES), accept_multiple_files=True, key="import_files")
    return [Upload(one.name, one.getvalue()) for one in sent or []]


def _how_to_read(lang: Language, actor: Actor) -> HowToRead | None:
    """None where the day that was typed cannot be read; then it is said."""
    names = {"auto": words("data.import_auto", lang), **{term.code: term.label(lang) for term in RECORD_KINDS}}
    kind = st.selectbox(words("data.import_kind", lang), list(names), format_func=names.__getitem__, key="import_kind", width=320)
    if kind not in ("auto", "registry"):
        return HowToRead(kind)
    modes = {mode: words(f"data.import_mode_{mode}", lang) for mode in get_args(Mode)}
    mode: Mode = "auto"
    with st.expander(words("data.import_registry", lang), expanded=kind == "registry"):
        typed = st.text_input(
            words("data.import_day", lang), placeholder=words("data.import_day_example", lang), key="import_day", max_chars=60, width=320
        )
        st.caption(words("data.import_day_note", lang))
        if actor.areas is None:  # A list of some provinces only adds and changes, whatever is said of it.
            notes = [words(f"data.import_note_{mode}", lang) for mode in modes]
            label = words("data.import_mode", lang)
            mode = st.radio(label, list(modes), captions=notes, format_func=modes.__getitem__, key="import_mode")
    try:
        day = thai.parse_date(typed)
    except thai.Unreadable:
        st.error(words("data.import_day_unreadable", lang), icon=":material/error:")
        return None
    if said := [*([modes[mode]] if mode != "auto" else []), *([thai.format_date(day, lang=lang)] if day else [])]:
        st.caption(f"{words('data.import_registry', lang)}: {', '.join(said)}")  # Outside: what was said of the last file still holds.
    return HowToRead(kind, day, mode)


def _offer_to_publish(
    lang: Language, store: Store, files: Sequence[Upload], actor: Actor, how: HowToRead, judged: Summary
) -> Summary | None:
    if not may(actor, "import"):
        return None
    if not judged.changes_something:
        st.info(words("data.import_nothing", lang), icon=":material/check:")
        return None
    if not st.button(words("data.import_publish", lang), icon=":material/publish:", type="primary", key="import_publish"):
        return None
    st.session_state[DONE] = _run(lang, store, files, actor, how, dry_run=False)
    if st.session_state[DONE] is not None:
        st.rerun()
    return None


def _run(lang: Language, store: Store, files: Sequence[Upload], actor: Actor, how: HowToRead, *, dry_run: bool) -> Summary | None:
    """None where the files cannot be used; then it is said why."""
    bar = st.progress(0.0, text=words("data.import_running", lang))
    try:
        return uploads.run(store, files, actor, how=how, dry_run=dry_run, progress=_progress(lang, bar.progress))
    except CannotUse as error:
        st.error(plain(error.problem.text(lang)), icon=":material/error:")
        return None
    finally:
        bar.empty()


def _progress(lang: Language, draw: Callable[..., object]) -> Callable[[str, float], None]:
    def progress(what: str, share: float) -> None:
        draw(min(max(share, 0.0), 1.0), text=what if lang == "th" else words("data.import_running", lang))

    return progress


def _published(lang: Language, done: Summary) -> None:
    _result(lang, done, words("data.import_done", lang))
    if done.snapshot is None:
        st.info(words("data.import_nothing", lang), icon=":material/check:")
        return
    st.success(words("data.import_snapshot", lang, id=done.snapshot), icon=":material/published_with_changes:")
    query = {**({"since": done.parent} if done.parent else {}), **({"lang": "en"} if lang == "en" else {})}
    st.page_link("pages/changes.py", label=words("data.changes_link", lang), icon=":material/arrow_forward:", query_params=query)


def _result(lang: Language, summary: Summary, title: str) -> None:
    st.markdown(f"#### {title}")
    counts = {name: words(f"data.import_{name}", lang) for name in ("read", "accepted", "new", "updated", "unchanged", "rejected")}
    named = [(file.name, _kinds(file.kind, lang), [file]) for file in summary.files]
    if len(summary.files) > 1:
        named.append((words("data.import_total", lang), "", list(summary.files)))
    rows = [
        {
            words("data.import_file", lang): name,
            words("data.import_kind", lang): kind,
            **{label: sum(_count(file, count) for file in files) for count, label in counts.items()},
        }
        for name, kind, files in named
    ]
    numbers = {label: st.column_config.NumberColumn(format="localized") for label in counts.values()}
    st.dataframe(pd.DataFrame(rows), hide_index=True, key=f"import_result_{summary.snapshot}", column_config=numbers)
    for notice in summary.notices:
        st.info(plain(notice.text(lang)), icon=":material/info:")
    for number, file in enumerate(summary.files):
        _remarks(lang, file, f"{number}_{summary.snapshot}")
    if summary.report is not None:
        st.download_button(
            words("data.import_report", lang),
            summary.report,
            file_name="rejected-rows.xlsx",
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            icon=":material/download:",
            on_click="ignore",
        )


def _remarks(lang: Language, file: FileSummary, key: str) -> None:
    """What was skipped, dropped, rejected and warned of, as counts under the file's name: never a row."""
    lines = []
    if file.skipped:
        lines.append(
            (
                words("data.import_skipped", lang),
                ", ".join(f"{words(f'data.skipped_{why}', lang)} {n:,}" for why, n in file.skipped.items()),
            )
        )
    for name, texts in (("dropped", file.dropped_columns), ("ignored", file.ignored_columns)):
        if texts:
            lines.append((words(f"data.import_{name}", lang), ", ".join(texts)))
    found = [(kind, *reason, n) for kind, told in (("rejected", file.reasons), ("warning", file.warnings)) for reason, n in told.items()]
    if lines or found:
        st.markdown(f"**{plain(file.name)}**")
    for label, text in lines:
        st.caption(f"**{label}**: {plain(text)}")
    if found:
        rows = [
            {
                words("data.import_verdict", lang): words(f"data.import_{kind}", lang),
                words("data.reason", lang): words(f"data.reason_{code}", lang),
                words("data.column", lang): column,
                words("data.import_rows", lang): n,
            }
            for kind, code, column, n in found[:SHOWN]
        ]
        st.dataframe(pd.DataFrame(rows), hide_index=True, key=f"import_reasons_{key}")


def _kinds(codes: str, lang: Language) -> str:
    names = {term.code: term.label(lang) for term in RECORD_KINDS}
    return ", ".join(names.get(code, code) for code in codes.split(","))


def _count(file: FileSummary, name: str) -> int:
    return file.new + file.updated if name == "accepted" else int(getattr(file, name))
