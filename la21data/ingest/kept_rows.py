"""The rows of an imported file, kept as they were read (`imports/<sha256>/rows.parquet`), so that a store can be built again.

Personal columns are blank there, and so is any line outside the table that names a person. The file itself is never kept.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from la21data.ingest.personal import names_a_person
from la21data.ingest.readers.sheet import CHUNK_ROWS, Sheet, SheetBuilder
from la21data.ingest.table import Table

FILE = "rows.parquet"
_SHEETS = b"la21.sheets"  # Of each sheet: its name, height, width and merged cells.
_SCHEMA = pa.schema([("sheet", pa.string()), ("row", pa.int32()), ("cells", pa.list_(pa.string()))])


def keep_rows(folder: Path, sheets: Sequence[tuple[Sheet, Table]]) -> None:
    """Write the sheets in which tables were found. Sheets of the same file that an earlier import kept stay."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = [_without_persons(sheet, table) for sheet, table in sheets]
    names = {sheet.name for sheet in kept}
    if (folder / FILE).is_file():
        kept += [sheet for sheet in read_rows(folder) if sheet.name not in names]
    about = [{"name": s.name, "height": s.height, "width": len(s.columns), "merges": s.merges} for s in kept]
    beside = folder / f".{FILE}.new"
    with pq.ParquetWriter(
        beside,
        _SCHEMA.with_metadata({_SHEETS: json.dumps(about, ensure_ascii=False).encode()}),
        compression="zstd",
        compression_level=1,
        use_dictionary=["sheet"],
    ) as writer:
        for sheet in kept:
            for start in range(0, sheet.height, CHUNK_ROWS):
                writer.write_table(_chunk(sheet, start))
    os.replace(beside, folder / FILE)


def read_rows(folder: Path) -> list[Sheet]:
    """The sheets that were kept of a file, as the readers gave them."""
    with pq.ParquetFile(folder / FILE) as file:
        about: list[Mapping[str, Any]] = json.loads(file.schema_arrow.metadata[_SHEETS])
        builders = {sheet["name"]: SheetBuilder() for sheet in about}
        for batch in file.iter_batches(CHUNK_ROWS):
            names = batch.column("sheet").to_pylist()
            cells = batch.column("cells").to_pylist()
            for name in dict.fromkeys(names):
                builders[name].add([row for own, row in zip(names, cells, strict=True) if own == name])
    return [Sheet(sheet["name"], builders[sheet["name"]].columns(), merges=[tuple(merge) for merge in sheet["merges"]]) for sheet in about]


def _chunk(sheet: Sheet, start: int) -> pa.Table:
    """Rows as lists of cells: the columns are laid end to end, then taken row by row."""
    pieces = [column.slice(start, CHUNK_ROWS).dictionary_decode() for column in sheet.columns]
    height, width = len(pieces[0]), len(pieces)
    order = np.arange(height * width, dtype=np.int32).reshape(width, height).T.ravel()
    cells = pa.ListArray.from_arrays(
        pa.array(np.arange(0, height * width + 1, width, dtype=np.int32)),
        pa.concat_arrays(pieces).take(pa.array(order)),
    )
    return pa.table(
        [
            pa.array([sheet.name] * height),
            pa.array(np.arange(start, start + height, dtype=np.int32) + sheet.first_row),
            cells,
        ],
        schema=_SCHEMA,
    )


def _without_persons(sheet: Sheet, table: Table) -> Sheet:
    """The sheet with its personal columns blank below the header, and no line outside the table that names a person."""
    data = np.zeros(sheet.height, bool)
    data[table.rows - sheet.first_row] = True
    columns = []
    for position, column in enumerate(sheet.columns):
        texts = column.dictionary.to_pylist()
        codes = np.array(column.indices)
        blank = np.zeros(sheet.height, bool)
        if position in table.personal:
            blank = np.arange(sheet.height) > table.header.last
        elif not data.all():
            outside = np.unique(codes[~data])
            persons = [code for code in outside.tolist() if names_a_person(texts[code])]
            blank = ~data & np.isin(codes, persons)
        if blank.any():
            codes[blank] = len(texts)
            column = pa.DictionaryArray.from_arrays(pa.array(codes), pa.array([*texts, ""]))
        columns.append(column)
    if table.references:  # A store that is built again must settle the same rejected rows.
        columns[table.references.position] = table.references.column
    return Sheet(sheet.name, columns, sheet.first_row, sheet.merges)
