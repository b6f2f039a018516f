"""Slides that are really slides: native charts and maps to edit, one idea a slide, source line, page number, speaker notes."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pptx.enum.shapes import MSO_SHAPE, PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu

from la21data import thai
from la21data.blocks import NativeChart, NativeMap, Table
from la21data.blocks.native import NativeFlow, NativeHeat, NativePanels, NativePoints, NativeScatter
from la21data.domain import Language
from la21data.export import master
from la21data.export.carried import Carried, Imprint
from la21data.export.native_chart import MOST_BARS, add_chart, shortened
from la21data.export.native_flow import add_flow
from la21data.export.native_heat import add_heat
from la21data.export.native_map import add_map, legend
from la21data.export.native_panels import add_panels
from la21data.export.native_points import add_points, point_legend
from la21data.export.native_scatter import add_scatter
from la21data.export.qr import png as qr_png
from la21data.export.slide_table import add_table, readable
from la21data.export.slide_text import POINT, Box, box, fitting, high_of, rgb, set_face, stress, write
from la21data.export.table import clean
from la21data.key_figures import KeyFigure
from la21data.look import colours
from la21data.look.words import word
from la21data.maps.framing import needs_inset
from la21data.text import words

QR_SIDE = 620_000
GAP = 90_000
NOTES_HIGH = 640_000
MOST_NOTED = 100  # Rows in the speaker notes.
MAP_SHARE = 0.4  # Of a slide's width.


DRAWN: dict[type, Callable[..., Any]] = {
    NativeChart: add_chart,
    NativePanels: add_panels,
    NativeHeat: add_heat,
    NativeScatter: add_scatter,
    NativeFlow: add_flow,
}


def to_pptx(carried: Carried) -> bytes:
    """A deck of one slide."""
    deck = Deck(carried.imprint.lang)
    deck.block(carried)
    return deck.content()


@dataclass(frozen=True)
class Frame:
    """A slide with its title and feet, and the room that is left for one idea."""

    slide: Any
    room: Box
    full_height: int = 0  # From the top of the room down to the feet.


class Deck:
    """A deck in the making. `template`: an agency's own .pptx; its master is used, its slides are not."""

    def __init__(self, lang: Language, template: Path | None = None) -> None:
        self.lang = lang
        self._deck = master.presentation(template)

    def content(self) -> bytes:
        out = io.BytesIO()
        self._deck.save(out)
        return out.getvalue()

    def title(self, about: Imprint, subtitle: Sequence[str]) -> None:
        """The first slide."""
        slide = self._deck.slides.add_slide(master.layout(self._deck, "title"))
        self._title(slide, about.title, 36)
        lines = [line for line in (*subtitle, about.demo, about.dates) if line]
        second = next((shape for shape in slide.placeholders if shape.placeholder_format.idx == 1), None)
        if second is not None:
            write(second.text_frame, lines, self.lang, 18, colour=colours.MUTED)
            if about.demo:
                stress(second.text_frame.paragraphs[lines.index(about.demo)], about.demo, colours.CAUTION)
        else:
            left, top, width, height = master.body(self._deck, slide)
            box(slide.shapes, (left, top + height // 2, width, height // 2), lines, self.lang, 18)
        self._source(slide, about)
        self._speak(slide, [about.title, *lines])
        self._core(about)

    def block(self, carried: Carried) -> None:
        """A chart, map or table, and in the speaker notes its definitions and figures."""
        block, about = carried.block, carried.imprint
        native, notes = block.native, list(about.notes)
        if isinstance(native, NativeChart) and shortened(native) is not native:
            notes.insert(0, words("export.first_bars", self.lang, n=MOST_BARS, of=len(native.categories)))
        if isinstance(native, NativeChart) and any(one.weak for one in shortened(native).series):
            notes.insert(0, word("small_bars", self.lang))
        frame = self._frame(about, notes, tall=MAP_SHARE if isinstance(native, NativeMap | NativePoints) and not block.empty else 0)
        if block.empty:
            self._say(frame, block.empty)
        elif isinstance(native, NativeMap | NativePoints):
            self._map(frame, native, block.table)
        elif native is not None:
            DRAWN[type(native)](frame.slide, native, frame.room, self.lang, block.alt or block.title)
        elif block.table is not None:
            add_table(frame.slide, block.table, frame.room, self.lang)
        self._speak(frame.slide, [*_definitions(carried), *_rows_in_words(block.table, self.lang)])

    def figures(self, about: Imprint, figures: Sequence[KeyFigure], finding: str) -> None:
        """Key figures in large type with their change, and the finding in a sentence."""
        frame = self._frame(about, [])
        left, top, width, height = frame.room
        high = int(height * 0.2)
        size = fitting([finding], width, high, 20, 12)
        box(frame.slide.shapes, (left, top, width, high), [finding], self.lang, size, bold=True)
        across = 3
        wide, tall = (width - (across - 1) * 3 * GAP) // across, (height - high - 3 * GAP) // 2
        for at, one in enumerate(figures[:6]):
            x, y = left + (at % across) * (wide + 3 * GAP), top + high + GAP + (at // across) * (tall + 2 * GAP)
            self._figure(frame.slide, one, (x, y, wide, tall))
        self._speak(frame.slide, [finding, *(f"{one.title}: {one.text} ({one.change}) {one.definition}" for one in figures)])

    def text(self, about: Imprint, lines: Sequence[str]) -> None:
        """Sentences, each a paragraph."""
        frame = self._frame(about, about.notes)
        left, top, width, height = frame.room
        size = fitting(lines, width, int(height * 0.94) - len(lines) * 6 * POINT, 20, 9)
        box(frame.slide.shapes, (left, top, width, height), lines, self.lang, size, space=6)
        self._speak(frame.slide, lines)

    def _frame(self, about: Imprint, notes: Sequence[str], tall: float = 0) -> Frame:
        """`tall`: the share of the width, on the left, whose content stands beside the notes, not above them."""
        slide = self._deck.slides.add_slide(master.layout(self._deck, "titleOnly"))
        self._title(slide, about.title, 26)
        left, top, width, height = master.body(self._deck, slide)
        subtitle = int(fitting([about.subtitle], width, 500_000, 14, 9) * 2) / 2
        high = high_of([about.subtitle], width, subtitle) if about.subtitle else 0
        if about.subtitle:
            box(
                slide.shapes,
                (left, top, width, high),
                [about.subtitle],
                self.lang,
                subtitle,
                words("export.subtitle", self.lang),
                colour=colours.MUTED,
            )
        bottom = top + height
        code = qr_png(about.link) if about.link else None
        if code:
            at = (left + width - QR_SIDE, bottom - QR_SIDE, QR_SIDE, QR_SIDE)
            picture = slide.shapes.add_picture(io.BytesIO(code), *map(Emu, at))
            picture.name = picture._element.nvPicPr.cNvPr.attrib["descr"] = words("export.qr", self.lang)
            picture.click_action.hyperlink.address = about.link
        small = [note for note in notes if note]
        band = NOTES_HIGH if code or small else 0
        if small:
            wide = int(width * (1 - tall)) - (QR_SIDE + GAP if code else 0)
            size = fitting(small, wide, band, 11, 7)
            box(
                slide.shapes,
                (left + int(width * tall), bottom - band, wide, band),
                small,
                self.lang,
                size,
                words("export.note", self.lang),
                colour=colours.MUTED,
            )
        self._source(slide, about)
        self._core(about)
        return Frame(slide, (left, top + high + GAP, width, height - high - band - 2 * GAP), height - high - 2 * GAP)

    def _title(self, slide: Any, text: str, largest: float) -> None:
        holder = slide.shapes.title
        if holder is None:
            holder = slide.shapes.add_textbox(*map(Emu, (457_200, 300_000, int(self._deck.slide_width) - 914_400, 750_000)))
        size = fitting([text], int(holder.width), int(holder.height), largest, 12)
        frame = holder.text_frame
        frame.word_wrap = True
        write(frame, [text], self.lang, size, bold=True)

    def _source(self, slide: Any, about: Imprint) -> None:
        """Source, dates and the way back, in the master's own place for them; without one, at the foot."""
        holder = master.add_feet(slide)
        mark = about.demo.split(":")[0]
        lines = [" · ".join(part for part in (mark, about.source, about.dates) if part), about.way_back]
        if holder is None:
            width, height = int(self._deck.slide_width), int(self._deck.slide_height)
            place = (width // 20, height * 94 // 100, width * 8 // 10, height // 20)
            foot = box(slide.shapes, place, lines, self.lang, 8, words("export.source", self.lang), colour=colours.MUTED)
            stress(foot.text_frame.paragraphs[0], mark, colours.CAUTION)
            return
        holder.text_frame.clear()
        if high_of(lines, int(holder.width), 7) > int(holder.height):
            self._widen(slide, holder)
        size = fitting(lines, int(holder.width), int(holder.height), 9, 6)
        write(holder.text_frame, lines, self.lang, size, colour=colours.MUTED)
        stress(holder.text_frame.paragraphs[0], mark, colours.CAUTION)
        if about.link:
            holder.text_frame.paragraphs[-1].runs[0].hyperlink.address = about.link
            set_face(holder.text_frame.paragraphs[-1].runs[0]._r.get_or_add_rPr(), self.lang)

    def _widen(self, slide: Any, holder: Any) -> None:
        """An agency's narrow footer reaches from the edge of the body to the page number, else it would cut the source."""
        left, _, width, _ = master.body(self._deck, slide)
        top, height = holder.top, holder.height
        beside = [int(s.left) for s in slide.placeholders if s.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER]
        right = min([left + width, *(edge for edge in beside if edge > left + width // 2)])
        holder.left, holder.top, holder.width, holder.height = Emu(left), top, Emu(right - left - GAP), height

    def _say(self, frame: Frame, sentence: str) -> None:
        left, top, width, height = frame.room
        shape = box(frame.slide.shapes, (left, top, width, height), [sentence], self.lang, 20, colour=colours.MUTED)
        shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE

    def _map(self, frame: Frame, native: NativeMap | NativePoints, table: Table | None) -> None:
        """The map at the left, its legend beside it, and the first rows of the table at the right."""
        left, top, width, height = frame.room
        beside = (left + int(width * MAP_SHARE), top, int(width * 0.26), height)
        if isinstance(native, NativePoints):
            add_points(frame.slide, native, (left, top, int(width * MAP_SHARE * 0.95), frame.full_height), self.lang)
            point_legend(frame.slide, native, beside, self.lang)
            columns = [0, 3]
        else:
            told = {row[0]: ", ".join(row) for row in readable(table, self.lang)} if table is not None else {}
            wide = min(int(width * MAP_SHARE * 0.95), int(frame.full_height * 0.62) if needs_inset(native.provinces) else width)
            add_map(frame.slide, native, (left, top, wide, frame.full_height), self.lang, told)
            legend(frame.slide, native, beside, self.lang)
            columns = [0, 1]
        if table is not None and len(table.rows):
            x = left + int(width * 0.69)
            first = Table(table.rows.iloc[:, columns], table.formats, table.title)
            add_table(frame.slide, first, (x, top, left + width - x, height), self.lang, most=12)

    def _figure(self, slide: Any, one: KeyFigure, place: Box) -> None:
        _, _, width, height = place
        card = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *map(Emu, place))
        card.name = clean(one.title)
        card.fill.solid()
        card.fill.fore_color.rgb = rgb("#F3F8F5")
        card.line.color.rgb = rgb(colours.GRID)
        card.shadow.inherit = False
        frame = card.text_frame
        frame.word_wrap = True
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        inner = width - 200_000
        parts = ((one.title, 15.0, False, colours.MUTED), (one.text, 30.0, True, colours.ACCENT), (one.change, 13.0, False, colours.INK))
        for at, (text, largest, bold, colour) in enumerate(parts):
            paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
            paragraph.alignment = PP_ALIGN.LEFT  # A shape's text is centred otherwise.
            run = paragraph.add_run()
            run.text = clean(text)
            run.font.size, run.font.bold = Emu(int(fitting([text], inner, height // 3, largest, 9) * POINT)), bold
            run.font.color.rgb = rgb(colour)
            set_face(run._r.get_or_add_rPr(), self.lang)

    def _speak(self, slide: Any, lines: Sequence[str]) -> None:
        write(slide.notes_slide.notes_text_frame, lines or [""], self.lang, 12)

    def _core(self, about: Imprint) -> None:
        properties = self._deck.core_properties
        if not properties.title or properties.title == "PowerPoint Presentation":
            properties.title, properties.language = clean(about.title)[:200], self.lang
            properties.author, properties.subject = "LA21 & Green City", clean(about.scope)[:200]


def _definitions(carried: Carried) -> list[str]:
    about = carried.imprint
    told = [f"{one.words(about.lang).title} ({one.words(about.lang).unit}): {one.words(about.lang).definition}" for one in carried.measures]
    return [about.title, about.subtitle, *told, *about.foot]


def _rows_in_words(table: Table | None, lang: Language) -> list[str]:
    """The figures of a table as lines: «จังหวัด: เชียงใหม่ · อัตราการเข้าร่วม (%): 12.5 · …»."""
    if table is None:
        return []
    names: Mapping[int, str] = dict(enumerate(map(str, table.rows.columns)))
    rows = readable(table, lang)
    lines = [" · ".join(f"{names[at]}: {text}" for at, text in enumerate(row)) for row in rows[:MOST_NOTED]]
    if len(rows) > MOST_NOTED:
        lines.append(words("export.rows_left", lang, n=MOST_NOTED, of=thai.format_number(len(rows))))
    return lines
