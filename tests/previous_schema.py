"""The kept store of the schema before this one, `tests/data/store-schema-2.tar.xz`: written by a program of that schema, not by today's.

Made with the code of commit 6bf8550, the last one with schema 2: `import_files` of a registry (`tests/ingest/files.py`), then of three
participations, two activities and a row of an unknown LAO; then a settled name. Three snapshots and the rows that were kept.
"""

import tarfile
from pathlib import Path

import duckdb

ARCHIVE = Path(__file__).parent / "data" / "store-schema-2.tar.xz"
RECORDS = ("lao", "registry_list", "participation", "activity", "alias", "rejected_row")


def unpack(folder: Path) -> Path:
    """The store's path, inside `folder`."""
    with tarfile.open(ARCHIVE) as archive:
        archive.extractall(folder, filter="data")
    return folder / "store"


def records(store: Path) -> dict[str, list[tuple[object, ...]]]:
    """What its current snapshot holds. Read as plain DuckDB: today's program refuses to open it."""
    current = (store / "CURRENT").read_text(encoding="ascii").strip()
    with duckdb.connect(str(store / "snapshots" / f"{current}.duckdb"), read_only=True) as connection:
        return {table: connection.execute(f"select * from {table} order by all").fetchall() for table in RECORDS}
