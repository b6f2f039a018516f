"""Every page under AppTest: with the demo, with a registry and awards alone, in both languages, with bad addresses and bad stores."""

import datetime as dt
import re
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from la21data import metrics, rollup, thai
from la21data.demo import demo_facts
from la21data.measures import measures
from la21data.scope import Scope
from la21data.store import Store
from pages.shared.links import PAGES as GROUPS

PAGES = tuple(name for group in GROUPS.values() for name in group)
PATIENCE = 60
LAO_OF_CHIANG_MAI = "6501851"  # Of the demo.
ROOT = Path(__file__).resolve().parents[2]


def open_page(name, **query):
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=PATIENCE)
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    if name != "overview":
        app.switch_page(f"pages/{name}.py")
        for key, value in query.items():
            app.query_params[key] = value
        app.run()
    return app


def said(app):
    """All words on the page, in order."""
    return "\n".join(
        str(element.value)
        for kind in ("title", "caption", "markdown", "warning", "info", "error", "subheader")
        for element in app.get(kind)
    )


def titles(app):
    return "\n".join(element.value for element in app.markdown if element.value.startswith("####"))


@pytest.fixture(scope="session")
def awards_store(tmp_path_factory):
    """A store of a registry and awards, without any participation."""
    facts = demo_facts()
    store = Store(tmp_path_factory.mktemp("awards") / "store")

    def build(connection):
        rollup.fill_reference(connection)
        for table in ("lao", "registry_list", "award"):
            connection.register("frame", facts[table])
            connection.execute(f"insert into {table} by name select * from frame")
            connection.unregister("frame")
        rollup.build(connection)

    with store.writing():
        store.publish(build, is_demo=False, as_of=dt.date(2026, 10, 31))
    return store.path


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_on_the_demo_and_says_that_it_is_one(with_demo, name, lang):
    app = open_page(name, lang=lang)
    assert not app.exception and not app.error
    words = said(app)
    assert ("ข้อมูลสาธิต" if lang == "th" else "Demo data") in words
    assert with_demo.id in words
    assert not re.search(r"\b(nan|NaN|None)\b", words)  # The province is written Nan.


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_without_any_participation_and_says_why_it_is_empty(awards_store, monkeypatch, name, lang):
    monkeypatch.setenv("LA21_STORE", str(awards_store))
    app = open_page(name, lang=lang)
    assert not app.exception and not app.error
    words = said(app)
    assert "ข้อมูลสาธิต:" not in words and "Demo data:" not in words
    if name in ("steps", "applications"):
        assert ("ยังไม่มีข้อมูลการเข้าร่วมโครงการ" if lang == "th" else "There are no records") in words
        assert ("ลองเลือกปีอื่น" if lang == "th" else "another year") not in words, "no year has any"


@pytest.mark.parametrize("see", ["one", "play", "years", "two", "difference"])
@pytest.mark.parametrize("code", ["outputs", "standard_component", "events", "participation_rate"])
def test_the_map_says_why_it_is_empty_in_every_way_of_looking(awards_store, monkeypatch, see, code):
    monkeypatch.setenv("LA21_STORE", str(awards_store))
    app = open_page("map", see=see, measure=code)
    assert not app.exception and not app.error
    assert "ยังไม่มีข้อมูล" in said(app) and "0 จังหวัดที่เทียบได้" not in said(app)


def test_the_map_of_one_lao_is_of_its_province(with_demo):
    app = open_page("map", lao=LAO_OF_CHIANG_MAI)
    words = said(app)
    assert not app.exception and "แผนที่แสดงจังหวัดที่ อปท. นี้ตั้งอยู่" in words
    told = "\n".join(link.proto.label for link in app.get("page_link"))
    assert "จังหวัดเชียงใหม่: 1.9" in told.replace("\\", "") and "1 จาก 1" not in told + words


def test_the_first_year_is_compared_with_the_one_after_it(with_demo):
    app = open_page("map", see="difference", fy="2547")
    assert app.selectbox(key="pick_fy2").value == "2548" and "ต่างจากปีงบประมาณ 2548" in said(app)


def test_the_pilots_lead_with_awards_where_there_is_nothing_else(awards_store, monkeypatch):
    monkeypatch.setenv("LA21_STORE", str(awards_store))
    app = open_page("pilots")
    assert not app.exception and app.selectbox(key="pick_measure").value == "awards"
    assert "ยังไม่มีข้อมูล" not in said(app)


SECTIONS = {
    "steps": ("by_year", "moves", "years", "who", "lists"),
    "pilots": ("table", "slopes", "trends", "funnel", "peers"),
    "applications": ("ready", "provinces", "plans", "list"),
}


@pytest.mark.parametrize(("name", "part"), [(name, part) for name, parts in SECTIONS.items() for part in parts])
def test_each_part_of_a_page_opens_by_its_address_with_two_drawings_at_most(with_demo, name, part):
    app = open_page(name, section=part)
    assert not app.exception and not app.error
    assert len(app.get("plotly_chart")) <= 2
    assert not re.search(r"\b(nan|NaN|None)\b", said(app))


@pytest.mark.parametrize(("name", "part"), [(name, part) for name, parts in SECTIONS.items() for part in ("", *parts)])
def test_a_page_says_three_things_each_with_the_way_to_its_rows_but_those_that_it_shows(with_demo, name, part):
    app = open_page(name, **({"section": part} if part else {}))
    links = [link.proto for link in app.get("page_link") if "section" in link.proto.query_string or link.proto.page == name]
    assert 2 <= len(links) <= 3 and all(link.label for link in links), "one at most is of the part that is open"
    here = {**{key: value for key, (value, *_) in app.query_params.items()}, "page": name}
    for link in links:
        leads = dict(parse_qsl(link.query_string))
        assert any(here.get(key) != value for key, value in leads.items()), "a link to what is open is dead"


def test_who_has_not_applied_is_a_list_that_its_address_names(with_demo):
    app = open_page("applications", section="list", list="gone")
    assert "เข้าร่วมปีก่อน แต่ยังไม่สมัคร" in titles(app)
    app.selectbox(key="pick_list").select("late").run()
    assert app.query_params["list"] == "late" and "อปท. ใดสมัครล่าช้า" in titles(app)


def test_the_map_leads_with_awards_where_there_is_nothing_else(awards_store, monkeypatch):
    monkeypatch.setenv("LA21_STORE", str(awards_store))
    app = open_page("map")
    assert "รางวัล สูงหรือต่ำที่จังหวัดใด" in titles(app)


def test_key_figures_are_those_of_the_metrics(with_demo):
    app = open_page("overview")
    scope = Scope(years=(2569,))
    shown = [metric.value for metric in app.metric]
    figures = {
        code: metrics.figure(with_demo, code, scope)
        for code in ("participating_laos", "provinces_covered", "step3plus_rate", "learning_centres", "activities", "participants")
    }
    assert shown == [
        thai.format_number(figures["participating_laos"].value),
        f"{figures['provinces_covered'].numerator:.0f} จาก 76",
        thai.format_percent(figures["step3plus_rate"].value),
        f"สะสม {figures['learning_centres'].value:.0f}",
        *(thai.format_number(figures[code].value) for code in ("activities", "participants")),
    ]
    before = metrics.figure(with_demo, "participating_laos", Scope(years=(2568,)))
    assert app.metric[0].delta.startswith(thai.format_change(figures["participating_laos"].value - before.value, "แห่ง"))


def test_the_scope_in_the_address_is_the_scope_of_the_page(with_demo):
    app = open_page("overview", fy="2560", region="south")
    scope = Scope(years=(2560,), regions=("south",))
    assert "กำลังดู: ภาคใต้ · ปีงบประมาณ 2560" in said(app)
    assert app.metric[0].value == thai.format_number(metrics.figure(with_demo, "participating_laos", scope).value)


def test_unknown_and_contradictory_values_are_named_and_the_rest_holds(with_demo):
    app = open_page("overview", fy="2560,1999", region="north", province="90", type="<b>x</b>")
    assert not app.exception
    words = said(app)
    for named in ("1999", "90", "x"):
        assert named in words
    assert "<b>x</b>" not in words  # Escaped, so that Markdown shows it as text.
    assert "กำลังดู: ภาคเหนือ · ปีงบประมาณ 2560" in words


def test_a_choice_in_the_bar_goes_into_the_address(with_demo):
    app = open_page("map")
    assert not app.multiselect, "filters that nobody has opened cost nothing"
    app.session_state["scope_filters"] = True  # As a press on the button does.
    app.run()
    app.multiselect(key="scope_region").select("south").run()
    assert app.query_params["region"] == "south" and not app.exception
    app.selectbox(key="scope_year").select("2565").run()
    assert app.query_params["fy"] == "2565" and app.query_params["region"] == "south"
    app.selectbox(key="pick_measure").select("activities").run()
    assert app.query_params["measure"] == "activities"
    assert "กิจกรรม สูงหรือต่ำที่จังหวัดใด" in titles(app)


@pytest.mark.parametrize("code", [code for code in measures() if code != "years_to_model"])
def test_the_map_shows_any_measure(with_demo, code):
    app = open_page("map", measure=code)
    assert not app.exception and not app.error


@pytest.mark.parametrize("query", [{"province": "57"}, {"region": "south", "type": "special"}, {"fy": "2547-2569"}, {"lao": "1100000"}])
@pytest.mark.parametrize("name", PAGES)
def test_narrow_wide_and_empty_scopes_open_on_every_page(with_demo, name, query):
    app = open_page(name, **query)
    assert not app.exception and not app.error


@pytest.mark.parametrize("name", PAGES)
def test_no_store_is_a_panel_with_the_way_out(tmp_path, monkeypatch, name):
    monkeypatch.setenv("LA21_STORE", str(tmp_path / "none"))
    app = open_page(name)
    assert not app.exception
    assert "ยังไม่มีข้อมูล" in app.error[0].value and "there are no data" in app.error[0].value
    assert "la21data import" in app.info[0].value.replace("\\", "")


def test_an_empty_store_a_damaged_one_and_an_unknown_snapshot_are_panels(tmp_path, monkeypatch, demo_store):
    store = Store(tmp_path)
    monkeypatch.setenv("LA21_STORE", str(tmp_path))
    with store.writing():
        pass
    assert "ยังไม่มีข้อมูล" in open_page("overview").error[0].value
    with store.writing():
        store.publish(lambda connection: None, is_demo=False, as_of=dt.date(2026, 10, 31))
    for name in PAGES:
        app = open_page(name)
        assert not app.exception and not app.error  # A snapshot without a single LAO still opens, with words.
    other = Store(tmp_path / "other")
    with other.writing():
        other.publish(lambda connection: None, is_demo=False, as_of=dt.date(2026, 10, 31))
    (other.snapshots_dir / f"{other.current_id()}.duckdb").write_bytes(b"damaged")
    monkeypatch.setenv("LA21_STORE", str(other.path))
    assert "rebuild" in open_page("overview").error[0].value
    monkeypatch.setenv("LA21_STORE", str(demo_store))
    assert "ไม่พบสแนปช็อต" in open_page("overview", snapshot="00099-deadbeef").error[0].value


def test_pages_open_on_the_awards_where_there_is_nothing_else(awards_store, monkeypatch):
    monkeypatch.setenv("LA21_STORE", str(awards_store))
    assert len(open_page("standard").get("plotly_chart")) == 2
    assert open_page("standard", section="components").get("plotly_chart") == []
    assert open_page("place").get("plotly_chart") and not open_page("place", section="history").get("plotly_chart")


@pytest.mark.parametrize("page", ["glossary", "about"])
def test_a_page_without_a_scope_can_be_read_in_the_other_language_too(with_demo, page):
    app = open_page(page)
    (switch,) = [button for button in app.button if button.label == "English"]
    switch.click().run()
    assert not app.exception and app.query_params["lang"] == "en"
    assert [button.label for button in app.button if button.label == "ภาษาไทย"]


def test_the_list_of_activities_is_titled_and_sourced_as_a_block_is(with_demo):
    app = open_page("activities", section="list", fy="2565", province="52")
    assert not app.exception and "อปท. ทำกิจกรรมใดบ้าง" in titles(app)
    captions = [caption.value for caption in app.caption]
    assert "กิจกรรม · จังหวัดลำปาง · ปีงบประมาณ 2565" in captions and "สแนปช็อต" in " ".join(captions)
