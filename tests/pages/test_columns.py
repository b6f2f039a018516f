"""Columns of tables and key figures: all of them have room on a desktop, and no name of a province is cut."""

import pandas as pd
import pytest

from la21data import metrics, reference
from la21data.blocks.catalogue import make
from la21data.blocks.pilots import COMPARED
from la21data.blocks.tables import Table
from la21data.scope import Scope
from la21data.view import View
from pages.shared import columns
from pages.shared.figures import in_its_size


def heads(shown):
    """What stands over each column."""
    return {name: (config["label"] or name) for name, config in columns.columns(shown).items()}


@pytest.mark.parametrize("lang", ["th", "en"])
def test_the_table_of_the_pilots_fits_for_every_measure(with_demo, lang):
    view = View(with_demo, metrics.default_scope(with_demo, Scope()), lang)
    for code in COMPARED:
        shown = make("pilots-now", view, {"measure": code}).table
        if shown is None:
            continue
        drawn = heads(shown)
        assert len(set(drawn.values())) == len(drawn)
        wide = sum(columns.text_width(head, columns.SMALL) + 16 for head in drawn.values())
        assert wide <= 1.1 * columns.ROOM, code  # Latin letters are taken a tenth too wide.


def test_heads_are_whole_where_they_have_room_and_the_pointer_says_what_is_brief():
    long = "ช่วงเชื่อมั่น 95 % ต่ำสุด (%)"
    few = Table(pd.DataFrame({long: [1.0]}), {long: "one_decimal"}, brief={long: "ต่ำสุด"})
    assert heads(few) == {long: long}
    many = pd.DataFrame({f"{long} {at}": [1.0] for at in range(9)} | {long: [1.0]})
    config = columns.columns(Table(many, dict.fromkeys(many, "one_decimal"), brief={long: "ต่ำสุด"}))
    assert config[long]["label"] == "ต่ำสุด" and config[long]["help"] == long and config[f"{long} 1"]["label"] is None


def test_the_longest_name_of_a_province_has_room_wherever_it_stands():
    names = sorted((place.name_th for place in reference.provinces().values()), key=len)
    config = columns.columns(Table(pd.DataFrame({"จังหวัด": names, "แห่ง": range(len(names))}), {"แห่ง": "whole"}))
    assert config["จังหวัด"]["width"] >= max(columns.text_width(name, columns.SMALL) for name in names) + 16
    assert config["แห่ง"]["width"] is None


def test_words_stand_in_the_size_of_words_and_figures_in_theirs():
    assert in_its_size("12.5 %") == "12.5 %"
    assert in_its_size("ไม่ได้เข้าร่วมโครงการ") == ":small[ไม่ได้เข้าร่วมโครงการ]"
