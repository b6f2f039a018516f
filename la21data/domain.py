"""Terms of the programme as types: every code that is stored, shared in a URL or shown, with its Thai and English label.

The codes are a contract (`docs/user-guide.md`, measures): they are stored in snapshots and live in links for years.
This module knows no file, no table and no page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["th", "en"]
FIRST_FISCAL_YEAR = 2547  # The programme began in B.E. 2547 (source: the programme's own page).
BANGKOK = "10"  # A province on every map, but under no regional office and outside "76 provinces".
BANGKOK_LAO_CODE = "1100000"  # Reserved here: the registry gives Bangkok no code of its own.


@dataclass(frozen=True)
class Term:
    """One code with its labels; `short_th` is the official abbreviation where there is one, `brief_*` what a long label is called where
    there is no room for it."""

    code: str
    th: str
    en: str
    short_th: str = ""
    brief_th: str = ""
    brief_en: str = ""

    def label(self, lang: Language = "th") -> str:
        return self.th if lang == "th" else self.en

    def short(self, lang: Language = "th") -> str:
        return (self.short_th or self.th) if lang == "th" else self.en

    def brief(self, lang: Language = "th") -> str:
        return (self.brief_th or self.th) if lang == "th" else (self.brief_en or self.en)


@dataclass(frozen=True)
class Dimension:
    """Something that figures can be split by. `terms` is empty where the values live in the data (years, LAOs)."""

    name: str
    th: str
    en: str
    terms: tuple[Term, ...] = ()

    def label(self, lang: Language = "th") -> str:
        return self.th if lang == "th" else self.en

    def codes(self) -> tuple[str, ...]:
        return tuple(term.code for term in self.terms)

    def term(self, code: str) -> Term:
        """The term of a code. Raises KeyError where the dimension has no such code."""
        for term in self.terms:
            if term.code == code:
                return term
        raise KeyError(code)


REGIONS = (
    Term("north", "ภาคเหนือ", "North"),
    Term("central", "ภาคกลาง", "Central"),
    Term("northeast", "ภาคตะวันออกเฉียงเหนือ", "Northeast"),
    Term("south", "ภาคใต้", "South"),
)
LAO_TYPES = (
    Term("pao", "องค์การบริหารส่วนจังหวัด", "Provincial administrative organization", "อบจ."),
    Term("city", "เทศบาลนคร", "City municipality", "ทน."),
    Term("town", "เทศบาลเมือง", "Town municipality", "ทม."),
    Term("subdistrict", "เทศบาลตำบล", "Subdistrict municipality", "ทต."),
    Term("sao", "องค์การบริหารส่วนตำบล", "Subdistrict administrative organization", "อบต."),
    Term("special", "รูปแบบพิเศษ", "Special form", "พิเศษ"),
)
MUNICIPALITIES = ("city", "town", "subdistrict")
TRACKS = (Term("ladder", "บันได 4 ขั้น", "Four-step ladder"), Term("fast_track", "Fast Track (เส้นทางลัด)", "Fast track"))
TOP_STEP = {"ladder": 4, "fast_track": 3}
STEPS = tuple(Term(str(n), f"ขั้นที่ {n}", f"Step {n}") for n in (1, 2, 3, 4))
STEP_TITLES: dict[str, tuple[Term, ...]] = {
    "ladder": (
        Term("1", "เสริมสร้างการมีส่วนร่วมของประชาชน", "Participation"),
        Term("2", "ขับเคลื่อนกิจกรรมตามแผนปฏิบัติการท้องถิ่น", "Activities of the local action plan"),
        Term("3", "ทบทวนบทเรียน ถอดบทเรียน", "Review and lessons"),
        Term("4", "ยกระดับเป็นแหล่งเรียนรู้/ต้นแบบ และขยายผล", "Learning centre or model, and spread"),
    ),
    "fast_track": (
        Term("1", "เสริมสร้างการมีส่วนร่วม และถอดบทเรียน", "Participation and lessons"),
        Term("2", "พัฒนาต้นแบบ", "Develop the model"),
        Term("3", "ขยายผล", "Spread"),
    ),
}
STATUSES = (
    Term("applied", "สมัคร", "Applied"),
    Term("active", "ดำเนินการ", "Active"),
    Term("completed", "เสร็จสิ้น", "Completed"),
    Term("withdrawn", "ถอนตัว", "Withdrawn"),
)
TAKING_PART = ("active", "completed")  # A row without a status counts as active.
CHANNELS = (
    Term("paper", "ทสจ.", "Provincial office"),
    Term("web", "เว็บไซต์", "Web site"),
    Term("green4thai", "Green4Thai", "Green4Thai app"),
)
CATEGORIES = (
    Term("waste_pollution", "ลดมลพิษและของเสีย", "Less pollution and waste"),
    Term("waste_sorting", "คัดแยกขยะ", "Waste sorting"),
    Term("forest", "อนุรักษ์ป่า", "Forest conservation"),
    Term("mangrove", "ป่าชายเลน", "Mangroves"),
    Term("green_space", "เพิ่มพื้นที่สีเขียว", "More green space"),
    Term("green_living", "วิถีชีวิตที่เป็นมิตรกับสิ่งแวดล้อม", "Environment-friendly living"),
    Term("green_consumption", "การบริโภคสีเขียว", "Green consumption"),
    Term("shared_resources", "จัดการทรัพยากรร่วมกัน", "Shared management of resources"),
    Term("other", "อื่น ๆ", "Other"),
)
MODES = (
    Term("plan", "ร่วมคิดร่วมวางแผน", "Think and plan together"),
    Term("decide", "ร่วมตัดสินใจแก้ปัญหา", "Decide together"),
    Term("act", "ร่วมลงมือปฏิบัติ", "Act together"),
    Term("benefit", "ร่วมรับประโยชน์", "Share the benefit"),
    Term("review", "ร่วมถอดบทเรียนและติดตามประเมินผล", "Review and evaluate together"),
)
COMPONENTS = (
    Term("livable", "เมืองอยู่ดี", "City of good living", brief_en="Good living"),
    Term("people", "คนมีสุข", "Happy people"),
    Term("environment", "สิ่งแวดล้อมยั่งยืน", "Sustainable environment", brief_en="Environment"),
    Term(
        "learning",
        "เมืองแห่งการเรียนรู้และการบริหารจัดการที่ดี",
        "City of learning and good management",
        brief_th="เมืองแห่งการเรียนรู้",
        brief_en="City of learning",
    ),
)
RESULTS = (Term("excellent", "ดีเยี่ยม", "Excellent"), Term("very_good", "ดีมาก", "Very good"), Term("good", "ดี", "Good"))
AWARD_LEVELS = (Term("national", "ระดับประเทศ", "National"), Term("area", "ระดับพื้นที่", "Area"))
AWARD_CATEGORIES = (
    Term("environment", "ด้านสิ่งแวดล้อม", "Environment"),
    Term("livable", "เมืองน่าอยู่", "Liveable city"),
    Term("other", "อื่น ๆ", "Other"),
)
AWARD_RANKS = (
    Term("winner", "ชนะเลิศ", "Winner"),
    Term("runner_up_1", "รองชนะเลิศ อันดับ 1", "Runner-up 1"),
    Term("runner_up_2", "รองชนะเลิศ อันดับ 2", "Runner-up 2"),
    Term("runner_up_3", "รองชนะเลิศ อันดับ 3", "Runner-up 3"),
    Term("outstanding", "ดีเด่น", "Outstanding"),
    Term("honourable_mention", "ชมเชย", "Honourable mention"),
    Term("commitment", "ความมุ่งมั่น", "Commitment"),
    *RESULTS,  # Awards at area level are ranked in the words of the standard's results.
)
AWARD_SIZES = (  # As files write them: the code is the word itself. Both ways of sizing LAOs were in use.
    Term("นคร", "นคร", "City"),
    Term("เมือง", "เมือง", "Town"),
    Term("ตำบล", "ตำบล", "Subdistrict"),
    Term("ใหญ่", "ใหญ่", "Large"),
    Term("กลาง", "กลาง", "Medium"),
    Term("เล็ก", "เล็ก", "Small"),
)
VISIT_BY = (
    Term("provincial_office", "ทสจ.", "Provincial office"),
    Term("regional_office", "สสภ./สคพ.", "Regional office"),
    Term("centre", "กรม", "Department"),
)
VISIT_KINDS = (Term("coaching", "นิเทศ", "Coaching"), Term("follow_up", "ติดตาม", "Follow-up"), Term("evaluation", "ประเมิน", "Evaluation"))
EVENT_KINDS = (
    Term("exchange", "เวทีแลกเปลี่ยน", "Exchange forum"),
    Term("training", "อบรม", "Training"),
    Term("network", "ประชุมเครือข่าย", "Network meeting"),
)
EVENT_LEVELS = (
    Term("province", "จังหวัด", "Province"),
    Term("region", "ภาค", "Region"),
    Term("country", "ประเทศ", "Country"),
    Term("asean", "อาเซียน", "ASEAN"),
)
FLAGS = (
    Term("no_data", "ไม่มีข้อมูล", "No data"),
    Term("not_applied", "ไม่ได้เข้าร่วมโครงการ", "Not in the programme"),
    Term("not_eligible", "ไม่อยู่ในเกณฑ์นับ", "Not counted here"),
    Term("small_number", "จำนวนน้อย ควรระวังในการตีความ", "Small number: read with care"),
    Term("overlapping", "หนึ่งรายการนับได้หลายกลุ่ม", "One row can count in several groups"),
    Term("partial_year", "ปีงบประมาณที่ยังไม่สิ้นสุด", "Fiscal year still running"),
    Term("not_reached", "ยังไม่ถึงครึ่งหนึ่ง", "Median not reached"),
)
# Units are recorded in free text and stand as they were written; these are the ones that English has a word for here.
OUTPUT_UNITS = tuple(
    Term(thai, thai, english)
    for thai, english in (
        ("แห่ง", "places"),
        ("คน", "people"),
        ("ครัวเรือน", "households"),
        ("ชุมชน", "communities"),
        ("หมู่บ้าน", "villages"),
        ("โรงเรียน", "schools"),
        ("ครั้ง", "times"),
        ("ต้น", "trees"),
        ("ไร่", "rai (0.16 ha)"),
        ("ตารางเมตร", "square metres"),
        ("กิโลเมตร", "kilometres"),
        ("ตัน", "tonnes"),
        ("กิโลกรัม", "kilograms"),
        ("ลิตร", "litres"),
    )
)

DIMENSIONS: dict[str, Dimension] = {
    dimension.name: dimension
    for dimension in (
        Dimension("fiscal_year", "ปีงบประมาณ", "Fiscal year"),
        Dimension("region", "ภาค", "Region", REGIONS),
        Dimension("office", "สำนักงานสิ่งแวดล้อม", "Regional office"),
        Dimension("province", "จังหวัด", "Province"),
        Dimension("lao_type", "ประเภท อปท.", "LAO type", LAO_TYPES),
        Dimension("lao", "อปท.", "LAO"),
        Dimension("track", "เส้นทาง", "Track", TRACKS),
        Dimension("step", "ขั้น", "Step", STEPS),
        Dimension("status", "สถานะ", "Status", STATUSES),
        Dimension("channel", "ช่องทางสมัคร", "Channel", CHANNELS),
        Dimension("category", "ประเภทกิจกรรม", "Activity category", CATEGORIES),
        Dimension("mode", "รูปแบบการมีส่วนร่วม", "Mode of participation", MODES),
        Dimension("output_unit", "หน่วยผลผลิต", "Output unit", OUTPUT_UNITS),
        Dimension("component", "องค์ประกอบ", "Component", COMPONENTS),
        Dimension("award_level", "ระดับรางวัล", "Award level", AWARD_LEVELS),
        Dimension("award_category", "ด้านของรางวัล", "Award category", AWARD_CATEGORIES),
        Dimension("award_rank", "อันดับรางวัล", "Award rank", AWARD_RANKS),
        Dimension("award_size", "ขนาด อปท.", "Size of the LAO", AWARD_SIZES),
        Dimension("result", "ผลการประเมิน", "Result of the assessment", RESULTS),
        Dimension("visit_by", "หน่วยงานที่ติดตาม", "Visited by", VISIT_BY),
        Dimension("visit_kind", "ประเภทการติดตาม", "Kind of visit", VISIT_KINDS),
        Dimension("event_kind", "ประเภทกิจกรรมเครือข่าย", "Kind of event", EVENT_KINDS),
        Dimension("event_level", "ระดับกิจกรรมเครือข่าย", "Level of event", EVENT_LEVELS),
        Dimension(
            "pilot", "จังหวัดต้นแบบ", "Pilot province", (Term("1", "จังหวัดต้นแบบ", "Pilot province"), Term("0", "จังหวัดอื่น", "Other province"))
        ),
    )
}
RECORD_KINDS = (
    Term("registry", "ทะเบียน อปท.", "LAO registry"),
    Term("participation", "การเข้าร่วมโครงการ", "Participation"),
    Term("activity", "กิจกรรม", "Activities"),
    Term("assessment", "การประเมินมาตรฐาน", "Assessments"),
    Term("award", "รางวัล", "Awards"),
    Term("visit", "การติดตาม", "Visits"),
    Term("event", "กิจกรรมเครือข่าย", "Network events"),
)
