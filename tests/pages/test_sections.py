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
