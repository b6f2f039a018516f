"""ชุดประชุม: what a person gathered, or the parts for one audience, as slides, brief, workbook and page in one zip."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from la21data import metrics
from la21data.blocks.catalogue import recipes
from la21data.export import aside
from la21data.export.carried import file_name
from la21data.export.definition import PARTS, Definition, Piece
from la21data.export.definition import parse as parse_definition
from la21data.export.pack import Pack, gather
from la21data.findings.meeting import findings
from la21data.problems import CannotUse
from la21data.scope import parse
from la21data.view import View
from pages.shared import reads
from pages.shared.carry import DECK, deck, waiting
from pages.shared.findings import show_findings
from pages.shared.page_frame import begin, end
from pages.shared.plain import plain

PASTED, SAID = "meeting_pasted", "meeting_said"  # Session keys: a kept definition, and what is wrong with it.
LONGEST_NAME, LONGEST_KEPT = 100, 60_000  # Letters.


def move(at: int, to: int) -> None:
    pieces = deck()
    if 0 <= to < len(pieces):
        pieces[at], pieces[to] = pieces[to], pieces[at]


def take_out(at: int) -> None:
    deck().pop(at)


def gathered(view: View) -> None:
    """The deck in its order, each piece to be moved or taken out."""
    st.markdown(f"#### {view.words('meeting.gathered')}", anchors=False)
    if not deck():
        st.caption(view.words("meeting.nothing_gathered"))
        return
    for at, piece in enumerate(deck()):
        with st.container(horizontal=True, vertical_alignment="center", key=f"piece_{at}"):
            st.markdown(f"{at + 1}. **{plain(view.words(recipes()[piece.chart].name))}** · {plain(seen_in(view, piece))}", width="stretch")
            up, down, out = (view.words(f"meeting.{key}") for key in ("up", "down", "out"))
            st.button("", icon=":material/arrow_upward:", key=f"up_{at}", help=up, on_click=move, args=(at, at - 1), disabled=at == 0)
            st.button(
                "",
                icon=":material/arrow_downward:",
                key=f"down_{at}",
                help=down,
                on_click=move,
                args=(at, at + 1),
                disabled=at == len(deck()) - 1,
            )
            st.button("", icon=":material/close:", key=f"out_{at}", help=out, on_click=take_out, args=(at,))
    st.button(view.words("meeting.clear"), icon=":material/delete_sweep:", type="tertiary", on_click=lambda: st.session_state.pop(DECK))


def seen_in(view: View, piece: Piece) -> str:
    scope, _ = parse(piece.scope, fiscal_years=view.snapshot.fiscal_years, lao_known=metrics.lao_lookup(view.snapshot))
    return view.in_words(scope)


def open_kept(view: View) -> None:
    """A kept definition fills the form. It is pasted, not uploaded: only some roles may send files, everybody may make a pack."""
    with st.expander(view.words("meeting.open_kept")):
        st.text_area(view.words("meeting.paste"), key=PASTED, max_chars=LONGEST_KEPT, height=120)
        st.button(view.words("meeting.fill"), icon=":material/file_open:", key="meeting_fill", on_click=fill, args=(view,))
        if said := st.session_state.pop(SAID, ""):
            st.error(plain(said), icon=":material/error:")


def fill(view: View) -> None:
    """Name, parts, what was gathered and the scope of a definition; where it cannot be read the form stays as it is."""
    try:
        kept = parse_definition(st.session_state[PASTED])
    except CannotUse as error:
        st.session_state[SAID] = error.problem.text(view.lang)
        return
    st.session_state["meeting_name"] = kept.name[:LONGEST_NAME]
    st.session_state["meeting_parts"] = list(kept.parts)
    st.session_state["meeting_source"] = "deck" if kept.gathered else "parts"
    st.session_state[DECK] = list(kept.gathered)
    scope, _ = parse(kept.scope, fiscal_years=view.snapshot.fiscal_years, lao_known=metrics.lao_lookup(view.snapshot))
    st.query_params.from_dict(replace(scope, lang=view.lang, snapshot=view.scope.snapshot).to_query())


def wanted(view: View) -> Definition:
    """Name and parts, or the deck."""
    left, right = st.columns([5, 7])
    with left:
        name = st.text_input(
            view.words("meeting.name"), key="meeting_name", max_chars=LONGEST_NAME, placeholder=view.words("export.pack_title")
        )
        sources = ("parts", "deck")
        st.session_state.setdefault("meeting_source", "deck" if deck() else "parts")
        source = st.radio(
            view.words("meeting.source"),
            sources,
            key="meeting_source",
            format_func=lambda code: view.words(f"meeting.source_{code}", n=len(deck())),
        )
    st.session_state.setdefault("meeting_parts", list(PARTS))
    with right:
        parts = st.multiselect(
            view.words("meeting.parts"),
            PARTS,
            key="meeting_parts",
            format_func=lambda code: view.words(f"meeting.part_{code}"),
            disabled=source == "deck",
            wrap=True,  # Else one line shows, and half of the parts are hidden in it.
        )
    scope = replace(view.scope, snapshot=None).to_url()
    return Definition(name, scope, tuple(parts), tuple(deck()) if source == "deck" else ())


def take(view: View, definition: Definition) -> None:
    """One click for everything; the definition, to run it again from the command line."""
    empty = not definition.parts and not definition.gathered
    name = definition.name or view.words("export.pack_title")
    today = dt.date.today()
    with st.container(horizontal=True):
        st.download_button(
            view.words("meeting.download"),
            making(replace(view, reader=metrics), definition),
            file_name(name, view.in_words(), today, "zip", view.lang),
            "application/zip",
            key="meeting_zip",
            on_click="ignore",
            type="primary",
            icon=":material/folder_zip:",
            disabled=empty,
        )
        st.download_button(
            view.words("meeting.keep"),
            definition.to_json(),
            file_name(name, "", today, "json", view.lang),
            "application/json",
            key="meeting_keep",
            on_click="ignore",
            icon=":material/bookmark:",
        )
    st.caption(view.words("meeting.takes"))
    waiting(view)


def making(view: View, definition: Definition) -> Callable[[], bytes]:
    return lambda: aside.zipped_pack(view, definition)


def preview(view: View, definition: Definition) -> None:
    """The slides in their order, made when opened."""
    with st.expander(view.words("meeting.preview"), key="meeting_preview", on_change="rerun") as box:
        if box.open:
            made = gather(view, definition)
            for number, (title, subtitle) in enumerate(slides(view, made), start=1):
                st.markdown(f"{number}. **{plain(title)}**" + (f"  \n{plain(subtitle)}" if subtitle else ""))


def slides(view: View, made: Pack) -> list[tuple[str, str]]:
    """Title and what is under it, of each slide."""
    found = [(made.name, made.about.scope)]
    if made.figures:
        found.append((view.words("export.figures_title"), " · ".join(f"{one.title} {one.text}" for one in made.figures)))
    found += [(view.words("export.findings_title"), made.findings[0])] if made.findings else []
    found += [(carried.imprint.title, carried.block.empty or carried.imprint.subtitle) for carried in made.blocks]
    found += [(view.words("export.quality_title"), made.quality[0])] if made.quality else []
    return found + ([(view.words("export.definitions_title"), "")] if made.definitions else [])


view = begin("nav.meeting", "meeting.lead")
gathered(view)
open_kept(view)
definition = wanted(view)
take(view, definition)
show_findings(view, reads.findings(view, findings), view.words("meeting.findings"))
preview(view, definition)
end(view)
