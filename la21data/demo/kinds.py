"""What a demo activity can be: generic names, outputs and units by category. All of it is invented, none tells of a real place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """`typical` is the usual amount of `unit`; `decimals` how finely such an amount is written down."""

    category: str
    name: str
    output: str | None = None
    unit: str | None = None
    typical: float = 0.0
    decimals: int = 0


KINDS = (
    Kind("waste_sorting", "คัดแยกขยะในครัวเรือน", "ขยะที่คัดแยกได้", "ตัน", 6, 1),
    Kind("waste_sorting", "ธนาคารขยะในโรงเรียน", "ขยะรีไซเคิล", "กิโลกรัม", 900),
    Kind("waste_sorting", "ถังขยะเปียกลดโลกร้อน", "ครัวเรือนที่ทำถังขยะเปียก", "ครัวเรือน", 120),
    Kind("waste_pollution", "ลดการเผาในที่โล่ง", "พื้นที่ปลอดการเผา", "ไร่", 180, 1),
    Kind("waste_pollution", "บ่อดักไขมันในครัวเรือน", "บ่อดักไขมัน", "แห่ง", 35),
    Kind("forest", "ปลูกป่าชุมชน", "พื้นที่ป่าที่ดูแล", "ไร่", 60, 1),
    Kind("forest", "ทำแนวกันไฟป่า", "แนวกันไฟ", "กิโลเมตร", 4, 1),
    Kind("mangrove", "ปลูกป่าชายเลน", "พื้นที่ป่าชายเลน", "ไร่", 15, 1),
    Kind("mangrove", "เก็บขยะในป่าชายเลน", "ขยะที่เก็บได้", "กิโลกรัม", 450),
    Kind("green_space", "เพิ่มต้นไม้ในชุมชน", "ต้นไม้ที่ปลูก", "ต้น", 400),
    Kind("green_space", "สวนสาธารณะของชุมชน", "พื้นที่สีเขียว", "ไร่", 5, 1),
    Kind("green_living", "หมู่บ้านปลอดขยะ", "ครัวเรือนที่เข้าร่วม", "ครัวเรือน", 150),
    Kind("green_living", "ปลูกผักสวนครัว", "ครัวเรือนที่เข้าร่วม", "ครัวเรือน", 90),
    Kind("green_consumption", "ตลาดนัดสีเขียว", "ร้านค้าที่เข้าร่วม", "แห่ง", 25),
    Kind("green_consumption", "งดโฟมและถุงพลาสติก", "ร้านค้าที่เข้าร่วม", "แห่ง", 40),
    Kind("shared_resources", "ฝายชะลอน้ำ", "ฝายที่สร้าง", "แห่ง", 6),
    Kind("shared_resources", "ดูแลแหล่งน้ำของชุมชน", "แหล่งน้ำที่ดูแล", "แห่ง", 3),
    Kind("other", "อบรมเยาวชนรักษ์สิ่งแวดล้อม", "ผู้ผ่านการอบรม", "คน", 80),
    Kind("other", "รณรงค์วันสิ่งแวดล้อม"),
)
OFTEN = {
    "waste_sorting": 24,
    "waste_pollution": 14,
    "green_space": 14,
    "green_living": 13,
    "forest": 10,
    "shared_resources": 9,
    "green_consumption": 8,
    "mangrove": 7,
    "other": 5,
}  # How often each category is met with, relative to the others.
# A mangrove needs a sea: the provinces of the coast, Bangkok apart.
COAST = ("11", "20", "21", "22", "23", "24", "74", "75", "76", "77", "80", "81", "82", "83", "84", "85", "86", "90", "91", "92", "94", "96")
PARTNERS = ("ทสจ.", "สสภ.", "สถาบันการศึกษา", "องค์กรภาคเอกชน", "ชุมชน")
