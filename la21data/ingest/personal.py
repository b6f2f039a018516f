"""Personal data: the columns that are dropped before anything is stored, and how they are told.

The programme stores counts, never names, phones, e-mails or ID numbers of people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from la21data import thai
from la21data.ingest.list_date import list_date

_HEADER = re.compile(
    r"โทรศัพท์|โทรสาร|^โทร$|^เบอร์|มือถือ|phone|mobile|^tel$|^fax$|อีเมล|e?mail|ไปรษณีย์อิเล็กทรอนิกส์"
    r"|บัตรประชาชน|ประจำตัวประชาชน|idcard|citizenid|nationalid|ผู้ประสาน|ผู้รับผิดชอบ|ผู้กรอก|ผู้ให้ข้อมูล|ผู้บันทึก|ผู้รายงาน|ผู้บริหาร"
    r"|ชื่อ(?:และ|/)?(?:นาม)?สกุล|นามสกุล|ชื่อ(?:นายก|ปลัด|เจ้าหน้าที่|ผู้นำ|ผู้ติดต่อ|หัวหน้า|วิทยากร)|^(?:นายก|ปลัด)|ติดต่อ|contact"
    r"|coordinator|responsible|fullname|firstname|lastname|surname|^line(?:id)?$|^(?:id)?ไลน์|วันเกิด|birth"
)
_NOT_A_PERSON = re.compile("^จำนวน|laofullname|numberof|^no")  # Counts of people, and the LAO's own full name.
_VALUE = re.compile(
    r"[^@\s]+@[^@\s]+\.[^@\s]+"  # an e-mail
    r"|0[0-9][0-9\- ]{6,10}[0-9]"  # a Thai phone number
    r"|[0-9]-?[0-9]{4}-?[0-9]{5}-?[0-9]{2}-?[0-9]"  # an ID number
    r"|(?:นาย|นางสาว|นาง|น\.ส\.|ด\.ต\.|ดร\.|mr\.?|mrs\.?|ms\.?)\s*\S+\s+\S+",
    re.IGNORECASE,
)  # a title, a name, a surname
_IN_TEXT = re.compile(
    r"[^@\s]{1,64}@[^@\s]{1,255}\.\w+|(?<![0-9])0[0-9](?:[\- ]?[0-9]){7,8}(?![0-9])"
    r"|(?<![0-9])[0-9]-?[0-9]{4}-?[0-9]{5}-?[0-9]{2}-?[0-9](?![0-9])"
    r"|(?:นาย|นางสาว|นาง|น\.ส\.)\s{0,9}[ก-๎]{1,60}\s{1,9}[ก-๎]+"
)  # Parts have a longest length: else a cell of 32,767 letters without a space takes half a minute to search.
_SHARE = 0.5


def is_personal_header(key: str) -> bool:
    """Whether a header, folded by `headers.header_key`, announces data about a person."""
    return bool(_HEADER.search(key)) and not _NOT_A_PERSON.search(key)


def holds_personal_values(texts: Iterable[str]) -> bool:
    """Whether at least half of a column's distinct filled cells are e-mails, phones, ID numbers or titled names."""
    filled = [text for text in map(thai.clean_text, texts) if not thai.is_missing(text)]
    if not filled:
        return False
    return sum(_VALUE.fullmatch(thai.to_arabic_digits(text)) is not None for text in filled) >= _SHARE * len(filled)


def names_a_person(text: str) -> bool:
    """Whether free text (a title or note line) holds an e-mail, a phone or ID number, or a titled name."""
    return _IN_TEXT.search(thai.to_arabic_digits(thai.clean_text(text))) is not None


def without_persons(name: str) -> str:
    """A name of a file or sheet, which is kept and told: «…» stands for what `names_a_person` finds; «_» may be a space there."""
    left, at = "", 0
    for found in _IN_TEXT.finditer(thai.to_arabic_digits(name).replace("_", " ")):
        if list_date((), found[0]):
            continue  # `re01_9112566`, `สสภ05_25660331`: a number and the day of a list, no telephone.
        left, at = f"{left}{name[at : found.start()]}…", found.end()
    return left + name[at:]
