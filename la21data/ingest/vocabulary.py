"""The words under which the programme's codes arrive. A word that is not here is not guessed."""

from __future__ import annotations

import re
from functools import cache

from la21data import thai
from la21data.domain import Term
from la21data.thai.damaged import Vocabulary

_MORE_SPELLINGS: dict[str, tuple[str, ...]] = {
    "ladder": ("บันได", "บันไดสี่ขั้น", "บันไดสู่ความสำเร็จ 4 ขั้น", "บันไดสู่ความสำเร็จ"),
    "fast_track": ("Fast Track", "เส้นทางลัด", "ฟาสต์แทร็ก", "ฟาสแทร็ก", "เส้นทางลัด (Fast Track)"),
    "applied": ("สมัครแล้ว", "ยื่นสมัคร"),
    "active": ("กำลังดำเนินการ", "อยู่ระหว่างดำเนินการ"),
    "completed": ("แล้วเสร็จ", "ดำเนินการแล้วเสร็จ", "เสร็จ"),
    "withdrawn": ("ถอนตัวแล้ว", "ถอน"),
    "paper": ("ผ่าน ทสจ.", "เอกสาร", "สำนักงานทรัพยากรธรรมชาติและสิ่งแวดล้อมจังหวัด"),
    "web": ("เว็บ", "เว็ปไซต์", "เว็บไซด์", "เว็ปไซด์", "website", "web site"),
    "green4thai": ("Green 4 Thai", "แอป Green4Thai", "แอปพลิเคชัน Green4Thai"),
    "waste_pollution": ("การลดมลพิษและของเสีย",),
    "waste_sorting": ("การคัดแยกขยะ",),
    "forest": ("การอนุรักษ์ป่า", "อนุรักษ์ป่าไม้"),
    "green_space": ("การเพิ่มพื้นที่สีเขียว",),
    "shared_resources": ("การจัดการทรัพยากรร่วมกัน",),
    "other": ("อื่น", "อื่นๆ"),
    "plan": ("ร่วมคิด ร่วมวางแผน",),
    "review": ("ร่วมถอดบทเรียนและติดตามประเมินผล", "ร่วมถอดบทเรียน"),
    "national": ("ประเทศ", "ระดับชาติ"),
    "area": ("พื้นที่",),
    "provincial_office": ("สำนักงานทรัพยากรธรรมชาติและสิ่งแวดล้อมจังหวัด",),
    "regional_office": ("สสภ.", "สคพ.", "สำนักงานสิ่งแวดล้อมภาค", "สำนักงานสิ่งแวดล้อมและควบคุมมลพิษ"),
    "centre": ("DEQP", "DCCE", "สส.", "กรมส่งเสริมคุณภาพสิ่งแวดล้อม", "กรมการเปลี่ยนแปลงสภาพภูมิอากาศและสิ่งแวดล้อม", "ส่วนกลาง"),
    "coaching": ("การนิเทศ",),
    "follow_up": ("การติดตาม", "follow up"),
    "evaluation": ("การประเมิน", "ประเมินผล", "การประเมินผล"),
    "exchange": ("เวทีแลกเปลี่ยนเรียนรู้", "แลกเปลี่ยนเรียนรู้"),
    "training": ("การอบรม", "ฝึกอบรม", "การฝึกอบรม"),
    "network": ("การประชุมเครือข่าย",),
    "province": ("ระดับจังหวัด",),
    "region": ("ระดับภาค",),
    "country": ("ระดับประเทศ", "ระดับชาติ", "national"),
    "asean": ("ระดับอาเซียน",),
    "excellent": ("ระดับดีเยี่ยม",),
    "very_good": ("ระดับดีมาก",),
    "good": ("ระดับดี",),
}
_NOT_IN_CODES = re.compile(r"[\s_.\-]+")


def term_code(text: str, terms: tuple[Term, ...]) -> str | None:
    """Code of a term under its Thai or English label, its short form, its code or another known spelling; else None.

    A regional office may carry its number and seat (`สสภ.01 (เชียงใหม่)`), a provincial one its province (`ทสจ.ลำปาง`).
    """
    spelling = _key(text)
    found = _codes(terms).get(spelling)
    if found is None and any(term.code == "regional_office" for term in terms):
        if thai.office_number(text) is not None:
            return "regional_office"
        if spelling.startswith("ทสจ"):
            return "provincial_office"
    return found


def mended_code(text: str, terms: tuple[Term, ...]) -> str | None:
    """Code of the one term that a damaged text can have been; None where there is none, or more than one."""
    return _damaged(terms).mend(text)


@cache
def _damaged(terms: tuple[Term, ...]) -> Vocabulary:
    return Vocabulary({spelling: code for spelling, code in _spellings(terms) if not spelling.isascii()})


@cache
def _codes(terms: tuple[Term, ...]) -> dict[str, str]:
    return {_key(spelling): code for spelling, code in _spellings(terms)}


def _spellings(terms: tuple[Term, ...]) -> list[tuple[str, str]]:
    return [
        (spelling, term.code)
        for term in terms
        for spelling in (term.code, term.th, term.en, term.short_th, *_MORE_SPELLINGS.get(term.code, ()))
        if spelling
    ]


def _key(text: str) -> str:
    return _NOT_IN_CODES.sub("", thai.fold(text))
