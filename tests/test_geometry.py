"""Province shapes: valid, without overlaps, neighbours as in the source; and what is derived from them."""

import csv
import datetime as dt
import json
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely

from la21data import geo, reference

ROOT = Path(__file__).parent.parent
FILE = ROOT / "data" / "provinces.geojson"
REAL = ROOT.parent / "shared" / "data" / "real" / "lao_registry_25661109.csv"
BUENG_KAN, CHAI_NAT, CHAIYAPHUM, PHUKET = "38", "18", "36", "83"

# Provincial capitals, and what the source mislabels: a wrong join of codes cannot pass.
CAPITALS = {
    "10": (13.754, 100.501), CHAI_NAT: (15.185, 100.125), "30": (14.975, 102.100), "34": (15.245, 104.847),
    CHAIYAPHUM: (15.807, 102.032), BUENG_KAN: (18.361, 103.647), "40": (16.432, 102.824), "43": (17.878, 102.742),
    "50": (18.788, 98.985), "71": (14.022, 99.533), PHUKET: (7.880, 98.392), "90": (7.008, 100.475),
    "96": (6.425, 101.823),
}  # fmt: skip


@pytest.fixture(scope="module")
def shapes() -> dict:
    return dict(geo.province_shapes().geometry.items())


def clockwise(ring: list) -> bool:
    """Plain shoelace, apart from shapely: the signed area of a clockwise ring is negative."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) < 0


def exterior_rings(collection: dict):
    for feature in collection["features"]:
        geometry = feature["geometry"]
        polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        yield from (polygon[0] for polygon in polygons)


def difference(one, other) -> float:
    return shapely.area(shapely.symmetric_difference(one, other))


def test_the_file_holds_the_77_provinces_by_code_and_nothing_else_about_them():
    features = geo.province_geojson()["features"]
    assert [feature["id"] for feature in features] == list(reference.provinces())
    assert all(feature["properties"] == {"code": feature["id"]} for feature in features)
    assert FILE.stat().st_size <= 120_000


def test_coordinates_have_three_decimals():
    points = np.concatenate([np.array(ring) for ring in exterior_rings(geo.province_geojson())])
    assert (points == points.round(3)).all()


def test_77_valid_shapes(shapes):
    assert len(shapes) == 77
    assert all(shape.is_valid and shape.area > 0 for shape in shapes.values())
    assert {shape.geom_type for shape in shapes.values()} <= {"Polygon", "MultiPolygon"}


def test_no_two_shapes_overlap_and_neighbours_share_their_vertices(shapes):
    values = list(shapes.values())
    pairs = [(i, j) for i, j in shapely.STRtree(values).query(values, predicate="intersects").T if i < j]
    assert max(shapely.area(shapely.intersection(values[i], values[j])) for i, j in pairs) < 1e-12
    assert shapely.coverage_is_valid(values)


def test_neighbours_are_those_of_the_shapes_before_simplification():
    with (ROOT / "tests" / "data" / "neighbours.csv").open(encoding="utf-8") as file:
        expected = {(row["province"], row["neighbour"]) for row in csv.DictReader(file)}
    found = {(one, other) for one, others in geo.neighbours().items() for other in others}
    assert {pair for pair in found if pair[0] < pair[1]} == expected
    assert found == {(other, one) for one, other in found}
    assert geo.neighbours()["10"] == {"11", "12", "13", "24", "73", "74"}
    assert geo.neighbours()[PHUKET] == frozenset()


def outlines() -> list[dict]:
    return [geo.feature_collection(dict(frame.geometry.items())) for frame in (geo.region_outlines(), geo.office_outlines())]


@pytest.mark.parametrize("number", range(4))
def test_exterior_rings_run_clockwise(number):
    rings = list(exterior_rings([geo.province_geojson(), geo.hatch_strips(), *outlines()][number]))
    assert len(rings) >= 4
    assert all(clockwise(ring) for ring in rings)


def test_shapes_in_memory_run_clockwise_too(shapes):
    every = [*shapes.values(), *geo.region_outlines().geometry, *geo.office_outlines().geometry]
    assert not any(shapely.is_ccw(shapely.get_exterior_ring(part)) for shape in every for part in shapely.get_parts(shape))


@pytest.mark.parametrize("code", CAPITALS)
def test_each_code_has_the_shape_of_its_province(shapes, code):
    lat, lon = CAPITALS[code]
    assert [other for other, shape in shapes.items() if shape.contains(shapely.Point(lon, lat))] == [code]


def test_outlines_are_valid_and_together_the_nation(shapes):
    nation = shapely.union_all(list(shapes.values()))
    regions, offices = geo.region_outlines(), geo.office_outlines()
    assert list(regions.index) == list(reference.REGIONS)
    assert list(offices.index) == list(range(1, 17))
    assert regions.is_valid.all()
    assert offices.is_valid.all()
    assert difference(shapely.union_all(list(regions.geometry)), nation) < 1e-9
    assert difference(shapely.union_all([*offices.geometry, shapes["10"]]), nation) < 1e-9


def test_office_outlines_follow_the_dated_table(shapes):
    office_10 = geo.office_outlines(dt.date(2012, 3, 1)).geometry[10]
    assert office_10.contains(shapely.point_on_surface(shapes[CHAIYAPHUM]))
    assert not geo.office_outlines().geometry[10].contains(shapely.point_on_surface(shapes[CHAIYAPHUM]))


def test_label_points_lie_inside(shapes):
    assert all(shape.contains(shapely.Point(*reversed(geo.label_points()[code]))) for code, shape in shapes.items())


def test_inset_codes_are_bangkok_and_provinces_around_it():
    assert set(geo.inset_codes) <= set(reference.provinces())
    assert all(code == "10" or geo.neighbours()[code] & set(geo.inset_codes) for code in geo.inset_codes)


def test_random_points_lie_inside_and_repeat_with_the_seed(shapes):
    for code in ("10", "75", "84"):
        points = geo.random_points(code, 200, np.random.default_rng(1))
        assert shapely.contains_xy(shapes[code], points["lon"], points["lat"]).all()
        assert (points == geo.random_points(code, 200, np.random.default_rng(1))).all()
    assert len(geo.random_points("10", 0, np.random.default_rng(1))) == 0


def test_points_outside_of_8000_points_takes_well_under_a_second():
    rng = np.random.default_rng(2)
    frame = pd.concat([pd.DataFrame(geo.random_points(code, 104, rng)).assign(province=code) for code in reference.provinces()])
    geo.points_outside(frame.head(1))
    started = time.perf_counter()
    outside = geo.points_outside(frame)
    assert time.perf_counter() - started < 1
    assert outside.dtype == bool
    assert not outside.any()
    assert outside.index.equals(frame.index)


@pytest.mark.parametrize(("province", "lat", "lon", "outside"), [
    ("10", 13.754, 100.501, False),
    ("50", 13.754, 100.501, True),
    ("41", 5.0, 97.0, True),  # What stands in a real registry for «not known».
    ("10", 100.501, 13.754, True),  # Swapped.
    ("10", float("inf"), 100.5, True),
    ("10", None, 100.5, False),
    (None, 13.754, 100.501, False),
    ("99", 13.754, 100.501, False),
    ("20", 13.175, 100.811, False),  # เกาะสีชัง, an island that the shapes lack.
    ("20", 12.670, 100.300, True),  # 58 km off the coast.
])  # fmt: skip
def test_points_outside(province, lat, lon, outside):
    frame = pd.DataFrame({"province": [province], "lat": [lat], "lon": [lon]}, index=[7])
    assert geo.points_outside(frame).to_dict() == {7: outside}


def test_points_outside_measures_the_tolerance_in_km():
    across = pd.DataFrame({"province": ["50"], "lat": [18.58], "lon": [99.1]})  # In Lamphun, some km beyond Chiang Mai's border.
    flags = [bool(geo.points_outside(across, tolerance_km=km).iloc[0]) for km in (0.1, 60)]
    assert flags == [True, False]
    assert geo.points_outside(across.iloc[:0]).empty


@pytest.mark.real
@pytest.mark.skipif(not REAL.exists(), reason="the real records are not beside the repository")
def test_points_outside_on_the_real_registry_finds_the_few_that_are_wrong():
    rows = pd.read_csv(REAL, dtype=str)
    frame = pd.DataFrame({"province": rows["province_code"], "lat": rows["lat"].astype(float), "lon": rows["lon"].astype(float)})
    outside = geo.points_outside(frame)
    assert 30 <= outside.sum() <= 50
    assert outside[(frame["lat"] == 5) & (frame["lon"] == 97)].all()


def test_hatching_covers_a_part_of_every_province_and_stays_inside(shapes):
    collection = geo.hatch_strips()
    strips = {feature["id"]: shapely.from_geojson(json.dumps(feature["geometry"])) for feature in collection["features"]}
    assert list(strips) == list(shapes)
    assert len(json.dumps(collection)) < 400_000
    for code, strip in strips.items():
        assert strip.geom_type == "MultiPolygon"
        assert strip.is_valid
        assert 0.15 < strip.area / shapes[code].area < 0.45, code
        assert shapely.difference(strip, shapely.buffer(shapes[code], 0.001)).area < 1e-9, code


def test_importing_geo_is_cheap():
    code = "import sys, la21data.geo; sys.exit(any(name in sys.modules for name in ('geopandas', 'shapely', 'pandas')))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0


def test_the_tool_knows_every_province():
    pytest.importorskip("topojson")
    from tools import make_geometry

    assert sorted(make_geometry.CODES.values()) == sorted(reference.provinces())
