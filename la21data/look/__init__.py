"""Design tokens for everything drawn: colours, type, what every figure has, and the words that stand in charts and maps.

The lowest chart layer: it knows measures and reference data, and no chart.
"""

from la21data.look import colours
from la21data.look.drawing import FONT, LAYOUT, MARGIN, PHONE, SIZE, SMALL, Drawing, figure, mark_demo

__all__ = ["FONT", "LAYOUT", "MARGIN", "PHONE", "SIZE", "SMALL", "Drawing", "colours", "figure", "mark_demo"]
