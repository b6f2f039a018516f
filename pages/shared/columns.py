"""How wide the columns of a table are, and what stands over them: all of them are to be seen on a desktop and on paper."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import streamlit as st

from la21data.blocks import Table
from la21data.blocks.tables import Format
from la21data.look import SMALL
from la21data.look.words import text_width

NUMBERS: dict[Format, str | None] = {"whole": "localized", "one_decimal": "%.1f", "three_decimals": "%.3f", "year": "%d", "text": None}
ROOM = 1040  # Pixels of a table across a page of 1,440. What does not fit there is not drawn anew for paper either.
CELL = 22  # Pixels beside what is written in a cell.
MISSING = 92  # Pixels that «no data» takes.
WORDS = range(80, 180)  # Pixels of a column of names: one far down the rows is else cut, since Streamlit measures the first rows only.


def columns(shown: Table) -> dict[str, Any]:
    """The `column_config` of a table. Where whole heads have no room, brief ones stand; the pointer says the whole."""
    brief = shown.brief if sum(_width(shown, str(name)) for name in shown.rows.columns) > ROOM else {}
    found: dict[str, Any] = {}
    for name in map(str, shown.rows.columns):
        if name in shown.formats:
            short = shown.rows[name].isna().any() and _width(shown, brief.get(name, name)) < WORDS.start
            found[name] = st.column_config.NumberColumn(
                brief.get(name),
                format=NUMBERS[shown.formats[name]],
                help=name if name in brief else None,
                width=MISSING if short else None,
            )
        elif shown.rows[name].map(lambda cell: isinstance(cell, str)).all():
            width = _width(shown, name)
            found[name] = st.column_config.TextColumn(width=width if width in WORDS else None)
    return found


def _width(shown: Table, name: str) -> int:
    """About how many pixels a column takes with its head written out."""
    cells: Iterable[str] = shown.rows[name].dropna().astype(str).unique() if name in shown.rows and name not in shown.formats else []
    return round(max(text_width(text, SMALL) for text in (name, *cells))) + CELL
