"""What the browser fetches once and keeps: shapes, fonts and two stubs, built into the directory that Streamlit serves.

    python -m la21data.static_files

Nothing here depends on a snapshot. A file whose content may change carries a hash of it in its name, so that the
browser may keep it for ever; `manifest.json` maps the name that the code uses to the name of the file.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from importlib.metadata import version
from pathlib import Path
from typing import Any

from la21data import geo, reference
from la21data.problems import CannotUse

STATIC = Path(__file__).parent.parent / "static"
URL = "/app/static/"  # Where Streamlit serves the directory.
MANIFEST, FINGERPRINT = "manifest.json", ".fingerprint"
# Read by the files that are built; when none has changed there is nothing to do.
DATA_READ = ("provinces.geojson", "provinces.csv", "offices.csv", "province_offices.csv")
CODE_RUN = (__file__, geo.__file__, reference.__file__)
INPUTS = (*map(Path, CODE_RUN), *(reference.DATA / name for name in DATA_READ))

FONT_PACKAGE, FONT = "fontpkg-sarabun", "Sarabun"
FONT_FACES = tuple((weight, style) for weight in (400, 600, 700) for style in ("normal", "italic"))

# Plotly asks for `<topojsonURL>/<scope>_<resolution>m.json` for every geo plot, also one that shows no base map, from a
# host on the internet unless it is told another one. These stand in: a world with nothing in it.
TOPOJSON_NAMES = ("world_110m.json", "world_50m.json")
TOPOJSON_LAYERS = ("coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits")
EMPTY_WORLD = {
    "type": "Topology",
    "arcs": [],
    "objects": {layer: {"type": "GeometryCollection", "geometries": []} for layer in TOPOJSON_LAYERS},
}
BLANK_STYLE = {"version": 8, "sources": {}, "layers": []}  # For pydeck, which asks a base map host otherwise.


def build(static_dir: Path = STATIC) -> dict[str, str]:
    """Build the directory where it is missing or older than what it is made from. Returns the manifest.

    Safe beside a running app and beside another build: each file appears whole, the manifest after all that it names.
    """
    fingerprint = _fingerprint()
    if (built := _built(static_dir, fingerprint)) is not None:
        return built
    manifest = {"topostub": "topostub/"}
    for name, path, content in _files():
        _write(static_dir / path, content)
        if name:
            manifest[name] = path
    manifest = dict(sorted(manifest.items()))
    _write(static_dir / MANIFEST, _json(manifest))
    _remove_old(static_dir, manifest)
    _write(static_dir / FINGERPRINT, fingerprint.encode())
    return manifest


def static_url(name: str, static_dir: Path = STATIC) -> str:
    """URL of a static file by the name that the code uses.

    Names: provinces, hatch, regions, offices, blank, topostub (a folder, for `topojsonURL`), Sarabun-Regular and so on.
    Raises CannotUse where the directory has not been built, KeyError where it has no such file.
    """
    return URL + _manifest(static_dir)[name]


def static_path(name: str, static_dir: Path = STATIC) -> Path:
    """The same file on this machine, for exports that are drawn without a server. Raises as `static_url` does."""
    return static_dir / _manifest(static_dir)[name]


def _files() -> Iterator[tuple[str, str, bytes]]:
    """(name in the manifest or "", path inside the directory, content) of every file."""
    shapes = {
        "provinces": _named(geo.province_geojson()),
        "hatch": geo.hatch_strips(),
        "regions": geo.feature_collection(dict(geo.region_outlines().geometry.items())),
        "offices": geo.feature_collection(dict(geo.office_outlines().geometry.items())),
    }
    for name, collection in shapes.items():
        content = _json(collection)
        yield name, f"geo/{name}-{hashlib.sha256(content).hexdigest()[:8]}.json", content
    for file_name in TOPOJSON_NAMES:
        yield "", f"topostub/{file_name}", _json(EMPTY_WORLD)
    yield "blank", "blank.json", _json(BLANK_STYLE)
    yield from _fonts()


def _named(provinces: dict[str, Any]) -> dict[str, Any]:
    """The provinces with their names, for the pointer: so that names travel once, with the shapes, and not with every figure."""
    known = reference.provinces()
    named = [
        {**feature, "properties": {"code": feature["id"], "th": known[feature["id"]].name_th, "en": known[feature["id"]].name_en}}
        for feature in provinces["features"]
    ]
    return {**provinces, "features": named}


def _fonts() -> Iterator[tuple[str, str, bytes]]:
    import fontpkg

    for weight, style in FONT_FACES:
        path = fontpkg.path(FONT, weight=weight, style=style)
        yield path.stem, f"fonts/{path.name}", path.read_bytes()
    # The Open Font License asks that it travels with the fonts.
    yield "", "fonts/OFL.txt", resources.files("fontpkg_sarabun").joinpath("LICENSE").read_bytes()


def _fingerprint() -> str:
    digest = hashlib.sha256(version(FONT_PACKAGE).encode())
    for path in INPUTS:
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _built(static_dir: Path, fingerprint: str) -> dict[str, str] | None:
    """The manifest of a directory that was built from the same inputs and is whole, else None."""
    try:
        if (static_dir / FINGERPRINT).read_text(encoding="utf-8") != fingerprint:
            return None
        manifest = _manifest(static_dir)
    except (OSError, CannotUse):
        return None
    files = [*manifest.values(), *(f"topostub/{name}" for name in TOPOJSON_NAMES)]
    return dict(manifest) if all((static_dir / file).exists() for file in files) else None


def _remove_old(static_dir: Path, manifest: dict[str, str]) -> None:
    """Remove shapes of earlier builds."""
    for path in (static_dir / "geo").glob("*.json"):
        if f"geo/{path.name}" not in manifest.values():
            path.unlink(missing_ok=True)


def _write(path: Path, content: bytes) -> None:
    """Write beside, then swap, so that no browser gets half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_bytes(content)
    os.replace(beside, path)


def _manifest(static_dir: Path) -> dict[str, str]:
    path = static_dir / MANIFEST
    try:
        return _read_manifest(path, path.stat().st_mtime_ns)
    except FileNotFoundError as error:
        raise CannotUse(
            "static_missing",
            "ยังไม่ได้สร้างไฟล์ประกอบของเว็บ ให้สั่ง python -m la21data.static_files",
            "the browser's files have not been built: run python -m la21data.static_files",
        ) from error


@lru_cache(maxsize=8)
def _read_manifest(path: Path, changed: int) -> dict[str, str]:
    """Cached by the file and the time it was written, so that a new build is seen."""
    manifest: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return manifest


def _json(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


if __name__ == "__main__":
    for logical, file in build().items():
        print(f"{logical}: {file}")
    sys.exit(0)
