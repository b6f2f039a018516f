"""The roll-ups of the current snapshot computed again, from its own records, on an engine of one's choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from la21data.access import OPERATOR, Actor, require
from la21data.rollup.engine import build, fill_reference
from la21data.rollup.engines import engine_of
from la21data.store import Store

if TYPE_CHECKING:
    import duckdb


def roll_up_again(store: Store, address: str = "duckdb", actor: Actor = OPERATOR) -> str:
    """Publish a snapshot with the same records and roll-ups made anew; returns its id.

    Raises CannotUse (nothing was published): the engine cannot be used, the store cannot be written, the actor may not.
    """
    require(actor, "import")
    engine = engine_of(address, store)
    with store.writing():
        parent = store.open()

        def fill(connection: duckdb.DuckDBPyConnection) -> None:
            fill_reference(connection)
            build(connection, engine)

        entry: dict[str, object] = {"what": "rollup", "engine": engine.address, **actor.signature()}
        return store.publish(fill, is_demo=parent.meta.is_demo, as_of=parent.meta.as_of, parent=parent.id, entry=entry)
