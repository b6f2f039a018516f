"""Lists of LAOs to work from: who stands still, who is ready to rise, who applied, whom nobody has visited.

Each list speaks of one fiscal year, the last of the scope, and has a row a LAO, by office, province and name:

- lao (the code it is followed under), lao_code (that year's), lao_type, name (with its type), province, district, office
  ('none': Bangkok's),
- track and step (null: not taking part that year),
- and the columns that the list's own docstring names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from la21data import reference, thai
from la21data.domain import LAO_TYPES, TOP_STEP
from la21data.metrics.labels import labels
from la21data.metrics.sources import code_sql
from la21data.scope import Scope
from la21data.store import Snapshot
from la21data.store.schema import columns

if TYPE_CHECKING:
    import pandas as pd

READINESS = ("has_coordinator", "has_leader", "has_volunteers")
LONGEST_RUN = 10  # Years: the most that a page lets one ask for.
_BELOW_TOP = "step < case track {} end".format(" ".join(f"when '{track}' then {top}" for track, top in TOP_STEP.items()))
_TOOK_PART = (
    "(select max(fiscal_year) from lao_year as past where past.lao = chosen.lao and taking_part and fiscal_year < chosen.fiscal_year)"
)
_LIST = """
    with chosen as (select * from lao_year where fiscal_year = ? and {where} and {condition}),
         named as (select lao_code, arg_max(name, version) as name, arg_max(district, version) as district from lao
             where lao_code in (select lao_code from chosen) group by lao_code)
    select chosen.lao, lao_code, lao_type, named.name, province, district, {office} as office, track, cast(step as integer) as step {more}
    from chosen left join named using (lao_code)"""


def standing_still(snapshot: Snapshot, scope: Scope, years: int = 3) -> pd.DataFrame:
    """Taking part for at least so many years on end on the same track and step, not at its top. Also `years_same_step`."""
    return _laos(snapshot, scope, f"years_same_step >= ? and {_BELOW_TOP}", [years], {"years_same_step": "years_same_step"})


def ready_to_rise(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """What their step asks before the next one is done (`measures.md`). Also `years_same_step`."""
    return _laos(snapshot, scope, "ready_to_rise", [], {"years_same_step": "years_same_step"})


def not_visited(snapshot: Snapshot, scope: Scope, years: int = 2) -> pd.DataFrame:
    """Taking part, and visited by nobody for so many fiscal years, this one included. Also `last_visit` (fiscal year or null)."""
    seen = "lao in (select lao from lao_year where visits > 0 and fiscal_year between ? and ?)"
    year = year_of(snapshot, scope)
    last = (
        "(select max(fiscal_year) from lao_year as past where past.lao = chosen.lao and visits > 0 and fiscal_year <= chosen.fiscal_year)"
    )
    found = _laos(snapshot, scope, f"taking_part and not {seen}", [year - years + 1, year], {"last_visit": last})
    return found.astype({"last_visit": "Int64"})


def learning_centres(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Those at the top of their track so far, and those that others name as their model.

    Also `since` (fiscal year in which it came to the top; null: named only), `followers` (LAOs taking part that year, anywhere, that
    name it) and `follower_names`.
    """
    year = year_of(snapshot, scope)
    since = "(select min(fiscal_year) from lao_year as past where past.lao = chosen.lao and reached_top)"
    naming = "from lao_year as past where past.model_lao = chosen.lao and taking_part and fiscal_year = chosen.fiscal_year"
    more = {"since": since, "followers": f"(select count(*) {naming})", "follower_codes": f"(select list(lao order by lao) {naming})"}
    named = "lao in (select model_lao from lao_year where taking_part and fiscal_year = ?)"
    found = _laos(snapshot, scope, f"(reached_top or {named})", [year], more)
    names = labels(snapshot, "lao", {code for codes in found["follower_codes"].dropna() for code in codes})
    told = [
        ", ".join(names[code] for code in codes) if followers else ""
        for codes, followers in zip(found["follower_codes"], found["followers"], strict=True)
    ]
    found["since"] = found["since"].where(found["since"] <= year)
    return found.drop(columns="follower_codes").assign(follower_names=told).astype({"since": "Int64", "followers": "int64"})


def applicants(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Everybody with an application of the year, whatever its status.

    Also status, applied_on (date or null), late, channels (codes, with commas), has_coordinator, has_leader, has_volunteers (null =
    not told), plan_adopted, change_agents, and `took_part` (the last fiscal year before this one in which it took part; null: never).
    """
    own = ("status", "applied_on", "late", *READINESS, "plan_adopted", "change_agents")
    used = "from lao_year_channel as used where used.lao = chosen.lao and used.fiscal_year = chosen.fiscal_year"
    channels = f"coalesce((select string_agg(channel, ',' order by channel) {used}), '')"
    more = {**{name: f"chosen.{name}" for name in own}, "channels": channels, "took_part": _TOOK_PART}
    kinds = {"took_part": "Int64", **dict.fromkeys(READINESS, "boolean")}
    return _laos(snapshot, scope, "applied", [], more).astype(kinds)


def not_applied(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Who took part in the year before and has no application of this one. Also `took_part`, the year before."""
    year, tracks = year_of(snapshot, scope), list(scope.tracks)  # Who has not applied is on no track this year, but was on one.
    before = "lao in (select lao from lao_year where taking_part and fiscal_year = ? and (len(?) = 0 or list_contains(?, track)))"
    everywhere = replace(scope, tracks=())
    found = _laos(snapshot, everywhere, f"not applied and {before}", [year - 1, tracks, tracks], {"took_part": _TOOK_PART})
    return found.astype({"took_part": "Int64"})


def year_of(snapshot: Snapshot, scope: Scope) -> int:
    """The fiscal year that the lists of a scope speak of; 0 where the snapshot has none."""
    return max(scope.years, default=snapshot.default_year or 0)


def _laos(snapshot: Snapshot, scope: Scope, condition: str, values: Sequence[object], more: Mapping[str, str]) -> pd.DataFrame:
    """The rows of a list. `condition` on `lao_year`, its `values` bound; `more`: column -> SQL over `chosen`, the rows so found."""
    where, limits = scope.where(tuple(columns()["lao_year"]))
    sql = _LIST.format(
        where=where, condition=condition, office=code_sql("office"), more="".join(f", {of} as {name}" for name, of in more.items())
    )
    found = snapshot.frame(sql, [year_of(snapshot, scope), *limits, *values])
    short = {term.code: term.short_th for term in LAO_TYPES if term.code != "special"}
    found["name"] = [short.get(kind, "") + name for kind, name in zip(found["lao_type"], found["name"], strict=True)]
    return found.iloc[_in_order(found)].reset_index(drop=True).astype({"step": "Int64"})


def _in_order(found: pd.DataFrame) -> list[int]:
    """By office (Bangkok last), then as a Thai dictionary has provinces and names."""
    names = {code: province.name_th for code, province in reference.provinces().items()}
    keys = [
        (int(office) if office.isdigit() else 99, thai.collation_key(names[province]), thai.collation_key(name), lao)
        for office, province, name, lao in zip(found["office"], found["province"], found["name"], found["lao"], strict=True)
    ]
    return sorted(range(len(keys)), key=keys.__getitem__)
