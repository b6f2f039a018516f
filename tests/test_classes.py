"""la21data.classes: round breaks, whole numbers for counts, and no set of values that breaks a map."""

import math
import random
from itertools import combinations, pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from la21data.classes import MOST_CLASSES, classify, classify_frame
from la21data.look import colours
from la21data.measures import measure

COUNT, RATE, MONEY = measure("participating_laos"), measure("participation_rate"), measure("budget_total")
METHODS = ("quantile", "natural", "equal", "diverging")


def counts_per_class(classes, values):
    return [sum(classes.index(value) == at for value in values) for at in range(len(classes))]


def test_quantile_parts_places_evenly():
    values = [n / 1000 for n in range(1, 101)]
    classes = classify(values, measure=RATE)
    assert len(classes) == 5
    assert all(16 <= number <= 24 for number in counts_per_class(classes, values))


def spread(values, lowers):
    """Sum of squared distances from the means of the classes."""
    groups = [[value for value in values if low <= value < end] for low, end in pairwise([*lowers, math.inf])]
    return sum(sum((value - sum(group) / len(group)) ** 2 for value in group) for group in groups if group)


@pytest.mark.parametrize("seed", range(5))
def test_natural_breaks_leave_the_least_spread_of_all_breaks(seed):
    """Against every possible way to part the values into three."""
    draw = random.Random(seed)
    values = [draw.choice((0, 20, 60)) + draw.randint(0, 15) for _ in range(24)]
    lowers = classify(values, "natural", k=3).breaks[:-1]
    distinct = sorted(set(values))
    least = min(spread(values, [distinct[0], one, other]) for one, other in combinations(distinct[1:], 2))
    assert spread(values, lowers) == pytest.approx(least)


def test_natural_breaks_of_many_values_take_no_time_and_still_find_the_gaps():
    values = [step for start in (0, 500, 2000) for step in range(start, start + 600, 1) if step < start + 300]
    assert classify(values, "natural", k=3).breaks[:-1] == (0, 500, 2000)
    assert len(classify([0] * 1770 + [7], "natural", k=5)) == 2


def test_labels_hold_what_is_written():
    """A province that shows 9.9 % is in the class that ends there, one that shows 10.0 % in the next."""
    classes = classify([0.01, 0.0994, 0.0996, 0.2], "equal", k=4, measure=RATE)
    assert classes.labels == ("0.0–4.9\u00a0%", "5.0–9.9\u00a0%", "10.0–14.9\u00a0%", "15.0–19.9\u00a0%", "20.0\u00a0%")
    assert [classes.index(value) for value in (0.0994, 0.0996, 0.2)] == [1, 2, 4]


def test_counts_get_whole_breaks():
    values = [0, 0, 1, 1, 2, 2, 3, 4, 6, 9, 14, 23]
    for method in METHODS:
        classes = classify(values, method, centre=3, measure=COUNT)
        assert all(break_ == int(break_) for break_ in classes.breaks)
        assert not any("." in label for label in classes.labels)
    assert classify(values, measure=COUNT).labels[0] in ("0", "0–1")


def test_single_values_have_no_range():
    assert classify([1, 2], measure=COUNT).labels == ("1", "2")


def test_money_is_classed_in_millions():
    assert classify([1_200_000, 4_500_000, 9_900_000], "equal", measure=MONEY).labels[-1] == "8.0–9.9 ล้านบาท"
    assert classify([1_200, 9_900], "equal", measure=MONEY, lang="en").labels[-1] == "8,000–9,900 baht"


def test_diverging_turns_at_the_country():
    values = [n / 100 for n in range(1, 41)]
    classes = classify(values, "diverging", centre=0.2, measure=RATE)
    near = classes.index(0.2)
    assert len(classes) == 5 and near == 2
    assert classes.colours == colours.diverging(2, 2)
    assert classes.labels[0].startswith("ต่ำกว่า ") and classes.labels[-1].startswith("ตั้งแต่ ")
    assert classes.index(0.01) == 0 and classes.index(0.4) == 4


def test_diverging_keeps_its_sides_where_one_is_empty():
    """Only higher values: no purple, and the country's class stays."""
    classes = classify([0.3, 0.4, 0.5, 0.6], "diverging", centre=0.05, measure=RATE)
    assert classes.colours == colours.diverging(0, len(classes) - 1)
    assert classes.index(0.05) == 0


def test_diverging_parts_those_that_differ_where_most_do_not():
    """The difference of two years: no change in most provinces, and no class without any."""
    values = [0.0] * 60 + [-0.02, -0.015, -0.008, -0.004, -0.002] + [n / 250 for n in range(1, 11)]
    classes = classify(values, "diverging", centre=0.0, measure=RATE)
    assert [sum(classes.index(value) == at for value in values) > 0 for at in range(len(classes))] == [True] * 5
    assert classes.labels[2] == "0.0\u00a0%"


def test_diverging_without_a_centre_falls_back():
    values = [0.1, 0.2, 0.3]
    assert classify(values, "diverging", centre=math.nan, measure=RATE) == classify(values, "quantile", measure=RATE)
    assert classify(values, "diverging", measure=RATE).method == "quantile"


@pytest.mark.parametrize("method", METHODS)
def test_nothing_one_and_all_equal(method):
    assert len(classify([], method, centre=1, measure=COUNT)) == 0
    assert len(classify([math.nan, None, math.inf], method, centre=1, measure=COUNT)) == 0
    for values in ([7.0], [7.0] * 77, [math.nan, 7.0]):
        classes = classify(values, method, centre=7, measure=COUNT)
        assert classes.labels == ("7",) and classes.index(7.0) == 0
    assert classify([7], method, centre=7, measure=COUNT).index(math.nan) is None


def test_a_place_outside_the_programme_has_no_class():
    frame = pd.DataFrame({"value": [0.0, 0.0, 0.1, 0.2], "flag": ["not_applied", "not_applied", "", "small_number"]})
    assert classify_frame(frame, RATE).labels == ("10.0–19.9\u00a0%", "20.0\u00a0%")


def test_unknown_methods_and_too_many_classes_are_said():
    with pytest.raises(ValueError, match="jenks"):
        classify([1], "jenks")
    with pytest.raises(ValueError, match="7 classes"):
        classify([1], k=7)


@given(
    st.lists(st.one_of(st.none(), st.floats(0, 1e9)), max_size=90),
    st.sampled_from(METHODS),
    st.integers(1, MOST_CLASSES),
    st.floats(0, 1e9),
    st.sampled_from([COUNT, RATE, MONEY, measure("standard_score"), None]),
)
def test_every_value_gets_exactly_one_class(values, method, k, centre, of):
    classes = classify(values, method, k, centre, measure=of)
    assert len(classes.labels) == len(classes.colours) == len(set(classes.labels)) <= MOST_CLASSES
    assert list(classes.lowers) == sorted(set(classes.lowers))
    for value in values:
        at = classes.index(value)
        if value is None:
            assert at is None
        else:
            assert 0 <= at < len(classes)
            assert classes.scale.steps(value) >= classes.lowers[at]
            assert at == len(classes) - 1 or classes.scale.steps(value) < classes.lowers[at + 1]


def test_places_with_nothing_are_not_classed_with_those_that_have_one():
    counts = measure("awards")
    assert classify([0] * 14 + [1, 2, 2], measure=counts).labels == ("0", "1", "2")
    assert classify([0] * 8 + [1, 2, 2, 2, 3, 4], measure=counts).labels == ("0", "1", "2–4")
    assert classify(list(range(11)), measure=counts).labels[0] == "0–1", "one place with nothing is no class"
