"""The choropleth block, the same on every page that has a map."""

from __future__ import annotations

import pandas as pd

from la21data import classes, maps
from la21data.measures import Measure
from la21data.static_files import static_url
from pages.shared import reads
from pages.shared.blocks import chart_block, empty_block, why_empty
from pages.shared.page_frame import View


def map_block(
    view: View,
    measure: Measure,
    *,
    key: str,
    title: str,
    frame: pd.DataFrame | None = None,
    method: str = "quantile",
    height: int = 760,
    notes: tuple[str, ...] = (),
) -> None:
    """One value a province. `frame`: the tidy frame by province, where the page has it already."""
    if frame is None:
        frame = reads.frame(view.snapshot, measure.code, ("province",), view.scope)
    if not frame["value"].notna().any():
        empty_block(view, key=key, title=title, reason=why_empty(view, measure))
        return
    country = reads.figure(view.snapshot, measure.code, view.scope.whole_country()).value if not measure.always_by else None
    figure = maps.choropleth(
        frame,
        measure,
        view.lang,
        classes.classify_frame(frame, measure, method, centre=country, lang=view.lang),
        geojson_url=static_url("provinces"),
        hatch_url=static_url("hatch"),
        height=height,
    )
    chart_block(
        view,
        key=key,
        title=title,
        subtitle=view.subtitle(measure.words(view.lang).unit),
        figure=figure,
        table=frame,
        measure=measure,
        notes=notes,
        as_map=True,
    )
