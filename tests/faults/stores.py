"""Faults of snapshots, the journal and the store."""

from __future__ import annotations

import shutil

from la21data.store import Store, history
from tests import previous_schema
from tests.faults.patient import Patient, fault, told


@fault
def current_damaged(p: Patient) -> str:
    p.damage_current(b"damaged")
    said = Store(p.store).open().notice
    assert said is not None and p.run("rebuild").returncode == 0
    return f"{said.th} / {said.en}"


@fault
def current_cut_short(p: Patient) -> str:
    p.damage_current(p.current.read_bytes()[:50_000])
    said = Store(p.store).open().notice
    assert said is not None and p.run("rebuild").returncode == 0
    return f"{said.th} / {said.en}"


@fault
def current_file_gone(p: Patient) -> str:
    p.current.unlink()
    said = Store(p.store).open().notice
    assert said is not None and p.run("rebuild").returncode == 0
    return f"{said.th} / {said.en}"


@fault
def import_onto_a_damaged_snapshot(p: Patient) -> str:
    p.damage_current(b"damaged")
    said = p.refused("import", str(p.file))
    assert "rebuild" in said and p.run("rebuild").returncode == 0
    return said


@fault
def every_snapshot_damaged(p: Patient) -> str:
    for file in (p.store / "snapshots").glob("*.duckdb"):
        file.unlink()
        file.write_bytes(b"damaged")
    said = p.refused("check")
    assert "rebuild" in said and p.run("rebuild").returncode == 0
    return said


@fault
def pointer_lost(p: Patient) -> str:
    (p.store / "CURRENT").unlink()
    said = Store(p.store).open().notice
    p.imports()
    return f"{said.th} / {said.en}" if said else ""


@fault
def pointer_nonsense(p: Patient) -> str:
    (p.store / "CURRENT").write_bytes(b"\xff../../etc/passwd")
    said = Store(p.store).open().notice
    p.imports()
    return f"{said.th} / {said.en}" if said else ""


@fault
def journal_cut_short(p: Patient) -> str:
    with (p.store / "journal.jsonl").open("ab") as file:
        file.write(b'{"at": "2026-1')
    p.imports()
    return ""


@fault
def old_schema(p: Patient) -> str:
    """The kept store of the schema before this one."""
    shutil.rmtree(p.store)
    previous_schema.unpack(p.folder)
    said = p.refused("check")
    assert "rebuild" in said and p.run("rebuild").returncode == 0 and p.run("check").returncode == 0
    return said


@fault
def no_store(p: Patient) -> str:
    shutil.rmtree(p.store)
    said = p.refused("check")
    assert p.run("demo").returncode == 0
    return said


@fault
def snapshot_changed_by_hand(p: Patient) -> str:
    content = p.current.read_bytes()
    p.damage_current(content + b"\0" * 4096)
    done = p.run("check")
    assert done.returncode == 1 and p.run("rebuild").returncode == 0
    return f"/ {done.stderr}"


@fault
def old_link_to_a_withdrawn_snapshot(p: Patient) -> str:
    gone = Store(p.store).ids()[-1]
    history.withdraw(Store(p.store), gone)
    return told(lambda: Store(p.store).open(gone))


@fault
def link_to_a_snapshot_that_never_was(p: Patient) -> str:
    return told(lambda: Store(p.store).open("00099-00000000"))
