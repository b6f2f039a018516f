"""What became of LAOs between two years, as bands between where they stood (a Sankey diagram)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from la21data import thai
from la21data.domain import TOP_STEP, TRACKS, Language
from la21data.look import SIZE, Drawing, colours, figure
from la21data.look.words import safe, with_unit, word
from la21data.measures import measure
from la21data.text import words

HEIGHT = 560
MARGIN = {"l": 8, "r": 8, "t": 34, "b": 12}
LEGEND = 52  # Pixels: two lines.
PAD, THICKNESS = 16, 16  # Pixels between two places, and the width of one.
HALO = "0 0 2px #fff, 0 0 3px #fff, 0 0 5px #fff, 0 0 7px #fff, 0 0 9px #fff"  # So that a band behind a name does not strike it out.
BAND = 0.5  # Opacity of a band: where bands cross, both show.
AWAY = ("joined", "returned", "left")  # Changes of LAOs that stood nowhere at one of the ends.

COLUMNS = ("change", "from_track", "from_step", "to_track", "to_step", "laos")

Place = tuple[str, int]  # Track and step, or a code of AWAY and 0.


@dataclass(frozen=True)
class Stop:
    """Where LAOs stood or stand, and how many."""

    name: str
    laos: int
    colour: str


@dataclass(frozen=True)
class Band:
    """LAOs that went from one place of the left side to one of the right side, by their numbers from the top."""

    source: int
    target: int
    laos: int
    change: str


@dataclass(frozen=True)
class Flow:
    """Places of both sides from the top, and the bands between them."""

    left: tuple[Stop, ...]
    right: tuple[Stop, ...]
    bands: tuple[Band, ...]


def flow_of(frame: pd.DataFrame, lang: Language = "th") -> Flow:
    """`frame`: from_track, from_step, to_track, to_step, change, laos (`metrics.flow`). The two tracks keep their own places."""
    found = [
        (_place(change, from_track, from_step), _place(change, to_track, to_step), str(change), int(laos))
        for change, from_track, from_step, to_track, to_step, laos in zip(*(frame[name] for name in COLUMNS), strict=True)
    ]
    left = _totals((source, laos) for source, _, _, laos in found)
    right = _totals((target, laos) for _, target, _, laos in found)
    sides = [tuple(Stop(_name(place, lang), laos, _colour(place)) for place, laos in side.items()) for side in (left, right)]
    sources, targets = list(left), list(right)
    bands = tuple(Band(sources.index(source), targets.index(target), laos, change) for source, target, change, laos in found)
    return Flow(sides[0], sides[1], bands)


def step_flow(frame: pd.DataFrame, first: int, last: int, lang: Language = "th") -> Drawing:
    """Bands from where LAOs stood in `first` to where they stand in `last`, coloured by what became of them. `frame`: as `flow_of`."""
    flow = flow_of(frame, lang)
    stops, behind = (*flow.left, *flow.right), len(flow.left)
    inside = HEIGHT - MARGIN["t"] - MARGIN["b"]
    scale = (inside - (max(len(flow.left), len(flow.right)) - 1) * PAD) / max(sum(stop.laos for stop in flow.left), 1)
    drawn = figure(HEIGHT, margin=MARGIN, hovermode="closest")
    drawn.add(
        "sankey",
        arrangement="snap",
        domain={"x": [0, 1], "y": [0, 1]},
        textfont={"size": SIZE, "color": colours.INK, "shadow": HALO},
        node={
            "pad": PAD,
            "thickness": THICKNESS,
            "line": {"width": 0},
            "label": [f"{stop.name} · {thai.format_number(stop.laos)}" for stop in stops],
            "color": [stop.colour for stop in stops],
            "x": [0.001] * len(flow.left) + [0.999] * len(flow.right),
            "y": [middle for side in (flow.left, flow.right) for middle in _middles([stop.laos for stop in side], scale, inside)],
            "hovertemplate": "<b>%{label}</b><extra></extra>",
        },
        link={
            "source": [band.source for band in flow.bands],
            "target": [behind + band.target for band in flow.bands],
            "value": [band.laos for band in flow.bands],
            "color": [_faded(colours.CHANGES[band.change]) for band in flow.bands],
            "customdata": [
                f"<b>{safe(change_name(band.change, lang))}</b><br>{flow.left[band.source].name} → {flow.right[band.target].name}<br>"
                f"{with_unit(measure('laos_at_step'), band.laos, lang)}"
                for band in flow.bands
            ],
            "hovertemplate": "%{customdata}<extra></extra>",
        },
    )
    _add_year(drawn, 0, "left", thai.fiscal_year_label(first, lang))
    _add_year(drawn, 1, "right", thai.fiscal_year_label(last, lang))
    return drawn


def name_changes(drawn: Drawing, changes: Sequence[tuple[str, int, str]]) -> Drawing:
    """The same with a legend of what became of them, for where no chart beside it names the colours. `changes`: (name, LAOs, colour)."""
    for name, laos, colour in changes:
        drawn.add(
            "scatter",
            x=[None],
            y=[None],
            mode="markers",
            name=f"{safe(name)} {thai.format_number(laos)}",
            marker={"symbol": "square", "size": 12, "color": colour},
            hoverinfo="skip",
        )
    drawn.layout |= {
        "height": HEIGHT + LEGEND,
        "margin": {**MARGIN, "b": MARGIN["b"] + LEGEND},
        "showlegend": True,
        "xaxis": {"visible": False},
        "yaxis": {"visible": False},
        "legend": {"orientation": "h", "x": 0, "xanchor": "left", "y": -0.02, "yanchor": "top"},
    }
    return drawn


def change_name(change: str, lang: Language) -> str:
    return {
        "advanced": words("flows.advanced", lang),
        "stayed": words("flows.stayed", lang),
        "went_back": words("flows.went_back", lang),
        "changed_track": words("flows.changed_track", lang),
        "joined": words("flows.joined", lang),
        "returned": words("flows.returned", lang),
        "left": words("flows.left", lang),
    }[change]


def _place(change: str, track: object, step: int) -> Place:
    return (track, int(step)) if isinstance(track, str) else (change, 0)


def _totals(laos: Any) -> dict[Place, int]:
    """LAOs by place, in the order in which places stand: the higher steps on top, each track by itself, then who came or went."""
    order = [(track.code, step) for track in TRACKS for step in range(TOP_STEP[track.code], 0, -1)] + [(code, 0) for code in AWAY]
    found = dict.fromkeys(order, 0)
    for place, count in laos:
        found[place] += count
    return {place: count for place, count in found.items() if count}


def _middles(laos: list[int], scale: float, inside: float) -> list[float]:
    """The middle of each place, 0 to 1 from the top; never quite 0, which plotly would not heed."""
    tops = [sum(laos[:at]) * scale + at * PAD for at in range(len(laos))]
    return [round(max((top + count * scale / 2) / inside, 0.001), 4) for top, count in zip(tops, laos, strict=True)]


def _name(place: Place, lang: Language) -> str:
    code, step = place
    if code in AWAY:
        return words("flows.gone", lang) if code == "left" else change_name(code, lang)
    return word("step" if code == "ladder" else "fast_stage", lang, n=step)


def _colour(place: Place) -> str:
    code, step = place
    return colours.CHANGES[code] if code in AWAY else colours.STEP_COLOURS[code][step - 1]


def _faded(colour: str) -> str:
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return f"rgba({red},{green},{blue},{BAND})"


def _add_year(drawn: Drawing, x: float, anchor: str, text: str) -> None:
    drawn.annotate(x=x, y=1, xref="paper", yref="paper", xanchor=anchor, yanchor="bottom", yshift=8, showarrow=False, text=f"<b>{text}</b>")
