"""What the records say, worked out with loops and sets: the second implementation that the roll-ups are compared with.

It shares no code with `la21data.rollup` and `la21data.metrics`, only the terms of `la21data.domain` and the reference files.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from functools import cached_property
from typing import Any

from facts import Records
from lao_histories import Row

from la21data import reference

Place = dict[str, Any]
LaoYear = tuple[int, str]  # Fiscal year, LAO as followed.
TOP = {"ladder": 4, "fast_track": 3}


def year_of(day: dt.date) -> int:
    return day.year + 543 if day.month < 10 else day.year + 544


def last_day(fiscal_year: int) -> dt.date:
    return dt.date(fiscal_year - 543, 9, 30)


class World:
    """Records of LAOs by fiscal year and LAO as followed."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self.as_of = records.as_of
        self.kept: dict[tuple[str, str], list[Any]] = {}  # Items that were worked out before.

    # ------------------------------------------------------------ LAOs
    @cached_property
    def versions(self) -> dict[str, list[Row]]:
        found = defaultdict(list)
        for row in self.records["lao"]:
            found[row["lao_code"]].append(row)
        return {code: sorted(rows, key=lambda row: row["version"]) for code, rows in found.items()}

    def line(self, code: str) -> list[str]:
        """The code and those that continue it, one after another."""
        nexts = []
        for newer, rows in self.versions.items():
            if newer == code or all(row["predecessor_code"] != code for row in rows):
                continue
            if code not in self.versions:
                nexts.append(newer)
                continue
            ended, began = self.versions[code][-1]["valid_to"], rows[0]["valid_from"]
            said_at_first = began is None and rows[0]["predecessor_code"] == code
            if ended is not None and (said_at_first or (began is not None and ended <= began)):
                nexts.append(newer)
        return [code, *self.line(min(nexts))] if nexts else [code]

    @cached_property
    def followed(self) -> dict[str, str]:
        return {code: self.line(code)[-1] for code in self.versions}

    @cached_property
    def age(self) -> dict[str, int]:
        return {code: len(self.line(code)) - 1 for code in self.versions}

    @cached_property
    def years(self) -> range:
        told = [year for years in self.recorded.values() for year in years]
        return range(min(told), max(told) + 1) if told else range(0)

    @cached_property
    def recorded(self) -> dict[str, set[int]]:
        kinds = {kind: {row["fiscal_year"] for row in self.records[kind]} for kind in ("participation", "activity", "assessment", "award")}
        kinds["visit"] = {year_of(row["visited_on"]) for row in self.records["visit"]}
        kinds["event"] = {year_of(row["held_on"]) for row in self.records["event"]}
        kinds["registry"] = {year_of(row["as_of"]) for row in self.records["registry_list"]}
        return kinds

    def of_year(self, kind: str, year: int) -> list[Row]:
        rows = self.records[kind]
        if kind == "visit":
            return [row for row in rows if year_of(row["visited_on"]) == year]
        return [row for row in rows if row["fiscal_year"] == year]

    @cached_property
    def place(self) -> dict[LaoYear, Place]:
        """Every LAO that a year speaks of, with its place that year; `valid`: on the year's last day."""
        found: dict[LaoYear, Place] = {}
        ever_applied: set[str] = set()
        for year in self.years:
            ever_applied |= {self.followed[row["lao_code"]] for row in self.of_year("participation", year)}
            has_record = {
                self.followed[row["lao_code"]] for kind in ("activity", "assessment", "award", "visit") for row in self.of_year(kind, year)
            }
            for lao in sorted(set(self.followed.values())):
                version, valid = self._version(lao, last_day(year))
                if valid or lao in ever_applied or lao in has_record:
                    found[year, lao] = {
                        "fiscal_year": year,
                        "lao": lao,
                        "lao_type": version["lao_type"],
                        "valid": valid,
                        **self.province_place(version["province"], year),
                    }
        return found

    def _version(self, lao: str, day: dt.date) -> tuple[Row, bool]:
        own = [row for code in self.versions if self.followed[code] == lao for row in self.versions[code]]
        own.sort(key=lambda row: (row["valid_from"] or dt.date.min, -self.age[row["lao_code"]], row["lao_code"], row["version"]))
        begun = [row for row in own if row["valid_from"] is None or row["valid_from"] <= day]
        valid = [row for row in begun if row["valid_to"] is None or row["valid_to"] > day]
        return (valid or begun or own[:1])[-1], bool(valid)

    def province_place(self, province: str | None, year: int) -> Place:
        if province is None:
            return {"province": "", "region": "", "office": "", "pilot": ""}
        facts = reference.provinces()[province]
        office = reference.office_of(province, last_day(year))
        return {"province": province, "region": facts.region, "office": str(office or "none"), "pilot": "1" if facts.is_pilot else "0"}

    # ------------------------------------------------------------ taking part
    @cached_property
    def application(self) -> dict[LaoYear, Row]:
        """The row that holds: of an old and a new code's, the new one's."""
        found: dict[LaoYear, Row] = {}
        for row in sorted(self.records["participation"], key=lambda row: (-self.age[row["lao_code"]], row["lao_code"])):
            found[row["fiscal_year"], self.followed[row["lao_code"]]] = row
        return found

    def status(self, year: int, lao: str) -> str:
        row = self.application.get((year, lao))
        return "" if row is None else row["status"] or "active"

    def takes_part(self, year: int, lao: str) -> bool:
        return self.status(year, lao) in ("active", "completed")

    def stand(self, year: int, lao: str) -> tuple[str, int] | None:
        """Track and step of a LAO that takes part."""
        row = self.application.get((year, lao))
        return (row["track"], row["step"]) if row and self.takes_part(year, lao) else None

    def programme(self, year: int, lao: str) -> Place:
        """Place and standing, as dimensions."""
        track, step = self.stand(year, lao) or ("", "")
        return {**self.place[year, lao], "track": track, "step": str(step), "status": self.status(year, lao)}

    def years_standing(self, year: int, lao: str) -> int:
        """For how many years on end, this one included, it has stood where it stands."""
        now, number = self.stand(year, lao), 0
        while now and self.stand(year - number, lao) == now:
            number += 1
        return number

    def first_year(self, lao: str) -> int | None:
        return min((year for year in self.years if self.takes_part(year, lao)), default=None)

    def has_been_at_top(self, year: int, lao: str) -> bool:
        return any(stand and stand[1] == TOP[stand[0]] for stand in (self.stand(y, lao) for y in self.years if y <= year))

    def may_rise(self, year: int, lao: str) -> bool:
        stand, row = self.stand(year, lao), self.application.get((year, lao))
        if stand is None or row is None:
            return False
        planned = row["plan_adopted_on"] is not None and row["plan_adopted_on"] <= last_day(year)
        active = any(self.followed[a["lao_code"]] == lao for a in self.of_year("activity", year))
        lessons = row["lessons_on"] is not None
        return {
            ("ladder", 1): planned,
            ("ladder", 2): active,
            ("ladder", 3): lessons,
            ("fast_track", 1): lessons,
            ("fast_track", 2): active,
        }.get(stand, False)

    # ------------------------------------------------------------ years
    def is_running(self, year: int) -> bool:
        return last_day(year) >= self.as_of

    @cached_property
    def last_complete(self) -> int | None:
        return max((year for year in self.years if not self.is_running(year)), default=max(self.years, default=None))
