"""One HTML file that needs no network: plotly, shapes and Sarabun inside. Every text is escaped; nothing of it is code."""

from __future__ import annotations

import base64
import html
import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from la21data import charts
from la21data.export.carried import Carried, Imprint
from la21data.export.image import SHAPES, drawing
from la21data.export.qr import data_url
from la21data.export.table import explanations, rows_of, written
from la21data.look import colours
from la21data.maps import plotly_config
from la21data.static_files import EMPTY_WORLD, static_path, static_url
from la21data.text import words

STYLE = f"""
body {{ font: 16px/1.6 Sarabun, sans-serif; color: {colours.INK}; margin: 0 auto; padding: 1.5rem; max-width: 1200px; }}
h1 {{ font-size: 1.6rem; line-height: 1.5; }} h2 {{ font-size: 1.25rem; line-height: 1.5; margin: 2.5rem 0 0; }}
.quiet, figcaption, footer {{ color: {colours.MUTED}; font-size: .9rem; }} .demo {{ color: {colours.CAUTION}; font-weight: 600; }}
figure {{ margin: 0 0 1rem; }} .map {{ max-width: 640px; }} .table {{ overflow-x: auto; }}
table {{ border-collapse: collapse; font-variant-numeric: tabular-nums; }} th, td {{ padding: .25rem .7rem; text-align: left; }}
th {{ background: #E7F0E7; }}
tr {{ border-bottom: 1px solid {colours.GRID}; }} td.n, th.n {{ text-align: right; }}
img.qr {{ width: 96px; }} dt {{ font-weight: 600; }} a {{ color: {colours.ACCENT}; overflow-wrap: anywhere; }}
summary {{ cursor: pointer; }}
@media print {{ details:not([open]) {{ display: none; }} section {{ break-inside: avoid; }} }}
"""


def to_html(carried: Carried) -> bytes:
    """One chart or map with its table, definitions and source."""
    return document(carried.imprint, [carried], heading=False)


def document(about: Imprint, blocks: Sequence[Carried], *, lead: Sequence[str] = (), heading: bool = True) -> bytes:
    """A page of several blocks under one heading."""
    figures: list[dict[str, Any]] = []
    sections = "".join(_section(one, figures) for one in blocks)
    top = f"<h1>{html.escape(about.title)}</h1>" if heading else ""
    sentences = "".join(f"<p>{html.escape(line)}</p>" for line in lead)
    demo = f'<p class="demo">{html.escape(about.demo)}</p>' if about.demo else ""
    return (
        f'<!doctype html><html lang="{about.lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' blob:; "
        f"style-src 'unsafe-inline'; font-src data:; img-src data: blob:; connect-src data:\">"
        f"<title>{html.escape(about.title)}</title><style>{_faces()}{STYLE}</style></head><body>"
        f"{demo}{top}{sentences}{sections}{_foot(about) if heading else ''}"
        f"<script>window.PlotlyGeoAssets={{topojson:{{world_110m:{_json(EMPTY_WORLD)}}}}};</script>"
        f"<script>{_plotly()}</script><script>{_draw(figures, about)}</script></body></html>"
    ).encode()


def _section(carried: Carried, figures: list[dict[str, Any]]) -> str:
    block, about = carried.block, carried.imprint
    parts = [f"<section><h2>{html.escape(about.title)}</h2>", f'<p class="quiet">{html.escape(about.subtitle)}</p>']
    if block.empty:
        parts.append(f"<p>{html.escape(block.empty)}</p>")
    if block.draw:
        drawn = drawing(carried)
        if about.demo:
            charts.mark_demo(drawn, words("app.demo_mark", about.lang))
        figures.append(drawn.spec())
        kind = ' class="map"' if block.is_map else ""
        parts.append(
            f'<figure{kind}><div id="f{len(figures) - 1}" role="img" aria-label="{html.escape(block.alt or block.title)}"></div></figure>'
        )
    if block.table is not None:
        shut = "" if block.draw else " open"  # A table alone is what there is to see.
        parts.append(f"<details{shut}><summary>{html.escape(words('block.table', about.lang))}</summary>{_table(carried)}</details>")
    told = "".join(f"<dt>{html.escape(name)}</dt><dd>{html.escape(value)}</dd>" for name, value in explanations(about, carried.measures))
    parts.append(f"<details><summary>{html.escape(words('export.about_sheet', about.lang))}</summary><dl>{told}</dl></details>")
    return "".join(parts) + _foot(about) + "</section>"


def _table(carried: Carried) -> str:
    table, lang = carried.block.table, carried.imprint.lang
    assert table is not None
    forms = [table.formats.get(name, "text") for name in table.rows.columns]
    kinds = ["" if form == "text" else ' class="n"' for form in forms]
    head = "".join(f"<th{kind}>{html.escape(str(name))}</th>" for name, kind in zip(table.rows.columns, kinds, strict=True))
    rows = "".join(
        "<tr>"
        + "".join(f"<td{kind}>{html.escape(written(value, form, lang))}</td>" for value, form, kind in zip(row, forms, kinds, strict=True))
        + "</tr>"
        for row in rows_of(table)
    )
    return f'<div class="table"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def _foot(about: Imprint) -> str:
    lines = "".join(
        f"<p{' class=demo' if line == about.demo else ''}>{html.escape(line)}</p>" for line in about.foot if line != about.way_back
    )
    back = f"<p>{html.escape(about.way_back)}</p>"
    if about.link:
        link = html.escape(about.link)
        back = f'<p><a href="{link}" rel="noopener">{html.escape(about.way_back)}</a></p>'
        back += f'<img class="qr" alt="{html.escape(words("export.qr", about.lang))}" src="{data_url(about.link)}">'
    return f"<footer>{lines}{back}</footer>"


def _draw(figures: Sequence[dict[str, Any]], about: Imprint) -> str:
    """The script: shapes once, put where the figures name their addresses."""
    figured = _json(figures)
    shapes = {static_url(name): name for name in SHAPES if json.dumps(static_url(name)) in figured}
    held = "{" + ",".join(f"{_json(url)}:{_shape(name)}" for url, name in shapes.items()) + "}"
    config = _json({**plotly_config("", about.lang), "topojsonURL": ""})
    return (
        f"const held={held};const put=v=>Array.isArray(v)?v.map(put):v&&typeof v==='object'?Object.fromEntries(Object.entries(v)"
        ".map(([k,w])=>[k,k==='geojson'&&held[w]?held[w]:put(w)])):v;"
        f"{figured}.forEach((f,i)=>Plotly.newPlot('f'+i,put(f.data),put(f.layout),{config}));"
    )


def _json(value: Any) -> str:
    """JSON that no text in it can end the script with."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _shape(name: str) -> str:
    return static_path(name).read_text(encoding="utf-8").replace("<", "\\u003c")


@lru_cache(maxsize=1)
def _plotly() -> str:
    from plotly.offline import get_plotlyjs

    return str(get_plotlyjs()).replace("</script", "<\\/script")


@lru_cache(maxsize=1)
def _faces() -> str:
    def face(name: str, weight: int) -> str:
        data = base64.b64encode(static_path(name).read_bytes()).decode()
        return f"@font-face{{font-family:Sarabun;font-weight:{weight};src:url(data:font/ttf;base64,{data})}}"

    return face("Sarabun-Regular", 400) + face("Sarabun-SemiBold", 600)
