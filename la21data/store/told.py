"""What the journal tells of the snapshots: how each was made, which one is current, which are gone for good."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

Entry = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """`made`: snapshot -> the entry that published it, oldest first. `current`: None where nothing is left to look at.

    `withdrawn` may never be opened again; `pruned` were removed to save space.
    """

    made: dict[str, Entry]
    current: str | None
    withdrawn: frozenset[str]
    pruned: frozenset[str]

    @property
    def gone(self) -> frozenset[str]:
        return self.withdrawn | self.pruned

    def ancestors(self, snapshot_id: str) -> list[str]:
        """The snapshots that one was built from, nearest first, as far as the journal tells."""
        found = list[str]()
        parent = self.made.get(snapshot_id, {}).get("parent")
        while parent is not None and parent not in found:
            found.append(parent)
            parent = self.made.get(parent, {}).get("parent")
        return found

    def descendants(self, snapshot_id: str) -> list[str]:
        """The snapshots that were built from one, and so hold its records unless these were changed since."""
        return [other for other in self.made if snapshot_id in self.ancestors(other)]


def tell(journal: Iterable[Entry]) -> Told:
    """Read the journal's entries, oldest first. An entry's `snapshot` is what became current through it."""
    made: dict[str, Entry] = {}
    current: str | None = None
    withdrawn, pruned = set[str](), set[str]()
    for entry in journal:
        if "snapshot" in entry:
            current = entry["snapshot"]
            if current is not None:
                made.setdefault(current, entry)
        if entry.get("withdrawn"):
            withdrawn.add(entry["withdrawn"])
        pruned.update(entry.get("pruned", ()))
    return Told(made, current, frozenset(withdrawn), frozenset(pruned))
