"""Nobody reads words that are not in the catalogues, the terms or the measures: no page writes a phrase of its own.

Every literal that a page (or a block, a chart, a finding) gives to something that shows it is read from the source.
"""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
THAI = re.compile(r"[\u0e00-\u0e7f]")
WORDS = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,}")  # Two words in a row: a phrase, not a code, a key or a format.
# Rooms that hold Thai words as data or as both languages side by side: terms, readers of files, problems, demo, words of charts.
PAGES = sorted([ROOT / "dashboard.py", *(ROOT / "pages").rglob("*.py")])
LOCALE = ROOT / "la21data" / "maps" / "config.py"  # Plotly's own phrases and their Thai: a dictionary, looked up by plotly.
MAKERS = sorted(
    path for room in ("blocks", "findings", "charts", "maps") for path in (ROOT / "la21data" / room).rglob("*.py") if path != LOCALE
)
SHOWN_BY = [
    "title",
    "header",
    "subheader",
    "caption",
    "markdown",
    "text",
    "write",
    "info",
    "warning",
    "error",
    "success",
    "metric",
    "button",
    "download_button",
    "link_button",
    "page_link",
    "selectbox",
    "multiselect",
    "checkbox",
    "toggle",
    "radio",
    "segmented_control",
    "pills",
    "slider",
    "select_slider",
    "text_input",
    "number_input",
    "text_area",
    "expander",
    "popover",
    "tabs",
    "toast",
    "table",
    "file_uploader",
    "date_input",
    "status",
    "spinner",
    "form_submit_button",
    "dialog",
]
NOT_WORDS = [
    "icon",
    "key",
    "width",
    "format",
    "color",
    "type",
    "delta_color",
    "delta_arrow",
    "label_visibility",
    "on_change",
    "on_click",
    "path",
    "file_name",
    "mime",
    "data",
]


def literals(tree: ast.AST) -> list[ast.Constant]:
    """Every string of a module that is no docstring."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
        and isinstance(node.body[0].value, ast.Constant)
    }
    return [
        node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
    ]


def in_both_languages(tree: ast.AST) -> set[int]:
    """What a problem says, which has both languages side by side, and what only a programmer's error says."""
    told = [node for node in ast.walk(tree) if isinstance(node, ast.Raise)]
    told += [node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("CannotUse", "Problem")]
    return {id(node) for one in told for node in ast.walk(one)}


def phrases_shown(tree: ast.AST) -> list[str]:
    """Words written into a call that shows them."""
    found = []
    for call in ast.walk(tree):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in SHOWN_BY):
            continue
        words = call.args[:1] if call.func.attr == "download_button" else call.args
        given = [*words, *(keyword.value for keyword in call.keywords if keyword.arg not in NOT_WORDS)]
        for argument in given:
            parts = argument.values if isinstance(argument, ast.JoinedStr) else [argument]
            for part in parts:
                if isinstance(part, ast.Constant) and isinstance(part.value, str) and re.search(r"[A-Za-z\u0e00-\u0e7f]{2,}", part.value):
                    found.append(part.value)
    return [text for text in found if not re.fullmatch(r"(pages/\w+\.py|:material/\w+:\s*|\s*:material/\w+:\s*)+", text)]


@pytest.mark.parametrize("path", [*PAGES, *MAKERS], ids=lambda path: str(path.relative_to(ROOT)))
def test_no_thai_is_written_outside_the_catalogues(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert [node.value for node in literals(tree) if THAI.search(node.value) and id(node) not in in_both_languages(tree)] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_page_shows_a_phrase_of_its_own(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert phrases_shown(tree) == []


@pytest.mark.parametrize("path", MAKERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_block_chart_or_finding_writes_an_english_sentence(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    apart = in_both_languages(tree)
    found = [node.value for node in literals(tree) if WORDS.search(node.value) and id(node) not in apart]
    assert [
        text
        for text in found
        if not re.search(r"^\s*(select|with|from|join|where|and|group|order) |rgba?\(|<[a-z]+ |https?:|^\d+px ", text)
    ] == []


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ('st.button("ล้าง")', ["ล้าง"]),
        ('st.caption(f"{n} rows")', [" rows"]),
        ('st.info(words("app.x"), icon=":material/inbox:")', []),
        ('st.selectbox(label, options, key="scope_year")', []),
        ('st.page_link("pages/map.py", label="Open")', ["Open"]),
    ],
)
def test_the_test_finds_them(source, shown):
    assert phrases_shown(ast.parse(source)) == shown
