"""The scope lives in the address: it follows a choice, the menu, and a link opened by somebody else."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect
from visiting import Visit


def query(opened: Visit) -> dict[str, list[str]]:
    return parse_qs(urlsplit(opened.page.url).query)


def test_a_choice_goes_into_the_address_and_a_fresh_browser_restores_it(visit: Callable[..., Visit]) -> None:
    opened = visit("/")
    opened.page.locator('[data-testid="stSelectbox"] [role="combobox"]').first.click()
    opened.page.get_by_role("option", name="2565").click()
    opened.page.wait_for_url("**fy=2565**")
    expect(opened.page.get_by_text("กำลังดู: ทั้งประเทศ · ปีงบประมาณ 2565")).to_be_visible()
    opened.stand_still()
    expect(opened.page.locator('[data-testid="stMetricValue"]')).to_have_count(6)
    figures = opened.page.locator('[data-testid="stMetricValue"]').all_inner_texts()
    again = visit("/?" + urlsplit(opened.page.url).query)
    assert "ปีงบประมาณ 2565" in again.page.inner_text("body")
    expect(again.page.locator('[data-testid="stMetricValue"]')).to_have_text(figures)


def test_the_menu_keeps_the_scope_and_the_language(visit: Callable[..., Visit]) -> None:
    opened = visit("/?fy=2560&region=south&lang=en")
    opened.page.locator('[data-testid="stSidebarNavLink"]').nth(2).click()
    opened.page.wait_for_url("**/steps?**region=south**")
    opened.stand_still()
    assert query(opened) == {"fy": ["2560"], "region": ["south"], "lang": ["en"]}
    assert "Showing: South · FY 2560 (2017)" in opened.page.inner_text("body")


def test_reset_clears_the_filters(visit: Callable[..., Visit]) -> None:
    opened = visit("/map?fy=2560&region=south&measure=activities")
    opened.page.get_by_role("button", name="ล้างตัวกรอง").click()
    opened.page.wait_for_function("() => !location.search.includes('region')")
    opened.stand_still()
    assert query(opened) == {"measure": ["activities"]}
    assert "กำลังดู: ทั้งประเทศ · ปีงบประมาณ 2569" in opened.page.inner_text("body")


def test_the_menu_opened_in_a_new_tab_keeps_the_scope_and_the_office_of_mine_but_not_what_is_the_pages(visit: Callable[..., Visit]) -> None:
    opened = visit("/steps?fy=2560&office=5&my=5&section=lists&lang=en")
    with opened.page.context.expect_page() as tab:
        opened.page.locator('[data-testid="stSidebarNavLink"]').nth(1).click(button="middle")
    found = urlsplit(tab.value.url)
    assert (found.path, parse_qs(found.query)) == ("/map", {"fy": ["2560"], "office": ["5"], "my": ["5"], "lang": ["en"]})


def test_a_link_to_the_overview_opened_in_a_new_tab_leads_there(visit: Callable[..., Visit]) -> None:
    """Streamlit's first page has no address of its own: its link is relative to the page where it stands."""
    opened = visit("/place?province=40&fy=2567")
    with opened.page.context.expect_page() as tab:
        opened.page.locator('[data-testid="stPageLink-NavLink"][href^="?"]').first.click(button="middle")
    found = urlsplit(tab.value.url)
    assert (found.path, parse_qs(found.query)) == ("/", {"fy": ["2567"], "province": ["40"]})


def test_a_sentence_that_leads_to_another_part_of_its_own_page_is_in_the_address_and_back_undoes_it(visit: Callable[..., Visit]) -> None:
    opened = visit("/steps?fy=2568&my=5")
    page = opened.page
    page.locator('.st-key-block_findings a[href*="section=lists"]').first.click()
    page.wait_for_url("**section=lists**")
    assert query(opened)["my"] == ["5"]
    opened.stand_still()
    expect(page.get_by_role("radio", name="รายชื่อ")).to_be_checked()
    page.reload()
    opened.stand_still()
    expect(page.get_by_role("radio", name="รายชื่อ")).to_be_checked()
    page.go_back()
    opened.stand_still()
    assert query(opened) == {"fy": ["2568"], "my": ["5"]}
    expect(page.get_by_role("radio", name="รายชื่อ")).not_to_be_checked()


def test_a_page_opened_by_the_program_leaves_no_address_between_that_nobody_visited(visit: Callable[..., Visit]) -> None:
    """As `st.switch_page` from a dot of the map does it: first the query, then the page. A filter and then the menu are two visits."""
    page = visit("/map?province=40").page
    lengths = page.evaluate(
        """() => {
            const lengths = [history.length], visit = address => { history.pushState({}, "", address); lengths.push(history.length); };
            visit("/map?province=40&lao=6401551");
            visit("/place?province=40&lao=6401551");
            visit("/place?province=41");
            document.body.click();
            visit("/map?province=41");
            return lengths;
        }"""
    )
    assert [later - lengths[0] for later in lengths] == [0, 1, 1, 2, 3]  # In one go: Streamlit follows what it finds in the address.
