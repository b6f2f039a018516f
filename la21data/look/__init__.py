"""Design tokens for everything drawn: colours, type, the plotly template, and the words that stand in charts and maps.

The lowest chart layer: it knows measures and reference data, and no chart.
"""

from la21data.look import colours
from la21data.look.template import FONT, LA21, MARGIN, SIZE, SMALL, Drawing, figure, mark_demo

__all__ = ["FONT", "LA21", "MARGIN", "SIZE", "SMALL", "Drawing", "colours", "figure", "mark_demo"]
