"""The brief: 2 to 4 A4 pages in formal Thai, made with Typst. Figures in sentences, charts, tables with repeated headers, footnotes."""

from __future__ import annotations

import json
import re
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from la21data import thai
from la21data.blocks import NativeMap, Table
from la21data.blocks.native import NativePoints
from la21data.export import browser, fonts
from la21data.export.carried import Carried
from la21data.export.image import MAP_SHARE, for_document, natural_height
from la21data.export.pack import Pack
from la21data.export.pdf_text import mended
from la21data.export.qr import png as qr_png
from la21data.export.table import clean, rows_of, written
from la21data.look.words import glyphs
from la21data.maps import framing
from la21data.problems import CannotUse
from la21data.text import words

TEMPLATE = Path(__file__).with_name("brief.typ")
MOST_CHARTS, MOST_TABLES = 4, 2
MOST_PAGES = 4
ROOM = ((8, MOST_CHARTS), (5, MOST_CHARTS), (4, 3), (3, 2))  # Rows of a table and charts: as many as the pages hold.
WIDTH, LOWEST, HIGHEST = 860, 240, 580  # Pixels of a drawing across the page; a chart is as high as on the screen, else its words meet.
MAP = (560, 440)
WIDEST = 40  # Letters that a column is given room for before its text wraps.
MAP_WIDTH = 62  # Per cent of the page's.
# Names and numbers that are no figures («LA21», a snapshot's) stay as people type them; then every other digit.
_KEPT = re.compile(r"([0-9]{5}-[0-9a-f]{8}|[0-9]*[A-Za-z][0-9A-Za-z]*)|[0-9]+")
_PAGE = re.compile(rb"/Type ?/Page\b(?!s)")
AS_TABLES = ("standing-still", "ready-to-rise", "ranking")  # Lists to work from: rows say more than bars.


def to_pdf(pack: Pack, *, thai_digits: bool = False) -> bytes:
    """The brief as PDF, with title, language and bookmarks, tagged. `thai_digits`: ๑๒๓ in place of 123.

    Without a browser it comes with tables instead of charts, and says so.
    """
    import typst

    with tempfile.TemporaryDirectory(prefix="la21-brief-") as name:
        folder = Path(name)
        pictures = _pictures(pack, folder) if browser.available() else {}
        source = folder / TEMPLATE.name
        source.write_bytes(TEMPLATE.read_bytes())
        pdf = b""
        for rows, charts in ROOM:
            data = _data(pack, dict(list(pictures.items())[:charts]), folder, rows)
            if thai_digits:
                data = _with_thai_digits(data)
            pdf = typst.compile(
                str(source),
                root=str(folder),
                font_paths=[str(fonts.folder())],
                ignore_system_fonts=True,
                sys_inputs={"data": json.dumps(data)},
            )
            if len(_PAGE.findall(pdf)) <= MOST_PAGES:
                break
        return mended(pdf)


def _pictures(pack: Pack, folder: Path) -> dict[int, str]:
    """The first charts, drawn side by side in the browser's tabs: place in the pack -> file name."""
    chosen = [at for at, one in enumerate(pack.blocks) if one.block.draw and one.block.id not in AS_TABLES][:MOST_CHARTS]

    def draw(at: int) -> tuple[int, str]:
        file = folder / f"{at}.png"
        size = _size(pack.blocks[at])
        try:
            file.write_bytes(for_document(pack.blocks[at], *size))
        except CannotUse:
            return at, ""
        return at, file.name

    with ThreadPoolExecutor(browser.TABS) as pool:
        return {at: file for at, file in pool.map(draw, chosen) if file}


def _size(carried: Carried) -> tuple[int, int]:
    """Pixels of a drawing: a map as high as what it shows, a chart as on the screen."""
    native = carried.block.native
    if isinstance(native, NativeMap | NativePoints):
        shown = native.provinces if isinstance(native, NativeMap) else (native.province,)
        return MAP[0], min(max(round(MAP[0] * MAP_SHARE * framing.shape(shown)), LOWEST), MAP[1])
    return WIDTH, min(max(natural_height(carried), LOWEST), HIGHEST)


def _data(pack: Pack, pictures: dict[int, str], folder: Path, most_rows: int) -> dict[str, Any]:
    lang = pack.about.lang

    def word(key: str) -> str:
        return words(f"export.{key}", lang)

    sections: list[dict[str, Any]] = []
    if pack.figures:
        summary = [_sentence(pack.finding), *map(_sentence, pack.findings)]
        told = [
            _sentence(words("export.figure_sentence", lang, title=f.title, text=f.text, change=f.change), f.definition)
            for f in pack.figures
        ]
        sections.append({"title": word("summary_title"), "sentences": summary, "figures": []})
        sections.append({"title": word("figures_title"), "sentences": told, "figures": []})
    if pack.quality:
        sections.append({"title": word("quality_title"), "sentences": [_sentence(line) for line in pack.quality], "figures": []})
    listed = _listed(pack, bool(pictures))
    drawn = [_figure(one, pictures.get(at, ""), most_rows) for at, one in enumerate(pack.blocks) if at in pictures or at in listed]
    if drawn:
        sections.append({"title": word("charts_title"), "sentences": [], "figures": drawn})
    left = words("export.blocks_left", lang, n=len(drawn), of=len(pack.blocks)) if len(drawn) < len(pack.blocks) else ""
    qr = ""
    if pack.about.link:
        (folder / "qr.png").write_bytes(qr_png(pack.about.link))
        qr = "qr.png"
    return {
        "title": clean(pack.about.title),
        "name": clean(pack.name),
        "scope": clean(pack.about.scope),
        "keywords": ["LA21", "Green City"],
        "lang": lang,
        "demo": pack.about.demo,
        "foot": " · ".join(part for part in (pack.about.demo.split(":")[0], pack.about.source, pack.about.dates) if part),
        "way_back": pack.about.way_back,
        "link": pack.about.link,
        "qr": qr,
        "without_browser": "" if pictures or not any(one.block.draw for one in pack.blocks) else word("brief_without_browser"),
        "sections": sections,
        "left": left,
    }


def _listed(pack: Pack, charts: bool) -> set[int]:
    """The places of the blocks that the brief lists: a few lists to work from; where there are no charts, every one."""
    tables = [at for at, one in enumerate(pack.blocks) if one.block.table is not None and (not charts or one.block.id in AS_TABLES)]
    return {*(tables[:MOST_TABLES] if charts else tables), *(at for at, one in enumerate(pack.blocks) if one.block.empty)}


def _figure(carried: Carried, image: str, most_rows: int) -> dict[str, Any]:
    block, about = carried.block, carried.imprint
    table = None if image or block.empty else block.table
    notes = [*about.notes]
    header, rows, numeric = _cells(table, carried, most_rows) if table is not None else ([], [], [])
    if table is not None and len(table.rows) > most_rows:
        notes.append(words("export.rows_left", about.lang, n=most_rows, of=thai.format_number(len(table.rows))))
    return {
        "title": clean(about.title),
        "subtitle": clean(about.subtitle),
        "empty": clean(block.empty),
        "image": image,
        "alt": clean(block.alt or block.title),
        "width": MAP_WIDTH if block.is_map else 100,
        "columns": [min(max(glyphs(text) for text in column), WIDEST) for column in zip(header, *rows, strict=True)],
        "header": header,
        "rows": rows,
        "numeric": numeric,
        "notes": [clean(note) for note in notes],
    }


def _cells(table: Table, carried: Carried, most_rows: int) -> tuple[list[str], list[list[str]], list[bool]]:
    forms = [table.formats.get(name, "text") for name in table.rows.columns]
    cut = Table(table.rows.head(most_rows), table.formats)
    rows = [[clean(written(value, form, carried.imprint.lang)) for value, form in zip(row, forms, strict=True)] for row in rows_of(cut)]
    return [clean(str(name)) for name in table.rows.columns], rows, [form != "text" for form in forms]


def _sentence(text: str, note: str = "") -> dict[str, str]:
    return {"text": clean(text), "note": clean(note)}


def _with_thai_digits(data: Any) -> Any:
    """Thai digits in all that is read; addresses, file names and numbers of the layout keep theirs."""
    if isinstance(data, dict):
        return {
            key: value if key in ("link", "image", "qr", "way_back", "lang") else _with_thai_digits(value) for key, value in data.items()
        }
    if isinstance(data, list):
        return [_with_thai_digits(one) for one in data]
    return _KEPT.sub(lambda found: found[1] or thai.to_thai_digits(found[0]), data) if isinstance(data, str) else data
