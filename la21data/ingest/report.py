"""Rejected rows in the two forms in which they are kept: the snapshot's `rejected_row`, and `report.json` beside the kept rows."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from la21data.access import Actor, require
from la21data.ingest.batch import Batch
from la21data.ingest.facts import REJECTED_COLUMNS
from la21data.ingest.readers.sheet import CHUNK_ROWS
from la21data.ingest.remark_list import RemarkList
from la21data.ingest.results import ImportResult

if TYPE_CHECKING:
    import pandas as pd

    from la21data.store import Snapshot

FILE = "report.json"


def rejected_rows(import_id: str, judged: Sequence[tuple[Batch, RemarkList]], files: Sequence[str], folder: Path) -> pa.Table | Path:
    """Every rejected row, whole, as `rejected_row` holds it. `judged`: tables with their rejections.

    A few thousand come as a table in memory, more as a Parquet file in `folder`: a million whole rows would take gigabytes.
    """
    pieces = (piece for batch, rejections in judged for piece in _pieces(import_id, batch, rejections, files))
    if sum(len(rejections) for _, rejections in judged) <= CHUNK_ROWS:
        return pa.concat_tables([REJECTED_COLUMNS.empty_table(), *pieces])
    path = folder / "rejected.parquet"
    with pq.ParquetWriter(path, REJECTED_COLUMNS, compression="zstd", compression_level=1) as writer:
        for piece in pieces:
            writer.write_table(piece)
    return path


def _pieces(import_id: str, batch: Batch, rejections: RemarkList, files: Sequence[str]) -> Iterator[pa.Table]:
    positions = np.flatnonzero(batch.remarks.rejected)
    told = {"import_id": import_id, "file": files[batch.file], "kind": batch.kind.code}
    for start in range(0, len(positions), CHUNK_ROWS):
        chunk = positions[start : start + CHUNK_ROWS]
        keys = batch.record_keys(chunk)
        rows = [
            {
                **remark,
                **told,
                "cells": cells,
                "record_key": key,
                "province": batch.province[position] if batch.province else None,
            }
            for position, key, remark, cells in zip(
                chunk.tolist(), keys, rejections[start : start + CHUNK_ROWS], batch.table.records(chunk.tolist()), strict=True
            )
        ]
        yield pa.Table.from_pylist(rows, schema=REJECTED_COLUMNS)


def kept_rejections(snapshot: Snapshot, actor: Actor) -> pd.DataFrame:
    """The rejected rows of a snapshot that nobody has mended yet, as `rejected_row`; for a role of an area, those of its provinces.

    Raises CannotUse: without a role no rejected row is given out.
    """
    require(actor, "rejected_rows")
    areas = actor.areas
    own = "" if areas is None else " and list_contains(?, province)"
    return snapshot.frame(
        f"select * from rejected_row where resolved_in is null{own} order by import_id, file, sheet, row",
        [] if areas is None else [sorted(areas)],
    )


def write_report(folder: Path, result: ImportResult) -> None:
    """Write `report.json` of one file's import into its folder, remark by remark: there may be millions."""
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / f".{FILE}.new"
    with beside.open("w", encoding="utf-8") as out:
        out.write(_inside(result.head()) + ', "files": [')
        for number, file in enumerate(result.files):
            out.write((",\n" if number else "\n") + _inside(file.head()))
            for name, remarks in (("rejections", file.rejections), ("warnings", file.warnings)):
                out.write(f', "{name}": [')
                for position, remark in enumerate(remarks):
                    out.write((",\n" if position else "\n") + json.dumps(remark, ensure_ascii=False))
                out.write("]")
            out.write("}")
        out.write("]}")
    os.replace(beside, folder / FILE)


def _inside(told: dict[str, Any]) -> str:
    """An object's JSON without its closing bracket, to be gone on with."""
    return json.dumps(told, ensure_ascii=False)[:-1]
