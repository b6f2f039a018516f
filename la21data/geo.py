"""Province shapes and what is derived from them: outlines, neighbours, hatching, points inside and outside.

The only module that imports geopandas, and only inside functions: a page that opens must not wait for it. It never
writes a file (`la21data.static_files` does) and never mends a shape: `tools/make_geometry.py` made them valid, without
overlaps. Coordinates are degrees, WGS 84; exterior rings run clockwise, else plotly fills the rest of the world.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from la21data import reference

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from geopandas import GeoDataFrame
    from shapely import Geometry

CRS = "EPSG:4326"
DECIMALS = 3  # 0.001 degrees is 110 m, well under the simplification of the borders (0.01 degrees).
BORDER_TOLERANCE_KM = 5.0  # The borders are simplified: a point this near is not called outside.
# The shapes lack small islands: off every province, a point this near is not called outside. (Seats of LAOs lie on
# เกาะหมาก and เกาะสีชัง, 10 km off the nearest point of their province's shape, and on เกาะสาหร่าย, 8 km.)
ISLAND_TOLERANCE_KM = 15.0
KM_PER_DEGREE_LAT, KM_PER_DEGREE_LON = 110.6, 111.3  # The latter at the equator; times cos(latitude).
STRIP_SHARE = 0.3  # Of the spacing that a hatching strip covers.
SMALLEST_PART = 2e-6  # Square degrees (0.02 square km): a snippet of a strip under it is not worth its bytes.

# Bangkok and the small provinces around it: too small to read on a national map, shown again in an inset.
inset_codes: tuple[str, ...] = ("10", "11", "12", "13", "73", "74", "75")


@lru_cache(maxsize=1)
def province_geojson() -> dict[str, Any]:
    """`data/provinces.geojson` as parsed: 77 features, `id` and `properties.code` = province code. Do not change it."""
    parsed: dict[str, Any] = json.loads((reference.DATA / "provinces.geojson").read_text(encoding="utf-8"))
    return parsed


def province_shapes() -> GeoDataFrame:
    """The 77 provinces. Index: code; columns: name_th, name_en, region, geometry."""
    known = reference.provinces()
    columns = {name: [getattr(known[code], name) for code in _shapes()] for name in ("name_th", "name_en", "region")}
    return _frame(_shapes(), columns, "code")


def region_outlines() -> GeoDataFrame:
    """The four regions, dissolved. Index: region code; columns: name_th, name_en, geometry."""
    shapes = _dissolved(lambda code: reference.provinces()[code].region)
    shapes = {code: shapes[code] for code in reference.REGIONS}
    names = [reference.REGIONS[code] for code in shapes]
    return _frame(shapes, {"name_th": [th for th, _ in names], "name_en": [en for _, en in names]}, "region")


def office_outlines(on: date | None = None) -> GeoDataFrame:
    """The areas of the 16 offices on a day (None: as of now), dissolved.

    Index: office number; columns: name_th, name_en, geometry. Bangkok is under no office, so it is in none.
    """
    shapes = _dissolved(lambda code: reference.office_of(code, on))
    names = [reference.offices()[number] for number in shapes]
    return _frame(shapes, {"name_th": [o.name_new for o in names], "name_en": [o.name_en for o in names]}, "office")


@lru_cache(maxsize=1)
def neighbours() -> dict[str, frozenset[str]]:
    """Province code -> codes of the provinces that share a border with it; touching in one point is no border."""
    found: dict[str, set[str]] = {code: set() for code in _shapes()}
    for one, other in shared_borders(_shapes()):
        found[one].add(other)
        found[other].add(one)
    return {code: frozenset(others) for code, others in found.items()}


def shared_borders(shapes: Mapping[str, Geometry]) -> list[tuple[str, str]]:
    """Pairs of codes, the smaller one first, sorted, whose shapes have a line in common."""
    import shapely

    codes = list(shapes)
    values = [shapes[code] for code in codes]
    left, right = shapely.STRtree(values).query(values, predicate="intersects")
    pairs = ((codes[i], codes[j]) for i, j in zip(left, right, strict=True) if codes[i] < codes[j])
    return sorted(pair for pair in pairs if shapely.length(shapely.intersection(shapes[pair[0]], shapes[pair[1]])) > 0)


@lru_cache(maxsize=1)
def label_points() -> dict[str, tuple[float, float]]:
    """Province code -> (lat, lon) of a point that is surely inside, for labels."""
    import shapely

    points = {code: shapely.point_on_surface(shape) for code, shape in _shapes().items()}
    return {code: (round(point.y, DECIMALS), round(point.x, DECIMALS)) for code, point in points.items()}


@lru_cache(maxsize=1)
def province_bounds() -> dict[str, tuple[float, float, float, float]]:
    """Province code -> (west, south, east, north) of its shape. Read off the file: no shape is made of it."""

    def corners(coordinates: Any) -> Iterator[tuple[float, float]]:
        if isinstance(coordinates[0], (int, float)):
            yield coordinates[0], coordinates[1]
        else:
            for part in coordinates:
                yield from corners(part)

    found = {}
    for feature in province_geojson()["features"]:
        lon, lat = zip(*corners(feature["geometry"]["coordinates"]), strict=True)
        found[feature["id"]] = (min(lon), min(lat), max(lon), max(lat))
    return found


def nearest_provinces(points: Sequence[tuple[float, float]]) -> list[tuple[str, float]]:
    """The province nearest to each (lat, lon), and how many degrees off it that is: 0 inside it."""
    import shapely

    codes = list(_shapes())
    tree = shapely.STRtree(list(_shapes().values()))
    (_, at), off = tree.query_nearest([shapely.Point(lon, lat) for lat, lon in points], all_matches=False, return_distance=True)
    return [(codes[shape], float(degrees)) for shape, degrees in zip(at, off, strict=True)]


def province_within(code: str, west: float, south: float, east: float, north: float) -> dict[str, Any] | None:
    """The part of a province that lies in a rectangle, as a GeoJSON MultiPolygon; None where none does."""
    import shapely

    parts = shapely.get_parts(shapely.clip_by_rect(_shapes()[code], west, south, east, north))
    areas = [part for part in parts if shapely.area(part)]
    found: dict[str, Any] | None = json.loads(shapely.to_geojson(shapely.MultiPolygon(areas))) if areas else None
    return found


def points_outside(frame: pd.DataFrame, tolerance_km: float = BORDER_TOLERANCE_KM) -> pd.Series[bool]:
    """True where a coordinate lies outside its province by more than the tolerance (off shore: at least 15 km).

    Columns used: province (code), lat, lon (degrees; missing allowed). False where one of the three is missing or the
    code unknown: nothing can be said there. Index as that of the frame.
    """
    import numpy as np
    import pandas as pd
    import shapely

    flat = _flat_shapes()
    known = frame["province"].isin(flat).to_numpy(dtype=bool, na_value=False)
    lat = pd.to_numeric(frame["lat"]).to_numpy(dtype=float, na_value=np.nan)
    lon = pd.to_numeric(frame["lon"]).to_numpy(dtype=float, na_value=np.nan)
    asked = known & ~np.isnan(lat) & ~np.isnan(lon)
    outside = asked & ~(np.isfinite(lat) & np.isfinite(lon))
    placed = asked & ~outside
    lat, lon = lat[placed], lon[placed]
    shapes = [flat[code] for code in frame["province"].to_numpy()[placed]]
    scales = np.array([scale for _, scale in shapes], dtype=float)
    points = shapely.points(lon * scales, lat * KM_PER_DEGREE_LAT)
    off_shore = np.where(shapely.contains_xy(_nation(), lon, lat), 0, ISLAND_TOLERANCE_KM)
    outside[placed] = shapely.distance(points, [shape for shape, _ in shapes]) > np.maximum(tolerance_km, off_shore)
    return pd.Series(outside, index=frame.index)


def random_points(province_code: str, n: int, rng: np.random.Generator) -> np.ndarray:
    """`n` points evenly over a province: a structured array with the fields lat and lon, in degrees, not rounded."""
    import numpy as np
    import shapely

    shape = _shapes()[province_code]
    shapely.prepare(shape)
    west, south, east, north = shape.bounds
    points = np.empty(n, dtype=[("lat", float), ("lon", float)])
    done = 0
    while done < n:
        lon, lat = rng.uniform(west, east, 2 * n + 8), rng.uniform(south, north, 2 * n + 8)
        inside = shapely.contains_xy(shape, lon, lat)
        lon, lat = lon[inside][: n - done], lat[inside][: n - done]
        points["lon"][done : done + len(lon)], points["lat"][done : done + len(lat)] = lon, lat
        done += len(lon)
    return points


def hatch_strips(spacing: float = 0.12) -> dict[str, Any]:
    """GeoJSON of diagonal strips, `spacing` degrees apart, clipped to each province (`id` = code).

    A plotly choropleth has no fill pattern: a second choropleth over these shapes is the hatching.
    """
    import shapely

    west, south, east, north = shapely.total_bounds(list(_shapes().values()))
    height, step = north - south, spacing * 2**0.5  # Strips at 45 degrees: `step` is the spacing along a parallel.
    starts = (west - height + step * k for k in range(int((east - west + height) / step) + 1))
    width = step * STRIP_SHARE
    corners = [[(x, south), (x + height, north), (x + height + width, north), (x + width, south)] for x in starts]
    strips = shapely.polygons(corners)
    hatched = {code: _large_parts(shapely.intersection(strips, shape)) for code, shape in _shapes().items()}
    return feature_collection(hatched)


def feature_collection(shapes: Mapping[Any, Geometry]) -> dict[str, Any]:
    """GeoJSON of shapes: `id` = key as text, the same as `properties.code`; rounded, clockwise exterior rings."""
    import shapely

    def feature(code: str, shape: Geometry) -> dict[str, Any]:
        rounded = shapely.normalize(shapely.set_precision(shape, 10**-DECIMALS))
        geometry = json.loads(shapely.to_geojson(shapely.orient_polygons(rounded, exterior_cw=True)))
        geometry["coordinates"] = _rounded(geometry["coordinates"])
        return {"type": "Feature", "id": code, "properties": {"code": code}, "geometry": geometry}

    return {"type": "FeatureCollection", "features": [feature(str(key), shape) for key, shape in shapes.items()]}


@lru_cache(maxsize=1)
def _shapes() -> dict[str, Geometry]:
    import shapely

    features = province_geojson()["features"]
    return {feature["id"]: shapely.from_geojson(json.dumps(feature["geometry"])) for feature in features}


@lru_cache(maxsize=1)
def _nation() -> Geometry:
    import shapely

    nation = shapely.coverage_union_all(list(_shapes().values()))
    shapely.prepare(nation)
    return nation


@lru_cache(maxsize=1)
def _flat_shapes() -> dict[str, tuple[Geometry, float]]:
    """Code -> (shape in km, km of a degree of longitude there). Good to 1 % near the province: all that is asked."""
    import numpy as np
    import shapely

    flat = {}
    for code, shape in _shapes().items():
        scale = KM_PER_DEGREE_LON * float(np.cos(np.radians(shape.centroid.y)))
        flat[code] = (shapely.transform(shape, lambda xy, scale=scale: xy * [scale, KM_PER_DEGREE_LAT]), scale)
        shapely.prepare(flat[code][0])
    return flat


def _dissolved(group_of: Callable[[str], Any]) -> dict[Any, Geometry]:
    """The union of provinces by group, groups in sorted order; provinces whose group is None are left out."""
    import shapely

    groups: dict[Any, list[Geometry]] = {}
    for code, shape in _shapes().items():
        groups.setdefault(group_of(code), []).append(shape)
    groups.pop(None, None)
    # A union made for shapes that share borders exactly leaves no slivers behind.
    unions = {group: shapely.coverage_union_all(groups[group]) for group in sorted(groups)}
    return {group: shapely.orient_polygons(union, exterior_cw=True) for group, union in unions.items()}


def _large_parts(shapes: np.ndarray) -> Geometry:
    """The parts of shapes that are large enough to see; lines and points, where a strip only touches, have no area."""
    import shapely

    parts = shapely.get_parts(shapely.get_parts(shapes))  # Twice: a part of a collection may be a MultiPolygon.
    return shapely.MultiPolygon(list(parts[shapely.area(parts) >= SMALLEST_PART]))


def _rounded(coordinates: Any) -> Any:
    if isinstance(coordinates, Iterable):
        return [_rounded(part) for part in coordinates]
    return round(coordinates, DECIMALS)


def _frame(shapes: Mapping[Any, Geometry], columns: Mapping[str, list[str]], index: str) -> GeoDataFrame:
    import geopandas
    import pandas as pd

    labels = pd.Index(list(shapes), name=index)
    return geopandas.GeoDataFrame(dict(columns), geometry=list(shapes.values()), crs=CRS, index=labels)
