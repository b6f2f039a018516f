"""The one HTML document behind every page: Streamlit's own, in the reader's language and without what this dashboard does not use."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from functools import lru_cache
from pathlib import Path
from urllib.parse import parse_qs

from streamlit import config, file_util

from la21data.domain import Language
from la21data.scope import KEYS, MINE
from la21data.text import words

HERE = Path(__file__).parent
SUMMARY: dict[Language, str] = {
    "th": "ความก้าวหน้าขององค์กรปกครองส่วนท้องถิ่นในกิจกรรมส่งเสริมท้องถิ่นน่าอยู่สู่สังคมสีเขียวและสิ่งแวดล้อมเมืองยั่งยืน",
    "en": "How Thailand's local administrative organizations progress in the Local Agenda 21 & Green City programme",
}
NO_SCRIPT: dict[Language, str] = {
    "th": "หน้านี้ต้องใช้ JavaScript โปรดเปิดใช้ในเบราว์เซอร์แล้วโหลดหน้าใหม่",
    "en": "This page needs JavaScript. Please allow it in your browser, then reload the page.",
}
LANGUAGES: tuple[Language, ...] = ("th", "en")
# Key of the words -> where Streamlit has its own, and whether those may be hidden.
STREAMLITS_WORDS = {
    "skip_to_content": ('[data-testid="stSkipToContent"]', False),
    "press_enter": ('[data-testid="stTextInput"] [data-testid="InputInstructions"] > span:first-child:not(:last-child)', True),
    "select_all": ('[role="option"][data-key="__select_all__"] > div', True),
    "no_results": ('[role="listbox"][data-empty="true"] [role="option"] > span', True),
}
FONT = "/app/static/fonts/Sarabun-Regular.ttf"  # What .streamlit/config.toml names for ordinary text.


def language_of(query: bytes) -> Language:
    """The language that an address asks for: `?lang=en`, else Thai."""
    return "en" if parse_qs(query.decode("latin-1")).get("lang", [""])[-1] == "en" else "th"


@lru_cache(maxsize=1)
def first_script() -> str:
    """`first.js`, with the theme's font and colour filled in from Streamlit's settings, `links.js`, `paper.js` and `camera.js`."""
    theme = {
        "bodyFont": config.get_option("theme.font"),
        "primaryColor": config.get_option("theme.primaryColor"),
        "fontFaces": config.get_option("theme.fontFaces"),
    }
    first = (HERE / "first.js").read_text(encoding="utf-8").replace("LIGHT_THEME_HERE", json.dumps(theme))
    links = (HERE / "links.js").read_text(encoding="utf-8").replace("KEPT_HERE", json.dumps([*KEYS.values(), MINE]))
    return first + links + "".join((HERE / name).read_text(encoding="utf-8") for name in ("paper.js", "camera.js"))


@lru_cache(maxsize=1)
def first_script_hash() -> str:
    """The source that a content security policy names to allow `first_script` and no other inline script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(first_script().encode()).digest()).decode()


def _icon() -> str:
    """The page's icon, in the document itself. Streamlit finds no «shortcut icon» to change, or else it would fetch the menu's icon of
    each page from a host on the internet and show that."""
    return "data:image/svg+xml;base64," + base64.b64encode((HERE / "icon.svg").read_bytes()).decode()


def _streamlits_words() -> str:
    """Rules that put words of the catalogue in the place of Streamlit's own, which are English and have no setting.

    They follow the document's language. What is hidden is not read aloud, what is generated is; the link to the content must stay where
    a key reaches it, so its own words are only made small.
    """
    rules = []
    for lang in LANGUAGES:
        for key, (selector, hidden) in STREAMLITS_WORDS.items():
            told = json.dumps(words(f"app.{key}", lang), ensure_ascii=False)
            rules.append(f":lang({lang}) {selector} {{ font-size: 0;{' visibility: hidden;' if hidden else ''} }}")
            rules.append(f":lang({lang}) {selector}::after {{ content: {told}; font-size: .875rem; visibility: visible; }}")
    return "\n".join(rules)


@lru_cache(maxsize=2)
def document(lang: Language) -> str:
    """Streamlit's index.html with its fixed `lang="en"`, title, preloads and notes put right."""
    page = (Path(file_util.get_static_dir()) / "index.html").read_text(encoding="utf-8")
    head = (
        f"<title>{html.escape(words('app.name', lang))}</title>\n"
        f'    <meta name="description" content="{html.escape(SUMMARY[lang])}" />\n'
        f'    <link rel="preload" href="{FONT}" as="font" type="font/ttf" crossorigin />'
    )
    changes = (
        (r'<html lang="en">', f'<html lang="{lang}">'),
        (r'<link rel="shortcut icon"[^>]*>', f'<link rel="icon" type="image/svg+xml" href="{_icon()}" />'),
        (r"<title>.*?</title>", head),
        (r'<link\s+rel="preload"\s+href="[^"]*SourceSans[^>]*>', ""),
        (r'<!--\s+Machine-readable pointer.*?-->\s*<link rel="service-desc"[^>]*>', ""),  # What it points at is closed.
        (r"<!--\s+initialize window\.prerenderReady.*?</script>", f"<script>{first_script()}</script>"),  # Was for a hosted service.
        (r"</body>", f"<style>\n{(HERE / 'style.css').read_text(encoding='utf-8')}{_streamlits_words()}\n</style>\n  </body>"),
        (r"<noscript>.*?</noscript>", f"<noscript><p>{NO_SCRIPT[lang]}</p></noscript>"),
    )
    for pattern, replacement in changes:
        page = re.sub(pattern, replacement.replace("\\", r"\\"), page, count=1, flags=re.DOTALL)
    return page
