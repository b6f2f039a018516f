"""จังหวัดต้นแบบ: the six pilot provinces over the years, against the country."""

from dataclasses import replace

import streamlit as st

from la21data import charts, reference, thai
from la21data.measures import measure, measures
from la21data.scope import Scope
from pages.shared import reads
from pages.shared.blocks import chart_block, empty_block, frame_table, why_empty
from pages.shared.page_frame import View, begin, end
from pages.shared.pick import pick

CHOICES = (
    "participation_rate",
    "participating_laos",
    "step3plus_rate",
    "plan_rate",
    "retention_rate",
    "late_application_rate",
    "learning_centres",
    "activities",
    "activities_per_lao",
    "participants",
    "budget_total",
    "budget_deqp_share",
    "standard_score",
    "awards",
)


def compared(view: View, code: str) -> None:
    wanted = measure(code)
    everywhere = view.scope.whole_country()
    pilots = replace(everywhere, provinces=tuple(p.code for p in reference.provinces().values() if p.is_pilot))
    last = view.scope.years[-1] if view.scope.years else 0
    years = [year for year in view.snapshot.fiscal_years if year <= last]
    over_time = reads.frame(view.snapshot, code, ("fiscal_year", "province"), pilots.with_years(*years))
    title = view.words("pilots.trend_title", measure=wanted.words(view.lang).title)
    if not over_time["value"].notna().any():
        empty_block(view, key="trend", title=title, reason=why_empty(view, wanted))
        return
    country = reads.frame(view.snapshot, code, ("fiscal_year",), everywhere.with_years(*years)) if wanted.denominator else None
    unit = f"{wanted.words(view.lang).unit} · {thai.fiscal_years_label(years, view.lang)}"
    chart_block(
        view,
        key="trend",
        title=title,
        subtitle=unit,
        table=over_time,
        measure=wanted,
        figure=charts.trend_lines(over_time, "province", wanted, view.lang, reference_frame=country),
    )
    now(view, code, pilots, everywhere)


def now(view: View, code: str, pilots: Scope, everywhere: Scope) -> None:
    wanted = measure(code)
    frame = reads.frame(view.snapshot, code, ("province",), pilots)
    title = view.words("pilots.now_title", year=thai.fiscal_years_label(view.scope.years, view.lang))
    left, right = st.columns([7, 5])
    with left:
        if not frame["value"].notna().any():
            empty_block(view, key="now", title=title, reason=why_empty(view, wanted))
        else:
            reference_value = reads.figure(view.snapshot, code, everywhere).value if wanted.denominator else None
            chart_block(
                view,
                key="now",
                title=title,
                subtitle=f"{wanted.words(view.lang).unit}",
                notes=(view.words("pilots.caution"),),
                figure=charts.pilot_dots(frame, wanted, view.lang, reference=reference_value),
            )
    with right, st.container(border=True, key="block_table"):
        st.markdown("#### " + view.words("pilots.table_title"))
        frame_table(view, frame.sort_values("value", ascending=False), wanted, key="table")


view = begin("nav.pilots", "pilots.lead", own_keys=("measure",))
if any((view.scope.regions, view.scope.offices, view.scope.provinces, view.scope.pilot is not None, view.scope.lao)):
    st.caption(view.words("pilots.filters_note"))
compared(
    view,
    pick("measure", view.words("pilots.measure"), CHOICES, CHOICES[0], lambda code: measures()[code].words(view.lang).title, width=420),
)
end(view)
