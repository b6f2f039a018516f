"""Maps over the years and against each other: pooled classes, small steps, differences by a second way."""

import gzip
import json
import math

import pytest

from la21data import geo, metrics, reference, thai
from la21data.blocks.catalogue import make
from la21data.blocks.maps import mapped_measures
from la21data.blocks.maps.values import outlines
from la21data.domain import REGIONS
from la21data.maps import points
from la21data.maps.points import groups
from la21data.measures import measure
from la21data.scope import Scope
from la21data.store import Store
from la21data.view import View
from tests.ingest.files import AWARD_HEADER, CITY, REGISTRY_HEADER, csv_file, load, registry_rows


@pytest.fixture(scope="module")
def snapshot(demo_store):
    return Store(demo_store).open()


def test_only_areas_that_lie_whole_on_the_map_have_their_border():
    north = {code for code, province in reference.provinces().items() if province.region == "north"}
    assert [ids for _, ids in outlines({}, {"40", "90", *north})] == [["north"]]
    nine = {code for code in reference.provinces() if str(reference.office_of(code)) == "9"}
    assert [ids for _, ids in outlines({"borders": "office"}, nine)] == [["9"]] and [ids for _, ids in outlines({}, nine)] == [[]]
    assert outlines({"borders": "none"}, set(reference.provinces())) == []


def view_of(snapshot, *years, **scope):
    return View(snapshot, metrics.default_scope(snapshot, Scope(years=years, **scope)))


@pytest.mark.parametrize("code", ["participation_rate", "awards", "standard_component"])
@pytest.mark.parametrize("classes", ["quantile", "natural", "equal", "diverging"])
def test_a_step_of_the_player_keeps_the_classes_and_sends_less_than_10_kb(snapshot, code, classes):
    found = set()
    for year in (2560, 2565, 2569):
        block = make("map", view_of(snapshot, year), {"measure": code, "classes": classes, "over": "years"})
        found.add(block.native.classes.lowers)
        drawings = (block, make("ranking", view_of(snapshot, year), {"measure": code}))
        sent = "".join(json.dumps(one.draw().spec()) for one in drawings)
        assert "coordinates" not in sent and len(gzip.compress(sent.encode())) < 9_000, "with what a page adds under 10 kB"
    assert len(found) == 1, "the same classes in every year"


@pytest.mark.parametrize("code", mapped_measures())
def test_small_maps_show_every_recorded_year_in_less_than_10_kb(snapshot, code):
    years = snapshot.recorded.get(measure(code).records) or snapshot.fiscal_years
    sent = make("map-years", view_of(snapshot, 2569), {"measure": code}).draw().spec()
    assert [note["text"] for note in sent["layout"]["annotations"]] == [f"<b>{year}</b>" for year in sorted(years)]
    assert len(gzip.compress(json.dumps(sent).encode())) < 9_500


def test_the_difference_of_two_years_is_what_the_metrics_say(snapshot):
    options = {"measure": "participation_rate", "fy2": "2560"}
    table = make("map-difference", view_of(snapshot, 2569), options).table.rows
    now, then = (metrics.frame(snapshot, "participation_rate", ("province",), Scope(years=(year,))) for year in (2569, 2560))
    before = then.set_index("province").reindex(now["province"])
    pairs = zip(now["province_th"], now["value"], before["value"], now["flag"], before["flag"], strict=True)
    wanted = {name: round((a - b) * 100, 1) for name, a, b, *flags in pairs if flags != ["not_applied"] * 2}  # Nobody in either: no change.
    shown = {row.iloc[0]: row.iloc[1] for _, row in table.iterrows() if not math.isnan(row.iloc[1])}
    assert shown == pytest.approx(wanted) and len(shown) < len(now)
    assert "2569" in make("map-difference", view_of(snapshot, 2569), options).title


def test_two_measures_are_compared_by_rank(snapshot):
    rows = make("map-difference", view_of(snapshot, 2569), {"measure": "activities", "measure2": "participants"}).table.rows
    frames = {code: metrics.frame(snapshot, code, ("province",), Scope(years=(2569,))) for code in ("activities", "participants")}

    def rank(code, name):
        values = frames[code][frames[code]["flag"].isin(["", "small_number"])]
        mine = values.loc[values["province_th"] == name, "value"].iloc[0]
        return 1 + int((values["value"] > mine).sum())

    named = rows.dropna().iloc[0]
    assert named.iloc[1] == rank("participants", named.iloc[0]) - rank("activities", named.iloc[0])


def test_the_second_map_shows_the_other_year(snapshot):
    second = make("map-second", view_of(snapshot, 2569), {"measure": "activities", "fy2": "2560"})
    alone = make("map", view_of(snapshot, 2560), {"measure": "activities"})
    assert second.table.rows.equals(alone.table.rows) and "2560" in second.subtitle
    assert make("map-second", view_of(snapshot, 2569), {"fy2": "<b>", "measure": "activities"}).draw is not None


@pytest.mark.parametrize("block_id", ["map-difference", "map-second", "map-years", "map-regions"])
def test_all_equal_one_province_and_none_still_say_something(snapshot, block_id):
    for scope in ({"provinces": ("57",)}, {"regions": ("south",), "types": ("special",)}, {"types": ("special",)}):
        block = make(block_id, view_of(snapshot, 2569, **scope), {"measure": "participating_laos", "fy2": "2569"})
        assert block.draw is not None or block.empty
        if block.draw:
            block.draw()


def test_points_of_the_largest_province_stay_under_10_kb(snapshot):
    block = make("province-laos", view_of(snapshot, 2569, provinces=("30",)), {})
    assert len(gzip.compress(block.deck().to_json().encode())) < 10_000
    assert len(block.table.rows) == metrics.figure(snapshot, "lao_total", Scope(years=(2569,), provinces=("30",))).value


def test_without_another_year_the_difference_is_to_the_year_before(snapshot):
    block = make("map-difference", view_of(snapshot, 2569), {"measure": "awards"})
    alike = make("map-difference", view_of(snapshot, 2569), {"measure": "awards", "fy2": "2568"})
    assert block.table.rows.equals(alike.table.rows) and "2568" in block.title


def test_the_note_on_pilots_stands_where_there_is_one(snapshot):
    told = {province: make("map", view_of(snapshot, 2569, provinces=(province,)), {}).notes for province in ("40", "57")}
    assert any("ต้นแบบ" in note for note in told["40"]) and not any("ต้นแบบ" in note for note in told["57"])


def test_points_say_nothing_of_taking_part_where_no_year_is_recorded(tmp_path):
    store = Store(tmp_path / "store")
    rows = [[*row, "8.06", "98.92"] if row[0] == CITY else [*row, "", ""] for row in registry_rows()]
    load(store, csv_file(tmp_path / "registry_25601201.csv", [*REGISTRY_HEADER, "ละติจูด", "ลองจิจูด"], rows))
    load(store, csv_file(tmp_path / "a.csv", AWARD_HEADER, [["2567", "ทต.ตัวอย่างงาม", "กระบี่", "ระดับพื้นที่", "รางวัล"]]))
    view = view_of(store.open(), 2567, provinces=("81",))
    block, nobody_knows = make("province-laos", view, {}), view.words("map.no_participation")
    assert {point.said for point in block.native.points} == set(block.table.rows.iloc[:, 3]) == {nobody_knows}
    assert [name for name, _, _ in groups(block.native.points, "th")] == [nobody_knows]
    assert "ไม่ได้เข้าร่วม" not in " ".join(block.notes) and any("ไม่มีข้อมูลการเข้าร่วม" in note for note in block.notes)


@pytest.mark.parametrize("code", reference.provinces())
def test_the_first_view_of_a_province_is_whole_on_a_phone(code):
    """332 by 560 pixels."""
    view, (west, south, east, north) = points._first_view(code), geo.province_bounds()[code]
    degree = 512 * 2 ** view["zoom"] / 360
    assert (east - west) * degree <= 332 and (north - south) * degree / math.cos(math.radians(south)) <= 560
    assert (east - west) * degree > 300 or (north - south) * degree / math.cos(math.radians(south)) > 500, "and as large as it can be"


def test_a_map_of_outputs_tells_the_unit_that_it_shows(snapshot):
    for lang, unit in (("th", "ต้น"), ("en", "trees")):
        view = View(snapshot, metrics.default_scope(snapshot, Scope(years=(2569,))), lang)
        block = make("map", view, {"measure": "outputs", "part": "ต้น"})
        assert block.subtitle.startswith(f"{unit} ·") and unit in block.title
        amounts = dict(
            snapshot.rows(
                "select lao_year.province, sum(output_amount) from activity join lao_year using (fiscal_year, lao_code) "
                "where fiscal_year = 2569 and output_unit = 'ต้น' group by 1"
            )
        )
        shown = make("map", view, {"measure": "outputs", "part": "ต้น"}).table.rows.iloc[:, 2]
        assert shown.sum() == pytest.approx(float(sum(filter(None, amounts.values()))))


def test_regions_beside_the_small_maps_are_counted_from_the_facts(snapshot):
    block = make("map-regions", view_of(snapshot, 2569), {"measure": "awards"})
    plain = dict[tuple[str, int], int]()
    for province, year, awards in snapshot.rows(
        "select lao_year.province, fiscal_year, count(*) from award join lao_year using (fiscal_year, lao_code) group by 1, 2"
    ):
        place = reference.provinces()[province].region, year
        plain[place] = plain.get(place, 0) + awards
    told = {term.th: term.code for term in REGIONS}
    for line in block.native.series:
        for year, value in zip(block.native.categories, line.values, strict=True):
            assert (value or 0) == plain.get((told[line.name], int(year)), 0)
    assert sum(value or 0 for line in block.native.series for value in line.values) == sum(plain.values())
    shown = {year for trace in block.draw().spec()["data"] for year in trace["x"]}
    assert shown == set(map(int, block.native.categories))


@pytest.mark.parametrize("code", ["participating_laos", "budget_total", "participation_rate"])
def test_a_diverging_map_turns_around_a_value_that_provinces_can_have_and_tells_it(snapshot, code):
    """Around the sum of all provinces every one of them was «lower», in one colour."""
    block = make("map", view_of(snapshot, 2569), {"measure": code, "classes": "diverging"})
    values = metrics.frame(snapshot, code, ("province",), Scope(years=(2569,)))["value"]
    whole = metrics.figure(snapshot, code, Scope(years=(2569,))).value
    centre = whole / 77 if measure(code).denominator is None else whole
    assert len(block.native.classes) > 1 and values.min() < centre < values.max()
    told = {
        "participating_laos": f"{centre:.1f} แห่ง",
        "budget_total": thai.format_baht(centre),
        "participation_rate": thai.format_percent(centre),
    }
    assert told[code] in block.notes[0]
    small = make("map-years", view_of(snapshot, 2569), {"measure": code, "classes": "diverging"})
    assert "เฉลี่ยทุกปี" in small.notes[0] and "สีกลาง" not in " ".join(make("map", view_of(snapshot, 2569), {"measure": code}).notes)


def test_two_measures_in_two_years_are_named_with_their_years(snapshot):
    options = {"measure": "activities", "measure2": "visits", "fy2": "2565"}
    title = make("map-difference", view_of(snapshot, 2569), options).title
    assert "2569" in title.partition(" กับ ")[0] and "2565" in title.partition(" กับ ")[2]
    assert "256" not in make("map-difference", view_of(snapshot, 2569), options | {"fy2": "2569"}).title


def test_of_a_ratio_the_country_is_beside_its_regions_on_slides_and_in_the_table_too(snapshot):
    block = make("map-regions", view_of(snapshot, 2569), {"measure": "participation_rate"})
    *regions, country = block.native.series
    assert len(regions) == len(REGIONS) and country.name == "ทั้งประเทศ"
    whole = metrics.figure(snapshot, "participation_rate", Scope(years=(2569,))).value
    assert country.values[-1] == pytest.approx(whole)
    assert len(block.table.rows) == 5 * len(block.native.categories)


def test_the_note_of_the_neighbours_names_the_dark_bar_only_where_there_is_one(snapshot):
    view = view_of(snapshot)
    frame = view.frame("participation_rate", "province").set_index("province")
    drawn = {code: bool(frame.loc[code, "value"] > 0) for code in frame.index}
    assert set(drawn.values()) == {True, False}
    for wanted in (True, False):
        code = next(code for code, there in drawn.items() if there is wanted and any(drawn[other] for other in geo.neighbours()[code]))
        (note,) = make("neighbours", view_of(snapshot, provinces=(code,)), {"measure": "participation_rate"}).notes
        assert ("แท่งสีเข้ม" in note) is wanted
