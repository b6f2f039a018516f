"""What became of LAOs between two years, as bands between where they stood (a Sankey diagram)."""

from __future__ import annotations

from typing import Any

import pandas as pd

from la21data import thai
from la21data.domain import TOP_STEP, TRACKS, Language
from la21data.look import SIZE, Drawing, colours, figure
from la21data.look.words import safe, word
from la21data.measures import measure
from la21data.text import words

HEIGHT = 560
MARGIN = {"l": 8, "r": 8, "t": 34, "b": 12}
PAD, THICKNESS = 16, 16  # Pixels between two places, and the width of one.
HALO = "0 0 2px #fff, 0 0 3px #fff, 0 0 5px #fff, 0 0 7px #fff, 0 0 9px #fff"  # So that a band behind a name does not strike it out.
BAND = 0.5  # Opacity of a band: where bands cross, both show.
AWAY = ("joined", "returned", "left")  # Changes of LAOs that stood nowhere at one of the ends.

COLUMNS = ("change", "from_track", "from_step", "to_track", "to_step", "laos")

Place = tuple[str, int]  # Track and step, or a code of AWAY and 0.


def step_flow(frame: pd.DataFrame, first: int, last: int, lang: Language = "th") -> Drawing:
    """Bands from where LAOs stood in `first` to where they stand in `last`, coloured by what became of them.

    `frame`: from_track, from_step, to_track, to_step, change, laos (`metrics.flow`). The two tracks keep their own places.
    """
    bands = [
        (_place(change, from_track, from_step), _place(change, to_track, to_step), str(change), int(laos))
        for change, from_track, from_step, to_track, to_step, laos in zip(*(frame[name] for name in COLUMNS), strict=True)
    ]
    left = _totals((source, laos) for source, _, _, laos in bands)
    right = _totals((target, laos) for _, target, _, laos in bands)
    numbers = {("left", place): at for at, place in enumerate(left)}
    numbers |= {("right", place): at + len(left) for at, place in enumerate(right)}
    inside = HEIGHT - MARGIN["t"] - MARGIN["b"]
    scale = (inside - (max(len(left), len(right)) - 1) * PAD) / max(sum(left.values()), 1)
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
            "label": [f"{_name(place, lang)} · {thai.format_number(laos)}" for side in (left, right) for place, laos in side.items()],
            "color": [_colour(place) for side in (left, right) for place in side],
            "x": [0.001] * len(left) + [0.999] * len(right),
            "y": [*_middles(list(left.values()), scale, inside), *_middles(list(right.values()), scale, inside)],
            "hovertemplate": "<b>%{label}</b><extra></extra>",
        },
        link={
            "source": [numbers["left", source] for source, *_ in bands],
            "target": [numbers["right", target] for _, target, *_ in bands],
            "value": [laos for *_, laos in bands],
            "color": [_faded(colours.CHANGES[change]) for _, _, change, _ in bands],
            "customdata": [
                f"<b>{safe(change_name(change, lang))}</b><br>{_name(source, lang)} → {_name(target, lang)}<br>"
                f"{thai.format_number(laos)} {measure('laos_at_step').words(lang).unit}"
                for source, target, change, laos in bands
            ],
            "hovertemplate": "%{customdata}<extra></extra>",
        },
    )
    _add_year(drawn, 0, "left", word("fiscal_year", lang, year=first))
    _add_year(drawn, 1, "right", word("fiscal_year", lang, year=last))
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
