"""Rows of one import that carry the same key: the same values are one record, different ones contradict each other.

Runs as SQL on the import's workbench, so that a million rows cost seconds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from la21data.ingest.batch import Batch
from la21data.ingest.kinds import Kind
from la21data.ingest.reasons import Reason

if TYPE_CHECKING:
    import duckdb

MOST_NAMED = 5


@dataclass
class Standing:
    """What stands after repeats are settled. `rows`: one a key, with `rid` (position among all rows of the batches), `told` (bit i:
    column i of the kind is told) and the columns. `repeats`: for a key that repeats in peace, its first row -> all of them."""

    rows: pa.Table
    repeats: dict[int, list[int]]


def settle_repeats(bench: duckdb.DuckDBPyConnection, kind: Kind, batches: Sequence[Batch], files: Sequence[str]) -> Standing:
    """Join rows of one key that agree in all that both tell; reject those that do not, each naming the others."""
    rows = _candidates(kind, batches)
    values = [(name, 1 << position) for position, name in enumerate(kind.stored) if name in rows.column_names and name not in kind.key]
    bench.register("candidate", rows)
    key = ", ".join(kind.key)
    differing = " or ".join(f"count(distinct {{'v': {name}}}) filter (where told & {bit} <> 0) > 1" for name, bit in values) or "false"
    bench.execute(
        f"create or replace temp table repeated as select row_number() over () as number, {key} "
        f"from candidate group by {key} having count(*) > 1"
    )
    same_key = " and ".join(f"repeated.{name} is not distinct from candidate.{name}" for name in kind.key)
    bench.execute(
        f"create or replace temp table conflicting as select number from candidate join repeated on {same_key} "
        f"group by number having {differing}"
    )
    groups = defaultdict[tuple[int, bool], list[int]](list)
    for row, number, conflict in bench.execute(
        f"select rid, number, number in (from conflicting) from candidate join repeated on {same_key} order by rid"
    ).fetchall():
        groups[number, conflict].append(row)
    if groups:
        merged = ", ".join(f"any_value({name}) filter (where told & {bit} <> 0) as {name}" for name, bit in values)
        keys = ", ".join(f"any_value(candidate.{name}) as {name}" for name in kind.key)
        rows = bench.sql(f"""
            select * from candidate where not exists (from repeated where {same_key})
            union all by name
            select min(rid) as rid, bit_or(told) as told, {", ".join(filter(None, (keys, merged)))}
            from candidate join repeated on {same_key} where number not in (from conflicting) group by number""").to_arrow_table()
    bench.unregister("candidate")
    for (_, conflict), places in groups.items():
        if conflict:
            _reject_conflict(places, batches, files)
    return Standing(rows, {places[0]: places for (_, conflict), places in groups.items() if not conflict})


def place(row: int, batches: Sequence[Batch]) -> tuple[int, int]:
    """(batch, position in it) of a row's position among all rows of the batches."""
    for number, batch in enumerate(batches):
        if row < len(batch):
            return number, row
        row -= len(batch)
    raise IndexError(row)


def _candidates(kind: Kind, batches: Sequence[Batch]) -> pa.Table:
    """Every row that is not rejected. A column that only some of the files tell is null in the rows of the others."""
    types = {name: values.type for batch in batches for name, values in batch.values.items()}
    for name in kind.key:
        types.setdefault(name, pa.string())
    tables, start = [], 0
    for batch in batches:
        told = sum(1 << position for position, name in enumerate(kind.stored) if name in batch.values)
        columns = {
            "rid": pa.array(np.arange(start, start + len(batch), dtype=np.int64)),
            "told": pa.array(np.full(len(batch), told, np.int64)),
        }
        columns |= {
            name: batch.values[name] if name in batch.values else pa.nulls(len(batch), types[name]) for name in kind.stored if name in types
        }
        rejected = batch.remarks.rejected
        table = pa.table(columns)
        tables.append(table.filter(pa.array(~rejected)) if rejected.any() else table)
        start += len(batch)
    return pa.concat_tables(tables)


def _reject_conflict(rows: Sequence[int], batches: Sequence[Batch], files: Sequence[str]) -> None:
    places = [place(row, batches) for row in rows]
    for own, (number, position) in enumerate(places):
        batch = batches[number]
        others = [_where(batches[other], at, files, batch) for other, at in places[:own][-MOST_NAMED:] + places[own + 1 :][:MOST_NAMED]]
        left = len(places) - 1 - len(others)
        told_th, told_en = (", ".join(words) + (f" (+{left:,})" if left else "") for words in zip(*others, strict=True))
        batch.remarks.reject(np.array([position]), Reason("conflict", _key_column(batch.kind), f"ดู {told_th}", f"see {told_en}"))


def _where(batch: Batch, position: int, files: Sequence[str], seen_from: Batch) -> tuple[str, str]:
    """Where a row stands, as seen from another: the file and the sheet only where they differ."""
    file = files[batch.file] if batch.file != seen_from.file else ""
    sheet = batch.table.sheet if batch is not seen_from else ""
    before = "".join(f"{part} " for part in (file, sheet) if part)
    number = batch.table.rows[position]
    return f"{before}แถว {number}", f"{before}row {number}"


def _key_column(kind: Kind) -> str:
    """The import's column of the key's most telling part."""
    return next(column.name for column in kind.columns if column.stored in kind.key)
