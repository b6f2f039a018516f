"""Everything that is looked at stands in the address: a fresh browser shows the same; chips, one's own office, old snapshots."""

import datetime as dt
from urllib.parse import parse_qsl, urlsplit

import pytest

from la21data.scope import parse
from la21data.store import Store
from tests.pages.test_pages import open_page, said
from tests.states import random_state

YEARS = tuple(range(2547, 2570))


@pytest.fixture
def with_demo(demo_store, monkeypatch):
    monkeypatch.setenv("LA21_STORE", str(demo_store))
    return Store(demo_store).open()


@pytest.mark.parametrize("seed", range(50))
def test_a_random_state_is_restored_in_a_fresh_browser(with_demo, seed):
    first = open_page("map", **random_state(seed, with_demo.id))
    assert not first.exception
    kept = {key: value[0] if isinstance(value, list) else value for key, value in first.query_params.items()}
    again = open_page("map", **kept)
    assert said(again) == said(first)
    assert [box.value for box in again.selectbox] == [box.value for box in first.selectbox]


@pytest.mark.parametrize("seed", range(300))
def test_a_scope_is_the_same_after_its_address(seed):
    scope, _ = parse(
        random_state(seed, "00001-abcdef01"),
        fiscal_years=YEARS,
        own_keys=("my", "measure", "classes", "borders", "see", "names", "measure2", "fy2"),
    )
    assert parse(scope.to_url(), fiscal_years=YEARS) == (scope, [])


def chips(app):
    return {button.key: button.label for button in app.button if button.key and button.key.startswith("chip_")}


def test_chips_say_what_limits_the_view_and_a_press_removes_it(with_demo):
    app = open_page("map", region="south", type="sao", fy="2567")
    assert chips(app) == {"chip_regions": "ภาคใต้ ✕", "chip_types": "อบต. ✕"}
    app.button(key="chip_regions").click().run()
    assert "region" not in app.query_params and app.query_params["type"] == "sao" and app.query_params["fy"] == "2567"
    assert chips(app) == {"chip_types": "อบต. ✕"}


def test_my_office_stays_in_the_address_and_can_be_left_and_come_back_to(with_demo):
    app = open_page("map", office="9", my="9")
    assert chips(app) == {"chip_offices": "สำนักงานของฉัน: สคพ.9 ✕"}
    app.button(key="chip_offices").click().run()
    assert "office" not in app.query_params and app.query_params["my"] == "9"
    app.button(key="to_my_office").click().run()
    assert app.query_params["office"] == "9"
    app.switch_page("pages/steps.py").run()
    assert app.query_params["office"] == "9" and app.query_params["my"] == "9"


def test_a_shared_link_wins_over_the_lens(with_demo, monkeypatch):
    monkeypatch.setattr("pages.shared.chips.home", lambda: {"office": "9"})
    app = open_page("overview")
    assert app.query_params["office"] == "9" and "สำนักงานของฉัน" in chips(app)["chip_offices"]
    shared = open_page("overview", fy="2569")
    assert "office" not in shared.query_params and not chips(shared)


def test_a_link_carries_the_view_and_nobodys_office(with_demo):
    app = open_page("map", office="9", my="9", measure="awards")
    app.session_state["share"] = True
    app.run()
    now, kept, frame = (code.value for code in app.code)
    assert dict(parse_qsl(urlsplit(now).query)) == {"fy": "2569", "office": "9", "measure": "awards"}
    assert dict(parse_qsl(urlsplit(kept).query))["snapshot"] == with_demo.id
    assert "embed=true" in frame and frame.startswith("<iframe")


def test_an_old_link_shows_its_numbers_and_says_that_there_are_newer_ones(tmp_path, monkeypatch):
    store = Store(tmp_path)
    with store.writing():
        for day in (1, 2):
            store.publish(lambda connection: None, is_demo=False, as_of=dt.date(2026, 10, day))
    old, new = sorted(store.ids())
    monkeypatch.setenv("LA21_STORE", str(tmp_path))
    app = open_page("overview", snapshot=old)
    assert any(old in warning.value and "ใหม่กว่า" in warning.value for warning in app.warning)
    app.button(key="leave_old").click().run()
    assert "snapshot" not in app.query_params and new in said(app)
    assert not any("ใหม่กว่า" in warning.value for warning in open_page("overview", snapshot=new).warning)


def test_a_snapshot_that_is_gone_leads_to_the_current_one(with_demo):
    app = open_page("overview", snapshot="00099-deadbeef")
    assert app.error
    app.button(key="leave_old").click().run()
    assert not app.error and with_demo.id in said(app)


def test_what_is_no_office_is_nobodys(with_demo):
    for wrong in ("99", "<b>", ""):
        app = open_page("map", my=wrong)
        assert not app.exception and not [button for button in app.button if button.key == "to_my_office"]
