"""The registry files of one call: which day each list stands on, and the history after all of them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from la21data import thai
from la21data.ingest.batch import Batch
from la21data.ingest.facts import RegistryChange
from la21data.ingest.judge import NEW, UNCHANGED, UPDATED, spread_verdicts
from la21data.ingest.kinds import REGISTRY
from la21data.ingest.lao_index import Version
from la21data.ingest.list_date import list_date
from la21data.ingest.registry import Mode, apply_list
from la21data.ingest.repeats import settle_repeats
from la21data.problems import Problem

if TYPE_CHECKING:
    import duckdb

_STATES = {"new": NEW, "updated": UPDATED, "unchanged": UNCHANGED}


@dataclass
class Known:
    """What the parent knows of the registry: every version, and the days of the lists that were read."""

    versions: list[Version] = field(default_factory=list)
    days: set[dt.date] = field(default_factory=set)


@dataclass
class Read:
    """The registry after the call's lists, and the verdicts of their rows, batch by batch."""

    change: RegistryChange
    verdicts: dict[int, np.ndarray] = field(default_factory=dict)  # id of the batch -> a verdict a row
    notices: list[Problem] = field(default_factory=list)

    @property
    def changes_something(self) -> bool:
        return bool(self.change.lists)


def read_lists(
    bench: duckdb.DuckDBPyConnection,
    known: Known,
    batches: Sequence[Batch],
    files: Sequence[str],
    *,
    as_of: dt.date | None,
    mode: Mode,
    today: dt.date,
) -> Read:
    """Read the call's registry lists in the order of their days; files and sheets of one day are one list. Raises CannotUse."""
    by_day: dict[dt.date, list[Batch]] = defaultdict(list)
    read = Read(RegistryChange(list(known.versions), []))
    undated = dict[str, None]()
    for batch in batches:
        day = as_of or list_date(batch.table.as_of, files[batch.file])
        if day is None:
            undated[files[batch.file]] = None
        by_day[day or today].append(batch)
    read.notices += [_of_today(file, today) for file in undated]
    days = set(known.days)
    for day in sorted(by_day):
        _read_list(bench, read, by_day[day], files, day, days, mode)
        days.add(day)
    return read


def _read_list(
    bench: duckdb.DuckDBPyConnection,
    read: Read,
    batches: list[Batch],
    files: Sequence[str],
    day: dt.date,
    days: set[dt.date],
    mode: Mode,
) -> None:
    standing = settle_repeats(bench, REGISTRY, batches, files)
    rows = [_told(row) for row in standing.rows.to_pylist()]
    outcome = apply_list(read.change.versions, rows, day, days, mode, _mentioned(batches, read.change.versions))
    states = np.array([_STATES[verdict] for verdict in outcome.verdicts], np.int8)
    for batch, verdicts in zip(batches, spread_verdicts(standing, states, batches), strict=True):
        read.verdicts[id(batch)] = verdicts
    changed = [row["lao_code"] for row, verdict in zip(rows, outcome.verdicts, strict=True) if verdict != "unchanged"]
    read.change.versions = outcome.versions
    read.change.changed += changed
    read.notices += outcome.notices
    if rows and (changed or outcome.ended or day not in days):
        read.change.lists.append((day, outcome.mode, len(rows)))


def _of_today(file: str, today: dt.date) -> Problem:
    return Problem(
        "no_list_date",
        f"{file}: ไม่พบวันที่ของทะเบียนในไฟล์หรือชื่อไฟล์ จึงถือเป็นทะเบียนของวันนี้ ({thai.format_date(today)}) ถ้าไม่ใช่ให้ระบุวันที่ของทะเบียน (--as-of)",
        f"{file}: neither the file nor its name tells the day of the registry, so it is taken for today's "
        f"({thai.format_date(today, lang='en')}): if it is not, give its day (--as-of)",
    )


def _told(row: dict[str, Any]) -> dict[str, Any]:
    """A row's told columns alone: what the list lacks keeps its stored values."""
    return {name: row[name] for position, name in enumerate(REGISTRY.stored) if name in row and row["told"] & 1 << position}


def _mentioned(batches: Sequence[Batch], versions: Sequence[Version]) -> set[str]:
    """Codes of the LAOs in rejected rows, by their code or else by type, name and province: they are not absent from the list."""
    by_name: dict[tuple[str | None, ...], list[str]] = defaultdict(list)
    for version in versions:
        by_name[thai.fold(version.name), version.lao_type, version.province].append(version.lao_code)
    found = set[str]()
    for batch in batches:
        for position in np.flatnonzero(batch.remarks.rejected).tolist():
            told = {name: batch.values[name][position].as_py() for name in ("lao_code", "name", "lao_type", "province")}
            found |= (
                {told["lao_code"]} if told["lao_code"] else set(by_name[thai.fold(told["name"] or ""), told["lao_type"], told["province"]])
            )
    return found
