"""The quality of records against plain loops over the facts, and against the measure that counts the same cells."""

import facts
import pytest
from plain_world import World

from la21data import metrics, quality, reference
from la21data.coverage import by_province
from la21data.ingest.kinds import KINDS
from la21data.ingest.reasons import SENTENCES
from la21data.scope import Scope
from la21data.store import Store
from la21data.text import catalogue
from la21data.view import View
from tests.ingest.files import CITY, PAO, PARTICIPATION_HEADER, REGISTRY_HEADER, TOWN, csv_file, load, registry_rows


@pytest.fixture(scope="module", params=[(51, "mixed"), (52, "running_year"), (53, "no_activities")], ids=lambda case: case[1])
def case(request, tmp_path_factory):
    records = facts.generate(*request.param)
    return facts.publish(tmp_path_factory.mktemp("store"), records), World(records)


def test_completeness_is_what_a_loop_over_the_records_finds(case):
    snapshot, world = case
    for year in world.years:
        found = quality.completeness(snapshot, Scope(years=(year,)))
        expected = {}
        for kind, names in quality.OPTIONAL.items():
            for row in world.of_year(kind, year):
                office = world.place[year, world.followed[row["lao_code"]]]["office"]
                for name in names:
                    filled, cells = expected.get((f"{kind}.{name}", office), (0, 0))
                    expected[f"{kind}.{name}", office] = filled + (row[name] not in (None, [], ())), cells + 1
        told = {(row.column, row.office): (row.numerator, row.denominator) for row in found.itertuples()}
        assert told == expected


def test_completeness_adds_up_to_the_measure(case):
    snapshot, world = case
    year = snapshot.default_year
    found = quality.completeness(snapshot, Scope(years=(year,))).groupby("office")[["numerator", "denominator"]].sum()
    measured = metrics.frame(snapshot, "completeness", ("office",), Scope(years=(year,))).set_index("office")
    for office, row in found.iterrows():
        assert tuple(row) == (measured.loc[office, "numerator"], measured.loc[office, "denominator"])
    south = quality.completeness(snapshot, Scope(years=(year,), regions=("south",)))
    assert south["denominator"].sum() == sum(
        len(quality.OPTIONAL[kind])
        for kind in quality.OPTIONAL
        for row in world.of_year(kind, year)
        if world.place[year, world.followed[row["lao_code"]]]["region"] == "south"
    )


def test_freshness_is_the_newest_year_with_any_record(case):
    snapshot, world = case
    last = max(world.years)
    found = quality.freshness(snapshot, Scope(years=(last,))).set_index("province")
    newest = {}
    for year in world.years:
        told = [row for kind in ("participation", "activity", "assessment", "award", "visit") for row in world.of_year(kind, year)]
        for row in told:
            newest[world.place[year, world.followed[row["lao_code"]]]["province"]] = year
    for province, row in found.iterrows():
        if province not in newest:
            assert row["flag"] == "no_data" and row["value"] != row["value"]
        else:
            assert (row["last"], row["value"], row["flag"]) == (newest[province], min(last - newest[province], quality.LONGEST), "")


def test_every_reason_has_words_for_the_page():
    for lang in ("th", "en"):
        assert {f"data.reason_{code}" for code in SENTENCES} <= set(catalogue(lang))


def test_every_column_that_may_be_left_empty_has_a_name_in_words_in_both_languages():
    for kind, names in quality.OPTIONAL.items():
        stored = {column.stored: column for column in KINDS[kind].columns}
        english = [stored[name].label("en") for name in names]
        assert [stored[name].label("th") for name in names] == [stored[name].th for name in names]
        assert not any("_" in name for name in english) and len(set(english)) == len(names)
    assert KINDS["participation"].by_name["applied_on"].label("en") == "date of application"


def test_rejected_rows_are_those_of_the_place_in_scope(tmp_path):
    store = Store(tmp_path / "store")
    load(store, csv_file(tmp_path / "registry_25601201.csv", REGISTRY_HEADER, registry_rows()))
    rows = [["2567", CITY, "บันได", "9"], ["2567", TOWN, "บันได", "9"], ["2567", TOWN, "บันได", "1"], ["2566", PAO, "บันได", "9"]]
    load(store, csv_file(tmp_path / "a.csv", PARTICIPATION_HEADER, [*rows, ["2567", "9999999", "บันได", "1"]]))
    snapshot = store.open()
    south, pathum_thani = Scope(regions=("south",)), Scope(provinces=("13",))
    scopes = (Scope(), south, pathum_thani, Scope(lao=CITY), Scope(pilot=True))
    assert [int(quality.rejected(snapshot, scope)["open"].sum()) for scope in scopes] == [4, 2, 1, 2, 0]


def test_a_province_that_changed_office_counts_with_the_office_of_each_year(demo_store):
    """Chaiyaphum was with office 10 to fiscal year 2560 and has been with 11 since (`data/province_offices.csv`)."""
    snapshot = Store(demo_store).open()
    for year, of in ((2560, {"10": 6, "11": 3}), (2561, {"10": 5, "11": 4})):
        for office, provinces in of.items():
            scope = Scope(years=(year,), offices=(office,))
            covered = metrics.figure(snapshot, "provinces_covered", scope)
            there = snapshot.rows(
                "select count(distinct province) filter (where taking_part) from lao_year where fiscal_year = ? and office = ?",
                [year, int(office)],
            )
            assert (covered.numerator, covered.denominator) == (there[0][0], provinces)
            assert len(by_province(View(snapshot, scope), "participating_laos")) == provinces
            assert len(quality.freshness(snapshot, scope)) == provinces
    stale = quality.freshness(snapshot, Scope(years=(2569,), offices=("11",))).set_index("province")
    alone = quality.freshness(snapshot, Scope(years=(2569,), provinces=("36",))).set_index("province")
    assert stale.loc["36", "last"] == alone.loc["36", "last"]
    assert reference.moves_of(10) == reference.moves_of(11) == [("36", 10, 11, 2561)] and not reference.moves_of(9)
