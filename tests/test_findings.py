"""Sentences hold where they stand: none that calls one the highest of several alike, and none that praises an empty scope."""

import re

import pytest

from la21data import metrics, thai
from la21data.blocks.catalogue import make
from la21data.domain import BANGKOK
from la21data.findings import activities, applications, changes, knowledge, meeting, network, overview, pilots, place, standard
from la21data.findings import data as records
from la21data.findings.map import FIRST
from la21data.findings.map import findings as of_map
from la21data.findings.steps import findings as of_steps
from la21data.glossary import entries
from la21data.key_figures import key_figures
from la21data.measures import measures
from la21data.scope import Scope
from la21data.store import Store
from la21data.text import words
from la21data.view import View

YEARS = range(2547, 2570)


@pytest.fixture(scope="module")
def snapshot(demo_store):
    return Store(demo_store).open()


def view_of(snapshot, lang="th", **scope):
    return View(snapshot, metrics.default_scope(snapshot, Scope(lang=lang, **scope)), lang)


def test_a_scope_in_which_nobody_takes_part_is_not_praised(snapshot):
    view = view_of(snapshot, provinces=(BANGKOK,))
    assert view.figure("participating_laos").value == 0
    assert overview.state(view) == words("overview.finding_zero", year="ปีงบประมาณ 2569", laos="1")
    assert list(overview.things_to_look_at(view)) == []
    unknown = [figure for figure in key_figures(view) if figure.figure.value != figure.figure.value]
    assert unknown and {figure.change for figure in unknown} == {words("overview.nothing_to_compare")}


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("lang", ["th", "en"])
def test_one_province_is_named_as_the_highest_only_where_it_is_alone(snapshot, year, lang):
    view = view_of(snapshot, lang, years=(year,))
    counts = metrics.frame(snapshot, "stalled_laos", ("province",), Scope(years=(year,)))["value"]
    told = [finding.text for finding in overview.things_to_look_at(view) if finding.options == {"section": "lists"}]
    if counts.sum():
        tied = int((counts == counts.max()).sum())
        most, n = f"{counts.max():.0f}", f"{counts.sum():.0f}"
        several = words("overview.look_stalled_tied", lang, n=n, most=most, provinces=tied)
        assert (told == [several]) == (tied > 1), told


@pytest.mark.parametrize("year", YEARS)
def test_the_ladder_names_one_office_only_where_it_is_alone(snapshot, year):
    view = view_of(snapshot, years=(year,))
    told = [finding.text for finding in of_steps(view) if finding.options.get("section") == "lists" and "สคพ." in finding.text]
    by_office = metrics.frame(snapshot, "stalled_laos", ("office",), Scope(years=(year,)))["value"]
    assert bool(told) == bool(by_office.max() > 0 and (by_office == by_office.max()).sum() == 1)


def test_of_a_count_that_is_nothing_in_many_provinces_the_map_tells_the_first_ones_part(snapshot):
    values = metrics.frame(snapshot, "awards", ("province",), Scope(years=(2569,)))["value"].sort_values(ascending=False)
    told = [finding.text for finding in of_map(view_of(snapshot), "awards")]
    n = next((n for n in range(FIRST, 0, -1) if values.iloc[n - 1] > values.iloc[n]), int((values == values.max()).sum()))
    part, whole = values.head(n).sum(), values.sum()
    assert n == 6, "six have as many as the most"
    assert f"{n} จังหวัดแรกรวมกันมี {part:.0f} รางวัล จากทั้งหมด {whole:.0f} รางวัล ({100 * part / whole:.1f}\u00a0%)" in told[1]
    assert "ต่ำสุด" not in " ".join(told) and len(told) == 3


def test_provinces_that_have_it_all_are_counted_not_called_the_first_five(snapshot):
    """The South of 2547: one of fourteen provinces had money of the department, and «five» had all of it."""
    values = metrics.frame(snapshot, "budget_deqp", ("province",), Scope(years=(2547,), regions=("south",)))["value"]
    assert (values > 0).sum() == 1
    told = [finding.text for finding in of_map(view_of(snapshot, years=(2547,), regions=("south",)), "budget_deqp")]
    assert not any("จังหวัดแรก" in text for text in told) and told[1].endswith("อยู่ในจังหวัดเดียว")


@pytest.mark.parametrize("year", YEARS)
def test_pilots_alike_are_all_named(snapshot, year):
    view = view_of(snapshot, years=(year,))
    six = metrics.frame(snapshot, "awards", ("province",), Scope(years=(year,)))
    six = six[six["province"].isin(pilots.peers.pilots()) & six["value"].notna()]
    told = next((finding.text for finding in pilots.findings(view, "awards")), "")
    lowest = six.loc[six["value"] == six["value"].min(), "province_th"]
    assert all(name in told for name in lowest) or six["value"].nunique() < 2


@pytest.mark.parametrize("year", YEARS[1:])
def test_the_finding_of_moves_accounts_for_everybody_who_took_part_before(snapshot, year):
    found = next((one for one in of_steps(view_of(snapshot, "en", years=(year,))) if one.options["section"] == "moves"), None)
    if found is None:
        return
    before = found.text.split("of the ")[1].split(";")[0]
    of, *parts = map(int, re.findall(r"\d+", before))
    assert sum(parts) == of > 0


def test_what_all_lies_in_one_place_is_not_called_most_of_it(snapshot):
    found = [one for lang in ("th", "en") for one in of_steps(view_of(snapshot, lang, offices=("9",))) if one.options["section"] == "lists"]
    assert found and not any("มากที่สุด" in one.text or "the most" in one.text for one in found)


LEADS = {  # Page and section -> the blocks that stand there.
    ("/steps", "moves"): ("step-flow", "flow-changes"),
    ("/steps", "years"): ("waiting",),
    ("/steps", "lists"): ("standing-still",),
    ("/applications", "list"): ("applications-list",),
    ("/network", "uncovered"): ("provinces-without-lao",),
    ("/activities", "kinds"): ("activities-categories",),
    ("/standard", "components"): ("standard-components",),
    ("/standard", "awards"): ("standard-awards",),
    ("/network", "events"): ("network-events",),
    ("/changes", "activities"): ("changes-map",),
    ("/data", "quality"): ("data-completeness", "data-freshness"),
}
RULES = (
    of_steps,
    applications.findings,
    activities.findings,
    standard.findings,
    network.findings,
    records.findings,
    overview.things_to_look_at,
    meeting.findings,
)


@pytest.mark.parametrize("lang", ["th", "en"])
def test_the_figures_of_a_finding_stand_in_writing_where_it_leads(snapshot, lang):
    """Of more than one digit, but for shares and means, which follow from two of them."""
    view, met = view_of(snapshot, lang, years=(2569,)), set()
    told = [finding for rule in RULES for finding in rule(view)] + list(changes.findings(view, "2568"))
    for finding in told:
        part = finding.options.get("section") or finding.options.get("what", "quality")
        blocks = [make(name, view, finding.options) for name in LEADS.get((finding.path, part), ())]
        shown = " ".join(
            f"{block.title} {block.subtitle} {block.alt} {' '.join(block.page_notes)} {block.table.rows.to_csv(index=False)}"
            for block in blocks
        )
        numbers = re.findall("[0-9][0-9,]*(?:[.][0-9]+)?(?![0-9.,]*\u00a0%)", finding.text.split("เฉลี่ย 99")[0].split("99 people")[0])
        if blocks:
            met.add((finding.path, part))
            assert [number for number in numbers if len(number.strip(",")) > 1 and number not in shown] == [], finding.text
    assert met == set(LEADS)


def test_a_place_and_the_records_have_their_findings_too(snapshot):
    lampang = view_of(snapshot, years=(2569,), provinces=("52",))
    told = [finding.text for finding in place.findings(lampang)]
    count = metrics.figure(snapshot, "participating_laos", lampang.scope).value
    done = metrics.figure(snapshot, "activities", lampang.scope).value
    assert len(told) == 3 and f"{count:.0f} แห่ง" in told[0] and f"{done:.0f} กิจกรรม" in told[1] and "ประเมิน" in told[2]
    cells = metrics.figure(snapshot, "completeness", lampang.scope)
    assert f"{cells.numerator:,.0f} จาก {cells.denominator:,.0f}" in next(iter(records.findings(lampang))).text


@pytest.mark.parametrize("lang", ["th", "en"])
def test_a_pack_terms_and_programme_have_three_findings(snapshot, lang):
    view = view_of(snapshot, lang, years=(2569,))
    for rule in (meeting.findings, knowledge.of_measures, knowledge.of_records):
        told = list(rule(view))
        assert len(told) == 3 and len({one.text for one in told}) == 3
    assert next(meeting.findings(view)).text == overview.state(view)


@pytest.mark.parametrize("lang", ["th", "en"])
def test_the_figures_of_terms_are_what_their_links_find(snapshot, lang):
    """Each link searches the page of terms, which says how many it found."""
    searching = [one for one in knowledge.of_measures(view_of(snapshot, lang)) if one.path == "/glossary"]
    assert len(searching) == 2
    for one in searching:
        found = [entry for entry in entries(lang) if entry.matches(one.options["q"])]
        assert one.text.startswith(f"{len(found)} ") and found and all(entry.group == "measures" for entry in found)


def test_kinds_of_records_and_measures_are_counted_as_the_snapshot_has_them(snapshot):
    counts = dict(snapshot.rows("select kind, count(*) from recorded group by kind"))
    kinds, measured, _ = knowledge.of_records(view_of(snapshot))
    assert f"{len(counts)} จาก 7" in kinds.text and "ยังไม่มี" not in kinds.text
    assert f"{len(measures())} จาก {len(measures())}" in measured.text


@pytest.mark.parametrize("lang", ["th", "en"])
def test_of_several_years_what_lists_tell_is_of_the_last_and_says_so(snapshot, lang):
    view, last = (view_of(snapshot, lang, years=years) for years in (tuple(range(2560, 2566)), (2565,)))
    missing, *others = overview.things_to_look_at(view)
    label = thai.fiscal_years_label((2565,), lang)
    assert [one.text for one in others] == [f"{label}: {one.text}" for one in list(overview.things_to_look_at(last))[1:]]
    of_block = make("provinces-without-lao", view)
    assert missing.text.startswith(f"{len(of_block.table.rows)} ") and "2560" in of_block.subtitle
    coverage = next(network.findings(view))
    assert str(len(of_block.table.rows)) in coverage.text and coverage.options == {"section": "uncovered"}
    assert (
        f"{label} " in overview.state(view)
        and label in make("ladder-now", view).subtitle
        and "2560" not in make("ladder-now", view).subtitle
    )


def test_where_nobody_applied_no_province_is_praised_and_no_share_is_without_a_figure(snapshot):
    told = " ".join(one.text for one in applications.findings(view_of(snapshot, years=(2569,), provinces=(BANGKOK,))))
    assert "ยังไม่มี อปท. ในขอบเขตนี้สมัคร" in told and "ทุกจังหวัด" not in told and "ไม่มีข้อมูล" not in told and "ล่าช้า" not in told


def test_categories_alike_are_not_called_the_most(snapshot):
    alike = 0
    for (code,) in snapshot.rows("select distinct province from lao_year where activities > 0 and fiscal_year = 2569 order by 1"):
        view = view_of(snapshot, years=(2569,), provinces=(code,))
        values = metrics.frame(snapshot, "activities", ("category",), view.scope)["value"]
        tied = int((values == values.max()).sum())
        text = next(activities.findings(view)).text
        assert ("เท่ากัน" in text) == (tied > 1) and (tied == 1 or f"มี {tied} ประเภท" in text)
        alike += tied > 1
    assert alike


def test_the_lowest_of_the_map_are_all_that_have_nobody(snapshot):
    """Those outside the programme too; and chance is told of each, for the sizes differ."""
    view = view_of(snapshot, years=(2569,))
    rate = metrics.frame(snapshot, "participation_rate", ("province",), view.scope)
    none = rate[(rate["value"] == 0) & (rate["province"] != BANGKOK)]
    country = metrics.figure(snapshot, "participation_rate", view.scope).value
    beyond = list(none.loc[none["high"] < country, "province_th"])
    lowest = list(of_map(view, "participation_rate"))[1].text
    assert f"{len(none)} จังหวัด" in lowest and len(beyond) == 1 and f"โดยจังหวัด{beyond[0]}ต่ำกว่า" in lowest


def test_where_nobody_stands_still_or_rises_nobody_is_counted(snapshot):
    told = [one.text for one in of_steps(view_of(snapshot, years=(2569,), provinces=(BANGKOK,)))]
    assert told == [one for one in told if "ยังไม่มี อปท. เข้าร่วมโครงการในขอบเขตที่เลือก" in one] and len(told) == 1
