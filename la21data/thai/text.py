"""Thai text as people type it, made comparable: cleaning, folding, digits, missing words, lists, sort order."""

import re
import unicodedata
from functools import lru_cache


class Unreadable(ValueError):
    """A cell holds something, but not what its column asks for. The message quotes the cell."""


# Thai marks stand above or below a consonant. Stored order is vowel, then the rest, then tone, then thanthakhat.
MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
TONES = "\u0e48-\u0e4b"
_MARK_RANK = {
    mark: (group, unicodedata.combining(mark), mark) for group, marks in enumerate(("ัิีึืฺุู", "็\u0e4d\u0e4e", "่้๊๋", "์")) for mark in marks
}
_MARK_RUN = re.compile(f"[{MARKS}]{{2,}}")
# Sara am in any of its disguises: itself among marks, or nikhahit (and a tone) before sara aa.
_SARA_AM = re.compile(f"(?:[{MARKS}]*ำ|[{MARKS}]*\u0e4d[{MARKS}]*\\s?า)[{MARKS}ำา]*")
# A tone mark that slid to the next consonant: พืน้ ที่, ขัน้. Behind ั, ึ or ื it can be nothing else; behind ิ ี ุ ู only before a space.
_SLID = f"(?:[ก-ฮ][\u0e31\u0e36\u0e37][ก-ฮ][{TONES}]|[ก-ฮ][\u0e34\u0e35\u0e38\u0e39][ก-ฮ][{TONES}](?=\\s|$))"
_SLID_TONE = re.compile(f"({_SLID})(?:\\s+(?=[ก-ฮเ-ไ]))?")
# Words without the ring of their sara am. Only words that are no piece of any other text then (ลำดับ is: เวลาดับไฟ).
_WITHOUT_RING = {
    "สานักงาน": "สำนักงาน",
    "ตาบล": "ตำบล",
    "อาเภอ": "อำเภอ",
    "จานวน": "จำนวน",
    "ดาเนินการ": "ดำเนินการ",
    "บาบัด": "บำบัด",
    "สารวจ": "สำรวจ",
}
_RINGLESS = re.compile("(?:" + "|".join(_WITHOUT_RING) + ")(?!็)")
LOST = "\ufffd\u25a1\u25af?\ue000-\uf8ff"  # What stands where a conversion has lost a glyph.
# Words in which a hole can be nothing but sara am, its ring (ก�จัด, ก�าจัด) or one tone mark (ขั�น).
_HOLED = [
    (re.compile(re.sub("[ำ้]", lambda lost: f"[{LOST}]+า?" if lost[0] == "ำ" else f"[{LOST}]", word)), word)
    for word in (
        *("กำจัด", "กำหนด", "จำนวน", "จัดทำ", "ชำระ", "ดำเนิน", "ตำบล", "ตำรวจ", "ทำงาน", "นำร่อง", "ประจำ", "ผู้นำ"),
        *("ลำดับ", "ลำน้ำ", "สำคัญ", "สำนัก", "สำรวจ", "สำเร็จ", "อำเภอ", "อำนวย", "บำบัด", "ขั้น", "ขึ้น", "พื้น", "สิ้น"),
    )
]
_A_HOLE = re.compile(f"[ก-๎][{LOST}]")
# Old fonts kept a second set of marks, set lower or further left, where Unicode has nothing.
_OLD_FONT = dict(
    zip(
        range(0xF700, 0xF71B),
        "ฐ\u0e34\u0e35\u0e36\u0e37"
        + "\u0e48\u0e49\u0e4a\u0e4b\u0e4c" * 2
        + "ญ\u0e31\u0e4d\u0e47"
        + "\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e38\u0e39\u0e3a",
        strict=True,
    )
)
_OF_OLD_FONT = re.compile("[\uf700-\uf71a]")
# Cheap tests, so that the usual well-formed cell pays for two searches only.
_MISTYPED = re.compile(f"\u0e4d|เเ|ำ[{MARKS}ำา]|[\u0e47-\u0e4e][\u0e31\u0e34-\u0e3a]|[{MARKS}]{{3}}|([{MARKS}])\\1|[{TONES}]{{2}}")
_DAMAGED = re.compile(f"า(?:นักงาน|บล|เภอ|นวน|เนินการ|บัด|รวจ)|{_SLID}|[ก-๎][{LOST}]")

_NOT_PRINTED = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ud800-\udfff"
)
_REMOVED = re.compile(f"[{_NOT_PRINTED}]")
_CURLY = re.compile("[‘’‚‛“”„‟]")
_STRAIGHT = str.maketrans("‘’‚‛“”„‟", "''''\"\"\"\"")

_NOT_IN_NAMES = re.compile(r"[\s.\u2024\u00b7\-\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d]+")
_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")

_ONLY_PUNCTUATION = re.compile(r"[\s.…\-\u2010-\u2015\u2212_\"']*")
_MISSING_WORDS = frozenset(("ไม่มีข้อมูล", "ไม่ระบุ", "n/a", "na", "n.a.", "#n/a", "null", "nan", "nat", "<na>", "none", "no data"))
_YES = frozenset(("มี", "มีแล้ว", "ใช่", "จริง", "✓", "✔", "√", "☑", "✅", "/", "1", "1.0", "y", "yes", "true", "t"))
_NO = frozenset(("ไม่มี", "ยังไม่มี", "ไม่ใช่", "ไม่", "เท็จ", "✗", "✘", "❌", "×", "☐", "x", "0", "0.0", "n", "no", "false", "f"))

_LIST_PARTS = re.compile(r"(?<![0-9๐-๙])[,，]|[,，](?![0-9๐-๙]{3}(?![0-9๐-๙]))|[;；\n\r\v\f\u0085\u2028\u2029•●▪]")
_LIST_SLASH = re.compile(r"\s*/\s*")
_NUMBERING = re.compile(r"(?:\(?[0-9๐-๙]{1,2}[.)](?![0-9๐-๙])|[-–—*·](?=\s))\s*")
_NEXT_NUMBER = re.compile(r"\s+(?=\(?[0-9๐-๙]{1,2}[.)](?![0-9๐-๙]))")

_COLLATION_MARKS = frozenset("็่้๊๋์\u0e4d\u0e4e")
_COLLATION_IGNORED = re.compile(r"[\s.,'\"()\-\u2010-\u2015/ฯๆ]+")
_LEADING_VOWEL = re.compile("([เแโใไ])([ก-ฮ])")


def _in_order(marks: str) -> str:
    """The distinct marks of one consonant, in the order Unicode and Thai keyboards agree on."""
    return "".join(sorted(dict.fromkeys(marks), key=_MARK_RANK.__getitem__))


def _mend_marks(text: str) -> str:
    """Sara am in one piece, each mark once and in order, two sara e as one sara ae."""
    text = _MARK_RUN.sub(lambda run: _in_order(run[0]), text)
    text = _SARA_AM.sub(lambda am: _in_order(re.sub("[\u0e4dำา\\s]", "", am[0])) + "ำ", text)
    return unicodedata.normalize("NFC", text.replace("เเ", "แ"))


def _mend_words(text: str) -> str:
    """Damaged words of everyday office Thai, each of which can have been one word only."""
    text = _SLID_TONE.sub(lambda slid: slid[1][:2] + slid[1][3] + slid[1][2], text)
    text = _RINGLESS.sub(lambda word: _WITHOUT_RING[word[0]], text)
    if _A_HOLE.search(text):
        for holed, word in _HOLED:
            text = holed.sub(word, text)
    return text


def clean_text(value: str) -> str:
    """The same words, typed properly: never raises, and cleaning twice changes nothing more.

    Mends sara am, the order of marks, marks of old fonts and a few damaged words (สานักงาน, ก�าจัด, พืน้ ที่); drops what is
    not printed (zero-width, BOM, controls); makes curly quotes straight; folds every run of white space to one space; drops
    the lone leading apostrophe that Excel needs for text (an apostrophe that opens a quotation stays).
    """
    if _REMOVED.search(value):
        value = _REMOVED.sub("", value)
    if _CURLY.search(value):
        value = value.translate(_STRAIGHT)
    if _OF_OLD_FONT.search(value):
        value = value.translate(_OLD_FONT)
    text = unicodedata.normalize("NFC", " ".join(value.split()))
    if _MISTYPED.search(text):
        text = _mend_marks(text)
    if _DAMAGED.search(text):
        text = _mend_words(text)
    if text.startswith("'") and text.count("'") == 1:
        text = text[1:].lstrip()
    return text


def fold(value: str) -> str:
    """Comparison key of a name: `clean_text` without spaces, hyphens and dots, digits Arabic, letters small."""
    return to_arabic_digits(_NOT_IN_NAMES.sub("", clean_text(value))).casefold()


def to_arabic_digits(text: str) -> str:
    """๒๕๖๗ -> 2567; everything else unchanged."""
    return text.translate(_TO_ARABIC)


def to_thai_digits(text: str) -> str:
    """2567 -> ๒๕๖๗; everything else unchanged."""
    return text.translate(_TO_THAI)


def is_missing(text: str) -> bool:
    """True for an empty cell and for what people write instead: `-`, `.`, `"-"`, ไม่มีข้อมูล, n/a, null, nan …

    ไม่มี is no member: it answers a yes/no question.
    """
    text = clean_text(text)
    return _ONLY_PUNCTUATION.fullmatch(text) is not None or text.casefold() in _MISSING_WORDS


def parse_yes_no(text: str) -> bool | None:
    """มี ใช่ ✓ / 1 Y -> True; ไม่มี ไม่ใช่ ✗ x 0 N -> False; missing -> None.

    As on Thai paper forms, `/` is the tick and `x` the cross. Raises `Unreadable` for anything else.
    """
    if is_missing(text):
        return None
    word = to_arabic_digits(clean_text(text)).casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise Unreadable(f"not a yes or no: {text[:80]!r}")


def split_list(text: str, slash: bool = False) -> list[str]:
    """The values of a cell that holds several, cleaned, in their order; missing ones and `ไม่มี` left out.

    Parted by comma, semicolon, new line or bullet, also by `/` when `slash`; a comma inside 1,234 parts nothing.
    Numbering (`1.`, `๒)`) and leading dashes are dropped; `1. ก 2. ข` on one line is two values.
    """
    parts = _LIST_PARTS.split(text)
    if slash:
        parts = [piece for part in parts for piece in _LIST_SLASH.split(part)]
    values: list[str] = []
    for part in map(clean_text, parts):
        pieces = _NEXT_NUMBER.split(part) if _NUMBERING.match(part) else [part]
        values.extend(_NUMBERING.sub("", piece, count=1) if _NUMBERING.match(piece) else piece for piece in pieces)
    return [value for value in map(clean_text, values) if not is_missing(value) and value != "ไม่มี"]


@lru_cache(maxsize=16_384)  # The same names are sorted again on every page.
def collation_key(text: str) -> str:
    """Sort key for Thai dictionary order: a string to compare by code points.

    A leading vowel sorts after its consonant; tone marks, maitaikhu and thanthakhat count only between words that
    are otherwise equal; spaces and punctuation do not count.
    """
    letters = _COLLATION_IGNORED.sub("", clean_text(text)).casefold()
    base: list[str] = []
    marks: list[str] = []
    for letter in _LEADING_VOWEL.sub(r"\2\1", letters):
        if letter in _COLLATION_MARKS and marks:
            marks[-1] += letter
        else:
            base.append(letter)
            marks.append("")
    # \x01 and \x02 sort before every letter, and clean_text lets neither through.
    return "".join(base) + "\x01" + "".join(mark + "\x02" for mark in marks)
