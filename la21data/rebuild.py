"""A store built again from `journal.jsonl` and `imports/`: after an upgrade of the schema, or where snapshots were damaged.

It stands above the import and the demo, because it calls both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from la21data.demo import publish_demo
from la21data.ingest import aliases
from la21data.ingest.kept_rows import read_rows
from la21data.ingest.options import Options
from la21data.ingest.run import Run
from la21data.ingest.sources import Source
from la21data.problems import CannotUse
from la21data.store import Store
from la21data.store.told import Told, tell

Progress = Callable[[str, float], None]


def rebuild(store: Store, progress: Progress | None = None) -> str:
    """Replay what led to the current snapshot into new ones, with the rows, options and dates of then; returns the last one's id.

    Nothing is shown to readers until all of it is built. Raises CannotUse: there is nothing to replay, or its rows are gone.
    """
    say = progress or _silence
    told, steps = store.told(), history(store.journal)
    if not steps:
        raise CannotUse(
            "nothing_to_rebuild",
            f"ไม่พบประวัติการนำเข้าใน {store.path} นำเข้าไฟล์ใหม่ด้วยคำสั่ง python -m la21data import",
            f"{store.path} has no history to build from: import the files again with python -m la21data import",
        )
    if steps[-1]["what"] == "demo":
        return publish_demo(store, seed=steps[-1]["seed"], activities=steps[-1]["activities"])
    _check_rows_are_there(store, steps)
    with store.writing(), store.announcing_at_end() as announce:
        parent = None
        for number, step in enumerate(steps):
            say(f"{step['what']} {number + 1}/{len(steps)}", number / len(steps))
            made = _replay(store, step, parent)
            if made and number + 1 < len(steps):
                for line in _as_gone(told, step["snapshot"], made):
                    announce(line)
            parent = made or parent
    say("เสร็จ", 1.0)
    if parent is None:
        raise CannotUse("nothing_to_rebuild", "ประวัติการนำเข้าไม่มีข้อมูลที่เผยแพร่ได้", "the history holds nothing that can be published")
    return parent


def history(journal: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The journal's entries that led to what is current, oldest first: from the current snapshot back over its parents.

    What a rollback or a withdrawal left behind is not part of the way. Raises CannotUse where a parent is in no entry.
    """
    told = tell(journal)
    steps = list[dict[str, Any]]()
    current = told.current
    while current is not None:
        if current not in told.made:
            raise CannotUse(
                "history_broken",
                f"ประวัติของสแนปช็อต {current} ไม่อยู่ใน journal.jsonl จึงสร้างใหม่ไม่ได้ กู้คืนจากข้อมูลสำรอง",
                f"journal.jsonl does not tell how snapshot {current} was made: restore the store from a backup",
            )
        steps.append(told.made[current])
        current = told.made[current].get("parent")
    return [step for step in reversed(steps) if step["what"] != "rollup"]  # Roll-ups made anew: they change no record.


def _as_gone(told: Told, old: str, new: str) -> Iterator[dict[str, object]]:
    """What was withdrawn or pruned is so again: nobody may open it under its new id."""
    if old in told.withdrawn:
        yield {"what": "withdraw", "withdrawn": new}
    elif old in told.pruned:
        yield {"what": "prune", "pruned": [new]}


def _replay(store: Store, step: dict[str, Any], parent: str | None) -> str | None:
    """One step of the history again; the id of the snapshot it made, None where it changed nothing."""
    if step["what"] == "alias":
        return aliases.replay(store, step, parent)
    run = Run(store, Options.from_json(step["options"]), parent, import_id=step["import_id"])
    run.open([partial(_kept, store, file) for file in step["files"]], False, _silence)
    run.judge(False, _silence)
    run.publish(_silence, {"rebuilt_from": step["snapshot"]})
    return run.result.snapshot


def _kept(store: Store, file: dict[str, str]) -> Source:
    return Source(file["file"], file["sha256"], partial(read_rows, store.imports_dir / file["sha256"]))


def _silence(what: str, share: float) -> None:
    """One step of a rebuild says nothing of its own progress."""


def _check_rows_are_there(store: Store, steps: list[dict[str, Any]]) -> None:
    for step in steps:
        if step["what"] not in ("import", "alias"):
            raise CannotUse(
                "unknown_step",
                f"ไม่รู้จักรายการ {step['what']} ใน journal.jsonl ใช้โปรแกรมรุ่นที่ใหม่กว่า",
                f"journal.jsonl holds an entry of an unknown kind ({step['what']}): use a newer version of the program",
            )
        for file in step.get("files", ()):
            if not (store.imports_dir / file["sha256"] / "rows.parquet").is_file():
                raise CannotUse(
                    "rows_gone",
                    f"ไม่พบแถวที่เก็บไว้ของ {file['file']} (imports/{file['sha256']}) นำเข้าไฟล์นั้นใหม่",
                    f"the rows kept of {file['file']} (imports/{file['sha256']}) are gone: import that file again",
                )
