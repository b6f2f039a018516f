"""The sections of /activities and /standard, each in its address; the facts are read for the list alone."""

import pytest
from test_pages import open_page, said

from la21data import activity_list

FIND = activity_list.find
SECTIONS = ("kinds", "people", "budget", "results", "heat", "list", "<b>no such</b>")


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_opens_from_its_address(with_demo, section, lang):
    app = open_page("activities", section=section, lang=lang)
    assert not app.exception and not app.error


PLACES = {
    "country": {},
    "office": {"office": "9"},
    "province": {"province": "40"},
    "bangkok": {"province": "10"},
    "lao": {"lao": "1100000"},
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("section", ["history", "activities", "standard", "awards", "visits", "peers", "quality"])
def test_a_section_of_a_place_opens_from_its_address_and_says_what_it_stands_on(with_demo, section, place):
    app = open_page("place", section=section, lang="en" if section == "peers" else "th", **PLACES[place])
    assert not app.exception and not app.error
    lists = [table for table in app.dataframe if not table.value.empty]
    assert lists or app.info or section in ("history", "peers")
    if section in ("standard", "awards", "visits"):
        assert bool(lists) != bool(app.info), "rows, or why there are none"


def test_the_base_year_of_the_index_is_chosen_on_the_page_and_kept_in_the_address(with_demo):
    app = open_page("pilots", section="trends")
    assert "คือปีแรกที่จังหวัดต้นแบบมีตัวเลข" in said(app)
    app.selectbox(key="pick_base").select("2565").run()
    assert app.query_params["base"] == "2565" and "ดัชนี ปีงบประมาณ 2565 = 100" in said(app)
    assert "คือปีแรกที่จังหวัดต้นแบบมีตัวเลข" not in said(app), "said of the page's own choice only"


def test_facts_are_read_only_when_the_list_is_opened(with_demo, monkeypatch):
    asked = []
    monkeypatch.setattr(activity_list, "find", lambda view, *rest: asked.append(rest) or FIND(view, *rest))
    app = open_page("activities")
    assert not asked
    app.query_params["section"] = "list"
    app.run()
    assert asked
    app.text_input(key="activity_search").input("ไม่มีทางพบ").run()
    assert app.query_params["q"] == "ไม่มีทางพบ" and "ไม่พบกิจกรรม" in said(app)


def test_pages_turn_in_the_address(with_demo):
    app = open_page("activities", section="list", page="2")
    assert "หน้า 2 จาก 13" in said(app)
    app.button(key="activity_next").click().run()
    assert app.query_params["page"] == "3" and "หน้า 3 จาก 13" in said(app)
    app.query_params["page"] = "๙๙"
    app.run()
    assert "หน้า 1 จาก 13" in said(app)


@pytest.mark.parametrize("section", ["components", "results", "awards", "map"])
def test_a_section_of_the_standard_opens_from_its_address(with_demo, section):
    app = open_page("standard", section=section, group="province", split="rank", shown="size:เล็ก")
    assert not app.exception and not app.error


@pytest.mark.parametrize(("measure", "told"), [("activities", True), ("step3plus_rate", False)])
def test_the_funnel_says_when_it_shows_another_measure_than_was_chosen(with_demo, measure, told):
    assert ("กรวยใช้กับสัดส่วนเท่านั้น" in said(open_page("pilots", section="funnel", measure=measure))) == told


@pytest.mark.parametrize(
    ("page", "asked", "said_instead"),
    [
        ("steps", {"section": "<b>no such</b>"}, "section=<b>no such</b> ที่นี่ไม่ได้ จึงแสดง «ขั้นปัจจุบัน»"),
        ("map", {"measure": "zzz"}, "measure=zzz ที่นี่ไม่ได้ จึงแสดง «อัตราการเข้าร่วม»"),
        ("steps", {"section": "moves", "from": "abc"}, "from=abc ที่นี่ไม่ได้ จึงแสดง «ปีงบประมาณ 2568»"),
        ("standard", {"group": "region", "province": "34"}, "group=region ที่นี่ไม่ได้ จึงแสดง «ประเภท อปท.»"),
    ],
)
def test_a_choice_that_cannot_be_had_is_named_with_what_is_shown_instead(with_demo, page, asked, said_instead):
    app = open_page(page, **asked)
    assert not app.exception and said_instead in said(app).replace("\\", "")


def test_a_choice_that_can_be_had_is_no_matter_to_tell(with_demo):
    assert "ที่นี่ไม่ได้" not in said(open_page("steps", section="moves"))


@pytest.mark.parametrize("page", ["steps", "pilots"])
def test_years_the_wrong_way_round_stand_in_the_boxes_as_the_chart_has_them(with_demo, page):
    app = open_page(page, section="moves" if page == "steps" else "slopes", **{"from": "2569", "to": "2560"})
    assert [app.selectbox(key=f"pick_{end}").value for end in ("from", "to")] == [2560, 2569]
    assert "ที่นี่ไม่ได้" not in said(app)
    app.selectbox(key="pick_from").select(2566).run()
    assert app.query_params["from"] == "2566" and app.query_params["to"] == "2569"
    assert min(app.selectbox(key="pick_to").options) == "ปีงบประมาณ 2567"


def test_what_is_shown_as_a_table_is_in_the_address(with_demo):
    app = open_page("steps", tables="ladder-now,no-such")
    assert len(app.dataframe) == 1 and not app.get("plotly_chart")
    app.segmented_control(key="ways_ladder-now").select("drawn").run()
    assert "tables" not in app.query_params and not app.dataframe
    app.segmented_control(key="ways_ladder-now").select("listed").run()
    assert app.query_params["tables"] == "ladder-now" and len(app.dataframe) == 1
