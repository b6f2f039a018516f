"""la21data.places: the LAOs of a place, what lies around and beside it."""

import pytest

from la21data import metrics, places
from la21data.scope import Scope
from la21data.store import Store


@pytest.fixture(scope="module")
def snapshot(demo_store):
    return Store(demo_store).open()


def test_every_lao_of_a_province_is_listed_and_none_is_dropped_for_want_of_coordinates(snapshot):
    for province in ("40", "90", "10"):
        scope = Scope(years=(2569,), provinces=(province,))
        rows = places.laos_of(snapshot, scope)
        assert rows["lao"].is_unique
        assert len(rows) == metrics.figure(snapshot, "lao_total", scope).value
        assert rows["taking_part"].sum() == metrics.figure(snapshot, "participating_laos", scope).value
        assert rows["activities"].sum() == metrics.figure(snapshot, "activities", scope).value
    assert places.laos_of(snapshot, Scope(years=(2569,)))["lat"].isna().any()


def test_the_narrowest_place_of_a_scope(snapshot):
    def kind(**scope):
        return places.place_of(snapshot, Scope(**scope)).kind

    assert kind() == "country"
    assert kind(regions=("south",)) == "region" and kind(regions=("south", "north")) == "country"
    assert kind(offices=("16",), regions=("south",)) == "office"
    assert kind(offices=("16",), regions=("south",), provinces=("90",)) == "province"
    assert kind(lao="1100000") == "lao"


def test_around_and_beside(snapshot):
    songkhla = places.province("90", "th")
    assert [place.name for place in places.around(snapshot, songkhla, "th")] == ["ทั้งประเทศ", "ภาคใต้", "สคพ.16 (สงขลา)"]
    assert set(places.beside(songkhla)) == {"80", "91", "92", "93", "94", "95"}
    assert len(places.beside(places.region("north", "th"))) == 3
    bangkok = places.lao(snapshot, "1100000")
    assert [place.code for place in places.around(snapshot, bangkok, "en")] == ["", "central", "none", "10"]


def test_a_place_keeps_the_years_and_types_of_the_scope():
    scope = Scope(years=(2567,), regions=("north",), types=("sao",), pilot=True)
    assert places.province("90", "th").narrow(scope) == Scope(years=(2567,), provinces=("90",), types=("sao",))
    assert places.country("th").narrow(scope) == Scope(years=(2567,), types=("sao",))
