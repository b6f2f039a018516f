"""Rejected rows in the two forms in which they are kept: the snapshot's `rejected_row`, and `report.json` beside the kept rows."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from la21data.access import Actor, require
from la21data.ingest.batch import Batch
from la21data.ingest.facts import REJECTED_COLUMNS
from la21data.ingest.readers.sheet import CHUNK_ROWS
from la21data.ingest.results import ImportResult, Remark

if TYPE_CHECKING:
    import pandas as pd

    from la21data.store import Snapshot

FILE = "report.json"


def rejected_rows(import_id: str, judged: Sequence[tuple[Batch, Sequence[tuple[int, Remark]]]], files: Sequence[str]) -> pa.Table:
    """Every rejected row, whole, as `rejected_row` holds it. `judged`: tables with their rejections, by position."""
    pieces = [REJECTED_COLUMNS.empty_table()]
    for batch, rejections in judged:
        told = {"import_id": import_id, "file": files[batch.file], "kind": batch.kind.code}
        for start in range(0, len(rejections), CHUNK_ROWS):  # As Python objects, a million whole rows would take gigabytes.
            chunk = rejections[start : start + CHUNK_ROWS]
            records = batch.table.records([position for position, _ in chunk])
            rows = [
                {
                    **remark,
                    **told,
                    "cells": json.dumps(record, ensure_ascii=False),
                    "record_key": batch.record_key(position),
                    "province": batch.province[position] if batch.province else None,
                }
                for (position, remark), record in zip(chunk, records, strict=True)
            ]
            pieces.append(pa.Table.from_pylist(rows, schema=REJECTED_COLUMNS))
    return pa.concat_tables(pieces)


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
    """Write `report.json` of one file's import into its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / f".{FILE}.new"
    beside.write_text(json.dumps(result.to_json(), ensure_ascii=False, indent=1), encoding="utf-8")
    os.replace(beside, folder / FILE)
