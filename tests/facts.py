"""Small random records for tests: every kind, with the odd cases that real ones have (renamed, upgraded, gone, merged, unnamed).

`generate(seed, shape)` makes them as plain dicts, `publish(directory, records)` makes a snapshot of them. Nobody is real.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from lao_histories import PROVINCES, Row, histories, some_day

from la21data import rollup
from la21data.domain import (
    AWARD_CATEGORIES,
    AWARD_LEVELS,
    CATEGORIES,
    CHANNELS,
    EVENT_KINDS,
    EVENT_LEVELS,
    MODES,
    RESULTS,
    STATUSES,
    TOP_STEP,
    VISIT_BY,
    VISIT_KINDS,
    Term,
)
from la21data.store import Snapshot, Store

SHAPES = ("mixed", "no_activities", "one_lao", "all_withdrawn", "no_participation", "running_year", "registry_only", "gap_year")


@dataclass(frozen=True)
class Records:
    """Every table of records, as rows of plain values, and the day on which they stand."""

    as_of: dt.date
    tables: dict[str, list[Row]] = field(default_factory=dict)

    def __getitem__(self, table: str) -> list[Row]:
        return self.tables.get(table, [])

    def without(self, *tables: str) -> Records:
        return replace(self, tables={name: rows for name, rows in self.tables.items() if name not in tables})


def generate(seed: int, shape: str = "mixed", *, laos: int = 40, first_year: int = 2562, years: int = 5, activities: int = 150) -> Records:
    """Random records. `shape`: one of SHAPES. The last year is over, except in `running_year`."""
    draw = random.Random(f"{seed}/{shape}")
    span = range(first_year, first_year + years)
    registry = histories(draw, 1 if shape == "one_lao" else laos, span)
    codes = sorted({row["lao_code"] for row in registry})
    tables: dict[str, list[Row]] = {
        "lao": registry,
        "registry_list": [{"import_id": "r1", "as_of": some_day(draw, draw.choice(span)), "mode": "full", "laos": len(codes)}],
        "participation": _participation(draw, codes, span, shape),
        "activity": _activities(draw, codes, span, activities),
        "assessment": _assessments(draw, codes, span),
        "award": _awards(draw, codes, span),
        "visit": _visits(draw, codes, span),
        "event": _events(draw, span),
    }
    left_out = {
        "no_activities": ("activity",),
        "no_participation": ("participation",),
        "registry_only": ("participation", "activity", "assessment", "award", "visit", "event"),
    }
    last_day = dt.date(span[-1] - 543, 9, 30)
    as_of = last_day - dt.timedelta(days=200) if shape == "running_year" else last_day + dt.timedelta(days=20)
    return Records(as_of, tables).without(*left_out.get(shape, ()))


def write(connection: Any, records: Records) -> None:
    """Put reference tables and records into an open snapshot under construction, before `rollup.build`."""
    rollup.fill_reference(connection)
    connection.execute("begin")
    for table, rows in records.tables.items():
        for row in rows:
            marks = ", ".join("?" for _ in row)
            connection.execute(f"insert into {table} ({', '.join(row)}) values ({marks})", list(row.values()))
    connection.execute("commit")


def publish(directory: Path, records: Records) -> Snapshot:
    """A store in `directory` whose current snapshot holds the records and their roll-ups."""

    def build(connection: Any) -> None:
        write(connection, records)
        rollup.build(connection)

    store = Store(directory)
    with store.writing():
        return store.open(store.publish(build, is_demo=False, as_of=records.as_of))


# ---------------------------------------------------------------- records
def _participation(draw: random.Random, codes: list[str], span: range, shape: str) -> list[Row]:
    rows = []
    for code in codes:
        if draw.random() < 0.35 and len(codes) > 3:
            continue
        track, step = draw.choice(("ladder", "ladder", "fast_track")), draw.choice((1, 1, 1, 2))
        for year in span:
            if draw.random() < 0.25 or (shape == "gap_year" and year == span[len(span) // 2]):
                continue
            rows.append(
                {
                    "fiscal_year": year,
                    "lao_code": code,
                    "track": track,
                    "step": step,
                    **_application(draw, year, shape),
                    "model_lao_code": draw.choice((None, *codes)),
                    "change_agents": draw.choice((None, 0, 3, 12)),
                    "import_id": "p1",
                }
            )
            step = min(max(step + draw.choice((-1, 0, 0, 1, 1)), 1), TOP_STEP[track])
            if draw.random() < 0.1:
                track, step = ("fast_track" if track == "ladder" else "ladder"), 1
    return rows


def _application(draw: random.Random, year: int, shape: str) -> Row:
    def yes_no() -> bool | None:
        return draw.choice((True, True, True, False, None))

    status = "withdrawn" if shape == "all_withdrawn" else draw.choice((None, "active", *(_codes(STATUSES))))
    return {
        "status": status,
        "applied_on": _near_deadline(draw, year),
        "channels": _some(draw, CHANNELS),
        "has_coordinator": yes_no(),
        "has_leader": yes_no(),
        "has_volunteers": yes_no(),
        "plan_adopted_on": _near_deadline(draw, year),
        "lessons_on": _near_deadline(draw, year),
        "self_assessed_on": _near_deadline(draw, year),
    }


def _activities(draw: random.Random, codes: list[str], span: range, number: int) -> list[Row]:
    return [
        {
            "activity_id": f"A{n:05}",
            "fiscal_year": draw.choice(span),
            "lao_code": draw.choice(codes),
            "name": f"กิจกรรม {n}",
            "category": draw.choice(_codes(CATEGORIES)),
            "step": draw.choice((None, 1, 2, 3, 4)),
            "start_on": draw.choice((None, dt.date(2020, 1, 1))),
            "end_on": None,
            "budget_lao": _baht(draw),
            "budget_deqp": _baht(draw),
            "budget_other": _baht(draw),
            "participants": draw.choice((None, 0, 25, 300)),
            "modes": _some(draw, MODES),
            "partners": draw.choice((None, [], ["วัด"], ["วัด", "โรงเรียน"])),
            "output": draw.choice((None, "ผลผลิต")),
            "output_amount": draw.choice((None, Decimal("1.125"), Decimal(draw.randrange(900)))),
            "output_unit": draw.choice((None, "ตัน", "ไร่")),
            "import_id": "a1",
        }
        for n in range(number)
    ]


def _assessments(draw: random.Random, codes: list[str], span: range) -> list[Row]:
    return [
        {
            "fiscal_year": year,
            "lao_code": code,
            "result": draw.choice((None, *_codes(RESULTS))),
            "import_id": "s1",
            **{f"score_{name}": draw.randrange(0, 1001) / 10 for name in ("livable", "people", "environment", "learning")},
        }
        for code in codes
        for year in span
        if draw.random() < 0.15
    ]


def _awards(draw: random.Random, codes: list[str], span: range) -> list[Row]:
    return [
        {
            "fiscal_year": year,
            "lao_code": code,
            "award": f"รางวัล {n}",
            "award_level": draw.choice(_codes(AWARD_LEVELS)),
            "award_category": draw.choice(_codes(AWARD_CATEGORIES)),
            "import_id": "w1",
        }
        for code in codes
        for year in span
        for n in (1, 2)
        if draw.random() < 0.06
    ]


def _visits(draw: random.Random, codes: list[str], span: range) -> list[Row]:
    found = {
        (some_day(draw, draw.choice(span)), draw.choice(codes), draw.choice(_codes(VISIT_BY)), draw.choice(_codes(VISIT_KINDS)))
        for _ in range(40)
    }
    return [
        {"visited_on": day, "lao_code": code, "visit_by": by, "visit_kind": kind, "import_id": "v1"}
        for day, code, by, kind in sorted(found)
    ]


def _events(draw: random.Random, span: range) -> list[Row]:
    return [
        {
            "held_on": some_day(draw, draw.choice(span)),
            "name": f"เวที {n}",
            "event_kind": draw.choice(_codes(EVENT_KINDS)),
            "event_level": draw.choice(_codes(EVENT_LEVELS)),
            "province": draw.choice((None, *PROVINCES)),
            "participants": draw.choice((None, 0, 80)),
            "import_id": "e1",
        }
        for n in range(25)
    ]


# ---------------------------------------------------------------- values
def _codes(terms: tuple[Term, ...]) -> list[str]:
    return [term.code for term in terms]


def _near_deadline(draw: random.Random, fiscal_year: int) -> dt.date | None:
    last = dt.date(fiscal_year - 543, 9, 30)
    return draw.choice((None, last, last + dt.timedelta(days=1), last - dt.timedelta(days=draw.randrange(300))))


def _baht(draw: random.Random) -> Decimal | None:
    return draw.choice((None, Decimal(0), Decimal(draw.randrange(10_000_000)) / 100))


def _some(draw: random.Random, terms: tuple[Term, ...]) -> list[str] | None:
    """Several of the terms, in any order; or none, or not told."""
    return draw.choice((None, draw.sample(_codes(terms), draw.randrange(len(terms) + 1))))
