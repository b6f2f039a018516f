"""Put the demo together and publish it as a snapshot that is marked as demo."""

from __future__ import annotations

from collections.abc import Callable

import duckdb
import pandas as pd

from la21data import rollup
from la21data.demo.activities import insert_activities
from la21data.demo.draws import AS_OF
from la21data.demo.others import assessments, awards, events, visits
from la21data.demo.participation import participation
from la21data.demo.registry import registry, registry_list
from la21data.problems import CannotUse
from la21data.store import Store

ONLY_HERE = ["takes_part", "strength", "phase", "plan_year", "plan_day"]  # Columns that drawing needs and the store does not have.


def publish_demo(store: Store, seed: int = 21, activities: int | None = None, progress: Callable[[str], None] | None = None) -> str:
    """Build demo records and make them the store's current snapshot; returns its id.

    `activities`: exactly so many, spread over the LAO-years that take part (None: about 8,000). `progress` gets a line in Thai
    before each stage. Raises CannotUse where the store holds real records, or cannot be written.
    """
    say = progress or (lambda line: None)

    def build(connection: duckdb.DuckDBPyConnection) -> None:
        say("ข้อมูลอ้างอิง")
        rollup.fill_reference(connection)
        say("ทะเบียนและรายการตัวอย่าง")
        insert_facts(connection, seed, activities, say)
        say("ตารางสรุป")
        rollup.build(connection)

    with store.writing():
        _refuse_real_records(store)
        return store.publish(build, is_demo=True, as_of=AS_OF, parent=None, entry={"what": "demo", "seed": seed, "activities": activities})


def demo_facts(seed: int = 21) -> dict[str, pd.DataFrame]:
    """Every table of facts but `activity` (which is drawn inside the database), by its name."""
    lao = registry(seed)
    taking_part = participation(seed, lao)
    return {
        "lao": lao,
        "registry_list": registry_list(),
        "participation": taking_part,
        "assessment": assessments(seed, taking_part),
        "award": awards(seed, taking_part, lao),
        "visit": visits(seed, taking_part),
        "event": events(seed, taking_part, lao),
    }


def insert_facts(
    connection: duckdb.DuckDBPyConnection, seed: int, activities: int | None = None, progress: Callable[[str], None] | None = None
) -> None:
    """Fill the fact tables of an empty schema."""
    facts = demo_facts(seed)
    for table, frame in facts.items():
        connection.register("demo_frame", frame.drop(columns=ONLY_HERE, errors="ignore"))
        connection.execute(f"insert into {table} by name select * from demo_frame")
        connection.unregister("demo_frame")
    insert_activities(connection, seed, facts["participation"], facts["lao"], activities, progress)


def _refuse_real_records(store: Store) -> None:
    """A demo must never take the place of real records, not even of such as cannot be opened any more."""
    told = [(entry.get("what"), entry["snapshot"]) for entry in store.journal if entry.get("snapshot")]
    for snapshot_id in store.ids():
        try:
            is_demo = store.open(snapshot_id).meta.is_demo
        except CannotUse:
            is_demo = ("demo", snapshot_id) in told
        if not is_demo:
            raise _holds_real_records(store)
    if any(what == "import" for what, _ in told):  # Its snapshot may be gone, its rows can still be rebuilt.
        raise _holds_real_records(store)


def _holds_real_records(store: Store) -> CannotUse:
    return CannotUse(
        "holds_real_records",
        f"คลังข้อมูล {store.path} มีข้อมูลจริงอยู่ จึงไม่สร้างข้อมูลสาธิตทับ ระบุคลังอื่นด้วย --store",
        f"the store {store.path} holds real records: make demo data in another one with --store",
    )
