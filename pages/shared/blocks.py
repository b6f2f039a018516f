"""The chart block: the same thing everywhere. Title, subtitle, chart and table in tabs, note, source and snapshot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from la21data import charts, maps, metrics, thai
from la21data.domain import DIMENSIONS, FLAGS, RECORD_KINDS
from la21data.measures import Measure
from la21data.static_files import static_url
from pages.shared.page_frame import View


def chart_block(
    view: View,
    *,
    key: str,
    title: str,
    subtitle: str,
    figure: Any,
    table: pd.DataFrame | None = None,
    measure: Measure | None = None,
    notes: Sequence[str] = (),
    alt: str = "",
    as_map: bool = False,
) -> None:
    """Draw one block. `table` is the tidy frame behind the figure; `key` is unique on the page and names the block in tests."""
    with st.container(border=True, key=f"block_{key}"):
        st.markdown(f"#### {title}", anchors=False)
        st.caption(subtitle)
        if table is None or measure is None:
            _figure(view, figure, key, alt or title)
        else:
            shown, listed = st.tabs([view.words("block.map" if as_map else "block.chart"), view.words("block.table")])
            with shown:
                _figure(view, figure, key, alt or title)
            with listed:
                frame_table(view, table, measure, key=f"{key}_table")
        for note in notes:
            st.caption(note)
        st.caption(view.source())


def empty_block(view: View, *, key: str, title: str, reason: str) -> None:
    """A block with words where there is nothing to draw: why, and the way out."""
    with st.container(border=True, key=f"block_{key}"):
        st.markdown(f"#### {title}", anchors=False)
        st.info(reason, icon=":material/inbox:")


def why_empty(view: View, measure: Measure) -> str:
    """«There are no records of … for …»."""
    kind = next(term for term in RECORD_KINDS if term.code == measure.records).label(view.lang)
    return view.words("block.why_empty", kind=kind, years=thai.fiscal_years_label(view.scope.years, view.lang))


def frame_table(view: View, frame: pd.DataFrame, measure: Measure, *, key: str) -> None:
    """The tidy frame as a table for people: labels instead of codes, figures as they are written in Thai offices."""
    shown = readable(view, frame, measure)
    one_decimal = measure.format not in ("count", "baht")
    written = {
        name: st.column_config.NumberColumn(format="%.1f" if "%" in name or (position == 0 and one_decimal) else "localized")
        for position, name in enumerate(shown.select_dtypes("float").columns)
    }
    st.dataframe(
        shown,
        hide_index=True,
        placeholder=thai.no_data(view.lang),
        key=key,
        width="stretch",
        column_config=written,
        height=min(38 + 35 * max(len(frame), 1), 520),
        alt=measure.words(view.lang).title,
    )


def readable(view: View, frame: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """Columns: each dimension's label, value in its unit, numerator, denominator, interval, note in words."""
    percent = measure.format == "percent"
    columns: dict[str, Any] = {}
    for name, dimension in DIMENSIONS.items():
        if f"{name}_th" in frame:
            columns[dimension.label(view.lang)] = frame[name] if name == "fiscal_year" else labels_of(view, frame, name)
    scale = 100 if percent else 1
    columns[measure.words(view.lang).title + (" (%)" if percent else "")] = (frame["value"] * scale).round(
        3 if measure.format == "amount" else 1
    )
    if measure.denominator is not None:
        columns[view.words("block.numerator")] = frame["numerator"].round(2)
        columns[view.words("block.denominator")] = frame["denominator"].round(2)
    if measure.interval:
        columns[view.words("block.low") + " (%)"] = (frame["low"] * 100).round(1)
        columns[view.words("block.high") + " (%)"] = (frame["high"] * 100).round(1)
    flags = {term.code: term.label(view.lang) for term in FLAGS}
    if frame["flag"].any():
        columns[view.words("block.flag")] = [flags.get(flag, "") for flag in frame["flag"]]
    return pd.DataFrame(columns)


def labels_of(view: View, frame: pd.DataFrame, dimension: str) -> list[str]:
    """The labels of a dimension's column in the page's language."""
    if view.lang == "th":
        return list(frame[f"{dimension}_th"])
    names = metrics.labels(view.snapshot, dimension, set(map(str, frame[dimension])), view.lang)
    return [names[str(code)] for code in frame[dimension]]


def _figure(view: View, figure: Any, key: str, alt: str) -> None:
    if view.snapshot.meta.is_demo:
        charts.mark_demo(figure, view.words("app.demo_mark"))
    st.plotly_chart(figure, theme=None, key=key, alt=alt, config=maps.plotly_config(static_url("topostub"), view.lang))
