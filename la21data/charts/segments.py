"""Rows of bars whose segments add up to a whole, each with a thin bar under it to compare with where there is one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from la21data import thai
from la21data.charts.rows import GAP
from la21data.charts.years import LINE_HEIGHT
from la21data.look import MARGIN, SIZE, SMALL, Drawing, colours, figure
from la21data.look.words import safe, shorten, text_width
from la21data.text import of_one

LONGEST_NAME = 44
NARROWEST_PLOT = 230  # Pixels left for the rows on a phone.
LEGEND_WIDTH = 320  # Pixels of a line of the legend: what a phone has. Plotly's own would take a line for each name there.


@dataclass(frozen=True)
class Segment:
    """One segment of every bar. Segments never overlap: what can count in two groups is none."""

    code: str
    name: str
    colour: str


@dataclass(frozen=True)
class StackRow:
    """A row: `values` by the code of the segment; `text` at its end; `beside`: what a thin grey bar under it compares it with."""

    name: str
    values: Mapping[str, float]
    text: str
    beside: float | None = None
    beside_text: str = ""


def stacked_rows(
    rows: Sequence[StackRow], segments: Sequence[Segment], unit: str, *, percent: bool = False, legend: bool = True
) -> Drawing:
    """Rows from top to bottom, each a bar of its segments with its name above; a legend names the segments where there are several.

    `legend` False: each row has but one part, which its name tells. `percent`: values are shares, 0 to 1.
    """
    beside = any(row.beside is not None for row in rows)
    longest = max([sum(row.values.values()) for row in rows] + [row.beside or 0.0 for row in rows], default=0) or 1.0
    lines = _legend(segments) if legend and len(segments) > 1 else []
    top = MARGIN["t"] + len(lines) * LINE_HEIGHT + (6 if lines else 0)
    size = 74 if beside else 50
    drawn = figure(
        top + MARGIN["b"] + size * max(len(rows), 1),
        barmode="overlay",
        hovermode="closest",
        margin={**MARGIN, "t": top, "r": _right_room(rows, longest)},
        xaxis={"range": [0, longest], "showticklabels": False},
        yaxis={"range": [len(rows) - 0.5, -0.5], "showgrid": False, "tickvals": []},
    )
    if lines:
        common = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom", "align": "left", "showarrow": False}
        drawn.annotate(x=0, y=1, yshift=6, text="<br>".join(lines), borderpad=0, **common)
    middle, height = (0.02, 0.3) if beside else (0.16, 0.36)
    before = [0.0] * len(rows)
    for segment in segments:
        of_segment = [float(row.values.get(segment.code, 0.0)) for row in rows]
        drawn.add(
            "bar",
            orientation="h",
            x=of_segment,
            base=list(before),
            y=[at + middle for at in range(len(rows))],
            width=height,
            name=safe(segment.name),
            marker={"color": segment.colour, "line": {"color": colours.WHITE, "width": 1}},
            customdata=[
                [safe(row.name), _part(segment, row) + (thai.format_percent(value) if percent else _counted(value, unit))]
                for row, value in zip(rows, of_segment, strict=True)
            ],
            hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}<extra></extra>",
        )
        before = [done + value for done, value in zip(before, of_segment, strict=True)]
    if beside:
        _add_beside(drawn, rows)
    drawn.write([(0, at - 0.3, safe(shorten(row.name, LONGEST_NAME))) for at, row in enumerate(rows)])
    drawn.write([(sum(row.values.values()), at + middle, safe(row.text)) for at, row in enumerate(rows)], GAP)
    compared = [(row.beside, at + 0.3, safe(row.beside_text)) for at, row in enumerate(rows) if row.beside is not None]
    drawn.write(compared, GAP, color=colours.MUTED, size=SMALL)
    return drawn


def _counted(value: float, unit: str) -> str:
    return of_one(f"{thai.format_number(value)} {unit}", "en")  # A Thai unit stays as it is: no rule of English finds anything in it.


def _part(segment: Segment, row: StackRow) -> str:
    """The part before its figure, unless the row's name says it or there is but one."""
    return f"{safe(segment.name)}: " if segment.name not in ("", row.name) else ""


def _legend(segments: Sequence[Segment]) -> list[str]:
    """The names after squares of their colours, in lines that fit a phone."""
    lines, width = list[list[str]](), float("inf")
    for segment in segments:
        wide = text_width(segment.name, SIZE) + 34
        if width + wide > LEGEND_WIDTH:
            lines.append([])
            width = 0.0
        lines[-1].append(f'<span style="color:{segment.colour}">■</span> {safe(segment.name)}')
        width += wide
    return ["\u2003".join(line) for line in lines]


def _add_beside(drawn: Drawing, rows: Sequence[StackRow]) -> None:
    drawn.add(
        "bar",
        orientation="h",
        x=[row.beside for row in rows],
        y=[at + 0.3 for at in range(len(rows))],
        width=0.16,
        showlegend=False,
        marker={"color": colours.FAINT, "line": {"color": colours.BORDER, "width": 1}},
        customdata=[f"<b>{safe(row.name)}</b><br>{safe(row.beside_text)}" for row in rows],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _right_room(rows: Sequence[StackRow], longest: float) -> int:
    """Only what passes the end of the plot on a phone needs the margin."""
    ends = [(sum(row.values.values()), row.text, SIZE) for row in rows]
    ends += [(row.beside, row.beside_text, SMALL) for row in rows if row.beside is not None]
    beyond = [text_width(text, size) + 16 - (1 - end / longest) * NARROWEST_PLOT for end, text, size in ends]
    return int(max([*beyond, MARGIN["r"]]))
