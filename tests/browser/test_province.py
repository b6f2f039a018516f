"""A press on a province opens it; the breadcrumb and the browser's own button lead back."""

import base64
import zlib
from collections.abc import Callable

from playwright.sync_api import expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from visiting import Visit

MIDDLE = """code => {const shape = [...document.querySelectorAll('.choroplethlocation')].find(path => path.__data__.loc === code);
const box = shape.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]}"""

SHOWN = "['map', 'ranking'].map(id => document.querySelector('.st-key-block_' + id).innerText)"


def press(opened: Visit, code: str) -> None:
    opened.page.wait_for_function("() => document.querySelectorAll('.choroplethlocation').length > 80")
    opened.page.locator(".choroplethlocation").first.scroll_into_view_if_needed()
    x, y = opened.page.evaluate(f"({MIDDLE})('{code}')")
    opened.page.mouse.move(x, y)
    opened.page.wait_for_selector(".hoverlayer .hovertext")
    opened.page.mouse.click(x, y)


def test_a_press_on_a_province_opens_it_and_back_leads_back(visit: Callable[..., Visit]) -> None:
    opened = visit("/map?measure=activities")
    press(opened, "30")
    opened.page.wait_for_url("**province=30**")
    expect(opened.page.get_by_text("อปท. อยู่ที่ใด และอยู่ขั้นใด")).to_be_visible()
    opened.stand_still()
    assert opened.faults() == []
    opened.page.go_back()
    expect(opened.page.get_by_text("กิจกรรม สูงหรือต่ำที่จังหวัดใด")).to_be_visible()
    assert "province" not in opened.page.url
    opened.stand_still()
    press(opened, "50")  # What was pressed before is forgotten.
    opened.page.wait_for_url("**province=50**")
    opened.page.locator(".st-key-crumbs").get_by_text("ภาคเหนือ").click()
    opened.page.wait_for_url("**region=north**")
    expect(opened.page.get_by_text("กิจกรรม สูงหรือต่ำที่จังหวัดใด")).to_be_visible()
    assert "province" not in opened.page.url and "measure=activities" in opened.page.url


def test_back_to_an_empty_address_is_the_whole_country_again(visit: Callable[..., Visit]) -> None:
    opened = visit("/map")
    press(opened, "40")
    opened.page.wait_for_url("**province=40**")
    opened.stand_still()
    opened.page.go_back()
    expect(opened.page.get_by_text("จังหวัดใดสูงสุด")).to_be_visible()
    assert "province" not in opened.page.url


def steps_on_the_wire(frames: list[bytes]) -> list[int]:
    """Bytes of each run that drew without the whole page, deflated as the websocket does it: one dictionary for the connection."""
    wire = zlib.compressobj(memLevel=5, wbits=-zlib.MAX_WBITS)  # `serving/listening.py`
    steps, size, kinds = [], 0, set[str]()
    for frame in frames:
        message = ForwardMsg.FromString(frame)
        size += len(wire.compress(frame) + wire.flush(zlib.Z_SYNC_FLUSH))
        kinds.add(message.WhichOneof("type"))
        if message.WhichOneof("type") == "script_finished":
            if "delta" in kinds and "navigation" not in kinds:
                steps.append(size)
            size, kinds = 0, set[str]()
    return steps


def test_the_years_play_in_small_steps_and_stop_in_the_address(visit: Callable[..., Visit]) -> None:
    opened = visit("/map?see=play&fy=2566")
    opened.page.wait_for_function("() => document.querySelectorAll('.choroplethlocation').length > 80")
    session = opened.page.context.new_cdp_session(opened.page)
    session.send("Network.enable")
    frames: list[bytes] = []
    session.on("Network.webSocketFrameReceived", lambda event: frames.append(base64.b64decode(event["response"]["payloadData"] + "==")))
    opened.page.get_by_role("button", name="เล่นทีละปี").click()
    opened.page.wait_for_function(f"() => ({SHOWN}).every(text => text.includes('ปีงบประมาณ 2567'))", timeout=60_000)
    assert "fy=2566" in opened.page.url, "map and ranking are of one year while they play"
    opened.page.wait_for_url("**fy=2569**", timeout=60_000)
    opened.stand_still()
    assert opened.faults() == []
    assert all("ปีงบประมาณ 2569" in text for text in opened.page.evaluate(SHOWN))
    steps = steps_on_the_wire(frames)
    assert len(steps) >= 2, "a drawing a year, the first and the last with the whole page"
    assert max(steps) <= 10_000, f"map and ranking of a step: {steps}"
    expect(opened.page.get_by_role("button", name="เล่นทีละปี")).to_be_visible()
