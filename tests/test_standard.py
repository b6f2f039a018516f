"""The page of the standard: results, sizes and levels against plain counts of the facts."""

import math
from collections import Counter
from fractions import Fraction

import pytest

from la21data import metrics
from la21data.blocks.catalogue import make
from la21data.blocks.standard_map import choices
from la21data.domain import AWARD_RANKS, COMPONENTS, RESULTS
from la21data.findings.standard import findings
from la21data.recognition import counted
from la21data.scope import Scope
from la21data.store import Store
from la21data.text import words
from la21data.thai import collation_key
from la21data.view import View
from tests.validated import figure

YEAR = 2569


@pytest.fixture(scope="module")
def snapshot(demo_store):
    return Store(demo_store).open()


@pytest.fixture(scope="module")
def places(snapshot):
    """(fiscal year, code) -> province, as plain data."""
    return {(year, code): province for year, code, province in snapshot.rows("select fiscal_year, lao_code, province from lao_year")}


def view_of(snapshot, lang="th", **scope):
    return View(snapshot, metrics.default_scope(snapshot, Scope(**scope)), lang)


def test_results_by_year_are_those_of_the_facts_and_add_up_to_the_assessments(snapshot):
    view = view_of(snapshot)
    block = make("standard-results", view)
    plain = Counter(snapshot.rows("select fiscal_year, result from assessment"))
    names = {term.code: term.th for term in RESULTS} | {None: "ไม่ระบุผล"}
    for series in block.native.series:
        code = next(code for code, name in names.items() if name == series.name)
        assert series.values == tuple(float(plain[(int(year), code)]) for year in block.native.categories)
    whole = view.frame("assessments", "fiscal_year", scope=Scope(years=view.years_so_far)).set_index("fiscal_year")["value"]
    for at, year in enumerate(block.native.categories):
        assert sum(series.values[at] for series in block.native.series) == whole[int(year)]


def test_levels_of_awards_add_up_to_all_awards(snapshot):
    view = view_of(snapshot, years=(2560,), regions=("south",))
    levels = view.frame("awards", "award_level")["value"].sum()
    assert levels == view.figure("awards").value == counted(view, "award_size")["value"].sum()


@pytest.mark.parametrize("level", ["", "national", "area"])
def test_sizes_by_rank_count_every_award_once(snapshot, level):
    view = view_of(snapshot, years=tuple(range(2550, 2570)))
    table = make("standard-sizes", view, {"split": "rank", "level": level}).table.rows
    order = [term.th for term in AWARD_RANKS]
    ranks = [order.index(name) for name in table.columns if name in order]
    assert ranks and ranks == sorted(ranks), "in the order of the ranks, whichever size won first"
    plain = snapshot.rows(f"select count(*) from award where fiscal_year between 2550 and 2569 and award_level like '%{level}%'")[0][0]
    assert table.iloc[:, 1:].sum().sum() == plain


def test_every_choice_of_the_map_draws_and_a_result_and_a_size_stand_where_the_facts_are(snapshot, places):
    view = view_of(snapshot, years=(2568,))
    for shown in choices(view):
        block = make("standard-map", view, {"shown": shown})
        assert block.is_map or block.empty
    plain = Counter(
        places[(2568, code)]
        for (code,) in snapshot.rows("select lao_code from assessment where fiscal_year = 2568 and result = 'very_good'")
    )
    counts = make("standard-map", view, {"shown": "result:very_good"}).table.rows.iloc[:, 1]
    assert counts.sum() == sum(plain.values()) and sorted(counts[counts > 0]) == sorted(map(float, plain.values()))


def test_components_by_place_are_means_of_the_facts(snapshot, places):
    table = make("standard-groups", view_of(snapshot), {"group": "province"}).table.rows.set_index("จังหวัด")
    rows = snapshot.rows("select lao_code, score_people from assessment where fiscal_year = ?", [YEAR])
    khon_kaen = [score for code, score in rows if places[(YEAR, code)] == "40"]
    assert table.loc["ขอนแก่น", "คนมีสุข"] == pytest.approx(round(sum(khon_kaen) / len(khon_kaen), 1))
    assert list(table.columns) == [term.th for term in COMPONENTS]


@pytest.mark.parametrize("lang", ["th", "en"])
def test_components_by_place_stand_in_the_order_of_names_and_mark_what_is_of_few(snapshot, lang):
    view = view_of(snapshot, lang)
    block = make("standard-groups", view, {"group": "province"})
    names = list(block.table.rows.iloc[:, 0])
    assert names == sorted(names, key=collation_key) and len(names) > 10
    frame = view.frame("standard_component", "province", "component")
    weak = int((frame["flag"] == "small_number").sum())
    texts = [text for trace in figure(block.draw()).data if trace.type == "heatmap" for row in trace.text for text in row]
    assert weak and sum(">(" in text for text in texts) == weak == len(block.native.few)
    assert words("block.heat_few", lang) in block.notes
    assert not any("…" in head for head in block.native.across)


def test_findings_say_the_figures_and_no_province_alone_where_several_are_first(snapshot):
    first, second, third = [finding.text for finding in findings(view_of(snapshot))]
    scores = snapshot.rows(
        f"select avg((score_livable + score_people + score_environment + score_learning) / 4) from assessment where fiscal_year = {YEAR}"
    )
    assert f"{scores[0][0]:.1f}" in first
    excellent = Counter(row[0] for row in snapshot.rows(f"select result from assessment where fiscal_year = {YEAR}"))
    assert f"{excellent['excellent']} จาก {sum(n for code, n in excellent.items() if code)}" in second
    by_province = view_of(snapshot).frame("awards", "province")["value"]
    tied = int((by_province == by_province.max()).sum())
    assert (f"ใน {tied} จังหวัด" if tied > 1 else "ในจังหวัด") in third


def test_nothing_at_all_is_said_with_the_way_out(snapshot):
    only = list(findings(view_of(snapshot, years=(2547,))))
    assert len(only) == 1 and "ล้างตัวกรอง" in only[0].text
    assert "ลองเลือกปี" in make("standard-results", view_of(snapshot, years=(2547,))).empty


def test_sizes_by_year_leave_out_no_year_between_and_tell_nothing_where_nothing_is_recorded(snapshot):
    wide = make("standard-sizes", view_of(snapshot, provinces=("91",)), {"split": "year"})
    shown = list(map(int, wide.native.across))
    assert shown == list(range(shown[0], shown[-1] + 1))
    won = {
        int(year)
        for (year,) in snapshot.rows(
            "select distinct fiscal_year from award join lao_year using (fiscal_year, lao_code) where province = '91'"
        )
    }
    assert won < set(shown), "the demo has years without an award there"
    for at, year in enumerate(shown):
        assert all(line[at] == 0 for line in wide.native.values) == (year not in won)


def test_ranks_are_told_of_all_provinces_that_stand_on_enough_not_of_those_that_have_a_bar(snapshot):
    block = make("standard-ranking", view_of(snapshot))
    bars = [trace for trace in block.draw().spec()["data"] if trace["type"] == "bar"]
    drawn = sum(len(trace["y"]) for trace in bars)
    assert 0 < drawn == 20 < len(block.table.rows)
    enough = list(block.table.rows["ตัวหาร"] >= 3)
    assert 0 < sum(enough) < len(enough) and enough == sorted(enough, reverse=True), "small numbers come after"
    assert all(f"จาก {sum(enough)} (" in trace["hovertemplate"] for trace in bars)


def test_a_table_rounds_as_the_bars_beside_it(snapshot):
    """A mean that ends in 5 one digit further on: 85.95 is 86.0 in both, whatever the float is."""
    for year in range(2556, 2570):
        frame = view_of(snapshot, years=(year,)).frame("standard_score", "province")
        table = make("standard-ranking", view_of(snapshot, years=(year,))).table.rows
        told = dict(zip(table["จังหวัด"], table["คะแนนมาตรฐานเฉลี่ย"], strict=True))
        for name, top, of in zip(frame["province_th"], frame["numerator"], frame["denominator"], strict=True):
            if of:
                exact = Fraction(round(top * 400), 400) / round(of)  # A score is a mean of four components in tenths.
                assert told[name] == math.floor(exact * 10 + Fraction(1, 2)) / 10, (year, name)


def test_bars_on_slides_say_of_how_many_a_mean_is(demo_store):
    snapshot = Store(demo_store).open()
    block = make("standard-ranking", View(snapshot, Scope(years=(2569,))), {})
    frame = metrics.frame(snapshot, "standard_score", ("province",), Scope(years=(2569,))).set_index("province_th")
    for name in block.native.categories:
        province, _, told = name.partition(" (")
        assert told == f"เฉลี่ยจาก {frame.loc[province, 'denominator']:.0f})"
