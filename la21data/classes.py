"""Class breaks for choropleths: which of 4 to 6 colours a value gets, and what the legend says of it.

Values are classed as they are written (12.34 % is 12.3), in whole steps of that writing: so a legend that says
«10.0–14.9 %» holds exactly the provinces that show such a figure, and counts never get breaks between two whole numbers.
"""

from __future__ import annotations

import math
import warnings
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, takewhile
from typing import Literal, get_args

import pandas as pd

from la21data.domain import Language
from la21data.look import colours
from la21data.look.scale import Scale
from la21data.look.words import takes_part
from la21data.measures import Measure

Method = Literal["quantile", "natural", "equal", "diverging"]
METHODS: tuple[Method, ...] = get_args(Method)
MOST_CLASSES = 6
_DECIMALS = {"count": 0, "percent": 1, "baht": 0}  # As `Measure.write` does; every other format has one decimal.
_MILLION = 1_000_000
_MOVE = 0.03  # Share of the places that a quantile break may pass on its way to a round number.
_MOST_BROKEN = 150  # Values that natural breaks are sought among: the time grows with their square (77: 6 ms; 1,771: 3.5 s).
_NEAR, _FAR = 0.25, 0.5  # Shares: of the places, those in the centre's own class; of those beyond it, those in the next classes.


PLAIN = Scale(Decimal(1), 1)


@dataclass(frozen=True)
class Classes:
    """`breaks`: the lower end of each class and, last, the highest value; a class holds its lower end, not the next one's.

    `labels` and `colours` have one entry a class. No value at all: no class.
    """

    breaks: tuple[float, ...]
    labels: tuple[str, ...]
    colours: tuple[str, ...]
    method: Method
    scale: Scale = PLAIN
    lowers: tuple[int, ...] = ()  # The lower ends in whole steps of the scale: what values are compared with.

    def __len__(self) -> int:
        return len(self.labels)

    def index(self, value: float | None) -> int | None:
        """The class of a value, from 0; None for a missing one. A value outside all classes belongs to the nearest."""
        if value is None or not math.isfinite(value) or not self.lowers:
            return None
        return max(bisect_right(self.lowers, self.scale.steps(value)) - 1, 0)


def classify(
    values: Iterable[float | None],
    method: str = "quantile",
    k: int = 5,
    centre: float | None = None,
    *,
    measure: Measure | None = None,
    lang: Language = "th",
) -> Classes:
    """Class values into at most `k` (1 to 6) classes; fewer where the values do not allow more.

    `quantile`: as many places in each, breaks moved a little to round numbers. `natural`: breaks where the gaps are, so that the
    values of a class are alike (Fisher and Jenks, by mapclassify). `equal`: round, equally wide. `diverging`: up to two classes below
    and above one around `centre` (the country's value); without a centre it falls back to `quantile`.
    `measure` says how values are written. Missing and infinite values have no class. Raises ValueError: unknown method, k out of range.
    """
    if method not in METHODS:
        raise ValueError(f"no such way to class: {method}")
    if not 1 <= k <= MOST_CLASSES:
        raise ValueError(f"{k} classes: a map has 1 to {MOST_CLASSES}")
    known = [float(value) for value in values if value is not None and math.isfinite(value)]
    scale = _scale(measure, known, lang)
    steps = sorted(scale.steps(value) for value in known)
    if not steps:
        return Classes((), (), (), method, scale)
    if method == "diverging" and centre is not None and math.isfinite(centre):
        return _diverging(steps, scale, scale.steps(centre), lang)
    used: Method = "quantile" if method == "diverging" else method
    lowers = {"quantile": _quantile, "natural": _natural, "equal": _equal}[used](steps, k)
    labels = tuple(_range(scale, low, high) for low, high in _ends(lowers, steps[-1]))
    return _classes(lowers, steps[-1], labels, colours.sequential(len(lowers)), used, scale)


def classify_frame(
    frame: pd.DataFrame,
    measure: Measure,
    method: str = "quantile",
    k: int = 5,
    centre: float | None = None,
    lang: Language = "th",
) -> Classes:
    """Class the values of a tidy frame that are drawn in colour: a place outside the programme has the value 0, but no class."""
    return classify(frame.loc[takes_part(frame), "value"], method, k, centre, measure=measure, lang=lang)


def _scale(measure: Measure | None, values: Sequence[float], lang: Language) -> Scale:
    if measure is None:
        return PLAIN if any(value != int(value) for value in values) else Scale(Decimal(1), 0)
    if measure.format == "percent":
        return Scale(Decimal(100), 1, "\u00a0%")
    if measure.format == "baht" and max(map(abs, values), default=0) >= _MILLION:
        return Scale(Decimal(1) / _MILLION, 1, " ล้านบาท" if lang == "th" else " million baht")
    if measure.format == "baht":
        return Scale(Decimal(1), 0, " บาท" if lang == "th" else " baht")
    return Scale(Decimal(1), _DECIMALS.get(measure.format, 1))


def _quantile(steps: Sequence[int], k: int) -> list[int]:
    """Lower ends that part the places into k like groups, each moved to the roundest number a few places away."""
    move = round(len(steps) * _MOVE)  # Of a region's fourteen none: each class has three of them or two.
    lowers = [steps[0]]
    for part in range(1, k):
        at = round(part * len(steps) / k)
        if not 0 < at < len(steps):
            continue
        below, above = steps[max(at - move - 1, 0)], steps[min(at + move, len(steps) - 1)]
        lower = _roundest(below + 1, above, steps[at]) if below < above else steps[at]
        if lower > lowers[-1]:
            lowers.append(lower)
    zeros = bisect_right(steps, 0) if steps[0] == 0 else 0
    if len(steps) <= zeros * k < len(steps) * k and (len(lowers) == 1 or lowers[1] > steps[zeros]):
        lowers.insert(1, steps[zeros])  # Places with nothing, where they fill a class, are not told as «0–1» with those that have one.
    return _filled(lowers, steps)


def _natural(steps: Sequence[int], k: int) -> list[int]:
    """Lower ends that leave the least spread within the classes: each is the first value after a gap."""
    sought = _thinned(steps)
    k = min(k, len(set(sought)))
    if k == 1:
        return [steps[0]]
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Numba not installed")  # It would save milliseconds and weigh 100 MB.
        import mapclassify  # A second that only a map with natural breaks should pay.

        ends = mapclassify.FisherJenks(sought, k=k).bins
    return sorted({steps[0], *(_after_gap(steps, end, sought[bisect_right(sought, end)]) for end in ends[:-1])})


def _after_gap(steps: Sequence[int], low: int, high: int) -> int:
    """The value behind the widest gap from `low` to `high`: of thinned values the last of a class is not sought itself."""
    between = steps[bisect_right(steps, low) - 1 : bisect_right(steps, high)]
    return max(pairwise(between), key=lambda pair: pair[1] - pair[0])[1]


def _thinned(steps: Sequence[int]) -> list[int]:
    """Not more than `_MOST_BROKEN` of sorted values, evenly by rank, the lowest and the highest among them."""
    if len(steps) <= _MOST_BROKEN:
        return list(steps)
    return [steps[round(at * (len(steps) - 1) / (_MOST_BROKEN - 1))] for at in range(_MOST_BROKEN)]


def _equal(steps: Sequence[int], k: int) -> list[int]:
    """Lower ends on multiples of a round width; for the sake of one, four or five classes may become one more."""
    low, high = steps[0], steps[-1]
    most = k + 1 if 4 <= k < MOST_CLASSES else k
    width = next(width for width in _round_numbers() if (high // width) - (low // width) + 1 <= most)
    start = low // width * width
    return list(range(start, high + 1, width))


def _diverging(steps: Sequence[int], scale: Scale, centre: int, lang: Language) -> Classes:
    """One class around the centre; below and above it two each, as far as there are values."""
    away = sorted(abs(step - centre) for step in steps)
    near = _round_up(max(away[int(_NEAR * (len(away) - 1))], 1))
    beyond = [step for step in away if step >= near] or [near]  # Where most lie at the centre the outer classes part the others.
    far = _round_up(max(beyond[int(_FAR * (len(beyond) - 1))], near + 1))
    lowest, highest = min(steps[0], centre), max(steps[-1], centre)
    below = [lowest] if lowest <= centre - near else []
    if any(centre - far < step <= centre - near for step in steps) and lowest <= centre - far:
        below.append(centre - far + 1)
    above = [centre + near] if highest >= centre + near else []
    if any(centre + near <= step < centre + far for step in steps) and highest >= centre + far:
        above.append(centre + far)
    lowers = [*below, max(centre - near + 1, lowest), *above]
    labels = [_range(scale, low, high) for low, high in _ends(lowers, highest)]
    if below:
        labels[0] = ("ต่ำกว่า {}" if lang == "th" else "under {}").format(scale.write(lowers[1]) + scale.suffix)
    if above:
        labels[-1] = ("ตั้งแต่ {} ขึ้นไป" if lang == "th" else "{} and over").format(scale.write(lowers[-1]) + scale.suffix)
    return _classes(lowers, highest, tuple(labels), colours.diverging(len(below), len(above)), "diverging", scale)


def _classes(lowers: Sequence[int], highest: int, labels: tuple[str, ...], ramp: tuple[str, ...], method: Method, scale: Scale) -> Classes:
    breaks = tuple(scale.value(step) for step in (*lowers, highest))
    return Classes(breaks, labels, ramp, method, scale, tuple(lowers))


def _filled(lowers: list[int], steps: Sequence[int]) -> list[int]:
    """Only the classes that hold a value."""
    ends = [*lowers[1:], steps[-1] + 1]
    return [low for low, end in zip(lowers, ends, strict=True) if any(low <= step < end for step in steps)]


def _ends(lowers: Sequence[int], highest: int) -> list[tuple[int, int]]:
    """The first and the last step of each class."""
    return [(low, after - 1) for low, after in pairwise([*lowers, highest + 1])]


def _range(scale: Scale, low: int, high: int) -> str:
    joint = "–" if low >= 0 else " … "  # Two dashes in a row would not be read as «from minus to minus».
    text = scale.write(low) if low == high else f"{scale.write(low)}{joint}{scale.write(high)}"
    return text + scale.suffix


def _round_numbers() -> Iterable[int]:
    """1, 2, 5, 10, 20, 50, …"""
    size = 1
    while True:
        yield from (size, 2 * size, 5 * size)
        size *= 10


def _round_up(number: int) -> int:
    return next(candidate for candidate in _fine_numbers() if candidate >= number)


def _fine_numbers() -> Iterable[int]:
    """1 to 10, then two significant digits in fives: 15, 20, 25, 30, …"""
    yield from range(1, 11)
    size = 5
    while True:
        yield from range(3 * size, 21 * size, size)
        size *= 10


def _roundest(low: int, high: int, target: int) -> int:
    """The roundest whole number from low to high; of several the one nearest to the target."""
    found = target
    for width in takewhile(lambda width: width <= max(abs(low), abs(high)), _round_numbers()):
        multiples = [number for number in (target // width * width, -(-target // width) * width) if low <= number <= high]
        found = min(multiples, key=lambda number: abs(number - target), default=found)
    return found
