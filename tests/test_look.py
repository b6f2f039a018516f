"""la21data.look and the helpers of charts: colours for every eye, words for every figure, ticks, labels apart."""

import itertools
import json
import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from la21data import reference
from la21data.charts.axes import ticks, value_axis
from la21data.charts.spread import spread
from la21data.domain import LAO_TYPES
from la21data.look import LAYOUT, colours, figure
from la21data.look.words import glyphs, hover, labels, safe, shorten, text_width, with_counts, with_unit, word
from la21data.measures import measure

COUNT, RATE, MONEY = measure("participating_laos"), measure("participation_rate"), measure("budget_total")
PILOTS = [code for code, province in reference.provinces().items() if province.is_pilot]
NAN = math.nan


def row(value, numerator=NAN, denominator=NAN, low=NAN, high=NAN, flag=""):
    numbers = {"value": value, "numerator": numerator, "denominator": denominator, "low": low, "high": high}
    return {**numbers, "flag": flag}


# ------------------------------------------------------------ colours
@pytest.mark.parametrize("text", [colours.INK, colours.MUTED, colours.ACCENT, colours.REFERENCE, colours.CAUTION, *colours.SERIES])
def test_text_reaches_aa(text):
    assert colours.contrast(text) >= 4.5


@pytest.mark.parametrize("mark", [colours.QUIET, colours.BORDER, colours.CHOSEN, *colours.LADDER, *colours.FAST_TRACK])
def test_marks_reach_three_to_one(mark):
    assert colours.contrast(mark) >= 3


def test_contrast_is_that_of_wcag():
    assert colours.contrast("#000000") == pytest.approx(21)
    assert colours.contrast("#777777") == pytest.approx(4.48, abs=0.01)
    assert colours.contrast("#FFFFFF", "#1B6B4A") == colours.contrast("#1B6B4A")


def test_hatching_is_seen_on_every_class():
    for colour in (colour for classes in range(1, 7) for colour in colours.sequential(classes)):
        assert colours.contrast(colours.WHITE if colours.is_dark(colour) else colours.INK, colour) >= 4


def test_figures_read_on_every_step():
    ramps = [colour for classes in range(1, 7) for colour in colours.sequential(classes)]
    for colour in (*colours.LADDER, *colours.FAST_TRACK, *ramps):
        assert colours.contrast(colours.text_on(colour), colour) >= 4.5


@pytest.mark.parametrize("ramp", [colours.LADDER, colours.FAST_TRACK, *(colours.sequential(k) for k in range(1, 7))])
def test_ordered_ramps_run_from_light_to_dark(ramp):
    shades = [colours.luminance(colour) for colour in ramp]
    assert shades == sorted(shades, reverse=True)
    assert all(light / dark >= 1.25 for light, dark in itertools.pairwise([shade + 0.05 for shade in shades]))


# Machado, Oliveira and Fernandes (2009), severity 1.
BLINDNESS = {
    "none": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}


def seen(colour, matrix):
    """CIE Lab of a colour as an eye with that matrix sees it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    rgb = [min(max(sum(m * c for m, c in zip(line, linear, strict=True)), 0), 1) for line in matrix]
    to_xyz = ([0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505])
    xyz = [sum(m * c for m, c in zip(line, rgb, strict=True)) / white for line, white in zip(to_xyz, (0.9505, 1, 1.089), strict=True)]
    x, y, z = (c ** (1 / 3) if c > 0.008856 else 7.787 * c + 16 / 116 for c in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("eye", BLINDNESS)
def test_six_series_stay_apart_for_every_eye(eye):
    for one, other in itertools.combinations(colours.SERIES, 2):
        assert math.dist(seen(one, BLINDNESS[eye]), seen(other, BLINDNESS[eye])) >= 15


def test_the_tracks_have_different_hues_for_every_eye():
    for matrix in BLINDNESS.values():
        assert min(math.dist(seen(a, matrix), seen(b, matrix)) for a in colours.LADDER for b in colours.FAST_TRACK) >= 10


def test_a_pilot_keeps_its_colour():
    assert len(set(colours.series_colours("province", PILOTS))) == 6
    assert colours.series_colours("province", ["90"]) == colours.series_colours("province", PILOTS)[4:5]
    assert set(colours.series_colours("office", [str(n) for n in range(1, 17)])) == {colours.QUIET}


# ------------------------------------------------------------ type, words
def test_a_figure_is_sarabun_white_and_small():
    layout = LAYOUT
    assert layout["font"]["family"].startswith("Sarabun") and layout["hoverlabel"]["font"]["family"].startswith("Sarabun")
    assert layout["separators"] == ".," and layout["paper_bgcolor"] == "#FFFFFF"
    assert len(json.dumps(figure(100).spec())) < 1_200, "it travels with every figure"


def test_safe_takes_away_what_plotly_reads():
    assert safe("<b>&</b>") == "&lt;b&gt;&amp;&lt;/b&gt;"


def test_a_mark_is_never_parted_from_its_letter():
    assert glyphs("ที่") == 1
    assert shorten("น้ำที่นี่", 99) == "น้ำที่นี่"
    for most in range(2, 12):
        short = shorten("องค์การบริหารส่วนตำบลบ้านค่าย", most)
        assert short.endswith("…") and glyphs(short) <= most
        assert "องค์การบริหารส่วนตำบลบ้านค่าย"[len(short) - 1] not in "่้๊๋์ิีึืุูัํ"


def test_widths_are_not_underrated():
    """Measured with Sarabun at 14 pixels: a label that is wider than was thought would be cut."""
    for text, pixels in {"นครศรีธรรมราช": 91.1, "พระนครศรีอยุธยา": 102.3, "12.3 % (5 จาก 41)": 107.5}.items():
        assert pixels <= text_width(text, 14) <= 1.4 * pixels


def test_one_of_a_thing_is_singular_in_charts_and_maps_too():
    assert word("provinces", "en", n=1) == "1 province" and word("provinces", "en", n=21) == "21 provinces"
    assert with_unit(measure("laos_at_step"), 1, "en") == "1 LAO" and with_unit(measure("participants"), 1, "en") == "1 person"


def test_shares_come_with_their_counts():
    assert with_counts(RATE, pd.Series(row(5 / 41, 5, 41)), "th") == "12.2\u00a0% (5 จาก 41)"
    assert with_counts(RATE, pd.Series(row(5 / 41, 5, 41)), "en") == "12.2\u00a0% (5 of 41)"
    assert with_counts(COUNT, pd.Series(row(1234.0)), "th") == "1,234 แห่ง"
    assert with_counts(MONEY, pd.Series(row(4_500_000.0)), "th") == "4.5 ล้านบาท"
    assert with_counts(measure("budget_deqp_share"), pd.Series(row(0.5, 1.5e6, 3e6)), "th") == "50.0\u00a0% (1.5 ล้าน จาก 3.0 ล้าน)"
    assert with_counts(COUNT, pd.Series(row(0.0, flag="not_applied")), "th") == "0 แห่ง"
    assert with_counts(COUNT, pd.Series(row(NAN)), "th") == "ไม่มีข้อมูล"


def test_the_pointer_says_everything():
    said = hover(RATE, pd.Series(row(5 / 8, 5, 8, 0.3, 0.86, "small_number")), "สตูล", "th")
    assert said.split("<br>") == [
        "<b>สตูล</b>",
        "อัตราการเข้าร่วม: 62.5\u00a0% (5 จาก 8)",
        "ช่วงเชื่อมั่น 95 %: 30.0–86.0\u00a0%",
        "จำนวนน้อย ควรระวังในการตีความ",
    ]


def test_labels_in_english():
    frame = pd.DataFrame({"province": ["10"], "province_th": ["กรุงเทพมหานคร"], "office": ["9"], "office_th": ["สคพ.ที่ 9"]})
    assert labels(frame, "province", "en") == ["Bangkok"]
    assert labels(frame, "office", "en") == ["Office 9 (Udon Thani)"]
    types = pd.DataFrame({"lao_type": [LAO_TYPES[0].code, ""], "lao_type_th": [LAO_TYPES[0].th, "ไม่ระบุ"]})
    assert labels(types, "lao_type", "en") == [LAO_TYPES[0].en, "ไม่ระบุ"]


# ------------------------------------------------------------ axes, labels apart, size
@given(st.floats(0, 1e9), st.floats(0, 1e9), st.booleans())
def test_ticks_are_round_and_hold_the_values(one, other, whole):
    low, high = sorted((one, other))
    at = ticks(low, high, whole)
    assert 2 <= len(at) <= 8 and at[0] <= low + 1e-6 * max(1, high) and at[-1] >= high - 1e-6 * max(1, high)
    if whole:
        assert all(tick == int(tick) for tick in at)


def test_ticks_are_written_without_idle_decimals():
    assert value_axis(RATE, 0, 0.12, "th")["ticktext"][1] == "2.5\u00a0%"
    assert value_axis(RATE, 0, 0.5, "th")["ticktext"][1] == "10\u00a0%"
    assert value_axis(MONEY, 0, 6e6, "th")["ticktext"][:2] == ["0", "2 ล้าน"]
    assert value_axis(COUNT, 0, 3, "th")["ticktext"] == ["0", "1", "2", "3"]


@given(st.lists(st.floats(0, 400), max_size=20))
def test_spread_keeps_order_bounds_and_gap(wanted):
    placed = spread(wanted, 19, 0, 400)
    gap = min(19, 400 / max(len(wanted) - 1, 1))
    order = sorted(range(len(wanted)), key=lambda at: wanted[at])
    for before, after in itertools.pairwise(order):
        assert placed[after] - placed[before] >= gap - 1e-6
    assert all(-1e-6 <= place <= 400 + 1e-6 for place in placed)


def test_spread_leaves_alone_what_does_not_touch():
    assert spread([10, 100, 300], 19, 0, 400) == [10, 100, 300]
    assert spread([100, 100], 20, 0, 400) == [90, 110]
