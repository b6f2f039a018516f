"""The ladder: the LAOs at each step, of one year or over the years. Each track by itself and in its own hue: never added up."""

from __future__ import annotations

import pandas as pd

from la21data import thai
from la21data.charts.axes import axis_of, label_room, ticks
from la21data.charts.rows import Row, draw
from la21data.charts.spread import spread
from la21data.charts.years import BOTTOM, HEIGHT, LEADER, LINE_HEIGHT, RUNNING_PATTERN, pointed_year, year_axis
from la21data.domain import STEP_TITLES, TOP_STEP, TRACKS, Language
from la21data.look import MARGIN, SIZE, SMALL, Drawing, colours, figure
from la21data.look.hover import flag_note
from la21data.look.words import running_years, safe, takes_part, text_width, with_unit, word
from la21data.measures import measure

LABELLED_YEARS = 10  # Up to so many bars have room for their figures on a phone.
NOTHING = "rgba(0,0,0,0)"
UNKNOWN = 0  # The step of a LAO whose records do not tell one.


def ladder_now(frame: pd.DataFrame, lang: Language = "th") -> Drawing:
    """Both tracks of one fiscal year, one under the other on the same scale. `frame`: by track and step; of several years the last."""
    if "fiscal_year" in frame:
        frame = frame[frame["fiscal_year"] == frame["fiscal_year"].max()]
    rows: list[Row] = []
    for track in TRACKS:
        laos = _by_step(frame, track.code)
        total = sum(laos.values())
        rows.append(Row(f"{track.label(lang)} · {with_unit(measure('laos_at_step'), total, lang)}", "", "", heading=True))
        rows += [_step_row(track.code, step, count, total, lang) for step, count in laos.items() if step != UNKNOWN or count]
    return draw(rows, names_above=True)


def ladder_stack(frame: pd.DataFrame, track: str, lang: Language = "th", share: bool = False) -> Drawing:
    """The steps of one track over fiscal years, stacked from step 1 up; `share`: as a share of the track in each year.

    `frame`: by fiscal year, track and step. The names of the steps stand beside the last bar.
    """
    frame = frame[(frame["track"] == track) & takes_part(frame)]
    years = sorted({int(year) for year in frame["fiscal_year"]})
    by_year = {int(str(year)): _by_step(rows, track) for year, rows in frame.groupby("fiscal_year")}
    totals = {year: sum(laos.values()) for year, laos in by_year.items()}
    steps = [step for step in _steps(track) if step != UNKNOWN or any(laos[step] for laos in by_year.values())]
    at = ticks(0, 1) if share else ticks(0, max(totals.values(), default=0) or 1, whole=True)
    axis = axis_of(at, "percent" if share else "count", lang)
    room = max(text_width(_step_name(track, step, lang), SIZE) for step in steps) + text_width(" · 1,000", SIZE)
    left, right = label_room(axis), int(room) + LEADER + 12
    drawn = figure(
        HEIGHT,
        barmode="stack",
        hovermode="closest",
        uniformtext={"mode": "hide", "minsize": 11},
        yaxis=axis,
        xaxis=year_axis(years, lang, half=0.5, beside=left + right),
        margin={**MARGIN, "l": left, "r": right, "b": BOTTOM},
    )
    running = running_years(frame)
    for step in steps:
        _add_step(drawn, track, step, by_year, totals, lang, share, running)
    if years:
        _add_step_names(drawn, track, steps, years[-1], by_year[years[-1]], totals[years[-1]] if share else 1, at[-1], lang, share)
    return drawn


def _steps(track: str) -> list[int]:
    return [*range(1, TOP_STEP[track] + 1), UNKNOWN]


def _by_step(frame: pd.DataFrame, track: str) -> dict[int, float]:
    """LAOs by step, each step of the track and the unknown one."""
    rows = frame[(frame["track"] == track) & takes_part(frame)]
    found = dict.fromkeys(_steps(track), 0.0)
    for step, laos in zip(rows["step"], rows["value"], strict=True):
        found[UNKNOWN if pd.isna(step) else int(step)] += float(laos)
    return found


def _step_name(track: str, step: int, lang: Language) -> str:
    if step == UNKNOWN:
        return word("step_unknown", lang)
    return word("step" if track == "ladder" else "stage", lang, n=step)


def _step_title(track: str, step: int, lang: Language) -> str:
    """«ขั้นที่ 2 ขับเคลื่อนกิจกรรมตามแผนปฏิบัติการท้องถิ่น»"""
    return (
        _step_name(track, step, lang) if step == UNKNOWN else f"{_step_name(track, step, lang)} {STEP_TITLES[track][step - 1].label(lang)}"
    )


def _colour(track: str, step: int) -> str:
    return colours.NO_DATA if step == UNKNOWN else colours.STEP_COLOURS[track][step - 1]


def _step_row(track: str, step: int, count: float, total: float, lang: Language) -> Row:
    laos = with_unit(measure("laos_at_step"), count, lang)
    share = thai.format_percent(count / total, lang=lang) if total else ""
    hover = f"<b>{safe(_step_title(track, step, lang))}</b><br>{laos}" + (f"<br>{word('of_track', lang, share=share)}" if share else "")
    return Row(
        _step_title(track, step, lang),
        f"{laos} ({share})" if share else laos,
        hover,
        count,
        colour=_colour(track, step),
    )


def _add_step(
    drawn: Drawing,
    track: str,
    step: int,
    by_year: dict[int, dict[int, float]],
    totals: dict[int, float],
    lang: Language,
    share: bool,
    running: set[int],
) -> None:
    years = list(by_year)
    laos = [by_year[year][step] for year in years]
    shares = [count / totals[year] if totals[year] else 0.0 for year, count in zip(years, laos, strict=True)]
    colour = _colour(track, step)
    notes = [flag_note("partial_year" if year in running else "", lang) for year in years]
    unit = measure("laos_at_step").words(lang).unit
    of_track = word("of_track", lang, share="%{customdata[1]:,.1f} %")
    year, needed = pointed_year(years, lang)
    head = f"<b>{_step_title(track, step, lang)}</b><br>{year}"
    drawn.add(
        "bar",
        x=years,
        y=shares if share else laos,
        width=0.78,
        name=_step_name(track, step, lang),
        customdata=[[int(count), round(part * 100, 1), note] for count, part, note in zip(laos, shares, notes, strict=True)],
        hovertemplate=f"{head}<br>%{{customdata[0]:,d}} {unit} ({of_track})%{{customdata[2]}}<extra></extra>",
        **needed,
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        text=[_figure(count, part, share) if count else "" for count, part in zip(laos, shares, strict=True)]
        if len(years) <= LABELLED_YEARS
        else None,
        insidetextfont={"size": SMALL, "color": colours.text_on(colour)},
        marker={
            "color": colour,
            "line": {"color": colours.WHITE, "width": 1},
            "pattern": {**RUNNING_PATTERN, "shape": ["/" if year in running else "" for year in years]},
        },
    )


def _last(count: float, total: float, share: bool, lang: Language) -> str:
    return thai.format_percent(count / (total or 1), 0, lang) if share else thai.format_number(count, lang=lang)


def _figure(count: float, part: float, share: bool) -> str:
    return thai.format_number(part * 100) if share else thai.format_number(count)


def _add_step_names(
    drawn: Drawing,
    track: str,
    steps: list[int],
    year: int,
    laos: dict[int, float],
    total: float,
    top: float,
    lang: Language,
    share: bool,
) -> None:
    """The steps, with the last year's figures, beside the middle of their part of the last bar."""
    height = HEIGHT - MARGIN["t"] - BOTTOM
    below, middles = 0.0, []
    for step in steps:
        part = laos[step] / (total or 1)
        middles.append(below + part / 2)
        below += part
    # Of steps with nobody, which all stand at one place, the higher one is above as in the bars; nothing is there to point at.
    wanted = [(1 - middle / top) * height - at * 1e-3 for at, middle in enumerate(middles)]
    for step, middle, place, moved in zip(steps, middles, wanted, spread(wanted, LINE_HEIGHT, 0, height), strict=True):
        colour = _colour(track, step) if step != UNKNOWN else colours.MUTED
        drawn.annotate(
            x=year + 0.39,
            y=middle,
            text=f"{_step_name(track, step, lang)} · {_last(laos[step], total, share, lang)}",
            showarrow=True,
            arrowhead=0,
            arrowwidth=1,
            arrowcolor=colour if laos[step] else NOTHING,
            ax=LEADER,
            ay=round(moved - place, 1),
            xanchor="left",
            yanchor="middle",
            borderpad=1,
            font={"color": colours.INK, "size": SIZE},
        )
