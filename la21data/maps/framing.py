"""Which part of the earth a map shows: the country, or as much of it as the scope covers."""

from __future__ import annotations

from collections.abc import Collection
from math import asinh, radians, tan
from typing import Any

from la21data import geo, reference

# Degrees. Thailand is tall: 8.4 by 14.9, which in Mercator is about 1 to 1.9.
COUNTRY = {"lonaxis": {"range": [97.2, 105.8]}, "lataxis": {"range": [5.5, 20.6]}}
AROUND_BANGKOK = {"lonaxis": {"range": [99.72, 101.05]}, "lataxis": {"range": [13.1, 14.35]}}
INSET_BOX = {"x": [0.6, 0.995], "y": [0.03, 0.3]}  # Share of the map's box: off the south-east coast, where the map is empty.
AROUND = 0.06  # Of the provinces' extent, shown on each side of them: so that one sees what they border on.
SMALLEST_SPAN = 0.5  # Degrees, half of a small province's surroundings.
BOX, LEGEND, LOWEST = 470, 170, 330  # Pixels: the width of a map beside its ranking, the room of its legend, the lowest figure.
# Degrees from south to north, half the country: a map of more is the country's, and on one of less the small provinces around Bangkok
# are large enough to need no inset.
HALF = 7.5


def ranges(codes: Collection[str]) -> dict[str, Any]:
    """Plotly's ranges of longitude and latitude for a map of these provinces.

    Of none, of all, or of some so far from one another that they would stand on a strip cut out of what lies between: the country.
    """
    known = [geo.province_bounds()[code] for code in codes if code in reference.provinces()]
    if not known or len(known) == len(reference.provinces()):
        return COUNTRY
    west, south, east, north = (side([bounds[at] for bounds in known]) for at, side in enumerate((min, min, max, max)))
    if north - south > HALF:
        return COUNTRY
    return {"lonaxis": {"range": _around(west, east)}, "lataxis": {"range": _around(south, north)}}


def height(codes: Collection[str], most: int) -> int:
    """Pixels of a figure with a map of these provinces and its legend: places that are wide need no tall box."""
    return min(most, max(round(BOX * shape(codes)) + LEGEND, LOWEST))


def shape(codes: Collection[str]) -> float:
    """Height by width of what a map of these provinces shows."""
    shown = ranges(codes)
    (west, east), (south, north) = shown["lonaxis"]["range"], shown["lataxis"]["range"]
    return (_mercator(north) - _mercator(south)) / radians(east - west)


def _mercator(latitude: float) -> float:
    return asinh(tan(radians(latitude)))


def needs_inset(codes: Collection[str]) -> bool:
    """Whether provinces of these are too small to read on their map."""
    low, high = ranges(codes)["lataxis"]["range"]
    return high - low > HALF and any(code in geo.inset_codes for code in codes)


def _around(low: float, high: float) -> list[float]:
    margin = max((high - low) * AROUND, (SMALLEST_SPAN - (high - low)) / 2)
    return [round(low - margin, 3), round(high + margin, 3)]
