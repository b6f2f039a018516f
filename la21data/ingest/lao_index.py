"""The registry's history, made ready to find a LAO in: every dated version, and which codes are one LAO."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from la21data import domain, reference, thai

TYPE_SHORT = {term.code: term.short_th for term in domain.LAO_TYPES}


@dataclass(frozen=True, slots=True)
class Version:
    """One dated version of a LAO, as the table `lao` holds it. `valid_to` is the first day on which it no longer holds."""

    lao_code: str
    version: int
    name: str
    lao_type: str
    province: str
    district: str | None = None
    lat: float | None = None
    lon: float | None = None
    area_km2: float | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    predecessor_code: str | None = None

    def holds_on(self, day: dt.date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day < self.valid_to)

    def holds_in(self, fiscal_year: int) -> bool:
        """Whether it is valid on any day of a fiscal year (B.E.)."""
        return (self.valid_from is None or self.valid_from <= thai.fiscal_year_end(fiscal_year)) and (
            self.valid_to is None or self.valid_to > thai.fiscal_year_start(fiscal_year)
        )

    @property
    def title(self) -> str:
        """`ทต.เวียงเทิง`; Bangkok and Pattaya have no type before their names."""
        return self.name if self.lao_type == "special" else f"{TYPE_SHORT[self.lao_type]}{self.name}"

    def described(self) -> str:
        """Enough for a person to tell it from its namesakes: `5340208 ทต.โพธิ์ไทร อ.โพธิ์ไทร จ.อุบลราชธานี`."""
        district = f" อ.{self.district}" if self.district else ""
        return f"{self.lao_code} {self.title}{district} จ.{reference.provinces()[self.province].name_th}"


class LaoIndex:
    """Finds versions by code, and by name within a province. Names are compared folded: spaces, dots and hyphens do not count."""

    def __init__(self, versions: Iterable[Version]) -> None:
        self.by_code: dict[str, list[Version]] = defaultdict(list)
        self.by_name: dict[tuple[str, str], list[Version]] = defaultdict(list)  # (folded name, province)
        for version in versions:
            self.by_code[version.lao_code].append(version)
            self.by_name[thai.fold(version.name), version.province].append(version)

    def named(self, name: str, province: str) -> list[Version]:
        """Every version of that name in a province, of any type and time."""
        return self.by_name.get((thai.fold(name), province), [])

    @cached_property
    def names_by_province(self) -> dict[str, dict[str, list[Version]]]:
        """province -> folded name -> versions: where likely candidates for a misspelt name are looked for."""
        found: dict[str, dict[str, list[Version]]] = defaultdict(dict)
        for (name, province), versions in self.by_name.items():
            found[province][name] = versions
        return found

    def epoch(self, fiscal_year: int) -> tuple[int, int]:
        """The same for years in which the same versions hold: between two changes of the registry, years need not be told apart."""
        days = self._days_of_change
        return bisect_right(days, thai.fiscal_year_start(fiscal_year)), bisect_right(days, thai.fiscal_year_end(fiscal_year))

    @cached_property
    def _days_of_change(self) -> list[dt.date]:
        return sorted(
            {day for versions in self.by_code.values() for version in versions for day in (version.valid_from, version.valid_to) if day}
        )

    @cached_property
    def _chain_of(self) -> dict[str, str]:
        """code -> the oldest code of its history, so that two codes of one LAO (upgraded, renumbered) are known to be one."""
        before = {
            code: predecessor
            for code, versions in self.by_code.items()
            if (predecessor := versions[-1].predecessor_code) and predecessor != code
        }
        chain = {}
        for code in self.by_code:
            path = [code]
            while (previous := before.get(path[-1])) and previous not in path:
                path.append(previous)
            chain[code] = path[-1]
        return chain

    def history(self, lao_code: str) -> str:
        """A name for the whole history that a code is part of."""
        return self._chain_of.get(lao_code, lao_code)

    @cached_property
    def _by_history(self) -> dict[str, list[Version]]:
        found: dict[str, list[Version]] = defaultdict(list)
        for code, versions in self.by_code.items():
            found[self.history(code)] += versions
        return found

    def one_history(self, lao_code: str) -> list[Version]:
        """Every version of the LAO that a code belongs to, under all its codes."""
        return self._by_history.get(self.history(lao_code), [])
