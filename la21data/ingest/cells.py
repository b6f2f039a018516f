"""The cells of a column, as they were read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc


@dataclass(frozen=True)
class Cells:
    """One column of the data rows: `texts[codes[i]]` is the cell of row i. Each text stands once, and is parsed once.

    The texts stay in Arrow, a tenth of the size of Python's: `texts` makes the list anew, so ask once and let go of it.
    """

    column: pa.DictionaryArray

    @classmethod
    def of(cls, codes: np.ndarray, texts: list[str]) -> Cells:
        return cls(pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32)), pa.array(texts, pa.string())))

    @classmethod
    def all_the_same(cls, height: int, text: str) -> Cells:
        return cls.of(np.zeros(height, np.int32), [text])

    @property
    def codes(self) -> np.ndarray:
        return self.column.indices.to_numpy(zero_copy_only=False)

    @property
    def texts(self) -> list[str]:
        return self.column.dictionary.to_pylist()

    def __getitem__(self, row: int) -> str:
        return self.column[row].as_py()

    def longest(self) -> int:
        """Characters in the longest text."""
        return pc.max(pc.utf8_length(self.column.dictionary)).as_py() or 0


def column_letters(position: int) -> str:
    """0 -> A, 26 -> AA: how a spreadsheet names a column."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
