"""What is held against the rows of a table while it is judged: at most one rejection a row, any number of warnings."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from la21data.ingest.reasons import Reason


@dataclass(frozen=True, slots=True)
class Held:
    """One thing held against rows: `text`, what to quote instead of the cell (None: the cell), and names that may have been meant."""

    reason: Reason
    text: str | None = None
    candidates: tuple[str, ...] = ()


@dataclass
class Warned:
    """One warning and the rows (positions) that it holds for; `texts`: what to quote instead of the cell, by row."""

    reason: Reason
    rows: np.ndarray
    texts: dict[int, str] = field(default_factory=dict)


class Remarks:
    """The first reason that is found against a row is the one that it is rejected for."""

    def __init__(self, height: int) -> None:
        self.number = np.zeros(height, np.int32)  # 0 = none, else 1 + position in `held`
        self.held: list[Held] = []
        self._number_of: dict[Held, int] = {}
        self.warned: list[Warned] = []
        self.lines: list[tuple[int, Reason, str]] = []  # warnings about lines that are no data: row number, reason, cell

    def reject(self, rows: np.ndarray, reason: Reason, text: str | None = None, candidates: tuple[str, ...] = ()) -> None:
        """Reject rows, given as a mask or as positions, that are not rejected yet."""
        positions = np.flatnonzero(rows) if rows.dtype == bool else rows
        positions = positions[self.number[positions] == 0]
        if not len(positions):
            return
        held = Held(reason, text, candidates)
        number = self._number_of.get(held)
        if number is None:
            self.held.append(held)
            number = self._number_of[held] = len(self.held)
        self.number[positions] = number

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
        return self.number != 0
