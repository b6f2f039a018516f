"""`metrics.frame` against the plain implementation, on small random records of every odd shape; and what a frame promises."""

from __future__ import annotations

import math
import random

import facts
import pandas as pd
import plain_metrics
import pytest
from plain_world import World

from la21data import metrics
from la21data.domain import FLAGS
from la21data.measures import measure, measures
from la21data.metrics.sources import usable_columns
from la21data.problems import CannotUse
from la21data.scope import Scope
from la21data.store import Snapshot

CASES = [*enumerate(facts.SHAPES), (20, "mixed")]
SHOWN = ("value", "numerator", "denominator", "low", "high")
ADDED_UP = [code for code, of in measures().items() if of.numerator and not of.denominator]
Case = tuple[Snapshot, World, int]


@pytest.fixture(scope="module", params=CASES, ids=lambda case: f"{case[1]}-{case[0]}")
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Case:
    seed, shape = request.param
    records = facts.generate(seed, shape)
    return facts.publish(tmp_path_factory.mktemp("store"), records), World(records), seed


# ---------------------------------------------------------------- every measure
@pytest.mark.parametrize("code", measures())
def test_frame_says_what_the_records_say(case: Case, code: str) -> None:
    snapshot, world, seed = case
    of, draw = measure(code), random.Random(f"{seed}/{code}")
    looked_at = scopes(world, draw)
    for number, by in enumerate(splits(code, draw)):
        scope = looked_at[(number + seed) % len(looked_at)]
        dimensions = tuple(dict.fromkeys((*by, *of.always_by)))
        wanted = plain_metrics.expected(world, code, of.records, dimensions, scope, of.smallest_denominator, of.interval)
        found = metrics.frame(snapshot, code, by, scope)
        compare(found, wanted, dimensions, f"{code} by {by} in {scope.to_url()}", exact=of.format != "score")


def splits(code: str, draw: random.Random) -> list[tuple[str, ...]]:
    """The whole, every single dimension, and pairs."""
    possible = metrics.possible_dimensions(code)
    pairs = [tuple(draw.sample(possible, 2)), ("fiscal_year", draw.choice(possible[1:])), ("province", draw.choice(possible[:3]))]
    return [(), *((name,) for name in possible), *(pair for pair in pairs if can_split(code, pair))]


def can_split(code: str, by: tuple[str, ...]) -> bool:
    part = measure(code).numerator
    return part is None or any(set(by) <= usable_columns(part, source) for source in part.sources)


def scopes(world: World, draw: random.Random) -> list[Scope]:
    years = list(world.years)
    some = tuple(sorted(draw.sample(years, min(3, len(years)))))
    someone = draw.choice(sorted(set(world.followed.values())))
    places: list[dict[str, object]] = [
        {"regions": ("north", "south")},
        {"pilot": True},
        {"pilot": False},
        {"types": ("sao", "special")},
        {"offices": ("1", "none")},
        {"provinces": ("10", "50", "90")},
        {"tracks": ("ladder",)},
        {"tracks": ("fast_track",)},
        {"categories": ("forest", "other")},
        {"lao": someone},
        {"types": ("subdistrict",), "categories": ("waste_sorting",)},
    ]
    first, second, third = draw.sample(places, 3)
    return [Scope(), Scope(years=(draw.choice(years),), **first), Scope(years=some, **second), Scope(**third)]  # type: ignore[arg-type]


def compare(
    found: pd.DataFrame, wanted: dict[tuple[str, ...], plain_metrics.Expected], by: tuple[str, ...], what: str, exact: bool
) -> None:
    """`exact`: numerators and denominators are counts or baht, and equal to the last digit."""
    codes = [["" if value is pd.NA else str(value) for value in found[name]] for name in by]
    keys: list[tuple[str, ...]] = list(zip(*codes, strict=True)) if by else [()] * len(found)
    assert len(set(keys)) == len(keys), what
    assert set(keys) == set(wanted), (what, set(keys) ^ set(wanted))
    for key, row in zip(keys, found.itertuples(index=False), strict=True):
        for name in SHOWN:
            one, other = getattr(row, name), getattr(wanted[key], name)
            assert same(one, other), (what, key, name, row, wanted[key])
            assert one == other or math.isnan(one) or not exact or name not in ("numerator", "denominator"), (what, key, name, one, other)
        assert row.flag == wanted[key].flag, (what, key, row, wanted[key])


def same(one: float, other: float) -> bool:
    if math.isnan(one) or math.isnan(other):
        return math.isnan(one) and math.isnan(other)
    return one == other or math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)


def test_provinces_regions_and_nation_add_up(case: Case) -> None:
    snapshot, _, _ = case
    for code in ADDED_UP:
        totals = {by: metrics.frame(snapshot, code, by)["value"].sum() for by in ((), ("region",), ("office",), ("province",), ("pilot",))}
        assert len({round(total, 6) for total in totals.values()}) == 1, (code, totals)


# ---------------------------------------------------------------- what a frame promises
@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return facts.publish(tmp_path_factory.mktemp("mixed"), facts.generate(3, "mixed"))


def test_columns_and_types(mixed: Snapshot) -> None:
    found = metrics.frame(mixed, "laos_at_step", ("fiscal_year", "province"))
    dimensions = ["fiscal_year", "fiscal_year_th", "province", "province_th", "track", "track_th", "step", "step_th"]
    assert list(found) == [*dimensions, *SHOWN, "flag"]
    assert str(found["fiscal_year"].dtype) == "int64" and str(found["step"].dtype) == "Int64"
    assert all(found[name].dtype == "float64" for name in SHOWN)
    assert set(found["flag"]) <= {"", *(term.code for term in FLAGS)}


def test_rows_stand_in_the_order_of_codes(mixed: Snapshot) -> None:
    found = metrics.frame(mixed, "activities", ("region", "category"))
    assert list(dict.fromkeys(found["region"])) == ["north", "central", "northeast", "south"]
    assert found["category"].iloc[0] == "waste_pollution" and found["category"].iloc[8] == "other"
    offices = list(metrics.frame(mixed, "activities", ("office",))["office"])
    assert offices == sorted(offices, key=lambda code: (code == "none", int(code) if code != "none" else 0))


def test_what_the_records_do_not_tell_has_a_row_of_its_own(mixed: Snapshot) -> None:
    by_province = metrics.frame(mixed, "events", ("province",))
    assert list(by_province["province_th"])[-1] == "ไม่ระบุจังหวัด" and list(by_province["province"])[-1] == ""
    by_step = metrics.frame(mixed, "activities", ("step",))
    assert by_step["step"].isna().sum() == 1 and by_step["step_th"].iloc[-1] == "ไม่ระบุขั้น"


def test_unknown_measure_and_dimension_are_named(mixed: Snapshot) -> None:
    for call in (lambda: metrics.frame(mixed, "happiness"), lambda: metrics.possible_dimensions("happiness")):
        with pytest.raises(CannotUse) as unknown:
            call()
        assert unknown.value.problem.code == "unknown_measure"
    for code, by in (
        ("participating_laos", ("category",)),
        ("events", ("lao_type",)),
        ("activities", ("colour",)),
        ("activities", ("mode", "step")),
        ("lao_total", ("track",)),
        ("years_to_model", ("track",)),
    ):
        with pytest.raises(CannotUse) as impossible:
            metrics.frame(mixed, code, by)
        assert impossible.value.problem.code == "unknown_dimension"
        assert "province" in impossible.value.problem.en and by[-1] in impossible.value.problem.th


def test_figure_is_the_frame_without_dimensions(mixed: Snapshot) -> None:
    for code, of in measures().items():
        if of.always_by:
            with pytest.raises(CannotUse):
                metrics.figure(mixed, code)
            continue
        row, one = metrics.frame(mixed, code).iloc[0], metrics.figure(mixed, code)
        assert all(same(row[name], getattr(one, name)) for name in SHOWN) and row["flag"] == one.flag


def test_ignored_keys_are_those_no_source_has() -> None:
    everything = Scope(
        years=(2565,),
        regions=("north",),
        offices=("1",),
        provinces=("50",),
        types=("sao",),
        tracks=("ladder",),
        pilot=False,
        categories=("forest",),
        lao="6000001",
    )
    assert metrics.ignored_keys("participating_laos", everything) == ("category",)
    assert metrics.ignored_keys("events", everything) == ("type", "track", "category", "lao")
    assert metrics.ignored_keys("activities", everything) == ()
    assert metrics.ignored_keys("lao_total", everything) == ("track", "category")
    assert metrics.ignored_keys("activities", Scope()) == ()


def test_labels_in_both_languages(mixed: Snapshot) -> None:
    assert metrics.labels(mixed, "province", ["50", "10"]) == {"50": "เชียงใหม่", "10": "กรุงเทพมหานคร"}
    assert metrics.labels(mixed, "province", ["50"], "en") == {"50": "Chiang Mai"}
    assert metrics.labels(mixed, "fiscal_year", [2565], "en") == {"2565": "2565 (2022)"}
    assert metrics.labels(mixed, "office", ["1", "none"]) == {"1": "สคพ.1 (เชียงใหม่)", "none": "ไม่มีสำนักงาน"}
    assert metrics.labels(mixed, "lao_type", ["sao", "", "x"]) == {"sao": "องค์การบริหารส่วนตำบล", "": "ไม่ระบุประเภท อปท.", "x": "x"}
