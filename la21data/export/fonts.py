"""Sarabun for programs that ask the system for typefaces: a browser, LibreOffice. Without it they fall back silently."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path
from xml.sax.saxutils import escape

from la21data.problems import CannotUse

FONT = "Sarabun"


def folder() -> Path:
    """The folder of the package that holds Sarabun. Raises CannotUse where it is not installed."""
    import fontpkg

    try:
        face = Path(fontpkg.path(FONT, weight=400, style="normal"))
    except LookupError:
        face = None
    if face is None or not face.is_file():
        raise CannotUse(
            "no_font",
            f"สร้างภาพและเอกสารสรุปไม่ได้ เครื่องแม่ข่ายไม่มีแบบอักษร {FONT} ให้ติดตั้งไลบรารีใหม่ (pip install -r requirements.txt) "
            "ไฟล์ PPTX XLSX CSV และ HTML ยังดาวน์โหลดได้",
            f"no picture and no brief can be made: this machine lacks the typeface {FONT}. Install the libraries again "
            "(pip install -r requirements.txt). PPTX, XLSX, CSV and HTML still work",
        )
    return face.parent


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
