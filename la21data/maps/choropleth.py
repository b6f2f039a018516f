"""A choropleth of the 77 provinces: one value a province, in discrete classes, with an inset of Bangkok and its small neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pandas as pd
import plotly.graph_objects as go

from la21data import geo, reference
from la21data.classes import Classes, Scale
from la21data.domain import Language
from la21data.look import SMALL, colours, figure
from la21data.look.words import MISSING, flag_words, has_figure, labels, word
from la21data.maps import layers
from la21data.maps.legend import Entry, add_legend
from la21data.measures import Measure

# Degrees. Thailand is tall: 8.4 by 14.9, which in Mercator is about 1 to 1.9.
COUNTRY = {"lonaxis": {"range": [97.2, 105.8]}, "lataxis": {"range": [5.5, 20.6]}}
AROUND_BANGKOK = {"lonaxis": {"range": [99.72, 101.05]}, "lataxis": {"range": [13.1, 14.35]}}
WHOLE_BOX = {"x": [0.0, 1.0], "y": [0.0, 1.0]}  # Said, since plotly gives each of two maps half the height.
INSET_BOX = {"x": [0.66, 0.995], "y": [0.03, 0.25]}  # Off the south-east coast, where the map is empty.
OUTLINE_ONLY = ("not_applied", "not_eligible")
SCALES = {"count": Scale(Decimal(1), 0), "percent": Scale(Decimal(100), 1), "baht": Scale(Decimal(1), 0)}  # As the pointer shows values.


def choropleth(frame: pd.DataFrame, measure: Measure, lang: Language, classes: Classes, *, geojson_url: str, hatch_url: str,
               outlines: Sequence[tuple[str, Sequence[str]]] = (), selected: str | None = None, pilots_outline: bool = True,
               height: int = 760) -> go.Figure:
    """Draw a map.

    `frame`: one row a province; provinces that it lacks are outside the scope. `classes`: from `classes.classify_frame`.
    `geojson_url`, `hatch_url`: GeoJSON whose features have the province code as `id`. `outlines`: (URL, ids) of other borders.
    `selected`: a province code. Raises ValueError where a province has more than one row.
    """
    if frame["province"].duplicated().any():
        raise ValueError("a map shows one value a province: filter the frame first")
    rows = _prepared(frame, measure, lang, classes)
    drawn = figure(height, geo={**_geo(COUNTRY), "domain": WHOLE_BOX}, margin={"l": 0, "r": 0, "t": 4, "b": 4})
    template = go.layout.Template(drawn.layout.template)
    template.data.choropleth = [layers.shared(geojson_url, classes, _hover(measure, rows, lang))]
    drawn.update_layout(template=template)
    drawn.add_traces(_traces(rows, measure, lang, classes, geojson_url, hatch_url))
    for url, ids in outlines:
        drawn.add_traces(layers.outlined(list(ids), colours.MUTED, 1.2, url))
    pilots = [code for code, province in reference.provinces().items() if province.is_pilot and code in set(rows["province"])] if pilots_outline else []
    drawn.add_traces(layers.outlined(pilots, colours.INK, 1.8))
    if selected in reference.provinces():
        drawn.add_traces(layers.outlined([str(selected)], colours.CHOSEN, 3))
    add_legend(drawn, _entries(rows, classes, bool(pilots), lang), measure.words(lang).unit)
    if rows["province"].isin(geo.inset_codes).any():
        _frame_inset(drawn, lang)
    return drawn


def _frame_inset(drawn: go.Figure, lang: Language) -> None:
    """The second map's place, frame and name; its provinces are in the traces of each layer."""
    drawn.update_layout(geo2={**_geo(AROUND_BANGKOK), "domain": INSET_BOX, "showframe": True, "framecolor": colours.BORDER})
    drawn.add_annotation(text=word("inset", lang), x=INSET_BOX["x"][1], y=INSET_BOX["y"][1], xref="paper", yref="paper", showarrow=False,
                         xanchor="right", align="right", yanchor="bottom", font={"size": SMALL, "color": colours.MUTED})


def _geo(ranges: dict[str, object]) -> dict[str, object]:
    return {"visible": False, "projection": {"type": "mercator"}, "bgcolor": layers.CLEAR, **ranges}


def _prepared(frame: pd.DataFrame, measure: Measure, lang: Language, classes: Classes) -> pd.DataFrame:
    """The frame with name, index of the class (<NA>: none), small (drawn, but to be read with care), missing (why not drawn)."""
    rows = frame.assign(province=frame["province"].astype(str), name=labels(frame, "province", lang), drawn=has_figure(frame))
    rows["index"] = pd.array([classes.index(value) if drawn else None for value, drawn in zip(rows["value"], rows["drawn"], strict=True)], dtype="Int64")
    rows["small"] = rows["drawn"] & (rows["flag"] == "small_number")
    rows["missing"] = ["" if drawn else flag if flag in MISSING else "no_data" for flag, drawn in zip(rows["flag"], rows["drawn"], strict=True)]
    rows["rank"] = rows["value"].where(rows["drawn"]).rank(ascending=False, method="min")
    return rows


def _traces(rows: pd.DataFrame, measure: Measure, lang: Language, classes: Classes, geojson_url: str,
            hatch_url: str) -> list[go.Choropleth | go.Scattergeo]:
    absent = [code for code in reference.provinces() if code not in set(rows["province"])]
    traces: list[go.Choropleth | go.Scattergeo] = [*layers.background(absent, inset=bool(rows["province"].isin(geo.inset_codes).any()))]
    for small, part in rows[rows["drawn"]].groupby("small"):
        words = {"hovertemplate": _hover(measure, rows, lang, flag_words("small_number", lang))} if small else {}
        traces += layers.classed(part["province"].tolist(), part["index"].tolist(), part["name"].tolist(), _data(part, measure), **words)
        if small:
            dark = [colours.text_on(classes.colours[index]) == colours.WHITE for index in part["index"]]
            traces += layers.hatched(part["province"].tolist(), dark, hatch_url)
    for flag, part in rows[~rows["drawn"]].groupby("missing"):
        codes, colour = part["province"].tolist(), colours.WHITE if flag in OUTLINE_ONLY else colours.NO_DATA
        said = f"<b>%{{text}}</b><br>{measure.words(lang).title}: {flag_words(flag, lang)}<extra></extra>"
        traces += layers.unclassed(codes, part["name"].tolist(), colour, said)
        if flag not in OUTLINE_ONLY:
            traces += layers.dotted(codes, geojson_url)
    return traces


def _data(rows: pd.DataFrame, measure: Measure) -> list[list[float]]:
    """What the pointer shows, rounded as it is written: value, then, where the measure has them, counts and interval; rank."""
    scale = SCALES.get(measure.format, Scale(Decimal(1), 1))

    def shown(value: float) -> float:
        return scale.steps(value) / 10**scale.decimals

    found = []
    for _, row in rows.iterrows():
        counts = [round(row["numerator"]), round(row["denominator"])] if measure.format == "percent" else []
        interval = [shown(row["low"]), shown(row["high"])] if measure.interval else []
        found.append([_short(number) for number in (shown(row["value"]), *counts, *interval, int(row["rank"]))])
    return found


def _short(number: float) -> float:
    """12.0 as 12: half a kilobyte a map."""
    return int(number) if number == int(number) else number


def _hover(measure: Measure, rows: pd.DataFrame, lang: Language, flag: str = "") -> str:
    """The pointer's text; plotly fills in the name and the figures of `_data`."""
    at = iter(range(6))
    decimals = SCALES.get(measure.format, Scale(Decimal(1), 1)).decimals

    def number(form: str) -> str:
        return f"%{{customdata[{next(at)}]:,.{form}f}}"

    value = number(str(decimals))
    if measure.format == "percent":
        value += f" % ({word('counts', lang, n=number('0'), of=number('0'))})"
    elif measure.format != "amount":
        value += f" {measure.words(lang).unit.split(' (')[0]}"
    lines = ["<b>%{text}</b>", f"{measure.words(lang).title}: {value}"]
    if measure.interval:
        lines.append(word("interval", lang, low=number("1"), high=number("1")) + " %")
    lines.append(word("rank", lang, rank=number("0"), of=int(rows["drawn"].sum())))
    return "<br>".join([*lines, *([flag] if flag else [])]) + "<extra></extra>"


def _entries(rows: pd.DataFrame, classes: Classes, pilots: bool, lang: Language) -> list[Entry]:
    """Classes from low to high, then what is no class."""
    def counted(text: str, number: int) -> str:
        return f"{text} ({word('provinces', lang, n=number)})"

    entries = [Entry(counted(label, int((rows["index"] == at).sum())), colour)
               for at, (label, colour) in enumerate(zip(classes.labels, classes.colours, strict=True))]
    if rows["small"].any():
        entries.append(Entry(counted(word("too_few", lang), int(rows["small"].sum())), pattern="/"))
    for flag, part in rows[~rows["drawn"]].groupby("missing"):
        entries.append(Entry(counted(flag_words(flag, lang), len(part))) if flag in OUTLINE_ONLY
                       else Entry(counted(flag_words(flag, lang), len(part)), colours.NO_DATA, pattern=".", pattern_colour=colours.INK))
    if len(rows) < len(reference.provinces()):
        entries.append(Entry(counted(word("out_of_scope", lang), len(reference.provinces()) - len(rows)), outline=colours.FAINT))
    if pilots:
        entries.append(Entry(word("pilots", lang), outline=colours.INK, width=2))
    return entries
