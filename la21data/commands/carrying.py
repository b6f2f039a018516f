"""`charts`, `export`: what people carry away, a chart at a time."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from la21data import metrics
from la21data.problems import CannotUse
from la21data.scope import KEYS, parse
from la21data.store import Store
from la21data.view import View


def charts(options: argparse.Namespace) -> int:
    """One line a chart: id, page, name in both languages."""
    from la21data.blocks.catalogue import recipes
    from la21data.text import words

    for recipe in recipes().values():
        print(f"{recipe.id}\t{recipe.path}\t{words(recipe.name, 'th')}\t{words(recipe.name, 'en')}")
    return 0


def export(options: argparse.Namespace) -> int:
    from la21data.export import carry
    from la21data.export.formats import FORMATS

    given = {**page_options(options.scope), **chosen(options.option)}
    asked = Asked(given)
    carried = carry(view_of(options.store, options.scope, options.snapshot, own_keys=tuple(given)), options.chart, asked)
    unread = [key for key in given if key not in asked.read]
    if unread:
        keys = ", ".join(unread)
        raise CannotUse(
            "unknown_option", f"แผนภูมิ {options.chart} ไม่มีตัวเลือก {keys[:80]}", f"chart {options.chart} has no option {keys[:80]}"
        )
    out = options.out / carried.imprint.file_name(options.format) if options.out.is_dir() else options.out
    write(out, FORMATS[options.format].make(carried))
    return 0


class Asked(dict[str, str]):
    """Options of a chart that note which of them it read: the others mean nothing to it."""

    def __init__(self, given: Mapping[str, str]) -> None:
        super().__init__(given)
        self.read: set[str] = set()

    def __getitem__(self, key: str) -> str:
        self.read.add(key)
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        self.read.add(key)
        return super().get(key, default)


def view_of(store: Path, query: str, snapshot_id: str | None = None, own_keys: tuple[str, ...] = ()) -> View:
    """The view of a scope as it stands in an address. Raises CannotUse for any part of it that is not understood."""
    snapshot = Store(store).open(snapshot_id or dict(parse_qsl(query)).get("snapshot"))
    scope, problems = parse(query, fiscal_years=snapshot.fiscal_years, lao_known=metrics.lao_lookup(snapshot), own_keys=own_keys)
    if problems:  # A script must not go on with another question than it asked.
        raise CannotUse(problems[0].code, "; ".join(p.th for p in problems), "; ".join(p.en for p in problems))
    return View(snapshot, metrics.default_scope(snapshot, scope), scope.lang)


def page_options(query: str) -> dict[str, str]:
    """The keys of an address that are no part of the scope: the page's own choices."""
    return {key: value for key, value in parse_qsl(query) if key not in KEYS.values()}


def chosen(pairs: list[str]) -> dict[str, str]:
    """`k=v` of the command line. Raises CannotUse for anything else."""
    for pair in pairs:
        if "=" not in pair:
            raise CannotUse("option", f"ตัวเลือก {pair[:40]} ต้องอยู่ในรูป ชื่อ=ค่า", f"the option {pair[:40]} must read name=value")
    return dict(pair.split("=", 1) for pair in pairs)


def write(path: Path, content: bytes) -> None:
    """Write a file whole. Raises CannotUse where it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise CannotUse(
            "not_written",
            f"เขียนไฟล์ {path} ไม่ได้ ปิดไฟล์นี้ในโปรแกรมอื่นหรือเลือกที่อื่น",
            f"{path} cannot be written: close it elsewhere or choose another place",
        ) from error
