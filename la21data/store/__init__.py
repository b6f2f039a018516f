"""Snapshots: open, publish, list, check, go back, withdraw. The only room with `duckdb.connect`.

A store is a directory: `CURRENT` (one line, a snapshot id), `snapshots/<id>.duckdb` (never changed after publishing),
`journal.jsonl`, `imports/<sha256>/`. Readers are never blocked and never see half a snapshot.
"""

from la21data.store.directory import Store
from la21data.store.history import prune, rollback, withdraw
from la21data.store.replica import following
from la21data.store.snapshot import SCHEMA_VERSION, Meta, Snapshot

__all__ = ["SCHEMA_VERSION", "Meta", "Snapshot", "Store", "following", "prune", "rollback", "withdraw"]
