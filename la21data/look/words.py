"""What charts and maps write: labels, figures with their counts, flags in words. Names are only ever text: see `safe`."""

from __future__ import annotations

import html
import math
import unicodedata
from functools import lru_cache

import pandas as pd

from la21data import reference, thai
from la21data.domain import BANGKOK, DIMENSIONS, FLAGS, Language
from la21data.measures import Measure
from la21data.text import of_one

WORDS: dict[str, tuple[str, str]] = {
    "country": ("ทั้งประเทศ", "Country"),
    "counts": ("{n} จาก {of}", "{n} of {of}"),
    "mean_of": ("เฉลี่ยจาก {of}", "mean of {of}"),
    "interval": ("ช่วงเชื่อมั่น 95 %: {low}–{high}", "95 % interval: {low}–{high}"),
    "rank": ("อันดับ {rank} จาก {of} (มากไปน้อย)", "Rank {rank} of {of} (highest first)"),
    "small_bars": ("แท่งโปร่ง: จำนวนน้อย ไม่จัดอันดับ ควรระวังในการตีความ", "Hollow bars: small number, not ranked, read with care"),
    "small_dots": ("จุดโปร่ง: จำนวนน้อย ไม่จัดอันดับ ควรระวังในการตีความ", "Hollow dots: small number, not ranked, read with care"),
    "fiscal_year": ("ปีงบประมาณ {year}", "FY {year}"),
    "step": ("ขั้นที่ {n}", "Step {n}"),
    "stage": ("ระยะที่ {n}", "Stage {n}"),
    "fast_stage": ("Fast Track {n}", "Fast track {n}"),
    "not_taking_part": ("ไม่ได้เข้าร่วม", "Not taking part"),
    "step_unknown": ("ไม่ระบุขั้น", "Step not stated"),
    "of_track": ("{share} ของเส้นทางนี้", "{share} of this track"),
    "of_total": ("{share} ของทั้งหมด", "{share} of the whole"),
    "provinces": ("{n} จังหวัด", "{n} provinces"),
    "too_few": ("จำนวนน้อย ควรระวัง", "Small number"),
    "out_of_scope": ("นอกขอบเขตที่เลือก", "Outside the scope"),
    "pilots": ("จังหวัดต้นแบบ", "Pilot province"),
    "inset": ("กรุงเทพมหานคร<br>และปริมณฑล", "Bangkok<br>and vicinity"),
    "northeast_head": ("ภาคตะวันออก<br>เฉียงเหนือ", "Northeast"),
    "environment_head": ("สิ่งแวดล้อม<br>ยั่งยืน", "Sustainable<br>environment"),
    "learning_head": ("เมืองแห่ง<br>การเรียนรู้", "City of<br>learning"),
    "no_office": ("ไม่มีสำนักงาน", "No office"),
    "million": ("{n} ล้าน", "{n} million"),
}
BRIEF_PROVINCES_EN = {"14": "Ayutthaya"}  # As it is called every day, where «Phra Nakhon Si Ayutthaya» has no room.
MISSING = ("no_data", "not_applied", "not_eligible", "not_reached")  # Flags of rows that have no figure to draw.
OUTSIDE = "not_applied"  # Of these the flag of places where nobody takes part.
_FLAGS = {term.code: term for term in FLAGS}
_MILLION = 1_000_000
_GLYPH = 0.6  # Mean width of a letter of Sarabun in ems, on the wide side (measured over names: 0.42 to 0.63).
# What figures are written with has widths of its own.
_WIDTHS = dict.fromkeys("0123456789", 0.56) | dict.fromkeys(" \u00a0.,:·()", 0.34) | {"%": 0.92}


def word(key: str, lang: Language, **values: object) -> str:
    """One of the words above. Raises KeyError for another key."""
    return of_one(WORDS[key][0 if lang == "th" else 1].format(**values), lang)


def safe(text: object) -> str:
    """Text for a plotly string: plotly reads some HTML in every label, and a name must not become a tag or a link."""
    return html.escape(str(text), quote=False)


def labels(frame: pd.DataFrame, dimension: str, lang: Language) -> list[str]:
    """The label of each row, as text (not yet `safe`). Without an English one the Thai label stands."""
    written = [str(label) for label in frame[f"{dimension}_th"]]
    if lang == "th":
        return written
    english = {term.code: term.en for term in DIMENSIONS[dimension].terms} if dimension in DIMENSIONS else {}
    if dimension == "province":
        english = {code: province.name_en for code, province in reference.provinces().items()}
    elif dimension == "fiscal_year":
        return [thai.year_label(int(code), lang) for code in frame[dimension]]
    elif dimension == "office":
        english = {str(number): office.short(lang) for number, office in reference.offices().items()}
        return [english.get(str(code), word("no_office", lang)) for code in frame[dimension]]
    return [english.get(str(code), label) for code, label in zip(frame[dimension], written, strict=True)]


def brief_label(dimension: str, code: str, label: str, most: int, lang: Language) -> str:
    """A label of at most so many letters: whole, or as its term is called where there is no room, or shortened."""
    if glyphs(label) > most and dimension == "province" and lang == "en":
        label = BRIEF_PROVINCES_EN.get(code, label)
    elif glyphs(label) > most and dimension in DIMENSIONS and code in DIMENSIONS[dimension].codes():
        label = DIMENSIONS[dimension].term(code).brief(lang)
    return shorten(label, most)


def flag_words(flag: object, lang: Language) -> str:
    """A flag as a sentence; '' where there is nothing to say."""
    return _FLAGS[flag].label(lang) if isinstance(flag, str) and flag in _FLAGS else ""


def has_figure(frame: pd.DataFrame) -> pd.Series[bool]:
    """Rows whose value is known: outside the programme it is a count or a share of 0, the lowest there is. Bangkok is not to take part."""
    known = frame["value"].notna() & (~frame["flag"].isin(MISSING) | (frame["flag"] == OUTSIDE))
    return known & ~((frame["flag"] == OUTSIDE) & (frame["province"] == BANGKOK)) if "province" in frame else known


def takes_part(frame: pd.DataFrame) -> pd.Series[bool]:
    """Rows with a figure of somebody in the programme: what has a class on a map, a cell or a part of a bar. The others are told apart."""
    return has_figure(frame) & (frame["flag"] != OUTSIDE)


def with_unit(measure: Measure, value: float | None, lang: Language) -> str:
    """«12 แห่ง», «12.3 %», «4.5 ล้านบาท»: a value that can stand alone."""
    text = measure.write(value, lang)
    if measure.format in ("percent", "baht", "amount") or value is None or math.isnan(value):
        return text
    return of_one(f"{text} {measure.words(lang).unit.split(' (')[0]}", lang)


def with_counts(measure: Measure, row: pd.Series, lang: Language) -> str:
    """«12.3 % (5 จาก 41)» for a share, «78.0 คะแนน (เฉลี่ยจาก 4)» for a mean, «12 แห่ง» for anything else; without a figure its flag."""
    if (row["flag"] in MISSING and row["flag"] != OUTSIDE) or pd.isna(row["value"]):
        return flag_words(row["flag"], lang) or thai.no_data(lang)
    text = with_unit(measure, row["value"], lang)
    if measure.denominator is None or pd.isna(row["denominator"]):
        return text
    of = _count(row["denominator"], lang)
    if is_mean(measure):
        return f"{text} ({word('mean_of', lang, of=of)})"
    return f"{text} ({word('counts', lang, n=_count(row['numerator'], lang), of=of)})"


def is_mean(measure: Measure) -> bool:
    """A sum over what it is the sum of: of how many says how far to trust it, what the sum is does not."""
    return measure.denominator is not None and measure.format != "percent"


def hover(measure: Measure, row: pd.Series, title: str, lang: Language, more: tuple[str, ...] = ()) -> str:
    """Everything that is known of a row, for the pointer: what is written, spelled out. `title` is text, not yet `safe`."""
    lines = [f"<b>{safe(title)}</b>", f"{measure.words(lang).title}: {with_counts(measure, row, lang)}"]
    if pd.notna(row["low"]):
        lines.append(
            word(
                "interval",
                lang,
                low=measure.write(row["low"], lang).removesuffix("\u00a0%"),
                high=measure.write(row["high"], lang),
            )
        )
    flag = flag_words(row["flag"], lang)
    if flag and (row["flag"] not in MISSING or pd.notna(row["value"])):
        lines.append(flag)
    return "<br>".join([*lines, *more])


def running_years(*frames: pd.DataFrame | None) -> set[int]:
    """Fiscal years that are still running: one row that says so is enough (another row's flag may be a weightier one)."""
    return {int(year) for frame in frames if frame is not None for year in frame.loc[frame["flag"] == "partial_year", "fiscal_year"]}


def text_width(text: str, size: float) -> float:
    """About how many pixels a text takes in Sarabun: marks above and below a Thai letter take none."""
    return _ems(text) * size


@lru_cache(maxsize=4_096)  # The same names and figures stand on many charts.
def _ems(text: str) -> float:
    return sum(_WIDTHS.get(letter, _GLYPH) for letter in text if unicodedata.category(letter) != "Mn")


@lru_cache(maxsize=4_096)
def glyphs(text: str) -> int:
    return sum(unicodedata.category(letter) != "Mn" for letter in text)


def shorten(text: str, most: int) -> str:
    """At most so many letters, an ellipsis for the rest; a mark is never parted from its letter."""
    if glyphs(text) <= most:
        return text
    kept, count = "", 0
    for letter in text:
        count += unicodedata.category(letter) != "Mn"
        if count >= most:
            break
        kept += letter
    return kept.rstrip() + "…"


def _count(number: float, lang: Language) -> str:
    """A whole number, from a million on in millions: «1.2 ล้าน»."""
    if abs(number) >= _MILLION:
        return word("million", lang, n=thai.format_number(number / _MILLION, 1, lang))
    return thai.format_number(number, 0, lang)
