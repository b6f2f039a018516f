"""Years until each step, against a product worked out LAO by LAO; those still waiting are neither reached nor lost."""

from __future__ import annotations

from fractions import Fraction

import facts
import lao_histories
import pytest
from facts import Records
from lao_histories import Row
from plain_world import TOP, World

from la21data import charts, metrics
from la21data.metrics.survival import half_after, still_waiting
from la21data.scope import Scope
from la21data.store import Snapshot
from tests.validated import figure

CASES = [(seed + 400, shape) for seed, shape in enumerate(("mixed", "gap_year", "one_lao", "no_participation"))]
Case = tuple[Snapshot, World]


@pytest.fixture(scope="module", params=CASES, ids=lambda case: f"{case[1]}-{case[0]}")
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Case:
    records = facts.generate(*request.param)
    return facts.publish(tmp_path_factory.mktemp("store"), records), World(records)


def lives(world: World, track: str, step: int, last: int) -> list[tuple[int, bool]]:
    """(years, reached) of each LAO that was ever on the track."""
    found = []
    for lao in set(world.followed.values()):
        stands = [(year, stand) for year in world.years if year <= last and (stand := world.stand(year, lao))]
        if track == "fast_track":  # Years on the ladder before are none of its own.
            stands = [(year, stand) for year, stand in stands if stand[0] == track]
        if any(stand[0] == track for _, stand in stands):
            there = [year for year, stand in stands if stand[0] == track and stand[1] >= step]
            found.append(((there[0] if there else stands[-1][0]) - stands[0][0], bool(there)))
    return found


def test_each_step_of_each_track_says_what_the_records_say(case: Case) -> None:
    snapshot, world = case
    for last in world.years[-2:]:
        for track, top in TOP.items():
            for step in range(1, top + 1):
                curve = metrics.survival_curve(snapshot, Scope(years=(last,)), track, step)
                wanted, share = lives(world, track, step, last), Fraction(1)
                for row in curve.to_dict("records"):
                    at_risk = sum(years >= row["years"] for years, _ in wanted)
                    reached = sum(years == row["years"] and there for years, there in wanted)
                    share *= 1 - Fraction(reached, at_risk)
                    assert (row["at_risk"], row["reached"]) == (at_risk, reached)
                    assert row["censored"] == sum(years == row["years"] and not there for years, there in wanted)
                    assert row["survival"] == float(share)
                assert (0 if curve.empty else curve["at_risk"].max()) == len(wanted)
                assert still_waiting(curve) == sum(not there for _, there in wanted)


def test_who_is_still_waiting_does_not_count_as_there(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Two LAOs begin together: one reaches step 2 after a year, one is still waiting after three. Half are there: 1 year, not 2."""

    def year(fiscal_year: int, code: str, step: int) -> Row:
        return {"fiscal_year": fiscal_year, "lao_code": code, "track": "ladder", "step": step, "import_id": "x"}

    registry = [lao_histories.lao("5500001"), lao_histories.lao("5500002", name="ข")]
    rows = [year(2560, "5500001", 1), year(2561, "5500001", 2), *(year(at, "5500002", 1) for at in range(2560, 2564))]
    records = facts.generate(1, "registry_only", laos=2)
    lists = records.tables.get("registry_list", [])
    snapshot = facts.publish(
        tmp_path_factory.mktemp("two"), Records(records.as_of, {"lao": registry, "registry_list": lists, "participation": rows})
    )
    curve = metrics.survival_curve(snapshot, Scope(), "ladder", 2)
    assert curve["survival"].tolist() == [1.0, 0.5, 0.5, 0.5] and curve["at_risk"].tolist() == [2, 2, 1, 1]
    assert half_after(curve) == 1 and still_waiting(curve) == 1


def test_the_chart_draws_a_line_a_step_and_none_without_careers(case: Case) -> None:
    snapshot, world = case
    curves = {step: metrics.survival_curve(snapshot, Scope(years=(world.years[-1],)), "ladder", step) for step in (2, 3, 4)}
    drawn = figure(charts.waiting_curves(curves, "ladder"))
    marks = [trace for trace in drawn.data if trace.mode == "markers"]
    assert len(marks) == sum(not curve.empty for curve in curves.values())
    for trace, curve in zip(marks, curves.values(), strict=False):
        assert trace.y[-1] == pytest.approx(1 - curve["survival"].iloc[-1], abs=1e-4)
