"""The record of a block, of what slides draw it from, and of how it is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from la21data.blocks.tables import Table
from la21data.classes import Classes
from la21data.look import Drawing
from la21data.view import View

if TYPE_CHECKING:
    from pydeck import Deck

Kind = Literal["bars", "columns", "stacked", "stacked_share", "lines", "dots"]


@dataclass(frozen=True)
class Series:
    """One series of a native chart: a value for each category (None: a gap)."""

    name: str
    values: tuple[float | None, ...]
    colour: str


@dataclass(frozen=True)
class NativeChart:
    """A chart as PowerPoint and Excel know it. `bars` lie, `columns` stand; `number_format` is a spreadsheet's."""

    kind: Kind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    number_format: str = "#,##0"


@dataclass(frozen=True)
class NativeMap:
    """A map as shapes: the class of each province (None: no class) and, where it has none or a weak one, the flag's code."""

    classes: Classes
    provinces: Mapping[str, int | None]
    flags: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Block:
    """One thing to look at: title, subtitle (measure, unit, scope), chart or map, table, notes, and what else describes it.

    `id` and `options` make it again (`catalogue.make`). `draw` is called when it is shown. `table` has the rows that the
    drawing stands on. `deck`: the same as a map to move about in, for pages; exports take `draw`. `empty`: why there is
    nothing to draw, and the way out; a block has that or a drawing.
    `native`: what slides draw; without it they show the table. `alt`: what it shows, in words.
    """

    id: str
    title: str
    subtitle: str
    draw: Callable[[], Drawing] | None = None
    deck: Callable[[], Deck] | None = None
    table: Table | None = None
    native: NativeChart | NativeMap | None = None
    notes: Sequence[str] = ()
    alt: str = ""
    empty: str = ""
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_map(self) -> bool:
        return isinstance(self.native, NativeMap) or self.deck is not None


@dataclass(frozen=True)
class Recipe:
    """How a block is made from a view and the options of its page (`?measure=…`).

    `id` stands in exports and in decks that people keep, so it never changes. `path` is the page it is on. `name`: a key of
    the catalogue of words, for lists.
    """

    id: str
    path: str
    name: str
    make: Callable[[View, Mapping[str, str]], Block]
