"""What stands beside what: an office among all others, the lowest provinces, figures of few, bars that do not net out."""

from pathlib import Path

import pytest

from la21data import metrics
from la21data.blocks.catalogue import make
from la21data.key_figures import key_figures
from la21data.scope import Scope
from la21data.store import Snapshot, Store
from la21data.view import View

YEAR = Scope(years=(2569,))


@pytest.fixture(scope="module")
def snapshot(demo_store: Path) -> Snapshot:
    return Store(demo_store).open()


def view_of(snapshot: Snapshot, scope: Scope = YEAR) -> View:
    return View(snapshot, metrics.default_scope(snapshot, scope), "th")


def test_one_office_stands_beside_all_others(snapshot: Snapshot) -> None:
    alone = make("network-places", view_of(snapshot, Scope(offices=("9",))), {"by": "office"})
    whole = make("network-places", view_of(snapshot), {"by": "office"})
    assert alone.native.categories == whole.native.categories and "ทั้งประเทศ" in alone.subtitle
    bars = alone.native.series[0]
    dark = [name for name, colour in zip(alone.native.categories, bars.points, strict=True) if colour != bars.colour]
    assert len(dark) == 1 and "9" in dark[0]
    two = make("network-places", view_of(snapshot, Scope(offices=("9", "10"))), {"by": "office"})
    assert len(two.native.categories) == 2


@pytest.mark.parametrize("code", ["participation_rate", "standard_score", "activities"])
def test_the_map_ranks_from_either_end(snapshot: Snapshot, code: str) -> None:
    view = view_of(snapshot)
    high, low = (list(make("ranking", view, {"measure": code, "order": order}).table.rows["จังหวัด"]) for order in ("highest", "lowest"))
    frame = metrics.frame(snapshot, code, ("province",), view.scope)
    enough = frame[(frame["flag"] != "small_number") & frame["value"].notna() & (frame["province"] != "10")].set_index("province_th")[
        "value"
    ]
    assert sorted(high) == sorted(low) and set(high[: len(enough)]) == set(low[: len(enough)]) == set(enough.index)
    assert list(enough[high[: len(enough)]]) == sorted(enough, reverse=True)
    assert list(enough[low[: len(enough)]]) == sorted(enough)


def test_a_share_of_few_says_of_how_many(snapshot: Snapshot) -> None:
    told = {one.measure.code: one.change for one in key_figures(view_of(snapshot, Scope(years=(2569,), provinces=("83",))))}
    laos = snapshot.rows(
        "select count(*) filter (where track = 'ladder' and step >= 3), count(*) filter (where track = 'ladder') from lao_year "
        "where fiscal_year = 2569 and province = '83' and taking_part"
    )[0]
    assert 0 < laos[1] < 10 and f"{laos[0]} จาก {laos[1]} ·" in told["step3plus_rate"]
    assert "จาก" not in {one.measure.code: one.change for one in key_figures(view_of(snapshot))}["step3plus_rate"]


def test_on_the_fast_track_alone_its_own_share_is_told(snapshot: Snapshot) -> None:
    told = {one.measure.code: one.text for one in key_figures(view_of(snapshot, Scope(years=(2569,), tracks=("fast_track",))))}
    assert "fast2plus_rate" in told and "step3plus_rate" not in told and "ไม่มีข้อมูล" not in told.values()


def test_events_of_laos_that_left_and_came_back_are_said_not_to_net_out(snapshot: Snapshot) -> None:
    view = view_of(snapshot)
    said = {}
    for since in ("2555", "2568"):
        block = make("changes-kinds", view, {"since": since})
        laos = block.table.rows["รหัส อปท."].nunique()
        said[since] = any(f"อปท. {laos} แห่งที่ต่างกัน" in note for note in block.notes)
        assert said[since] == (laos < sum(block.native.series[0].values))
    assert said["2555"]


def test_the_funnel_is_a_way_of_looking_at_the_map(snapshot: Snapshot) -> None:
    block = make("funnel", view_of(snapshot, Scope(years=(2569,), regions=("south",))), {"measure": "participation_rate"})
    assert sum(len(cloud.points) for cloud in block.native.clouds) == 14


def test_the_page_of_the_standard_ranks_as_the_map_does(snapshot: Snapshot) -> None:
    here, there = (
        make("standard-ranking", view_of(snapshot), {"shown": "awards"}),
        make("ranking", view_of(snapshot), {"measure": "awards"}),
    )
    assert list(here.table.rows["จังหวัด"]) == list(there.table.rows["จังหวัด"]) and len(here.table.rows) > 70
    assert len(here.native.categories) > 0 and min(here.native.series[0].values[:20]) > 0
