"""`snapshots`, `rollback`, `withdraw`, `prune`, `check`: the store's history and health."""

from __future__ import annotations

import argparse
import sys

from la21data.problems import CannotUse
from la21data.store import Store
from la21data.store import history as store_history


def snapshots(options: argparse.Namespace) -> int:
    store = Store(options.store)
    if not store.ids():
        store.open()  # Says why there is nothing.
    current, told = store.current_id(), store.told()
    whats = {snapshot_id: entry.get("what", "") for snapshot_id, entry in told.made.items()}
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
    for snapshot_id in sorted(told.withdrawn, reverse=True):
        print(f"- {snapshot_id}  เพิกถอนแล้ว / withdrawn")
    return 0


def rollback(options: argparse.Namespace) -> int:
    if store_history.rollback(Store(options.store), options.id):
        print(f"สแนปช็อตปัจจุบันคือ {options.id} แล้ว / {options.id} is the current snapshot now")
    else:
        print(f"{options.id} เป็นสแนปช็อตปัจจุบันอยู่แล้ว / {options.id} was the current snapshot already")
    return 0


def withdraw(options: argparse.Namespace) -> int:
    store = Store(options.store)
    current = store_history.withdraw(store, options.id)
    print(f"เพิกถอนสแนปช็อต {options.id} แล้ว เปิดไม่ได้อีก / {options.id} is withdrawn and cannot be opened any more")
    if current is None:
        print("ไม่เหลือสแนปช็อตให้ดู นำเข้าไฟล์ใหม่ / no snapshot is left to look at: import your files again")
    else:
        print(f"สแนปช็อตปัจจุบัน: {current} / current snapshot: {current}")
    if built := [other for other in store.told().descendants(options.id) if other in store.ids()]:
        shown = ", ".join(built)
        print(f"ยังเปิดได้ เพราะสร้างต่อจากชุดนี้และมีข้อมูลเดิมอยู่: {shown} / built from it, with its records, and still open: {shown}")
    return 0


def prune(options: argparse.Namespace) -> int:
    gone = store_history.prune(Store(options.store), options.keep)
    print(f"ลบสแนปช็อตเก่า {len(gone)} ชุด / {len(gone)} old snapshots removed")
    for snapshot_id in gone:
        print(f"- {snapshot_id}")
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
