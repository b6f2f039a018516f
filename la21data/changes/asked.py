"""The questions that a page asks: `since` is a fiscal year or a snapshot's id, as it stands in the page's address."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from la21data.changes.changes import Changes, between, since_year
from la21data.scope import Scope
from la21data.store import Snapshot, Store


@dataclass(frozen=True)
class Earlier:
    """A snapshot that the current one may be compared with; `at`: when it was published (UTC, ISO)."""

    id: str
    at: str


def store_of(snapshot: Snapshot) -> Store:
    """The store that a snapshot's file lies in."""
    return Store(snapshot.path.parents[1])


def earlier_snapshots(snapshot: Snapshot) -> list[Earlier]:
    """Those published before this one that can still be opened, newest first, as the journal tells."""
    store = store_of(snapshot)
    made = store.told().made
    return [Earlier(other, str(made.get(other, {}).get("at", ""))) for other in store.ids() if other < snapshot.id]


def first_since(snapshot: Snapshot, scope: Scope) -> str:
    """What a page opens with: the year before the last one in scope; without participation, the snapshot that this one was built from."""
    years = snapshot.recorded.get("participation", ())
    parent = snapshot.meta.parent
    if not years and parent is not None and not store_of(snapshot).is_withdrawn(parent):
        return parent
    last = max(scope.years, default=snapshot.default_year or 0) or max(snapshot.fiscal_years, default=2547)
    return str(last - 1)


def asked(snapshot: Snapshot, since: str, scope: Scope) -> Changes:
    """What changed, kept with the snapshot. Raises CannotUse: no such snapshot, or one that cannot be opened."""
    if len(since) == 4 and since.isascii() and since.isdigit():
        made = since_year(snapshot, int(since), scope)
    else:
        made = between(store_of(snapshot).open(since), snapshot, scope)
    kept: Changes = snapshot.kept((asked, since, scope), lambda: made)
    return kept


def laos(snapshot: Snapshot, since: str, scope: Scope) -> pd.DataFrame:
    """`Changes.laos`."""
    return asked(snapshot, since, scope).laos


def provinces(snapshot: Snapshot, since: str, scope: Scope) -> pd.DataFrame:
    """`Changes.by_province()`."""
    return asked(snapshot, since, scope).by_province()


def records(snapshot: Snapshot, since: str, scope: Scope) -> pd.DataFrame:
    """`Changes.records`: of the whole country, whatever the scope."""
    return asked(snapshot, since, scope).records
