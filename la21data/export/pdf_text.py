"""Thai text of a PDF that Typst made, so that it can be searched and copied.

Typst tells a cluster («สิ่») as a whole and leaves its glyphs without letters of their own, and it draws a raised tone mark apart, which
then tells the whole cluster a second time. Here each glyph gets its own letters in the font's map, for readers that know only that, and
each cluster tells no more than the glyphs that stand in it. What a reader draws is not changed.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

AM, NIKHAHIT, AA = "\u0e33", "\u0e4d", "\u0e32"  # Sara am is drawn as the two others.
MOST_MAPPED = 100  # Of one block of a font's map.

_OBJECT = re.compile(rb"(\d+) 0 obj\s")
_LENGTH = re.compile(rb"/Length (\d+)")
_STREAM = re.compile(rb"stream\r?\n")
_STRING = rb"\((?:\\.|[^\\()])*\)"
_SHOWN = re.compile(
    rb"(?:/Span<</ActualText<FEFF(?P<told>[0-9A-F]*)>>>BDC)?(?P<how>(?: \d Tr)?/(?P<font>f\d+) [\d.]+ Tf[-\d. ]*Tm)"
    rb"(?P<glyphs>" + _STRING + rb"Tj|\[(?:" + _STRING + rb"|[-\d.\s])*\]TJ)(?(told)\nEMC)",
    re.DOTALL,
)
_PART = re.compile(rb"(" + _STRING + rb")|(-?[\d.]+)", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_MAPPED = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")
_NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


@dataclass
class _Font:
    """`letters`: of each glyph, as they are found; `before`: as the file had them; `wide`: glyphs that move the pen."""

    before: dict[int, str]
    wide: set[int]
    letters: dict[int, str] = field(default_factory=dict)


@dataclass
class _Shown:
    """Glyphs that one operator shows, `shifts` before each (thousandths of an em to the left), and the text that it tells."""

    how: bytes
    font: str
    glyphs: list[int]
    shifts: list[float]
    told: str | None
    start: int
    end: int

    def before(self, font: _Font) -> str:
        """What it told in the file as it was."""
        return self.told if self.told is not None else "".join(font.before.get(glyph, "") for glyph in self.glyphs)


def mended(pdf: bytes) -> bytes:
    """The same file with its text mended. Raises ValueError where it is no file as Typst makes it."""
    objects = _objects(pdf)
    fonts = _fonts(objects)
    for number, names in _pages(objects, fonts):
        head, content = _stream(objects[number])
        objects[number] = _packed(head, _content(content, names))
    for number, font in fonts.items():
        to_letters = _reference(objects[number], b"ToUnicode")
        head, stream = _stream(objects[to_letters])
        objects[to_letters] = _packed(head, _with_letters(stream, font))
    return _file(pdf, objects)


def _objects(pdf: bytes) -> dict[int, bytes]:
    """Every object by its number, in the order of the file."""
    found: dict[int, bytes] = {}
    at = 0
    while start := _OBJECT.search(pdf, at):
        end = pdf.index(b"endobj", start.end())
        stream = _STREAM.search(pdf, start.end(), end)
        length = _LENGTH.search(pdf, start.end(), stream.start()) if stream else None
        if stream and length:
            end = pdf.index(b"endobj", stream.end() + int(length[1]))
        found[int(start[1])] = pdf[start.end() : end]
        at = end
    return found


def _stream(body: bytes) -> tuple[bytes, bytes]:
    """The dictionary and the unpacked content of a stream."""
    start, length = _STREAM.search(body), _LENGTH.search(body)
    if not start or not length:
        raise ValueError("no stream")
    return body[: start.start()], zlib.decompress(body[start.end() : start.end() + int(length[1])])


def _packed(head: bytes, content: bytes) -> bytes:
    packed = zlib.compress(content, 9)
    return _LENGTH.sub(b"/Length %d" % len(packed), head, count=1) + b"stream\n" + packed + b"\nendstream\n"


def _reference(body: bytes, key: bytes) -> int:
    found = re.search(rb"/" + key + rb"[ \[]*(\d+) 0 R", body)
    if not found:
        raise ValueError(f"no {key!r}")
    return int(found[1])


def _fonts(objects: Mapping[int, bytes]) -> dict[int, _Font]:
    fonts = {}
    for number, body in objects.items():
        if b"/Subtype/Type0" in body and b"/ToUnicode" in body:
            _, stream = _stream(objects[_reference(body, b"ToUnicode")])
            before = {int(glyph, 16): bytes.fromhex(letters.decode()).decode("utf-16-be") for glyph, letters in _MAPPED.findall(stream)}
            widths = re.search(rb"/W\[([\d. ]*)\]", objects[_reference(body, b"DescendantFonts")])
            triples = widths[1].split() if widths else []
            wide = {glyph for first, last in zip(triples[::3], triples[1::3], strict=False) for glyph in range(int(first), int(last) + 1)}
            fonts[number] = _Font(before, wide)
    return fonts


def _pages(objects: Mapping[int, bytes], fonts: Mapping[int, _Font]) -> Iterator[tuple[int, dict[str, _Font]]]:
    """The number of each page's content, and its fonts by their names there."""
    for body in objects.values():
        if re.search(rb"/Type ?/Page\b(?!s)", body) and b"/Contents" in body:
            resources = body if b"/Font<<" in body else objects[_reference(body, b"Resources")]
            named = re.search(rb"/Font<<(.*?)>>", resources, re.DOTALL)
            pairs = re.findall(rb"/(f\d+) (\d+) 0 R", named[1]) if named else []
            yield _reference(body, b"Contents"), {name.decode(): fonts[int(number)] for name, number in pairs if int(number) in fonts}


def _content(content: bytes, fonts: Mapping[str, _Font]) -> bytes:
    shown = [one for one in map(_shown, _SHOWN.finditer(content)) if one.font in fonts]
    _share(shown, fonts)
    for one in shown:
        _learn(one, fonts[one.font])
    parts, at = list[bytes](), 0
    for one in shown:
        parts.append(content[at : one.start])
        at = one.end
        glyphs = one.how + _array(one.glyphs, one.shifts)
        if one.told is not None:
            told = one.told.encode("utf-16-be").hex().upper().encode()
            glyphs = b"/Span<</ActualText<FEFF%s>>>BDC%s\nEMC" % (told, glyphs)
        parts.append(glyphs)
    return b"".join([*parts, content[at:]])


def _shown(found: re.Match[bytes]) -> _Shown:
    glyphs, shifts, shift = list[int](), list[float](), 0.0
    for part in _PART.finditer(found["glyphs"]):
        if part[2]:
            shift += float(part[2])
            continue
        text = _ESCAPE.sub(lambda one: bytes([int(one[1], 8)]) if one[1].isdigit() else _NAMED.get(one[1], one[1]), part[1][1:-1])
        for at in range(0, len(text) - 1, 2):
            glyphs.append(text[at] << 8 | text[at + 1])
            shifts.append(shift)
            shift = 0.0
    told = None if found["told"] is None else bytes.fromhex(found["told"].decode()).decode("utf-16-be")
    return _Shown(found["how"], found["font"].decode(), glyphs, shifts, told, found.start(), found.end())


def _array(glyphs: Iterable[int], shifts: Iterable[float]) -> bytes:
    return b"[%s]TJ" % b"".join(
        b"%s<%04X>" % (b"%g " % shift if shift else b"", glyph) for glyph, shift in zip(glyphs, shifts, strict=True)
    )


def _share(shown: Sequence[_Shown], fonts: Mapping[str, _Font]) -> None:
    """Marks that were drawn apart tell themselves, and what they were drawn apart from tells the rest of the cluster."""
    at = 0
    while at < len(shown):
        whole, apart = shown[at].before(fonts[shown[at].font]), at + 1
        if len(whole) > 1 and shown[at].told is not None:
            while apart < len(shown) and _again(shown[apart], whole, fonts[shown[apart].font]):
                apart += 1
        left = whole
        for one in reversed(shown[at + 1 : apart]):
            left, one.told = left[: -len(one.glyphs)], left[-len(one.glyphs) :]
        if apart > at + 1:
            shown[at].told = left
        at = apart


def _again(one: _Shown, whole: str, font: _Font) -> bool:
    return one.before(font) == whole and not font.wide & set(one.glyphs) and AM not in whole


def _learn(one: _Shown, font: _Font) -> None:
    """Which letter each glyph is, from a text that it tells with others."""
    text, glyphs = one.before(font), one.glyphs
    if text.endswith(AM) and len(glyphs) > 1:
        base, tones = text[0], text[1:-1]
        letters = [base, NIKHAHIT, *tones, AA] if len(glyphs) == len(text) + 1 else [base, tones + NIKHAHIT, AA]
    else:
        letters = list(text) if len(text) == len(glyphs) else [text]
    if len(letters) == len(glyphs):
        for glyph, letter in zip(glyphs, letters, strict=True):
            font.letters.setdefault(glyph, letter)


def _with_letters(stream: bytes, font: _Font) -> bytes:
    """The font's map with a letter for every glyph."""
    letters = {**font.before, **font.letters}
    lines = [b"<%04X> <%s>" % (glyph, text.encode("utf-16-be").hex().upper().encode()) for glyph, text in sorted(letters.items())]
    blocks = [lines[at : at + MOST_MAPPED] for at in range(0, len(lines), MOST_MAPPED)]
    maps = b"\n".join(b"%d beginbfchar\n%s\nendbfchar" % (len(block), b"\n".join(block)) for block in blocks)
    start, end = stream.index(b"endcodespacerange") + len(b"endcodespacerange"), stream.rindex(b"endcmap")
    return stream[:start] + b"\n" + maps + b"\n" + stream[end:]


def _file(pdf: bytes, objects: Mapping[int, bytes]) -> bytes:
    """The file with these objects and a table of where they are."""
    out = bytearray(pdf[: pdf.index(b"\n", 9) + 1])
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + body.rstrip() + b"\nendobj\n"
    table = len(out)
    trailer = pdf[pdf.rindex(b"trailer") : pdf.rindex(b"startxref")]
    out += b"xref\n0 %d\n0000000000 65535 f\r\n" % (max(places) + 1)
    for number in range(1, max(places) + 1):
        out += b"%010d 00000 n\r\n" % places[number] if number in places else b"0000000000 65535 f\r\n"
    return bytes(out) + trailer + b"startxref\n%d\n%%%%EOF\n" % table
