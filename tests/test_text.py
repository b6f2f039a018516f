"""The catalogues: the same keys and the same placeholders in both languages, and every key that the pages use."""

import re
from pathlib import Path

from la21data.text import catalogue, of_one, words

ROOT = Path(__file__).resolve().parents[1]


def test_the_same_keys_and_placeholders_in_both_languages():
    th, en = catalogue("th"), catalogue("en")
    assert set(th) == set(en)
    for key in th:
        assert set(re.findall(r"\{\w+}", th[key])) == set(re.findall(r"\{\w+}", en[key])), key


def test_every_key_that_the_code_names_is_there_and_none_is_left_over():
    """A key is named whole, or put together from its beginning: f"nav.{page}" names every key that begins with «nav.»."""
    files = [ROOT / "dashboard.py", ROOT / "server.py"]
    files += [path for room in ("pages", "la21data", "serving") for path in (ROOT / room).rglob("*") if path.suffix in (".py", ".typ")]
    source = "\n".join(path.read_text(encoding="utf-8") for path in files)
    named = set(re.findall(r"words\(\s*[\"']([a-z]+\.[a-z_]+)[\"']", source))
    assert named <= set(catalogue("th"))
    quoted = set(re.findall(r"[\"']([a-z]+\.[a-z_]+)[\"']", source))
    beginnings = tuple(re.findall(r"f[\"']([a-z]+\.[a-z_]*)\{", source))
    assert {key for key in catalogue("th") if key not in quoted and not key.startswith(beginnings)} == set()


def test_filling_in():
    assert words("scope.showing", "th", scope="x") == "กำลังดู: x"


def test_one_of_a_thing_is_singular_in_english():
    assert words("pilots.laos", "en", n=1) == "1 LAO" and words("pilots.laos", "en", n="1,001") == "1,001 LAOs"
    assert words("overview.look_stalled", "en", n=1, where="Loei", most=1).startswith("1 LAO has stood")
    assert (
        of_one("1 network events with 1 people; 1 have none; step 1 have", "en") == "1 network event with 1 person; 1 has none; step 1 have"
    )
    assert of_one("2.1 points, 1,001 LAOs have", "en") == "2.1 points, 1,001 LAOs have"
    assert of_one("1 LAOs", "th") == "1 LAOs"
    assert words("map.n_activities", "en", n="1") == "1 activity" and words("map.n_activities", "en", n="2.1") == "2.1 activities"
