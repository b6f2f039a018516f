"""The records of a place, for lists that a person opened: its years, awards, visits, registry, and how whole its records are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from la21data.scope import Scope
from la21data.store import Snapshot

if TYPE_CHECKING:
    import pandas as pd

MOST = 500  # Rows of a list; a page is no place for more.
PLACES = ("region", "office", "province", "pilot", "lao_type", "lao")
HERE = "(select fiscal_year, lao from lao_year where {where})"


def years(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """A row a fiscal year of one LAO, oldest first: track and step (missing: not taking part), status, activities, participants,
    budget (baht), score (0–100), awards, visits, filled_cells, optional_cells."""
    return snapshot.frame(
        "select fiscal_year, track, step, status, taking_part, activities, participants, "
        "cast(budget_lao + budget_deqp + budget_other as double) as budget, score, awards, visits, filled_cells, optional_cells "
        "from lao_year where lao = ? order by fiscal_year",
        [scope.lao],
    )


def awards(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Awards of the scope's places in all years, newest first: fiscal_year, lao, award, award_level, size."""
    return _listed(
        snapshot, scope, "award.fiscal_year, place.lao, award.award, award.award_level, award.size", "award", "award.fiscal_year"
    )


def visits(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Visits to the scope's places in all years, newest first: visited_on, lao, visit_by, visit_kind, finding."""
    year = "(year(visit.visited_on) + 543 + cast(month(visit.visited_on) >= 10 as integer))"
    return _listed(snapshot, scope, "visit.visited_on, place.lao, visit.visit_by, visit.visit_kind, visit.finding", "visit", year)


def assessments(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Assessments of the scope's places in all years, newest first: fiscal_year, lao, the four scores, result."""
    return _listed(
        snapshot,
        scope,
        "assessment.fiscal_year, place.lao, score_livable, score_people, score_environment, score_learning, assessment.result",
        "assessment",
        "assessment.fiscal_year",
    )


def registry(snapshot: Snapshot, lao: str) -> pd.DataFrame:
    """The dated versions of a LAO and of those that it continues, oldest first: lao_code, name, lao_type, district, lat, lon,
    area_km2, valid_from, valid_to (dates, missing: unknown past, still)."""
    return snapshot.frame(
        "select lao.lao_code, name, lao_type, district, lat, lon, area_km2, valid_from, valid_to from lao join lineage using (lao_code) "
        "where lineage.lao = ? order by valid_from nulls first, version",
        [lao],
    )


def peers(snapshot: Snapshot, lao: str, fiscal_year: int) -> pd.DataFrame:
    """LAOs of the same type and office that take part in a year, this one first where it does: lao, province, track, step,
    activities, score. The rule is stated beside the list."""
    return snapshot.frame(
        "select peer.lao, peer.province, peer.track, peer.step, peer.activities, peer.score from lao_year as peer "
        "join lao_year as mine on mine.lao = ? and mine.fiscal_year = ? and peer.fiscal_year = mine.fiscal_year "
        "and peer.lao_type = mine.lao_type and peer.office = mine.office "
        f"where peer.taking_part order by peer.lao = mine.lao desc, peer.track, peer.step desc, peer.lao limit {MOST}",
        [lao, fiscal_year],
    )


def rejected(snapshot: Snapshot, provinces: tuple[str, ...]) -> int:
    """Rows that were not accepted and are not yet mended, of these provinces (none: of all)."""
    where = "true" if not provinces else "province in (select unnest(cast(? as varchar[])))"
    found = snapshot.rows(
        f"select count(*) from rejected_row where resolved_in is null and {where}", [list(provinces)] if provinces else None
    )
    return int(found[0][0])


def _listed(snapshot: Snapshot, scope: Scope, fields: str, kind: str, year: str) -> pd.DataFrame:
    where, values = scope.where(PLACES)
    return snapshot.frame(
        f"select {fields} from {kind} join lineage using (lao_code) join {HERE.format(where=where)} as place "
        f"on place.lao = lineage.lao and place.fiscal_year = {year} order by 1 desc, 2 limit {MOST}",
        values,
    )
