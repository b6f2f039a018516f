"""The seven formats of one chart or map, each a function from a `Carried` block to the content of a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from la21data.export.carried import Carried


@dataclass(frozen=True)
class FileFormat:
    """`room` and `function` are where it is made, imported when it is asked for. `browser`: it needs one on this machine."""

    code: str
    mime: str
    room: str
    function: str
    browser: bool = False

    def make(self, carried: Carried) -> bytes:
        """The content of the file. Raises CannotUse where it cannot be made, with what to install."""
        function: Callable[[Carried], bytes] = getattr(import_module(f"la21data.export.{self.room}"), self.function)
        return function(carried)


FORMATS = {
    one.code: one
    for one in (
        FileFormat("png", "image/png", "image", "to_png", browser=True),
        FileFormat("svg", "image/svg+xml", "image", "to_svg", browser=True),
        FileFormat("pdf", "application/pdf", "chart_pdf", "to_pdf", browser=True),
        FileFormat("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", "slides", "to_pptx"),
        FileFormat("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "table", "to_xlsx"),
        FileFormat("csv", "text/csv", "table", "to_csv"),
        FileFormat("html", "text/html", "page", "to_html"),
    )
}
