"""`backup`, `restore`, `journal`, `roles`: what an administrator keeps."""

from __future__ import annotations

import argparse
import json
import sys

from la21data import roles as role_file
from la21data.access import OPERATOR
from la21data.problems import CannotUse
from la21data.store import Store, history
from la21data.store import backup as store_backup


def backup(options: argparse.Namespace) -> int:
    count = store_backup.backup(Store(options.store), options.out)
    print(f"สำรองข้อมูล {count} ไฟล์ไว้ที่ {options.out} แล้ว / {count} files backed up to {options.out}")
    return 0


def restore(options: argparse.Namespace) -> int:
    store = store_backup.restore(options.file, options.store)
    snapshot = store.open()
    print(f"กู้คืนแล้ว: สแนปช็อต {snapshot.id} ใน {options.store} / restored: snapshot {snapshot.id} in {options.store}")
    found = store.faults(snapshot)
    for line in found:
        print(line, file=sys.stderr)
    return 1 if found else 0


def journal(options: argparse.Namespace) -> int:
    lines = history.read_journal(Store(options.store), OPERATOR)
    if options.format == "json":
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    else:
        text = history.journal_csv(lines).decode("utf-8")  # With the mark that Excel needs, in a file only.
    if options.out is None:
        sys.stdout.write(text.removeprefix("\ufeff"))
    else:
        options.out.write_bytes(text.encode("utf-8"))
    return 0


def roles(options: argparse.Namespace) -> int:
    if options.action == "list":
        for name, role in sorted(role_file.read_roles().roles.items()):
            print(f"{role}\t{name}")
        return 0
    if options.name is None or (options.action == "set") is (options.role is None):
        raise CannotUse("roles_call", "ใช้ roles set ชื่อ บทบาท หรือ roles remove ชื่อ", "use: roles set NAME ROLE, or roles remove NAME")
    role_file.set_role(OPERATOR, options.name, options.role)
    return 0
