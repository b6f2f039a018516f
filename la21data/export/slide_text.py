"""Text on slides: Thai in the right face, in a size that fits its box.

PowerPoint and LibreOffice take the face of Thai letters from `<a:cs>` alone, and break and check them by `lang`.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from pptx.dml.color import RGBColor
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt

from la21data.domain import Language
from la21data.export.table import clean
from la21data.look import colours
from la21data.look.words import text_width

FACE = "Sarabun"
LANGUAGES: dict[Language, str] = {"th": "th-TH", "en": "en-GB"}
POINT = 12_700  # English metric units in a point.
LINE = 1.35  # Height of a line of Sarabun, in ems.
Box = tuple[int, int, int, int]  # Left, top, width, height.


def set_face(properties: Any, lang: Language) -> None:
    """Face and language of a run's or a paragraph's properties (`a:rPr`, `a:defRPr`, `a:endParaRPr`)."""
    properties.set("lang", LANGUAGES[lang])
    for tag in ("a:latin", "a:cs"):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
    for tag in ("latin", "cs"):
        properties.append(parse_xml(f'<a:{tag} {nsdecls("a")} typeface="{FACE}"/>'))
    for hyperlink in properties.findall(qn("a:hlinkClick")):  # The schema wants it after the faces.
        properties.append(hyperlink)


def write(
    frame: Any,
    lines: Iterable[str],
    lang: Language,
    size: float,
    *,
    bold: bool = False,
    colour: str = colours.INK,
    link: str = "",
    space: float = 0,
) -> None:
    """Fill a text frame, a paragraph a line. `size` in points."""
    for at, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(space)
        run = paragraph.add_run()
        run.text = clean(line)
        run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, rgb(colour)
        if link:
            run.hyperlink.address = link
        set_face(run._r.get_or_add_rPr(), lang)


def box(shapes: Any, place: Box, lines: Iterable[str], lang: Language, size: float, name: str = "", **how: Any) -> Any:
    """A text box without margins, as large as said: its words wrap."""
    shape = shapes.add_textbox(*map(Emu, place))
    if name:
        shape.name = name
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    write(frame, lines, lang, size, **how)
    return shape


def fitting(lines: Iterable[str], width: int, height: int, largest: float, smallest: float = 8) -> float:
    """The largest size in points at which the lines, wrapped, fit a box (in English metric units)."""
    texts = list(lines)
    size = largest
    while size > smallest and high_of(texts, width, size) > height:
        size -= 0.5
    return size


def high_of(lines: Iterable[str], width: int, size: float) -> int:
    """The height of lines that wrap in a width, in English metric units."""
    return int(sum(wrapped(line, width, size) for line in lines) * size * LINE * POINT)


def stress(paragraph: Any, start: str, colour: str) -> None:
    """The first words of a paragraph of one run (none: nothing) in bold and in a colour of their own."""
    if not start:
        return
    rest = paragraph.runs[0]
    first = deepcopy(rest._r)
    rest.text = rest.text.removeprefix(start)
    rest._r.addprevious(first)
    run = paragraph.runs[0]
    run.text, run.font.bold, run.font.color.rgb = start, True, rgb(colour)


def wrapped(text: str, width: int, size: float) -> int:
    """About how many lines a text takes, on the safe side."""
    return max(1, -int(-text_width(text, size) * POINT // (width * 0.97)))


def rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.removeprefix("#"))
