"""What the pointer says, as one template a trace and a few numbers a mark.

Written out for each mark the same words would travel hundreds of times (plotly's JSON spends six bytes on a Thai letter).
"""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from la21data.domain import Language
from la21data.look.scale import Scale
from la21data.look.words import MISSING, flag_words, is_mean, word
from la21data.measures import Measure

_SCALES = {"count": Scale(Decimal(1), 0), "percent": Scale(Decimal(100), 1), "baht": Scale(Decimal(1), 0)}
_PLAIN = Scale(Decimal(1), 1)


def template(
    title: str,
    measure: Measure,
    lang: Language,
    *,
    ranked: int | None = None,
    flag: str = "",
    notes: bool = False,
    counts: bool = True,
) -> str:
    """A plotly hovertemplate for the numbers of `data`. `title`: plotly text that may hold `%{...}`.

    `ranked`: of how many a rank is told; `flag`: words for every mark; `notes`: the last number is a note of the mark's own;
    `counts`: a share with its two counts, a mean with how many it is of.
    """
    places = iter(range(8))

    def number(decimals: int) -> str:
        return f"%{{customdata[{next(places)}]:,.{decimals}{'~' if measure.format == 'amount' else ''}f}}"  # 304, not 304.0 ไร่.

    value = number(_scale(measure).decimals)
    if measure.format == "percent":
        value += f" % ({word('counts', lang, n=number(0), of=number(0))})" if counts else " %"
    elif measure.format != "amount" and (lang == "th" or measure.format != "count"):  # English titles name what is counted: no «1 LAOs».
        value += f" {measure.words(lang).unit.split(' (')[0]}"
    if is_mean(measure) and counts:
        value += f" ({word('mean_of', lang, of=number(0))})"
    lines = [f"<b>{title}</b>", f"{measure.words(lang).title}: {value}"]
    if measure.interval:
        lines.append(word("interval", lang, low=number(1), high=number(1)) + " %")
    if ranked is not None:
        rank = f"%{{customdata[{next(places)}]}}"
        lines += [word("rank", lang, rank=rank, of=ranked)] if ranked else []  # Nobody is ranked where all are of few.
    if flag:
        lines.append(flag)
    return "<br>".join(lines) + (f"%{{customdata[{next(places)}]}}" if notes else "") + "<extra></extra>"


def data(
    rows: pd.DataFrame, measure: Measure, *, rank: bool = False, notes: list[str] | None = None, counts: bool = True
) -> list[list[float | str | None]]:
    """A row's value, then, where the measure has them, counts (of a mean its denominator) and interval, as they are written; rank; note.

    `rank` asks for a column of that name, «–» where it is not told. What else is missing is None.
    """
    scale = _scale(measure)
    columns: list[list[float | str | None]] = [[_shown(value, scale) for value in rows["value"]]]
    if measure.format == "percent" and counts:
        columns += [[_shown(value, _SCALES["count"]) for value in rows[side]] for side in ("numerator", "denominator")]
    elif is_mean(measure) and counts:
        columns.append([_shown(value, _SCALES["count"]) for value in rows["denominator"]])
    if measure.interval:
        columns += [[_shown(value, scale) for value in rows[side]] for side in ("low", "high")]
    if rank:
        columns += [["–" if pd.isna(rank) else int(rank) for rank in rows["rank"]]]
    return [list(row) for row in zip(*columns, *([notes] if notes is not None else []), strict=True)]


def flag_note(flag: object, lang: Language) -> str:
    """A row's flag as a line of its own; '' for none, and for a row that has no figure to point at."""
    return f"<br>{flag_words(flag, lang)}" if flag_words(flag, lang) and flag not in MISSING else ""


def _scale(measure: Measure) -> Scale:
    return _SCALES.get(measure.format, _PLAIN)


def _shown(value: float, scale: Scale) -> float | None:
    """The number as it is written; 12.0 as 12, which is shorter."""
    if pd.isna(value):
        return None
    steps = scale.steps(value)
    return steps / 10**scale.decimals if steps % 10**scale.decimals else steps // 10**scale.decimals
