"""Colours, each with its purpose, and the measure of contrast that `tests/test_look.py` holds them to.

Text reaches 4.5 : 1 on white (AA); a mark that carries meaning 3 : 1, or it has an outline that does (the light classes of a
map). Nothing is told by red against green, nor by colour alone.
"""

from __future__ import annotations

from la21data import reference

WHITE = "#FFFFFF"
BLACK = "#000000"
INK = "#1F2A24"  # Text.
MUTED = "#56635C"  # Text beside the text: ticks, intervals.
GRID = "#DDE5E0"  # Guides: they carry no meaning.
FAINT = "#BCC7C0"  # Borders of what lies outside the scope.
BORDER = "#7A8A81"  # Outlines of provinces and of light marks.
ACCENT = "#1B6B4A"  # The one green; the chosen bar.
QUIET = "#71957F"  # Every other bar.
REFERENCE = "#6B756F"  # The country.
CHOSEN = "#C04A00"  # The outline of the chosen place on a map: the only saturated mark there.
CAUTION = "#8A4B00"  # The words «demo data».
NO_DATA = "#D3D8D5"

LADDER = ("#63A07F", "#3B815E", "#1F6647", "#0B3F2A")  # Steps 1 to 4.
FAST_TRACK = ("#5F93DA", "#2C63B5", "#123A78")  # Another hue, so that nobody adds the two tracks up.
STEP_COLOURS = {"ladder": LADDER, "fast_track": FAST_TRACK}

# What became of LAOs between two years. Neither leaving nor going back is red: they are no fault by themselves.
CHANGES = {
    "advanced": ACCENT,
    "stayed": "#8C9891",
    "went_back": "#7B1D4E",
    "changed_track": "#6B4FD0",
    "joined": "#0A7D8C",
    "returned": "#3E9FAE",
    "left": "#B85C00",
}

# Six hues that stay apart under protanopia, deuteranopia and tritanopia, and are dark enough to write in.
SERIES = ("#003F7D", "#B85C00", "#0A7D8C", "#6B4FD0", "#7B1D4E", "#4A4A1A")
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "pentagon", "hexagon2")

_SEQUENTIAL = {
    1: ("#84B79B",),
    2: ("#B9D8C5", "#2A7551"),
    3: ("#CFE5D7", "#74AE8D", "#1F6647"),
    4: ("#DCEDE2", "#9CC7AE", "#4F9672", "#145A3C"),
    5: ("#E3F1E8", "#B4D5C1", "#7DB595", "#3F8562", "#0F4F34"),
    6: ("#E6F3EB", "#C3DECE", "#98C5AB", "#68A585", "#357E5A", "#0C462E"),
}
# Purple below the country's figure, sand near it (grey is for no data), green above.
_BELOW = {0: (), 1: ("#9A6FB5",), 2: ("#5E2A7E", "#B79AC8")}
_ABOVE = {0: (), 1: ("#5FA27E",), 2: ("#9CC7AE", "#145A3C")}
_NEAR = "#F1E9D2"


def sequential(classes: int) -> tuple[str, ...]:
    """The ordered green ramp, light to dark, of 0 to 6 classes."""
    return _SEQUENTIAL[classes] if classes else ()


def diverging(below: int, above: int) -> tuple[str, ...]:
    """Up to two classes below the middle one, the middle one, up to two above."""
    return (*_BELOW[below], _NEAR, *_ABOVE[above])


def series_colours(dimension: str, codes: list[str]) -> list[str]:
    """A colour a series: a pilot province keeps its own on every page; other things take the six in their order.

    Above six things no hue can tell them apart: all are grey, and labels must do it.
    """
    if dimension == "province":
        pilots = [code for code, province in reference.provinces().items() if province.is_pilot]
        if set(codes) <= set(pilots):
            return [SERIES[pilots.index(code)] for code in codes]
    return list(SERIES[: len(codes)]) if len(codes) <= len(SERIES) else [QUIET] * len(codes)


def luminance(colour: str) -> float:
    """Relative luminance of `#RRGGBB` as WCAG 2.2 defines it."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str = WHITE) -> float:
    """WCAG contrast of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def is_dark(colour: str) -> bool:
    """Whether white stands out from a colour more than ink does."""
    return contrast(WHITE, colour) > contrast(INK, colour)


def text_on(colour: str) -> str:
    """Ink or white, whichever reads better on a colour; black where neither reads well enough."""
    best = WHITE if is_dark(colour) else INK
    return best if contrast(best, colour) >= 4.5 else BLACK
