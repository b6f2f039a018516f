"""The document's language is the reader's: before any script has run, after it has, and when a page changes it."""

import urllib.request
from collections.abc import Callable

import pytest
from visiting import Visit


@pytest.mark.parametrize(("query", "lang"), [("", "th"), ("?lang=en", "en")])
def test_the_document_has_its_language_before_and_after_scripts_run(base: str, visit: Callable[..., Visit], query: str, lang: str) -> None:
    with urllib.request.urlopen(f"{base}/map{query}", timeout=30) as answer:
        assert f'<html lang="{lang}">' in answer.read().decode()
    page = visit(f"/map{query}").page
    assert page.evaluate("document.documentElement.lang") == lang
    assert "LA21" in page.title()


def test_a_changed_filter_does_not_say_the_language_anew(visit: Callable[..., Visit]) -> None:
    """The browser would work out the style of the whole document again."""
    opened = visit("/steps")
    page = opened.page
    page.evaluate("new MutationObserver(() => { window.saidAnew = true; }).observe(document.documentElement, {attributeFilter: ['lang']})")
    page.locator('[data-testid="stSelectbox"] [role="combobox"]').first.click()
    page.locator('[role="option"]').nth(2).click()
    page.wait_for_url("**fy=**")
    opened.stand_still()
    assert not page.evaluate("window.saidAnew ?? false")


def test_the_language_follows_the_address_without_loading_anew(visit: Callable[..., Visit]) -> None:
    opened = visit("/")
    opened.page.evaluate("window.stillHere = true")
    opened.page.get_by_role("button", name="English").first.click()
    opened.page.wait_for_function("() => document.documentElement.lang === 'en'")
    opened.stand_still()
    assert "lang=en" in opened.page.url and opened.page.evaluate("window.stillHere")
    opened.page.get_by_role("button", name="ภาษาไทย").first.click()
    opened.page.wait_for_function("() => document.documentElement.lang === 'th'")
    assert opened.faults() == []
