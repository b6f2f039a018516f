"""Thai text of a PDF that Typst made, so that it can be searched and copied.

A raised tone mark is drawn apart from its letter, and then gives the letters of the whole cluster a second time: «สิ่สิ่งแวดล้อม»,
either by the font's map to letters or by an `ActualText` of its own. The second is emptied; the first becomes a zero-width space, since
readers put something of their own for a letter that the map does not have. The letter below the mark says the whole cluster.
"""

from __future__ import annotations

import re
import zlib

_STREAM = re.compile(rb"<<[^<>]*/Length (\d+)[^<>]*/Filter ?/FlateDecode[^<>]*>>\s*stream\r?\n")
_CLUSTER = re.compile(rb"(?<=> )<(?:[0-9A-F]{4}){2,}>(?=\n)")
_TOLD = re.compile(rb"(BT)?/Span<</ActualText<FEFF([0-9A-F]*)>>>BDC([^\n]*)\n")
_ONE_GLYPH = re.compile(rb" Tm(?:\((?:\\\d{3}|\\?.){2}\)Tj|\[(?:[-\d.]*)\((?:\\\d{3}|\\?.){2}\)(?:[-\d.]*)\]TJ)$", re.DOTALL)

_FILLED, _MODE = b" 0 Tr", re.compile(rb" \d Tr\b")


def mended(pdf: bytes) -> bytes:
    """The same file with its text mended. Every stream keeps its length, so that all offsets hold."""
    parts, at = [], 0
    for found in _STREAM.finditer(pdf):
        start, length = found.end(), int(found[1])
        if start < at:
            continue  # What looked like a stream inside another one.
        parts += [pdf[at:start], _mended(pdf[start : start + length])]
        at = start + length
    return b"".join([*parts, pdf[at:]])


def _mended(stream: bytes) -> bytes:
    try:
        text = zlib.decompress(stream)
    except zlib.error:
        return stream  # A picture, or another kind of stream.
    if b"beginbfchar" in text:
        changed = _CLUSTER.sub(b"<200B>", text)
    elif b"/ActualText" in text:
        changed = _said_once(text)
    else:
        return stream
    packed = zlib.compress(changed, 9)
    return packed.ljust(len(stream), b"\n") if changed != text and len(packed) <= len(stream) else stream


def _said_once(text: bytes) -> bytes:
    """Page content in which a single raised mark no longer repeats the cluster that was told before it."""
    before = b""

    def told(found: re.Match[bytes]) -> bytes:
        nonlocal before
        again = found[1] is not None and found[2] == before and _ONE_GLYPH.search(found[3]) is not None
        before = found[2]
        return found[0].replace(b"FEFF" + found[2], b"FEFF", 1) if again else found[0]

    changed = _TOLD.sub(told, text)
    # Said with every piece of text, and 0 is how a page begins: left out, so that the stream does not outgrow its place.
    return changed.replace(_FILLED, b"") if text.count(_FILLED) == len(_MODE.findall(text)) else changed
