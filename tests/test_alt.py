"""Every block is told in words to those who cannot see it, from its own figures, in both languages."""

import re

import pytest

from la21data import metrics
from la21data.blocks import NativeChart
from la21data.blocks.alt import describe
from la21data.blocks.catalogue import make, recipes
from la21data.scope import Scope
from la21data.store import Store
from la21data.view import View

LONGEST = 2_500  # Letters: more is no description.


@pytest.fixture(scope="module")
def snapshot(demo_store):
    return Store(demo_store).open()


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("block_id", recipes())
def test_a_block_is_told_in_words_with_a_figure(snapshot, block_id, lang):
    view = View(snapshot, metrics.default_scope(snapshot, Scope()), lang)
    block = make(block_id, view)
    if block.empty:
        pytest.skip("nothing to tell of")
    told = describe(view, block)
    assert re.search(r"\d", told.replace(block.subtitle, "")) and len(told) < LONGEST
    assert not re.search(r"\b(nan|NaN|None)\b", told)
    assert "{" not in told and "<" not in told


def test_the_words_are_those_of_the_figures(snapshot):
    view = View(snapshot, metrics.default_scope(snapshot, Scope()), "th")
    block = make("activities-categories", view)
    assert isinstance(block.native, NativeChart)
    best = max(zip(block.native.series[0].values, block.native.categories, strict=True))
    assert f"สูงสุด {best[1]} {best[0]:,.0f}" in describe(view, block)
    people = make("activities-people-years", view)
    last = people.native.series[0].values[-1]
    assert f"{last:,.0f} ใน {people.native.categories[-1]}" in describe(view, people)
    provinces = sum(map(int, re.findall(r"(\d+) จังหวัด", describe(view, make("map", view)))))
    assert provinces == 77


def test_provinces_without_a_class_are_counted_by_what_the_legend_says_of_them(snapshot):
    view = View(snapshot, metrics.default_scope(snapshot, Scope(years=(2569,))), "th")
    block = make("map", view, {"measure": "participating_laos"})
    outside = sum(flag == "not_applied" for flag in block.native.flags.values())
    told = describe(view, block)
    assert outside and f"ไม่ได้เข้าร่วมโครงการ {outside} จังหวัด" in told and "ไม่มีค่า" not in told
