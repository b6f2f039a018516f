"""Names that a person has settled: «this spelling means that LAO (or province)». The next import matches through them."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from la21data import reference, rollup, thai
from la21data.access import OPERATOR, Actor, require
from la21data.ingest.publishing import parent_of
from la21data.ingest.report import kept_rejections
from la21data.problems import CannotUse
from la21data.store import Store

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class Alias:
    """`kind`: lao or province; `written`: as it stands in files, in its comparison form; `province`: code, '' for everywhere."""

    kind: Literal["lao", "province"]
    written: str
    province: str
    code: str


def list_aliases(store: Store) -> list[Alias]:
    """Every settled name of the current snapshot."""
    return [Alias(*row) for row in store.open().rows("select kind, written, coalesce(province, ''), code from alias order by all")]


@dataclass(frozen=True)
class OpenName:
    """A name that no LAO has, as it stands in rejected rows. `candidates`: the likeliest LAOs, each its code and then its name."""

    written: str
    province: str
    candidates: tuple[str, ...]
    rows: int


def open_names(store: Store, actor: Actor) -> list[OpenName]:
    """The unknown names of the open rejected rows that a person may settle, the most frequent first.

    Not the names that several LAOs have: one settled for all of them would be wrong for some. Raises CannotUse: the actor may not.
    """
    rows = kept_rejections(store.open(), actor)
    rows = rows[(rows["reason_code"] == "unknown_lao") & (rows["candidates"].str.len() > 0)]
    settled = {(alias.written, alias.province) for alias in list_aliases(store) if alias.kind == "lao"}
    counts: dict[tuple[str, str, tuple[str, ...]], int] = {}
    for row in rows.to_dict("records"):
        written = str(json.loads(row["cells"]).get(row["column"]) or "")
        key = (written, row["province"] or "", tuple(row["candidates"]))
        known = settled.intersection({(thai.fold(written), key[1]), (thai.fold(written), "")})
        if thai.fold(written) and not known and not written.strip().isdigit():  # An unknown code is mended in its row.
            counts[key] = counts.get(key, 0) + 1
    return sorted((OpenName(*key, rows) for key, rows in counts.items()), key=lambda one: -one.rows)


def add_alias(
    store: Store,
    kind: Literal["lao", "province"],
    written: str,
    code: str,
    province: str = "",
    today: dt.date | None = None,
    actor: Actor = OPERATOR,
) -> str:
    """Settle a name and publish a snapshot that knows it; returns its id. `province`: code, name, or '' for everywhere.

    A name that is settled so already publishes nothing; the current snapshot's id is returned.

    Raises CannotUse: the actor may not, no such LAO or province, an empty name, no real records yet.
    """
    alias = Alias(kind, thai.fold(written), _province(province), code)
    if not alias.written:
        raise CannotUse("alias_empty", "ไม่ได้ระบุชื่อที่เขียน", "no name was given")
    return _publish(store, "add", alias, today or dt.date.today(), actor)


def remove_alias(
    store: Store,
    kind: Literal["lao", "province"],
    written: str,
    province: str = "",
    today: dt.date | None = None,
    actor: Actor = OPERATOR,
) -> str:
    """Forget a settled name and publish a snapshot without it; returns its id. Raises CannotUse where it is not settled."""
    wanted = (kind, thai.fold(written), _province(province))
    for alias in list_aliases(store):
        if (alias.kind, alias.written, alias.province) == wanted:
            return _publish(store, "remove", alias, today or dt.date.today(), actor)
    raise CannotUse("alias_unknown", f"ไม่มีชื่อ «{written}» ในรายการที่กำหนดไว้", f"«{written}» is not a settled name")


def replay(store: Store, entry: dict[str, Any], parent: str | None) -> str:
    """Do again what a journal entry tells of. Call inside `writing()`."""
    return _build(
        store,
        entry["action"],
        Alias(**entry["alias"]),
        parent,
        dt.date.fromisoformat(entry["today"]),
        {"rebuilt_from": entry["snapshot"]},
    )


def _publish(store: Store, action: str, alias: Alias, today: dt.date, actor: Actor) -> str:
    require(actor, "settle_aliases", alias.province)
    with store.writing():
        parent, _ = parent_of(store)
        if parent is None:
            raise CannotUse(
                "no_records",
                "คลังข้อมูลยังไม่มีข้อมูลจริง นำเข้าทะเบียน อปท. ก่อน",
                "the store holds no real records yet: import a registry first",
            )
        _check_code(store, alias, parent)
        if action == "add" and alias in list_aliases(store):
            return parent
        return _build(store, action, alias, parent, today, actor.signature())


def _build(store: Store, action: str, alias: Alias, parent: str | None, today: dt.date, entry: dict[str, object]) -> str:
    def build(connection: duckdb.DuckDBPyConnection) -> None:
        rollup.fill_reference(connection)
        connection.execute(
            "delete from alias where kind = ? and written = ? and province = ?",
            [alias.kind, alias.written, alias.province],
        )
        if action == "add":
            connection.execute("insert into alias values (?, ?, ?, ?)", [alias.kind, alias.written, alias.province, alias.code])
        rollup.build(connection)

    told = {"what": "alias", "action": action, "alias": vars(alias), "today": today.isoformat(), **entry}
    return store.publish(build, is_demo=False, as_of=today, parent=parent, entry=told)


def _check_code(store: Store, alias: Alias, parent: str) -> None:
    known = (
        alias.code in reference.provinces()
        if alias.kind == "province"
        else bool(store.open(parent).rows("select 1 from lao where lao_code = ? limit 1", [alias.code]))
    )
    if not known:
        raise CannotUse("alias_code", f"ไม่พบรหัส {alias.code}", f"there is no code {alias.code}")


def _province(text: str) -> str:
    if not text:
        return ""
    code = reference.province_code(text)
    if code is None:
        raise CannotUse("unknown_province", f"ไม่รู้จักจังหวัด «{text}»", f"unknown province «{text}»")
    return code
