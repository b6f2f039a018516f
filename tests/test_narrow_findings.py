"""Sentences of narrow scopes and over time: of one LAO, of one province, of small numbers, of years; and why there is none."""

import re
from pathlib import Path

import pandas as pd
import pytest
from lao_histories import lao
from test_metrics_by_hand import snapshot_of

from la21data import metrics
from la21data.blocks.place import quality_sentences
from la21data.findings import activities, applications, network, overview, standard
from la21data.findings import data as records
from la21data.findings.map import findings as of_map
from la21data.findings.map_over_time import between_two, over_years
from la21data.findings.steps import findings as of_steps
from la21data.metrics.limits import control_limits
from la21data.places import place_of
from la21data.scope import Scope
from la21data.store import Store
from la21data.view import View


@pytest.fixture(scope="module")
def snapshot(demo_store):
    return Store(demo_store).open()


def view_of(snapshot, **scope):
    return View(snapshot, metrics.default_scope(snapshot, Scope(**scope)))


LAO = "select lao from lao_year where fiscal_year = 2569 and {} order by lao limit 1"


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("taking_part and ready_to_rise", "อปท. นี้พร้อมขยับขั้น"),
        ("taking_part and years_same_step >= 3 and step < 3", "อปท. นี้อยู่ขั้นเดิม"),
        ("applied and late", "ใบสมัครของ อปท. นี้ล่าช้า"),
    ],
)
def test_of_one_lao_yes_and_no_are_told_and_no_counts_of_one(snapshot, who, said):
    view = view_of(snapshot, years=(2569,), lao=snapshot.rows(LAO.format(who))[0][0])
    told = [one.text for rule in (overview.things_to_look_at, of_steps, applications.findings) for one in rule(view)]
    assert any(said in text for text in told), told
    assert not any(re.search(r"(?<![0-9])[01] แห่ง|0 จาก|จาก 1\b", text) for text in told), told


@pytest.mark.parametrize("code", ["participation_rate", "activities", "standard_score"])
def test_of_one_province_the_map_tells_its_figure_beside_the_country(snapshot, code):
    view = view_of(snapshot, years=(2569,), provinces=("50",))
    told, *rank = (one.text for one in of_map(view, code))
    figure, whole = view.figure(code), view.figure(code, view.scope.whole_country())
    assert "จังหวัดเชียงใหม่" in told
    if code != "activities":
        assert ("สูงกว่าทั้งประเทศ" in told) == (figure.value > whole.value)
    limits = control_limits(whole.value, int(figure.denominator)) if code == "participation_rate" else None
    assert ("ไม่เกินความบังเอิญ" in told) == (limits is not None and limits.verdict(figure.value) == "within")
    everyone = metrics.frame(snapshot, code, ("province",), view.scope.whole_country())
    enough = everyone[(everyone["flag"] != "small_number") & everyone["value"].notna() & (everyone["province"] != "10")]
    place = 1 + int((enough["value"] > figure.value).sum())
    assert rank and f"อันดับ {place} " in rank[0] and f"จาก {len(enough)} จังหวัด" in rank[0]


def test_a_mean_of_one_or_two_is_neither_the_highest_nor_the_lowest(snapshot):
    view = view_of(snapshot, years=(2569,))
    frame = metrics.frame(snapshot, "standard_score", ("province",), view.scope).set_index("province_th")
    firm = frame[frame["denominator"] >= 3]["value"]
    told = [one.text for one in of_map(view, "standard_score")]
    assert f"จังหวัด{firm.idxmax()}" in told[0] and f"จังหวัด{firm.idxmin()}" in told[1] and "เฉลี่ยจาก" in told[0]
    assert f"ไม่นับ {int((frame['denominator'].between(1, 2)).sum())} จังหวัด" in told[0]


@pytest.mark.parametrize("code", ["participation_rate", "activities", "budget_total"])
def test_over_the_years_provinces_that_rose_and_fell_are_those_of_the_metrics(snapshot, code):
    view = view_of(snapshot, years=(2569,))
    frames = [metrics.frame(snapshot, code, ("province",), Scope(years=(year,))).set_index("province") for year in (2560, 2569)]
    rose = fell = same = 0
    for province in frames[0].index:
        before, now = (frame.loc[province] for frame in frames)
        if not before["flag"] == now["flag"] == "not_applied":
            rose += now["value"] > before["value"]
            fell += now["value"] < before["value"]
            same += now["value"] == before["value"]
    text = list(between_two(view, code, "", 2560))[1].text
    assert f"เพิ่มขึ้น {rose} จังหวัด ลดลง {fell} จังหวัด เท่าเดิม {same} จังหวัด จาก {rose + fell + same} จังหวัด" in text
    assert next(over_years(view, code)).text.startswith("ทั้งประเทศ: ")


def test_where_nothing_is_recorded_every_page_says_why(tmp_path: Path):
    awards_only = view_of(snapshot_of(tmp_path, lao=[lao("6000001")]))
    for rule in (of_steps, applications.findings, activities.findings, network.findings):
        (told,) = rule(awards_only)
        assert told.text.startswith("ยังไม่มีข้อมูล")


def english(snapshot, **scope):
    return View(snapshot, metrics.default_scope(snapshot, Scope(lang="en", **scope)), "en")


def test_one_activity_of_one_lao_is_told_in_the_singular(snapshot):
    (code, year), *_ = snapshot.rows(
        "select lao, fiscal_year from lao_year where activities = 1 and fiscal_year > 2560 order by all limit 1"
    )
    told = [one.text for one in activities.findings(english(snapshot, lao=code, years=(year,)))]
    assert "this LAO ran 1 activity, of the category" in told[0]
    assert not any(word in " ".join(told) for word in ("LAOs", "most", "average", "100.0", "They", "No data"))


def test_all_of_one_kind_is_not_called_the_most_of_it(snapshot):
    (code, year), *_ = snapshot.rows(
        "select lao, fiscal_year from lao_year_visit group by all "
        "having count(distinct visit_by) = 1 and sum(visits) > 1 order by all limit 1"
    )
    told = [one.text for one in network.findings(english(snapshot, lao=code, years=(year,))) if "visit" in one.text]
    assert told and "all by " in told[0] and "100" not in told[0]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([0.0, 0.0], "ทั้ง 2 จังหวัดในขอบเขตนี้มีรายการของปีที่เลือก"),
        ([0.0, 1.0], "1 จังหวัดไม่มีรายการของปีที่เลือก"),
        ([0.0, float("nan")], "1 จังหวัดยังไม่เคยมีรายการ"),
        ([2.0, float("nan")], "1 จังหวัดไม่มีรายการของปีที่เลือก อีก 1 จังหวัดยังไม่เคยมีรายการ"),
        ([0.0], "พื้นที่นี้มีรายการของปีที่เลือก"),
        ([2.0], "พื้นที่นี้ไม่มีรายการของปีที่เลือก รายการล่าสุดเป็นของปีงบประมาณ 2567"),
        ([float("nan")], "พื้นที่นี้ยังไม่เคยมีรายการ"),
    ],
)
def test_of_no_province_nothing_is_said(snapshot, values, said):
    last = pd.Series([None if value != value else 2569 - int(value) for value in values], dtype="Int64")
    assert records.how_fresh(view_of(snapshot, years=(2569,)), pd.DataFrame({"value": values, "last": last})) == said


@pytest.mark.parametrize(("missing", "said"), [("is null", "It has no coordinates"), ("is not null", "It has coordinates")])
def test_coordinates_of_one_lao_are_not_counted(snapshot, missing, said):
    ((code,),) = snapshot.rows(f"select lao_code from lao where lat {missing} and valid_to is null order by all limit 1")
    view = english(snapshot, lao=code)
    assert quality_sentences(view, place_of(snapshot, view.scope)) == [f"{said} in the registry"]


def test_where_every_lao_has_coordinates_none_is_counted_out(tmp_path):
    placed = [{**lao(f"600000{n}"), "lat": 18.8, "lon": 98.9} for n in (1, 2)]
    view = view_of(snapshot_of(tmp_path, lao=placed), provinces=("50",))
    assert quality_sentences(view, place_of(view.snapshot, view.scope))[0] == "มีพิกัดในทะเบียนครบทั้ง 2 แห่ง"


def test_where_all_awards_are_national_they_are_not_counted_twice(snapshot):
    of_all = "select fiscal_year from award group by all having count(*) filter (where award_level <> 'national') = 0 order by all limit 1"
    ((year,),) = snapshot.rows(of_all)
    text = [one.text for one in standard.findings(view_of(snapshot, years=(year,)))][-1]
    assert "ทั้งหมดเป็นระดับประเทศ" in text and "เป็นระดับประเทศ " not in text.replace("ทั้งหมดเป็นระดับประเทศ", "")
