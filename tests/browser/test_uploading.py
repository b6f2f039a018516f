"""A steward sends a registry through page ข้อมูล in a real browser, in Thai: the words of the uploader, a check, and what is published."""

import datetime as dt
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from signing_in import Person, provider, with_sign_in
from visiting import HEIGHTS, Visit

from la21data.store import Store

PERSON, PHONE = "สมชาย ใจดี", "0812345678"
REGISTRY = (
    "รหัส อปท.,ชื่อ อปท.,ประเภท อปท.,จังหวัด,ผู้ประสานงาน,โทรศัพท์\n"
    f"6570404,ตัวอย่าง 1,อบต.,เชียงราย,{PERSON},{PHONE}\n"
    f"65704x5,ตัวอย่าง 2,อบต.,เชียงราย,{PERSON},{PHONE}\n"
)


@pytest.mark.parametrize("width", HEIGHTS)
def test_a_steward_uploads_checks_and_publishes_in_thai(browser: Browser, demo_store: Path, tmp_path: Path, width: int) -> None:
    store = Store(shutil.copytree(demo_store, tmp_path / "store"))
    with provider() as issuer, with_sign_in(tmp_path, store.path, issuer) as base:
        steward = Person(base)
        steward.sign_in("u-steward")
        context = browser.new_context(viewport={"width": width, "height": HEIGHTS[width]}, locale="th-TH")
        context.add_cookies([{"name": name, "value": value, "url": base} for name, value in steward.cookies.items()])
        visit = Visit(context.new_page())
        visit.watch(base)
        visit.page.goto(f"{base}/data?section=import")
        visit.stand_still()
        page = visit.page
        uploader = page.get_by_test_id("stFileUploader")
        assert uploader.get_by_role("button", name="เลือกไฟล์", exact=True).is_visible()
        assert not uploader.get_by_text("Upload", exact=True).is_visible() and not uploader.get_by_text("per file").is_visible()
        with page.expect_file_chooser() as chooser:
            uploader.get_by_role("button", name="เลือกไฟล์", exact=True).click()
        chooser.value.set_files({"name": "ทะเบียน.csv", "mimeType": "text/csv", "buffer": REGISTRY.encode()})
        page.get_by_text("ทะเบียน อปท.: วันที่และชนิดของบัญชี").click()
        day = page.get_by_label("วันที่ของทะเบียน", exact=True)
        day.fill("๙/๑๑/๒๕๖๖")
        day.press("Enter")
        page.get_by_text("วันที่และชนิดของบัญชี: 9 พฤศจิกายน 2566").wait_for()
        visit.stand_still()
        page.get_by_role("button", name="ตรวจไฟล์ (ยังไม่เผยแพร่)").click()
        page.get_by_text("อ่านทะเบียน ณ วันที่ 9 พฤศจิกายน 2566 เป็นบัญชีแรกของคลัง: อปท. 1 แห่ง").wait_for()
        visit.stand_still()
        page.get_by_role("button", name="เผยแพร่เป็นสแนปช็อตใหม่").click()
        page.get_by_text("ทุกหน้าแสดงข้อมูลใหม่").wait_for()
        visit.stand_still()
        assert visit.faults() == []
        context.close()
    assert store.open().rows("select as_of, laos from registry_list") == [(dt.date(2023, 11, 9), 1)]
    said = (tmp_path / "log").read_text(encoding="utf-8")
    assert PERSON not in said and PHONE not in said and "6570404" not in said
