"""la21data.places: the LAOs of a place, what lies around and beside it."""

import csv
import random
from pathlib import Path

import pytest

from la21data import domain, metrics, places, reference, thai
from la21data.blocks.catalogue import make
from la21data.places import records, search
from la21data.scope import Scope
from la21data.store import Store
from la21data.view import View

REAL = Path(__file__).parents[2] / "shared" / "data" / "real" / "lao_registry_25661109.csv"


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


# ------------------------------------------------------------ finding
REGISTRY = {
    "ทต.เวียงเทิง": ("subdistrict", "เวียงเทิง", "57", "เทิง"),
    "ทต.เวียง": ("subdistrict", "เวียง", "57", "เชียงแสน"),
    "ทน.ขอนแก่น": ("city", "ขอนแก่น", "40", "เมืองขอนแก่น"),
    "อบต.บ้านค่าย": ("sao", "บ้านค่าย", "36", "เมืองชัยภูมิ"),
    "ทต.บ้านค่าย": ("subdistrict", "บ้านค่าย", "21", "บ้านค่าย"),
    "ทน.หาดใหญ่": ("city", "หาดใหญ่", "90", "หาดใหญ่"),
    "ทม.เมืองพล": ("town", "เมืองพล", "40", "พล"),
}


def known():
    """Real names, as the registry has them."""
    areas = [search.Named("province", c, f"จังหวัด{p.name_th}", thai.fold(p.name_th), province=c) for c, p in reference.provinces().items()]
    areas += [search.Named("office", str(n), o.name_new_short, thai.fold(o.name_new_short)) for n, o in reference.offices().items()]
    areas += [search.Named("region", c, th, thai.fold(th)) for c, (th, _) in reference.REGIONS.items()]
    laos = [
        search.Named("lao", f"{at:07d}", name, thai.fold(bare), district, kind, province)
        for at, (name, (kind, bare, province, district)) in enumerate(REGISTRY.items(), start=1)
    ]
    return [*areas, *laos]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("ทต.เวียงเทิง", "ทต.เวียงเทิง"),
        ("เทศบาลตำบลเวียงเทิง", "ทต.เวียงเทิง"),
        ("เวียงเถิง", "ทต.เวียงเทิง"),
        ("เวียงเทิง เชียงราย", "ทต.เวียงเทิง"),
        ("เทศบาลนครขอนแกน", "ทน.ขอนแก่น"),
        ("ขอนแก่น", "จังหวัดขอนแก่น"),
        ("จ.ขอนแก่น", "จังหวัดขอนแก่น"),
        ("จังหวัดลำปาง", "จังหวัดลำปาง"),
        ("อบต.บ้านค่าย", "อบต.บ้านค่าย"),
        ("บ้านค่าย จังหวัดระยอง", "ทต.บ้านค่าย"),
        ("หาดใหญ", "ทน.หาดใหญ่"),
        ("เทศบาลเมืองเมืองพล", "ทม.เมืองพล"),
        ("สสภ.9", "สคพ.9"),
        ("สำนักงานสิ่งแวดล้อมภาคที่ ๑๖", "สคพ.16"),
        ("ภาคใต้", "ภาคใต้"),
        ("อีสาน", "ภาคตะวันออกเฉียงเหนือ"),
        ("๐๐๐๐๐๐๖", "ทน.หาดใหญ่"),
        ("ทน ขอนแก่น", "ทน.ขอนแก่น"),  # A type without its dot is no name with its province behind it.
        ("เทศบาล นคร ขอนแก่น", "ทน.ขอนแก่น"),
        ("เทดบาลนครขอนแก่น", "ทน.ขอนแก่น"),
        ("องค์การบริหาสส่วนตำบลบ้านค่าย", "อบต.บ้านค่าย"),
        ("จังวัดลำปาง", "จังหวัดลำปาง"),
        ("ขก", "จังหวัดขอนแก่น"),
        ("สฎ.", "จังหวัดสุราษฎร์ธานี"),
    ],
)
def test_a_search_forgives_prefixes_abbreviations_and_typing_errors(typed, first):
    assert search.find(known(), typed)[0].name == first


def test_every_province_is_found_by_its_two_letters(snapshot):
    everything = search.names(snapshot)
    for code, province in reference.provinces().items():
        assert search.find(everything, province.short_th)[0].code == code


def test_a_name_typed_in_full_is_found_before_its_likes(snapshot):
    everything = search.names(snapshot)
    for named in random.Random(7).sample([one for one in everything if one.kind == "lao" and one.code != "1100000"], 80):
        assert search.find(everything, named.name)[0].name == named.name


def test_the_country_is_a_place_too_and_bangkok_twice_can_be_told_apart(snapshot):
    everything = search.names(snapshot)
    assert [named.kind for named in search.find(everything, "ทั้งประเทศ")][:1] == ["country"]
    twice = search.find(everything, "กทม")[:2]
    assert {named.kind for named in twice} == {"province", "lao"} and len({(named.name, named.where) for named in twice}) == 2


@pytest.mark.parametrize("typed", ["เทศบาลเมือง", "อบต.", "", "   ", "xyz", "<b>", "ฮฮฮฮฮฮ", "'; drop table lao", "a" * 5000])
def test_what_is_like_nothing_finds_nothing(typed):
    assert search.find(known(), typed) == []


@pytest.mark.parametrize(
    ("typed", "kind", "code"),
    [
        ("Lampang", "province", "52"),
        ("chiang mai", "province", "50"),
        ("Nakhon Ratchsima", "province", "30"),
        ("Office 9", "office", "9"),
        ("REO 16", "office", "16"),
        ("office 2 (Lampang)", "office", "2"),
        ("Northeast", "region", "northeast"),
        ("เชียงใหม่ Chiangmai", "province", "50"),
        ("โคราช", "province", "30"),
        ("จ.แปดริ้ว", "province", "24"),
        ("สนง.สิ่งแวดล้อม 9", "office", "9"),
    ],
)
@pytest.mark.parametrize("lang", ["th", "en"])
def test_places_are_found_by_their_other_names_in_either_language_and_once(snapshot, lang, typed, kind, code):
    """The hint of the English page names «Lampang» and «Office 9»."""
    found = [(named.kind, named.code) for named in search.find(search.names(snapshot, lang), typed)]
    assert found[0] == (kind, code) and len(found) == len(set(found))


def misspelt(draw, name):
    at = draw.randrange(len(name))
    return draw.choice([name[:at] + name[at + 1 :], name[:at] + draw.choice("กขคงจ") + name[at + 1 :], name[:at] + "ก" + name[at:]])


def test_one_slip_in_a_name_of_the_demo_still_finds_it(snapshot):
    draw = random.Random(21)
    everything = search.names(snapshot)
    laos = [named for named in draw.sample([n for n in everything if n.kind == "lao" and len(n.bare) > 6], 60)]
    hits = 0
    for named in laos:
        found = search.find(everything, misspelt(draw, named.name.split(".", 1)[-1]) + " " + named.where.rsplit(" · ", 1)[-1])
        hits += named.code in [one.code for one in found]
    assert hits >= 54, hits


@pytest.mark.real
@pytest.mark.skipif(not REAL.exists(), reason="the real registry is not beside the repository")
def test_real_names_of_the_registry_are_found_with_a_slip():
    """500 rows of the real registry, each with one letter wrong, with the type in full and the province behind."""
    with REAL.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["lao_type"]]
    kinds = {term.short_th: term for term in domain.LAO_TYPES}
    everything = []
    for row in rows:
        kind, place = row["lao_type"], reference.province_code(row["province_th"]) or ""
        code = kinds[kind].code if kind in kinds else thai.parse_lao_type(kind) or ""
        everything.append(search.Named("lao", row["lao_code"], row["lao_name"], thai.fold(row["lao_name"]), "", code, place))
    draw = random.Random(4)
    sample = draw.sample([named for named in everything if len(named.bare) > 5 and named.province], 120)
    hits = 0
    for named in sample:
        asked = f"{misspelt(draw, named.name)} {reference.provinces()[named.province].name_th}"
        hits += named.code in [one.code for one in search.find(everything, asked)]
    assert hits >= 110, hits


# ------------------------------------------------------------ records
def test_the_years_of_a_lao_are_those_of_the_metrics(snapshot):
    lao = snapshot.rows("select lao from lao_year where taking_part and awards > 0 order by activities desc limit 1")[0][0]
    rows = records.years(snapshot, Scope(lao=lao))
    for code in ("activities", "participants", "awards", "visits"):
        assert rows[code].sum() == metrics.figure(snapshot, code, Scope(lao=lao)).value
    assert len(records.awards(snapshot, Scope(lao=lao))) == metrics.figure(snapshot, "awards", Scope(lao=lao)).value
    assert len(records.visits(snapshot, Scope(lao=lao))) == metrics.figure(snapshot, "visits", Scope(lao=lao)).value
    year = int(rows.loc[rows["taking_part"], "fiscal_year"].max())
    peers = records.peers(snapshot, lao, year)
    assert peers["lao"].iloc[0] == lao and peers["lao"].is_unique


def test_a_lone_lao_is_told_to_have_nobody_to_be_compared_with(snapshot):
    groups = snapshot.rows(
        "select min(lao), count(*) from lao_year where fiscal_year = 2569 and taking_part and office is not null group by lao_type, office"
    )
    for wanted in (True, False):
        lao = next(lao for lao, among in groups if (among == 1) == wanted)
        block = make("place-peers", View(snapshot, metrics.default_scope(snapshot, Scope(years=(2569,), lao=lao))), {})
        assert len(block.table.rows) == 1 or not wanted
        assert any("ไม่มี อปท. อื่น" in note for note in block.notes) == wanted
