"""Page ข้อมูล: nobody without a role is offered an upload; a steward checks first and then publishes; no row is ever shown."""

import shutil

import pytest

from la21data import uploads
from la21data.access import NOBODY, Actor, parse_role
from la21data.store import Store
from la21data.uploads import Upload
from pages.shared import importing, person
from tests.pages.test_pages import open_page, said


@pytest.fixture
def signed_in(monkeypatch):
    """Sign somebody in, by role."""

    def sign_in(role):
        monkeypatch.setattr(person, "actor", lambda: NOBODY if role is None else Actor("aaaa", parse_role(role)))

    return sign_in


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
    judged = uploads.run(copy_of_demo, [sent], person.actor(), kind="auto", dry_run=True)
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


@pytest.fixture
def empty_store(tmp_path, monkeypatch):
    monkeypatch.setenv("LA21_STORE", str(tmp_path / "empty"))
    return Store(tmp_path / "empty")


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
