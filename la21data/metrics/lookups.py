"""What a scope needs to know of a snapshot: its usual year, and under which code a LAO is followed; questions of other rooms."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING

from la21data.scope import Scope
from la21data.store import Snapshot

if TYPE_CHECKING:
    import pandas as pd


def ask(question: Callable[..., pd.DataFrame], snapshot: Snapshot, /, *known: Hashable) -> pd.DataFrame:
    """`question(snapshot, *known)`, asked anew; a reader that keeps its answers has one of the same shape."""
    return question(snapshot, *known)


def default_scope(snapshot: Snapshot, scope: Scope) -> Scope:
    """The scope, with the year that pages open on where it names none."""
    if scope.years or snapshot.default_year is None:
        return scope
    return scope.with_years(snapshot.default_year)


def lao_lookup(snapshot: Snapshot) -> Callable[[str], str | None]:
    """A function from a LAO's code, of whatever time, to the one it is followed under; None where the snapshot has no such code."""

    def followed(code: str) -> str | None:
        rows = snapshot.rows("select lao from lineage where lao_code = ?", [code])
        return rows[0][0] if rows else None

    return followed
