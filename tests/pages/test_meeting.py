"""Page ชุดประชุม: a kept definition fills the form, a broken one is one clear line, and who waits is told while waiting."""

from la21data.export import queue
from la21data.export.definition import Definition, Piece
from tests.pages.test_pages import open_page, said

KEPT = Definition("ประชุมไตรมาส 1", "office=5", ("figures", "map"))


def pasted(text):
    app = open_page("meeting")
    app.text_area(key="meeting_pasted").set_value(text).run()
    return app.button(key="meeting_fill").click().run()


def test_a_kept_definition_fills_the_form(with_demo):
    app = pasted(KEPT.to_json())
    assert not app.exception and not app.error
    assert app.text_input(key="meeting_name").value == KEPT.name
    assert app.multiselect(key="meeting_parts").value == list(KEPT.parts)
    assert app.query_params["office"] == "5" and app.radio(key="meeting_source").value == "parts"


def test_what_was_gathered_comes_back_in_its_order(with_demo):
    pieces = (Piece("ranking", "fy=2560", {"measure": "awards"}), Piece("ladder-now"))
    app = pasted(Definition("", "", gathered=pieces).to_json())
    assert not app.exception and app.radio(key="meeting_source").value == "deck"
    assert app.session_state["deck"] == list(pieces)


def test_a_broken_definition_is_one_clear_line_and_changes_nothing(with_demo):
    for text in ("", "[]", '{"parts": ["<script>"]}', "ก" * 1000):
        app = pasted(text)
        assert not app.exception and len(app.error) == 1 and not app.text_input(key="meeting_name").value


def test_who_waits_is_told(with_demo, monkeypatch):
    monkeypatch.setattr(queue, "ahead", lambda: 3)
    assert "รออีก 3 ไฟล์" in said(open_page("meeting"))
