"""Every setting that an operator can make: an environment variable, its default, and what it does. Nothing else reads the environment.

`docs/operations.md` lists them; a test compares the list with this one. Settings of Streamlit itself are in `.streamlit/config.toml`,
secrets of the sign-in in `.streamlit/secrets.toml`.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from la21data.problems import CannotUse


@dataclass(frozen=True)
class Setting:
    """`default`: what holds where the variable is not set; '' = off. `secret`: never printed, never logged."""

    name: str
    default: str
    th: str
    en: str
    secret: bool = False

    def text(self) -> str:
        return os.environ.get(self.name, "").strip() or self.default

    def on(self) -> bool:
        return self.text().lower() in ("1", "yes", "true", "on")

    def number(self) -> float:
        """Raises CannotUse where the text is no number from 0 up."""
        try:
            number = float(self.text() or 0)
        except ValueError:
            number = -1.0
        if not 0 <= number < 1e9:
            raise CannotUse(
                "setting",
                f"ค่าของ {self.name} ต้องเป็นตัวเลขตั้งแต่ 0 ขึ้นไป: «{self.text()[:40]}»",
                f"{self.name} must be a number from 0 up, not «{self.text()[:40]}»",
            )
        return number


STORE = Setting("LA21_STORE", "data/store", "ไดเรกทอรีของคลังข้อมูล", "the store's directory")
PORT = Setting("LA21_PORT", "8501", "พอร์ตของแดชบอร์ด", "the dashboard's port")
PUBLIC_URL = Setting(
    "LA21_PUBLIC_URL", "", "ที่อยู่เว็บที่ผู้อ่านใช้ สำหรับลิงก์ในไฟล์ที่ส่งออก", "the address that readers use, for links in exported files"
)
SECRETS = Setting(
    "LA21_SECRETS", "", "ไฟล์ความลับของการลงชื่อเข้าใช้ แทน .streamlit/secrets.toml", "the sign-in's secrets, instead of .streamlit/secrets.toml"
)
ROLES = Setting("LA21_ROLES", "", "ไฟล์ TOML ที่กำหนดบทบาทของบุคคล", "a TOML file that gives people their roles")
ROLE_CLAIM = Setting(
    "LA21_ROLE_CLAIM",
    "",
    "ชื่อ claim ในโทเค็นที่บอกบทบาท (ใช้เมื่อไฟล์บทบาทไม่ได้ระบุ)",
    "the token's claim that tells the role, where the file tells none",
)
PERSON_KEY = Setting(
    "LA21_PERSON_KEY",
    "",
    "กุญแจลับอย่างน้อย 16 ตัวอักษรสำหรับรหัสแทนตัวบุคคลในสมุดบันทึก ไม่ตั้งไว้ ทุกคนมีบทบาท viewer",
    "a secret of 16 characters or more that makes the journal's pseudonymous ids; without it everybody is a viewer",
    secret=True,
)
SESSION_HOURS = Setting("LA21_SESSION_HOURS", "8", "ชั่วโมงที่การลงชื่อเข้าใช้มีผล", "how many hours a sign-in holds")
PRIVATE = Setting("LA21_PRIVATE", "", "1 = ต้องลงชื่อเข้าใช้ก่อนจึงเห็นข้อมูลทุกอย่าง", "1 = nothing is shown without a sign-in")
METRICS_PORT = Setting(
    "LA21_METRICS_PORT",
    "",
    "พอร์ตบน 127.0.0.1 สำหรับตัวเลขเฝ้าระวัง (Prometheus) ว่าง = ปิด",
    "a port on 127.0.0.1 for Prometheus metrics; empty = off",
)
LOG = Setting("LA21_LOG", "text", "json = เขียนบันทึกการทำงานเป็น JSON บรรทัดละหนึ่งรายการ", "json = the log is one JSON object a line")
BODY_MB = Setting("LA21_BODY_MB", "55", "ขนาดคำขอสูงสุด (เมกะไบต์)", "the largest request body, in megabytes")
DRAIN_SECONDS = Setting(
    "LA21_DRAIN_SECONDS", "5", "วินาทีที่รอให้คำขอที่ค้างอยู่จบก่อนหยุด", "seconds that running requests get to end before the server stops"
)
SOURCE = Setting(
    "LA21_SOURCE",
    "",
    "คลังข้อมูลที่คลังนี้ทำตาม: ไดเรกทอรีที่ใช้ร่วมกัน หรือที่อยู่เช่น s3://bucket/store",
    "the store that this one follows: a shared directory, or an address such as s3://bucket/store",
)
SHARED = Setting(
    "LA21_SHARED",
    "",
    "ไดเรกทอรีที่ Spark ทุกเครื่องอ่านเขียนได้ ว่าง = ในคลังข้อมูล",
    "a directory that every Spark worker can read and write; empty = inside the store",
)
SETTINGS = tuple(value for value in list(globals().values()) if isinstance(value, Setting))


def store_path() -> Path:
    """`LA21_STORE`, else `data/store` beside the library."""
    named = STORE.text()
    return Path(__file__).resolve().parents[1] / named if named == STORE.default else Path(named)
