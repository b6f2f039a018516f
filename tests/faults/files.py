"""Faults of backups and files to import."""

from __future__ import annotations

import tarfile

from la21data.store import Store
from la21data.store.backup import backup, restore
from tests.faults.patient import Patient, fault, told


@fault
def damaged_backup(p: Patient) -> str:
    backup(Store(p.store), p.folder / "b.tar")
    (p.folder / "b.tar").write_bytes((p.folder / "b.tar").read_bytes()[:-600_000])
    return told(lambda: restore(p.folder / "b.tar", p.folder / "new"))


@fault
def backup_that_is_something_else(p: Patient) -> str:
    with tarfile.open(p.folder / "b.tar", "w") as archive:
        archive.add(p.file, "photo.jpg")
    return told(lambda: restore(p.folder / "b.tar", p.folder / "new"))


@fault
def file_that_is_no_table(p: Patient) -> str:
    (p.folder / "x.xlsx").write_bytes(b"PK\x03\x04 nothing")
    return p.refused("import", str(p.folder / "x.xlsx"))


@fault
def file_that_is_not_there(p: Patient) -> str:
    return p.refused("import", str(p.folder / "gone.xlsx"))
