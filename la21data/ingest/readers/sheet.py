"""A sheet as it was read: every cell as text, column by column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

import numpy as np
import pyarrow as pa

CHUNK_ROWS = 20_000
Merge = tuple[int, int, int, int]  # top, left, bottom, right: zero-based positions in the sheet, inclusive


@dataclass
class Sheet:
    """Columns of text, each a dictionary array of the same length: a text that repeats is kept, and later parsed, once.

    `first_row`: the spreadsheet's own number of the first row here. `merges`: merged cells, by position in `columns`.
    """

    name: str
    columns: list[pa.DictionaryArray]
    first_row: int = 1
    merges: list[Merge] = field(default_factory=list)

    @property
    def height(self) -> int:
        return len(self.columns[0]) if self.columns else 0

    def head(self, rows: int) -> list[list[str]]:
        """The first rows, cell by cell, with merged cells filled in every direction: how a person sees a header."""
        rows = min(rows, self.height)
        cells = [list(row) for row in zip(*(column.slice(0, rows).to_pylist() for column in self.columns), strict=True)]
        for top, left, bottom, right in self.merges:
            right = min(right, len(self.columns) - 1)  # A damaged file merges cells that are not there.
            if top < rows and left <= right:
                for row in range(top, min(bottom + 1, rows)):
                    cells[row][left : right + 1] = [cells[top][left]] * (right + 1 - left)
        return cells

    def filled_down(self, column: int) -> pa.DictionaryArray:
        """A column with its vertically merged cells filled down."""
        spans = [(top, bottom) for top, left, bottom, _ in self.merges if left == column and top < bottom and top < self.height]
        if not spans:
            return self.columns[column]
        codes = np.array(self.columns[column].indices)
        for top, bottom in spans:
            codes[top + 1 : bottom + 1] = codes[top]
        return pa.DictionaryArray.from_arrays(pa.array(codes), self.columns[column].dictionary)


class SheetBuilder:
    """Takes rows of text of any length and makes a Sheet; memory grows with the distinct texts, not with the cells."""

    def __init__(self) -> None:
        self._chunks: list[tuple[int, list[pa.DictionaryArray]]] = []

    def add(self, rows: Sequence[Sequence[str]]) -> None:
        """The next rows, at most CHUNK_ROWS of them."""
        self.add_columns(len(rows), [pa.array(column, pa.string()).dictionary_encode() for column in zip_longest(*rows, fillvalue="")])

    def add_columns(self, height: int, columns: list[pa.DictionaryArray]) -> None:
        """The next rows, column by column."""
        self._chunks.append((height, columns))

    @property
    def width(self) -> int:
        return max((len(columns) for _, columns in self._chunks), default=0)

    def columns(self) -> list[pa.DictionaryArray]:
        """Every column, whole. The builder is empty afterwards."""
        width = self.width
        for height, columns in self._chunks:
            columns += [empty_column(height)] * (width - len(columns))
        whole = []
        for position in range(width):
            pieces: list[Any] = [columns[position] for _, columns in self._chunks]
            for _, columns in self._chunks:
                columns[position] = None  # Let go of the pieces as their column is joined: the file is never held twice.
            whole.append(_joined(pieces))
        self._chunks = []
        return whole


def empty_column(height: int) -> pa.DictionaryArray:
    """A column of empty cells."""
    return pa.DictionaryArray.from_arrays(pa.array(np.zeros(height, np.int32)), pa.array([""]))


def _joined(pieces: Iterable[pa.DictionaryArray]) -> pa.DictionaryArray:
    joined = pa.chunked_array(pieces).unify_dictionaries().combine_chunks()
    return joined.chunk(0) if isinstance(joined, pa.ChunkedArray) else joined
