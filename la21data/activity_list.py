"""The activities behind the figures, a page at a time. The one reader of activity facts: only for a list that a person opened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from la21data import metrics, reference, thai
from la21data.blocks.tables import Format, Table
from la21data.domain import CATEGORIES, DIMENSIONS, MODES
from la21data.store.schema import columns
from la21data.view import View

PAGE = 50  # Rows a page.
MOST = 10_000  # Beyond so many found nobody turns pages; the count stops there, so that it costs the same at any size.
LONGEST_SEARCH = 100  # Letters.

_CATEGORIES = {term.code: f"{term.th} {term.en}".lower() for term in CATEGORIES}
_FROM = """
from activity join lineage on lineage.lao_code = activity.lao_code
join (select fiscal_year, lao, province from lao_year where {scope}) as place
on place.fiscal_year = activity.fiscal_year and place.lao = lineage.lao
where activity.fiscal_year in (select unnest(cast(? as integer[])))
and (len(cast(? as varchar[])) = 0 or list_contains(cast(? as varchar[]), activity.category))
"""
_WORD = """and (contains(lower(activity.name), ?) or contains(lower(coalesce(activity.output, '')), ?)
or activity.lao_code in (select lao_code from lao where contains(lower(name), ?))
or list_contains(cast(? as varchar[]), activity.category) or list_contains(cast(? as varchar[]), place.province))"""
_FIELDS = """activity.fiscal_year, lineage.lao, place.province, activity.name, activity.category, activity.step, activity.start_on,
activity.end_on, activity.budget_lao, activity.budget_deqp, activity.budget_other, activity.participants, activity.modes,
activity.partners, activity.output, activity.output_amount, activity.output_unit, activity.activity_id"""


@dataclass(frozen=True)
class Listed:
    """One page: its table, and how many were found in all (`more`: at least so many)."""

    table: Table
    found: int
    more: bool
    page: int
    pages: int


def find(view: View, search: str = "", page: int = 1) -> Listed:
    """Activities in scope, newest year first, of which name, output, LAO, category or province has each of the words. A page past the
    last one is the last."""
    source, values = _source(view, search)
    found = view.snapshot.rows(f"select count(*) from (select 1 {source} limit {MOST + 1})", values)[0][0]
    more, found = found > MOST, min(found, MOST)
    pages = max(-(-found // PAGE), 1)
    page = min(max(page, 1), pages)
    return Listed(_table(view, source, values, PAGE, (page - 1) * PAGE), found, more, page, pages)


def everything(view: View, search: str = "") -> Table:
    """All that `find` counts, to take along."""
    return _table(view, *_source(view, search), MOST, 0)


def _table(view: View, source: str, values: list[object], most: int, before: int) -> Table:
    rows = view.snapshot.rows(
        f"select {_FIELDS} {source} order by activity.fiscal_year desc, lineage.lao, activity.activity_id limit ? offset ?",
        [*values, most, before],
    )
    return Table(_for_people(view, rows), _formats(view), view.words("activities.list_title"))


def _source(view: View, search: str) -> tuple[str, list[object]]:
    """The joined tables under the scope and the search, and the bound values. What a person typed is only ever a value."""
    scope, limits = view.scope.where(tuple(columns()["lao_year"]))
    categories = list(view.scope.categories)
    values = [*limits, list(view.scope.years or view.snapshot.fiscal_years), categories, categories]
    asked = _words(view, thai.clean_text(search)[:LONGEST_SEARCH].lower())
    for word in asked:
        values += [word, word, _bare(word), _named(word, _CATEGORIES), _named(word, _provinces())]
    return _FROM.format(scope=scope) + _WORD * len(asked), values


def _words(view: View, search: str) -> list[str]:
    """The words that are looked for; the name of a LAO, spaces and all, is one."""
    whole = view.snapshot.rows("select 1 from lao where contains(lower(name), ?) limit 1", [_bare(search)]) if " " in search else []
    return [search] if whole else search.split()


def _bare(word: str) -> str:
    """A word without the type that may stand before the name of a LAO: names are kept without it."""
    kind, name = thai.lao_name_parts(word)
    return name.lower() if kind and name else word


def _named(word: str, names: Mapping[str, str]) -> list[str]:
    """The codes whose names have the word."""
    return [code for code, name in names.items() if word in name]


def _provinces() -> dict[str, str]:
    return {code: f"จังหวัด{province.name_th} {province.name_en}".lower() for code, province in reference.provinces().items()}


def _for_people(view: View, rows: list[tuple]) -> pd.DataFrame:
    laos = metrics.labels(view.snapshot, "lao", {row[1] for row in rows}, view.lang)
    provinces = metrics.labels(view.snapshot, "province", {row[2] for row in rows}, view.lang)
    categories = {term.code: term.label(view.lang) for term in CATEGORIES}
    modes = {term.code: term.label(view.lang) for term in MODES}
    return pd.DataFrame(
        [
            {
                view.words("block.year_column"): row[0],
                DIMENSIONS["lao"].label(view.lang): laos[row[1]],
                DIMENSIONS["province"].label(view.lang): provinces[row[2]],
                view.words("activities.list_name"): row[3],
                DIMENSIONS["category"].label(view.lang): categories.get(row[4], row[4]),
                DIMENSIONS["step"].label(view.lang): row[5],
                view.words("activities.list_when"): _when(view, row[6], row[7]),
                view.words("activities.list_budget"): _sum(row[8:11]),
                view.words("activities.list_people"): row[11],
                DIMENSIONS["mode"].label(view.lang): " · ".join(modes.get(code, code) for code in row[12] or ()),
                view.words("activities.list_partners"): " · ".join(row[13] or ()),
                view.words("activities.list_output"): _output(view, *row[14:17]),
                view.words("activities.list_id"): row[17],
            }
            for row in rows
        ]
    )


def _when(view: View, start: dt.date | None, end: dt.date | None) -> str:
    days = [thai.format_date(day, short=True, lang=view.lang) for day in (start, end) if day]
    return " – ".join(dict.fromkeys(days))


def _sum(amounts: Sequence[Decimal | None]) -> float | None:
    """Baht in all; None where no source is told."""
    told = [amount for amount in amounts if amount is not None]
    return float(sum(told)) if told else None


def _output(view: View, words: str | None, amount: Decimal | None, unit: str | None) -> str:
    """«พื้นที่ป่าที่ดูแล 18.2 ไร่»"""
    if amount is None:
        return words or ""
    decimals = 0 if amount == int(amount) else 1
    unit = metrics.labels(view.snapshot, "output_unit", {unit}, view.lang)[unit] if unit else None
    return " ".join(part for part in (words, thai.format_number(amount, decimals, view.lang), unit) if part)


def _formats(view: View) -> dict[str, Format]:
    """How the columns of figures are written."""
    return {
        view.words("block.year_column"): "year",
        view.words("activities.list_budget"): "whole",
        view.words("activities.list_people"): "whole",
    }
