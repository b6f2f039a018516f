"""The seven kinds of records as data: their columns, the headers these arrive under, their keys and where they are stored.

The template command, the header reader, the normaliser and the judge all read these records; a column is declared once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from la21data import domain
from la21data.domain import Language, Term

Reader = Literal[
    "fiscal_year",
    "date",
    "lao_code",
    "lao_name",
    "lao_type",
    "province",
    "district",
    "region",
    "office",
    "text",
    "term",
    "terms",
    "step",
    "whole",
    "money",
    "amount",
    "score",
    "yes_no",
    "list",
    "latitude",
    "longitude",
    "area",
]
NUMBERS_OF_PEOPLE_OR_MONEY = ("whole", "money")  # Where `-` is a zero in a row that has other figures.


@dataclass(frozen=True)
class Column:
    """One column. `name`: English header; `th`: the header that templates carry; `spellings`: others that are known; `en`: in words.

    `stored`: the column of the fact table, '' where the value itself is not stored.
    """

    name: str
    th: str
    reader: Reader
    required: bool = False
    stored: str = ""
    terms: tuple[Term, ...] = ()
    spellings: tuple[str, ...] = ()
    en: str = ""

    def label(self, lang: Language) -> str:
        """The column's name for readers."""
        return self.th if lang == "th" else self.en or self.name.replace("_", " ")


@dataclass(frozen=True)
class Kind:
    """One kind of records. `key`: columns of the fact table. A LAO kind finds its LAO by code, or by name and province."""

    code: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    has_lao: bool = True
    derived: tuple[str, ...] = ()  # columns of the fact table that are read off other columns

    @cached_property
    def by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    @cached_property
    def stored(self) -> tuple[str, ...]:
        """Columns of the fact table that an import fills, the import's own id apart."""
        own = tuple(column.stored for column in self.columns if column.stored)
        return (*own, *self.derived) if self.code == "registry" or not self.has_lao else ("lao_code", *own, *self.derived)


def _stored(
    name: str,
    th: str,
    reader: Reader,
    *spellings: str,
    required: bool = False,
    stored: str = "",
    terms: tuple[Term, ...] = (),
    en: str = "",
) -> Column:
    return Column(name, th, reader, required, stored or name, terms, spellings, en)


LAO_COLUMNS = (
    Column("lao_code", "รหัส อปท.", "lao_code", spellings=("รหัสองค์กรปกครองส่วนท้องถิ่น",)),
    Column(
        "lao_name",
        "ชื่อ อปท.",
        "lao_name",
        spellings=(
            "อปท.",
            "รายชื่อ อปท.",
            "ชื่อองค์กรปกครองส่วนท้องถิ่น",
            "องค์กรปกครองส่วนท้องถิ่น",
            "ชื่อเทศบาล",
            "เทศบาล",
            "municipality",
        ),
    ),
    Column("lao_type", "ประเภท อปท.", "lao_type", spellings=("ประเภทองค์กรปกครองส่วนท้องถิ่น", "type")),
    Column("province", "จังหวัด", "province", spellings=("province_th", "ชื่อจังหวัด")),
    Column("district", "อำเภอ", "district", spellings=("district_th", "อำเภอ/เขต", "ชื่ออำเภอ")),
    Column("region", "ภาค", "region", spellings=("region_th",)),
    Column(
        "office",
        "สสภ.",
        "office",
        spellings=(
            "สคพ.",
            "สสภ./สคพ.",
            "Environmental Office Region",
            "สำนักงานสิ่งแวดล้อม",
            "สำนักงานสิ่งแวดล้อมภาค",
            "สำนักงานสิ่งแวดล้อมและควบคุมมลพิษ",
        ),
    ),
)
FISCAL_YEAR = _stored("fiscal_year", "ปีงบประมาณ", "fiscal_year", "ปี งปม.", "ปีงบประมาณ พ.ศ.", "FY", required=True)

REGISTRY = Kind(
    "registry",
    (
        _stored("lao_code", "รหัส อปท.", "lao_code", "รหัสองค์กรปกครองส่วนท้องถิ่น", required=True),
        _stored("lao_name", "ชื่อ อปท.", "text", "ชื่อองค์กรปกครองส่วนท้องถิ่น", required=True, stored="name"),
        _stored("lao_type", "ประเภท อปท.", "lao_type", "ประเภทองค์กรปกครองส่วนท้องถิ่น", required=True),
        _stored("province", "จังหวัด", "province", "province_th", "ชื่อจังหวัด", required=True),
        _stored("district", "อำเภอ", "text", "district_th", "อำเภอ/เขต", "ชื่ออำเภอ"),
        _stored("lat", "ละติจูด", "latitude", "latitude"),
        _stored("lon", "ลองจิจูด", "longitude", "longitude", "lng", "ลองติจูด"),
        _stored("area_km2", "พื้นที่ (ตร.กม.)", "area", "area", "พื้นที่ ตร.กม.", "ขนาดพื้นที่"),
        _stored("valid_from", "มีผลตั้งแต่", "date"),
        _stored("valid_to", "มีผลถึง", "date"),
        _stored("predecessor_code", "รหัสเดิม", "lao_code", "รหัส อปท. เดิม"),
    ),
    key=("lao_code",),
    has_lao=False,
)

PARTICIPATION = Kind(
    "participation",
    (
        FISCAL_YEAR,
        *LAO_COLUMNS,
        _stored("track", "เส้นทาง", "term", required=True, terms=domain.TRACKS),
        _stored("step", "ขั้น", "step", "ขั้นที่", "ขั้น/ระยะ", "stage", required=True),
        _stored("applied_on", "วันที่สมัคร", "date", en="date of application"),
        _stored("channel", "ช่องทางสมัคร", "terms", "channels", "ช่องทางการสมัคร", stored="channels", terms=domain.CHANNELS),
        _stored("status", "สถานะ", "term", terms=domain.STATUSES),
        _stored("has_coordinator", "มีเจ้าหน้าที่ประสานงาน", "yes_no", en="has a coordinator"),
        _stored("has_leader", "มีผู้นำ", "yes_no", en="has a leader"),
        _stored("has_volunteers", "มีจิตอาสา", "yes_no", en="has volunteers"),
        _stored("plan_adopted_on", "วันที่ประกาศใช้แผน", "date", en="date the plan was adopted"),
        _stored("lessons_on", "วันที่ถอดบทเรียน", "date", en="date of lessons learned"),
        _stored("self_assessed_on", "วันที่ประเมินตนเอง", "date", en="date of self-assessment"),
        _stored("model_lao_code", "รหัส อปท. ต้นแบบ", "lao_code", en="code of the model LAO"),
        _stored("change_agents", "จำนวนผู้นำการเปลี่ยนแปลง", "whole", "ผู้นำการเปลี่ยนแปลง", "จำนวนผู้นำการเปลี่ยนแปลง CA"),
    ),
    key=("fiscal_year", "lao_code"),
)

ACTIVITY = Kind(
    "activity",
    (
        _stored("activity_id", "รหัสกิจกรรม", "text", required=True),
        FISCAL_YEAR,
        *LAO_COLUMNS,
        _stored("activity_name", "ชื่อกิจกรรม", "text", "ชื่อโครงการ/กิจกรรม", "ชื่อกิจกรรม/โครงการ", required=True, stored="name"),
        _stored("category", "ประเภทกิจกรรม", "term", required=True, terms=domain.CATEGORIES),
        _stored("step", "ขั้น", "step", "ขั้นที่"),
        _stored("start_on", "วันที่เริ่ม", "date", "วันที่เริ่มต้น", "วันที่เริ่มกิจกรรม", en="first day"),
        _stored("end_on", "วันที่สิ้นสุด", "date", en="last day"),
        _stored("budget_lao", "งบ อปท. (บาท)", "money", "งบประมาณ อปท.", "งบประมาณจาก อปท.", en="budget of the LAO (baht)"),
        _stored("budget_deqp", "งบกรม (บาท)", "money", "งบประมาณกรม", "งบประมาณจากกรม", en="budget of DEQP (baht)"),
        _stored("budget_other", "งบอื่น (บาท)", "money", "งบอื่นๆ", "งบประมาณอื่น", "งบประมาณอื่นๆ", "งบประมาณจากแหล่งอื่น", en="other budget (baht)"),
        _stored("participants", "ผู้เข้าร่วม (คน)", "whole", "จำนวนผู้เข้าร่วม"),
        _stored("modes", "รูปแบบการมีส่วนร่วม", "terms", "mode", en="modes of participation", terms=domain.MODES),
        _stored("partners", "ภาคี", "list", "ภาคีเครือข่าย"),
        _stored("output", "ผลผลิต", "text"),
        _stored("output_amount", "ปริมาณผลผลิต", "amount", en="amount of output"),
        _stored("output_unit", "หน่วย", "text", "หน่วยผลผลิต", "หน่วยนับ", en="unit of output"),
    ),
    key=("activity_id",),
)

ASSESSMENT = Kind(
    "assessment",
    (
        FISCAL_YEAR,
        *LAO_COLUMNS,
        *(
            _stored(f"score_{component.code}", component.th, "score", f"คะแนน{component.th}", required=True)
            for component in domain.COMPONENTS
        ),
        _stored("result", "ผลการประเมิน", "term", terms=domain.RESULTS),
    ),
    key=("fiscal_year", "lao_code"),
)

AWARD = Kind(
    "award",
    (
        FISCAL_YEAR,
        *LAO_COLUMNS,
        _stored(
            "level",
            "ระดับ",
            "term",
            "Type of Certificate",
            "ระดับรางวัล",
            required=True,
            stored="award_level",
            terms=domain.AWARD_LEVELS,
        ),
        _stored("award", "รางวัล", "text", "Certificate", "ชื่อรางวัล", required=True),
        _stored("size", "ขนาด", "text", "ขนาด อปท."),
    ),
    key=("fiscal_year", "lao_code", "award"),
    derived=("award_category", "award_rank"),
)

VISIT = Kind(
    "visit",
    (
        _stored("date", "วันที่", "date", "visited_on", "วันที่ติดตาม", required=True, stored="visited_on"),
        *LAO_COLUMNS,
        _stored(
            "by",
            "หน่วยงาน",
            "term",
            "visit_by",
            "หน่วยงานที่ติดตาม",
            required=True,
            stored="visit_by",
            terms=domain.VISIT_BY,
        ),
        _stored(
            "kind",
            "ประเภท",
            "term",
            "visit_kind",
            "ประเภทการติดตาม",
            required=True,
            stored="visit_kind",
            terms=domain.VISIT_KINDS,
        ),
        _stored("finding", "ผลการติดตาม", "text", "ผลการนิเทศ"),
    ),
    key=("visited_on", "lao_code", "visit_by", "visit_kind"),
)

EVENT = Kind(
    "event",
    (
        _stored("date", "วันที่", "date", "held_on", "วันที่จัด", required=True, stored="held_on"),
        _stored("event_name", "ชื่อกิจกรรมเครือข่าย", "text", "ชื่องาน", required=True, stored="name"),
        _stored(
            "kind",
            "ประเภท",
            "term",
            "event_kind",
            "ประเภทกิจกรรมเครือข่าย",
            required=True,
            stored="event_kind",
            terms=domain.EVENT_KINDS,
        ),
        _stored(
            "level",
            "ระดับ",
            "term",
            "event_level",
            "ระดับกิจกรรมเครือข่าย",
            required=True,
            stored="event_level",
            terms=domain.EVENT_LEVELS,
        ),
        _stored("province", "จังหวัด", "province", "province_th", "ชื่อจังหวัด"),
        _stored("place", "สถานที่", "text", "สถานที่จัด"),
        _stored("participants", "จำนวนผู้เข้าร่วม", "whole", "ผู้เข้าร่วม (คน)"),
    ),
    key=("held_on", "name", "event_level", "province"),
    has_lao=False,
)

KINDS: dict[str, Kind] = {kind.code: kind for kind in (REGISTRY, PARTICIPATION, ACTIVITY, ASSESSMENT, AWARD, VISIT, EVENT)}
