"""What stands beside the six: ranks, indices and slopes, worked out again from the plain frames."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from la21data import metrics, peers
from la21data.blocks.catalogue import make
from la21data.blocks.pilots import of_peers, of_regions
from la21data.blocks.pilots_over_time import base_year
from la21data.domain import Language
from la21data.findings.pilots import findings
from la21data.measures import measure
from la21data.scope import Scope
from la21data.store import Store
from la21data.view import View
from tests.validated import figure

SCOPE = Scope(years=(2569,))


@pytest.fixture(scope="module")
def view(demo_store: Path) -> View:
    return View(Store(demo_store).open(), SCOPE)


@pytest.mark.parametrize("code", ["participation_rate", "activities", "standard_score"])
def test_the_table_ranks_the_six_among_themselves_and_among_all(view: View, code: str) -> None:
    rows = make("pilots-now", view, {"measure": code}).table.rows  # type: ignore[union-attr]
    everyone = metrics.frame(view.snapshot, code, ("province",), SCOPE)
    values = dict(zip(everyone["province_th"], everyone["value"], strict=True))
    drawn = {name for name, flag in zip(everyone["province_th"], everyone["flag"], strict=True) if flag not in ("no_data", "not_applied")}
    few = set(everyone.loc[everyone["flag"] == "small_number", "province_th"])
    known = {name: value for name, value in values.items() if name in drawn - few and not pd.isna(value)}
    ranked = next(header for header in rows.columns if header.startswith("อันดับจาก"))
    for name, six, rank in zip(rows["จังหวัด"], rows["อันดับในหกจังหวัด"], rows[ranked], strict=True):
        assert pd.isna(six) if name not in known else six == 1 + sum(known.get(other, -1) > known[name] for other in rows["จังหวัด"])
        assert pd.isna(rank) if name not in known else rank == 1 + sum(value > values[name] for value in known.values())


def test_a_region_is_what_the_metrics_say_of_it(view: View) -> None:
    wanted = measure("participation_rate")
    everyone = view.frame(wanted.code, "province")
    told = metrics.figure(view.snapshot, wanted.code, Scope(years=(2569,), regions=("south",))).value
    assert of_regions(everyone, wanted)["90"] == of_regions(everyone, wanted)["91"] == pytest.approx(told)
    assert set(of_peers(view, everyone, wanted)) == set(peers.pilots())


def test_an_index_is_a_hundred_in_its_base_year_and_keeps_proportions(view: View) -> None:
    rows = make("pilots-index", view, {"measure": "participating_laos", "base": "2565"}).table.rows  # type: ignore[union-attr]
    plain = metrics.frame(view.snapshot, "participating_laos", ("fiscal_year", "province"), Scope(provinces=tuple(peers.pilots())))
    counts = {(year, name): value for year, name, value in zip(plain["fiscal_year"], plain["province_th"], plain["value"], strict=True)}
    index = next(header for header in rows.columns if header.startswith("ดัชนี"))
    told = 0
    for year, name, value in zip(rows["ปีงบประมาณ"], rows["จังหวัด"], rows[index], strict=True):
        if counts[2565, name] and not pd.isna(value):
            assert value == pytest.approx(100 * counts[year, name] / counts[2565, name], abs=0.06)
            told += 1
    assert told > 20


def test_the_base_year_is_the_first_in_which_most_have_something() -> None:
    frame = pd.DataFrame(
        [
            (2560, "40", 0.0, ""),
            (2561, "40", 1.0, ""),
            (2561, "47", 0.0, ""),
            (2562, "40", 1.0, ""),
            (2562, "47", 2.0, ""),
            (2563, "40", 1, ""),
        ],
        columns=["fiscal_year", "province", "value", "flag"],
    )
    assert base_year(frame) == 2562 and base_year(frame, "2561") == 2561 and base_year(frame, "2560") == 2562
    assert base_year(frame.assign(value=0.0)) is None


def test_slopes_join_the_two_years_asked_for(view: View) -> None:
    block = make("pilots-slopes", view, {"measure": "participation_rate", "from": "2569", "to": "2560"})
    assert block.native.categories == ("2560", "2569")  # type: ignore[union-attr]
    for line in block.native.series[1:]:  # type: ignore[union-attr]
        code = next(code for code in peers.pilots() if metrics.labels(view.snapshot, "province", [code])[code] == line.name)
        for year, value in zip((2560, 2569), line.values, strict=True):
            told = metrics.figure(view.snapshot, "participation_rate", Scope(years=(year,), provinces=(code,)))
            assert value is None if told.flag == "not_applied" else value == pytest.approx(told.value)


LANGUAGES: tuple[tuple[Language, str], ...] = (("th", "<b>2560</b>"), ("en", "<b>2560<br>(2017)</b>"))


def test_years_over_slopes_lie_flat_in_both_languages(view: View) -> None:
    """Turned, as plotly would on a phone, they lie over the words above the chart."""
    for lang, head in LANGUAGES:
        axis = figure(make("pilots-slopes", replace(view, lang=lang), {"from": "2560", "to": "2569"}).draw()).layout.xaxis
        assert axis.tickangle == 0 and axis.ticktext[0] == head


@pytest.mark.parametrize("code", ["participation_rate", "activities", "awards"])
def test_findings_are_sentences_with_their_rows(view: View, code: str) -> None:
    found = list(findings(view, code))
    assert found and all(finding.path == "/pilots" and finding.options["measure"] == code for finding in found)
    assert not any("nan" in finding.text for finding in found)


@pytest.mark.parametrize("chart", ["pilots-trend", "pilots-slopes"])
@pytest.mark.parametrize("lang", ["th", "en"])
def test_the_country_that_is_drawn_beside_the_pilots_is_in_the_table_too(demo_store: Path, chart: str, lang: str) -> None:
    snapshot = Store(demo_store).open()
    block = make(chart, View(snapshot, metrics.default_scope(snapshot, Scope()), lang), {"measure": "participation_rate"})
    places = list(block.table.rows.iloc[:, 1])
    assert places.count({"th": "ทั้งประเทศ", "en": "Country"}[lang]) == len(block.native.categories) == len(places) / 7


def test_the_table_of_ranks_is_carried_away_under_its_own_title(view: View) -> None:
    dots, table = (make(chart, view, {"measure": "activities"}) for chart in ("pilots-now", "pilots-ranks"))
    assert table.table is not None and dots.table is not None
    assert table.title != dots.title and table.table.title == table.title
    assert table.table.rows.equals(dots.table.rows)
    for block in (dots, table, make("pilots-trend", view), make("pilots-slopes", view), make("pilots-index", view)):
        assert "หกจังหวัดต้นแบบ" in block.subtitle and "2569" in block.subtitle


def test_lines_with_gaps_say_why(view: View) -> None:
    for chart in ("pilots-trend", "pilots-index"):
        told = {code: " ".join(make(chart, view, {"measure": code}).notes) for code in ("participating_laos", "step3plus_rate", "awards")}
        assert "ปีที่เส้นขาดหรือยังไม่เริ่ม: ไม่ได้เข้าร่วมโครงการ" in told["step3plus_rate"]
        assert chart == "pilots-index" or "เส้นขาด" not in told["participating_laos"], "nobody is 0, and no gap"
        assert "ปีที่เส้นขาดหรือยังไม่เริ่ม: ไม่มีข้อมูล" in told["awards"]


def test_the_highest_and_the_lowest_have_their_unit(view: View) -> None:
    assert re.search(r"\d กิจกรรม และต่ำสุด", next(findings(view, "activities")).text)
