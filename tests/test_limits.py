"""A filter that changes nothing of a block is not in its subtitle: a note says so. Of one LAO no figure is everybody's."""

import pytest

from la21data import lists, metrics, quality, thai
from la21data.blocks.catalogue import make, recipes
from la21data.changes import changes
from la21data.domain import CATEGORIES, LAO_TYPES, REGIONS, TRACKS
from la21data.findings import network, overview
from la21data.findings.map import findings as of_map
from la21data.key_figures import key_figures
from la21data.scope import Scope
from la21data.store import Store
from la21data.view import View

LIMITS = {"categories": CATEGORIES, "types": LAO_TYPES, "tracks": TRACKS}


@pytest.fixture(scope="module")
def snapshot(demo_store):
    return Store(demo_store).open()


def view_of(snapshot, **limits):
    return View(snapshot, metrics.default_scope(snapshot, Scope(**limits)))


@pytest.mark.parametrize("field", LIMITS)
@pytest.mark.parametrize("block_id", recipes())
def test_a_limit_in_the_subtitle_limits_something(snapshot, block_id, field):
    plain = make(block_id, view_of(snapshot))
    blocks = [make(block_id, view_of(snapshot, **{field: (term.code,)})) for term in LIMITS[field]]
    if plain.table is None:
        assert plain.empty
        return
    told = [block.subtitle != plain.subtitle for block in blocks]
    changed = [block.table is None or not block.table.rows.equals(plain.table.rows) for block in blocks]
    if any(told):
        assert any(changed)
    elif (block_id, field) == ("waiting", "tracks"):
        assert not any(changed)  # It is of one track, which its title names, whatever the rest of the page looks at.
    elif not block_id.startswith("place-"):  # The subtitle of a place's records is its name.
        assert not any(changed), "limited, and nobody is told"
        assert all("ตัวกรองนั้นจึงไม่มีผลที่นี่" in " ".join(block.notes) for block in blocks)


KNOW_NO_LAO = ["network-events", "network-events-years", "network-coverage", "provinces-without-lao"]
KNOW_NO_LAO += ["map", "ranking", "map-years", "map-regions", "map-second", "map-difference"]  # One LAO's share is none of its province.


@pytest.mark.parametrize("block_id", KNOW_NO_LAO)
def test_what_knows_no_lao_has_no_figure_of_one(snapshot, block_id):
    lao = snapshot.rows("select lao from lao_year where taking_part and fiscal_year = ? limit 1", [snapshot.default_year])[0][0]
    block = make(block_id, view_of(snapshot, lao=lao))
    assert block.empty and block.draw is None and block.table is None
    told = [finding.text for finding in network.findings(view_of(snapshot, lao=lao))]
    events = thai.format_number(view_of(snapshot).figure("events").value)
    assert not any("กิจกรรมเครือข่าย" in text or f" {events} ครั้ง" in text for text in told)
    assert "provinces_covered" not in {one.measure.code for one in key_figures(view_of(snapshot, lao=lao))}


@pytest.mark.parametrize("kind", [term.code for term in LAO_TYPES if term.code != "special"])
def test_provinces_without_anybody_are_the_same_number_everywhere(snapshot, kind):
    view = view_of(snapshot, types=(kind,))
    covered = view.figure("provinces_covered")
    missing = int(covered.denominator - covered.numerator)
    note = make("provinces-without-lao", view).notes[0] if missing else ""
    assert not missing or f"{missing} จาก {covered.denominator:.0f} จังหวัด" in note
    assert any(text.startswith(f"{missing} จังหวัดไม่มี") for text in (one.text for one in overview.things_to_look_at(view)))
    assert any(f"อีก {missing} จังหวัดยังไม่มี" in one.text for one in network.findings(view))


@pytest.mark.parametrize("scope", [Scope(provinces=("34",)), Scope(offices=("12",)), Scope(lao="1100000"), Scope(regions=("south",))])
@pytest.mark.parametrize("block_id", recipes())
def test_no_column_is_named_for_an_area_of_which_the_scope_has_a_part(snapshot, block_id, scope):
    view = View(snapshot, metrics.default_scope(snapshot, scope))
    asked = {"by": "region", "group": "region", "rows": "office"}  # What an old link may ask for.
    table = make(block_id, view, asked).table
    if table is None or block_id in ("place-peers", "province-trend"):  # These set a place beside others on purpose.
        return
    cells = {cell for column in table.rows for cell in table.rows[column] if isinstance(cell, str)}
    regions = {term.label("th") for term in REGIONS} if not scope.regions else set()
    assert not (cells | set(table.rows.columns)) & regions


def test_events_on_the_map_are_told_of_every_province_whatever_type_is_chosen(snapshot):
    told = [[one.text for one in of_map(view_of(snapshot, **kind), "events")] for kind in ({}, {"types": ("city",)})]
    assert told[0] == told[1]
    sql = "select count(*) from event where year(held_on) + 543 + cast(month(held_on) > 9 as int) = ?"
    counts = snapshot.rows(sql, [snapshot.default_year])
    assert f"จากทั้งหมด {counts[0][0]} ครั้ง" in " ".join(told[0])


@pytest.mark.parametrize("track", ["ladder", "fast_track"])
def test_who_took_part_on_a_track_and_has_not_applied_is_found_under_it(snapshot, track):
    year = snapshot.default_year
    rows = snapshot.rows(
        """select lao from lao_year as before where fiscal_year = ? and taking_part and track = ?
        and not exists (select 1 from lao_year as now where now.lao = before.lao and now.fiscal_year = ? and now.applied)""",
        [year - 1, track, year],
    )
    found = lists.not_applied(snapshot, Scope(years=(year,), tracks=(track,)))
    assert set(found["lao"]) == {lao for (lao,) in rows} and rows


def test_what_was_added_of_a_category_is_of_it_alone(snapshot):
    year = snapshot.default_year
    found = changes.since_year(snapshot, year - 1, Scope(years=(year,), categories=("waste_sorting",))).by_province()
    baht = " + ".join(f"coalesce(budget_{source}, 0)" for source in ("lao", "deqp", "other"))
    sql = f"select count(*), sum({baht}) from activity where fiscal_year = ? and category = 'waste_sorting'"
    count, budget = snapshot.rows(sql, [year])[0]
    assert found["activities"].sum() == count and float(found["budget"].sum()) == pytest.approx(float(budget))


@pytest.mark.parametrize("year", [2547, 2560, 2569])
def test_a_province_is_as_fresh_as_its_records_up_to_the_year(snapshot, year):
    frame = quality.freshness(snapshot, Scope(years=(year,)))
    rows = snapshot.rows(
        """select distinct province from lao_year where fiscal_year = ?
        and (applied or activities > 0 or assessed or awards > 0 or visits > 0)""",
        [year],
    )
    assert set(frame.loc[frame["value"] == 0, "province"]) == {code for (code,) in rows}
    assert (frame["last"].dropna() <= year).all()
