"""The catalogues: the same keys and the same placeholders in both languages, and every key that the pages use."""

import re
from pathlib import Path

from la21data.text import catalogue, words

ROOT = Path(__file__).resolve().parents[1]


def test_the_same_keys_and_placeholders_in_both_languages():
    th, en = catalogue("th"), catalogue("en")
    assert set(th) == set(en)
    for key in th:
        assert set(re.findall(r"\{\w+}", th[key])) == set(re.findall(r"\{\w+}", en[key])), key


def test_every_key_that_the_pages_name_is_there_and_none_is_left_over():
    source = "\n".join(
        path.read_text(encoding="utf-8")
        for path in [ROOT / "dashboard.py", ROOT / "server.py", *(ROOT / "pages").rglob("*.py"), *(ROOT / "la21data").rglob("*.py")]
    )
    named = set(re.findall(r"words\(\s*[\"']([a-z]+\.[a-z_]+)[\"']", source))
    quoted = set(re.findall(r"[\"']([a-z]+\.[a-z_]+)[\"']", source))
    assert named <= set(catalogue("th"))
    put_together = re.compile(  # Keys whose end is a code: one room a line.
        r"^(nav\."
        r"|map\.(quantile|natural|equal|diverging|see_|borders_)"
        r"|steps\.(count|share|section_)"
        r"|lists\.(still|ready)_name"
        r"|export\.(dates|demo|empty|missing|scope|title|way_back)"
        r"|person\.(private|role)_"
        r"|glossary\.(term|means)_|glossary\.(stock|flow|distinct|survival|programme|measures|dimensions)"
        r"|pilots\.(section_|region_mark|peers_mark)"
        r"|funnel\.(far_above|above|within|below|far_below)$"
        r"|standard\.(section|group|split|level|map)_"
        r"|activities\.(section|heat|budget|list)_"
        r"|template\.(how|guide)_"
        r"|network\.(section|by|places)_"
        r"|changes\.(finding_|all|change|before|after|code|joined|left|rose|fell|changed_track|renamed|retyped|activities|participants|budget|stand_)"
        r"|about\.(stock|flow|distinct|survival|source_|privacy)"
        r")"
    )
    assert {key for key in catalogue("th") if key not in quoted and not put_together.match(key)} == set()


def test_filling_in():
    assert words("scope.showing", "th", scope="x") == "กำลังดู: x"
