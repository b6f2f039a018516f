"""Tidy frame in, plotly figure out. Charts know no snapshot, no page and no file.

A frame has each dimension's code and `<dimension>_th`, then value, numerator, denominator, low, high, flag.
"""

from la21data.charts.bars import small_trend, year_bars
from la21data.charts.flows import change_name, step_flow
from la21data.charts.funnel import funnel
from la21data.charts.heat import heat
from la21data.charts.histories import step_history
from la21data.charts.ladders import ladder_now, ladder_stack
from la21data.charts.rankings import Against, pilot_dots, ranking_bars
from la21data.charts.segments import Segment, StackRow, stacked_rows
from la21data.charts.slopes import Slope, slopes
from la21data.charts.stacks import Part, stacked_years
from la21data.charts.trends import trend_lines
from la21data.charts.unlike import Panel, panels
from la21data.charts.waiting import waiting_curves
from la21data.look import mark_demo

__all__ = [
    "Against",
    "Panel",
    "Part",
    "Segment",
    "Slope",
    "StackRow",
    "change_name",
    "funnel",
    "heat",
    "ladder_now",
    "ladder_stack",
    "mark_demo",
    "panels",
    "pilot_dots",
    "ranking_bars",
    "slopes",
    "small_trend",
    "stacked_rows",
    "stacked_years",
    "step_flow",
    "step_history",
    "trend_lines",
    "waiting_curves",
    "year_bars",
]
