"""The record of a block, and of how it is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from la21data.blocks.native import Native, NativeMap, NativePanels
from la21data.blocks.tables import Table
from la21data.look import Drawing
from la21data.metrics import ignored_keys
from la21data.scope import Scope
from la21data.view import View

if TYPE_CHECKING:
    from pydeck import Deck

# Scope and options -> keys of the limits that mean nothing to a block.
Unused = Callable[[Scope, Mapping[str, str]], tuple[str, ...]]


def _as_participation(scope: Scope, _options: Mapping[str, str]) -> tuple[str, ...]:
    """What most blocks stand on: everything but activities has no category."""
    return ignored_keys("participating_laos", scope)


@dataclass(frozen=True)
class Block:
    """One thing to look at: title, subtitle (measure, unit, scope), chart or map, table, notes, and what else describes it.

    `id` and `options` make it again (`catalogue.make`). `draw` is called when it is shown. `table` has the rows that the
    drawing stands on. `deck`: the same as a map to move about in, for pages; exports take `draw`. `empty`: why there is
    nothing to draw, and the way out; a block has that or a drawing. `hints`: what there is to press; only a page shows them.
    `native`: what slides draw; without it they show the table. `alt`: what it shows, in words.
    """

    id: str
    title: str
    subtitle: str
    draw: Callable[[], Drawing] | None = None
    deck: Callable[[], Deck] | None = None
    table: Table | None = None
    native: Native | None = None
    notes: Sequence[str] = ()
    hints: Sequence[str] = ()
    alt: str = ""
    empty: str = ""
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def page_notes(self) -> tuple[str, ...]:
        """The notes as a page says them: the hints are one more."""
        return (*self.notes, " · ".join(self.hints)) if self.hints else tuple(self.notes)

    @property
    def is_map(self) -> bool:
        return isinstance(self.native, NativeMap) or self.deck is not None

    @property
    def shows_maps(self) -> bool:
        """One map, or small multiples of it."""
        panels = self.native.panels if isinstance(self.native, NativePanels) else ()
        return self.is_map or any(isinstance(panel.native, NativeMap) for panel in panels)


@dataclass(frozen=True)
class Recipe:
    """How a block is made from a view and the options of its page (`?measure=…`).

    `id` stands in exports and in decks that people keep, so it never changes. `path` is the page it is on. `name`: a key of
    the catalogue of words, for lists. `unused`: the limits that its records cannot be told apart by (`limits.py`).
    """

    id: str
    path: str
    name: str
    make: Callable[[View, Mapping[str, str]], Block]
    unused: Unused = _as_participation
