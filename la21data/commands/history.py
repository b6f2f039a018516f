"""`snapshots`, `check`: the store's history and health."""

from __future__ import annotations

import argparse
import sys

from la21data.problems import CannotUse
from la21data.store import Store


def snapshots(options: argparse.Namespace) -> int:
    store = Store(options.store)
    if not store.ids():
        store.open()  # Says why there is nothing.
    current = store.current_id()
    whats = {entry["snapshot"]: entry.get("what", "") for entry in store.journal if entry.get("snapshot")}
    for snapshot_id in store.ids():
        mark = "*" if snapshot_id == current else " "
        try:
            meta = store.open(snapshot_id).meta
            print(
                f"{mark} {snapshot_id}  {meta.created_at:%Y-%m-%d %H:%M}Z  as of {meta.as_of}  {'DEMO' if meta.is_demo else 'real'}  "
                f"parent {meta.parent or '-'}  {whats.get(snapshot_id, '')}".rstrip()
            )
        except CannotUse as error:
            print(f"{mark} {snapshot_id}  {error.problem.en}")
    return 0


def check(options: argparse.Namespace) -> int:
    store = Store(options.store)
    snapshot = store.open()
    found = store.faults(snapshot)
    if snapshot.notice:
        found.insert(0, snapshot.notice.en)
    for line in found:
        print(line, file=sys.stderr)
    if not found:
        print(f"สแนปช็อต {snapshot.id} ถูกต้อง / snapshot {snapshot.id} is sound")
    return 1 if found else 0
