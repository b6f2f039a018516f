"""For everyone: nothing cut on a phone, a desktop, a projector or paper; no serious fault by axe-core; keys alone suffice."""

import random
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from visiting import Visit

from pages.shared.links import PAGES
from tests.browser.everyone import CUT, faults_of, serious
from tests.states import in_language, sections

PATHS = tuple(f"/{path}" for pages in PAGES.values() for path, _ in pages.values())


def widened(opened: Visit, width: int) -> None:
    opened.page.set_viewport_size({"width": width, "height": 1080})
    opened.page.wait_for_timeout(400)
    opened.stand_still()


@pytest.mark.parametrize("path", PATHS)
def test_a_page_in_thai_is_whole_on_phone_projector_and_paper_and_axe_finds_no_fault(visit: Callable[..., Visit], path: str) -> None:
    opened = visit(path, 390)
    assert opened.faults() == [] and opened.page.evaluate(CUT) == []
    assert serious(opened.page) == []
    widened(opened, 1920)
    assert opened.faults() == [] and opened.page.evaluate(CUT) == []
    opened.page.emulate_media(media="print")
    printed = opened.page.evaluate(
        "() => [document.documentElement.scrollHeight, document.querySelector('[data-testid=\"stMainBlockContainer\"]').scrollHeight]"
    )
    assert printed[0] >= printed[1]  # A box that scrolls would print its first page only.
    assert not opened.page.locator('[data-testid="stSidebar"]').is_visible()


@pytest.mark.parametrize("path", PATHS)
def test_a_page_in_english_is_whole_on_a_desktop_and_axe_finds_no_fault(visit: Callable[..., Visit], path: str) -> None:
    opened = visit(f"{path}?lang=en", 1440)
    assert opened.faults() == [] and opened.page.evaluate(CUT) == []
    assert serious(opened.page) == []
    assert opened.page.evaluate("document.documentElement.lang") == "en"


@pytest.mark.parametrize("address", random.Random(21).sample(sections(), 6))
def test_every_section_and_tab_serves_everyone_too(visit: Callable[..., Visit], address: str) -> None:
    """Six of them, in either language; `make torture` opens all in both."""
    lang = "en" if sections().index(address) % 2 else "th"
    assert faults_of(visit(in_language(address, lang), 1440)) == []


@pytest.mark.parametrize("path", ["/map", "/steps?section=lists&lang=en"])
def test_paper_is_as_wide_as_the_widest_page_so_that_no_chart_is_cut(visit: Callable[..., Visit], path: str) -> None:
    """Charts keep the width that they have on the screen: Chromium draws none of them anew for paper."""
    opened = visit(path, 1440)
    widened(opened, 1920)
    printed = opened.page.pdf(prefer_css_page_size=True, print_background=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]", printed)
    content = opened.page.evaluate("parseFloat(getComputedStyle(document.querySelector('.stMainBlockContainer')).maxWidth)")
    assert boxes and all(content + 2 * 40 - 1 <= float(wide) / 0.75 <= 1601 for wide, _ in boxes), "and its margins"


@pytest.mark.parametrize("path", ["/map", "/pilots?section=table"])
def test_paper_of_a_narrower_screen_is_narrower_so_that_words_are_larger(visit: Callable[..., Visit], path: str) -> None:
    opened = visit(path, 1440)
    inside = "document.querySelector('.stMainBlockContainer').getBoundingClientRect().width"
    printed = opened.page.pdf(prefer_css_page_size=True, print_background=True)
    boxes = {round(float(wide) / 0.75) for wide, _ in re.findall(rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]", printed)}
    assert len(boxes) == 1 and abs(max(boxes) - opened.page.evaluate(inside) - 80) < 3 and max(boxes) < 1300


def test_the_menu_of_a_narrow_window_closes_when_a_page_is_chosen(visit: Callable[..., Visit]) -> None:
    page = visit("/map", 390).page
    page.locator('[data-testid="stExpandSidebarButton"]').click()
    page.locator('[data-testid="stSidebar"] a[data-testid="stSidebarNavLink"]').nth(3).click()
    page.wait_for_url("**/pilots*")
    page.locator('[data-testid="stSidebar"][data-collapsed="true"]').wait_for(state="attached")


def test_paper_says_where_the_rows_are_that_a_table_hides(visit: Callable[..., Visit]) -> None:
    page = visit("/steps?section=lists", 1440).page
    said = page.locator('[class*="st-key-on_paper_"]').first
    assert not said.is_visible()
    page.emulate_media(media="print")
    assert said.is_visible() and re.search(r"ตารางนี้มี \d+ แถว", said.inner_text())


def test_who_asks_for_less_motion_gets_none(visit: Callable[..., Visit]) -> None:
    page = visit("/about", 1440).page
    longest = "() => Math.max(...[...document.querySelectorAll('*')].map(one => parseFloat(getComputedStyle(one).transitionDuration)))"
    assert page.evaluate(longest) > 0.1
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(longest) < 0.001


def test_what_is_embedded_has_no_menu(visit: Callable[..., Visit]) -> None:
    opened = visit("/map?embed=true&only=map", 1440)
    drawn = opened.page.locator(".js-plotly-plot").first.bounding_box()
    assert drawn and drawn["height"] > 1.1 * drawn["width"], "in a wide box the country, which is tall, would stand small in the middle"
    expect(opened.page.locator(".js-plotly-plot")).to_have_count(1)
    assert opened.faults() == []
    assert not opened.page.locator('[data-testid="stSidebarNav"]').count()
    assert opened.page.locator(".st-key-block_map").is_visible() and not opened.page.locator(".st-key-block_ranking").count()


def test_an_embedded_chart_stands_alone_from_whatever_part_of_a_page(visit: Callable[..., Visit]) -> None:
    opened = visit("/steps?embed=true&only=step-flow&from=2560&to=2566", 1440)
    expect(opened.page.locator(".st-key-block_step-flow .js-plotly-plot")).to_have_count(1)
    assert not opened.page.locator("h1").count() and not opened.page.locator('[data-testid="stSelectbox"]').count()
    assert "2560" in opened.page.locator(".st-key-block_step-flow").inner_text()
    assert opened.page.locator('[class*="st-key-block_"]').count() == 1
    named = visit("/steps?embed=true&only=<b>no", 1440)
    expect(named.page.get_by_text("ไม่มีแผนภูมิ <b>no")).to_be_visible()


def test_what_is_cut_would_be_found(visit: Callable[..., Visit]) -> None:
    opened = visit("/about", 390)
    opened.page.evaluate(
        """() => {
            const cut = document.createElement("p");
            Object.assign(cut.style, {width: "40px", overflow: "hidden", whiteSpace: "nowrap", flex: "none"});
            cut.textContent = "คำที่ยาวกว่ากล่อง";
            document.querySelector('[data-testid="stMainBlockContainer"]').append(cut);
        }"""
    )
    assert opened.page.evaluate(CUT) == ["cut: คำที่ยาวกว่ากล่อง"]
    opened.page.evaluate("() => { document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=\"/x.png\">') }")
    assert any(fault.startswith("image-alt") for fault in serious(opened.page))


def test_a_chart_is_told_in_words_from_its_data(visit: Callable[..., Visit]) -> None:
    opened = visit("/activities", 1440)
    told = opened.page.locator('[data-testid="stPlotlyChart"]').first.evaluate("chart => chart.closest('[data-testid]').outerHTML")
    assert "คัดแยกขยะ" in told and "สูงสุด" in told


def test_keys_alone_choose_a_section_and_a_table(visit: Callable[..., Visit]) -> None:
    """Tab reaches every control, in an order that is the page's, and what has the focus shows it."""
    opened = visit("/activities", 1440)
    page = opened.page

    def reach(words: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("(document.activeElement.innerText || '').trim()") == words:
                return
        pytest.fail(f"Tab never reached {words}")

    reach("ประเภทและขั้น")
    outline = page.evaluate("(s => s.outlineStyle + s.boxShadow)(getComputedStyle(document.activeElement))")
    assert outline != "nonenone"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.search.includes('section=people')")
    opened.stand_still()
    reach("แผนภูมิ")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_selector('[data-testid="stDataFrame"]')
    assert opened.faults() == []
