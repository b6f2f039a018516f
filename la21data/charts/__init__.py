"""Tidy frame in, plotly figure out. Charts know no snapshot, no page and no file.

A frame has each dimension's code and `<dimension>_th`, then value, numerator, denominator, low, high, flag.
"""

from la21data.charts.bars import small_trend, year_bars
from la21data.charts.flows import Flow, Stop, change_name, flow_of, name_changes, step_flow
from la21data.charts.funnel import bounds, funnel, funnel_rows, of_what, placed_names
from la21data.charts.heat import HEADS as HEAT_HEADS
from la21data.charts.heat import head as heat_head
from la21data.charts.heat import heat, heat_classes
from la21data.charts.histories import step_history
from la21data.charts.ladders import ladder_now, ladder_stack
from la21data.charts.rankings import Against, pilot_dots, ranking_bars
from la21data.charts.segments import Segment, StackRow, stacked_rows
from la21data.charts.slopes import Slope, slopes
from la21data.charts.spread import spread
from la21data.charts.stacks import Part, stacked_years
from la21data.charts.trends import trend_lines
from la21data.charts.unlike import Panel, panels
from la21data.charts.waiting import step_label, waiting_curves
from la21data.look import mark_demo

__all__ = [
    "HEAT_HEADS",
    "Against",
    "Flow",
    "Panel",
    "Part",
    "Segment",
    "Slope",
    "StackRow",
    "Stop",
    "bounds",
    "change_name",
    "flow_of",
    "funnel",
    "funnel_rows",
    "heat",
    "heat_classes",
    "heat_head",
    "ladder_now",
    "ladder_stack",
    "mark_demo",
    "name_changes",
    "of_what",
    "panels",
    "pilot_dots",
    "placed_names",
    "ranking_bars",
    "slopes",
    "small_trend",
    "spread",
    "stacked_rows",
    "stacked_years",
    "step_flow",
    "step_history",
    "step_label",
    "trend_lines",
    "waiting_curves",
    "year_bars",
]
