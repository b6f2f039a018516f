"""Rows of one kind against what is stored: which are new, updated or unchanged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from la21data.ingest.batch import Batch
from la21data.ingest.kinds import Kind
from la21data.ingest.repeats import Standing, place, settle_repeats

if TYPE_CHECKING:
    import duckdb

REJECTED, NEW, UPDATED, UNCHANGED = range(4)


@dataclass
class Judged:
    """`verdicts`: per batch, one of the above a row. `accepted`: the records to store, with `is_new` and `told`.

    Bit i of `told`: the file tells column i of the kind."""

    kind: Kind
    verdicts: list[np.ndarray]
    accepted: pa.Table


def judge(bench: duckdb.DuckDBPyConnection, kind: Kind, batches: Sequence[Batch], files: Sequence[str], has_parent: bool) -> Judged:
    """Judge the rows of one kind that are not rejected yet. `has_parent`: the bench has stored records to compare with."""
    standing = settle_repeats(bench, kind, batches, files)
    states = _compared(bench, kind, standing.rows) if has_parent else np.full(len(standing.rows), NEW, np.int8)
    verdicts = spread_verdicts(standing, states, batches)
    keep = states != UNCHANGED
    accepted = standing.rows.append_column("is_new", pa.array(states == NEW))
    return Judged(kind, verdicts, accepted if keep.all() else accepted.filter(pa.array(keep)))


def spread_verdicts(standing: Standing, states: np.ndarray, batches: Sequence[Batch]) -> list[np.ndarray]:
    """Verdicts of the standing rows as verdicts of every row, per batch.

    The second of two rows that agree is unchanged; where its file tells columns that the first one's lacks, it updates.
    """
    verdict = np.full(sum(map(len, batches)), REJECTED, np.int8)
    verdict[standing.rows["rid"].to_numpy()] = states
    for first, rows in standing.repeats.items():
        told = set[str]()
        for row in rows:
            own = set(batches[place(row, batches)[0]].values)
            if row != first:
                verdict[row] = UNCHANGED if verdict[first] == UNCHANGED or own <= told else UPDATED
            told |= own
    return np.split(verdict, np.cumsum([len(batch) for batch in batches])[:-1])


def _compared(bench: duckdb.DuckDBPyConnection, kind: Kind, rows: pa.Table) -> np.ndarray:
    bench.register("candidate", rows)
    same_key = " and ".join(f"stored.{name} is not distinct from candidate.{name}" for name in kind.key)
    same_values = (
        " and ".join(
            f"(told & {1 << position} = 0 or stored.{name} is not distinct from candidate.{name})"
            for position, name in enumerate(kind.stored)
            if name in rows.column_names and name not in kind.key
        )
        or "true"
    )
    compared = bench.sql(f"""
        select candidate.rid, case when stored.import_id is null then {NEW} when {same_values} then {UNCHANGED} else {UPDATED} end as state
        from candidate left join parent.{kind.code} as stored on {same_key}""").to_arrow_table()
    bench.unregister("candidate")
    states = np.zeros(int(rows["rid"].to_numpy().max(initial=-1)) + 1, np.int8)
    states[compared["rid"].to_numpy()] = compared["state"].to_numpy()
    return states[rows["rid"].to_numpy()]
