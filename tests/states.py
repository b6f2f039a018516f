"""States of pages, by seed: what somebody may have chosen, as their address has it; and every section that a page has."""

from __future__ import annotations

import random
from collections.abc import Iterable
from urllib.parse import urlencode

from la21data import reference
from la21data.blocks.maps import mapped_measures
from la21data.classes import METHODS
from la21data.domain import CATEGORIES, LAO_TYPES, REGIONS, TRACKS
from la21data.text import catalogue
from pages.shared.links import PAGES

PATHS = {name: path for pages in PAGES.values() for name, (path, _) in pages.items()}
SCOPE = ("fy", "region", "office", "province", "type", "track", "pilot", "category", "snapshot", "lang", "my")


def some(draw: random.Random, codes: Iterable[str], most: int = 3) -> str:
    return ",".join(sorted(draw.sample(list(codes), draw.randint(1, most))))


def random_state(seed: int, snapshot_id: str) -> dict[str, str]:
    """A page's address: any of the filters, and the map's own choices."""
    draw = random.Random(seed)
    state = {
        "fy": draw.choice(["2567", "2560-2564", "2550,2569", "2569"]),
        "region": some(draw, (term.code for term in REGIONS)),
        "office": some(draw, (*map(str, range(1, 17)), "none")),
        "province": some(draw, reference.provinces()),
        "type": some(draw, (term.code for term in LAO_TYPES)),
        "track": some(draw, (term.code for term in TRACKS), 2),
        "pilot": draw.choice("01"),
        "category": some(draw, (term.code for term in CATEGORIES)),
        "snapshot": snapshot_id,
        "lang": draw.choice(["th", "en"]),
        "my": str(draw.randint(1, 16)),
        "measure": draw.choice(mapped_measures()),
        "classes": draw.choice(METHODS),
        "borders": draw.choice(["region", "office", "none"]),
        "see": draw.choice(["one", "play", "years", "two", "difference"]),
        "names": draw.choice(["hidden", "shown"]),
        "measure2": draw.choice(mapped_measures()),
        "fy2": draw.choice(["2550", "2566"]),
    }
    return {key: state[key] for key in draw.sample(sorted(state), draw.randint(1, 6))}


def random_address(seed: int, snapshot_id: str) -> str:
    """A state of the map, or the scope of it on a section of another page."""
    state, draw = random_state(seed, snapshot_id), random.Random(f"page {seed}")
    if draw.random() < 0.5:
        return "/map?" + urlencode(state)
    address = draw.choice([address for address in sections() if not address.startswith(("/map", "/meeting"))])
    return _with(address, {key: value for key, value in state.items() if key in SCOPE})


def sections() -> list[str]:
    """The address of every page and of every section of it: the words of the sections say which there are."""
    found = []
    for name, path in PATHS.items():
        keys = {"see": "see_"} if name == "map" else {"section": "section_"}
        parts = [(key, part) for key, head in keys.items() for part in _parts(f"{name}.{head}")]
        found += [_with(f"/{path}", {key: part}) for key, part in parts] or [f"/{path}"]
    places = [_with("/place", {"section": part, "province": "40"}) for part in ("history", "peers")]
    return [*found, *places, "/map?province=40"]


def _parts(head: str) -> list[str]:
    return sorted(key.removeprefix(head) for key in catalogue("th") if key.startswith(head))


def in_language(address: str, lang: str) -> str:
    return _with(address, {"lang": lang})


def _with(address: str, query: dict[str, str]) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode(query)}" if query else address
