"""ภาพรวม: six key figures with the change on last year, the finding, the map, the ladder, and what to look at."""

from collections.abc import Iterator
from math import isnan

import streamlit as st

from la21data import charts, reference, thai
from la21data.measures import Measure, measure
from la21data.metrics import Figure
from pages.shared import reads
from pages.shared.blocks import chart_block, empty_block, why_empty
from pages.shared.map_block import map_block
from pages.shared.page_frame import View, begin, end

KEY_FIGURES = ("participating_laos", "provinces_covered", "step3plus_rate", "learning_centres", "activities", "participants")
WITHOUT_PARTICIPATION = ("lao_total", "awards", "awarded_laos", "assessed_laos", "visits", "events")
NAMED = 6  # Provinces named in a sentence before «and n more».


def key_figures(view: View) -> None:
    """The six; where the year has no participation, those that the other records allow."""
    known = [code for code in KEY_FIGURES + WITHOUT_PARTICIPATION if not isnan(reads.figure(view.snapshot, code, view.scope).value)]
    shown = KEY_FIGURES if set(known) & set(KEY_FIGURES) else known or KEY_FIGURES
    with st.container(horizontal=True, key="key_figures"):
        for code in shown:
            key_figure(view, measure(code))


def has_participation(view: View) -> bool:
    return not isnan(reads.figure(view.snapshot, "participating_laos", view.scope).value)


def overview_map(view: View) -> None:
    """Who takes part; in a store without participation, where the awards are."""
    if not has_participation(view) and reads.figure(view.snapshot, "awards", view.scope).value > 0:
        map_block(
            view, measure("awards"), key="map", title=view.words("map.title", measure=measure("awards").words(view.lang).title), height=620
        )
    else:
        map_block(view, measure("participating_laos"), key="map", title=view.words("overview.map_title"), height=620)


def key_figure(view: View, wanted: Measure) -> None:
    now = reads.figure(view.snapshot, wanted.code, view.scope)
    words = wanted.words(view.lang)
    st.metric(
        words.title,
        value_text(view, wanted, now),
        delta=change_text(view, wanted, now),
        delta_color="off",
        delta_arrow="off",
        help=words.definition,
        border=True,
    )


def value_text(view: View, wanted: Measure, figure: Figure) -> str:
    if wanted.code == "provinces_covered" and not isnan(figure.value):
        return view.words("overview.covered", n=thai.format_number(figure.numerator), of=thai.format_number(figure.denominator))
    return wanted.write(figure.value, view.lang)


def change_text(view: View, wanted: Measure, now: Figure) -> str:
    """«▲ 3 แห่ง เทียบปีก่อน»: only where one year is looked at and the year before has a figure."""
    if len(view.scope.years) != 1 or view.scope.years[0] - 1 not in view.snapshot.fiscal_years:
        return view.words("overview.no_change_known")
    before = reads.figure(view.snapshot, wanted.code, view.scope.with_years(view.scope.years[0] - 1))
    if wanted.code == "provinces_covered":
        delta, unit, scale, decimals = now.numerator - before.numerator, "จังหวัด" if view.lang == "th" else "provinces", 1, 0
    elif wanted.format == "percent":
        delta, unit, scale, decimals = now.value - before.value, "จุด" if view.lang == "th" else "points", 100, 1
    else:
        delta, unit, scale, decimals = now.value - before.value, wanted.words(view.lang).unit.split(" (")[0], 1, 0
    if isnan(delta):
        return view.words("overview.no_change_known")
    return view.words("overview.change", change=thai.format_change(delta * scale, unit, view.lang, decimals))


def finding(view: View) -> str:
    taking_part = reads.figure(view.snapshot, "participating_laos", view.scope)
    year = thai.fiscal_years_label(view.scope.years, view.lang)
    if isnan(taking_part.value) or not taking_part.value:
        laos = reads.figure(view.snapshot, "lao_total", view.scope)
        return view.words("overview.finding_none", year=year, laos=thai.format_number(laos.value, lang=view.lang))
    covered = reads.figure(view.snapshot, "provinces_covered", view.scope)
    top = reads.figure(view.snapshot, "step3plus_rate", view.scope)
    return view.words(
        "overview.finding",
        year=year,
        laos=thai.format_number(taking_part.value),
        provinces=thai.format_number(covered.numerator),
        of=thai.format_number(covered.denominator),
        top_share=thai.format_percent(top.value, lang=view.lang),
    )


def things_to_look_at(view: View) -> Iterator[str]:
    """Sentences about where work waits, each from a measure."""
    by_province = reads.frame(view.snapshot, "participating_laos", ("province",), view.scope)
    if not by_province["value"].notna().any():
        return
    missing = [code for code in by_province.loc[by_province["value"] == 0, "province"] if code != "10"]
    yield missing_provinces(view, missing)
    yield stalled(view)
    ready = reads.figure(view.snapshot, "ready_to_rise", view.scope)
    if ready.value > 0:
        yield view.words("overview.look_ready", n=thai.format_number(ready.value))
    late = reads.figure(view.snapshot, "late_application_rate", view.scope)
    if not isnan(late.value):
        yield view.words(
            "overview.look_late",
            share=thai.format_percent(late.value),
            n=thai.format_number(late.numerator),
            of=thai.format_number(late.denominator),
        )
    withdrawn = reads.figure(view.snapshot, "withdrawn_laos", view.scope)
    if withdrawn.value > 0:
        yield view.words("overview.look_withdrawn", n=thai.format_number(withdrawn.value))


def missing_provinces(view: View, codes: list[str]) -> str:
    if not codes:
        return view.words("overview.look_missing_none")
    provinces = [reference.provinces()[code] for code in codes]
    names = sorted((p.name_th if view.lang == "th" else p.name_en for p in provinces), key=thai.collation_key)
    shown = ", ".join(names[:NAMED]) + (" " + view.words("overview.and_more", n=len(names) - NAMED) if len(names) > NAMED else "")
    return view.words("overview.look_missing", n=len(codes), names=shown)


def stalled(view: View) -> str:
    by_province = reads.frame(view.snapshot, "stalled_laos", ("province",), view.scope)
    total = by_province["value"].sum()
    if not total:
        return view.words("overview.look_stalled_none")
    most = by_province.sort_values("value", ascending=False).iloc[0]
    province = reference.provinces()[str(most["province"])]
    where = f"จังหวัด{province.name_th}" if view.lang == "th" else province.name_en
    return view.words("overview.look_stalled", n=thai.format_number(total), where=where, most=thai.format_number(most["value"]))


def ladder(view: View) -> None:
    wanted = measure("laos_at_step")
    frame = reads.frame(view.snapshot, "laos_at_step", (), view.scope)
    title = view.words("overview.ladder_title")
    if not frame["value"].sum() > 0:
        empty_block(view, key="ladder", title=title, reason=why_empty(view, wanted))
        return
    chart_block(
        view,
        key="ladder",
        title=title,
        subtitle=view.subtitle(wanted.words(view.lang).unit),
        figure=charts.ladder_now(frame, view.lang),
        table=frame,
        measure=wanted,
    )


def awards(view: View) -> None:
    """Awards by year: also what a store of registry and awards alone can show."""
    wanted = measure("awards")
    frame = reads.frame(view.snapshot, "awards", ("fiscal_year",), view.scope.with_years())
    frame = frame[frame["value"].notna()]
    if frame.empty:
        return
    chart_block(
        view,
        key="awards",
        title=view.words("overview.awards_title"),
        subtitle=f"{wanted.words(view.lang).unit} · {view.scope.with_years().describe(view.lang)}",
        figure=charts.year_bars(frame, wanted, view.lang),
        table=frame,
        measure=wanted,
    )


view = begin("nav.overview", "overview.lead")
key_figures(view)
st.markdown("**" + finding(view) + "**")
left, right = st.columns([5, 7])
with left:
    overview_map(view)
    st.page_link("pages/map.py", label=view.words("overview.open_map"), icon=":material/map:", query_params=view.scope.to_query())
with right:
    ladder(view)
    st.page_link("pages/steps.py", label=view.words("overview.open_steps"), icon=":material/stairs:", query_params=view.scope.to_query())
    sentences = list(things_to_look_at(view))
    if sentences:
        with st.container(border=True, key="block_look_at"):
            st.markdown("#### " + view.words("overview.look_at"))
            st.markdown("\n".join(f"- {sentence}" for sentence in sentences))
    if not has_participation(view):
        awards(view)
if has_participation(view):
    awards(view)
end(view)
