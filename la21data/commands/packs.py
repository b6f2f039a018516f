"""`pack`, `publish-data`: the meeting pack for one place or for every office, and the open data."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from tqdm import tqdm

from la21data.commands.carrying import view_of, write
from la21data.problems import CannotUse
from la21data.scope import NO_OFFICE, Scope
from la21data.view import View

if TYPE_CHECKING:
    from la21data.export.definition import Definition

EACH = ("region", "office", "province")


def pack(options: argparse.Namespace) -> int:
    """Exit status 2 where the call, a definition or a template cannot be used; nothing is written then."""
    from la21data.export import browser, definition

    kept = definition.read(options.definition) if options.definition else definition.Definition(scope=options.scope)
    if options.parts:
        kept = replace(kept, parts=tuple(options.parts.split(",")))
        definition.parse(kept.to_json())
    if options.save:
        write(options.save, kept.to_json().encode())
    view = view_of(options.store, options.scope or kept.scope, options.snapshot)
    views = _each(view, options.for_each)
    try:
        with tqdm(total=len(views), disable=not sys.stderr.isatty(), unit="ชุด", leave=False) as bar:
            for one in views:
                _write(one, kept, options)
                bar.update()
    finally:
        browser.stop()
    print(f"สร้างชุดประชุมแล้ว {len(views)} ชุด ใน {options.out} / {len(views)} meeting packs in {options.out}")
    return 0


def publish_data(options: argparse.Namespace) -> int:
    from la21data.export import open_data
    from la21data.store import Store

    tables = open_data.publish(Store(options.store).open(options.snapshot), options.out)
    print(f"เผยแพร่ข้อมูลเปิดแล้ว {len(tables)} ตาราง ใน {options.out} / {len(tables)} tables of open data in {options.out}")
    return 0


def _write(view: View, kept: Definition, options: argparse.Namespace) -> None:
    from la21data.export import files
    from la21data.export.pack import gather

    made = gather(view, kept)
    for name, content in files.of_pack(made, template=options.template, thai_digits=options.thai_digits).items():
        write(options.out / name, content)


def _each(view: View, dimension: str | None) -> list[View]:
    """The view itself, or one for every region, office or province in its scope."""
    if dimension is None:
        return [view]
    frame = view.frame("lao_total", dimension)
    codes = [str(code) for code in frame[dimension] if str(code) not in ("0", NO_OFFICE)]
    if not codes:
        raise CannotUse("nothing_to_pack", f"ไม่มี {dimension} ในขอบเขตนี้", f"there is no {dimension} in this scope")
    bare = replace(view.scope, regions=(), offices=(), provinces=())
    made: dict[str, Callable[[str], Scope]] = {
        "region": lambda code: replace(bare, regions=(code,)),
        "office": lambda code: replace(bare, offices=(code,)),
        "province": lambda code: replace(bare, provinces=(code,)),
    }
    return [view.with_scope(made[dimension](code)) for code in codes]


def parts_of(text: str) -> str:
    """argparse type: known parts only."""
    from la21data.export.definition import PARTS

    unknown = [part for part in text.split(",") if part not in PARTS]
    if unknown:
        raise argparse.ArgumentTypeError(f"no such part: {', '.join(unknown)} (there are {', '.join(PARTS)})")
    return text
