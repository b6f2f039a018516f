"""Reads that are kept with the open snapshot: by measure, split and scope, never by a clock, so an import shows at the next rerun.

What was kept goes with the snapshot. Frames are shared between sessions: each reader gets a copy on write, which costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

import pandas as pd

from la21data import charts, metrics
from la21data.blocks import Block
from la21data.blocks.alt import describe
from la21data.blocks.catalogue import make
from la21data.domain import Language
from la21data.findings import Finding
from la21data.look import Drawing
from la21data.places import search
from la21data.scope import Scope
from la21data.store import Snapshot, Store
from la21data.view import View
from pages.shared import ahead

Told = TypeVar("Told")


def open_snapshot(snapshot_id: str | None) -> Snapshot:
    """The snapshot that a link names, or the current one. Cheap: the process keeps the file open."""
    return Store().open(snapshot_id)


def frame(snapshot: Snapshot, measure: str, by: tuple[str, ...], scope: Scope) -> pd.DataFrame:
    """`metrics.frame`, kept."""
    scope = _figures_of(scope)
    found: pd.DataFrame = snapshot.kept(("frame", measure, by, scope), lambda: metrics.frame(snapshot, measure, by, scope))
    return found.copy(deep=False)


def figure(snapshot: Snapshot, measure: str, scope: Scope) -> metrics.Figure:
    """`metrics.figure`, kept."""
    scope = _figures_of(scope)
    found: metrics.Figure = snapshot.kept(("figure", measure, scope), lambda: metrics.figure(snapshot, measure, scope))
    return found


def ask(question: Callable[..., pd.DataFrame], snapshot: Snapshot, /, *known: Hashable) -> pd.DataFrame:
    """`metrics.ask`, kept."""
    told = tuple(_figures_of(one) if isinstance(one, Scope) else one for one in known)
    found: pd.DataFrame = snapshot.kept((question, told), lambda: question(snapshot, *told))
    return found.copy(deep=False)


@dataclass(frozen=True)
class Ready:
    """A block, and what pages show of it, made when it is first looked at and kept with it."""

    view: View
    block: Block

    @cached_property
    def drawing(self) -> Drawing | None:
        """Its figure, marked where it stands on demo data. Nobody may change it."""
        drawn = self.block.draw() if self.block.draw is not None else None
        if drawn is None or not self.view.snapshot.meta.is_demo:
            return drawn
        return charts.mark_demo(drawn, self.view.words("app.demo_mark"))

    @cached_property
    def alt(self) -> str:
        return describe(self.view, self.block)

    def shown(self) -> tuple[object, str]:
        """All that a page shows of it at first."""
        return self.drawing if self.block.deck is None else self.block, self.alt


def block(view: View, block_id: str, options: Mapping[str, str] | None = None) -> Ready:
    """A block of the catalogue, kept: a snapshot, a scope and a language always make the same one. Raises CannotUse: no such block."""
    asked = dict(options or {})
    ahead.note(lambda there: block(there, block_id, asked).shown())
    question = ("block", block_id, view.scope, view.lang, tuple(sorted(asked.items())))
    found: Ready = view.snapshot.kept(question, lambda: Ready(view, make(block_id, view, asked)))
    return found


def findings(view: View, told: Callable[..., Iterable[Finding]], *known: Hashable) -> Sequence[Finding]:
    """The sentences of a page, kept."""
    ahead.note(lambda there: findings(there, told, *known))
    question = ("findings", told, view.scope, view.lang, known)
    found: Sequence[Finding] = view.snapshot.kept(question, lambda: tuple(told(view, *known)))
    return found


def told(view: View, about: Callable[[View], Told]) -> Told:
    """What a function of the library makes of a view whose reader keeps what it reads."""
    ahead.note(about)
    return about(view)


def names(snapshot: Snapshot, lang: Language) -> tuple[search.Named, ...]:
    """Every place that can be found by its name, kept: a page of the registry takes half a second to read."""
    found: tuple[search.Named, ...] = snapshot.kept(("names", lang), lambda: search.names(snapshot, lang))
    return found


def _figures_of(scope: Scope) -> Scope:
    """The scope without what changes no figure: the language and the snapshot's name."""
    return scope if scope.lang == "th" and scope.snapshot is None else replace(scope, lang="th", snapshot=None)
