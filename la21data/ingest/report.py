"""Rejected rows in the two forms in which they are kept: the snapshot's `rejected_row`, and `report.json` beside the kept rows."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa

from la21data.ingest.batch import Batch
from la21data.ingest.facts import REJECTED_COLUMNS
from la21data.ingest.results import ImportResult, Remark

FILE = "report.json"


def rejected_rows(import_id: str, judged: Sequence[tuple[Batch, Sequence[tuple[int, Remark]]]], files: Sequence[str]) -> pa.Table:
    """Every rejected row, whole, as `rejected_row` holds it. `judged`: tables with their rejections, by position."""
    rows = []
    for batch, rejections in judged:
        for position, remark in rejections:
            rows.append({**remark, "import_id": import_id, "file": files[batch.file], "kind": batch.kind.code,
                         "cells": json.dumps(batch.table.record(position), ensure_ascii=False), "record_key": batch.record_key(position),
                         "province": batch.province[position] if batch.province else None})
    return pa.Table.from_pylist(rows, schema=REJECTED_COLUMNS)


def write_report(folder: Path, result: ImportResult) -> None:
    """Write `report.json` of one file's import into its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / f".{FILE}.new"
    beside.write_text(json.dumps(result.to_json(), ensure_ascii=False, indent=1), encoding="utf-8")
    os.replace(beside, folder / FILE)
