"""Control limits against sums of whole numbers, and what they promise; the funnel marks who lies outside."""

from __future__ import annotations

import math
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest

from la21data import charts, metrics, reference
from la21data.blocks.catalogue import make
from la21data.blocks.funnel import judged, shares
from la21data.charts.funnel import NAMED
from la21data.measures import measure
from la21data.metrics.limits import TAILS, control_limits
from la21data.scope import Scope
from la21data.store import Store
from la21data.view import View
from tests.validated import figure


def quantile(share: Fraction, n: int, tail: Fraction) -> Fraction:
    """The interpolated count below which `tail` of the binomial lies, with fractions: no rounding anywhere."""
    below = Fraction(0)
    for count in range(n + 1):
        exactly = math.comb(n, count) * share**count * (1 - share) ** (n - count)
        if below + exactly >= tail:
            return count - (below + exactly - tail) / exactly
        below += exactly
    return Fraction(n)


@pytest.mark.parametrize("n", [1, 2, 7, 30, 97, 231])
@pytest.mark.parametrize("share", [Fraction(1, 50), Fraction(1, 4), Fraction(13, 20), Fraction(99, 100)])
def test_limits_are_binomial_quantiles(share: Fraction, n: int) -> None:
    limits = control_limits(float(share), n)
    for name, tail in TAILS.items():
        wanted = min(max(quantile(share, n, Fraction(str(tail))) / n, Fraction(0)), Fraction(1))
        assert getattr(limits, name) == pytest.approx(float(wanted), abs=1e-7), name


def test_limits_close_in_as_numbers_grow_and_chance_leaves_what_they_say() -> None:
    share = 0.3
    few, many = control_limits(share, 20), control_limits(share, 400)
    assert few.low_998 <= few.low_95 < many.low_95 < share < many.high_95 < few.high_95 <= few.high_998
    inside = sum(
        math.comb(200, k) * share**k * (1 - share) ** (200 - k)
        for k in range(201)
        if control_limits(share, 200).verdict(k / 200) == "within"
    )
    assert 0.94 < inside < 0.975
    assert control_limits(share, 200).verdict(0.95) == "far_above" and control_limits(share, 200).verdict(0.0) == "far_below"
    assert control_limits(0.0, 10).verdict(0.0) == "within" == control_limits(1.0, 10).verdict(1.0)


@pytest.mark.parametrize("n", [1, 2, 3, 7, 30, 97])
@pytest.mark.parametrize("share", [Fraction(1, 50), Fraction(13, 20), Fraction(99, 100)])
def test_outside_is_only_what_chance_alone_brings_less_often_than_the_limit_says(share: Fraction, n: int) -> None:
    limits = control_limits(float(share), n)
    exactly = [math.comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(n + 1)]
    for k in range(n + 1):
        at_most, at_least = sum(exactly[: k + 1]), sum(exactly[k:])
        rare = {"far": Fraction(1, 1000), "": Fraction(1, 40)}
        low = next((f"{far}_below".strip("_") for far, tail in rare.items() if at_most < tail), "")
        high = next((f"{far}_above".strip("_") for far, tail in rare.items() if at_least < tail), "")
        assert limits.verdict(k / n) == (low or high or "within"), (k, n)


@pytest.mark.parametrize("code", shares())
def test_the_funnel_of_a_measure_marks_who_lies_outside(demo_store: Path, code: str) -> None:
    snapshot, scope = Store(demo_store).open(), Scope(years=(2569,))
    frame, country = metrics.frame(snapshot, code, ("province",), scope), metrics.figure(snapshot, code, scope).value
    verdicts = judged(frame, country)
    drawn = figure(charts.funnel(frame, measure(code), country, verdicts))
    points = drawn.data[-1]
    told = [verdict for verdict in verdicts if verdict]
    assert len(points.x) == len(told) == len(points.hovertext)
    assert sum(symbol != "circle" for symbol in points.marker.symbol) == sum(verdict != "within" for verdict in told)
    named = {note.text for note in drawn.layout.annotations[1:]}
    pilots = {place.name_th for place in reference.provinces().values() if place.is_pilot}
    outside = {name for name, verdict in zip(frame["province_th"], verdicts, strict=True) if verdict not in ("", "within")}
    assert named <= outside | pilots
    assert outside <= named or len(named) == NAMED, outside - named
    _, high = drawn.layout.yaxis.range
    assert max(points.y) < high  # No mark lies on the edge.


def test_names_of_points_beside_one_another_stand_on_either_side() -> None:
    points = [("47", "สกลนคร", 135), ("90", "สงขลา", 137)]
    rows = pd.DataFrame({"province": [code for code, _, _ in points], "label": [name for _, name, _ in points]})
    rows = rows.assign(denominator=[of for _, _, of in points], value=0.0075, verdict="within")
    for order in (rows, rows[::-1]):
        found = {name: side for name, _, _, side in charts.placed_names(order, (240, 0.125), (720, 290))}
        assert found == {"สกลนคร": "left", "สงขลา": "right"}


def test_a_name_stands_where_it_lies_on_no_point_and_in_a_corner_above_or_below_its_point() -> None:
    points = [("83", "ภูเก็ต", 24, 0.125), ("26", "นครนายก", 48, 0.125), ("40", "ขอนแก่น", 208, 0.02), ("41", "อุดรธานี", 220, 0.02)]
    points += [("42", "เลย", 190, 0.02), ("30", "นครราชสีมา", 298, 0.0)]
    rows = pd.DataFrame([{"province": code, "label": name, "denominator": of, "value": value} for code, name, of, value in points])
    rows["verdict"] = ["above", "far_above", "within", "within", "within", "below"]
    found = {name: side for name, _, _, side in charts.placed_names(rows, (310, 0.131), (230, 460))}
    assert found["ภูเก็ต"] in ("above", "below") and found["ขอนแก่น"] in ("above", "below") and found["นครราชสีมา"] == "left"


def test_a_province_with_nobody_is_a_point_and_low_where_chance_does_not_explain_it(demo_store: Path) -> None:
    """The map says that one province is below the country beyond chance; the funnel has to say which."""
    snapshot = Store(demo_store).open()
    view = View(snapshot, metrics.default_scope(snapshot, Scope()), "th")
    year = view.scope.years[-1]
    registered = dict(snapshot.rows("select province, count(distinct lao_code) from lao where valid_to is null group by province"))
    parts = dict(snapshot.rows("select province, count(*) from lao_year where fiscal_year = ? and taking_part group by province", [year]))
    block = make("funnel", view, {})
    assert sum(len(cloud.points) for cloud in block.native.clouds) == len(registered) - 1, "all but Bangkok"
    share = sum(parts.values()) / sum(registered.values())
    low = {province for province, of in registered.items() if province not in parts and (1 - share) ** of < 0.025}
    assert low
    for province in low:
        assert f"ต่ำกว่าขอบเขต 95 % {len(low)} จังหวัด" in block.notes[1] and reference.provinces()[province].name_th in block.notes[1]
