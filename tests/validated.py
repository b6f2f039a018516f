"""Charts and maps as the tests look at them: plotly figures, whose making checks every attribute that we sent."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import plotly.graph_objects as go

from la21data.look import Drawing


def figure(drawing: Drawing) -> go.Figure:
    """A plotly figure of a drawing. Raises ValueError where plotly does not know an attribute or its value."""
    spec = drawing.spec()
    return go.Figure({**spec, "layout": spec["layout"] | {"template": {}}})  # Else plotly adds a template of its own.


class Validated:
    """A module whose functions return plotly figures instead of drawings."""

    def __init__(self, module: ModuleType) -> None:
        self._module = module

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._module, name)
        if not callable(found):
            return found

        def drawn(*args: Any, **options: Any) -> Any:
            result = found(*args, **options)
            return figure(result) if isinstance(result, Drawing) else result

        return drawn
