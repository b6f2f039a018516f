"""Reference data: provinces, regional offices, districts, and the programme's published facts.

Reads the files of `data/` (provenance: `data/README.md`) into frozen records, once a process; what it gives is shared,
never to be changed. It never reads a store, and imports the standard library only, so that asking it costs nothing.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from la21data import domain, thai

DATA = Path(__file__).parent.parent / "data"
REGIONS: dict[str, tuple[str, str]] = {term.code: (term.th, term.en) for term in domain.REGIONS}
_OTHER_NAMES = {"Bangkok Metropolis": domain.BANGKOK, "Bangkok Metropolitan Administration": domain.BANGKOK}
# What English names carry around them: «Khon Kaen Province», «Changwat Nan».
_AROUND_ENGLISH = ("changwat ", " province")

Confidence = Literal["high", "medium-high", "medium", "low"]


@dataclass(frozen=True)
class Province:
    """`code`: two digits, TIS 1099; `short_th`: the official abbreviation, without dots; `region`: a key of REGIONS."""

    code: str
    name_th: str
    short_th: str
    name_en: str
    region: str
    is_pilot: bool


@dataclass(frozen=True)
class Office:
    """A regional environment office, 1 to 16, under its old name (สสภ.) and the one of today (สคพ.)."""

    office: int
    name_old: str
    name_old_short: str
    name_new: str
    name_new_short: str
    seat_th: str
    seat_province_code: str
    seat_en: str
    name_en: str

    def short(self, lang: domain.Language) -> str:
        """What has room in a chart: «สคพ.9 (อุดรธานี)», in English «Office 9 (Udon Thani)»."""
        return f"{self.name_new_short} ({self.seat_th})" if lang == "th" else f"Office {self.office} ({self.seat_en})"


@dataclass(frozen=True)
class ProvinceOffice:
    """Which office mentors a province, from `valid_from` (None: an unknown past) to before `valid_to` (None: still)."""

    province_code: str
    office: int
    valid_from: date | None
    valid_to: date | None
    confidence: Confidence
    source: str
    note: str

    def holds(self, on: date) -> bool:
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on < self.valid_to)


@dataclass(frozen=True)
class District:
    """`code`: four digits, the first two are the province's; `subdistricts`: how many ตำบล or แขวง it has.

    `name_th` has no อำเภอ, but Bangkok's begin with เขต, as in the source.
    """

    code: str
    name_th: str
    name_en: str
    province_code: str
    subdistricts: int


@dataclass(frozen=True)
class Source:
    """Where published facts stand, in words for people; `facts`: names of the fields of Programme."""

    th: str
    en: str
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Programme:
    """What the programme has published. `lao_counts`: LAOs by type code on `lao_counts_as_of`."""

    first_fiscal_year: int
    areas: int
    pilot_provinces: tuple[str, ...]
    provinces_to_cover: int
    deadline_month: int
    deadline_day: int
    lao_counts: dict[str, int]
    lao_counts_as_of: date
    sources: dict[str, Source]

    @property
    def lao_total(self) -> int:
        return sum(self.lao_counts.values())

    @property
    def municipalities(self) -> int:
        return sum(self.lao_counts[code] for code in domain.MUNICIPALITIES)

    def deadline(self, fiscal_year: int) -> date:
        """The last day on which an application for a fiscal year (B.E.) is on time."""
        return date(fiscal_year - thai.BE_OFFSET, self.deadline_month, self.deadline_day)


@lru_cache(maxsize=1)
def provinces() -> dict[str, Province]:
    """The 77 provinces by code, in the order of codes. Source: `data/provinces.csv`."""
    rows = _rows("provinces.csv")
    return {row["code"]: Province(**{**row, "is_pilot": row["is_pilot"] == "1"}) for row in rows}


@lru_cache(maxsize=1)
def offices() -> dict[int, Office]:
    """The 16 regional offices by number. Source: `data/offices.csv`."""
    records = (Office(**{**row, "office": int(row["office"])}) for row in _rows("offices.csv"))
    return {record.office: record for record in records}


@lru_cache(maxsize=1)
def province_offices() -> tuple[ProvinceOffice, ...]:
    """Every dated row of province and office, by province, oldest first. Bangkok has none.

    Source: `data/province_offices.csv`.
    """

    def typed(row: dict[str, Any]) -> dict[str, Any]:
        dates = {"valid_from": _date(row["valid_from"]), "valid_to": _date(row["valid_to"])}
        return {**row, **dates, "office": int(row["office"])}

    return tuple(ProvinceOffice(**typed(row)) for row in _rows("province_offices.csv"))


def office_of(province_code: str, on: date | None = None) -> int | None:
    """The office that mentors a province on a day; without a day, the one that does so still. None for Bangkok.

    Raises KeyError where there is no such province.
    """
    if province_code not in provinces():
        raise KeyError(province_code)
    for row in _offices_by_province().get(province_code, ()):
        if row.valid_to is None if on is None else row.holds(on):
            return row.office
    return None


def moves_of(office: int) -> list[tuple[str, int, int, int]]:
    """Provinces that came to an office or left it: (province, from office, to office, first fiscal year with the new one)."""
    found = []
    for code, rows in _offices_by_province().items():
        for before, after in pairwise(rows):
            if office in (before.office, after.office) and after.valid_from:
                found.append((code, before.office, after.office, thai.fiscal_year_of(after.valid_from)))
    return found


@lru_cache(maxsize=1)
def districts() -> dict[str, District]:
    """The 928 districts by code, Bangkok's เขต among them.

    Source: `data/districts.csv`, `data/subdistrict_counts.csv`.
    """
    counts = {row["district_code"]: int(row["subdistricts"]) for row in _rows("subdistrict_counts.csv")}
    rows = _rows("districts.csv")
    return {row["code"]: District(**row, subdistricts=counts[row["code"]]) for row in rows}


def province_code(text: str) -> str | None:
    """Code of a province under its Thai or English name, or its code; None when unknown: nothing is guessed.

    Spaces, hyphens and capitals do not count (`Phangnga` = `Phang-nga`), nor do จ., จังหวัด, Changwat and Province.
    """
    name = thai.clean_text(text).casefold()
    name = name.removeprefix(_AROUND_ENGLISH[0]).removesuffix(_AROUND_ENGLISH[1])
    return _codes_by_name().get(thai.fold(thai.province_text(name)))


@lru_cache(maxsize=1)
def programme() -> Programme:
    """The programme's published facts. Source: `data/programme.toml`, which names the source of each."""
    facts = tomllib.loads((DATA / "programme.toml").read_text(encoding="utf-8"))
    counts = facts.pop("lao_counts")
    deadline = facts.pop("deadline")
    pilots = tuple(facts.pop("pilot_provinces"))
    told = facts.pop("sources")
    sources = {name: Source(source["th"], source["en"], tuple(source["facts"])) for name, source in told.items()}
    return Programme(
        **facts,
        pilot_provinces=pilots,
        deadline_month=deadline["month"],
        deadline_day=deadline["day"],
        lao_counts_as_of=counts.pop("as_of"),
        lao_counts=counts,
        sources=sources,
    )


@lru_cache(maxsize=1)
def _offices_by_province() -> dict[str, list[ProvinceOffice]]:
    by_province: dict[str, list[ProvinceOffice]] = {}
    for row in province_offices():
        by_province.setdefault(row.province_code, []).append(row)
    return by_province


@lru_cache(maxsize=1)
def _codes_by_name() -> dict[str, str]:
    names = {name: p.code for p in provinces().values() for name in (p.code, p.name_th, p.name_en)}
    return {thai.fold(name): code for name, code in (names | _OTHER_NAMES).items()}


def _rows(name: str) -> Iterator[dict[str, Any]]:
    """The rows of a file, all text; their columns are the fields of a record."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
