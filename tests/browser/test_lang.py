"""The document's language is the reader's: before any script has run, after it has, and when a page changes it."""

import urllib.request
from collections.abc import Callable

import pytest
from visiting import Visit

from la21data.domain import Language
from la21data.text import words
from serving.document import STREAMLITS_WORDS


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


@pytest.mark.parametrize(("query", "lang"), [("", "th"), ("?lang=en", "en")])
def test_words_that_streamlit_has_no_setting_for_are_the_readers(visit: Callable[..., Visit], query: str, lang: Language) -> None:
    page = visit(f"/place{query}").page

    def said(key: str) -> str:
        selector, _ = STREAMLITS_WORDS[key]
        shown = page.locator(selector).first
        shown.wait_for(state="attached")
        assert shown.evaluate("one => getComputedStyle(one).fontSize") == "0px", "its own words are not seen"
        content: str = shown.evaluate("one => getComputedStyle(one, '::after').content")
        return content.strip('"')

    told = {"skip_to_content": said("skip_to_content")}
    page.locator('[data-testid="stMain"] [data-testid="stTextInput"] input').last.type("a")
    told["press_enter"] = said("press_enter")
    page.locator(".st-key-scope_filters button").first.click()
    provinces = page.locator(".st-key-scope_province input")
    provinces.click()
    told["select_all"] = said("select_all")
    provinces.type("zzzz")
    told["no_results"] = said("no_results")
    assert told == {key: words(f"app.{key}", lang) for key in STREAMLITS_WORDS}
