"""LAOs as points on their province: a map to move about in for pages, the same as a drawing for exports.

Coloured by step, sized by activities; LAOs that do not take part are small and hollow.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from la21data import geo
from la21data.domain import STEP_TITLES, TRACKS, Language
from la21data.look import SMALL, Drawing, colours, figure
from la21data.look.words import safe, word
from la21data.maps import framing, layers
from la21data.maps.choropleth import WHOLE_BOX, base

if TYPE_CHECKING:
    import pydeck

SMALLEST, LARGEST, GROWTH = 4.0, 18.0, 2.2  # Pixels of a point's radius; growth with the root of its activities: its area tells them.
HOLLOW = 3.0
WIDE, HIGH = 316.0, 530.0  # Pixels of a phone's map, less its edges: the first view shows the whole province there.
TILE = 512.0  # Pixels of the whole world at zoom 0, as deck.gl counts.


@dataclass(frozen=True)
class Point:
    """A LAO on the map. `track` '' = does not take part; `said`: for the pointer, plain text."""

    lao: str
    name: str
    said: str
    lat: float
    lon: float
    track: str
    step: int
    activities: int

    @property
    def colour(self) -> str:
        return colours.STEP_COLOURS[self.track][self.step - 1] if self.track and self.step else colours.WHITE

    @property
    def radius(self) -> float:
        return min(SMALLEST + GROWTH * math.sqrt(self.activities), LARGEST) if self.track else HOLLOW


def point_deck(points: Sequence[Point], province: str, *, provinces_url: str, style_url: str) -> pydeck.Deck:
    """A deck.gl map of the points. `style_url`: a style without a base map; else one is asked of a host on the internet."""
    import pydeck

    pixels = pydeck.types.String("pixels")  # A plain string would be taken for the name of a field.
    ground = pydeck.Layer(
        "GeoJsonLayer",
        data=provinces_url,
        id="ground",
        filled=True,
        get_fill_color=f'properties.code == "{province}" ? [242, 246, 243] : [255, 255, 255]',
        get_line_color=f'properties.code == "{province}" ? {_rgb(colours.MUTED)} : {_rgb(colours.FAINT)}',
        get_line_width=f'properties.code == "{province}" ? 2 : 0.8',
        line_width_units=pixels,
    )
    marks = pydeck.Layer(
        "ScatterplotLayer",
        id="laos",
        data=[
            {
                "at": [round(point.lon, 3), round(point.lat, 3)],
                "colour": _rgb(point.colour),
                "radius": round(point.radius, 1),
                "name": safe(point.name),
                "said": safe(point.said),
                "lao": point.lao,
            }
            for point in drawn_first(points)
        ],
        get_position="at",
        get_fill_color="colour",
        get_radius="radius",
        get_line_color=_rgb(colours.BORDER),
        radius_units=pixels,
        line_width_units=pixels,
        get_line_width=1,
        stroked=True,
        pickable=True,
    )
    return pydeck.Deck(
        layers=[ground, marks],
        initial_view_state=_first_view(province),
        views=[pydeck.View(type="MapView", controller={"scrollZoom": False})],  # The wheel moves the page.
        map_provider="maplibre",
        map_style=style_url,
        tooltip={
            "html": "<b>{name}</b><br>{said}",
            "style": {
                "fontFamily": "Sarabun",
                "backgroundColor": colours.WHITE,
                "color": colours.INK,
                "border": f"1px solid {colours.BORDER}",
            },
        },
    )


def point_drawing(points: Sequence[Point], province: str, lang: Language, *, geojson_url: str, height: int = 620) -> Drawing:
    """The same as a drawing: a trace a step, so that the legend tells the colours."""
    drawn = figure(height, geo={**base(framing.ranges([province])), "domain": WHOLE_BOX}, margin={"l": 0, "r": 0, "t": 4, "b": 4})
    drawn.layout |= {"showlegend": True, "legend": {"orientation": "h", "y": 0, "yanchor": "top", "font": {"size": SMALL}}}
    drawn.shared["choropleth"] = _ground(geojson_url)
    ground = layers.background([code for code in geo.province_bounds() if code != province]) + layers.outlined(
        [province], colours.MUTED, 1.8
    )
    drawn.data += [trace for trace in ground if trace.get("geo") != layers.INSET]
    for name, colour, part in groups(points, lang):
        drawn.add(
            "scattergeo",
            lat=[round(point.lat, 3) for point in part],
            lon=[round(point.lon, 3) for point in part],
            text=[f"<b>{safe(point.name)}</b><br>{safe(point.said)}" for point in part],
            hovertemplate="%{text}<extra></extra>",
            mode="markers",
            name=name,
            marker={
                "color": colour,
                "size": [round(2 * point.radius, 1) for point in part],
                "line": {"color": colours.BORDER, "width": 1},
                "opacity": 1,
            },
        )
    return drawn


def groups(points: Sequence[Point], lang: Language) -> list[tuple[str, str, list[Point]]]:
    """(name, colour, its points) of every step that is there; those that do not take part first, so that they lie below."""
    without = [point for point in points if not point.track]
    found = [(without[0].said if without else word("not_taking_part", lang), colours.WHITE, without)]
    for track in TRACKS:
        for at, step in enumerate(STEP_TITLES[track.code]):
            part = [point for point in points if (point.track, point.step) == (track.code, int(step.code))]
            found.append((step_name(track.code, at + 1, lang), colours.STEP_COLOURS[track.code][at], part))
    return [(name, colour, part) for name, colour, part in found if part]


def step_name(track: str, step: int, lang: Language) -> str:
    """«ขั้นที่ 2» of the ladder, «Fast Track ระยะที่ 2» of the fast track."""
    if track == "ladder":
        return word("step", lang, n=step)
    return f"{next(term for term in TRACKS if term.code == track).label(lang)} {word('stage', lang, n=step)}"


def drawn_first(points: Sequence[Point]) -> list[Point]:
    """Large points first, so that a small one is never hidden; hollow ones below them all."""
    return sorted(points, key=lambda point: (bool(point.track), -point.radius))


def _ground(geojson_url: str) -> dict[str, Any]:
    return {"geojson": geojson_url, "featureidkey": "id", "showscale": False, "zmin": -0.5, "zmax": 0.5}


def _first_view(province: str) -> dict[str, float]:
    """The province in the middle, whole."""
    west, south, east, north = geo.province_bounds()[province]
    middle = (south + north) / 2
    pixels = min(WIDE / (east - west), HIGH * math.cos(math.radians(middle)) / (north - south))  # A degree of longitude.
    return {
        "longitude": round((west + east) / 2, 3),
        "latitude": round(middle, 3),
        "zoom": round(math.log2(pixels * 360 / TILE), 2),
        "minZoom": 5,
        "maxZoom": 13,
    }


def _rgb(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
