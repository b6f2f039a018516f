"""Chart blocks: everything that stands around a chart, made once and shown everywhere: on a page, in an export, from the command line.

A block knows no Streamlit and no file format. `catalogue.CATALOGUE` lists every recipe by its id.
"""

from la21data.blocks.block import Block, Recipe
from la21data.blocks.native import NativeChart, NativeMap, Series
from la21data.blocks.tables import Table, tidy_table

__all__ = ["Block", "NativeChart", "NativeMap", "Recipe", "Series", "Table", "tidy_table"]
