"""Maps of slides read back: as much of the country as the screen shows, as large as their place allows."""

import io

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from la21data import reference
from la21data.export.native_map import seen
from la21data.export.slides import to_pptx
from la21data.look import colours
from la21data.scope import Scope


def map_of(carried):
    slide = Presentation(io.BytesIO(to_pptx(carried))).slides[0]
    groups = [shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP]
    return groups[0], [group.name for group in groups]


@pytest.mark.parametrize("scope", [Scope(provinces=("40",)), Scope(offices=("9",)), Scope(regions=("south",))], ids=str)
def test_a_map_of_a_part_is_of_that_part(carried, scope):
    out = carried("map", scope)
    group, groups = map_of(out)
    shapes = {shape.name: shape for shape in group.shapes}
    names = {code: reference.provinces()[code].name_th for code in out.block.native.provinces}
    own = [shapes[name] for name in names.values()]
    wide = max(s.left + s.width for s in own) - min(s.left for s in own)
    high = max(s.top + s.height for s in own) - min(s.top for s in own)
    assert wide > 0.85 * group.width and high > 0.8 * group.height  # The country's map would leave a tenth to a province.
    assert "กรุงเทพมหานคร และปริมณฑล" not in groups
    for name, shape in shapes.items():
        assert group.left <= shape.left and shape.left + shape.width <= group.left + group.width, name


def test_what_lies_around_a_place_is_cut_at_the_edge_of_the_map():
    shown, country = seen({"40"}), seen(set(reference.provinces()))
    assert {"40", "30", "41", "46"} < set(shown.shapes) and "95" not in shown.shapes
    for code, shape in shown.shapes.items():
        assert shown.west <= shape.left and shape.right <= shown.east and shown.north <= shape.top and shape.bottom <= shown.south
        assert (shape == country.shapes[code]) == (code == "40")  # No neighbour of it lies whole on the map.
    assert len(country.shapes) == 77


def test_what_has_no_figure_and_what_has_few_differ_without_colour(carried):
    out = carried("map", measure="step3plus_rate")
    native, (group, _) = out.block.native, map_of(out)
    found = {shape.name: shape._element.xpath("string(.//a:pattFill/@prst)") for shape in group.shapes}
    patterns = {"few": set(), "none": set(), "out": set()}
    for code, province in reference.provinces().items():
        at, flag = native.provinces[code], native.flags.get(code)
        kind = "few" if at is not None and flag == "small_number" else "none" if flag in (None, "no_data") else "out"
        if at is None or kind == "few":
            patterns[kind].add(found[province.name_th])
    # LibreOffice draws patterns of some per cent («pct10») as the hatching of few.
    assert patterns == {"few": {"wdUpDiag"}, "none": {"dotGrid"}, "out": {""}}


def test_the_one_chosen_place_has_the_outline_of_the_screen(carried):
    group, _ = map_of(carried("map", Scope(provinces=("10",))))
    lines = {shape.name: str(shape.line.color.rgb) for shape in group.shapes}
    assert [name for name, colour in lines.items() if colour == colours.CHOSEN[1:]] == ["กรุงเทพมหานคร"] and len(lines) > 5
