"""Every block of the catalogue: it draws or says why not, in both languages, whatever the scope; slides and table tell the same."""

import math
import re

import pytest

from la21data import metrics
from la21data.blocks import Block, NativeChart, NativeMap
from la21data.blocks.catalogue import make, recipes
from la21data.key_figures import key_figure
from la21data.measures import measure
from la21data.problems import CannotUse
from la21data.scope import Scope
from la21data.store import Store
from la21data.text import words
from la21data.view import View
from pages.shared.links import page_of
from tests.validated import figure

SCOPES = {
    "last year": Scope(),
    "one province": Scope(provinces=("57",)),
    "all years": Scope(years=tuple(range(2547, 2570))),
    "nobody": Scope(regions=("south",), types=("special",)),
    "one LAO": Scope(lao="1100000"),
}


@pytest.fixture(scope="module")
def snapshot(demo_store):
    return Store(demo_store).open()


def view_of(snapshot, scope, lang="th"):
    return View(snapshot, metrics.default_scope(snapshot, scope), lang)


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("block_id", recipes())
def test_a_block_draws_or_says_why_not(snapshot, block_id, scope, lang):
    block = make(block_id, view_of(snapshot, SCOPES[scope], lang))
    assert block.id == block_id and block.title and block.subtitle
    assert bool(block.empty) != bool(block.draw)
    for text in (block.title, block.subtitle, block.empty, *block.notes):
        assert not re.search(r"\b(nan|NaN|None)\b", text), text  # The province is written Nan.
    if block.draw:
        figure(block.draw())  # Raises where plotly does not know an attribute.
        check_native(block)


def check_native(block: Block) -> None:
    if isinstance(block.native, NativeChart):
        assert block.native.series and block.native.categories
        for series in block.native.series:
            assert len(series.values) == len(block.native.categories)
            assert all(value is None or math.isfinite(value) for value in series.values)
    if isinstance(block.native, NativeMap):
        classes = set(range(len(block.native.classes)))
        assert set(block.native.provinces.values()) - {None} <= classes


def test_the_ranking_of_many_provinces_leaves_out_those_with_nothing(snapshot):
    drawn = make("ranking", view_of(snapshot, Scope(years=(2569,))), {"measure": "stalled_laos"}).draw()
    assert min(drawn.spec()["data"][0]["x"]) > 0


def test_a_unit_that_is_the_title_is_not_said_twice(snapshot):
    for block_id, lang in (
        ("standard-awards", "th"),
        ("standard-awards", "en"),
        ("activities-categories", "en"),
        ("standard-ranking", "en"),
    ):
        title = make(block_id, view_of(snapshot, Scope(years=(2569,)), lang), {"shown": "awards"}).subtitle.split(" · ")[0]
        assert "(" not in title, block_id


def test_blocks_have_a_page_and_a_name():
    for recipe in recipes().values():
        assert page_of(recipe.path)
        assert words(recipe.name, "th") and words(recipe.name, "en")


def test_an_unknown_block_is_one_clear_line(snapshot):
    with pytest.raises(CannotUse) as error:
        make("no-such-chart", view_of(snapshot, Scope()))
    assert error.value.problem.code == "unknown_chart"


def test_an_empty_track_is_not_called_missing_records(snapshot):
    """Where somebody is on the ladder there are records of taking part: nobody is on the fast track."""
    view, nobody = view_of(snapshot, Scope(tracks=("ladder",))), view_of(snapshot, SCOPES["nobody"])
    assert make("ladder-years", view).draw and make("fast-track-years", view).empty.startswith("ไม่มี อปท. เข้าร่วมทาง Fast Track")
    assert make("step-by-type", view, {"on": "fast_track"}).empty.startswith("ไม่มี อปท. เข้าร่วมทาง Fast Track")
    years_so_far = nobody.scope.with_years(*nobody.years_so_far)
    assert make("fast-track-years", nobody).empty == nobody.why_empty(measure("laos_at_step"), years_so_far)


def test_awards_of_all_years_are_not_said_to_be_missing_in_one(snapshot):
    assert "ทุกปีงบประมาณ" in make("awards-years", view_of(snapshot, SCOPES["nobody"])).empty


def test_the_change_of_a_mean_has_its_decimal(snapshot):
    view = view_of(snapshot, Scope())
    now, before = (metrics.figure(snapshot, "standard_score", Scope(years=(year,))).value for year in (2569, 2568))
    assert f" {abs(now - before):.1f} " in key_figure(view, measure("standard_score")).change


ASKS = re.compile(r"ใด|อย่างไร|เท่าใด|หรือไม่|กี่|ใคร|ไหน|เมื่อใด|อะไร")


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("block_id", recipes())
def test_a_title_asks_the_question_that_its_chart_answers(snapshot, block_id, lang):
    title = make(block_id, view_of(snapshot, Scope(years=(2569,)), lang)).title
    assert ASKS.search(title) if lang == "th" else title.endswith("?")
    assert len(title) <= 75
