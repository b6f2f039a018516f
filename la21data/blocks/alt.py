"""What a block shows, in one or two sentences for those who cannot see it: made from its figures, never written by hand."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from la21data import thai
from la21data.blocks.block import Block
from la21data.blocks.native import NativeChart, NativeMap, Series
from la21data.blocks.tables import Table
from la21data.look.words import flag_words
from la21data.view import View

NAMED = 3  # The highest so many are named.
SPOKEN = 8  # Series or classes that are told one by one: more, and nobody listens to the end.
OVER_TIME = ("columns", "lines", "stacked", "stacked_share")


def describe(view: View, block: Block) -> str:
    """The block's own words where its room has some with a figure in them, else its title and what its chart, map or table says."""
    if any(letter.isdigit() for letter in block.alt):
        return block.alt
    if isinstance(block.native, NativeMap):
        told = _map(view, block.native)
    elif isinstance(block.native, NativeChart):
        told = _chart(view, block.native)
    else:
        told = _table(view, block.table) if block.table is not None else ""
    return " ".join(part for part in (f"{block.title}:", block.subtitle + ".", block.alt, told) if part)


def _chart(view: View, native: NativeChart) -> str:
    shown = native.series[:SPOKEN]
    if native.kind in OVER_TIME:
        return " ".join(sentence for series in shown if (sentence := _over_time(view, native, series)))
    return " ".join(sentence for series in shown if (sentence := _highest(view, native, series)))


def _over_time(view: View, native: NativeChart, series: Series) -> str:
    """«อปท.: 5 ใน 2547 เป็น 208 ใน 2569 สูงสุด 210 ใน 2568»"""
    known = [(at, value) for at, value in enumerate(series.values) if value is not None]
    if not known:
        return ""
    top = max(known, key=lambda pair: pair[1])
    places = {"first": known[0], "last": known[-1], "top": top}
    values = {name: _write(view, value, native.number_format) for name, (_, value) in places.items()}
    years = {f"at_{name}": _year(view, native.categories[at]) for name, (at, _) in places.items()}
    return view.words("alt.over_time", name=series.name, **values, **years)


def _year(view: View, category: str) -> str:
    return thai.year_label(int(category), view.lang) if category.isdigit() else category


def _highest(view: View, native: NativeChart, series: Series) -> str:
    """«สูงสุด: ขอนแก่น 12, …; ต่ำสุด: ตราด 0 (จาก 77)»"""
    known = [(name, value) for name, value in zip(native.categories, series.values, strict=True) if value is not None]
    if not known:
        return ""
    known.sort(key=lambda pair: pair[1], reverse=True)
    told = [f"{name} {_write(view, value, native.number_format)}" for name, value in known]
    name = f"{series.name}: " if len(native.series) > 1 else ""
    if len(told) <= NAMED:
        return name + ", ".join(told) + "."
    return name + view.words("alt.highest", names=", ".join(told[:NAMED]), lowest=told[-1], of=len(told))


def _map(view: View, native: NativeMap) -> str:
    counts = Counter(native.provinces.values())
    order = reversed(list(enumerate(native.classes.labels)))
    classes = [view.words("alt.of_class", label=label, n=counts[at]) for at, label in order if counts[at]]
    missing = Counter(flag_words(native.flags.get(code), view.lang) for code, at in native.provinces.items() if at is None)
    without = [
        view.words("alt.of_flag", label=reason, n=n) if reason else view.words("alt.without", n=n) for reason, n in missing.most_common()
    ]
    return "; ".join([*classes, *without]) + "."


def _table(view: View, table: Table) -> str:
    """How many rows, and the first of them whole: tables stand in the order that tells most."""
    if table.rows.empty:
        return ""
    first = "; ".join(f"{header} {_cell(view, value)}" for header, value in list(table.rows.iloc[0].items())[:SPOKEN])
    return view.words("alt.table", n=len(table.rows), first=first)


def _cell(view: View, value: object) -> str:
    if isinstance(value, float):
        return thai.format_number(value, 0 if value == int(value) else 1, view.lang) if pd.notna(value) else thai.no_data(view.lang)
    return str(value)


def _write(view: View, value: float, number_format: str) -> str:
    if number_format.endswith("%"):
        return thai.format_percent(value, lang=view.lang)
    decimals = len(number_format.partition(".")[2])
    return thai.format_number(value, decimals, view.lang)
