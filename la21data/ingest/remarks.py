"""What is held against the rows of a table while it is judged: at most one rejection a row, any number of warnings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from la21data.ingest.reasons import Reason


@dataclass
class Warned:
    """One warning and the rows (positions) that it holds for; `texts`: what to quote instead of the cell, by row."""

    reason: Reason
    rows: np.ndarray
    texts: dict[int, str] = field(default_factory=dict)


class Remarks:
    """The first reason that is found against a row is the one that it is rejected for."""

    def __init__(self, height: int) -> None:
        self._reason = np.zeros(height, np.int32)  # 0 = none, else 1 + position in _reasons
        self._reasons: list[Reason] = []
        self._number: dict[Reason, int] = {}
        self.candidates: dict[int, list[str]] = {}
        self.texts: dict[int, str] = {}  # what to quote instead of the cell, by row
        self.warned: list[Warned] = []
        self.lines: list[tuple[int, Reason, str]] = []  # warnings about lines that are no data: row number, reason, cell

    def reject(self, rows: np.ndarray, reason: Reason) -> None:
        """Reject rows, given as a mask or as positions, that are not rejected yet."""
        number = self._number.get(reason)
        if number is None:
            self._reasons.append(reason)
            number = self._number[reason] = len(self._reasons)
        positions = np.flatnonzero(rows) if rows.dtype == bool else rows
        self._reason[positions[self._reason[positions] == 0]] = number

    def warn(self, rows: np.ndarray, reason: Reason, texts: dict[int, str] | None = None) -> None:
        """Warn about rows, given as a mask or as positions."""
        positions = np.flatnonzero(rows) if rows.dtype == bool else rows
        if len(positions):
            self.warned.append(Warned(reason, positions, texts or {}))

    def warn_of_line(self, number: int, reason: Reason, text: str) -> None:
        """Warn about a line that is no data row (a total), by the spreadsheet's own number."""
        self.lines.append((number, reason, text))

    @property
    def rejected(self) -> np.ndarray:
        """Mask of the rejected rows."""
        return self._reason != 0

    def reasons(self) -> Iterator[tuple[int, Reason]]:
        """(position, reason) of every rejected row, in order."""
        for row in np.flatnonzero(self._reason).tolist():
            yield row, self._reasons[self._reason[row] - 1]
