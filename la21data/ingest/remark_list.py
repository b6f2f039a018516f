"""Rejections and warnings by the million: kept as numbers and quotes, and put into words one at a time, when somebody reads them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypedDict, overload

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from la21data.ingest.reasons import LONGEST_QUOTE, Reason
from la21data.ingest.remarks import Held

if TYPE_CHECKING:
    from la21data.ingest.batch import Batch

_AT_ONCE = 10_000


class Remark(TypedDict):
    """A rejection or a warning in one place: `row` is the spreadsheet's own number, `column` the header there."""

    sheet: str
    row: int
    column: str
    reason_code: str
    reason_th: str
    reason_en: str
    candidates: list[str]


class RemarkList(Sequence[Remark]):
    """Remarks on one table, in the order of rows. A million of them take some 40 bytes each, and their quotes."""

    def __init__(self, batch: Batch, rows: np.ndarray, said: np.ndarray, held: Sequence[Held], quotes: pa.Array) -> None:
        """`rows`: the spreadsheet's own numbers; `said`: for each the position in `held`; `quotes`: the cells' texts."""
        self._sheet, self._rows, self._said, self._held, self._quotes = batch.table.sheet, rows, said, held, quotes
        header, known = batch.table.header, batch.kind.by_name
        self._headers = {name: header.title(name) if name in known else name for name in dict.fromkeys(one.reason.column for one in held)}

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> Remark: ...
    @overload
    def __getitem__(self, index: slice) -> list[Remark]: ...
    def __getitem__(self, index: int | slice) -> Remark | list[Remark]:
        if isinstance(index, slice):
            start, stop, step = index.indices(len(self))
            return list(self._said_of(start, max(start, stop)))[::step] if step > 0 else [self[i] for i in range(start, stop, step)]
        position = range(len(self))[index]
        return next(self._said_of(position, position + 1))

    def __iter__(self) -> Iterator[Remark]:
        for start in range(0, len(self), _AT_ONCE):
            yield from self._said_of(start, min(start + _AT_ONCE, len(self)))

    def first_of_each(self) -> Iterator[tuple[int, int]]:
        """(position of the first, how many) of the remarks that say the same, but for the cells they quote."""
        for number in np.unique(self._said).tolist():
            same = self._said == number
            yield int(np.argmax(same)), int(same.sum())

    def _said_of(self, start: int, stop: int) -> Iterator[Remark]:
        quotes = self._quotes.slice(start, stop - start).to_pylist()
        for row, number, quote in zip(self._rows[start:stop].tolist(), self._said[start:stop].tolist(), quotes, strict=True):
            held = self._held[number]
            header = self._headers[held.reason.column]
            thai_words, english_words = held.reason.sentences(header, quote if held.text is None else held.text)
            yield Remark(
                sheet=self._sheet,
                row=row,
                column=header,
                reason_code=held.reason.code,
                reason_th=thai_words,
                reason_en=english_words,
                candidates=list(held.candidates),
            )


def rejections_of(batch: Batch) -> RemarkList:
    """Every rejected row of a table, in order: as many remarks as `batch.remarks.rejected` has rows."""
    positions = np.flatnonzero(batch.remarks.number)
    said = batch.remarks.number[positions] - 1
    held = list(batch.remarks.held)
    column_of = [one.reason.column if one.text is None else "" for one in held]
    quotes = _quotes(batch, positions, np.array(column_of, object)[said])
    return RemarkList(batch, batch.table.rows[positions], said, held, quotes)


def warnings_of(batch: Batch) -> RemarkList:
    """Every warning about a table, in the order of rows. A rejected row has none: its warnings come when it is imported again."""
    held, rows, said, quotes = list[Held](), list[np.ndarray](), list[np.ndarray](), list[pa.Array]()

    def add(numbers: np.ndarray, one: Held, texts: pa.Array) -> None:
        held.append(one)
        rows.append(numbers)
        said.append(np.full(len(numbers), len(held) - 1, np.int32))
        quotes.append(texts.cast(pa.string()))

    for warned in batch.remarks.warned:
        positions = warned.rows[~batch.remarks.rejected[warned.rows]]
        texts = _quotes(batch, positions, np.full(len(positions), warned.reason.column, object))
        if warned.texts:
            own = [warned.texts.get(position) for position in positions.tolist()]
            texts = pc.coalesce(pa.array(own, pa.string()), texts.cast(pa.string()))
        add(batch.table.rows[positions], Held(warned.reason), texts)
    for number, reason, text in batch.remarks.lines:
        add(np.array([number]), Held(reason, text), pa.array([""]))
    for position in batch.table.personal:
        header = batch.table.column_title(position)
        add(np.array([batch.table.header_row]), Held(Reason("personal_data", header), ""), pa.array([""]))
    if not held:
        return RemarkList(batch, np.zeros(0, np.int64), np.zeros(0, np.int32), [], pa.array([], pa.string()))
    every = np.concatenate(rows)
    order = np.argsort(every, kind="stable")
    return RemarkList(
        batch, every[order], np.concatenate(said)[order], held, pa.concat_arrays(quotes).take(pa.array(order)).dictionary_encode()
    )


def _quotes(batch: Batch, positions: np.ndarray, column_of: np.ndarray) -> pa.Array:
    """Each row's cell in the column that is held against it, as much of it as is quoted; '' where the table has no such column."""
    found = np.full(len(positions), "", object) if len(set(column_of.tolist())) > 1 else None
    for name in dict.fromkeys(column_of.tolist()):
        cells = batch.table.cells.get(name)
        if cells is None:
            continue
        short = pa.DictionaryArray.from_arrays(cells.column.indices, pc.utf8_slice_codeunits(cells.column.dictionary, 0, LONGEST_QUOTE + 1))
        own = column_of == name
        taken = short.take(pa.array(positions[own]))
        if found is None:
            return taken
        found[own] = taken.to_pylist()
    return pa.array(found if found is not None else [""] * len(positions), pa.string()).dictionary_encode()
