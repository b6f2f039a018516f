"""What is looked at: one record, the same in the URL, on the command line and in code.

`parse` never fails on a page: what it does not know it names and drops, and the rest holds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from urllib.parse import parse_qsl, urlencode

from la21data import reference, thai
from la21data.domain import CATEGORIES, LAO_TYPES, REGIONS, TRACKS, Language, Term
from la21data.problems import Problem

NO_OFFICE = "none"  # Bangkok's office, in URLs and output.
# Field -> (key in URLs, column in every roll-up)
KEYS = {
    "years": "fy",
    "regions": "region",
    "offices": "office",
    "provinces": "province",
    "types": "type",
    "tracks": "track",
    "pilot": "pilot",
    "categories": "category",
    "lao": "lao",
    "snapshot": "snapshot",
    "lang": "lang",
}
MINE = "my"  # Key in addresses: the office that a person calls theirs. It limits nothing; `office` does.
LIST_COLUMNS = {
    "regions": "region",
    "offices": "office",
    "provinces": "province",
    "types": "lao_type",
    "tracks": "track",
    "categories": "category",
}
# Dimension -> fields that cut its areas.
NARROWER = {"region": ("offices", "provinces", "lao"), "office": ("provinces", "lao"), "province": ("lao",)}
LONGEST_VALUE = 2_000  # A URL longer than this in one value is not one of ours.


@dataclass(frozen=True)
class Scope:
    """Empty tuple or None = no limit on that side. Years are B.E., sorted; every other value is a code."""

    years: tuple[int, ...] = ()
    regions: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    tracks: tuple[str, ...] = ()
    pilot: bool | None = None
    categories: tuple[str, ...] = ()
    lao: str | None = None
    snapshot: str | None = None
    lang: Language = "th"

    def with_years(self, *years: int) -> Scope:
        return replace(self, years=tuple(sorted(years)))

    def whole_country(self) -> Scope:
        """The same years, track, types and categories, over the whole country: what a place is compared with."""
        return replace(self, regions=(), offices=(), provinces=(), pilot=None, lao=None)

    def without(self, keys: Sequence[str]) -> Scope:
        """The scope without the limits of these keys."""
        return replace(self, **{name: getattr(Scope(), name) for name, key in KEYS.items() if key in keys})

    def whole(self, dimension: str) -> bool:
        """Whether areas of a dimension can lie whole in the scope: the figure of one province is none of its region."""
        return not any(getattr(self, narrower) for narrower in NARROWER.get(dimension, ()))

    def to_query(self) -> dict[str, str]:
        """The URL's parameters, only those that say something, in a fixed order."""
        query: dict[str, str] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if value in ((), None) or (field.name == "lang" and value == "th"):
                continue
            if field.name == "years":
                query["fy"] = years_text(value)
            elif field.name == "pilot":
                query["pilot"] = "1" if value else "0"
            else:
                query[KEYS[field.name]] = ",".join(value) if isinstance(value, tuple) else value
        return query

    def to_url(self) -> str:
        return urlencode(self.to_query(), safe=",")

    def where(self, columns: Sequence[str]) -> tuple[str, list[object]]:
        """SQL that keeps the rows in scope, years apart, and its bound values; a limit on a column that is not there is left out."""
        clauses, values = ["true"], list[object]()
        for field, column in LIST_COLUMNS.items():
            codes = getattr(self, field)
            if codes and column in columns:
                clauses.append(f"{column} in ({', '.join('?' for _ in codes)})")
                values += [office_number(code) for code in codes] if column == "office" else list(codes)
        if self.pilot is not None and "pilot" in columns:
            clauses.append("pilot = ?")
            values.append(self.pilot)
        if self.lao is not None and "lao" in columns:
            clauses.append("lao = ?")
            values.append(self.lao)
        return " and ".join(clauses), values

    def kinds(self, lang: Language | None = None) -> list[str]:
        """In words, what limits a scope beside places and years: types, tracks and categories."""
        lang = lang or self.lang
        said = (
            _labels(self.types, LAO_TYPES, lang, short=True),
            _labels(self.tracks, TRACKS, lang),
            _labels(self.categories, CATEGORIES, lang),
        )
        return [part for part in said if part]

    def describe(self, lang: Language | None = None, lao_name: str | None = None) -> str:
        """The scope in words, for subtitles and exports: «ภาคใต้ · ทต. · ปีงบประมาณ 2567»."""
        lang = lang or self.lang
        parts = [lao_name or self.lao] if self.lao else []
        parts += [_labels(self.regions, REGIONS, lang), _offices(self.offices, lang), _provinces(self.provinces, lang)]
        if self.pilot is not None:
            parts.append(
                {
                    (True, "th"): "จังหวัดต้นแบบ",
                    (False, "th"): "จังหวัดที่ไม่ใช่ต้นแบบ",
                    (True, "en"): "pilot provinces",
                    (False, "en"): "provinces that are no pilots",
                }[self.pilot, lang]
            )
        if not any(parts):
            parts = ["ทั้งประเทศ" if lang == "th" else "whole country"]
        parts += self.kinds(lang)
        parts.append(thai.fiscal_years_label(self.years, lang) if self.years else ("ทุกปีงบประมาณ" if lang == "th" else "all fiscal years"))
        return " · ".join(part for part in parts if part)


def parse(
    query: str | Mapping[str, str],
    *,
    fiscal_years: Sequence[int] = (),
    lao_known: Callable[[str], str | None] | None = None,
    own_keys: Sequence[str] = (),
) -> tuple[Scope, list[Problem]]:
    """Read a scope from a URL's parameters or from `k=v&k=v`.

    `fiscal_years`: the years the snapshot knows (none: any from 2547 to 2642). `lao_known`: maps a LAO code to the code it is
    followed under, None where unknown. `own_keys`: keys of the caller that are no part of the scope.
    Returns the scope and a Problem for everything that was dropped.
    """
    given = dict(parse_qsl(query, keep_blank_values=True)) if isinstance(query, str) else dict(query)
    problems: list[Problem] = []
    allowed: dict[str, Sequence[str]] = {
        "regions": [term.code for term in REGIONS],
        "offices": [str(n) for n in reference.offices()] + [NO_OFFICE],
        "provinces": list(reference.provinces()),
        "types": [term.code for term in LAO_TYPES],
        "tracks": [term.code for term in TRACKS],
        "categories": [term.code for term in CATEGORIES],
    }
    found: dict[str, object] = {}
    for field, codes in allowed.items():
        wanted = _split(given.get(KEYS[field], ""))
        for value in wanted:
            if value not in codes:
                problems.append(_unknown(KEYS[field], value))
        found[field] = tuple(code for code in codes if code in wanted)
    found["years"] = _years(given.get("fy", ""), fiscal_years, problems)
    found["pilot"] = _choice(given, "pilot", {"1": True, "0": False}, problems)
    found["lang"] = _choice(given, "lang", {"th": "th", "en": "en"}, problems) or "th"
    found["snapshot"] = given.get("snapshot", "")[:60].strip()[:40].strip() or None
    found["lao"] = _lao(given.get("lao", "").strip(), lao_known, problems)
    for key in given:
        if key not in KEYS.values() and key not in own_keys:
            problems.append(_unknown(key, given[key]))
    scope = Scope(**found)  # type: ignore[arg-type]  # every field was made by its own reader above
    return _without_contradictions(scope, problems), problems


def office_number(code: str) -> int:
    """An office's code as stored: `none` is 0."""
    return 0 if code == NO_OFFICE else int(code)


def years_text(years: Sequence[int]) -> str:
    """(2560, 2561, 2562, 2567) -> «2560-2562,2567»."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ",".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def _split(text: str) -> list[str]:
    return [part.strip() for part in text[:LONGEST_VALUE].split(",") if part.strip()]


def _years(text: str, known: Sequence[int], problems: list[Problem]) -> tuple[int, ...]:
    possible = set(known) or set(range(2547, 2643))
    found: set[int] = set()
    for part in _split(text):
        ends = part.split("-")
        if not all(end.isascii() and end.isdigit() and len(end) == 4 for end in ends) or len(ends) > 2 or int(ends[0]) > int(ends[-1]):
            problems.append(_unknown("fy", part))
            continue
        wanted = set(range(int(ends[0]), int(ends[-1]) + 1))
        if not wanted <= possible:
            missing = years_text(tuple(wanted - possible))
            problems.append(
                Problem(
                    "unknown_value",
                    f"ไม่มีปีงบประมาณ {missing} ในข้อมูลชุดนี้ จึงไม่ใช้",
                    f"there is no fiscal year {missing} in these data: it was dropped",
                )
            )
        found |= wanted & possible
    return tuple(sorted(found))


def _choice(given: Mapping[str, str], key: str, choices: Mapping[str, object], problems: list[Problem]) -> object:
    value = given.get(key, "").strip()
    if value and value not in choices:
        problems.append(_unknown(key, value))
    return choices.get(value)


def _lao(code: str, known: Callable[[str], str | None] | None, problems: list[Problem]) -> str | None:
    if not code:
        return None
    followed = known(code) if known and code.isascii() and code.isdigit() and len(code) == 7 else (None if known else code)
    if followed is None:
        problems.append(_unknown("lao", code))
    return followed


def _without_contradictions(scope: Scope, problems: list[Problem]) -> Scope:
    """Drop provinces and offices that lie wholly outside the wider limit beside them."""
    kept_offices = tuple(
        code
        for code in scope.offices
        if not scope.regions
        or (code == NO_OFFICE and "central" in scope.regions)
        or any(reference.office_of(p.code) == office_number(code) and p.region in scope.regions for p in reference.provinces().values())
    )
    kept_provinces = tuple(
        code
        for code in scope.provinces
        if (not scope.regions or reference.provinces()[code].region in scope.regions)
        and (not kept_offices or str(reference.office_of(code) or NO_OFFICE) in kept_offices)
        and (scope.pilot is None or reference.provinces()[code].is_pilot == scope.pilot)
    )
    for key, before, after in (("office", scope.offices, kept_offices), ("province", scope.provinces, kept_provinces)):
        for code in before:
            if code not in after:
                problems.append(
                    Problem(
                        "contradiction",
                        f"ตัวกรอง {key}={code} ขัดกับตัวกรองอื่น จึงไม่ใช้",
                        f"{key}={code} contradicts another filter and was dropped",
                    )
                )
    return replace(scope, offices=kept_offices, provinces=kept_provinces)


def _unknown(key: str, value: str) -> Problem:
    shown = "=".join(text if len(text) <= 40 else text[:39] + "…" for text in (key, value))
    return Problem("unknown_value", f"ไม่รู้จักค่าตัวกรอง {shown} จึงไม่ใช้", f"unknown filter value {shown} was dropped")


def _labels(codes: Sequence[str], terms: Sequence[Term], lang: Language, short: bool = False) -> str:
    return ", ".join(term.short(lang) if short else term.label(lang) for term in terms if term.code in codes)


def _offices(codes: Sequence[str], lang: Language) -> str:
    names = reference.offices()
    return ", ".join(
        ("ไม่มีสำนักงาน" if lang == "th" else "no office")
        if code == NO_OFFICE
        else (names[int(code)].name_new_short if lang == "th" else f"office {code}")
        for code in codes
    )


def _provinces(codes: Sequence[str], lang: Language) -> str:
    names = [reference.provinces()[code] for code in codes]
    return ", ".join((f"จังหวัด{p.name_th}" if p.code != "10" else p.name_th) if lang == "th" else p.name_en for p in names)
