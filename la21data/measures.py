"""Measures are data: one TOML file a measure in `data/measures/`, read here into records.

Pages, exports, the glossary and the tests all read these records. Titles and definitions are for people;
`sources` and `sql` say where a numerator or denominator comes from (roll-up tables of `schema.sql`).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from la21data import thai
from la21data.domain import Language
from la21data.problems import CannotUse
from la21data.reference import DATA

Combine = Literal["stock", "flow", "distinct", "survival"]
Format = Literal["count", "percent", "decimal", "baht", "years", "score", "amount"]


@dataclass(frozen=True)
class Words:
    """What a person reads about a measure, in one language."""

    title: str
    unit: str
    definition: str
    why: str


@dataclass(frozen=True)
class Part:
    """A numerator or a denominator: an SQL aggregate over the first of `sources` that has the columns asked for.

    `combine` overrides the measure's own way of combining years. `newest`: without years in the scope a stock stands
    as of the newest year (the newest registry list), not as of the last complete one. `not_by`: columns that its sources
    have, but by which it must be neither split nor limited: last year's LAOs have no track of this year, nor has the
    registry one.
    """

    sources: tuple[str, ...]
    sql: str
    th: str
    en: str
    combine: Combine | None = None
    newest: bool = False
    not_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Measure:
    """One measure. `records`: the kind of record that must exist for a year, else the figure is `no_data`."""

    code: str
    combine: Combine
    format: Format
    records: str
    direction: Literal["up", "down", "none"]
    th: Words
    en: Words
    numerator: Part | None = None
    denominator: Part | None = None
    smallest_denominator: int = 0
    interval: bool = False
    always_by: tuple[str, ...] = ()

    def words(self, lang: Language = "th") -> Words:
        return self.th if lang == "th" else self.en

    @property
    def number_format(self) -> str:
        """How a spreadsheet or a slide writes its values."""
        if self.format == "percent":
            return "0.0%"
        return "#,##0" if self.format in ("count", "baht") else "#,##0.0"

    def write(self, value: float | None, lang: Language = "th") -> str:
        """A value as people read it: 12.3 %, 4.5 ล้านบาท, 1,234; missing is «ไม่มีข้อมูล»."""
        if self.format == "percent":
            return thai.format_percent(value, lang=lang)
        if self.format == "baht":
            return thai.format_baht(value, lang=lang)
        whole = self.format == "count" or (self.format == "amount" and value is not None and float(value).is_integer())
        return thai.format_number(value, decimals=0 if whole else 1, lang=lang)


@lru_cache
def measures() -> dict[str, Measure]:
    """Every measure by its code, in alphabetical order."""
    return {path.stem: _read(tomllib.loads(path.read_text(encoding="utf-8"))) for path in sorted((DATA / "measures").glob("*.toml"))}


def measure(code: str) -> Measure:
    """One measure. Raises CannotUse where there is none of that code."""
    if code not in measures():
        raise CannotUse(
            "unknown_measure",
            f"ไม่รู้จักตัวชี้วัด {code[:40]} ดูรายการด้วยคำสั่ง python -m la21data measures",
            f"unknown measure {code[:40]}: list them with python -m la21data measures",
        )
    return measures()[code]


def _read(record: dict[str, Any]) -> Measure:
    made = {
        "th": Words(**record["th"]),
        "en": Words(**record["en"]),
        "numerator": _part(record.get("numerator")),
        "denominator": _part(record.get("denominator")),
        "always_by": tuple(record.get("always_by", ())),
    }
    return Measure(**{**record, **made})


def _part(record: dict[str, Any] | None) -> Part | None:
    return None if record is None else Part(**{**record, "sources": tuple(record["sources"]), "not_by": tuple(record.get("not_by", ()))})
