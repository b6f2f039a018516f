"""Axes of values: ticks at round numbers, written as everywhere else."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from la21data import thai
from la21data.domain import Language
from la21data.look import SMALL
from la21data.look.words import text_width, word
from la21data.measures import Measure

TICKS = 5
_MILLION = 1_000_000


def value_axis(measure: Measure, low: float, high: float, lang: Language) -> dict[str, Any]:
    """An axis with round ticks, the highest at or above `high`; its labels as `Measure.write` writes, without idle decimals."""
    return axis_of(ticks(low, high, whole=measure.format == "count"), measure.format, lang)


def axis_of(at: Sequence[float], form: str, lang: Language) -> dict[str, Any]:
    return {"tickvals": list(at), "ticktext": [_written(tick, at, form, lang) for tick in at], "range": [at[0], at[-1]]}


def label_room(axis: dict[str, Any]) -> int:
    """Pixels that the tick labels of a value axis take."""
    return math.ceil(max(text_width(text, SMALL) for text in axis["ticktext"])) + 8


def ticks(low: float, high: float, whole: bool = False) -> list[float]:
    """Round numbers from at or below `low` to at or above `high`, about five steps apart."""
    spread = max(high - low, 1e-9) if high > low else max(abs(high), 1.0)
    size = 10 ** math.floor(math.log10(spread / TICKS))
    step = next(size * factor for factor in (1, 2, 2.5, 5, 10) if spread / (size * factor) <= TICKS)
    if whole:
        step = max(math.ceil(step), 1)
    first, last = math.floor(low / step + 1e-9), math.ceil(max(high, low + step) / step - 1e-9)
    return [round(n * step, 10) for n in range(first, last + 1)]


def _written(tick: float, at: Sequence[float], form: str, lang: Language) -> str:
    scale = 100 if form == "percent" else 1
    if form == "baht" and at[-1] >= _MILLION:
        return word("million", lang, n=thai.format_number(tick / _MILLION, _decimals(at, 1 / _MILLION), lang)) if tick else "0"
    text = thai.format_number(tick * scale, _decimals(at, scale), lang)
    return f"{text}\u00a0%" if form == "percent" else text


def _decimals(at: Sequence[float], scale: float) -> int:
    """The fewest decimals that write every tick exactly."""
    return next(n for n in range(12) if n == 11 or all(math.isclose(round(tick * scale, n), tick * scale, abs_tol=1e-9) for tick in at))
