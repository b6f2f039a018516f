"""The browser's files: complete, named by their content, rebuilt only when something changed."""

import hashlib
import json
import re
import time
from importlib import resources
from pathlib import Path

import pytest

from la21data import reference, static_files
from la21data.problems import CannotUse

ROOT = Path(__file__).parent.parent
SHAPES = {
    "provinces": list(reference.provinces()),
    "hatch": list(reference.provinces()),
    "regions": list(reference.REGIONS),
    "offices": [str(number) for number in range(1, 17)],
}


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    directory = tmp_path_factory.mktemp("app") / "static"
    static_files.build(directory)
    return directory


def contents(directory: Path) -> dict[str, bytes]:
    return {str(path.relative_to(directory)): path.read_bytes() for path in directory.rglob("*") if path.is_file()}


def test_the_manifest_names_files_that_are_there(built):
    manifest = json.loads((built / "manifest.json").read_text(encoding="utf-8"))
    assert {*SHAPES, "topostub", "blank", "Sarabun-Regular"} <= set(manifest)
    assert all((built / path).exists() for path in manifest.values())


@pytest.mark.parametrize("name", SHAPES)
def test_shapes_are_geojson_named_by_their_content(built, name):
    path = static_files.static_path(name, built)
    assert path.name == f"{name}-{hashlib.sha256(path.read_bytes()).hexdigest()[:8]}.json"
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    assert [feature["id"] for feature in features] == SHAPES[name]
    assert path.stat().st_size <= (400_000 if name == "hatch" else 120_000)


def test_urls_are_below_the_apps_static_path(built):
    assert re.fullmatch(r"/app/static/geo/provinces-[0-9a-f]{8}\.json", static_files.static_url("provinces", built))
    assert static_files.static_url("topostub", built) == "/app/static/topostub/"
    assert static_files.static_url("blank", built) == "/app/static/blank.json"


def test_the_stubs_hold_nothing(built):
    world = json.loads((built / "topostub" / "world_110m.json").read_text(encoding="utf-8"))
    assert (world["type"], world["arcs"]) == ("Topology", [])
    assert set(world["objects"]) == {"coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits"}
    assert all(layer == {"type": "GeometryCollection", "geometries": []} for layer in world["objects"].values())
    assert (built / "topostub" / "world_50m.json").read_bytes() == (built / "topostub" / "world_110m.json").read_bytes()
    assert json.loads((built / "blank.json").read_text(encoding="utf-8")) == {"version": 8, "sources": {}, "layers": []}


def test_plotly_still_asks_for_the_stubs_by_these_names():
    script = resources.files("plotly").joinpath("package_data", "plotly.min.js").read_text(encoding="utf-8")
    assert re.search(r'\[\w+\.scope\.replace\(/ /g,"-"\),"_",\w+\.resolution\.toString\(\),"m"\]\.join\(""\)', script)
    assert "${e}${t}.json" in script
    assert re.search(r'resolution:\{valType:"enumerated",values:\[110,50\]', script)


def test_fonts_are_those_that_the_configuration_names(built):
    config = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    named = re.findall(r'"app/static/(fonts/[^"]+)"', config)
    assert named
    assert [path for path in named if not (built / path).exists()] == []
    fonts = sorted(path.name for path in (built / "fonts").glob("*.ttf"))
    assert fonts == sorted(f"Sarabun-{face}.ttf" for face in ("Regular", "Italic", "SemiBold", "SemiBoldItalic", "Bold", "BoldItalic"))
    assert all((built / "fonts" / name).read_bytes()[:4] == b"\x00\x01\x00\x00" for name in fonts)
    assert "SIL OPEN FONT LICENSE" in (built / "fonts" / "OFL.txt").read_text(encoding="utf-8").upper()


def test_building_again_changes_nothing_and_is_quick(built):
    before = {path: path.stat().st_mtime_ns for path in built.rglob("*")}
    started = time.perf_counter()
    static_files.build(built)
    assert time.perf_counter() - started < 3
    assert {path: path.stat().st_mtime_ns for path in built.rglob("*")} == before


def test_two_builds_are_the_same_byte_for_byte(built, tmp_path):
    static_files.build(tmp_path)
    assert contents(built) == contents(tmp_path)


def test_a_missing_file_is_built_again_and_an_old_one_removed(tmp_path):
    static_files.build(tmp_path)
    provinces = static_files.static_path("provinces", tmp_path)
    provinces.unlink()
    (tmp_path / "geo" / "provinces-00000000.json").write_text("{}", encoding="utf-8")
    static_files.build(tmp_path)
    assert provinces.exists()
    assert not (tmp_path / "geo" / "provinces-00000000.json").exists()


def test_changed_inputs_are_built_again(tmp_path, monkeypatch):
    static_files.build(tmp_path)
    (tmp_path / "blank.json").write_text("spoilt", encoding="utf-8")
    static_files.build(tmp_path)
    assert (tmp_path / "blank.json").read_text(encoding="utf-8") == "spoilt"
    monkeypatch.setattr(static_files, "INPUTS", static_files.INPUTS[1:])
    static_files.build(tmp_path)
    assert (tmp_path / "blank.json").read_text(encoding="utf-8") != "spoilt"


def test_asking_before_building_says_what_to_do(tmp_path):
    with pytest.raises(CannotUse, match=r"python -m la21data\.static_files"):
        static_files.static_url("provinces", tmp_path)
    static_files.build(tmp_path)
    with pytest.raises(KeyError):
        static_files.static_url("no such file", tmp_path)
