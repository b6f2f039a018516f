"""Which roll-up a numerator or denominator is read from, and the query that reads it.

Table and column names come from `schema.sql` and `domain.py` only; what a user gave goes in as bound values.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from la21data.domain import DIMENSIONS
from la21data.measures import Measure, Part, measure
from la21data.problems import CannotUse
from la21data.scope import KEYS, LIST_COLUMNS, NO_OFFICE, Scope
from la21data.store import Snapshot
from la21data.store.schema import columns
from la21data.thai import BE_OFFSET

Key = tuple[str, ...]  # One code for each dimension, as text; '' = not told.
SURVIVAL = Part(("lao_year",), "", "", "", not_by=("track", "step", "status"))  # What a survival measure can be split and limited by.
# Every province in every fiscal year, with the office that mentored it on the year's last day (0: none): the denominator of coverage.
PROVINCE_YEAR = f"""(
    select fiscal_year, province.province, region, coalesce(office, 0) as office, is_pilot as pilot
    from (select distinct fiscal_year from lao_year) cross join province
    left join province_office on province_office.province = province.province
        and coalesce(valid_from <= make_date(fiscal_year - {BE_OFFSET}, 9, 30), true)
        and coalesce(valid_to > make_date(fiscal_year - {BE_OFFSET}, 9, 30), true)
) as province_year"""
_DERIVED = {"province_year": (PROVINCE_YEAR, ("fiscal_year", "province", "region", "office", "pilot"))}
_LIMITS = {**LIST_COLUMNS, "pilot": "pilot", "lao": "lao"}  # Field of Scope -> column, years apart.


def numerator(of: Measure) -> Part:
    """The part that says by what a measure can be split."""
    return of.numerator or SURVIVAL


def possible_dimensions(code: str) -> tuple[str, ...]:
    """The dimensions that a measure can be split by, each alone. Raises CannotUse where there is no such measure."""
    part = numerator(measure(code))
    found = set().union(*(usable_columns(part, source) for source in part.sources))
    return tuple(name for name in DIMENSIONS if name in found)


def ignored_keys(code: str, scope: Scope, by: Sequence[str] = ()) -> tuple[str, ...]:
    """Keys of the scope (as in URLs) that limit nothing for this measure, because its records have no such column."""
    part = numerator(measure(code))
    source = choose(part, (*by, *measure(code).always_by), scope)
    limited = _limits(scope)
    return tuple(KEYS[field] for field, column in limited.items() if column not in usable_columns(part, source))


@cache
def usable_columns(part: Part, source: str) -> frozenset[str]:
    return frozenset(columns_of(source)) - set(part.not_by)


def columns_of(source: str) -> tuple[str, ...]:
    """The columns of a table of the snapshot, or of what is worked out from its tables when it is asked."""
    return _DERIVED[source][1] if source in _DERIVED else tuple(columns()[source])


def choose(part: Part, dimensions: Iterable[str], scope: Scope) -> str:
    """The first of a part's sources that has the most of the dimensions and, among those, of the columns that the scope limits."""
    wanted, limited = set(dimensions), set(_limits(scope).values())

    def worth(source: str) -> tuple[int, int]:
        usable = usable_columns(part, source)
        return len(usable & wanted), len(usable & limited)

    return max(part.sources, key=worth)


def checked(of: Measure, by: Sequence[str], scope: Scope) -> tuple[str, ...]:
    """`by` and what the measure is always split by. Raises CannotUse where it cannot be split so."""
    dimensions = tuple(dict.fromkeys((*by, *of.always_by)))
    part = numerator(of)
    if not usable_columns(part, choose(part, dimensions, scope)) >= set(dimensions):
        possible = possible_dimensions(of.code)
        unknown = [name for name in dimensions if name not in possible] or list(dimensions)
        shown = ", ".join(name[:40] for name in unknown)
        raise CannotUse(
            "unknown_dimension",
            f"แยกตัวชี้วัด {of.code} ตาม {shown} ไม่ได้ ใช้ได้: {', '.join(possible)}",
            f"{of.code} cannot be split by {shown}; it can by: {', '.join(possible)}",
        )
    return dimensions


def read(
    snapshot: Snapshot, part: Part, dimensions: Sequence[str], scope: Scope, years: Sequence[int] | None
) -> tuple[tuple[str, ...], dict[Key, float]]:
    """A part's figure for each group that its source has rows of. `years` None: every year.

    Returns the dimensions that it can be split by, and key (in their order) -> figure.
    """
    source = choose(part, dimensions, scope)
    usable = usable_columns(part, source)
    shared = tuple(name for name in dimensions if name in usable)
    sql = part.sql
    if source == "lao_year" and (len(years or ()) == 1 or "fiscal_year" in shared):
        sql = sql.replace(
            "count(distinct lao)", "count(*)"
        )  # The table has a LAO once a year, and counting rows takes a third of the time.
    rows = grouped(snapshot, source, shared, f"cast({sql} as double)", scope, usable, years)
    return shared, {row[:-1]: row[-1] or 0.0 for row in rows}


def grouped(
    snapshot: Snapshot,
    source: str,
    dimensions: Sequence[str],
    select: str,
    scope: Scope,
    usable: Iterable[str],
    years: Sequence[int] | None,
    condition: str = "true",
) -> list[tuple]:
    """Rows (code of each dimension…, selected value) of a roll-up within the scope and the years."""
    where, values = scope.where(tuple(usable))
    if years is not None and "fiscal_year" in columns_of(source):
        where += f" and fiscal_year in ({', '.join(map(str, years)) or 'null'})"
    codes = "".join(f"{code_sql(name)}, " for name in dimensions)
    group = f" group by {', '.join(dimensions)}" if dimensions else ""  # By the columns: fewer values are made into text then.
    relation = _DERIVED[source][0] if source in _DERIVED else source
    return snapshot.rows(f"select {codes}{select} from {relation} where {where} and {condition}{group}", values)


def code_sql(column: str) -> str:
    """A column as the code that a frame shows, as text."""
    if column == "office":
        return f"case office when 0 then '{NO_OFFICE}' else coalesce(cast(office as varchar), '') end"
    if column == "pilot":
        return "case pilot when true then '1' when false then '0' else '' end"
    return f"coalesce(cast({column} as varchar), '')"


def _limits(scope: Scope) -> dict[str, str]:
    """Field -> column of what the scope limits, years apart."""
    return {field: column for field, column in _LIMITS.items() if getattr(scope, field) not in ((), None)}
