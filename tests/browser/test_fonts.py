"""Sarabun, from this server, is what the text is really drawn with; no other typeface is fetched for text."""

from collections.abc import Callable

import pytest
from visiting import Visit


@pytest.mark.parametrize("width", [1440, 390])
def test_thai_text_is_drawn_with_sarabun(visit: Callable[..., Visit], width: int) -> None:
    page = visit("/", width).page
    page.wait_for_function("() => [...document.fonts].some(font => font.status === 'loaded' && font.family === 'Sarabun')")
    assert page.evaluate("document.fonts.check('16px Sarabun', 'ที่นี่')")
    loaded = page.evaluate("[...document.fonts].filter(font => font.status === 'loaded').map(font => font.family)")
    assert "Sarabun" in loaded and "Source Sans" not in loaded
    assert page.evaluate("getComputedStyle(document.querySelector('.stApp')).fontFamily").startswith("Sarabun")
    assert drawn_with(page, "h1") == drawn_with(page, ".stMainBlockContainer p") == {("Sarabun", True)}


def drawn_with(page, selector: str) -> set[tuple[str, bool]]:
    """The families that Chromium draws an element's text with, each with whether it came over the network."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    return {(font["familyName"], font["isCustomFont"]) for font in session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]}
