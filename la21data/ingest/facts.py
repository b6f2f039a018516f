"""Judged records into the fact tables of a snapshot that is being built, and rejected rows beside them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from la21data.ingest.judge import Judged
from la21data.ingest.kinds import Kind
from la21data.ingest.lao_index import Version
from la21data.ingest.references import ReadBefore
from la21data.store.schema import ACTIVITY_ORDER

if TYPE_CHECKING:
    import duckdb

REJECTED_COLUMNS = pa.schema(
    [
        ("import_id", pa.string()),
        ("file", pa.string()),
        ("sheet", pa.string()),
        ("row", pa.int32()),
        ("kind", pa.string()),
        ("column", pa.string()),
        ("reason_code", pa.string()),
        ("reason_th", pa.string()),
        ("reason_en", pa.string()),
        ("candidates", pa.list_(pa.string())),
        ("cells", pa.string()),
        ("record_key", pa.string()),
        ("province", pa.string()),
    ]
)
_LITTLE_MEMORY = "500MB"
_SAME_REJECTION = ("sheet", "row", "kind", '"column"', "reason_code")
_READ_BEFORE = ("import_id", "file", "now", "kind")


@dataclass
class RegistryChange:
    """The registry's history as it shall stand, the lists that were read (day, mode, LAOs), and the codes that changed."""

    versions: Sequence[Version]
    lists: list[tuple[dt.date, str, int]]
    changed: list[str] = field(default_factory=list)


def apply_registry(connection: duckdb.DuckDBPyConnection, change: RegistryChange, import_id: str) -> None:
    """Replace the table `lao`, and note each list in `registry_list` (a second list of one day takes the first one's place)."""
    ordered = sorted(change.versions, key=lambda version: (version.lao_code, version.version))
    table = pa.table({f.name: [getattr(version, f.name) for version in ordered] for f in fields(Version)})
    connection.register("incoming", table)
    connection.execute("delete from lao")
    connection.execute("insert into lao by name select * from incoming")
    connection.unregister("incoming")
    for day, mode, laos in change.lists:
        connection.execute("delete from registry_list where as_of = ? and mode = ?", [day, mode])
        connection.execute("insert into registry_list values (?, ?, ?, ?)", [import_id, day, mode, laos])
    _resolve(connection, "registry", change.changed, import_id)


def apply_records(connection: duckdb.DuckDBPyConnection, judged: Judged, import_id: str) -> None:
    """Insert new records; in known ones, change the columns that the file tells and leave the rest."""
    if not len(judged.accepted):
        return
    table, kind = judged.kind.code, judged.kind
    connection.register("incoming", judged.accepted)
    there = [name for name in kind.stored if name in judged.accepted.column_names]
    columns = ", ".join(there)
    if any(not is_new for is_new in judged.accepted["is_new"].unique().to_pylist()):
        same_key = " and ".join(f"stored.{name} is not distinct from incoming.{name}" for name in kind.key)
        values = [
            f"case when told & {1 << position} <> 0 then incoming.{name} else stored.{name} end as {name}"
            for position, name in enumerate(kind.stored)
            if name in there and name not in kind.key
        ]
        connection.execute(
            f"create temp table changed as select stored.* replace ({', '.join([*values, '? as import_id'])}) "
            f"from incoming join {table} as stored on {same_key} where not is_new",
            [import_id],
        )
        changed_key = " and ".join(f"{table}.{name} is not distinct from changed.{name}" for name in kind.key)
        connection.execute(f"delete from {table} where exists (from changed where {changed_key})")
        connection.execute(f"insert into {table} by name select * from changed")
        connection.execute("drop table changed")
    connection.execute("set threads = 1")  # One group of rows is packed by one thread; a second one that sorts beside it only disturbs it.
    connection.execute(
        f"insert into {table} by name select {columns}, ? as import_id from incoming where is_new order by {_order(kind, there)}",
        [import_id],
    )
    connection.execute("reset threads")
    if _unresolved(connection, kind.code):
        key = ", '|', ".join(f"coalesce(cast({name} as varchar), '')" for name in kind.key)
        keys = [row[0] for row in connection.execute(f"select concat({key}) from incoming").fetchall()]
        _resolve(connection, kind.code, keys, import_id)
    connection.unregister("incoming")


def apply_rejections(connection: duckdb.DuckDBPyConnection, rejected: pa.Table | Path, again: Sequence[ReadBefore]) -> None:
    """Keep rejected rows that do not stand there already: see `_new_rejections`.

    `rejected`: a table, or the Parquet file that holds it where there are many.
    """
    with _incoming(connection, rejected), _read_before(connection, again):
        is_new = _new_rejections("rejected_row") if again or _stand_unresolved(connection, "rejected_row") else "true"
        connection.execute(f"insert into rejected_row by name select * replace (cells::json as cells) from incoming where {is_new}")


def resolve_read_again(
    connection: duckdb.DuckDBPyConnection, rejected: pa.Table | Path | None, again: Sequence[ReadBefore], import_id: str
) -> None:
    """Mark rejected rows as resolved whose very file was read again and whose row was not rejected this time.

    Where a LAO was unknown a row had no key by which a later import could resolve it: a settled name is what mends it.
    """
    if not again or not _stand_unresolved(connection, "rejected_row"):
        return
    with _incoming(connection, REJECTED_COLUMNS.empty_table() if rejected is None else rejected), _read_before(connection, again):
        still = "exists (from incoming where incoming.file = now and incoming.sheet = old.sheet and incoming.row = old.row)"
        connection.execute(
            "update rejected_row as old set resolved_in = ? from read_before where old.resolved_in is null and old.import_id <> ? "
            f"and old.import_id = read_before.import_id and old.file = read_before.file and old.kind = read_before.kind and not {still}",
            [import_id, import_id],
        )


def holds_new_rejection(bench: duckdb.DuckDBPyConnection, rejected: pa.Table | Path, again: Sequence[ReadBefore]) -> bool:
    """Whether any of the rejected rows is not yet in the parent's `rejected_row`."""
    if not again and not _stand_unresolved(bench, "parent.rejected_row"):
        return True
    with _incoming(bench, rejected), _read_before(bench, again):
        return bool(bench.sql(f"select 1 from incoming where {_new_rejections('parent.rejected_row')} limit 1").fetchall())


@contextmanager
def _incoming(connection: duckdb.DuckDBPyConnection, rejected: pa.Table | Path) -> Iterator[None]:
    """Rejected rows as `incoming`. A file is read in little memory: whole rows by the million need not be fast."""
    if isinstance(rejected, pa.Table):
        connection.register("incoming", rejected)
        yield
        connection.unregister("incoming")
        return
    path = str(rejected).replace("'", "''")
    connection.execute(f"set threads = 1; set memory_limit = '{_LITTLE_MEMORY}'; create temp view incoming as from read_parquet('{path}')")
    yield
    connection.execute("drop view incoming; reset threads; reset memory_limit")


def _stand_unresolved(connection: duckdb.DuckDBPyConnection, table: str) -> bool:
    return bool(connection.execute(f"select 1 from {table} where resolved_in is null limit 1").fetchall())


def _new_rejections(table: str) -> str:
    """SQL condition on rows of `incoming`: not in `table` for the same reason.

    A row that stands there open counts by its file's name. One of the very same file counts also where it was settled since: the file
    tells nothing that its mending did not know, so to import it once more changes nothing.
    """
    columns = ", ".join(f"kept.{name}" for name in _SAME_REJECTION)
    same = " and ".join(f"known.{name} is not distinct from incoming.{name}" for name in _SAME_REJECTION)
    return f"""not exists (from (
        select kept.file, {columns}, hash(kept.cells::varchar) as cells from {table} as kept where kept.resolved_in is null
        union all
        select read_before.now as file, {columns}, hash(kept.cells::varchar) from {table} as kept
        join read_before on (kept.import_id, kept.file, kept.kind) = (read_before.import_id, read_before.file, read_before.kind)
    ) as known where known.file = incoming.file and known.cells = hash(incoming.cells) and {same})"""


@contextmanager
def _read_before(connection: duckdb.DuckDBPyConnection, again: Sequence[ReadBefore]) -> Iterator[None]:
    columns = zip(*again, strict=True) if again else ((),) * len(_READ_BEFORE)
    connection.register(
        "read_before", pa.table({name: pa.array(values, pa.string()) for name, values in zip(_READ_BEFORE, columns, strict=True)})
    )
    yield
    connection.unregister("read_before")


def _unresolved(connection: duckdb.DuckDBPyConnection, kind: str) -> bool:
    return bool(connection.execute("select 1 from rejected_row where kind = ? and resolved_in is null limit 1", [kind]).fetchall())


def _resolve(connection: duckdb.DuckDBPyConnection, kind: str, keys: Sequence[str], import_id: str) -> None:
    """Mark rejected rows of these keys as resolved by this import."""
    if not keys or not _unresolved(connection, kind):
        return
    connection.register("accepted_key", pa.table({"record_key": pa.array(keys, pa.string())}))
    connection.execute(
        "update rejected_row set resolved_in = ? where kind = ? and resolved_in is null and record_key in (from accepted_key)",
        [import_id, kind],
    )
    connection.unregister("accepted_key")


def _order(kind: Kind, there: Sequence[str]) -> str:
    """Facts are read by year and LAO: stored in that order they are read faster. `there`: the columns that the file tells."""
    if kind.code == "activity":
        return ", ".join(term for name, term in ACTIVITY_ORDER.items() if name in there)
    first = [name for name in ("fiscal_year", "visited_on", "held_on", "lao_code") if name in kind.stored]
    return ", ".join([*first, *(name for name in kind.key if name not in first)])
