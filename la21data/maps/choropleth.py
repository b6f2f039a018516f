"""A choropleth of the 77 provinces: one value a province, in discrete classes, with an inset of Bangkok and its small neighbours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from la21data import reference
from la21data.classes import Classes
from la21data.domain import Language
from la21data.look import SMALL, Drawing, colours, figure, hover
from la21data.look.ranks import ranks
from la21data.look.words import MISSING, OUTSIDE, flag_words, has_figure, takes_part, word
from la21data.maps import framing, layers
from la21data.maps.labels import inset_labels, province_labels
from la21data.maps.layers import Trace
from la21data.maps.legend import Entry, add_legend
from la21data.measures import Measure

WHOLE_BOX = {"x": [0.0, 1.0], "y": [0.0, 1.0]}  # Said, since plotly gives each of two maps half the height.
OUTLINE_ONLY = ("not_applied", "not_eligible")


def choropleth(
    frame: pd.DataFrame,
    measure: Measure,
    lang: Language,
    classes: Classes,
    *,
    geojson_url: str,
    hatch_url: str,
    outlines: Sequence[tuple[str, Sequence[str]]] = (),
    selected: str | None = None,
    pilots_outline: bool = True,
    names: bool = False,
    height: int = 760,
) -> Drawing:
    """Draw a map.

    `frame`: one row a province; provinces that it lacks are outside the scope. `classes`: from `classes.classify_frame`.
    `geojson_url`, `hatch_url`: GeoJSON whose features have the province code as `id`. `outlines`: (URL, ids) of other borders.
    `selected`: a province code. `names`: those that fit. `height`: pixels at most. Raises ValueError where a province has two rows.
    """
    if frame["province"].duplicated().any():
        raise ValueError("a map shows one value a province: filter the frame first")
    rows = prepared(frame, classes)
    shown = set(rows["province"])
    drawn = figure(
        framing.height(shown, height), geo={**base(framing.ranges(shown)), "domain": WHOLE_BOX}, margin={"l": 0, "r": 0, "t": 4, "b": 4}
    )
    drawn.shared["choropleth"] = layers.shared(geojson_url, classes, pointer(rows, measure, lang))
    drawn.data += province_layers(rows, measure, lang, classes, geojson_url, hatch_url)
    for url, ids in outlines:
        drawn.data += layers.outlined(list(ids), colours.MUTED, 1.2, url)
    pilots = [code for code, province in reference.provinces().items() if province.is_pilot and code in shown] if pilots_outline else []
    drawn.data += layers.outlined(pilots, colours.INK, 1.8)
    if selected in reference.provinces():
        drawn.data += layers.outlined([str(selected)], colours.CHOSEN, 3)
    if names:
        drawn.data += [
            layers.named(province_labels(frozenset(shown), lang)),
            layers.named(inset_labels(frozenset(shown), lang), layers.INSET),
        ]
    add_legend(drawn, [*entries(rows, classes, lang, counts=True), *_pilot_entry(bool(pilots), lang)], measure.words(lang).unit)
    if framing.needs_inset(shown):
        _frame_inset(drawn, lang)
    else:
        drawn.data = [trace for trace in drawn.data if trace.get("geo") != layers.INSET]
    return drawn


def _frame_inset(drawn: Drawing, lang: Language) -> None:
    """The second map's place, frame and name; its provinces are in the traces of each layer."""
    drawn.layout["geo2"] = {**base(framing.AROUND_BANGKOK), "domain": framing.INSET_BOX, "showframe": True, "framecolor": colours.BORDER}
    drawn.annotate(
        text=word("inset", lang),
        x=sum(framing.INSET_BOX["x"]) / 2,  # Over the frame, which stands in the middle of its box.
        y=framing.INSET_BOX["y"][1],
        xref="paper",
        yref="paper",
        showarrow=False,
        xanchor="center",
        yanchor="bottom",
        font={"size": SMALL, "color": colours.MUTED},
    )


def base(ranges: Mapping[str, object]) -> dict[str, object]:
    """A plotly geo subplot without any base map."""
    return {"visible": False, "projection": {"type": "mercator"}, "bgcolor": layers.CLEAR, **ranges}


def prepared(frame: pd.DataFrame, classes: Classes) -> pd.DataFrame:
    """The frame with rank, index of the class (<NA>: none), small (drawn, but to be read with care), missing (why not drawn)."""
    rows = frame.assign(province=frame["province"].astype(str), drawn=takes_part(frame))
    rows["index"] = pd.array(
        [classes.index(value) if drawn else None for value, drawn in zip(rows["value"], rows["drawn"], strict=True)],
        dtype="Int64",
    )
    rows["small"] = rows["drawn"] & (rows["flag"] == "small_number")
    rows["missing"] = [
        "" if drawn else flag if flag in MISSING else "no_data" for flag, drawn in zip(rows["flag"], rows["drawn"], strict=True)
    ]
    return rows.assign(rank=ranks(rows))


def pointer(rows: pd.DataFrame, measure: Measure, lang: Language, flag: str = "", *, brief: bool = False) -> str:
    """What the pointer says of a province in a class; `brief`: without its rank and, where they are no LAOs, without counts."""
    ranked = None if brief else int(rows["rank"].notna().sum())
    return hover.template(layers.NAME[lang], measure, lang, ranked=ranked, flag=flag, counts=_counts(measure, brief))


def _counts(measure: Measure, brief: bool) -> bool:
    return measure.interval or not brief


def province_layers(
    rows: pd.DataFrame, measure: Measure, lang: Language, classes: Classes, geojson_url: str, hatch_url: str, *, brief: bool = False
) -> list[Trace]:
    """Every province once: in the colour of its class, as one without a figure, or as one outside the scope; hatching and dots above.

    `brief`: as `pointer` has it.
    """
    shown = set(rows["province"])
    absent = [code for code in reference.provinces() if code not in shown]
    traces: list[Trace] = [*layers.background(absent)]
    for small, part in rows[rows["drawn"]].groupby("small"):
        words = {"hovertemplate": pointer(rows, measure, lang, flag_words("small_number", lang), brief=brief)} if small else {}
        traces += layers.classed(
            part["province"].tolist(),
            part["index"].tolist(),
            hover.data(part, measure, rank=not brief, counts=_counts(measure, brief)),
            **words,
        )
        if small:
            dark = [colours.is_dark(classes.colours[index]) for index in part["index"]]
            traces += layers.hatched(part["province"].tolist(), dark, hatch_url)
    for flag, part in rows[~rows["drawn"]].groupby("missing"):
        codes, colour = part["province"].tolist(), colours.WHITE if flag in OUTLINE_ONLY else colours.NO_DATA
        said = f"<b>{layers.NAME[lang]}</b><br>{measure.words(lang).title}: {flag_words(flag, lang)}<extra></extra>"
        told = hover.data(part, measure, rank=True) if flag == OUTSIDE and has_figure(part).all() and not brief else None
        if told:  # Nobody is a figure too, with its rank; it has no class, for the white says more.
            said = pointer(rows, measure, lang, flag_words(flag, lang))
        traces += layers.unclassed(codes, colour, said, **({"customdata": told} if told else {}))
        if flag not in OUTLINE_ONLY:
            traces += layers.dotted(codes, geojson_url)
    return traces


def entries(rows: pd.DataFrame, classes: Classes, lang: Language, *, counts: bool = False) -> list[Entry]:
    """The legend: classes from low to high, then what is no class; `counts`: with the number of provinces in each."""

    def counted(entry: Entry, number: int) -> Entry:
        return replace(entry, text=f"{entry.text} ({word('provinces', lang, n=number)})") if counts else entry

    found = [
        counted(Entry(label, colour), int((rows["index"] == at).sum()))
        for at, (label, colour) in enumerate(zip(classes.labels, classes.colours, strict=True))
    ]
    if rows["small"].any():
        found.append(counted(Entry(word("too_few", lang), pattern="/"), int(rows["small"].sum())))
    for flag, part in rows[~rows["drawn"]].groupby("missing"):
        text = flag_words(flag, lang)
        bare = flag in OUTLINE_ONLY
        found.append(counted(Entry(text) if bare else Entry(text, colours.NO_DATA, pattern=".", pattern_colour=colours.INK), len(part)))
    outside = len(reference.provinces()) - rows["province"].nunique()
    return [*found, counted(Entry(word("out_of_scope", lang), outline=colours.FAINT), outside)] if outside else found


def _pilot_entry(pilots: bool, lang: Language) -> list[Entry]:
    return [Entry(word("pilots", lang), outline=colours.INK, width=2)] if pilots else []
