"""A database for one import's comparisons: in memory, thrown away afterwards, with the parent snapshot beside it.

It lives here because only this room connects to DuckDB. Nothing that happens in it can change a snapshot.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb


@contextmanager
def workbench(parent: Path | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty in-memory database; `parent`, a snapshot's file, is attached read-only as the schema `parent`.

    What does not fit in memory goes to a temporary directory that is removed at the end.
    """
    with tempfile.TemporaryDirectory(prefix="la21-import-") as spill:
        connection = duckdb.connect(":memory:", config={"temp_directory": spill})
        try:
            if parent is not None:
                path = str(parent).replace("'", "''")
                connection.execute(f"attach '{path}' as parent (read_only)")
            yield connection
        finally:
            connection.close()
