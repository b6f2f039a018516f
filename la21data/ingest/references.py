"""What ties a row of the report workbook to the rejected row that it shows, so that importing the mended workbook settles that very row.

A reference is a digest of the rejected file, the row's place and its cells. It tells nothing and cannot be guessed; one that is stale,
mistyped or made up finds no row, and does nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from la21data.ingest.headers import SEARCHED_ROWS, header_key
from la21data.ingest.judge import REJECTED
from la21data.ingest.readers.sheet import Sheet, empty_column

if TYPE_CHECKING:
    import duckdb

    from la21data.ingest.batch import Batch
    from la21data.ingest.results import FileResult
    from la21data.store import Store

# The titles of a report's own columns. No dot between the languages: Thai CSV has none, and they are known by their text.
BESIDE = ("แถวเดิม / row", "คอลัมน์ที่ต้องแก้ / column", "เหตุผล", "reason", "ตัวเลือกที่ใกล้เคียง / candidates")
LABEL = "รหัสแถวที่ไม่รับ (อย่าแก้ไข) / rejected row"
_REFERENCE = re.compile(r"r[0-9a-f]{23}")  # It begins with a letter: no spreadsheet takes it for a number.
_LONGEST_TITLE = 100
ReadBefore = tuple[str, str, str, str]  # An earlier import, its file, this import's file of the same content, kind of records.


@dataclass(frozen=True)
class References:
    """The column of references of a sheet: where it stood, and its cells: the label and references, nothing else."""

    position: int
    column: pa.DictionaryArray
    first_row: int

    def of_rows(self, numbers: np.ndarray) -> list[str]:
        """The reference of each of some rows, by the spreadsheet's own numbers; '' where a row has none."""
        texts = self.column.take(pa.array(numbers - self.first_row)).to_pylist()
        return [text if _REFERENCE.fullmatch(text) else "" for text in texts]


def reference_of(sha256: str, sheet: str, row: int, cells: str) -> str:
    """The reference of a rejected row. `cells`: as `rejected_row` holds them."""
    return "r" + hashlib.sha256("\n".join((sha256, sheet, str(row), cells)).encode()).hexdigest()[:23]


_SAME_IN_SQL = "'r' || left(sha256(concat_ws(chr(10), told.sha256, sheet, row::varchar, cells::varchar)), 23)"


def detach(sheet: Sheet) -> References | None:
    """Take a report's own columns out of a sheet, which is then what a person filled in. None where the sheet is no report's."""
    for row in sheet.head(SEARCHED_ROWS):
        keys = [header_key(text) if len(text) < _LONGEST_TITLE else "" for text in row]
        if header_key(LABEL) in keys:
            break
    else:
        return None
    last = {key: position for position, key in enumerate(keys)}
    position = last[header_key(LABEL)]
    column = sheet.columns[position]
    texts = [text.strip() for text in column.dictionary.to_pylist()]
    kept = [text if _REFERENCE.fullmatch(text) or header_key(text[:_LONGEST_TITLE]) == header_key(LABEL) else "" for text in texts]
    for title in (*BESIDE, LABEL):
        if (key := header_key(title)) in last:
            sheet.columns[last[key]] = empty_column(sheet.height)
    return References(position, pa.DictionaryArray.from_arrays(column.indices, pa.array(kept, pa.string())), sheet.first_row)


# ------------------------------------------------------------ what they settle
@dataclass(frozen=True)
class Named:
    """The rejected rows that an import names: (kind, reference) -> whether the row was rejected again.

    `told`: (import, its file, the file's SHA-256) of every import so far. `areas`: provinces to write to (None: all).
    """

    rows: dict[tuple[str, str], bool]
    told: Sequence[tuple[str, str, str]]
    areas: Collection[str] | None

    def count(self, bench: duckdb.DuckDBPyConnection) -> tuple[int, int]:
        """How many of the parent's open rejected rows are mended, and how many are rejected again."""
        if not self.rows:
            return 0, 0
        self._find(bench, "parent.rejected_row")
        ((mended, again),) = bench.execute("select count(*) filter (not again), count(*) filter (again) from settled").fetchall()
        bench.execute("drop table settled")
        return mended, again

    def settle(self, connection: duckdb.DuckDBPyConnection, import_id: str) -> None:
        """Mark the mended ones as resolved. One that was rejected again gives way to what was said of it this time: it is one row still."""
        if not self.rows:
            return
        self._find(connection, "rejected_row")
        connection.execute(
            "update rejected_row set resolved_in = ? where rowid in (select place from settled where not again)", [import_id]
        )
        connection.execute("delete from rejected_row where rowid in (select place from settled where again)")
        connection.execute("drop table settled")

    def _find(self, connection: duckdb.DuckDBPyConnection, table: str) -> None:
        """Make the table `settled`: the open rejected rows that are named, and whether they were rejected again."""
        named = [(kind, reference, again) for (kind, reference), again in self.rows.items()]
        connection.register("named", _table(("kind", "reference", "again"), named))
        connection.register("told", _table(("import_id", "file", "sha256"), self.told))
        own = "" if self.areas is None else " and (province is null or list_contains(?, province))"
        connection.execute(
            f"create temp table settled as select distinct kept.rowid as place, again from {table} as kept "
            "join told on kept.import_id = told.import_id and kept.file = told.file "
            f"join named on named.kind = kept.kind and named.reference = {_SAME_IN_SQL} where resolved_in is null{own}",
            [] if self.areas is None else [sorted(self.areas)],
        )
        connection.unregister("named")
        connection.unregister("told")


def named_rows(judged: Iterable[tuple[Batch, np.ndarray]], told: Sequence[tuple[str, str, str]], areas: Collection[str] | None) -> Named:
    """What the rows of an import name. `judged`: tables with their verdicts. Of rows that name the same one, all must be accepted."""
    rows = defaultdict[tuple[str, str], bool](bool)
    for batch, verdicts in judged:
        if batch.table.references is not None:
            names = batch.table.references.of_rows(batch.table.rows)
            for reference, verdict in zip(names, verdicts.tolist(), strict=True):
                if reference:
                    rows[batch.kind.code, reference] |= verdict == REJECTED
    return Named(dict(rows), told, areas)


def files_told(store: Store) -> list[tuple[str, str, str]]:
    """(import, its file, the file's SHA-256) of every import in a store's journal."""
    imports = (entry for entry in store.journal if entry.get("what") == "import")
    return [(entry["import_id"], file["file"], file["sha256"]) for entry in imports for file in entry["files"]]


def read_before(told: Sequence[tuple[str, str, str]], files: Iterable[FileResult], import_id: str) -> list[ReadBefore]:
    """Every reading of one of an import's files by another import, known by its content. `told`: as `files_told`."""
    now = {file.sha256: file for file in files}
    return [
        (other, file, now[sha256].file, kind)
        for other, file, sha256 in told
        if sha256 in now and other != import_id  # A rebuild finds its own import in the journal.
        for kind in now[sha256].kind.split(",")
    ]


def _table(names: Sequence[str], rows: Sequence[Sequence[object]]) -> pa.Table:
    columns = zip(*rows, strict=True) if rows else [()] * len(names)
    types = [pa.bool_() if name == "again" else pa.string() for name in names]
    return pa.table({name: pa.array(values, type_) for name, values, type_ in zip(names, columns, types, strict=True)})
