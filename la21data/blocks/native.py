"""What slides draw of a block, as PowerPoint knows it: charts with a data sheet, maps and bands of shapes, tables of coloured cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from la21data.charts import Flow
from la21data.classes import Classes
from la21data.maps import Point

Kind = Literal["bars", "columns", "stacked", "stacked_share", "lines", "dots"]
Mark = Literal["circle", "triangle", "square"]


@dataclass(frozen=True)
class Series:
    """One series of a native chart: a value for each category (None: a gap). `points`: a colour for each, where they differ.

    `said`: what is written at a mark instead of its figure ('': the figure). `dotted`: a line that stands on few.
    `weak`: of each bar whether it stands on few, and is hollow.
    """

    name: str
    values: tuple[float | None, ...]
    colour: str
    points: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    dotted: bool = False
    weak: tuple[bool, ...] = ()


@dataclass(frozen=True)
class NativeChart:
    """A chart as PowerPoint and Excel know it. `bars` lie, `columns` stand; `number_format` is a spreadsheet's.

    `running`: categories that are fiscal years not over yet, whose bars are hatched.
    """

    kind: Kind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    number_format: str = "#,##0"
    running: frozenset[str] = frozenset()


def native_years(
    kind: Kind, years: Iterable[int], series: Iterable[Series], running: Iterable[int], number_format: str = "#,##0"
) -> NativeChart:
    """A chart over fiscal years, `running` among them. A year between them without a record has its place, and no bar, as on the screen."""
    told = list(map(int, years))
    all_years = tuple(range(min(told), max(told) + 1)) if told else ()
    spread = []
    for one in series:
        values, hues = dict(zip(told, one.values, strict=True)), dict(zip(told, one.points, strict=False))
        points = tuple(hues.get(year, one.colour) for year in all_years) if hues else ()
        spread.append(replace(one, values=tuple(values.get(year) for year in all_years), points=points))
    return NativeChart(kind, tuple(map(str, all_years)), tuple(spread), number_format, frozenset(map(str, running)))


@dataclass(frozen=True)
class NativeMap:
    """A map as shapes: the class of each province (None: no class) and, where it has none or a weak one, the flag's code."""

    classes: Classes
    provinces: Mapping[str, int | None]
    flags: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Panel:
    """One of several small charts or maps: its name, and what is written of it."""

    name: str
    text: str
    native: NativeChart | NativeMap


@dataclass(frozen=True)
class NativePanels:
    """Small multiples: all maps in the same classes, or charts that each have a scale of their own."""

    panels: tuple[Panel, ...]


@dataclass(frozen=True)
class NativeHeat:
    """A table whose cells have the colour of their class: a row of `values` a name of `down` (None: no figure). 0 has no class."""

    down: tuple[str, ...]
    across: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]
    classes: Classes
    corner: str = ""
    decimals: int = 0
    scale: float = 1
    few: frozenset[tuple[int, int]] = frozenset()  # (row, column) of the figures that stand on few: they are in brackets.


@dataclass(frozen=True)
class Cloud:
    """Points of one kind, outside the limits or within them; `names` of those that are named ('' for the others).

    `sides`: of those, on which side of its point the name stands: right, left, above or below.
    """

    name: str
    points: tuple[tuple[float, float], ...]
    names: tuple[str, ...]
    mark: Mark
    colour: str
    outside: bool = True
    sides: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Limit:
    """A line through points."""

    name: str
    points: tuple[tuple[float, float], ...]
    colour: str
    dash: Literal["", "dash", "dot"] = ""


@dataclass(frozen=True)
class NativeScatter:
    """Points between lines. `axes`: what x and y are; `reach`: the highest x and y that show."""

    clouds: tuple[Cloud, ...]
    limits: tuple[Limit, ...]
    axes: tuple[str, str]
    reach: tuple[float, float]
    number_format: str = "#,##0"


@dataclass(frozen=True)
class NativePoints:
    """A province as a shape and its LAOs as circles on it."""

    province: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class NativeFlow:
    """Bands between where LAOs stood and stand, `ends`: what the two sides are; `changes`: (name, LAOs, colour), the legend."""

    flow: Flow
    ends: tuple[str, str]
    changes: tuple[tuple[str, int, str], ...]


Native = NativeChart | NativeMap | NativePanels | NativeHeat | NativeScatter | NativeFlow | NativePoints
