"""The rows of a frame: every group there could be, so that a place without records stands there with a zero."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from itertools import product

from la21data import thai
from la21data.domain import DIMENSIONS, TOP_STEP
from la21data.metrics.sources import Key, grouped
from la21data.scope import Scope
from la21data.store import Snapshot

PLACES = ("fiscal_year", "region", "office", "province", "pilot", "lao_type", "lao")  # They come from `lao_year`.
IN_DATA = ("output_unit",)  # Their codes live in the records only.


def groups(snapshot: Snapshot, dimensions: Sequence[str], scope: Scope, found: Iterable[Key], applied: Iterable[Key]) -> list[Key]:
    """Every key of a frame, in the order of its dimensions.

    Places as `lao_year` has them within the scope, times the fixed terms of every other dimension. Of output units only those
    among the keys `found` in the records, of LAOs these and the ones that `applied` (keys of the place dimensions). A key with
    '' (not told) is no group of its own here.
    """
    places = tuple(name for name in dimensions if name in PLACES)
    found_places = list({*_among(dimensions, places, found), *applied}) if "lao" in places else _in_lao_year(snapshot, places, scope)
    others = tuple(name for name in dimensions if name not in PLACES)
    found_others = _terms(dimensions, others, scope, found)
    rows = [place + other for place, other in product(in_order(places, found_places), in_order(others, found_others))]
    order = [(*places, *others).index(name) for name in dimensions]
    if order == sorted(order):
        return rows  # Sorted already, a few at a time: there can be tens of thousands of rows.
    return in_order(dimensions, [tuple(row[n] for n in order) for row in rows])


def in_order(dimensions: Sequence[str], keys: Sequence[Key]) -> list[Key]:
    """Keys in the order of their codes' terms, '' last. Each code's place is worked out once, not in every row."""
    ranks = [_among_themselves(name, {key[at] for key in keys}) for at, name in enumerate(dimensions)]
    return sorted(keys, key=lambda key: [rank[code] for rank, code in zip(ranks, key, strict=True)])


def _among_themselves(dimension: str, codes: set[str]) -> dict[str, int]:
    positions = {code: _position(dimension, code) for code in codes}
    rank = {position: number for number, position in enumerate(sorted(set(positions.values())))}
    return {code: rank[position] for code, position in positions.items()}


def _position(dimension: str, code: str) -> tuple[int, str]:
    if code == "":
        return (1_000_000, "")
    if (rank := _ranks(dimension).get(code)) is not None:
        return (rank, "")
    return (int(code), "") if dimension in ("fiscal_year", "office") and code.isdigit() else (100_000, thai.collation_key(code))


@cache
def _ranks(dimension: str) -> dict[str, int]:
    return {code: rank for rank, code in enumerate(DIMENSIONS[dimension].codes())}


def _in_lao_year(snapshot: Snapshot, places: Sequence[str], scope: Scope) -> list[Key]:
    """The distinct places of `lao_year` in the scope. A year that the scope names and no record has is there all the same."""
    if not places:
        return [()]
    limits = PLACES  # A track limits which LAOs count, not which places there are.
    rows: list[Key] = grouped_keys(snapshot, places, scope, limits, scope.years or None)
    missing = [year for year in scope.years if year not in snapshot.fiscal_years]
    if "fiscal_year" not in places:
        return rows or (grouped_keys(snapshot, places, scope, limits, None) if missing else rows)
    at = places.index("fiscal_year")
    others = tuple(name for name in places if name != "fiscal_year")
    anywhere = (grouped_keys(snapshot, others, scope, limits, None) if others else [()]) if missing else []
    return rows + [(*key[:at], str(year), *key[at:]) for year, key in product(missing, anywhere)]


def grouped_keys(
    snapshot: Snapshot, places: Sequence[str], scope: Scope, limits: Sequence[str], years: Sequence[int] | None, condition: str = "true"
) -> list[Key]:
    """The distinct keys of `lao_year` under a condition, asked once of a snapshot: every measure asks the same. Nobody may change them."""

    def ask() -> list[Key]:
        return [row[:-1] for row in grouped(snapshot, "lao_year", places, "count(*)", scope, limits, years, condition) if row[-1]]

    where = replace(scope, years=(), lang="th", snapshot=None)
    told = None if years is None else tuple(years)
    found: list[Key] = snapshot.kept(("grouped_keys", tuple(places), where, tuple(limits), told, condition), ask)
    return found


def _among(dimensions: Sequence[str], wanted: Sequence[str], found: Iterable[Key]) -> list[Key]:
    at = [dimensions.index(name) for name in wanted]
    return list(dict.fromkeys(tuple(key[n] for n in at) for key in found))


def _terms(dimensions: Sequence[str], others: Sequence[str], scope: Scope, found: Iterable[Key]) -> list[Key]:
    limited = {"category": scope.categories, "track": scope.tracks}
    choices = []
    for name in others:
        codes = [key[0] for key in _among(dimensions, (name,), found) if key[0]] if name in IN_DATA else DIMENSIONS[name].codes()
        choices.append([code for code in codes if not limited.get(name) or code in limited[name]])
    return [key for key in product(*choices) if _step_exists(others, key, scope)]


def _step_exists(others: Sequence[str], key: Key, scope: Scope) -> bool:
    if "step" not in others:
        return True
    tracks = (key[others.index("track")],) if "track" in others else scope.tracks or tuple(TOP_STEP)
    return int(key[others.index("step")]) <= max(TOP_STEP[track] for track in tracks)
