"""Page ข้อมูล: nobody without a role is offered an upload; a steward checks first and then publishes; no row is ever shown."""

import shutil

import pytest

from la21data import uploads
from la21data.demo import publish_demo
from la21data.store import Store
from la21data.uploads import HowToRead, Upload
from pages.shared import importing, person
from tests.pages.test_pages import open_page, said


@pytest.fixture
def copy_of_demo(demo_store, tmp_path, monkeypatch):
    path = shutil.copytree(demo_store, tmp_path / "store")
    monkeypatch.setenv("LA21_STORE", str(path))
    return Store(path)


def buttons(app):
    return {button.key for button in app.button}


def test_without_a_role_the_page_says_how_to_import_on_the_server(copy_of_demo, signed_in):
    signed_in(None)
    app = open_page("data", section="import")
    assert not app.exception and "import_check" not in buttons(app)
    assert "la21data import" in app.code[0].value and "เครื่องแม่ข่าย" in app.info[0].value


def test_a_steward_is_offered_a_check_and_publishing_comes_after_it(copy_of_demo, signed_in):
    signed_in("steward")
    app = open_page("data", section="import")
    assert not app.exception and "import_check" in buttons(app) and "import_publish" not in buttons(app)


def test_an_office_may_check_but_is_told_that_it_cannot_publish(copy_of_demo, signed_in):
    signed_in("office:5")
    app = open_page("data", section="import")
    assert "import_check" in buttons(app) and "เผยแพร่ไม่ได้" in said(app)


def test_the_result_of_a_check_is_shown_as_counts(copy_of_demo, signed_in, monkeypatch):
    signed_in("steward")
    sent = Upload(
        "ทะเบียน <b>.csv", "รหัส อปท.,ชื่อ อปท.,ประเภท อปท.,จังหวัด\n6570404,ตัวอย่าง 1,อบต.,เชียงราย\nxyz,ลับเฉพาะแถวนี้,อบต.,เชียงราย\n".encode()
    )
    judged = uploads.run(copy_of_demo, [sent], person.actor(), how=HowToRead(), dry_run=True)
    monkeypatch.setattr(importing, "_sent", lambda lang: [sent])
    app = open_page("data", section="import")
    app.session_state[importing.JUDGED] = judged
    app.run()
    assert not app.exception and "import_publish" in buttons(app)
    words = said(app) + " ".join(str(frame.value.to_dict()) for frame in app.dataframe)
    assert "ลับเฉพาะแถวนี้" not in words and "<b>" not in words.replace("\\<b\\>", "")
    app.button(key="import_publish").click().run()
    assert not app.exception and copy_of_demo.open().meta.is_demo is False
    assert copy_of_demo.current_id() in app.success[0].value


def test_snapshots_are_listed_with_links_to_what_each_brought(copy_of_demo):
    app = open_page("data", section="snapshots")
    (frame,) = app.dataframe
    assert list(frame.value["สแนปช็อต"]) == copy_of_demo.ids() and frame.value["ปัจจุบัน"][0] == "✓"


REGISTRY = Upload("ทะเบียน.csv", "รหัส อปท.,ชื่อ อปท.,ประเภท อปท.,จังหวัด\n6570404,ตัวอย่าง 1,อบต.,เชียงราย\n".encode())


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_very_first_import_is_made_on_the_page(empty_store, signed_in, monkeypatch, language):
    signed_in("steward")
    monkeypatch.setattr(importing, "_sent", lambda lang: [REGISTRY])
    app = open_page("data", lang=language)
    assert not app.exception and not app.error and ("ทะเบียน อปท." if language == "th" else "LAO registry") in app.info[0].value
    app.button(key="import_check").click().run()
    assert not app.exception and not empty_store.ids() and "import_publish" in buttons(app)
    app.button(key="import_publish").click().run()
    assert not app.exception and not app.error
    assert empty_store.current_id() in app.success[0].value
    assert empty_store.open().rows("select lao_code from lao") == [("6570404",)]


def test_an_office_may_check_a_file_for_an_empty_store_and_not_publish_it(empty_store, signed_in, monkeypatch):
    signed_in("office:1")
    monkeypatch.setattr(importing, "_sent", lambda lang: [REGISTRY])
    app = open_page("data")
    app.button(key="import_check").click().run()
    assert not app.exception and "import_publish" not in buttons(app) and "เผยแพร่ไม่ได้" in said(app)


def test_without_a_role_an_empty_store_offers_no_upload_but_says_how_to_load(empty_store, signed_in):
    signed_in(None)
    app = open_page("data")
    assert not buttons(app) & {"import_check", "import_publish"} and not app.get("file_uploader")
    assert "ยังไม่มีข้อมูล" in app.error[0].value and "la21data import" in app.info[0].value.replace("\\", "")


def test_other_pages_lead_who_may_import_there(empty_store, signed_in):
    signed_in("viewer")
    assert not open_page("map").get("page_link")
    signed_in("steward")
    (link,) = open_page("map").get("page_link")
    assert link.proto.label == "นำเข้าไฟล์"


def sections(app):
    """The parts of the page that are offered."""
    return [option.content for option in app.get("button_group")[0].proto.options]


def downloads(app):
    return {element.proto.label for element in app.get("download_button")}


@pytest.mark.parametrize("role", [None, "office:5", "province:41", "steward", "steward:5"])
def test_the_journal_is_on_the_page_for_admins_only(copy_of_demo, signed_in, role):
    signed_in("admin")
    app = open_page("data", section="journal")
    (frame,) = app.dataframe
    assert list(frame.value["บทบาท"]) == ["operator"] and "ดาวน์โหลดทั้งหมด (CSV)" in downloads(app)
    assert "สมุดบันทึก" in sections(app)
    signed_in(role)
    other = open_page("data", section="journal")
    assert not other.exception and "สมุดบันทึก" not in sections(other)
    assert all("รหัสผู้ทำ" not in frame.value for frame in other.dataframe) and "ดาวน์โหลดทั้งหมด (CSV)" not in downloads(other)


def test_the_library_refuses_the_journal_where_a_page_would_show_it(copy_of_demo, demo_store):
    from streamlit.testing.v1 import AppTest

    def page():
        from la21data import metrics
        from la21data.access import NOBODY
        from la21data.scope import Scope
        from la21data.store import Store
        from la21data.view import View
        from pages.shared.keeping import journal

        store = Store()
        journal(View(store.open(), metrics.default_scope(store.open(), Scope())), store, NOBODY)

    app = AppTest.from_function(page, default_timeout=60).run()
    assert not app.exception and not app.dataframe and "read_journal" in app.error[0].value.replace("\\", "")


def test_a_steward_goes_back_and_only_an_admin_withdraws(copy_of_demo, signed_in):
    publish_demo(copy_of_demo, seed=2)
    newest, first = copy_of_demo.ids()
    signed_in("office:5")
    assert not {"rollback", "withdraw"} & buttons(open_page("data", section="snapshots"))
    signed_in("steward")
    app = open_page("data", section="snapshots")
    assert "rollback" in buttons(app) and "withdraw" not in buttons(app)
    app.selectbox(key="history_snapshot").select(first).run()
    app.button(key="rollback").click().run()
    assert not app.exception and copy_of_demo.current_id() == first and first in said(app)
    assert (line := list(copy_of_demo.journal)[-1])["what"] == "rollback" and line["by"] == "aaaa" and line["role"] == "steward"
    signed_in("admin")
    app = open_page("data", section="snapshots")
    app.selectbox(key="history_snapshot").select(newest).run()
    assert app.button(key="withdraw").disabled
    app.checkbox(key=f"withdraw_{newest}").check().run()
    app.button(key="withdraw").click().run()
    assert not app.exception and copy_of_demo.is_withdrawn(newest) and list(copy_of_demo.journal)[-1]["role"] == "admin"


@pytest.mark.parametrize(("role", "offers"), [(None, False), ("office:5", True), ("province:41", True), ("steward", True), ("admin", True)])
def test_rejected_rows_are_offered_to_a_role(copy_of_demo, signed_in, role, offers):
    signed_in(role)
    app = open_page("data", section="rejected")
    assert not app.exception and ("ดาวน์โหลดแถวที่ไม่รับในพื้นที่ของท่าน (XLSX)" in downloads(app)) is offers


def test_several_files_have_a_total(empty_store, signed_in, monkeypatch):
    signed_in("steward")
    other = Upload("อื่น.csv", "รหัส อปท.,ชื่อ อปท.,ประเภท อปท.,จังหวัด\n6570405,ตัวอย่าง 2,อบต.,เชียงราย\nx,ตัวอย่าง 3,อบต.,เชียงราย\n".encode())
    monkeypatch.setattr(importing, "_sent", lambda lang: [REGISTRY, other])
    app = open_page("data")
    app.button(key="import_check").click().run()
    table = app.dataframe[0].value
    assert list(table["ไฟล์"]) == ["ทะเบียน.csv", "อื่น.csv", "รวม"]
    assert [list(table[name]) for name in ("อ่าน", "รับ", "ไม่รับ")] == [[1, 2, 3], [1, 1, 2], [0, 1, 1]]
