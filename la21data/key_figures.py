"""The key figures of a scope: value in words and change on the year before. The overview, the slides and the brief show the same."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan

from la21data import thai
from la21data.findings.finding import told_apart
from la21data.look.words import MISSING, flag_words
from la21data.measures import Measure, measure
from la21data.metrics import Figure
from la21data.view import View

FIRST = ("participating_laos", "provinces_covered", "step3plus_rate", "learning_centres", "activities", "participants")
ON_FAST_TRACK = {"step3plus_rate": "fast2plus_rate"}  # Its stages are no steps of the ladder.
WITHOUT_PARTICIPATION = ("lao_total", "awards", "awarded_laos", "assessed_laos", "visits", "events")

OF_A_LAO = ("activities", "participants", "budget_total", "standard_score", "awards", "visits")  # Where it stands is told in words.


@dataclass(frozen=True)
class KeyFigure:
    """`text`: «63 จาก 76 จังหวัด»; `change`: «▲ 1 จังหวัด เทียบปีก่อน», or that there is nothing to compare with."""

    measure: Measure
    figure: Figure
    title: str
    text: str
    change: str
    definition: str


def key_figures(view: View) -> list[KeyFigure]:
    """The six; where the scope has no participation, those that the other records allow. None that a limit of the scope does not touch."""
    if view.scope.lao:
        return [key_figure(view, measure(code)) for code in OF_A_LAO]
    first = tuple(ON_FAST_TRACK.get(code, code) for code in FIRST) if view.scope.tracks == ("fast_track",) else FIRST
    known = [code for code in first + WITHOUT_PARTICIPATION if not isnan(view.figure(code).value)]
    shown = first if set(known) & set(first) else known or first
    return [key_figure(view, measure(code)) for code in shown if told_apart(view, code)]


def key_figure(view: View, wanted: Measure) -> KeyFigure:
    now, words = view.figure(wanted.code), wanted.words(view.lang)
    return KeyFigure(
        wanted, now, words.title, _text(view, wanted, now), _of_few(view, wanted, now) + _change(view, wanted, now), words.definition
    )


def has_participation(view: View) -> bool:
    return not isnan(view.figure("participating_laos").value)


def _text(view: View, wanted: Measure, figure: Figure) -> str:
    if wanted.code == "provinces_covered" and not isnan(figure.value):
        return view.words("overview.covered", n=thai.format_number(figure.numerator), of=thai.format_number(figure.denominator))
    if isnan(figure.value) and figure.flag in MISSING:
        nobody = figure.flag == "no_data" and figure.denominator == 0  # There are records, of others: on another track, say.
        return view.words("overview.nothing_to_share") if nobody else flag_words(figure.flag, view.lang)
    if wanted.code == "learning_centres":  # Who has been at the top: more than stand there.
        return view.words("overview.so_far", n=wanted.write(figure.value, view.lang))
    return wanted.write(figure.value, view.lang)


def _of_few(view: View, wanted: Measure, figure: Figure) -> str:
    """100 % of three is said to be of three."""
    if not wanted.interval or figure.flag != "small_number":
        return ""
    counts = {"n": thai.format_number(figure.numerator), "of": thai.format_number(figure.denominator)}
    return view.words("overview.covered", **counts) + " · "


def _change(view: View, wanted: Measure, now: Figure) -> str:
    """Only where one year is looked at and the year before has a figure."""
    if isnan(now.value):
        return view.words("overview.nothing_to_compare")
    if len(view.scope.years) != 1 or view.scope.years[0] - 1 not in view.snapshot.fiscal_years:
        return view.words("overview.no_change_known")
    before = view.figure(wanted.code, view.scope.with_years(view.scope.years[0] - 1))
    if wanted.code == "provinces_covered":
        delta, unit, scale, decimals = now.numerator - before.numerator, view.words("overview.provinces"), 1, 0
    elif wanted.format == "percent":
        delta, unit, scale, decimals = now.value - before.value, view.words("overview.points"), 100, 1
    else:
        delta, unit, scale, decimals = (
            now.value - before.value,
            wanted.words(view.lang).unit.split(" (")[0],
            1,
            int(wanted.format not in ("count", "baht")),
        )
    if isnan(delta):
        return view.words("overview.no_change_known")
    return view.words("overview.change", change=thai.format_change(delta * scale, unit, view.lang, decimals))
