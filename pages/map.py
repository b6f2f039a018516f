"""แผนที่: a choropleth of any measure for one fiscal year, its ranking beside it, the table below."""

import pandas as pd
import streamlit as st

from la21data import charts
from la21data.domain import DIMENSIONS
from la21data.measures import Measure, measure, measures
from pages.shared import reads
from pages.shared.blocks import chart_block, empty_block, frame_table, why_empty
from pages.shared.map_block import map_block
from pages.shared.page_frame import View, begin, end
from pages.shared.pick import pick

METHODS = ("quantile", "equal", "diverging")
RANKED = 27  # Bars beside the map; all provinces are in the table below.
FIRST = ("participation_rate", "participating_laos", "awards")  # Counts and a rate whose denominator is all LAOs: they lead.


def choices() -> list[str]:
    """Every measure that has one value a province, the leading ones first."""
    usable = [code for code, m in measures().items() if m.combine != "survival"]
    return [*FIRST, *sorted(set(usable) - set(FIRST), key=usable.index)]


def default_measure(view: View) -> str:
    """The first leading measure that the snapshot can show for this year."""
    years = set(view.scope.years)
    return next((code for code in FIRST if years & set(view.snapshot.recorded.get(measure(code).records, ()))), FIRST[0])


def one_value_a_province(view: View, wanted: Measure) -> tuple[pd.DataFrame, str]:
    """The frame by province; where a measure is always split further (a unit, a component), one part of it, and its name."""
    frame = reads.frame(view.snapshot, wanted.code, ("province",), view.scope)
    if not wanted.always_by or frame.empty:
        return frame, ""
    parts = frame[[column for name in wanted.always_by for column in (name, f"{name}_th")]].drop_duplicates()
    options = ["/".join(str(part[name]) for name in wanted.always_by) for _, part in parts.iterrows()]
    names = {
        option: " ".join(str(part[f"{name}_th"]) for name in wanted.always_by)
        for option, (_, part) in zip(options, parts.iterrows(), strict=True)
    }
    chosen = pick(
        "part", " / ".join(DIMENSIONS[name].label(view.lang) for name in wanted.always_by), options, options[0], names.__getitem__
    )
    keep = pd.Series(True, index=frame.index)
    for name, code in zip(wanted.always_by, chosen.split("/"), strict=True):
        keep &= frame[name].astype(str) == code
    return frame[keep].reset_index(drop=True), names[chosen]


def ranking(view: View, wanted: Measure, frame: pd.DataFrame) -> None:
    title = view.words("map.ranking_title")
    known = frame[frame["value"].notna()]
    if known.empty:
        empty_block(view, key="ranking", title=title, reason=why_empty(view, wanted))
        return
    country = None if wanted.always_by else reads.figure(view.snapshot, wanted.code, view.scope.whole_country())
    reference = country.value if country and wanted.denominator else None
    note = view.words("map.ranking_note", n=RANKED, of=len(known)) if len(known) > RANKED else view.words("map.ranking_all", of=len(known))
    chart_block(
        view,
        key="ranking",
        title=title,
        subtitle=view.subtitle(wanted.words(view.lang).unit),
        notes=(note,),
        figure=charts.ranking_bars(frame, "province", wanted, view.lang, reference=reference, limit=RANKED),
    )


view = begin("nav.map", "map.lead", own_keys=("measure", "classes", "part"))
chosen_left, chosen_middle, chosen_right = st.columns([5, 4, 3])
with chosen_left:
    code = pick("measure", view.words("map.measure"), choices(), default_measure(view), lambda c: measure(c).words(view.lang).title)
with chosen_middle:
    method = pick("classes", view.words("map.classes"), METHODS, METHODS[0], lambda m: view.words(f"map.{m}"))
wanted = measure(code)
with chosen_right:
    frame, part = one_value_a_province(view, wanted)
title = view.words("map.title", measure=wanted.words(view.lang).title) + (f": {part}" if part else "")
notes = [view.words("map.pilots_note")]
if (frame["flag"] == "small_number").any():
    notes.insert(0, view.words("map.small_note", n=wanted.smallest_denominator))
left, right = st.columns([5, 7])
with left:
    map_block(view, wanted, key="map", title=title, frame=frame, method=method, notes=tuple(notes))
with right:
    ranking(view, wanted, frame)
with st.container(border=True, key="block_table"):
    st.markdown("#### " + view.words("map.table_title"))
    st.caption(view.words("block.definition", definition=wanted.words(view.lang).definition))
    frame_table(view, frame.sort_values("value", ascending=False, na_position="last"), wanted, key="table")
end(view)
