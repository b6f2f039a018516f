"""Page ข้อมูล: what a steward says there of a registry (its day, full or an amendment) and of misspelt names."""

import datetime as dt

import pytest

from la21data import uploads
from la21data.access import Actor, parse_role
from la21data.ingest import aliases
from la21data.store import Store
from la21data.uploads import HowToRead, Upload
from pages.shared import importing
from tests.ingest.files import AWARD_HEADER, CITY, REGISTRY_HEADER, counts, csv_file, load, only, registry_rows
from tests.pages.test_data_page import buttons
from tests.pages.test_pages import open_page, said


def registry(laos, name="ทะเบียน.csv"):
    rows = "".join(f"{6570400 + number},ตัวอย่าง {number},อบต.,เชียงราย\n" for number in laos)
    return Upload(name, f"รหัส อปท.,ชื่อ อปท.,ประเภท อปท.,จังหวัด\n{rows}".encode())


@pytest.fixture
def hundred_laos(empty_store):
    how = HowToRead("registry", dt.date(2017, 12, 1))
    uploads.run(empty_store, [registry(range(100))], Actor("aaaa", parse_role("admin")), how=how, dry_run=False)
    return empty_store


def lists(store):
    return store.open().rows("select as_of, mode, laos from registry_list order by as_of")


@pytest.mark.parametrize(("mode", "ended"), [("full", 5), ("amendment", 0)])
def test_a_registry_is_said_to_be_full_or_an_amendment_and_given_its_day(hundred_laos, signed_in, monkeypatch, mode, ended):
    signed_in("steward")
    monkeypatch.setattr(importing, "_sent", lambda lang: [registry(range(95))])
    app = open_page("data", section="import")
    app.button(key="import_check").click().run()
    assert not app.exception and "บัญชีเต็ม" in app.error[0].value and "import_publish" not in buttons(app)
    app.radio(key="import_mode").set_value(mode)
    app.text_input(key="import_day").input("๙ พ.ย. ๒๕๖๖").run()
    assert {"full": "บัญชีเต็ม", "amendment": "บัญชีแก้ไข"}[mode] + ", 9 พฤศจิกายน 2566" in said(app)
    app.button(key="import_check").click().run()
    assert not app.error and len(hundred_laos.ids()) == 1
    app.button(key="import_publish").click().run()
    assert not app.exception and not app.error
    assert lists(hundred_laos)[-1] == (dt.date(2023, 11, 9), mode, 95)
    assert hundred_laos.open().rows("select count(*) from lao where valid_to = date '2023-11-09'") == [(ended,)]


def test_only_what_was_checked_as_it_is_said_now_can_be_published(hundred_laos, signed_in, monkeypatch):
    signed_in("steward")
    monkeypatch.setattr(importing, "_sent", lambda lang: [registry(range(101))])
    app = open_page("data", section="import", lang="en")
    app.button(key="import_check").click().run()
    assert "import_publish" in buttons(app) and "neither the file nor its name tells the day" in app.info[0].value
    app.text_input(key="import_day").input("9/11/2566").run()
    assert "import_publish" not in buttons(app)
    app.button(key="import_check").click().run()
    assert "import_publish" in buttons(app) and "the registry of 9 November 2023" in app.info[0].value


def test_a_day_that_cannot_be_read_is_said_and_nothing_is_checked(hundred_laos, signed_in, monkeypatch):
    signed_in("steward")
    monkeypatch.setattr(importing, "_sent", lambda lang: [registry(range(100))])
    app = open_page("data", section="import")
    app.text_input(key="import_day").input("<b>เมื่อวาน").run()
    assert not app.exception and "อ่านวันที่ของทะเบียนไม่ได้" in app.error[0].value and app.button(key="import_check").disabled


def test_who_looks_after_some_provinces_cannot_say_that_a_list_is_full(hundred_laos, signed_in):
    signed_in("steward:1")
    app = open_page("data", section="import")
    assert not app.exception and app.text_input(key="import_day") and not app.radio


def test_other_kinds_of_records_have_no_day_of_a_registry(hundred_laos, signed_in):
    signed_in("steward")
    app = open_page("data", section="import")
    app.selectbox(key="import_kind").select("award").run()
    assert not app.exception and not app.radio and not app.text_input


@pytest.fixture
def misspelt(tmp_path, monkeypatch):
    """A store with a registry, and awards of which two name a LAO in a spelling that nobody knows. With the file of the awards."""
    store = Store(tmp_path / "store")
    monkeypatch.setenv("LA21_STORE", str(store.path))
    load(store, csv_file(tmp_path / "registry_25601201.csv", REGISTRY_HEADER, registry_rows()))
    rows = [["2562", "ทต. ตัวอย่างงอม", "กระบี่", "ระดับประเทศ", "ชมเชย"], ["2563", "ทต. ตัวอย่างงอม", "กระบี่", "ระดับประเทศ", "ชมเชย"]]
    awards = csv_file(tmp_path / "awards.csv", AWARD_HEADER, [*rows, ["2562", "ทต.ไกลจากทุกชื่อ", "กระบี่", "ระดับพื้นที่", "ดี"]])
    load(store, awards)
    return store, awards


def test_a_steward_settles_a_name_on_the_page_and_its_rows_come_in(misspelt, signed_in):
    store, awards = misspelt
    signed_in("steward:15")
    app = open_page("data", section="rejected")
    assert not app.exception and app.selectbox(key="settle_name").options[0] == "ทต. ตัวอย่างงอม (2 แถว)"
    assert app.radio(key="settle_meant_0").value is None and app.button(key="settle").disabled
    meant = next(one for one in app.radio(key="settle_meant_0").options if one.startswith(CITY))
    app.radio(key="settle_meant_0").set_value(meant.replace("\\", "")).run()
    app.button(key="settle").click().run()
    assert not app.exception and "กำหนดแล้ว" in app.success[0].value
    assert [(alias.province, alias.code) for alias in aliases.list_aliases(store)] == [("81", CITY)]
    line = list(store.journal)[-1]
    assert (line["what"], line["role"], line["by"]) == ("alias", "steward:15", "aaaa")
    assert "settle_name" not in [box.key for box in app.selectbox] or "ตัวอย่างงอม" not in str(app.selectbox(key="settle_name").options)
    assert counts(only(load(store, awards)))[0] == 2


@pytest.mark.parametrize("role", [None, "viewer", "office:15", "province:81", "steward:1"])
def test_who_may_not_settle_a_name_is_not_offered_it(misspelt, signed_in, role):
    signed_in(role)
    app = open_page("data", section="rejected")
    assert not app.exception and "settle" not in buttons(app)
    assert "ตัวอย่างงอม" not in said(app)
