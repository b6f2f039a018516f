"""`demo`, `import`, `template`, `rebuild`: records in. Heavy rooms are imported only by the command that needs them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tqdm import tqdm

from la21data.store import Store


def demo(options: argparse.Namespace) -> int:
    from la21data.demo import publish_demo

    with tqdm(disable=not sys.stderr.isatty(), bar_format="{desc} {elapsed}", leave=False) as line:
        snapshot_id = publish_demo(
            Store(options.store), seed=options.seed, activities=options.activities, progress=line.set_description_str
        )
    print(f"เผยแพร่ข้อมูลสาธิตแล้ว: สแนปช็อต {snapshot_id} ใน {options.store} / demo data published: snapshot {snapshot_id} in {options.store}")
    return 0


def import_records(options: argparse.Namespace) -> int:
    from la21data.commands.import_told import lines_of
    from la21data.ingest import import_files

    with _progress_bar() as progress:
        result = import_files(
            Store(options.store),
            options.files,
            kind=options.kind,
            as_of=options.as_of,
            mode=options.mode or "auto",
            dry_run=options.dry_run,
            strict=options.strict,
            keep_going=options.keep_going,
            report=options.report,
            engine=options.engine,
            progress=progress,
        )
    for line in lines_of(result, options):
        print(line)
    return result.exit_status


def template(options: argparse.Namespace) -> int:
    from la21data.template import write_template

    written = write_template(Store(options.store), options.kind, options.out)
    print(f"เขียนแบบฟอร์ม {options.out} แล้ว / wrote the template {options.out}")
    if options.kind in ("registry", "event"):
        return 0
    if written.laos:
        print(f"รายชื่อ อปท. {written.laos:,} แห่งจากสแนปช็อต {written.snapshot} / {written.laos:,} LAOs of snapshot {written.snapshot}")
    else:
        print(
            "คลังข้อมูลยังไม่มีทะเบียน อปท. จึงไม่มีรายชื่อ อปท. ให้เลือก / "
            "the store has no LAO registry yet, so the template has no LAO names to choose from"
        )
    return 0


def rollup(options: argparse.Namespace) -> int:
    from la21data.rollup import roll_up_again

    snapshot_id = roll_up_again(Store(options.store), options.engine)
    print(f"สร้างตารางสรุปใหม่แล้ว: สแนปช็อต {snapshot_id} / roll-ups made again: snapshot {snapshot_id}")
    return 0


def rebuild(options: argparse.Namespace) -> int:
    from la21data.rebuild import rebuild as rebuild_store

    with _progress_bar() as progress:
        snapshot_id = rebuild_store(Store(options.store), progress=progress)
    print(f"สร้างคลังข้อมูลใหม่แล้ว: สแนปช็อต {snapshot_id} / store rebuilt: snapshot {snapshot_id}")
    return 0


@contextmanager
def _progress_bar() -> Iterator[Callable[[str, float], None]]:
    """A bar from 0 to 100 on a terminal, nothing in a log or a pipe."""
    with tqdm(total=100, disable=not sys.stderr.isatty(), bar_format="{desc:<32.32} {bar} {percentage:3.0f}%", leave=False) as bar:

        def progress(what: str, share: float) -> None:
            bar.set_description_str(what)
            bar.update(min(share, 1) * 100 - bar.n)

        yield progress
