"""Every reason and warning of an import: a stable code, and one sentence in Thai and in English that says what to mend.

In a sentence `{column}` is the header, `{text}` the cell, `{more}` what only this case knows.
"""

from __future__ import annotations

from dataclasses import dataclass

from la21data.problems import one_line

LONGEST_QUOTE = 80

# code: (Thai, English)
REJECTIONS: dict[str, tuple[str, str]] = {
    "missing": ("ไม่ได้กรอก «{column}» ซึ่งจำเป็น{more}", "«{column}» is required and empty{more}"),
    "unreadable": ("อ่านค่า «{text}» ในช่อง «{column}» ไม่ได้{more}", "«{text}» in «{column}» cannot be read{more}"),
    "unknown_lao": ("ไม่พบ «{text}» ในทะเบียน อปท.{more}", "«{text}» is not in the LAO registry{more}"),
    "ambiguous_lao": (
        "«{text}» ตรงกับ อปท. มากกว่าหนึ่งแห่ง ระบุรหัส อปท. หรืออำเภอ{more}",
        "«{text}» is the name of more than one LAO: give its code or its district{more}",
    ),
    "code_name_conflict": (
        "รหัสและชื่อ อปท. เป็นของ อปท. คนละแห่ง{more}",
        "the code and the name belong to two different LAOs{more}",
    ),
    "conflict": ("รายการเดียวกันมีค่าไม่ตรงกันมากกว่าหนึ่งแถว{more}", "the same record is there with different values{more}"),
    "out_of_range": (
        "ค่า «{text}» ในช่อง «{column}» อยู่นอกช่วงที่เป็นไปได้{more}",
        "«{text}» in «{column}» is out of range{more}",
    ),
    "unknown_category": (
        "ไม่รู้จักประเภท «{text}» ในช่อง «{column}»{more}",
        "«{text}» in «{column}» is no known category{more}",
    ),
    "cell_too_long": (
        "ข้อความในช่อง «{column}» ยาวเกิน 32,767 ตัวอักษร{more}",
        "the text in «{column}» is longer than 32,767 characters{more}",
    ),
    "not_your_area": ("«{text}» อยู่นอกพื้นที่ที่ท่านดูแล{more}", "«{text}» is outside the area that you look after{more}"),
}
WARNINGS: dict[str, tuple[str, str]] = {
    "optional_unreadable": (
        "อ่านค่า «{text}» ในช่อง «{column}» ไม่ได้ จึงเว้นว่างไว้{more}",
        "«{text}» in «{column}» cannot be read and was left empty{more}",
    ),
    "type_changed": (
        "ประเภทของ «{text}» ไม่ตรงกับทะเบียน จับคู่ตามประวัติของ อปท.{more}",
        "the type of «{text}» is not the registry's: matched through the LAO's history{more}",
    ),
    "office_contradicts": (
        "«{text}» ในช่อง «{column}» ไม่ตรงกับจังหวัด จึงยึดตามจังหวัด{more}",
        "«{text}» in «{column}» contradicts the province; the province holds{more}",
    ),
    "ce_year": (
        "ปีงบประมาณ «{text}» เป็นปี ค.ศ. แปลงเป็น พ.ศ. แล้ว{more}",
        "the fiscal year «{text}» is in CE and was turned into B.E.{more}",
    ),
    "year_typo": (
        "ปีของวันที่ «{text}» ในช่อง «{column}» น่าจะพิมพ์ผิด จึงเว้นว่างไว้{more}",
        "the year of the date «{text}» in «{column}» looks mistyped and the cell was left empty{more}",
    ),
    "coords_outside": (
        "พิกัด «{text}» อยู่นอกจังหวัด จึงไม่ใช้{more}",
        "the coordinates «{text}» lie outside the province and were dropped{more}",
    ),
    "total_mismatch": (
        "ยอดรวม «{text}» ในช่อง «{column}» ไม่เท่ากับผลบวกของแถว{more}",
        "the total «{text}» in «{column}» is not the sum of its rows{more}",
    ),
    "damaged_text": (
        "ตัวอักษร «{text}» ในช่อง «{column}» เสียหาย จึงอ่านเป็นคำเดียวที่เป็นไปได้{more}",
        "«{text}» in «{column}» is damaged and was read as the only word that it can be{more}",
    ),
    "area_implausible": (
        "พื้นที่ «{text}» ตร.กม. เป็นไปไม่ได้สำหรับ อปท. ประเภทนี้ จึงเว้นว่างไว้{more}",
        "an area of «{text}» km² cannot be for an LAO of this type and was left empty{more}",
    ),
    "years_as_columns": (
        "ปีเป็นหัวคอลัมน์ จึงอ่านแต่ละปีเป็นหนึ่งแถว{more}",
        "the years stand as columns: each year was read as a row of its own{more}",
    ),
    "personal_data": (
        "คอลัมน์ «{column}» มีข้อมูลส่วนบุคคล จึงตัดออก{more}",
        "«{column}» holds personal data and was dropped{more}",
    ),
}
SENTENCES = REJECTIONS | WARNINGS


@dataclass(frozen=True)
class Reason:
    """One reason as it stands in one place: the column's name, and what only this case knows, in both languages."""

    code: str
    column: str = ""
    more_th: str = ""
    more_en: str = ""

    def sentences(self, header: str, text: str) -> tuple[str, str]:
        """The Thai and the English sentence for a cell under a header."""
        quote = text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"
        thai_form, english_form = SENTENCES[self.code]
        return tuple(
            one_line(form.format(column=header, text=quote, more=f" {more}" if more else ""))  # type: ignore[return-value]  # two of them
            for form, more in ((thai_form, self.more_th), (english_form, self.more_en))
        )
