"""The databases that are written: a snapshot that is being built, and one in memory for an import's comparisons."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

# Newer packing; smaller blocks, for most tables are small; large groups of rows, so that compressed texts fill their blocks.
FORM = "storage_version 'v1.5.0', block_size 131072, row_group_size 983040"


@contextmanager
def building(file: Path, spill: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The file of a new snapshot, empty. What does not fit in memory goes to `spill`, a directory that nobody else uses."""
    with duckdb.connect(":memory:", config={"temp_directory": str(spill)}) as connection:
        connection.execute(f"attach '{_quoted(file)}' as built ({FORM}); use built")
        yield connection


@contextmanager
def workbench(parent: Path | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty in-memory database, thrown away afterwards; `parent`, a snapshot's file, is attached read-only as the schema `parent`.

    Nothing that happens in it can change a snapshot. What does not fit in memory goes to a temporary directory that is removed at the end.
    """
    with tempfile.TemporaryDirectory(prefix="la21-import-") as spill:
        connection = duckdb.connect(":memory:", config={"temp_directory": spill})
        try:
            if parent is not None:
                connection.execute(f"attach '{_quoted(parent)}' as parent (read_only)")
            yield connection
        finally:
            connection.close()


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
