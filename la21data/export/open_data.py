"""Open data: the snapshot's public tables as Parquet and CSV, with a Frictionless `datapackage.json` that describes every column.

Never published: rejected rows, aliases, imports, and the free text of visits, in which somebody may be named.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from la21data.domain import DIMENSIONS
from la21data.export.table import FORMULA_STARTS, clean
from la21data.problems import CannotUse
from la21data.store import Snapshot

SCHEMA = Path(__file__).parents[1] / "schema.sql"
KEYS: dict[str, tuple[str, ...]] = {
    "province": ("province",),
    "office": ("office",),
    "province_office": (),
    "lao": ("lao_code", "version"),
    "participation": ("fiscal_year", "lao_code"),
    "activity": ("activity_id",),
    "assessment": ("fiscal_year", "lao_code"),
    "award": ("fiscal_year", "lao_code", "award"),
    "visit": ("visited_on", "lao_code", "visit_by", "visit_kind"),
    "event": (),
}
TITLES = {
    "province": "จังหวัด",
    "office": "สำนักงานสิ่งแวดล้อม",
    "province_office": "สำนักงานที่ดูแลแต่ละจังหวัด ตามช่วงเวลา",
    "lao": "ทะเบียน อปท. ทุกรุ่นตามช่วงเวลา",
    "participation": "การเข้าร่วมโครงการ",
    "activity": "กิจกรรม",
    "assessment": "การประเมินมาตรฐาน",
    "award": "รางวัล",
    "visit": "การติดตาม",
    "event": "กิจกรรมเครือข่าย",
    "code": "รหัสและความหมาย",
}
HIDDEN = {("visit", "finding")}  # Free text about a visit: it may name a person.
HIDDEN_EVERYWHERE = ("import_id",)
UNITS = {"budget_lao": "baht", "budget_deqp": "baht", "budget_other": "baht", "participants": "people", "change_agents": "people"} | {
    "area_km2": "km2",
    "lat": "degree",
    "lon": "degree",
    "fiscal_year": "year (Buddhist era, 1 October to 30 September)",
}
TYPES: dict[str, tuple[str, Any]] = {
    "VARCHAR": ("string", pa.string()),
    "VARCHAR[]": ("string", pa.string()),
    "INTEGER": ("integer", pa.int64()),
    "BIGINT": ("integer", pa.int64()),
    "DOUBLE": ("number", pa.float64()),
    "BOOLEAN": ("boolean", pa.bool_()),
    "DATE": ("date", pa.date32()),
}
MONEY = ("number", pa.decimal128(18, 2))
LICENCE = {"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}


@dataclass(frozen=True)
class Column:
    """`listed`: several codes in one cell, parted by a semicolon."""

    name: str
    kind: str
    arrow: Any
    description: str
    listed: bool


def publish(snapshot: Snapshot, folder: Path) -> list[str]:
    """Write every public table and the description. Returns the tables' names. Raises CannotUse where the folder cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        resources = [_table(snapshot, name, folder) for name in KEYS]
        resources.append(_codes(folder))
        text = json.dumps(_package(snapshot, resources), ensure_ascii=False, indent=2)
        (folder / "datapackage.json").write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise CannotUse("not_written", f"เขียนข้อมูลเปิดลงใน {folder} ไม่ได้", f"the open data cannot be written to {folder}") from error
    return [resource["name"] for resource in resources]


def columns(snapshot: Snapshot, table: str) -> list[Column]:
    """The public columns of a table, with their descriptions from schema.sql."""
    found = snapshot.rows("select column_name, data_type from duckdb_columns() where table_name = ? order by column_index", [table])
    told = descriptions().get(table, {})
    public = []
    for name, kind in found:
        if name in HIDDEN_EVERYWHERE or (table, name) in HIDDEN:
            continue
        code, arrow = TYPES.get(kind, MONEY)
        public.append(Column(name, code, arrow, told.get(name, ""), kind.endswith("[]")))
    return public


@lru_cache(maxsize=1)
def descriptions() -> dict[str, dict[str, str]]:
    """Table -> column -> what schema.sql says of it."""
    found: dict[str, dict[str, str]] = {}
    for name, body in re.findall(r"^create table (\w+) \((.*?)^\);", SCHEMA.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE):
        found[name] = dict(re.findall(r"^ +\"?(\w+)\"? [^\n]*?-- +(.+)$", body, re.MULTILINE))
    return found


def _table(snapshot: Snapshot, name: str, folder: Path) -> dict[str, Any]:
    fields = columns(snapshot, name)
    chosen = ", ".join(f"array_to_string({one.name}, ';')" if one.listed else one.name for one in fields)
    rows = snapshot.rows(f"select {chosen} from {name} order by all")
    _write(folder, name, fields, rows)
    return _resource(name, fields, len(rows), KEYS[name])


def _codes(folder: Path) -> dict[str, Any]:
    """What every code means, in Thai and English."""
    fields = [Column(name, "string", pa.string(), "", False) for name in ("dimension", "code", "label_th", "label_en")]
    rows = [(name, term.code, term.th, term.en) for name, dimension in DIMENSIONS.items() for term in dimension.terms]
    _write(folder, "code", fields, rows)
    return _resource("code", fields, len(rows), ("dimension", "code"))


def _write(folder: Path, name: str, fields: list[Column], rows: list[tuple[Any, ...]]) -> None:
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([one.name for one in fields])
        writer.writerows(_cells(rows))
    data = {one.name: pa.array([row[at] for row in rows], type=one.arrow) for at, one in enumerate(fields)}
    described = pa.schema([pa.field(one.name, one.arrow, metadata={"description": one.description}) for one in fields])
    pq.write_table(pa.table(data, schema=described), folder / f"{name}.parquet", compression="zstd")


def _cells(rows: list[tuple[Any, ...]]) -> Iterator[list[str | int | float | Decimal]]:
    """Cells of a CSV: true and false in JSON's spelling, a quote before text that a spreadsheet would run."""
    for row in rows:
        yield ["" if value is None else _cell(value) for value in row]


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return "'" + clean(value) if value.startswith(FORMULA_STARTS) else clean(value)
    return value


def _resource(name: str, fields: list[Column], rows: int, key: tuple[str, ...]) -> dict[str, Any]:
    described = []
    for one in fields:
        field: dict[str, Any] = {"name": one.name, "type": one.kind, "description": one.description, "unit": UNITS.get(one.name, "")}
        if one.listed:
            field["description"] = (one.description + " (codes parted by ;)").strip()
        if one.kind == "boolean":
            field |= {"trueValues": ["true"], "falseValues": ["false"]}
        described.append({key_: value for key_, value in field.items() if value})
    schema: dict[str, Any] = {"fields": described, "missingValues": [""]}
    if key:
        schema["primaryKey"] = list(key)
    return {
        "name": name,
        "title": TITLES[name],
        "path": f"{name}.csv",
        "parquet": f"{name}.parquet",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "rows": rows,
        "schema": schema,
    }


def _package(snapshot: Snapshot, resources: list[dict[str, Any]]) -> dict[str, Any]:
    meta = snapshot.meta
    demo = "ข้อมูลสาธิต ไม่ใช่ผลการดำเนินงานจริง / demo data, not real results. " if meta.is_demo else ""
    return {
        "profile": "tabular-data-package",
        "name": "la21-green-city",
        "title": ("ข้อมูลสาธิต: " if meta.is_demo else "") + "LA21 & Green City",
        "description": demo
        + "Public tables of one snapshot. Dates are Common Era, fiscal years Buddhist Era, codes are explained in table code. "
        + "In the CSV files a quote stands before text that a spreadsheet would take for a formula.",
        "version": meta.snapshot_id,
        "created": f"{meta.created_at:%Y-%m-%dT%H:%M:%SZ}",
        "asOf": meta.as_of.isoformat(),
        "licenses": [LICENCE],
        "sources": [
            {"title": "ข้อมูลสาธิตที่ระบบสร้างขึ้น" if meta.is_demo else "ทะเบียนและรายงานโครงการ LA21 & Green City ที่นำเข้าในระบบ"},
            {"title": "รหัสและชื่อจังหวัด: geothai (CC BY 4.0)", "path": "https://pypi.org/project/geothai/"},
        ],
        "resources": resources,
    }
