"""Going back, taking away, tidying up: what changes which snapshots can be opened, but never what is in one.

Each writes one line to the journal and then has the directory follow it, so that a crash in between is finished by the next writer.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from la21data.access import OPERATOR, Actor, require
from la21data.problems import CannotUse
from la21data.store.directory import ID, Store, missing
from la21data.store.told import Told


def rollback(store: Store, snapshot_id: str, actor: Actor = OPERATOR) -> bool:
    """Make an older (or newer) snapshot the current one; False where it was so already.

    Raises CannotUse: it cannot be opened, or the actor may not.
    """
    require(actor, "roll_back")
    store.open(snapshot_id)
    with store.writing():
        before = store.current_id()
        if before == snapshot_id:
            return False
        store.journal.add({"what": "rollback", "snapshot": snapshot_id, "from": before, **actor.signature()})
        store.settle()
    return True


def withdraw(store: Store, snapshot_id: str, actor: Actor = OPERATOR) -> str | None:
    """Have a snapshot never opened again, also by old links: its file is removed, its id stays barred.

    Returns the current snapshot afterwards: where the current one was withdrawn, the nearest it was built from, else the newest that
    is left, else None. Raises CannotUse: no such snapshot, withdrawn already, or the actor may not.
    """
    require(actor, "withdraw")
    with store.writing():
        told = store.told()
        if not ID.fullmatch(snapshot_id) or (snapshot_id not in told.made and snapshot_id not in store.ids()):
            raise missing(snapshot_id)
        if store.is_withdrawn(snapshot_id):
            raise CannotUse(
                "snapshot_withdrawn",
                f"สแนปช็อต {snapshot_id} ถูกเพิกถอนไปแล้ว",
                f"snapshot {snapshot_id} has been withdrawn already",
            )
        entry: dict[str, object] = {"what": "withdraw", "withdrawn": snapshot_id, **actor.signature()}
        if store.current_id() in (snapshot_id, None):
            entry["snapshot"] = _next_current(store, told, snapshot_id)
        store.journal.add(entry)
        store.settle()
        return store.current_id()


def prune(store: Store, keep: int, actor: Actor = OPERATOR) -> list[str]:
    """Remove all but the newest `keep` snapshots and the current one; returns what was removed. The rows that were read stay.

    Raises CannotUse where `keep` is less than 1, or the actor may not.
    """
    require(actor, "prune")
    if keep < 1:
        raise CannotUse("keep_too_few", "ต้องเก็บไว้อย่างน้อย 1 สแนปช็อต", "at least 1 snapshot must be kept")
    with store.writing():
        current = store.current_id()
        gone = [snapshot_id for snapshot_id in store.ids()[keep:] if snapshot_id != current]
        if gone:
            store.journal.add({"what": "prune", "pruned": gone, **actor.signature()})
            store.settle()
        return gone


def _next_current(store: Store, told: Told, without: str) -> str | None:
    left = [name for name in store.ids() if name != without]
    nearest = [name for name in told.ancestors(without) if name in left]
    return next((name for name in (*nearest, *left) if _opens(store, name)), None)


def _opens(store: Store, snapshot_id: str) -> bool:
    try:
        store.open(snapshot_id)
    except CannotUse:
        return False
    return True


JOURNAL_COLUMNS = ("at", "by", "role", "what", "snapshot", "parent", "files")


def read_journal(store: Store, actor: Actor) -> list[dict[str, object]]:
    """Every line of the journal, oldest first: when (UTC), who, under which role, what, which snapshot, and the SHA-256 of each file.

    Raises CannotUse where the actor may not read it.
    """
    require(actor, "read_journal")
    return [
        {
            **{name: line.get(name) or "" for name in JOURNAL_COLUMNS},
            "snapshot": line.get("withdrawn") or " ".join(line.get("pruned", ())) or line.get("snapshot") or "",  # What it was done to.
            "files": " ".join(file["sha256"] for file in line.get("files", ())),
        }
        for line in store.journal
    ]


def journal_csv(lines: Iterable[dict[str, object]]) -> bytes:
    """The lines that `read_journal` gave, for a spreadsheet. None of it is free text: ids, roles, hashes, times."""
    out = io.StringIO()
    table = csv.DictWriter(out, list(JOURNAL_COLUMNS), lineterminator="\n")
    table.writeheader()
    table.writerows(lines)
    return out.getvalue().encode("utf-8-sig")
