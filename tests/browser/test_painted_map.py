"""A map as Chromium paints it, apart from any page: the traps of plotly's choropleths that no figure's JSON shows."""

import functools
import http.server
import json
import math
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import plotly
import pytest
from playwright.sync_api import Browser, Page

from la21data import geo, maps, reference, static_files
from la21data.classes import classify_frame
from la21data.look import colours
from la21data.measures import measure

RATE = measure("participation_rate")
FLAGS = {"10": "no_data", "21": "not_applied", "40": "small_number", "41": "small_number"}
HTML = """<!doctype html><meta charset="utf-8"><script src="/plotly.min.js"></script><div id="map" style="width:560px"></div>
<script>Plotly.newPlot('map', {data}, {layout}, {config}).then(() => window.drawn = true)</script>"""
PAINTED = """[...document.querySelectorAll('.choroplethlocation')].map(path => {
    const box = path.getBoundingClientRect();
    return {code: path.__data__.loc, fill: getComputedStyle(path).fill, x: box.x + box.width / 2, y: box.y + box.height / 2,
            top: box.top, bottom: box.bottom}})"""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder that is served, with plotly and the static files in it, and its address."""
    static_files.build(tmp_path / "app" / "static")
    shutil.copy(Path(plotly.__file__).parent / "package_data" / "plotly.min.js", tmp_path)
    handler = functools.partial(_Quiet, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield tmp_path, f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 600, "height": 900})
    yield opened
    opened.close()


def rates() -> pd.DataFrame:
    rows = []
    for at, (code, province) in enumerate(reference.provinces().items()):
        flag = FLAGS.get(code, "")
        value = math.nan if flag == "no_data" else 0.0 if flag == "not_applied" else (at + 1) / 200
        rows.append(
            {
                "province": code,
                "province_th": province.name_th,
                "value": value,
                "numerator": value * 200,
                "denominator": 200.0,
                "low": value * 0.9,
                "high": value * 1.1,
                "flag": flag,
            }
        )
    return pd.DataFrame(rows)


def test_what_is_painted(site: tuple[Path, str], page: Page) -> None:
    """Each province in the colour of its class, on both maps; the map fills its box; the pointer; no other host."""
    folder, address = site
    static = folder / "app" / "static"
    frame = rates()
    classes = classify_frame(frame, RATE)
    drawn = maps.choropleth(
        frame,
        RATE,
        "th",
        classes,
        geojson_url=static_files.static_url("provinces", static),
        hatch_url=static_files.static_url("hatch", static),
        height=800,
    )
    config = maps.plotly_config(static_files.static_url("topostub", static))
    sent = drawn.spec() | {"config": config}
    html = HTML.format(**{part: json.dumps(sent[part]) for part in ("data", "layout", "config")})
    (folder / "map.html").write_text(html, encoding="utf-8")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/map.html")
    page.wait_for_function("window.drawn && document.querySelectorAll('.choroplethlocation').length > 80")
    painted = page.evaluate(PAINTED)

    for _, row in frame.iterrows():
        index = classes.index(row["value"])
        colour = {"no_data": colours.NO_DATA, "not_applied": colours.WHITE}.get(row["flag"]) or classes.colours[index]
        rgb = f"rgb({', '.join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))})"
        fills = [shape["fill"] for shape in painted if shape["code"] == row["province"]]
        assert fills.count(rgb) >= (2 if row["province"] in geo.inset_codes else 1), (row["province"], colour, fills)
    assert max(shape["bottom"] for shape in painted) - min(shape["top"] for shape in painted) > 500
    korat = next(shape for shape in painted if shape["code"] == "30")
    page.mouse.move(korat["x"], korat["y"])
    said = page.wait_for_selector(".hoverlayer .hovertext").text_content()
    assert "นครราชสีมา" in said and "จาก 200" in said
    assert all(url.startswith((address, "data:", "blob:")) for url in asked), asked
