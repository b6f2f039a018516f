"""บันได 4 ขั้น: where LAOs stand on both tracks, year by year, never added up."""

from math import isnan

import streamlit as st

from la21data import charts, thai
from la21data.domain import STEP_TITLES, TRACKS
from la21data.measures import measure
from pages.shared import reads
from pages.shared.blocks import chart_block, empty_block, why_empty
from pages.shared.page_frame import View, begin, end
from pages.shared.pick import pick


def now(view: View) -> None:
    wanted = measure("laos_at_step")
    title = view.words("steps.now_title", year=thai.fiscal_years_label(view.scope.years[-1:], view.lang))
    frame = reads.frame(view.snapshot, wanted.code, (), view.scope)
    if not frame["value"].sum() > 0:
        empty_block(view, key="now", title=title, reason=why_empty(view, wanted))
        return
    top = reads.figure(view.snapshot, "step3plus_rate", view.scope)
    notes = (
        []
        if isnan(top.value)
        else [
            view.words(
                "steps.top_ladder",
                share=thai.format_percent(top.value),
                n=thai.format_number(top.numerator),
                of=thai.format_number(top.denominator),
            )
        ]
    )
    chart_block(
        view,
        key="now",
        title=title,
        subtitle=view.words("steps.subtitle", scope=view.scope.describe(view.lang)),
        figure=charts.ladder_now(frame, view.lang),
        table=frame,
        measure=wanted,
        notes=notes,
    )


def by_year(view: View, track: str, title: str, share: bool) -> None:
    """One track over all fiscal years up to the last one in scope: the years before are what the ladder is read against."""
    wanted = measure("laos_at_step")
    last = view.scope.years[-1] if view.scope.years else 0
    scope = view.scope.with_years(*[year for year in view.snapshot.fiscal_years if year <= last])
    frame = reads.frame(view.snapshot, wanted.code, ("fiscal_year",), scope)
    frame = frame[(frame["track"] == track) & frame["value"].notna()]
    if not frame["value"].sum() > 0:
        empty_block(view, key=track, title=title, reason=why_empty(view, wanted))
        return
    subtitle = view.words("steps.subtitle_share" if share else "steps.subtitle", scope=scope.describe(view.lang))
    chart_block(
        view,
        key=track,
        title=title,
        subtitle=subtitle,
        figure=charts.ladder_stack(frame, track, view.lang, share=share),
        table=frame,
        measure=wanted,
    )


def meanings(view: View) -> None:
    with st.expander(view.words("steps.what_steps_mean")):
        for column, track in zip(st.columns(2), TRACKS, strict=True):
            column.markdown(
                f"**{track.label(view.lang)}**\n\n" + "\n".join(f"{t.code}. {t.label(view.lang)}" for t in STEP_TITLES[track.code])
            )


view = begin("nav.steps", "steps.lead", own_keys=("show",))
now(view)
meanings(view)
show = pick("show", view.words("steps.show_as"), ("count", "share"), "count", lambda code: view.words(f"steps.{code}"), width=260)
left, right = st.columns(2)
with left:
    by_year(view, "ladder", view.words("steps.ladder_title"), show == "share")
with right:
    by_year(view, "fast_track", view.words("steps.fast_title"), show == "share")
end(view)
