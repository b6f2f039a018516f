"""Sarabun for programs that ask the system for typefaces: a browser, LibreOffice. Without it they fall back silently."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path
from xml.sax.saxutils import escape

FONT = "Sarabun"


def folder() -> Path:
    """The folder of the package that holds Sarabun."""
    import fontpkg

    return Path(fontpkg.path(FONT, weight=400, style="normal")).parent


@lru_cache(maxsize=1)
def fontconfig_file() -> Path:
    """A `FONTCONFIG_FILE`: the system's typefaces and Sarabun's folder. Made once a process, removed at its end."""
    made = Path(tempfile.mkdtemp(prefix="la21-fonts-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    path = made / "fonts.conf"
    path.write_text(
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n'
        '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>\n'
        f"<dir>{escape(str(folder()))}</dir>\n<cachedir>{escape(str(made / 'cache'))}</cachedir>\n</fontconfig>\n",
        encoding="utf-8",
    )
    return path
