"""`alias`: names that a person has settled once, after which every import matches through them."""

from __future__ import annotations

import argparse

from la21data.ingest.aliases import add_alias, list_aliases, remove_alias
from la21data.problems import CannotUse
from la21data.reference import provinces
from la21data.store import Store

NEEDED = {"list": 0, "add": 2, "remove": 1}


def alias(options: argparse.Namespace) -> int:
    store = Store(options.store)
    told = [text for text in (options.name, options.code) if text is not None]
    if len(told) != NEEDED[options.action]:
        raise CannotUse(
            "alias_call",
            "เรียกด้วย alias list, alias add ชื่อ รหัส หรือ alias remove ชื่อ",
            "call it as alias list, alias add NAME CODE, or alias remove NAME",
        )
    if options.action == "list":
        return _list(store)
    before = store.current_id()
    if options.action == "add":
        after = add_alias(store, options.kind, options.name, options.code, options.province)
        words = f"«{options.name}» หมายถึง {options.code} / «{options.name}» means {options.code}"
    else:
        after = remove_alias(store, options.kind, options.name, options.province)
        words = f"«{options.name}» ไม่อยู่ในรายการแล้ว / «{options.name}» is no longer settled"
    if after == before:
        print(f"{words}: กำหนดไว้อยู่แล้ว / it was settled already")
    else:
        print(f"{words}: เผยแพร่สแนปช็อต {after} แล้ว / published snapshot {after}")
    return 0


def _list(store: Store) -> int:
    found = list_aliases(store)
    for one in found:
        where = provinces()[one.province].name_th if one.province else "ทุกจังหวัด/everywhere"
        print(f"{one.kind}  {one.written}  {where}  {one.code}")
    if not found:
        print("ยังไม่มีชื่อที่กำหนดไว้ / no name has been settled")
    return 0
