"""Charts of one row a thing: bars or dots from left to right, the name before them, the figure at their end.

The figure's width is known to the browser only. So the axis ends at the longest mark, and what is written at the end of a mark
runs on into a right margin that is wide enough for it: the words keep their place at 390 pixels as at 1,440.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from la21data.look import MARGIN, PHONE, SIZE, SMALL, Drawing, colours, figure
from la21data.look.words import glyphs, safe, shorten, text_width

ROW = 30  # Pixels a row, its name before the bar.
TALL_ROW = 48  # Its name above the bar: for names too long to stand before it.
BELOW_NAME = 0.17  # Of a row: how far below its middle its marks then are.
LONGEST_BESIDE = 20  # Letters: a region's name still stands before its bar, an activity category's does not.
LONGEST_NAME = 44  # Letters: what fits above a bar on a phone.
NARROWEST_PLOT = 130  # Pixels that are left for the bars on a phone, mostly.
LEAST_PLOT = 40  # Where names and figures beside the bars would leave less, names stand above.
EXACT = 5  # Decimals of a mark's place: a thousandth of a per cent. Each more would travel with every row.
NOTE = 26  # Pixels of the line that says what hollow marks are.
GAP, BEFORE = 8, 5  # Between a mark and its words, and between a name and its bar.
DOT = 12  # Pixels across.
MARK = 10  # Pixels from the middle of a mark that stands beside a row's own to its edge, and a little more.


@dataclass(frozen=True)
class Row:
    """One row. `value` None: words only. `low`, `high`: its interval. `weak`: drawn hollow.

    `hover`: plotly text, already safe; `name`, `text`: plain. `reach`: where a mark beside it ends, which its words must clear.
    `told`: the numbers that a template fills in for the pointer (`draw`); then `hover` is the name that it begins with.
    """

    name: str
    text: str
    hover: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    colour: str = colours.QUIET
    symbol: str = "circle"
    weak: bool = False
    heading: bool = False
    reach: float = 0.0
    told: Sequence[float | str | None] = ()

    @property
    def end(self) -> float:
        return round(max(self.value or 0.0, self.high or 0.0, self.reach), EXACT)


@dataclass(frozen=True)
class Line:
    """A vertical line across all rows, with its words above: the country's figure."""

    value: float
    text: str


def draw(
    rows: Sequence[Row],
    *,
    dots: bool = False,
    line: Line | None = None,
    names_above: bool = False,
    weak_note: str = "",
    pointer: str = "",
) -> Drawing:
    """Draw rows from top to bottom, as bars from zero or as dots, whose names stand above them: other marks may be added to their rows.

    `weak_note`: what a hollow mark means, said where there is one. `pointer`: what the pointer says, for the numbers that rows tell:
    written out for each row the same words would travel with every one.
    """
    longest = max([row.end for row in rows] + ([line.value] if line else []), default=0) or 1.0
    above = dots or names_above or _too_long(rows, longest)
    top = 30 if line else MARGIN["t"]
    foot = MARGIN["b"] + (NOTE if any(row.weak for row in rows) else 0)
    drawn = figure(
        top + foot + max(len(rows), 1) * (TALL_ROW if above else ROW),
        margin={"l": _left_margin(rows, above), "t": top, "b": foot, "r": _right_margin(rows, longest)},
        bargap=0,
        hovermode="closest",
        xaxis={"range": [0, longest], "showticklabels": False},
        yaxis={"range": [len(rows) - 0.5, -0.5], "showgrid": False, "tickvals": []},  # Names of ticks take the browser longer than text.
    )
    if line:
        _add_line(drawn, line, longest)
    _add_marks(drawn, rows, dots, pointer, offset=BELOW_NAME if above else 0.0)
    _add_words(drawn, rows, above, GAP + (DOT // 2 if dots else 0))
    if foot > MARGIN["b"]:
        drawn.annotate(
            x=0,
            y=0,
            xref="paper",
            yref="paper",
            xanchor="left",
            yanchor="top",
            yshift=-6,
            showarrow=False,
            xshift=MARGIN["l"] - drawn.margin["l"],
            text=safe(weak_note),
            font={"size": SMALL, "color": colours.MUTED},
        )
    return drawn


def _too_long(rows: Sequence[Row], longest: float) -> bool:
    """Whether names have no room beside their bars."""
    if any(glyphs(row.name) > LONGEST_BESIDE for row in rows):
        return True
    return PHONE - _left_margin(rows, False) - _right_margin(rows, longest) < LEAST_PLOT


def _left_margin(rows: Sequence[Row], above: bool) -> int:
    """Room for the names."""
    if above:
        return MARGIN["l"]
    return int(max((text_width(row.name, SIZE) for row in rows), default=0)) + MARGIN["l"] + BEFORE


def _right_margin(rows: Sequence[Row], longest: float) -> int:
    """A long label at the end of a short bar lies over the plot; only what passes its end needs the margin."""
    beyond = [
        text_width(row.text, SIZE) + 2 * GAP - (1 - row.end / longest) * NARROWEST_PLOT for row in rows if not row.heading and not row.reach
    ]
    return int(max([*beyond, MARK if any(row.reach for row in rows) else 0, MARGIN["r"]]))


def _add_marks(drawn: Drawing, rows: Sequence[Row], dots: bool, pointer: str, offset: float) -> None:
    shown = [(y + offset, row) for y, row in enumerate(rows) if row.value is not None]
    common = {
        "x": [round(row.value or 0.0, EXACT) for _, row in shown],
        "y": [y for y, _ in shown],
        "hovertext": [row.hover for _, row in shown],
        "customdata": [list(row.told) for _, row in shown] if pointer else None,
        "hovertemplate": pointer or "%{hovertext}<extra></extra>",
        "error_x": _intervals([row for _, row in shown]) if any(row.high is not None for _, row in shown) else None,
    }
    if dots:
        drawn.add(
            "scatter",
            **common,
            mode="markers",
            cliponaxis=False,
            marker={"size": DOT, "symbol": [row.symbol for _, row in shown], **_fill([row for _, row in shown])},
        )
    else:
        drawn.add("bar", **common, orientation="h", width=0.36 if offset else 0.62, marker=_fill([row for _, row in shown]))


def _fill(rows: Sequence[Row]) -> dict[str, object]:
    return {
        "color": [colours.WHITE if row.weak else row.colour for row in rows],
        "line": {"color": [row.colour for row in rows], "width": [1.5 if row.weak else 0 for row in rows]},
    }


def _intervals(rows: Sequence[Row]) -> dict[str, object]:
    return {
        "type": "data",
        "symmetric": False,
        "thickness": 1,
        "width": 0,
        "color": colours.INK,
        "array": [_beyond(row.high, row.value) for row in rows],
        "arrayminus": [_beyond(row.value, row.low) for row in rows],
    }


def _beyond(far: float | None, near: float | None) -> float:
    return 0.0 if far is None or near is None else round(max(far - near, 0.0), EXACT)


def _add_words(drawn: Drawing, rows: Sequence[Row], above: bool, gap: int) -> None:
    offset = BELOW_NAME if above else 0.0
    beside_names = above and any(row.reach for row in rows)  # There the marks of others stand beside the row's own.
    ends = [
        (row.end, y + offset, f"<b>{safe(row.text)}</b>" if row.colour == colours.ACCENT else safe(row.text))
        for y, row in enumerate(rows)
        if row.text and not row.heading and not beside_names
    ]
    drawn.write(ends, gap)
    if not above:
        drawn.write([(0.0, y, safe(row.name)) for y, row in enumerate(rows)], BEFORE, before=True)
        return
    names = [
        (0.0, y + (0.1 if row.heading else -0.24), f"<b>{safe(row.name)}</b>" if row.heading else _name(row, beside_names))
        for y, row in enumerate(rows)
    ]
    drawn.write(names)


def _name(row: Row, with_figure: bool) -> str:
    """What stands above a row; with its figure where other marks stand in the row, next to which it would read as theirs."""
    name = safe(shorten(row.name, LONGEST_NAME))
    return f"{name}\u2002<b>{safe(row.text)}</b>" if with_figure else name


def _add_line(drawn: Drawing, line: Line, longest: float) -> None:
    drawn.shape(
        type="line",
        x0=line.value,
        x1=line.value,
        y0=0,
        y1=1,
        yref="paper",
        layer="below",
        line={"color": colours.REFERENCE, "width": 1.5, "dash": "dot"},
    )
    anchor = _anchor(drawn, line, line.value / longest)
    drawn.annotate(
        y=1,
        yref="paper",
        text=safe(line.text),
        showarrow=False,
        yanchor="bottom",
        font={"size": SMALL, "color": colours.REFERENCE},
        **anchor,
    )


def _anchor(drawn: Drawing, line: Line, place: float) -> dict[str, object]:
    """Where the line's words stand: at the line, on the side where a phone has room for them, else from the figure's left edge on."""
    left, right = drawn.margin["l"], drawn.margin["r"]
    before = left + place * (PHONE - left - right)
    after, width = PHONE - before, text_width(line.text, SMALL)
    fits = {"left": width <= after, "right": width <= before, "center": width / 2 <= min(before, after)}
    best = "left" if place < 0.25 else "right" if place > 0.75 else "center"
    found = next((side for side in (best, "center", "left", "right") if fits[side]), None)
    if found is None:
        return {"x": 0, "xref": "paper", "xanchor": "left", "xshift": MARGIN["l"] - left}
    return {"x": line.value, "xanchor": found}
