"""Names of provinces on a map, placed so that no two of them overlap; a name without room is left out: the pointer says it."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product

from la21data import geo, reference
from la21data.domain import Language
from la21data.look.words import text_width
from la21data.maps import framing

SIZE = 11  # Pixels of the type.
INSET_NAME = 44  # Pixels of the two lines over the inset.
LINE = 17  # Pixels of its height, with the marks above and below Thai letters.
# The smallest box that a map is drawn in, on a phone of 390 px. On a larger one the names lie farther apart, never nearer.
WIDTH, HEIGHT = 326.0, 540.0
Shown = Mapping[str, Mapping[str, Sequence[float]]]  # Plotly's ranges of longitude and latitude.
UP = (0.0, 0.6, -0.6, 1.1, -1.1, 1.5, -1.5)  # Lines up or down from the middle of the province that are tried,
ASIDE = (0.0, 0.35, -0.35, 0.7, -0.7)  # and parts of the name's width to the right or left.
BESIDE = 1.2  # Lines: a name off the coast or abroad is no farther from its province.


@dataclass(frozen=True)
class Label:
    """A name and the middle of its place, in degrees."""

    code: str
    text: str
    lat: float
    lon: float


@lru_cache(maxsize=64)
def province_labels(codes: frozenset[str], lang: Language) -> tuple[Label, ...]:
    """The names that fit on a map of these provinces: pilots first, then the larger provinces. None of those in the inset."""
    inset = framing.needs_inset(codes)
    wanted = [code for code in codes if not (inset and code in geo.inset_codes)]
    return _fitting(wanted, lang, framing.ranges(codes), pixels_per_degree(codes), [inset_room(codes)] if inset else [])


@lru_cache(maxsize=64)
def inset_labels(codes: frozenset[str], lang: Language) -> tuple[Label, ...]:
    """The names that fit in the inset of such a map; none where it has no inset."""
    small = [code for code in geo.inset_codes if code in codes] if framing.needs_inset(codes) else []
    return _fitting(small, lang, framing.AROUND_BANGKOK, inset_pixels_per_degree())


def pixels_per_degree(codes: Collection[str], width: float = WIDTH, height: float = HEIGHT) -> float:
    """The scale of a map of these provinces in a box, in pixels a degree of longitude."""
    return _scale(framing.ranges(codes), width, height)


def inset_pixels_per_degree(width: float = WIDTH, height: float = HEIGHT) -> float:
    """The scale of the inset of a map in a box of this size."""
    (left, right), (low, high) = framing.INSET_BOX["x"], framing.INSET_BOX["y"]
    return _scale(framing.AROUND_BANGKOK, width * (right - left), height * (high - low))


def inset_room(codes: Collection[str], width: float = WIDTH, height: float = HEIGHT) -> tuple[float, float, float, float]:
    """(left, bottom, right, top) of the inset and of what is written over it, in pixels as `extent` has them."""
    (west, east), (south, north) = (framing.ranges(codes)[axis]["range"] for axis in ("lonaxis", "lataxis"))
    scale = pixels_per_degree(codes, width, height)
    left = (west + east) / 2 * scale - width / 2  # The map stands in the middle of its box.
    bottom = (northing(south) + northing(north)) / 2 * scale - height / 2
    (start, end), (_, top) = framing.INSET_BOX["x"], framing.INSET_BOX["y"]
    return (left + start * width, bottom, left + end * width, bottom + top * height + INSET_NAME)


def _scale(shown: Shown, width: float, height: float) -> float:
    (west, east), (south, north) = shown["lonaxis"]["range"], shown["lataxis"]["range"]
    return min(width / (east - west), height / (northing(north) - northing(south)))


def _fitting(
    codes: Collection[str], lang: Language, shown: Shown, scale: float, kept: Sequence[tuple[float, float, float, float]] = ()
) -> tuple[Label, ...]:
    """The names of provinces that find room, each in its turn. `kept`: room that is not theirs."""
    taken = list(kept)
    found = []
    for code in sorted(codes, key=_importance):
        name = reference.provinces()[code].name_th if lang == "th" else reference.provinces()[code].name_en
        lat, lon = geo.label_points()[code]
        lon = _beside_the_edge(code, lon, text_width(name, SIZE) / 2 / scale, shown["lonaxis"]["range"])
        for label in _tried(Label(code, name, lat, lon), scale):
            box = extent(label, scale)
            if not any(_overlap(box, other) for other in taken) and _inside(box, shown, scale):
                taken.append(box)
                found.append(label)
                break
    return tuple(found)


def _tried(label: Label, scale: float) -> list[Label]:
    """Where a name may stand, the best first: with its middle on its own province, else right beside it, off the coast or abroad.

    Over another province it would name that one.
    """
    wide, y = text_width(label.text, SIZE) / scale, northing(label.lat)
    places = [
        replace(label, lat=round(latitude(y + up * LINE / scale), 3), lon=round(label.lon + aside * wide, 3))
        for aside, up in sorted(product(ASIDE, UP), key=lambda shift: abs(shift[0]) * 2 + abs(shift[1]))
    ]
    nearest = geo.nearest_provinces([(place.lat, place.lon) for place in places])
    fair = [(off, place) for place, (code, off) in zip(places, nearest, strict=True) if code == label.code and off <= BESIDE * LINE / scale]
    return [place for off, place in fair if not off] + [place for off, place in fair if off]


def _beside_the_edge(code: str, lon: float, half: float, window: Sequence[float]) -> float:
    """The middle of a name half so wide, moved off the edge of the map as far as it stays over its province."""
    west, _, east, _ = geo.province_bounds()[code]
    return round(min(max(lon, min(window[0] + half + 0.005, east)), max(window[1] - half - 0.005, west)), 3)


def extent(label: Label, scale: float) -> tuple[float, float, float, float]:
    """(left, bottom, right, top) of a label in pixels."""
    half = text_width(label.text, SIZE) / 2
    x, y = label.lon * scale, northing(label.lat) * scale
    return (x - half, y - LINE / 2, x + half, y + LINE / 2)


def northing(lat: float) -> float:
    """Mercator's y of a latitude, in degrees of longitude."""
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)))


def latitude(y: float) -> float:
    return math.degrees(2 * math.atan(math.exp(math.radians(y))) - math.pi / 2)


def _importance(code: str) -> tuple[bool, float]:
    west, south, east, north = geo.province_bounds()[code]
    return (not reference.provinces()[code].is_pilot, -(east - west) * (north - south))


def _inside(box: Sequence[float], shown: Shown, scale: float) -> bool:
    (west, east), (south, north) = shown["lonaxis"]["range"], shown["lataxis"]["range"]
    return west * scale <= box[0] and box[2] <= east * scale and northing(south) * scale <= box[1] and box[3] <= northing(north) * scale


def _overlap(one: Sequence[float], other: Sequence[float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
