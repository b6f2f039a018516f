"""(snapshot, measure, by, scope) → a tidy frame: the one way in which pages, exports and commands come by a figure.

It reads roll-ups only, and knows nothing of how a figure is drawn.
"""

from la21data.metrics.flows import flow
from la21data.metrics.frames import Figure, figure, frame
from la21data.metrics.labels import labels
from la21data.metrics.lookups import ask, default_scope, lao_lookup
from la21data.metrics.sources import ignored_keys, possible_dimensions
from la21data.metrics.survival import survival_curve

__all__ = [
    "Figure",
    "ask",
    "default_scope",
    "figure",
    "flow",
    "frame",
    "ignored_keys",
    "labels",
    "lao_lookup",
    "possible_dimensions",
    "survival_curve",
]
