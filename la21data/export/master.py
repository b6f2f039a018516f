"""The deck's master: ours, clean and 16:9, or an agency's own template with its slides taken out."""

from __future__ import annotations

import copy
import re
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR
from pptx.exc import PackageNotFoundError
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches, Pt

from la21data.export.slide_text import FACE, Box, set_face
from la21data.look import colours
from la21data.problems import CannotUse

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
KEPT = ("Title Slide", "Title and Content", "Title Only")  # Of the eleven layouts of python-pptx's own template.
# What stands where on our master, in inches: left, top, width, height.
PLACES = {
    PP_PLACEHOLDER.TITLE: (0.5, 0.3, 12.33, 0.8),
    PP_PLACEHOLDER.BODY: (0.5, 1.15, 12.33, 5.65),
    PP_PLACEHOLDER.FOOTER: (0.5, 6.88, 11.0, 0.42),
    PP_PLACEHOLDER.SLIDE_NUMBER: (11.83, 6.88, 1.0, 0.42),
    PP_PLACEHOLDER.DATE: (9.0, 6.88, 0.1, 0.1),
}
ON_TITLE_SLIDE = {
    PP_PLACEHOLDER.CENTER_TITLE: (0.9, 2.0, 11.5, 1.5),
    PP_PLACEHOLDER.SUBTITLE: (0.9, 3.65, 11.5, 1.9),
}
ACCENTS = (colours.ACCENT, *colours.SERIES[:5])


def presentation(template: Path | None = None) -> Any:
    """An empty deck. Raises CannotUse where the template cannot be used."""
    if template is None:
        return _ours()
    try:
        deck = Presentation(str(template))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, etree.XMLSyntaxError, OSError) as error:
        raise CannotUse(
            "template",
            f"ใช้แม่แบบ {template} ไม่ได้ ต้องเป็นไฟล์ .pptx ที่เปิดใน PowerPoint ได้",
            f"the template {template} cannot be used: it must be a .pptx that PowerPoint opens",
        ) from error
    if not len(deck.slide_layouts):
        raise CannotUse("template", f"แม่แบบ {template} ไม่มีเค้าโครงสไลด์", f"the template {template} has no slide layout")
    slides = deck.slides._sldIdLst
    for slide in list(slides):
        deck.part.drop_rel(slide.rId)
        slides.remove(slide)
    return deck


def layout(deck: Any, kind: str) -> Any:
    """The layout of a kind («title» or «titleOnly»): by what it is called in the file format, else by what it holds, else the first."""
    wanted = next((one for one in deck.slide_layouts if one._element.get("type") == kind), None)
    if wanted is not None:
        return wanted
    titled = [one for one in deck.slide_layouts if any(_is_title(shape) for shape in one.placeholders)]
    return min(titled or deck.slide_layouts, key=lambda one: len(one.placeholders))


def body(deck: Any, slide: Any) -> Box:
    """Where content goes: the master's body, under the slide's own title."""
    width, height = int(deck.slide_width), int(deck.slide_height)
    found = next((s for s in slide.slide_layout.slide_master.placeholders if s.placeholder_format.type == PP_PLACEHOLDER.BODY), None)
    left, top, wide, high = (
        (int(found.left), int(found.top), int(found.width), int(found.height))
        if found is not None
        else (width // 20, height // 5, width * 9 // 10, height * 7 // 10)
    )
    title = slide.shapes.title
    below = int(title.top + title.height) if title is not None and title.top is not None else top
    bottom = min(top + high, foot_top(slide, height))
    top = max(top, below) if below < height // 2 else top
    return left, top, wide, bottom - top


def foot_top(slide: Any, height: int) -> int:
    """The upper edge of source line and page number."""
    tops = [int(s.top) for s in slide.slide_layout.placeholders if s.placeholder_format.type in FEET and s.top is not None]
    return min([top for top in tops if top > height // 2], default=height * 93 // 100)


FEET = (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)


def add_feet(slide: Any) -> Any:
    """Put the layout's source line and page number on the slide (python-pptx leaves them out). Returns the source line, if there is one."""
    source = None
    for shape in slide.slide_layout.placeholders:
        if shape.placeholder_format.type in FEET:
            element = copy.deepcopy(shape._element)
            slide.shapes._spTree.append(element)
            added = slide.shapes[-1]
            element.nvSpPr.cNvPr.set("id", str(max(s.shape_id for s in slide.shapes) + 1))
            if shape.placeholder_format.type == PP_PLACEHOLDER.FOOTER:
                source = added
    return source


def _is_title(shape: Any) -> bool:
    return shape.placeholder_format.type in (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)


def _ours() -> Any:
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    for one in list(deck.slide_layouts):
        if one.name not in KEPT:
            deck.slide_layouts.remove(one)
    master = deck.slide_masters[0]
    _theme(master)
    for shape in master.placeholders:
        _place(shape, PLACES[shape.placeholder_format.type])
    _style(master)
    for one in deck.slide_layouts:
        for shape in one.placeholders:
            kind = shape.placeholder_format.type
            if one.name == "Title Slide" and kind in ON_TITLE_SLIDE:
                _place(shape, ON_TITLE_SLIDE[kind])
                _left(shape)
            elif kind == PP_PLACEHOLDER.DATE:
                shape._element.getparent().remove(shape._element)
            elif kind == PP_PLACEHOLDER.OBJECT:
                _place(shape, PLACES[PP_PLACEHOLDER.BODY])
            elif kind in PLACES:
                _place(shape, PLACES[kind])
    return deck


def _place(shape: Any, inches: tuple[float, float, float, float]) -> None:
    shape.left, shape.top, shape.width, shape.height = (Inches(value) for value in inches)


def _theme(master: Any) -> None:
    """Our colours and Sarabun, for Thai too: whoever adds a slide by hand gets the same."""
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    text = part.blob.decode("utf-8")
    for at, colour in enumerate(ACCENTS, start=1):
        text = re.sub(rf"(<a:accent{at}>).*?(</a:accent{at}>)", rf'\1<a:srgbClr val="{colour[1:]}"/>\2', text)
    text = re.sub(r"(<a:hlink>).*?(</a:hlink>)", rf'\1<a:srgbClr val="{colours.MUTED[1:]}"/>\2', text)
    text = re.sub(r'<a:latin typeface="Calibri"/>', f'<a:latin typeface="{FACE}"/>', text)
    text = re.sub(r'<a:cs typeface=""/>', f'<a:cs typeface="{FACE}"/>', text)
    text = re.sub(r'(script="Thai" typeface=")[^"]*', rf"\g<1>{FACE}", text)
    part._blob = text.encode("utf-8")


def _style(master: Any) -> None:
    """Titles bold, dark and to the left; feet small; a thin green line at the top."""
    for shape in master.placeholders:
        kind = shape.placeholder_format.type
        shape.text_frame.word_wrap = True
        if kind == PP_PLACEHOLDER.TITLE:
            _left(shape)
        if kind in FEET:
            for properties in shape._element.iter(qn("a:defRPr")):
                properties.set("sz", "1000")
                set_face(properties, "th")
            for paragraph in shape._element.iter(qn("a:lvl1pPr")):
                paragraph.set("algn", "l" if kind == PP_PLACEHOLDER.FOOTER else "r")
            shape.text_frame.margin_left = shape.text_frame.margin_right = 0
            shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    titles = master._element.find(qn("p:txStyles")).find(qn("p:titleStyle")).find(qn("a:lvl1pPr"))
    titles.set("algn", "l")
    default = titles.find(qn("a:defRPr"))
    default.set("sz", str(Pt(26).centipoints))
    default.set("b", "1")
    master.shapes._spTree.insert(2, _bar())


def _bar() -> Any:
    """A thin green line along the top edge. As XML, since python-pptx adds shapes to slides, but not to a master."""
    return parse_xml(
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="90" name="เส้นหัวสไลด์"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>'
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{WIDTH}" cy="76200"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:srgbClr val="{colours.ACCENT[1:]}"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>'
    )


def _left(shape: Any) -> None:
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = 0
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    for paragraph in shape._element.iter(qn("a:lvl1pPr")):
        paragraph.set("algn", "l")
