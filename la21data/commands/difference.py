"""`diff`: what changed from one snapshot to another, in sums, by province and in full."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

import pandas as pd

from la21data.changes import KINDS, Changes, between
from la21data.changes.changes import ADDED
from la21data.changes.said import before_and_after
from la21data.reference import provinces
from la21data.store import Store
from la21data.text import words


def diff(options: argparse.Namespace) -> int:
    store = Store(options.store)
    before, after = store.open(options.before), store.open(options.after)
    found = between(before, after)
    print(_both("changes.from_to", id=before.id, other=after.id))
    if not found.differs:
        print(_both("changes.no_difference"))
        return 0
    for line in (*_sums(found), *_by_province(found), *_in_full(found)):
        print(line)
    return 1


def _sums(found: Changes) -> Iterator[str]:
    yield " · ".join(f"{_both(f'changes.{kind}')} {number:,}" for kind, number in found.counts().items())
    yield f"{_both('changes.added')}: " + " · ".join(f"{_both(f'changes.{name}')} {found.provinces[name].sum():+,.0f}" for name in ADDED)
    for row in found.records[found.records["differs"]].to_dict("records"):
        note = f"  {_both('changes.changed_inside')}" if row["before"] == row["after"] else ""
        yield f"{_both('changes.records')}: {row['kind']} {row['before']:,} → {row['after']:,}{note}"


def _by_province(found: Changes) -> Iterator[str]:
    yield f"{_both('changes.by_province')}:"
    for row in found.by_province().to_dict("records"):
        parts = [f"{_both(f'changes.{kind}')} {row[kind]:,}" for kind in KINDS if row[kind]]
        parts += [f"{_both(f'changes.{name}')} {row[name]:+,.0f}" for name in ADDED if row[name]]
        if parts:
            yield f"  {provinces()[row['province']].name_th}: " + " · ".join(parts)


def _in_full(found: Changes) -> Iterator[str]:
    yield f"{_both('changes.in_full')}:"
    for row in found.laos.to_dict("records"):
        old, new = before_and_after(row)
        year = "" if pd.isna(row["fiscal_year"]) else f"{row['fiscal_year']} "
        where = f"{row['lao']} {row['label']} {provinces()[row['province']].name_th}"
        yield f"  {_both('changes.' + row['change'])}: {year}{where}: {old or '-'} → {new or '-'}"


def _both(key: str, **values: object) -> str:
    thai_words, english_words = words(key, "th", **values), words(key, "en", **values)
    return thai_words if thai_words == english_words else f"{thai_words}/{english_words}"
