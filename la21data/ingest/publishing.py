"""The store's side of an import: what the parent knows, and the new snapshot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from la21data import rollup
from la21data.ingest.facts import apply_records, apply_registry, apply_rejections, resolve_read_again
from la21data.ingest.lao_index import Version
from la21data.ingest.lists import Known
from la21data.ingest.matching import Aliases
from la21data.ingest.report import write_report
from la21data.problems import CannotUse, Problem
from la21data.store import Store

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

    from la21data.ingest.run import Run


def parent_of(store: Store) -> tuple[str | None, list[Problem]]:
    """The snapshot that an import builds on; a demo is never one. Raises CannotUse where the current one cannot be opened."""
    try:
        snapshot = store.open()
    except CannotUse as error:
        if error.problem.code == "no_store":
            return None, []
        raise
    if snapshot.notice is not None:  # The newest good one is fine to look at, but an import on top of it would lose records.
        raise CannotUse(
            "store_damaged",
            f"{snapshot.notice.th} สร้างใหม่ด้วยคำสั่ง python -m la21data rebuild ก่อนนำเข้า",
            f"{snapshot.notice.en}: run python -m la21data rebuild before importing",
        )
    if snapshot.meta.is_demo:
        return None, [
            Problem(
                "starts_empty",
                "คลังนี้มีแต่ข้อมูลสาธิต ข้อมูลจริงชุดแรกจึงเริ่มจากคลังว่าง ไม่ปนกับข้อมูลสาธิต",
                "this store held demo data only: the first real import starts empty, nothing of the demo is kept",
            )
        ]
    return snapshot.id, []


def known(bench: duckdb.DuckDBPyConnection) -> tuple[Known, Aliases]:
    """The parent's registry and aliases."""
    names = ", ".join(Version.__dataclass_fields__)
    versions = [Version(*row) for row in bench.execute(f"select {names} from parent.lao order by lao_code, version").fetchall()]
    days = {day for (day,) in bench.execute("select as_of from parent.registry_list").fetchall()}
    aliases = {
        (kind, written, province or ""): code
        for kind, written, province, code in bench.execute("select kind, written, province, code from parent.alias").fetchall()
    }
    return Known(versions, days), aliases


def publish(store: Store, run: Run, folders: Sequence[str], entry: dict[str, object] | None = None) -> None:
    """Publish a judged import and write its report. `folders`: the SHA-256 of each of its files."""
    result = run.result

    def build(connection: duckdb.DuckDBPyConnection) -> None:
        rollup.fill_reference(connection)
        if run.registry is not None:
            apply_registry(connection, run.registry.change, result.import_id)
        while run.records:
            apply_records(connection, run.records.pop(0), result.import_id)
            pa.default_memory_pool().release_unused()  # Each kind is let go of once it is stored: the roll-ups need the memory.
        if run.rejected is not None:
            apply_rejections(connection, run.rejected, run.read_before)
        run.named.settle(connection, result.import_id)
        resolve_read_again(connection, run.rejected, run.read_before, result.import_id)
        rollup.build(connection, run.engine)

    for folder in folders:  # Before publishing: a report that is left over by a crash does no harm, a missing one would.
        write_report(store.imports_dir / folder, result)
    told = {
        "what": "import",
        "import_id": result.import_id,
        "options": run.options.to_json(),
        "files": [{"file": file.file, "sha256": file.sha256, "kind": file.kind} for file in result.files],
    }
    result.snapshot = store.publish(build, is_demo=False, as_of=run.options.today, parent=result.parent, entry={**told, **(entry or {})})
    for folder in folders:
        write_report(store.imports_dir / folder, result)
