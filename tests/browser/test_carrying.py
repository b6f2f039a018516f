"""What a person does to carry a chart away: the camera, a format, the deck, the pack."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

from visiting import Visit


def test_a_chart_leaves_by_camera_and_by_button_and_gathers_in_the_deck(base: str, visit: Callable[..., Visit]) -> None:
    opened = visit("/steps")
    page = opened.page
    block = page.locator(".st-key-block_ladder-now")
    block.locator(".js-plotly-plot").hover()
    with page.expect_download() as saved:
        block.locator(".modebar-btn").first.click(modifiers=["Shift"])
    drawn = ElementTree.fromstring(Path(saved.value.path()).read_bytes())
    words = "".join(drawn.itertext())
    assert block.locator("h4").inner_text().strip() in words and "ที่มา:" in words
    lines = ["".join(line.itertext()) for line in drawn]
    assert any(line.startswith("ที่มา:") for line in lines), "the source does not run on from a note"
    with page.expect_download() as saved:
        block.locator(".modebar-btn").first.click()
    assert Path(saved.value.path()).read_bytes().startswith(b"\x89PNG")

    page.locator(".st-key-carry_ladder-now button").first.click()
    with page.expect_download(timeout=60_000) as saved:
        page.locator(".st-key-carry_ladder-now_pptx button").first.click()
    assert saved.value.suggested_filename.endswith(".pptx") and zipfile.is_zipfile(io.BytesIO(Path(saved.value.path()).read_bytes()))
    page.locator(".st-key-carry_ladder-now_add button").first.click()
    page.get_by_text("อยู่ในชุดประชุมแล้ว").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("link", name="ชุดประชุม").click()
    page.get_by_text("อปท. บนบันไดและ Fast Track").first.wait_for()
    assert page.locator(".st-key-meeting_zip button").first.is_enabled()
    assert opened.faults() == []
