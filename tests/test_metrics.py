"""`metrics.frame` against the plain implementation, on small random records of every odd shape."""

from __future__ import annotations

import datetime as dt
import math
import random
from decimal import Decimal
from pathlib import Path

import facts
import pandas as pd
import plain_metrics
import pytest
from plain_world import World

from la21data import metrics
from la21data.domain import DIMENSIONS, FLAGS
from la21data.measures import measure, measures
from la21data.problems import CannotUse
from la21data.scope import Scope
from la21data.store import Snapshot

CASES = [(seed, shape) for seed, shape in enumerate(facts.SHAPES)] + [(20, "mixed"), (21, "running_year")]
SHOWN = ("value", "numerator", "denominator", "low", "high")
COUNTS = [code for code, record in measures().items() if record.denominator is None and record.numerator and not record.always_by]


@pytest.fixture(scope="module", params=CASES, ids=lambda case: f"{case[1]}-{case[0]}")
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Snapshot, World, random.Random]:
    seed, shape = request.param
    records = facts.generate(seed, shape)
    return facts.publish(tmp_path_factory.mktemp("store"), records), World(records), random.Random(seed)


def splits(code: str, draw: random.Random) -> list[tuple[str, ...]]:
    """The whole, every single dimension, and two pairs."""
    possible = metrics.possible_dimensions(code)
    pairs = [tuple(draw.sample(possible, 2)) for _ in range(2)]
    pairs += [("fiscal_year", draw.choice([name for name in possible if name != "fiscal_year"]))]
    return [(), *((name,) for name in possible), *(pair for pair in pairs if splittable(code, pair))]


def splittable(code: str, by: tuple[str, ...]) -> bool:
    parts = measure(code).numerator
    return parts is None or any(set(by) <= metrics.sources.usable_columns(parts, source) for source in parts.sources)


def scopes(world: World, draw: random.Random) -> list[Scope]:
    years = list(world.years)
    return [
        Scope(),
        Scope(years=(draw.choice(years),), **draw.choice((
            {"regions": ("north", "south")}, {"pilot": True}, {"pilot": False}, {"types": ("sao", "special")}))),
        Scope(years=tuple(sorted(draw.sample(years, min(3, len(years))))), **draw.choice((
            {"tracks": ("ladder",)}, {"tracks": ("fast_track",)}, {"offices": ("1", "none")}, {"provinces": ("10", "50", "90")}))),
        Scope(**draw.choice((
            {"categories": ("forest", "other")}, {"lao": draw.choice(sorted(set(world.followed.values())))},
            {"types": ("subdistrict",), "categories": ("waste_sorting",)}))),
    ]


@pytest.mark.parametrize("code", measures())
def test_frame_says_what_the_records_say(case: tuple[Snapshot, World, random.Random], code: str) -> None:
    snapshot, world, draw = case
    of = measure(code)
    looked_at = scopes(world, draw)
    for number, by in enumerate(splits(code, draw)):
        for scope in (looked_at[0], looked_at[1 + number % 3]):
            dimensions = tuple(dict.fromkeys((*by, *of.always_by)))
            wanted = plain_metrics.expected(world, code, of.records, dimensions, scope, of.smallest_denominator, of.interval)
            compare(metrics.frame(snapshot, code, by, scope), wanted, dimensions, f"{code} by {by} in {scope.to_url()}")


def compare(found: pd.DataFrame, wanted: dict[tuple[str, ...], plain_metrics.Expected], by: tuple[str, ...], what: str) -> None:
    codes = [["" if value is pd.NA else str(value) for value in found[name]] for name in by]
    keys = list(zip(*codes, strict=True)) if by else [()] * len(found)
    assert len(set(keys)) == len(keys), what
    assert set(keys) == set(wanted), (what, set(keys) ^ set(wanted))
    for key, row in zip(keys, found.itertuples(index=False), strict=True):
        for name in SHOWN:
            assert same(getattr(row, name), getattr(wanted[key], name)), (what, key, name, row, wanted[key])
        assert row.flag == wanted[key].flag, (what, key, row, wanted[key])


def same(one: float, other: float) -> bool:
    if math.isnan(one) or math.isnan(other):
        return math.isnan(one) and math.isnan(other)
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)
