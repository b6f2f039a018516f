"""Names on maps: no two of them overlap, at the smallest size that is drawn and at any larger one."""

from itertools import combinations

import pytest
from shapely import Point

from la21data import geo, maps, reference
from la21data.classes import classify_frame
from la21data.maps import framing, labels
from la21data.measures import measure
from tests.test_maps import URLS, frame
from tests.validated import figure

EVERY = frozenset(reference.provinces())
SCOPES = {
    "country": EVERY,
    **{region: frozenset(c for c, p in reference.provinces().items() if p.region == region) for region in reference.REGIONS},
    **{f"office {office}": frozenset(c for c in EVERY if reference.office_of(c) == office) for office in reference.offices()},
    "pilots": frozenset(c for c, p in reference.provinces().items() if p.is_pilot),
    "one": frozenset({"83"}),
}
BOXES = ((labels.WIDTH, labels.HEIGHT), (390.0, 620.0), (560.0, 600.0), (560.0, 760.0), (700.0, 700.0))


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("scope", SCOPES)
def test_no_two_names_overlap_at_any_size(scope, lang):
    codes = SCOPES[scope]
    placed = labels.province_labels(codes, lang)
    for width, height in BOXES:
        scale = labels.pixels_per_degree(codes, width, height)
        assert scale >= labels.pixels_per_degree(codes)
        boxes = [labels.extent(label, scale) for label in placed]
        for one, other in combinations(boxes, 2):
            assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def wrong_places(placed, scale):
    """Names whose middle is on another province, or beside one, or farther off its own than the line after next."""
    nearest = geo.nearest_provinces([(label.lat, label.lon) for label in placed])
    return [label.text for label, (code, off) in zip(placed, nearest, strict=True) if code != label.code or off > 1.5 * labels.LINE / scale]


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("scope", SCOPES)
def test_names_stand_on_their_provinces_or_right_beside_them_and_on_no_other(scope, lang):
    codes = SCOPES[scope]
    placed = labels.province_labels(codes, lang)
    wanted = len(codes) - (sum(code in geo.inset_codes for code in codes) if framing.needs_inset(codes) else 0)
    assert len(placed) >= (0.5 if len(codes) > 10 else 0.7) * wanted, f"{len(placed)} of {wanted}"
    assert wrong_places(placed, labels.pixels_per_degree(codes)) == []
    inside = [not off for _, off in geo.nearest_provinces([(label.lat, label.lon) for label in placed])]
    assert sum(inside) >= 0.75 * len(placed)


def test_the_nearest_province_is_found_by_its_shape_not_by_its_box():
    at = geo.nearest_provinces([geo.label_points()["91"], (7.7, 100.1), (5.0, 97.5)])  # Satun, Phatthalung's west, the open sea.
    assert at[0] == ("91", 0.0) and at[2][1] > 1
    shapes = geo.province_shapes().geometry
    assert at[1][0] in shapes.index[shapes.contains(Point(100.1, 7.7))] and at[1][1] == 0


@pytest.mark.parametrize("lang", ["th", "en"])
def test_names_keep_off_the_inset_and_off_what_is_written_over_it(lang):
    for width, height in BOXES:
        left, _, _, top = labels.inset_room(EVERY, width, height)
        scale = labels.pixels_per_degree(EVERY, width, height)
        for label in labels.province_labels(EVERY, lang):
            box = labels.extent(label, scale)
            assert box[2] <= left or box[1] >= top, label.text


@pytest.mark.parametrize("lang", ["th", "en"])
def test_names_in_the_inset_stand_apart_on_their_provinces_at_any_size(lang):
    placed = labels.inset_labels(EVERY, lang)
    assert {label.code for label in placed} <= set(geo.inset_codes) and "10" in {label.code for label in placed}
    assert len(placed) >= 3
    for width, height in BOXES:
        scale = labels.inset_pixels_per_degree(width, height)
        assert scale >= labels.inset_pixels_per_degree()
        for one, other in combinations([labels.extent(label, scale) for label in placed], 2):
            assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    assert wrong_places(placed, labels.inset_pixels_per_degree()) == []


def test_a_map_without_an_inset_has_no_names_in_it():
    assert labels.inset_labels(SCOPES["south"], "th") == ()
    assert labels.inset_labels(frozenset({"10", "11"}), "th") == () != labels.province_labels(frozenset({"10", "11"}), "th")


def test_names_are_drawn_when_asked_for():
    data, rate = frame(), measure("participation_rate")
    drawn = figure(maps.choropleth(data, rate, "th", classify_frame(data, rate), names=True, **URLS))
    texts = [trace for trace in drawn.data if trace.type == "scattergeo" and trace.mode == "text"]
    assert [trace.geo for trace in texts] == ["geo", "geo2"] and all(trace.hoverinfo == "skip" for trace in texts)
    assert "ขอนแก่น" in texts[0].text and "กรุงเทพมหานคร" in texts[1].text and not set(texts[0].text) & set(texts[1].text)
