"""The activities' page: what its charts and its list say, against plain counts of the facts."""

import re

import pytest

from la21data import activity_list, metrics
from la21data.blocks.catalogue import make
from la21data.charts import heat
from la21data.charts.heat import ZERO
from la21data.domain import CATEGORIES, MODES
from la21data.findings.activities import findings
from la21data.measures import measure
from la21data.scope import Scope
from la21data.store import Store
from la21data.thai import format_number
from la21data.view import View
from tests.validated import figure

YEAR = 2569
NASTY = "<img src=x onerror=alert(1)> =1+1 [x](javascript:alert(1))"


@pytest.fixture(scope="module")
def snapshot(demo_store):
    return Store(demo_store).open()


def view_of(snapshot, lang="th", **scope):
    return View(snapshot, metrics.default_scope(snapshot, Scope(**scope)), lang)


def facts(snapshot, **wanted):
    """Activities of a year as plain rows of name -> value."""
    names = [row[0] for row in snapshot.rows("select column_name from information_schema.columns where table_name = 'activity'")]
    rows = [dict(zip(names, row, strict=True)) for row in snapshot.rows(f"select {', '.join(names)} from activity")]
    return [row for row in rows if all(row[name] == value for name, value in wanted.items())]


def test_people_by_mode_count_in_each_mode_and_are_never_added(snapshot):
    block = make("activities-modes", view_of(snapshot))
    people = {mode.th: 0 for mode in MODES}
    for row in facts(snapshot, fiscal_year=YEAR):
        for mode in MODES:
            if mode.code in (row["modes"] or ()):
                people[mode.th] += row["participants"] or 0
    assert dict(zip(block.native.categories, block.native.series[0].values, strict=True)) == people
    assert block.native.kind == "bars" and len(block.native.series) == 1
    assert sum(people.values()) > sum(row["participants"] or 0 for row in facts(snapshot, fiscal_year=YEAR))
    assert any("นำค่ามาบวกกันไม่ได้" in note for note in block.notes)


def test_the_budget_by_source_adds_up_to_the_whole_of_each_year(snapshot):
    view = view_of(snapshot)
    table = make("activities-budget", view).table.rows.set_index("ปีงบประมาณ")
    whole = view.frame("budget_total", "fiscal_year", scope=Scope(years=view.years_so_far)).set_index("fiscal_year")["value"]
    assert (table["รวม"] - whole).abs().max() < 0.01
    plain = [float(row["budget_deqp"] or 0) for row in facts(snapshot, fiscal_year=YEAR)]
    assert table.loc[YEAR, "กรม"] == pytest.approx(sum(plain))


def test_outputs_are_a_panel_a_unit_each_on_its_own_scale(snapshot):
    block = make("activities-outputs", view_of(snapshot))
    units = {row["output_unit"] for row in facts(snapshot, fiscal_year=YEAR) if row["output_unit"] and row["output_amount"]}
    drawn = figure(block.draw())
    assert {trace.name for trace in drawn.data} == units and len({trace.yaxis for trace in drawn.data}) == len(units)
    assert len(block.table.rows) == len(units)


def test_a_heat_map_has_every_category_and_its_cells_are_those_of_the_facts(snapshot):
    view = view_of(snapshot)
    table = make("activities-heat", view, {"rows": "province"}).table.rows
    bangkok_waste = sum(1 for row in facts(snapshot, fiscal_year=YEAR, category="waste_sorting"))
    assert table["คัดแยกขยะ"].sum() == bangkok_waste
    assert list(table.columns[1:]) == [term.th for term in CATEGORIES]
    totals = table[[term.th for term in CATEGORIES]].sum(axis=1)
    assert list(totals) == sorted(totals, reverse=True)


def test_a_heat_map_tells_nothing_done_from_no_figure(snapshot):
    frame = view_of(snapshot).frame("activities", "category", "office")
    drawn = figure(heat(frame, "category", "office", measure("activities"), "th"))
    cells = [value for trace in drawn.data if trace.type == "heatmap" for row in trace.z for value in row]
    missing = frame["flag"].isin(["no_data", "not_applied"])
    assert cells.count(None) == missing.sum()
    assert cells.count(0) == ((frame["value"] == 0) & ~missing).sum()
    assert "0" in [trace.name for trace in drawn.data if trace.type == "scatter"]
    assert drawn.data[0].colorscale[0][1] == ZERO


def test_findings_are_the_figures_of_the_facts(snapshot):
    first, second, third = [finding.text for finding in findings(view_of(snapshot))]
    rows = facts(snapshot, fiscal_year=YEAR)
    counts = {term.th: sum(row["category"] == term.code for row in rows) for term in CATEGORIES}
    most = max(counts, key=counts.get)
    assert format_number(len(rows)) in first and most in first and format_number(counts[most]) in first
    assert format_number(sum(row["participants"] or 0 for row in rows)) in second
    paid = [sum(float(row[f"budget_{source}"] or 0) for row in rows) for source in ("lao", "deqp", "other")]
    assert f"{sum(paid) / 1e6:.1f} ล้านบาท" in third and f"{100 * paid[1] / sum(paid):.1f}" in third
    assert len(list(findings(view_of(snapshot, regions=("south",), types=("special",))))) == 1


def test_the_list_pages_through_every_activity_once(snapshot):
    view = view_of(snapshot, years=(YEAR,), provinces=("50", "90"))
    seen, first = [], activity_list.find(view)
    for page in range(1, first.pages + 1):
        seen += list(activity_list.find(view, "", page).table.rows["รหัสกิจกรรม"])
    laos = dict(snapshot.rows("select lao, province from lao_year where fiscal_year = ?", [YEAR]))
    expected = {row["activity_id"] for row in facts(snapshot, fiscal_year=YEAR) if laos.get(row["lao_code"]) in ("50", "90")}
    assert len(seen) == len(set(seen)) == first.found and set(seen) == expected
    assert activity_list.find(view, "", 10_000).page == first.pages


def test_the_list_is_searched_by_name_output_and_lao(snapshot):
    view = view_of(snapshot, years=(YEAR,))
    found = activity_list.find(view, "  ปลูกป่าชายเลน ")
    assert 0 < found.found < 631 and all("ปลูกป่าชายเลน" in name for name in found.table.rows["ชื่อกิจกรรม"])
    lao = activity_list.find(view, "ตัวอย่าง นครปฐม 1")
    assert lao.found and all("ตัวอย่าง นครปฐม 1" in name for name in lao.table.rows["อปท."])
    assert activity_list.find(view, "ไม่มีทางพบ").found == 0


def test_each_word_may_be_in_another_column(snapshot):
    view = view_of(snapshot, years=(YEAR,))
    found = activity_list.find(view, "คัดแยก ขอนแก่น")
    rows = found.table.rows
    words = rows.astype("object").fillna("").astype(str).agg(" ".join, axis=1)
    assert found.found and all("คัดแยก" in row and "ขอนแก่น" in row for row in words)
    everybody = activity_list.everything(view).rows.astype("object").fillna("").astype(str).agg(" ".join, axis=1)
    assert found.found == sum("คัดแยก" in row and "ขอนแก่น" in row for row in everybody)


def test_a_lao_is_found_under_its_type_too_and_all_that_is_found_can_be_taken_along(snapshot):
    view = view_of(snapshot, years=(YEAR,))
    name = activity_list.find(view).table.rows["อปท."].iloc[0]
    assert "." in name
    found = activity_list.find(view, name)
    assert found.found and name in set(found.table.rows["อปท."])
    assert len(activity_list.everything(view, name).rows) == found.found


@pytest.mark.parametrize("words", [NASTY, "%", "_", "'; drop table activity; --", "\\", "\x00zz", "ก" * 5_000])
def test_hostile_searches_are_only_words(snapshot, words):
    assert activity_list.find(view_of(snapshot), words).found == 0
    assert snapshot.rows("select count(*) from activity")[0][0] > 8_000


def test_the_list_is_bounded(snapshot, monkeypatch):
    monkeypatch.setattr(activity_list, "MOST", 120)
    found = activity_list.find(view_of(snapshot, years=tuple(range(2547, 2570))), "", 99)
    assert found.more and found.found == 120 and found.pages == 3 and found.page == 3


@pytest.mark.parametrize("lang", ["th", "en"])
def test_an_empty_block_says_why_and_the_way_out(snapshot, lang):
    block = make("activities-categories", view_of(snapshot, lang, regions=("south",), types=("special",)))
    assert block.empty and re.search("ล้างตัวกรอง" if lang == "th" else "Reset the filters", block.empty)


def test_heads_lie_flat_where_a_phone_has_room_and_no_band_is_left_empty(snapshot):
    """A region's name of two lines; offices by number; names of kinds too long for their columns turn upright."""
    view = view_of(snapshot)
    regions, offices = (
        figure(heat(view.frame("activities", "category", other), "category", other, measure("activities"), "th"))
        for other in ("region", "office")
    )
    assert "ภาคตะวันออก<br>เฉียงเหนือ" in regions.layout.xaxis.ticktext and regions.layout.xaxis.tickangle == 0
    assert offices.layout.xaxis.tickangle == 0 and offices.layout.margin.t < regions.layout.margin.t
    upright = figure(heat(view.frame("activities", "step", "category"), "step", "category", measure("activities"), "th"))
    assert tuple(upright.layout.xaxis.autotickangles) == (0, -90) and upright.layout.margin.t > regions.layout.margin.t


def test_the_line_called_the_country_is_the_country_s_in_a_narrow_scope_too(snapshot):
    view = view_of(snapshot, offices=("9",))
    drawn = figure(make("activities-partners", view).draw())
    country = metrics.figure(snapshot, "partners_per_activity", view.scope.whole_country()).value
    assert drawn.layout.shapes[0].x0 == country != view.figure("partners_per_activity").value


def test_a_category_whose_activities_all_tell_their_step_has_none_untold(snapshot):
    block = make("activities-steps", view_of(snapshot, years=(YEAR,)), {"measure": "activities"})
    plain = {term.code: 0 for term in CATEGORIES}
    for row in facts(snapshot, fiscal_year=YEAR):
        plain[row["category"]] += row["step"] is None
    told = dict(zip(block.native.down, (line[block.native.across.index("–")] for line in block.native.values), strict=True))
    assert told == {term.th: float(plain[term.code]) for term in CATEGORIES} and 0.0 in told.values()
