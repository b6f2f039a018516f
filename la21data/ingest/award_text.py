"""What an award's text says: its category and its rank. Text that fits none keeps its words, in the award itself."""

from __future__ import annotations

import re

from la21data import thai

_CATEGORIES = (("environment", re.compile("สวล|สิ่งแวดล้อม")), ("livable", re.compile("น่าอยู่")))
# In this order: รองชนะเลิศ holds ชนะเลิศ, ดีเยี่ยม and ดีมาก hold ดี.
_NATIONAL_RANKS = (
    ("runner_up_1", re.compile(r"รองชนะเลิศ\s*(?:อันดับ\s*(?:ที่\s*)?)?1")),
    ("runner_up_2", re.compile(r"รองชนะเลิศ\s*(?:อันดับ\s*(?:ที่\s*)?)?2")),
    ("runner_up_3", re.compile(r"รองชนะเลิศ\s*(?:อันดับ\s*(?:ที่\s*)?)?3")),
    ("winner", re.compile(r"(?<!รอง)ชนะเลิศ")),
    ("honourable_mention", re.compile("ชมเชย")),
    ("outstanding", re.compile("ดีเด่น")),
    ("commitment", re.compile("ความมุ่งมั่น")),
)
_AREA_RANKS = (
    ("excellent", re.compile("ดีเยี่ยม")),
    ("very_good", re.compile("ดีมาก")),
    ("good", re.compile("^(?:ระดับ)?ดี$")),
)


def award_category(text: str) -> str:
    """environment (also where it is written สวล.), livable, else other."""
    return next((code for code, pattern in _CATEGORIES if pattern.search(text)), "other")


def award_rank(text: str, level: str | None) -> str | None:
    """Rank of a cleaned award text at a level (national, area); None where its words are all there is."""
    words = thai.to_arabic_digits(text)
    ranks = (*_AREA_RANKS, *_NATIONAL_RANKS) if level == "area" else _NATIONAL_RANKS
    return next((code for code, pattern in ranks if pattern.search(words)), None)
