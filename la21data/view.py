"""What is looked at, and how figures are come by: an open snapshot, a scope with its years filled in, a language, a reader.

Blocks, exports and pages all start from a view. The pages bring a reader that keeps what it read; everybody else reads anew.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, Self

from la21data import metrics, thai
from la21data.domain import RECORD_KINDS, Language
from la21data.measures import Measure
from la21data.metrics import Figure
from la21data.metrics.flags import PROGRAMME_RECORDS
from la21data.scope import Scope
from la21data.store import Snapshot
from la21data.text import words

if TYPE_CHECKING:
    import pandas as pd


class Reader(Protocol):
    """`metrics` itself, or something that keeps what it answered."""

    def frame(self, snapshot: Snapshot, measure_code: str, by: tuple[str, ...], scope: Scope, /) -> pd.DataFrame: ...

    def figure(self, snapshot: Snapshot, measure_code: str, scope: Scope, /) -> Figure: ...

    def ask(self, question: Callable[..., pd.DataFrame], snapshot: Snapshot, /, *known: Hashable) -> pd.DataFrame: ...


@dataclass(frozen=True)
class View:
    """`scope` has its years filled in (`metrics.default_scope`)."""

    snapshot: Snapshot
    scope: Scope
    lang: Language = "th"
    reader: Reader = metrics

    def frame(self, measure: str, *by: str, scope: Scope | None = None) -> pd.DataFrame:
        """The tidy frame of a measure, of this view's scope or of another one."""
        return self.reader.frame(self.snapshot, measure, by, scope or self.scope)

    def figure(self, measure: str, scope: Scope | None = None) -> Figure:
        """A measure as one figure."""
        return self.reader.figure(self.snapshot, measure, scope or self.scope)

    def ask(self, question: Callable[..., pd.DataFrame], *known: Hashable) -> pd.DataFrame:
        """What a function of the library answers about this snapshot: `view.ask(lists.standing_still, view.scope, 3)`."""
        return self.reader.ask(question, self.snapshot, *known)

    def with_scope(self, scope: Scope) -> Self:
        return replace(self, scope=scope)

    def words(self, key: str, **values: object) -> str:
        return words(key, self.lang, **values)

    @property
    def years_so_far(self) -> tuple[int, ...]:
        """All fiscal years up to the last one in scope: what a year is read against."""
        last = self.scope.years[-1] if self.scope.years else 0
        return tuple(year for year in self.snapshot.fiscal_years if year <= last)

    def so_far(self, measure: Measure) -> Scope:
        """This scope over those years of `years_so_far` that have records of the measure; over all of them where none has."""
        recorded = self.snapshot.recorded.get(measure.records, ())
        return self.scope.with_years(*([year for year in self.years_so_far if year in recorded] or self.years_so_far))

    def subtitle(self, unit: str, scope: Scope | None = None) -> str:
        """«แห่ง · ภาคใต้ · ปีงบประมาณ 2567»"""
        return f"{unit} · {self.in_words(scope)}"

    def in_words(self, scope: Scope | None = None) -> str:
        """This view's scope or another one, its LAO by name."""
        told = scope or self.scope
        name = metrics.labels(self.snapshot, "lao", {told.lao}, self.lang)[told.lao] if told.lao else None
        return told.describe(self.lang, name)

    def source(self) -> str:
        """Source and snapshot, for the foot of every chart and export."""
        meta = self.snapshot.meta
        return (
            self.words("app.source_demo" if meta.is_demo else "app.source")
            + " · "
            + self.words("app.snapshot", id=meta.snapshot_id, date=thai.format_date(meta.as_of, lang=self.lang))
        )

    @property
    def running(self) -> tuple[str, ...]:
        """A sentence for each fiscal year in scope that is not over."""
        years = (year for year in self.scope.years if self.snapshot.is_running(year))
        return tuple(self.words("app.year_running", year=thai.year_label(year, self.lang)) for year in years)

    def why_empty(self, measure: Measure, scope: Scope | None = None) -> str:
        """Why there is nothing to show, and the way out: no such records in these years at all, or none where this scope, or another
        one that a block looks at, looks."""
        looked = scope or self.scope
        kind = _within(next(term for term in RECORD_KINDS if term.code == measure.records).label(self.lang))
        years = thai.fiscal_years_label(looked.years, self.lang)
        anywhere = self.snapshot.recorded.get(measure.records, ())
        if not anywhere:
            return self.words("block.why_empty", kind=kind)
        if not looked.years or set(anywhere).intersection(looked.years):
            return self._why_nobody(measure, kind, looked)
        return self.words("block.why_empty_years", kind=kind, years=years, told=thai.fiscal_years_label(anywhere, self.lang))

    def _why_nobody(self, measure: Measure, kind: str, looked: Scope) -> str:
        """There are such records in these years, but none here: no LAO at all, none that takes part, none on the tracks that are chosen."""
        scope = self.in_words(looked)
        if not self.figure("lao_total", replace(looked, categories=())).value > 0:
            return self.words("block.no_lao_here", scope=scope)
        if measure.records in PROGRAMME_RECORDS:
            if self.figure("participating_laos", replace(looked, categories=(), tracks=())).value == 0:
                return self.words("block.nobody_here", scope=scope)
            if looked.tracks and not measure.always_by and self.figure(measure.code, replace(looked, tracks=())).denominator > 0:
                return self.words("block.other_track", measure=measure.words(self.lang).title, scope=scope)
        return self.words("block.why_empty_here", kind=kind, scope=scope)


def _within(label: str) -> str:
    """A label as it stands within an English sentence: «activities», but «LAO registry»."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
